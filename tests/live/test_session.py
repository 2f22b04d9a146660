"""A session builds at every save, tells of it in order, keeps what was good, and leaves no process."""

from __future__ import annotations

import gc
import os
import shutil
import struct
import tempfile
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader

from cvpdf.live.changes import Changes
from cvpdf.live.events import Event, Finished, Started, VariantDone, VariantTypeset
from cvpdf.live.session import Session
from cvpdf.pipeline.build import build
from cvpdf.pipeline.options import Options
from cvpdf.themes.theme import FOLDER, built_in_folder
from tests.fonts.small_fonts import write_font
from tests.waiting import PATIENCE, processes_in, until

pytest.importorskip("watchfiles")
pytestmark = pytest.mark.tex

CV = """basics: {name: Ada Lovelace}
sections:
  - kind: experience
    title: Work
    entries:
      - {company: Analytical Engines, position: Analyst, start_date: 1942, end_date: 1943, highlights: [Wrote NOTE.]}
"""


TWO = CV + "variants:\n  short: {output: brief}\n  long: {}\n"


def good(event: Finished) -> bool:
    return event.report.exit_code == 0


class Watched:
    """A session in a thread, and what it has told."""

    def __init__(self, home: Path, text: str = CV, variants: tuple[str, ...] = ("full",)) -> None:
        self.cv = home / "cv.yaml"
        self.pdf = home / "build" / "full.pdf"
        self.told: list[Event] = []
        self.cv.write_text(text, "utf-8")
        self.session = Session(Options(self.cv, home / "build", variants), self.told.append)
        self.thread = threading.Thread(target=self.session.run)
        self.thread.start()

    def save(self, text: str) -> None:
        """Replace the file, as editors do."""
        beside = self.cv.with_name("cv.yaml~")
        beside.write_text(text, "utf-8")
        os.replace(beside, self.cv)  # noqa: PTH105 (what editors call)

    def after(self, last: Finished) -> Finished:
        """Wait until a build has ended that is later than this one."""
        return self.until(lambda event: event.revision > last.revision)

    def quiet(self) -> None:
        """Wait until nothing has been built for a while."""
        known = 0
        while len(self.told) > known:
            known = len(self.told)
            time.sleep(0.4)

    def until(self, wanted: Callable[[Finished], bool]) -> Finished:
        """Wait until a build has ended that is the one which is wanted."""

        def ended() -> Finished | None:
            return next((event for event in list(self.told) if isinstance(event, Finished) and wanted(event)), None)

        event = until(ended)
        assert event
        return event

    def text(self) -> str:
        return "".join(page.extract_text() for page in PdfReader(self.pdf).pages)


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[Watched]:
    one = Watched(tmp_path)
    yield one
    one.session.stop()
    one.thread.join(PATIENCE)
    assert not one.thread.is_alive()


def test_edit_error_and_recovery(watched: Watched) -> None:
    first = watched.until(lambda event: event.report.exit_code == 0)
    assert "NOTE" in watched.text()

    watched.save(CV.replace("NOTE", "LETTERS"))
    second = watched.until(lambda event: event.revision > first.revision)
    assert "LETTERS" in watched.text()
    told = [event for event in watched.told if event.revision == second.revision]
    assert [type(event) for event in told] == [Started, VariantTypeset, VariantDone, Finished]

    before = watched.pdf.read_bytes()
    watched.save(CV.replace("company:", "compny:"))
    third = watched.until(lambda event: event.revision > second.revision)
    assert third.report.exit_code == 1
    assert any(d.code == "unknown-key" and d.span and d.span.line == 6 for d in third.report.diagnostics)
    assert watched.pdf.read_bytes() == before

    watched.save(CV.replace("NOTE", "BOOKS"))
    watched.until(lambda event: event.revision > third.revision and event.report.exit_code == 0)
    assert "BOOKS" in watched.text()


def test_what_is_made_is_what_a_build_makes(watched: Watched, tmp_path: Path) -> None:
    first = watched.until(good)
    watched.save(CV.replace("NOTE", "LETTERS"))
    watched.until(lambda event: event.revision > first.revision and good(event))
    build(Options(watched.cv, tmp_path / "other", ("full",)))
    assert watched.pdf.read_bytes() == (tmp_path / "other" / "full.pdf").read_bytes()


def test_garbage_is_left_alone_while_it_builds(begin: Callable[..., Watched], monkeypatch: pytest.MonkeyPatch) -> None:
    looks: dict[str, bool] = {}
    monkeypatch.setattr(Session, "_done", lambda *_: looks.update(building=gc.isenabled()))
    one = begin(CV, "full")
    one.until(good)
    one.session.stop()
    one.thread.join(PATIENCE)
    assert looks == {"building": False}
    assert gc.isenabled()


def test_a_touch_builds_nothing(watched: Watched) -> None:
    first = watched.until(lambda event: event.report.exit_code == 0)
    before = watched.pdf.stat().st_mtime_ns
    watched.save(CV)
    later = watched.until(lambda event: event.revision > first.revision)
    assert [one.outcome for one in later.report.variants] == ["unchanged"]
    assert watched.pdf.stat().st_mtime_ns == before


@pytest.fixture
def begin(tmp_path: Path) -> Iterator[Callable[..., Watched]]:
    """Begin a session with a cv.yaml and variants of a test's own."""
    begun: list[Watched] = []

    def begin(text: str, *variants: str) -> Watched:
        begun.append(Watched(tmp_path, text, variants))
        return begun[-1]

    yield begin
    for one in begun:
        one.session.stop()
        one.thread.join(PATIENCE)
        assert not one.thread.is_alive()


def truncated(path: Path, text: str) -> None:
    path.write_text(text, "utf-8")


def made_anew(path: Path, text: str) -> None:
    path.unlink()
    time.sleep(0.02)
    path.write_text(text, "utf-8")


def moved_aside(path: Path, text: str) -> None:
    path.rename(path.with_name("cv.yaml.orig"))
    path.write_text(text, "utf-8")


@pytest.mark.parametrize("write", [truncated, made_anew, moved_aside])
def test_however_an_editor_writes(watched: Watched, write: Callable[[Path, str], None]) -> None:
    watched.until(good)
    write(watched.cv, CV.replace("NOTE", "LETTERS"))
    watched.until(lambda event: good(event) and "LETTERS" in watched.text())


def test_of_many_saves_the_last_one_wins(watched: Watched) -> None:
    watched.until(good)
    for number in range(25):
        watched.save(CV.replace("NOTE", f"NUMBER{number}X"))
        time.sleep(0.015)
    watched.until(lambda event: event is watched.told[-1] and "NUMBER24X" in watched.text())
    watched.quiet()
    assert "NUMBER24X" in watched.text()
    revisions = [event.revision for event in watched.told]
    assert revisions == sorted(revisions)


def test_a_file_that_vanishes_and_comes_back(watched: Watched) -> None:
    first = watched.until(good)
    before = watched.pdf.read_bytes()
    watched.cv.unlink()
    gone = watched.after(first)
    assert [d.code for d in gone.report.diagnostics] == ["file-missing"]
    assert watched.pdf.read_bytes() == before
    watched.cv.write_text(CV.replace("NOTE", "LETTERS"), "utf-8")
    watched.until(lambda event: event.revision > gone.revision and good(event))
    assert "LETTERS" in watched.text()


def test_results_that_are_removed_are_made_again(watched: Watched) -> None:
    """Engines wait in a folder that is not there any more."""
    first = watched.until(good)

    def removed() -> bool:
        # An engine that is just being started may put a file there meanwhile.
        shutil.rmtree(watched.pdf.parent, ignore_errors=True)
        return not watched.pdf.parent.exists()

    until(removed)
    watched.save(CV.replace("NOTE", "LETTERS"))
    watched.until(lambda event: event.revision > first.revision and good(event))
    assert "LETTERS" in watched.text()


def test_templates_of_the_users_own(watched: Watched) -> None:
    first = watched.until(good)
    own = watched.cv.parent / FOLDER / "sections"
    own.mkdir(parents=True)
    text = (built_in_folder() / "sections" / "entries.tex.j2").read_text("utf-8")
    template = own / "experience.tex.j2"
    template.write_text(text + "\nOWN\n", "utf-8")
    second = watched.until(lambda event: event.revision > first.revision and "OWN" in watched.text())

    before = watched.pdf.read_bytes()
    template.write_text(text + "\n%% nonsense\n", "utf-8")
    third = watched.until(lambda event: event.revision > second.revision and not good(event))
    assert any(d.code.startswith("template-") for d in third.report.all_diagnostics())
    assert watched.pdf.read_bytes() == before

    shutil.rmtree(own.parent)
    watched.until(lambda event: event.revision > third.revision and good(event))
    assert "OWN" not in watched.text()


def test_a_folder_that_is_removed_before_it_is_watched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "cv.yaml").write_text(CV)
    changes = Changes(tmp_path / "cv.yaml")
    listed = changes._folders
    stop = threading.Event()

    def folders() -> list[Path]:
        if not stop.is_set():
            stop.set()
            return [*listed(), tmp_path / "removed"]
        return listed()

    monkeypatch.setattr(changes, "_folders", folders)
    changes.wait(stop)
    assert stop.is_set()


def test_a_photo_and_a_font_that_change(begin: Callable[..., Watched], tmp_path: Path) -> None:
    photo = tmp_path / "pictures" / "me.png"
    photo.parent.mkdir()
    photo.write_bytes(png(0))
    font = write_font(tmp_path / "fonts" / "own.ttf", "Own", letters="Ad")
    own = CV.replace("{name: Ada Lovelace}", "{name: Ada Lovelace, photo: pictures/me.png}")
    watched = begin(f"{own}design: {{font: fonts/own.ttf}}\n", "full")
    first = watched.until(good)
    watched.quiet()
    assert watched.told[-1] is first, "that there is a photo is no change"
    before = watched.pdf.read_bytes()
    photo.write_bytes(png(255))
    watched.until(lambda event: event.revision > 1 and good(event))
    assert watched.pdf.read_bytes() != before
    before = watched.pdf.read_bytes()
    write_font(font, "Own", letters="Adal")
    watched.until(lambda event: event.revision > 2 and good(event))
    assert watched.pdf.read_bytes() != before


def png(grey: int) -> bytes:
    """Return a picture of one colour."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    size = 64
    rows = zlib.compress((b"\0" + bytes([grey]) * size) * size)
    head = struct.pack(">IIBBBBB", size, size, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def test_the_variant_that_is_looked_at_comes_first(begin: Callable[..., Watched]) -> None:
    watched = begin(TWO, "short", "long")
    first = watched.until(good)
    for name, word in (("long", "LETTERS"), ("short", "BOOKS")):
        watched.session.prefer(name)
        watched.save(TWO.replace("NOTE", word))
        first = watched.after(first)
        told = [e for e in watched.told if e.revision == first.revision and isinstance(e, VariantTypeset)]
        assert told[0].variant == name
        assert sorted(event.variant for event in told) == ["long", "short"]


def test_a_variant_that_is_gone_is_not_waited_for(begin: Callable[..., Watched]) -> None:
    watched = begin(TWO)
    first = watched.until(good)
    watched.session.prefer("long")
    watched.save(TWO.replace("  long: {}\n", "  longer: {}\n").replace("NOTE", "BOOKS"))
    second = watched.after(first)
    assert "longer" in [one.variant for one in second.report.variants]


def test_stopping_in_the_middle_leaves_no_process(
    begin: Callable[..., Watched], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    watched = begin(TWO)
    for _ in range(3):
        watched.until(lambda event: event.revision >= 1)
    watched.save(TWO.replace("NOTE", "BOOKS"))
    revision = watched.told[-1].revision
    until(lambda: watched.told[-1].revision != revision)
    watched.session.stop()
    watched.thread.join(PATIENCE)
    assert not watched.thread.is_alive()
    until(lambda: not processes_in(tmp_path))
    assert list(tmp_path.glob("cvpdf-*")) == []


def test_a_build_beside_a_session(watched: Watched) -> None:
    """It works in the same folder, in which an engine of the session waits."""
    first = watched.until(good)
    options = Options(watched.cv, watched.pdf.parent, ("full",))
    assert build(options._replace(strict=True)).exit_code == 0
    watched.save(CV.replace("NOTE", "LETTERS"))
    watched.until(lambda event: event.revision > first.revision and good(event))
    assert "LETTERS" in watched.text()
    watched.save(CV.replace("NOTE", "BOOKS"))
    build(options)
    watched.until(lambda event: good(event) and "BOOKS" in watched.text())
