"""Reading ahead gives pypdf's own texts or nothing, hangs nowhere, and leaves no process."""

from __future__ import annotations

import logging
import mmap
import os
import pickle
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path
from typing import Any, TypeVar

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DecodedStreamObject, NameObject

from cvpdf import ahead, prereader
from cvpdf.ahead import Ahead
from cvpdf.build.compile import build
from cvpdf.build.options import Options
from cvpdf.pdf import PageFacts, inspect, read_pdf
from cvpdf.pdf.read import file_facts as filefacts
from cvpdf.pdf.read import pypdf_reader as firstreader
from cvpdf.pdf.read.pypdf_reader import Opened
from tests.preview.pdfs import pdf

T = TypeVar("T")
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="forking is sound on Linux only")

TWO_PAGES = pdf(["Ada Lovelace", "Analyst"], ["Notes"])


@pytest.fixture
def reader() -> Iterator[Ahead]:
    deadline = time.monotonic() + 5
    # Tests before this one may have threads that are about to end.
    while (started := ahead.start()) is None and time.monotonic() < deadline:
        time.sleep(0.05)
    if started is None:
        pytest.skip("other threads are running")
    yield started
    started.close()


def within(seconds: float, work: Callable[[], T]) -> T:
    """Return what a work returns; it must not take longer."""
    found: list[T] = []
    thread = threading.Thread(target=lambda: found.append(work()), daemon=True)
    thread.start()
    thread.join(seconds)
    assert found, "it hangs or has failed"
    return found[0]


def own(data: bytes) -> list[str]:
    """Return the texts that pypdf reads here."""
    return [page.extract_text() for page in PdfReader(BytesIO(data)).pages]


def texts(reader: Ahead, data: bytes) -> list[str] | None:
    """Return the texts that were read ahead."""
    told = reader.told(data)
    return [page.text for page in told[0]] if told else None


def read_ahead(reader: Ahead, data: bytes) -> list[str] | None:
    reader.begin(data)
    return within(20, lambda: texts(reader, data))


def test_the_texts_are_those_of_pypdf(reader: Ahead) -> None:
    assert read_ahead(reader, TWO_PAGES) == own(TWO_PAGES) == ["Ada Lovelace\nAnalyst", "Notes"]


@pytest.mark.tex
def test_what_is_read_of_the_seed_is_the_same(reader: Ahead, tmp_path: Path) -> None:
    made = build(Options(Path(__file__).parents[1] / "cv.yaml", tmp_path / "build"))
    assert len(made.variants) > 1
    for one in made.variants:
        assert one.row is not None, one.diagnostics
        file = Path(one.row.path)
        data = file.read_bytes()
        assert read_ahead(reader, data) == own(data)
        assert within(20, lambda file=file, data=data: read_pdf(file, data, reader)) == read_pdf(file)  # type: ignore[misc]


def test_pages_that_are_known_already_are_told_as_if_they_were_not(reader: Ahead, tmp_path: Path) -> None:
    versions = [
        pdf(["One"], ["Two"], ["Three"]),
        pdf(["One"], ["Other"], ["Three"]),
        pdf(["Three"], ["One"], ["New"], ["Two"]),
        pdf(["Three"]),
    ]
    for data in versions:
        file = tmp_path / "a.pdf"
        file.write_bytes(data)
        reader.begin(data)
        assert within(20, lambda file=file, data=data: read_pdf(file, data, reader)) == read_pdf(file)  # type: ignore[misc]


@pytest.mark.parametrize("contents", [b"(unbalanced", b"<4", b"BI /W 1"])
def test_damage_is_told_each_time(reader: Ahead, contents: bytes, tmp_path: Path) -> None:
    """This process reads pages, too, and the last ones first."""
    writer = PdfWriter(BytesIO(pdf(*(["Words"] * 40 for _ in range(14)))))
    broken = DecodedStreamObject()
    broken.set_data(b"BT /F1 9 Tf 50 70 Td (last) Tj ET\n" + contents)
    writer.pages[13][NameObject("/Contents")] = writer._add_object(broken)
    written = BytesIO()
    writer.write(written)
    data, file = written.getvalue(), tmp_path / "a.pdf"
    file.write_bytes(data)
    expected = read_pdf(file)
    assert expected.complaints
    for _ in range(3):
        reader.begin(data)
        assert within(20, lambda: read_pdf(file, data, reader)) == expected


def test_a_limit_is_read_as_it_was_put() -> None:
    share = mmap.mmap(-1, prereader.LIMIT)
    for number, page in ((-1, 0), (0, 0), (0, 3), (7, 11), (100_000, 2_000)):
        prereader.put_limit(share, number, page)
        assert prereader._is_wanted(share, number + 1, 10**6)
        assert prereader._is_wanted(share, number, page - 1)
        assert not prereader._is_wanted(share, number, page)


def test_what_was_not_handed_over_is_not_known(reader: Ahead) -> None:
    assert texts(reader, TWO_PAGES) is None
    reader.begin(pdf(["another"]))
    assert texts(reader, TWO_PAGES) is None


def test_answers_may_be_asked_for_in_any_order_and_more_than_once(reader: Ahead) -> None:
    first, second = pdf(["first"]), pdf(["second"])
    for data in (first, second, first):
        reader.begin(data)
    assert [within(20, lambda data=data: texts(reader, data)) for data in (second, first, second)] == [  # type: ignore[misc]
        ["second"],
        ["first"],
        ["second"],
    ]


def test_several_threads_at_once(reader: Ahead) -> None:
    files = [pdf([f"number {number}"] * 15) for number in range(3 * ahead.KEPT)]

    def one(data: bytes) -> list[str] | None:
        reader.begin(data)
        return texts(reader, data)

    with ThreadPoolExecutor(len(files)) as pool:
        found = list(pool.map(one, files, timeout=30))
    assert found == [own(data) for data in files]


@pytest.mark.parametrize(
    "data",
    [b"", b"no PDF at all", TWO_PAGES[:-200], TWO_PAGES.replace(b"/Contents", b"/Nothings"), b"%PDF-1.5\n%%EOF"],
    ids=["empty", "text", "cut off", "no content", "nothing but marks"],
)
def test_a_file_that_is_wrong_is_reported_as_without(reader: Ahead, data: bytes, tmp_path: Path) -> None:
    file = tmp_path / "cv.pdf"
    file.write_bytes(data)
    reader.begin(data)
    with_it = within(20, lambda: inspect(file, None, read_pdf(file, data, reader)))
    assert with_it == inspect(file, None)


def test_pypdf_says_nothing_on_standard_error(reader: Ahead, capfd: pytest.CaptureFixture[str]) -> None:
    assert read_ahead(reader, TWO_PAGES[:-200]) is None
    assert capfd.readouterr() == ("", "")


def test_all_that_pypdf_tells_is_told(reader: Ahead) -> None:
    reader.begin(TWO_PAGES)
    here = Opened(TWO_PAGES)
    assert within(20, lambda: reader.frames(TWO_PAGES)) == here.frames
    assert within(20, lambda: reader.told(TWO_PAGES)) == ([here.page(0), here.page(1)], here.whole())
    assert reader.is_fine(TWO_PAGES)


def test_lone_surrogates_are_handed_over_as_the_checks_see_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pypdf._page.PageObject.extract_text", lambda _page: "a\ud800")
    found = dict(prereader.parts(TWO_PAGES))
    assert [found[page].text for page in (0, 1)] == ["a\ufffd", "a\ufffd"]
    assert pickle.loads(pickle.dumps(found)) == found


def test_what_pypdf_remarks_on_is_left_to_the_checks(monkeypatch: pytest.MonkeyPatch) -> None:
    def extract(_page: object) -> str:
        logging.getLogger("pypdf").warning("odd")
        return "text"

    monkeypatch.setattr("pypdf._page.PageObject.extract_text", extract)
    assert [what for what, _ in prereader.parts(TWO_PAGES)] == [prereader.FRAMES, prereader.WHOLE, prereader.NOTHING]


@pytest.mark.parametrize("data", [b"", b"no PDF", TWO_PAGES[:-200]], ids=["empty", "text", "cut off"])
def test_nothing_is_told_of_a_file_that_is_wrong(data: bytes) -> None:
    assert list(prereader.parts(data)) == [(prereader.NOTHING, None)]


def test_nothing_is_told_of_what_a_strict_reader_complains_about(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cvpdf.pdf.read.file_facts.strict_problems", lambda _data: ["odd"])
    assert [what for what, _ in prereader.parts(TWO_PAGES)] == [prereader.FRAMES, prereader.NOTHING]


def test_the_one_who_builds_need_not_load_pypdf(tmp_path: Path) -> None:
    file = tmp_path / "cv.pdf"
    file.write_bytes(TWO_PAGES)
    script = """
import sys
from pathlib import Path
from cvpdf import ahead
from cvpdf.pdf import PageFacts, inspect, read_pdf
from cvpdf.pdf.read.pypdf_reader import Opened
reader = ahead.start()
file = Path(sys.argv[1])
reader.begin(file.read_bytes())
reading = read_pdf(file, file.read_bytes(), reader)
assert "pypdf" not in sys.modules
reader.close()
print([page.text for page in reading.facts.pages], reading == read_pdf(file), "pypdf" in sys.modules)
"""
    done = subprocess.run([sys.executable, "-c", script, file], capture_output=True, text=True, timeout=60, check=False)
    assert (done.stdout, done.stderr) == ("['Ada Lovelace\\nAnalyst', 'Notes'] True True\n", "")


def test_a_process_that_is_killed_is_done_without(reader: Ahead, tmp_path: Path) -> None:
    file = tmp_path / "cv.pdf"
    file.write_bytes(TWO_PAGES)
    reader.begin(TWO_PAGES)
    os.kill(reader._worker, signal.SIGKILL)
    assert within(10, lambda: read_pdf(file, TWO_PAGES, reader)) == read_pdf(file)
    other = pdf(["later"])
    reader.begin(other)
    assert within(10, lambda: texts(reader, other)) is None


def test_a_process_that_does_not_take_anything_is_given_up(reader: Ahead) -> None:
    reader._connection.settimeout(0.1)
    os.kill(reader._worker, signal.SIGSTOP)
    large = TWO_PAGES + bytes(ahead.LARGEST - len(TWO_PAGES))
    within(5, lambda: reader.begin(large))
    assert texts(reader, large) is None


def test_large_answers_keep_nobody_from_handing_over_more(reader: Ahead) -> None:
    line = "a line of text that is as long as lines are in a document that has been filled with them " * 3
    files = [pdf(*[[f"{number} {line}"] * 18] * 60) for number in range(3)]
    began = time.monotonic()
    for data in files:
        reader.begin(data)
    assert time.monotonic() - began < 1.5, "nobody has waited for an answer to be fetched"
    found = [within(60, lambda data=data: texts(reader, data)) for data in files]  # type: ignore[misc]
    for number, pages in enumerate(found):
        assert pages is not None
        assert sum(map(len, pages)) > 250_000, "more than a socket holds"
        assert pages[0].startswith(f"{number} a line")


def test_a_file_too_large_is_not_handed_over(reader: Ahead, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = TWO_PAGES + bytes(ahead.LARGEST) + TWO_PAGES[TWO_PAGES.rindex(b"startxref") :]
    assert read_ahead(reader, data) is None
    file = tmp_path / "cv.pdf"
    file.write_bytes(data)
    alone = read_pdf(file)
    assert alone.file is not None
    times: list[object] = []
    ask = filefacts._qpdf_problems

    def noted(document: Any) -> list[str]:
        times.append(document)
        return ask(document)

    monkeypatch.setattr(filefacts, "_qpdf_problems", noted)
    assert read_pdf(file, data, reader) == alone
    assert len(times) == 1


def test_metadata_that_cannot_be_read_is_damage(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_value: object) -> str:
        raise ValueError("broken")

    monkeypatch.setattr(firstreader, "string", fail)
    opened = Opened(TWO_PAGES)
    assert opened.whole().title == ""
    assert opened.damages[0] == "metadata: broken"


def test_closing_leaves_no_process(reader: Ahead) -> None:
    worker = reader._worker
    reader.begin(TWO_PAGES)
    reader.close()
    reader.close()
    with pytest.raises(ProcessLookupError):
        os.kill(worker, 0)
    assert texts(reader, TWO_PAGES) is None
    reader.begin(TWO_PAGES)


def test_whoever_waits_is_woken_by_closing(reader: Ahead) -> None:
    os.kill(reader._worker, signal.SIGSTOP)
    reader.begin(TWO_PAGES)
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(texts, reader, TWO_PAGES)
        time.sleep(0.05)
        reader.close()
        assert waiting.result(10) is None


def test_it_ends_with_the_process_that_made_it() -> None:
    """Also if that is killed; the other end of its socket is then closed."""
    mine, theirs = socket.socketpair()
    worker = os.fork()
    if worker == 0:
        mine.close()
        prereader.work(theirs, mmap.mmap(-1, 8))
        os._exit(0)
    theirs.close()
    mine.close()
    deadline = time.monotonic() + 20
    while os.waitpid(worker, os.WNOHANG) == (0, 0):
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_no_fork_beside_other_threads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fork", lambda: pytest.fail("it is forked"))
    go = threading.Event()
    thread = threading.Thread(target=go.wait)
    thread.start()
    try:
        assert ahead.start() is None
    finally:
        go.set()
        thread.join()


def test_no_fork_in_another_thread_or_on_another_system(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fork", lambda: pytest.fail("it is forked"))
    assert ThreadPoolExecutor(1).submit(ahead.start).result() is None
    monkeypatch.setattr(sys, "platform", "darwin")
    assert ahead.start() is None


def test_pages_are_shared_between_the_process_and_the_one_who_asks(reader: Ahead) -> None:
    data = pdf(*([f"page {number}", *["a line of text"] * 40] for number in range(60)))
    opened = Opened(data)
    here: list[int] = []

    def own_page(number: int) -> PageFacts:
        here.append(number)
        return opened.page(number)

    reader.begin(data)
    told = within(30, lambda: reader.told(data, own_page))
    assert told is not None
    assert [page.text for page in told[0]] == own(data)
    assert here
    assert here == sorted(here, reverse=True)
    assert len(here) < 60


def test_what_somebody_waits_for_is_not_forgotten(reader: Ahead) -> None:
    os.kill(reader._worker, signal.SIGSTOP)
    files = [pdf([f"number {number}"]) for number in range(3 * ahead.KEPT)]
    with ThreadPoolExecutor(len(files)) as pool:
        reader.begin(files[0])
        waiting = pool.submit(texts, reader, files[0])
        time.sleep(0.05)
        for data in files[1:]:
            reader.begin(data)
        os.kill(reader._worker, signal.SIGCONT)
        assert waiting.result(20) == ["number 0"]
        assert [pool.submit(texts, reader, data).result(20) for data in files] == [own(data) for data in files]


@pytest.mark.parametrize("is_loaded", [True, False])
@pytest.mark.parametrize("bad", [0, 1, 2, 3])
def test_damage_is_told_as_without(bad: int, is_loaded: bool, tmp_path: Path) -> None:
    """Also of a page that was read here, while the others were read there."""
    data = pdf(*([f"page {number}"] for number in range(4)))
    at = [match.start() for match in re.finditer(rb"\(page", data)][bad]
    data = data[:at] + b"<page" + data[at + 5 :]
    file = tmp_path / "cv.pdf"
    file.write_bytes(data)
    alone = read_pdf(file)
    script = f"""
import sys, pickle
from pathlib import Path
from cvpdf import ahead
from cvpdf.pdf import read_pdf
reader = ahead.start()
if {is_loaded}:
    import pypdf.filters
file = Path(sys.argv[1])
reader.begin(file.read_bytes())
reading = read_pdf(file, file.read_bytes(), reader)
reader.close()
sys.stdout.buffer.write(pickle.dumps(reading))
"""
    done = subprocess.run([sys.executable, "-c", script, file], capture_output=True, timeout=60, check=True)
    assert pickle.loads(done.stdout) == alone


def test_what_was_read_long_ago_is_forgotten(reader: Ahead) -> None:
    files = [pdf([f"number {number}"]) for number in range(ahead.KEPT + 3)]
    for data in files:
        assert read_ahead(reader, data) == own(data)
    assert len(reader._handed) == ahead.KEPT + 1, "the last one was not complete when it was handed over"
    assert texts(reader, files[0]) is None
    assert texts(reader, files[-1]) == own(files[-1])
