"""A fitted variant is set as it was last time while it is measured: with the same results, never instead of them."""

from __future__ import annotations

import os
import shutil
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from cvpdf.diagnostics import ExitCode
from cvpdf.fitting import fit as fitted
from cvpdf.fitting.candidates import candidates
from cvpdf.fitting.last_choice import Remembered, recall, remember
from cvpdf.fitting.report import Layout
from cvpdf.latex import TypesetResult, typeset
from cvpdf.pipeline import prepare as jobs
from cvpdf.pipeline import variant as making
from cvpdf.pipeline.compile import build
from cvpdf.pipeline.guess import Guess
from cvpdf.pipeline.options import Options
from cvpdf.report.results import BuildReport, VariantReport
from cvpdf.selection import FitBounds, Selection, resolve, select
from tests.fitting.test_fit import cv
from tests.support import resume_of

pytestmark = pytest.mark.tex

TEXT = cv(6, 5, "{max_pages: 1, fit: true}")
WORD = "measured"


@dataclass
class Place:
    """A folder with a CV of which a fitted variant is built."""

    home: Path

    def build(self, text: str, timeout: float = 60.0) -> BuildReport:
        (self.home / "cv.yaml").write_text(text)
        return build(Options(self.home / "cv.yaml", self.home / "build", ("v",), timeout=timeout))

    @property
    def made(self) -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in (self.home / "build").glob("v.*")}

    @property
    def remembered(self) -> Path:
        return self.home / "build" / ".cvpdf" / "v" / "fit" / "chosen.json"


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Place:
    place = Place(tmp_path_factory.mktemp("first"))
    assert place.build(TEXT).exit_code == ExitCode.OK
    return place


@pytest.fixture
def place(first: Place, tmp_path: Path) -> Place:
    """The same at a place of its own, and built there, since paths are part of what is remembered."""
    shutil.copytree(first.home, tmp_path, dirs_exist_ok=True)
    place = Place(tmp_path)
    assert place.build(TEXT).exit_code == ExitCode.OK
    return place


@pytest.fixture
def set_(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The documents that LaTeX has set, in order."""
    documents: list[str] = []

    def noted(folder: Path, *args: object, **kwargs: object) -> TypesetResult:
        documents.append((folder / "cv.tex").read_text())
        return typeset(folder, *args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(making, "typeset", noted)
    return documents


def clean(place: Place, text: str) -> dict[str, bytes]:
    """Return what a build makes that has nothing to go by."""
    shutil.rmtree(place.home / "build")
    assert place.build(text).exit_code == ExitCode.OK
    return place.made


def test_a_right_guess_is_all_that_is_set(place: Place, set_: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    text = TEXT.replace(WORD, WORD[::-1])
    rendered: list[Selection] = []
    render = jobs.rendered

    def noted(shop: jobs.Shop, selection: Selection) -> jobs.Job | VariantReport:
        rendered.append(selection)
        return render(shop, selection)

    monkeypatch.setattr(making, "rendered", noted)
    monkeypatch.setattr(jobs, "rendered", lambda *_: pytest.fail("it is rendered again"))
    assert place.build(text).exit_code == ExitCode.OK
    assert (len(set_), len(rendered)) == (1, 1)
    monkeypatch.undo()
    made = place.made
    assert made == clean(place, text)


def test_a_wrong_guess_is_set_again(place: Place, set_: list[str]) -> None:
    """A bullet that grows by some lines changes the layout at least."""
    shown = place.made["v.tex"].decode()
    line = next(line for line in TEXT.splitlines() if "text: Bullet" in line and line.split()[3] in shown)
    text = TEXT.replace(line, line.replace(", priority", " more of it" * 30 + ", priority"))
    assert place.build(text).exit_code == ExitCode.OK
    assert len(set_) == 2
    assert set_[0] != set_[1]
    made = place.made
    assert made["v.tex"].decode() == set_[1]
    assert made == clean(place, text)


def test_nothing_is_guessed_of_another_tree(place: Place, set_: list[str]) -> None:
    text = TEXT.replace("          - {text: Bullet 0.0.0", "          - one more\n          - {text: Bullet 0.0.0")
    assert text != TEXT
    assert place.build(text).exit_code == ExitCode.OK
    assert len(set_) == 1


def test_what_is_not_shown_may_change_without_setting_anything(place: Place, set_: list[str]) -> None:
    shown = place.made["v.tex"].decode()
    hidden = [line for line in TEXT.splitlines() if "text: Bullet" in line and line.split()[3] not in shown]
    assert hidden
    text = TEXT.replace(hidden[0], hidden[0].replace(WORD, WORD[::-1]).replace("wheels", "sleehw"))
    assert text != TEXT
    assert place.build(text).exit_code == ExitCode.OK
    assert set_ == []
    made = place.made
    assert made == clean(place, text)


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        (b"{", b""),
        (b"{", b"["),
        (b"{", b"\xff"),
        (b"{", b"[" * 100_000),
        (b'"shown": [', b'"shown": [Infinity, '),
        (b'"shown": [', b'"shown": [-1, '),
        (b'"shown": [', b'"shown": [5000, '),
        (b'"shown": [', b'"shown": ["x", '),
        (b'"shown"', b'"other"'),
        (b'"layout": [', b'"layout": [1' + b"0" * 400 + b", "),
        (b'"layout": [', b'"layout": [1, '),
        (b'"layout": [', b'"layout": [NaN], "x": ['),
    ],
    ids=lambda part: part[:30],
)
def test_what_is_remembered_may_be_damaged(place: Place, good: bytes, bad: bytes) -> None:
    kept = place.remembered.read_bytes()
    assert good in kept
    place.remembered.write_bytes(kept.replace(good, bad, 1))
    text = TEXT.replace(WORD, WORD[::-1])
    result = place.build(text)
    assert result.exit_code == ExitCode.OK, result.all_diagnostics()
    made = place.made
    assert made == clean(place, text)


def _pipe(path: Path) -> None:
    os.mkfifo(path)


@pytest.mark.skipif(os.name == "nt", reason="pipes")
@pytest.mark.parametrize("make", [Path.mkdir, _pipe])
def test_that_nothing_can_be_remembered_is_no_failure(place: Place, make: Callable[[Path], None]) -> None:
    place.remembered.unlink()
    make(place.remembered)
    assert place.build(TEXT.replace(WORD, WORD[::-1])).exit_code == ExitCode.OK


OWN = "{max_pages: 1, fit: true, template: own.tex.j2}"
"""A variant with a template of its own."""


def _own_template(place: Place, body: str) -> None:
    (place.home / "latex_templates").mkdir(exist_ok=True)
    template = "\\BLOCK{extends 'full.tex.j2'}\\BLOCK{block body}\\VAR{super()}" + body + "\\BLOCK{endblock}\n"
    (place.home / "latex_templates" / "own.tex.j2").write_text(template)


@pytest.mark.parametrize(
    ("body", "code", "seconds"),
    [
        (r"\undefined", "fit-failed", 60.0),
        (r"\IfFileExists{body.tex}{}{\undefined}", "latex-error", 60.0),
        (r"\IfFileExists{body.tex}{}{\loop\iftrue\repeat}", "timeout", 3.0),
    ],
    ids=["when it is measured", "when it is set", "an endless run"],
)
def test_a_guess_that_fails_leaves_the_last_pdf(tmp_path: Path, body: str, code: str, seconds: float) -> None:
    place = Place(tmp_path)
    _own_template(place, "")
    text = cv(6, 5, OWN)
    assert place.build(text).exit_code == ExitCode.OK
    before = place.made
    _own_template(place, body)
    result = place.build(text.replace(WORD, WORD[::-1]), seconds)
    assert result.exit_code == ExitCode.LATEX_FAILED
    assert [one.code for one in result.all_diagnostics() if one.is_error][-1] == code
    assert place.made == before
    _own_template(place, "")
    assert place.build(text.replace(WORD, WORD[::-1])).exit_code == ExitCode.OK


def test_a_guess_that_cannot_begin_is_done_without(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(Guess, "begin", fail)
    text = TEXT.replace(WORD, WORD[::-1])
    assert place.build(text).exit_code == ExitCode.OK
    made = place.made
    assert made == clean(place, text)


def test_what_cannot_be_rendered_is_not_set() -> None:
    def set_it(_job: jobs.Job, _under_way: Callable[[], None]) -> TypesetResult:
        pytest.fail("it is set")

    guess = Guess(lambda _: VariantReport("v", "failed"), set_it)
    selection = select(resume_of("basics: {name: Ada}"), resolve(resume_of("basics: {name: Ada}"), "full"))
    guess.begin(selection)
    guess.finish()
    assert guess.rendered(selection) is None


@pytest.fixture
def job(first: Place, monkeypatch: pytest.MonkeyPatch) -> jobs.Job:
    """A rendered variant."""
    taken: list[jobs.Job] = []

    def take(_options: Options, job: jobs.Job, _last: object) -> VariantReport:
        taken.append(job)
        return VariantReport(job.name, "built")

    monkeypatch.setattr(making, "put_tex", take)
    build(Options(first.home / "cv.yaml", first.home / "elsewhere", ("v",), tex_only=True))
    return taken[0]


def test_it_comes_back_when_the_engine_is_under_way(job: jobs.Job) -> None:
    """Neither earlier, when two threads of Python would take turns, nor only when the engine has come to its end."""
    done, order = threading.Event(), []

    def set_it(_: jobs.Job, under_way: Callable[[], None]) -> TypesetResult:
        time.sleep(0.05)
        order.append("under way")
        under_way()
        assert done.wait(20)
        return TypesetResult(None, ())

    guess = Guess(lambda _: job, set_it)
    guess.begin(job.selection)
    order.append("back")
    done.set()
    assert guess.result(job) == TypesetResult(None, ())
    assert order == ["under way", "back"]
    assert guess.result(job) is None


def test_it_comes_back_if_the_engine_is_never_under_way(job: jobs.Job) -> None:
    def set_it(_job: jobs.Job, _under_way: Callable[[], None]) -> TypesetResult:
        raise OSError("no room")

    guess = Guess(lambda _: job, set_it)
    guess.begin(job.selection)
    with pytest.raises(OSError, match="no room"):
        guess.result(job)


@pytest.mark.parametrize(
    ("layout", "allowed"),
    [
        (Layout(9, 0.9, 0.6), True),
        (Layout(10, 1, 1.2), True),
        (Layout(8.9, 1, 1), False),
        (Layout(10.1, 1, 1), False),
        (Layout(10, 1.1, 1), False),
        (Layout(10, 1, 0.5), False),
    ],
)
def test_bounds_may_be_others_now(layout: Layout, allowed: bool) -> None:
    assert fitted._is_allowed(layout, FitBounds((9, 10), (0.9, 1), (0.6, 1.2))) == allowed


def test_a_choice_is_remembered_exactly(tmp_path: Path) -> None:
    tree = candidates(select(resume_of(TEXT), resolve(resume_of(TEXT), "v")))
    layout = Layout(9.4, 0.9466, 0.6003)
    chosen = Remembered(frozenset({3, 1}), layout, "lualatex")
    remember(tmp_path, tree, chosen)
    assert recall(tmp_path, tree) == chosen
    assert recall(tmp_path, tree[:-1]) is None
    remember(tmp_path, tree, chosen._replace(shown=frozenset({3, len(tree)})))
    assert recall(tmp_path, tree) is None
