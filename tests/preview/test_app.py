"""What the preview answers."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from cvpdf.diagnostics import ExitCode, Span, error, note
from cvpdf.live.events import Finished, Started, VariantDone, VariantTypeset
from cvpdf.preview.app import Preview
from cvpdf.preview.image_cache import ImageCache
from cvpdf.preview.view_stream import ViewStream
from cvpdf.report.results import BuildReport
from cvpdf.source.read import SourceFile
from tests.preview.pdfs import expectation, expected, pdf, result
from tests.preview.requests import request

TEXT = "name: Jane\ntitle: Work\n"


@dataclass
class Served:
    """A preview with one variant of two pages."""

    views: ViewStream = field(default_factory=ViewStream)
    images: ImageCache = field(default_factory=ImageCache)
    preferred: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.app = Preview(self.views, self.images, self.preferred.append, Path("cv.yaml"), "full").application()
        self.set(1)

    def set(self, revision: int, *more: str) -> None:
        texts = expectation(expected("Jane", 1, "name", 7), expected("Work", 2, "title", 8))
        self.views.update(VariantTypeset(revision, "full", pdf(["Jane", *more], ["Work"]), texts))

    @property
    def base(self) -> str:
        shown = self.views.view.variants[0].shown
        assert shown
        return f"/variants/full/{shown.version}"

    def state(self) -> Any:
        """Return the state that a page which connects now gets first."""

        async def first() -> str:
            stream = Preview(self.views, self.images, print, Path("cv.yaml"), "full")._stream()
            assert await anext(stream) == "retry: 500\n\n"
            return await anext(stream)

        message = asyncio.run(first())
        assert message.startswith("data: ")
        assert message.endswith("\n\n")
        assert message.count("\n") == 2
        return json.loads(message.removeprefix("data: "))


@pytest.fixture
def served(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
    monkeypatch.chdir(tmp_path)
    Path("cv.yaml").write_text(TEXT)
    made = Served()
    yield made
    made.images.close()


def test_the_page_has_all_it_names(served: Served) -> None:
    page = request(served.app, "/")
    assert page.status == 200
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    names = re.findall(rb'(?:href|src)="([^"]*)"', page.body)
    assert b"preview.js" in names
    files = {"/" + name.decode() for name in names}
    for path in sorted(files):
        answer = request(served.app, path)
        assert answer.status == 200, path
        imports = re.findall(rb'from "\./([^"]*)"|url\("([^")]*)"\)', answer.body)
        for name in (first or second for first, second in imports):
            assert request(served.app, f"/{name.decode()}").status == 200, name
    assert b"style=" not in page.body, "the policy forbids it"
    assert not re.search(rb"<script(?![^>]* src=)", page.body), "the policy forbids it"


def test_nothing_is_loaded_from_elsewhere_or_made_of_text(served: Served) -> None:
    for name in (
        *("", "preview.js", "paper.js", "lines.js", "panel.js", "dom.js", "stream.js", "theme.js", "preview.css"),
    ):
        text = request(served.app, f"/{name}").body.decode()
        assert not re.search(r"https?://(?!www\.w3\.org/2000/svg)", text), name
        assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function", text), (
            name
        )


def test_no_other_file_is_served(served: Served) -> None:
    for path in ("/app.py", "/../app.py", "/page/index.html", "/index.html", "/__init__.py"):
        assert request(served.app, path).status == 404, path


def test_the_state_comes_first(served: Served) -> None:
    state = served.state()
    assert (state["file"], state["begin"], state["busy"]) == ("cv.yaml", "full", True)
    [variant] = state["variants"]
    assert variant["pages"] == [[300, 400], [300, 400]]
    assert variant["checking"] is True
    assert variant["ok"] is None
    served.views.update(VariantDone(1, result()))
    served.views.update(Finished(1, BuildReport((), (result(),)), 0.25))
    state = served.state()
    assert (state["busy"], state["seconds"]) == (False, 0.25)
    [variant] = state["variants"]
    assert (variant["ok"], variant["passed"], variant["fill"]) == (True, ["pages", "text"], 0.5)


def test_errors_come_with_their_lines(served: Served) -> None:
    wrong = error("bad-date", "month 13 does not exist", Span("cv.yaml", 2, 8, 2, 12), "write 2020-12")
    found = BuildReport((wrong,), (), ExitCode.INVALID_CV, SourceFile("cv.yaml", TEXT))
    served.views.update(Started(2))
    served.views.update(Finished(2, found, 0.01))
    state = served.state()
    assert state["invalid"] is True
    assert state["variants"][0]["stale"] is True
    [complaint] = state["general"]["list"]
    assert complaint["at"] == {
        "place": "cv.yaml:2:8",
        "file": "cv.yaml",
        "line": 2,
        "column": 8,
        "text": ["title: ", "Work", ""],
    }
    assert (complaint["severity"], complaint["hint"]) == ("error", "write 2020-12")


def test_what_is_said_of_cv_yaml_is_said_once(served: Served) -> None:
    said = note("gap", "there is a gap")
    both = result().__class__("full", "built", (said,), result().summary)
    served.views.update(Finished(1, BuildReport((said,), (both,)), 0.1))
    state = served.state()
    assert len(state["general"]["list"]) == 1
    assert state["variants"][0]["diagnostics"]["list"] == []


def test_a_flood_of_complaints_is_cut(served: Served) -> None:
    many = (*(note("n", f"note {number}") for number in range(500)), error("e", "the error"))
    served.views.update(Finished(1, BuildReport(many, (result(),)), 0.1))
    general = served.state()["general"]
    assert len(general["list"]) + general["more"] == 501
    assert general["list"][0]["message"] == "the error"


def test_pictures(served: Served) -> None:
    first = request(served.app, f"{served.base}/pages/1.png?width=300")
    assert (first.status, first.headers["content-type"]) == (200, "image/png")
    assert first.body.startswith(b"\x89PNG")
    second = request(served.app, f"{served.base}/pages/2.png?width=300&in_view")
    assert second.headers["etag"] != first.headers["etag"]


def test_a_page_that_looks_the_same_is_not_sent_again(served: Served) -> None:
    tags = [request(served.app, f"{served.base}/pages/{page}.png?width=300").headers["etag"] for page in (1, 2)]
    served.set(2, "one line more")
    answers = [
        request(served.app, f"{served.base}/pages/{page}.png?width=300", {"if-none-match": tag})
        for page, tag in zip((1, 2), tags, strict=True)
    ]
    assert [answer.status for answer in answers] == [200, 304]
    assert answers[1].body == b""


@pytest.mark.parametrize(
    ("target", "status"),
    [
        ("/pages/3.png?width=300", 404),
        ("/pages/0.png?width=300", 404),
        ("/pages/1.png", 400),
        ("/pages/1.png?width=wide", 400),
        ("/pages/1.png?width=-5", 400),
        ("/pages/1.png?width=" + "9" * 5000, 200),
        ("/lines/99", 404),
    ],
)
def test_wrong_questions(served: Served, target: str, status: int) -> None:
    assert request(served.app, served.base + target).status == status


@pytest.mark.parametrize("target", ["/pages/1.png?width=300", "/lines", "/lines/0"])
def test_what_is_out_of_date_is_gone(served: Served, target: str) -> None:
    old = served.base
    served.set(2, "more")
    assert request(served.app, old + target).status == 410
    assert request(served.app, served.base.replace("full", "other") + target).status == 410


def test_lines(served: Served) -> None:
    lines = request(served.app, f"{served.base}/lines").json()
    assert [(line["page"], line["label"], line["value"]) for line in lines] == [
        (0, "name: Jane", 0),
        (1, "title: Work", 1),
    ]
    left, top, width, height = lines[0]["box"]
    assert left == pytest.approx(40 / 300, abs=0.01)
    assert top < 40 / 400 < top + height
    assert 0 < width < 0.2


def test_the_line_of_cv_yaml_as_it_is_now(served: Served) -> None:
    found = request(served.app, f"{served.base}/lines/1").json()
    assert (found["place"], found["text"], found["same"]) == ("cv.yaml:2:8", ["title: ", "Work", ""], True)
    Path("cv.yaml").write_text("# first\n" + TEXT)
    assert request(served.app, f"{served.base}/lines/1").json()["place"] == "cv.yaml:3:8"
    Path("cv.yaml").unlink()
    assert request(served.app, f"{served.base}/lines/1").json()["place"] == "cv.yaml:2:8"


def test_the_variant_that_is_looked_at(served: Served) -> None:
    assert request(served.app, "/prefer/full", method="POST").status == 204
    assert request(served.app, "/prefer/other", method="POST").status == 410
    assert request(served.app, "/prefer/full").status == 405
    assert served.preferred == ["full"]
