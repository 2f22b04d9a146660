"""The worked example: whatever line of its pages is clicked, its value is found."""

from __future__ import annotations

import shutil
import threading
from pathlib import Path

import pytest

from cvpdf.diagnostics import Span
from cvpdf.live.events import Event, Finished, VariantTypeset
from cvpdf.live.session import Session
from cvpdf.pdf.locate import squeezed
from cvpdf.pipeline.options import Options
from cvpdf.preview.pdf_letters import Letter, read_letters
from cvpdf.preview.printed_lines import Line, find_lines
from cvpdf.preview.source_lines import place_in_value
from cvpdf.source.read import SourceFile, read_source
from tests.waiting import PATIENCE

pytestmark = pytest.mark.tex

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[SourceFile, dict[str, VariantTypeset]]:
    folder = tmp_path_factory.mktemp("seed")
    cv = Path(shutil.copy(ROOT / "cv.yaml", folder))
    found: dict[str, VariantTypeset] = {}
    done = threading.Event()

    def tell(event: Event) -> None:
        if isinstance(event, VariantTypeset):
            found[event.variant] = event
        elif isinstance(event, Finished):
            done.set()

    session = Session(Options(cv, folder / "build"), tell)
    worker = threading.Thread(target=session.run)
    worker.start()
    assert done.wait(PATIENCE)
    session.stop()
    worker.join()
    source = read_source(cv)[0]
    assert source
    return source, found


@pytest.mark.parametrize("variant", ["full", "onepage", "publications"])
def test_every_value_is_found(built: tuple[SourceFile, dict[str, VariantTypeset]], variant: str) -> None:
    source, events = built
    event = events[variant]
    lines = find_lines(read_letters(event.pdf), event.expectation)
    wanted = [(text.span, squeezed(text.text)) for text in event.expectation.texts if text.span]
    printed: dict[tuple[Span, str], str] = {}
    for line in lines:
        key = line.span, squeezed(line.value)
        printed[key] = printed.get(key, "") + line.key
    assert {key: key[1] for key in wanted} == {key: text for key, text in printed.items() if key in set(wanted)}
    for line in lines:
        _is_right(line, source)


def _is_right(line: Line, source: SourceFile) -> None:
    """Check that what is marked in cv.yaml is the beginning of what is printed, where both are spelt alike."""
    span = place_in_value(line, source)
    assert line.span.line <= span.line <= line.span.end_line
    marked = squeezed(source.lines[span.line - 1][span.column - 1 : span.end_column - 1]).replace("*", "")
    if line.what not in ("date", "publication", "url", "profile", "foot"):
        assert marked
        assert line.key.replace("*", "").startswith(marked) or span == line.span


@pytest.mark.parametrize("variant", ["full", "onepage", "publications"])
def test_every_printed_line_has_a_value(built: tuple[SourceFile, dict[str, VariantTypeset]], variant: str) -> None:
    event = built[1][variant]
    read = read_letters(event.pdf)
    lines = find_lines(read, event.expectation)
    assert read
    lost = [letter for letter in read if not any(_is_in(letter, line, aside=0.5) for line in lines)]
    assert len(lost) < 0.08 * len(read), "only what the template adds: bullets, commas, labels"
    alone = [letter.key for letter in lost if not any(_is_in(letter, line, aside=600) for line in lines)]
    assert "".join(alone) in ("", "*Equalcontribution"), "no other line is without a value of cv.yaml"


def _is_in(letter: Letter, line: Line, aside: float) -> bool:
    box, middle = line.box, (letter.box.bottom + letter.box.top) / 2
    beside = box.left - aside <= letter.box.left and letter.box.right <= box.right + aside
    return letter.page == line.page and box.bottom <= middle <= box.top and beside
