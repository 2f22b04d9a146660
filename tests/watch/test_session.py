"""A session builds at every save, tells of it in order, keeps what was good, and leaves no process."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader

from cvpdf.options import Options
from cvpdf.watch.events import Event, Finished, Started, VariantDone, VariantSet
from cvpdf.watch.session import Session

pytest.importorskip("watchfiles")
pytestmark = pytest.mark.tex

CV = """basics: {name: Ada Lovelace}
sections:
  - kind: experience
    title: Work
    entries:
      - {company: Analytical Engines, position: Analyst, start_date: 1942, end_date: 1943, highlights: [Wrote NOTE.]}
"""


class Watched:
    """A session in a thread, and what it has told."""

    def __init__(self, home: Path) -> None:
        self.cv = home / "cv.yaml"
        self.pdf = home / "build" / "full.pdf"
        self.told: list[Event] = []
        self.cv.write_text(CV, "utf-8")
        self.session = Session(Options(self.cv, home / "build", ("full",)), self.told.append)
        self.thread = threading.Thread(target=self.session.run)
        self.thread.start()

    def save(self, text: str) -> None:
        """Replace the file, as editors do."""
        beside = self.cv.with_name("cv.yaml~")
        beside.write_text(text, "utf-8")
        os.replace(beside, self.cv)  # noqa: PTH105 (what editors call)

    def until(self, wanted: Callable[[Finished], bool]) -> Finished:
        """Wait until a build has ended that is the one which is wanted."""
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            for event in list(self.told):
                if isinstance(event, Finished) and wanted(event):
                    return event
            time.sleep(0.01)
        raise AssertionError(self.told)

    def text(self) -> str:
        return "".join(page.extract_text() for page in PdfReader(self.pdf).pages)


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[Watched]:
    one = Watched(tmp_path)
    yield one
    one.session.stop()
    one.thread.join(10)
    assert not one.thread.is_alive()


def test_edit_error_and_recovery(watched: Watched) -> None:
    first = watched.until(lambda event: event.result.exit_code == 0)
    assert "NOTE" in watched.text()

    watched.save(CV.replace("NOTE", "LETTERS"))
    second = watched.until(lambda event: event.revision > first.revision)
    assert "LETTERS" in watched.text()
    told = [event for event in watched.told if event.revision == second.revision]
    assert [type(event) for event in told] == [Started, VariantSet, VariantDone, Finished]

    before = watched.pdf.read_bytes()
    watched.save(CV.replace("company:", "compny:"))
    third = watched.until(lambda event: event.revision > second.revision)
    assert third.result.exit_code == 1
    assert any(d.code == "unknown-key" and d.span and d.span.line == 6 for d in third.result.diagnostics)
    assert watched.pdf.read_bytes() == before

    watched.save(CV.replace("NOTE", "BOOKS"))
    watched.until(lambda event: event.revision > third.revision and event.result.exit_code == 0)
    assert "BOOKS" in watched.text()


def test_a_touch_builds_nothing(watched: Watched) -> None:
    first = watched.until(lambda event: event.result.exit_code == 0)
    before = watched.pdf.stat().st_mtime_ns
    watched.save(CV)
    later = watched.until(lambda event: event.revision > first.revision)
    assert [one.outcome for one in later.result.variants] == ["unchanged"]
    assert watched.pdf.stat().st_mtime_ns == before
