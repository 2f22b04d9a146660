"""The warm typesetter gives what the cold one gives; a prefetched document is the answer only if it is equal."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from cvpdf.diagnostics import error
from cvpdf.latex import job
from cvpdf.latex.formats import default_folder
from cvpdf.latex.result import TypesetResult
from cvpdf.latex.settings import LatexSettings
from cvpdf.latex.toolchain import Toolchain
from cvpdf.latex.typesetter import ColdTypesetter, TexDocument, Typesetter
from cvpdf.live.warm_typesetter import WarmTypesetter
from cvpdf.pipeline import up_to_date
from cvpdf.pipeline.compile import compile_cv
from cvpdf.pipeline.options import Observer, Options
from cvpdf.report.results import BuildReport
from cvpdf.themes.theme import built_in_folder
from tests.fitting.test_fit import cv
from tests.latex.conftest import LATIN_MODERN
from tests.waiting import processes_in

pytestmark = pytest.mark.tex
FITTED = cv(6, 5, "{max_pages: 1, fit: true}")


@pytest.fixture
def warm(system: Toolchain) -> Iterator[WarmTypesetter]:
    latex = WarmTypesetter(LatexSettings(system, default_folder()))
    yield latex
    latex.close()


def build(home: Path, text: str, output: str, toolchain: Toolchain, latex: Typesetter) -> BuildReport:
    (home / "cv.yaml").write_text(text, "utf-8")
    options = Options(home / "cv.yaml", home / output, ("v",))
    inputs = up_to_date.fingerprint_inputs(options, text.encode(), toolchain)
    return compile_cv(options, inputs, latex, Observer())


def results(home: Path, output: str) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (home / output).iterdir() if path.is_file()}


def edits(text: str, count: int) -> Iterator[str]:
    """Return a CV after random edits of single lines: words, whole bullets, the layout."""
    chance = random.Random(14)
    lines = text.splitlines()
    for _ in range(count):
        bullets = [number for number, line in enumerate(lines) if "text: Bullet" in line]
        number = chance.choice(bullets)
        match chance.randrange(4):
            case 0:
                lines[number] = lines[number].replace("measured", "weighed").replace("wheels", "levers")
            case 1 if len(bullets) > 12:
                del lines[number]
            case 2:
                lines[number] = lines[number].replace(
                    ", priority", " and more of it" * chance.randrange(8) + ", priority"
                )
            case _:
                lines = [line for line in lines if not line.startswith("design:")]
                lines.append(f"design: {{accent: {chance.choice(['1F4E79', '7A1F1F'])}, font: charter}}")
        yield "\n".join(lines) + "\n"


def test_warm_and_cold_give_the_same_bytes(tmp_path: Path, system: Toolchain, warm: WarmTypesetter) -> None:
    for text in [FITTED, *edits(FITTED, 8), FITTED.replace("measured", "刘 ğ")]:
        warm_report = build(tmp_path, text, "warm", system, warm)
        warm.warm_up()
        shutil.rmtree(tmp_path / "cold", ignore_errors=True)
        cold_report = build(tmp_path, text, "cold", system, ColdTypesetter(LatexSettings(system, default_folder())))
        assert warm_report.exit_code == cold_report.exit_code == 0, cold_report.all_diagnostics()
        assert results(tmp_path, "warm") == results(tmp_path, "cold")


def test_an_edit_of_the_class_reaches_the_next_pdf(tmp_path: Path, system: Toolchain, warm: WarmTypesetter) -> None:
    """An engine that waits behind the head of the document has read the old class."""
    text = "basics: {name: Ada Lovelace, headline: Analyst}\nvariants: {v: {}}\n"
    own = tmp_path / "latex_templates" / "cvpdf.cls"
    own.parent.mkdir()
    look = (built_in_folder() / "cvpdf.cls").read_text("utf-8")
    for rule in ("", "\\AddToHook{begindocument}{\\advance\\leftskip 20pt\\relax}\n"):
        own.write_text(look + rule, "utf-8")
        assert build(tmp_path, text, "warm", system, warm).exit_code == 0
        warm.warm_up()
    assert build(tmp_path, text, "cold", system, ColdTypesetter(LatexSettings(system))).exit_code == 0
    assert results(tmp_path, "warm")["v.pdf"] == results(tmp_path, "cold")["v.pdf"]


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """The documents that were typeset, in order."""
    documents: list[bytes] = []
    typeset = job.typeset

    def note(folder: Path, *args: object, **options: object) -> TypesetResult:
        documents.append((folder / "cv.tex").read_bytes())
        return typeset(folder, *args, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(job, "typeset", note)
    return documents


def document(folder: Path, body: str) -> TexDocument:
    tex = f"\\documentclass{{article}}{LATIN_MODERN}\\nofiles\n\\begin{{document}}\n{body}\n\\end{{document}}\n"
    return TexDocument(folder, {"cv.tex": tex.encode()}, "pdflatex")


def test_a_prefetched_document_is_the_answer_if_it_is_equal(
    tmp_path: Path, warm: WarmTypesetter, runs: list[bytes]
) -> None:
    wanted = document(tmp_path / "v", "Right")
    warm.prefetch(wanted)
    assert warm.typeset(document(tmp_path / "v", "Right")).pdf
    assert len(runs) == 1
    warm.prefetch(wanted)
    assert len(runs) == 1, "it is in place already"
    warm.prefetch(document(tmp_path / "v", "Wrong"))
    other = warm.typeset(document(tmp_path / "v", "Other"))
    assert other.pdf is not None
    assert [b"Wrong" in run for run in runs] == [False, True, False]
    assert b"Other" in (tmp_path / "v" / "cv.tex").read_bytes()


def test_a_prefetch_that_fails_or_is_not_wanted_costs_nothing_else(tmp_path: Path, warm: WarmTypesetter) -> None:
    warm.prefetch(document(tmp_path / "v", "\\undefined"))
    warm.prefetch(document(tmp_path / "v", "Later"))
    assert warm.typeset(document(tmp_path / "v", "Later")).pdf
    warm.prefetch(document(tmp_path / "v", "\\loop\\iftrue\\repeat"))
    warm.close()
    assert processes_in(tmp_path / "v") == []


def test_no_prefetch_outlives_a_build(
    tmp_path: Path, system: Toolchain, warm: WarmTypesetter, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If fitting fails, the document of the last choice is not asked for."""
    assert build(tmp_path, FITTED, "out", system, warm).exit_code == 0
    problem = error("fit-impossible", "the rules contradict each other", None)
    monkeypatch.setattr("cvpdf.fitting.fit._choose", lambda *_: problem)
    assert build(tmp_path, FITTED.replace("measured", "weighed"), "out", system, warm).exit_code != 0
    (prefetched,) = warm._prefetched.values()
    assert prefetched.result.done()
    assert processes_in(warm.work_folder()) == []


def test_a_fitted_variant_is_typeset_once_after_a_small_edit(
    tmp_path: Path, system: Toolchain, warm: WarmTypesetter, runs: list[bytes]
) -> None:
    assert build(tmp_path, FITTED, "out", system, warm).exit_code == 0
    fitted = [run for run in runs if b"fitted=true" in run]
    runs.clear()
    assert build(tmp_path, FITTED.replace("measured", "weighed"), "out", system, warm).exit_code == 0
    again = [run for run in runs if b"fitted=true" in run]
    assert len(again) == len(fitted)
    assert all(b"weighed" in run for run in again)


def test_the_cold_typesetter_ignores_hints(tmp_path: Path, system: Toolchain, runs: list[bytes]) -> None:
    latex = ColdTypesetter(LatexSettings(system))
    assert not latex.prefetches
    latex.prefetch(document(tmp_path / "v", "Hint"))
    assert runs == []
    assert latex.typeset(document(tmp_path / "v", "Cold")).pdf
    latex.close()
    assert latex.typeset(document(tmp_path / "v", "Closed")).pdf is None
    (tmp_path / "file").write_text("")
    assert "cannot write to" in latex.typeset(document(tmp_path / "file", "a")).explanation
    assert "cannot write to" in latex.measure(document(tmp_path / "file", "a")).reason
