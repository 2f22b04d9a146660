"""How events change what is shown."""

from __future__ import annotations

from functools import reduce
from pathlib import Path

import pytest

from cvpdf.diagnostics import ExitCode, error, note
from cvpdf.live.events import Event, Finished, Started, VariantDone, VariantTypeset
from cvpdf.pdf.inspection import Inspection
from cvpdf.preview.state import View, apply_event
from cvpdf.report.results import BuildReport, VariantReport
from cvpdf.source.read import SourceFile
from tests.preview.pdfs import expectation, expected, pdf, result

PDF = pdf(["one"])
WRONG = error("bad-date", "month 13 does not exist")
INVALID = BuildReport((WRONG,), (), ExitCode.INVALID_CV, SourceFile("cv.yaml", "x"))
FAILED = VariantReport("full", "failed", (WRONG,), exit_code=ExitCode.LATEX_FAILED)


def set_(revision: int, variant: str = "full", content: bytes = PDF) -> VariantTypeset:
    return VariantTypeset(revision, variant, content, expectation(expected("one", 1)))


def viewed(*events: Event, view: View | None = None) -> View:
    return reduce(apply_event, events, view or View())


def good(revision: int) -> tuple[Event, ...]:
    built = result()
    return (
        Started(revision),
        set_(revision),
        VariantDone(revision, built),
        Finished(revision, BuildReport((), (built,)), 0.1),
    )


def test_from_the_start_to_the_verdict(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("cv.yaml").write_text("text: one\n")
    started, set_now, done, finished = good(1)
    view = apply_event(View(), started)
    assert (view.busy, view.variants) == (True, ())
    view = apply_event(view, set_now)
    [variant] = view.variants
    assert variant.checking
    assert variant.shown
    assert variant.shown.sizes == ((300, 400),)
    assert variant.shown.source == SourceFile("cv.yaml", "text: one\n")
    assert variant.result is None
    view = apply_event(view, done)
    [variant] = view.variants
    assert not variant.checking
    assert variant.result == result()
    assert view.busy
    view = apply_event(view, finished)
    assert (view.busy, view.seconds, view.invalid) == (False, 0.1, False)


def test_equal_pages_have_equal_versions() -> None:
    versions = [viewed(set_(1, content=content)).variants[0].shown for content in (PDF, PDF, pdf(["two"]))]
    assert versions[0]
    assert versions[1]
    assert versions[2]
    assert versions[0].version == versions[1].version != versions[2].version


def test_an_invalid_file_leaves_the_pages() -> None:
    before = viewed(*good(1))
    view = viewed(Started(2), Finished(2, INVALID, 0.01), view=before)
    assert view.invalid
    assert view.diagnostics == (WRONG,)
    assert view.source == INVALID.source
    assert view.variants == before.variants
    view = apply_event(apply_event(view, Started(3)), set_(3))
    assert not view.invalid, "the errors go with the first new page"
    assert view.diagnostics == ()


def test_a_variant_that_latex_cannot_set_keeps_its_pages() -> None:
    view = viewed(*good(1), Started(2), VariantDone(2, FAILED))
    [variant] = view.variants
    assert variant.stale
    assert variant.shown
    assert variant.result == FAILED
    view = viewed(*good(3), view=view)
    assert not view.variants[0].stale


def test_pages_that_fail_a_check_are_the_new_ones() -> None:
    inspection = Inspection((WRONG,), ("pages",), ("text",), 1)
    failed = FAILED._replace(exit_code=ExitCode.CHECK_FAILED, inspection=inspection)
    view = viewed(*good(1), Started(2), set_(2), VariantDone(2, failed))
    assert not view.variants[0].stale
    # Nor do they grow stale when another save does not touch them.
    later = Finished(3, BuildReport((), (failed,), ExitCode.CHECK_FAILED), 0.1)
    assert not apply_event(view, later).variants[0].stale


def test_events_of_an_earlier_save_come_too_late() -> None:
    view = viewed(Started(5))
    assert apply_event(view, set_(4)) is view


def test_variants_stand_in_the_order_of_the_build() -> None:
    view = viewed(*(set_(1, name) for name in ("short", "publications", "full", "onepage")))
    assert [one.name for one in view.variants] == ["full", "onepage", "publications", "short"]
    order = ("onepage", "short", "full")
    built = BuildReport((note("a", "b"),), tuple(result(name) for name in order))
    view = apply_event(view, Finished(1, built, 0.1))
    assert tuple(one.name for one in view.variants) == order, "what is not there any more goes"


def test_what_was_there_already_is_shown(tmp_path: Path) -> None:
    path = tmp_path / "full.pdf"
    path.write_bytes(PDF)
    unchanged = result(path=str(path))._replace(outcome="unchanged")
    view = viewed(Started(1), Finished(1, BuildReport((), (unchanged,)), 0.01))
    assert view.variants[0].shown
    assert view.variants[0].shown.pdf == PDF
    path.unlink()
    view = viewed(Started(1), Finished(1, BuildReport((), (unchanged,)), 0.01))
    assert view.variants[0].shown is None
