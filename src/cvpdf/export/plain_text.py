"""The text layer of a PDF as plain text, one line per block: lines that TeX wrapped are joined.

The strings that the PDF must contain show which lines belong together; without them, this is guessed. The words,
their order and their characters stay as a parser reads them.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from cvpdf.east_asian import is_east_asian
from cvpdf.pdf.normalise import DASHES, fold

if TYPE_CHECKING:
    from cvpdf.selection.selection import Selection

BULLET = "• "
_BULLET = re.compile(r"^[•◦▪▫‣∙●○■□\uf0b7\uf0a7]\s*")
_HEAD = re.compile(r"^[•◦▪▫‣∙●○■□\uf0b7\uf0a7]|^–\s|^\(?\d{1,3}[.)]\s")
"""The start of a line that always begins a block."""
_SMALL = re.compile(r"(?=[^\W\d_])[^\s@/:.]*[.,:;]?(?:\s|$)")
"""A word that is not an address."""


class Guide(NamedTuple):
    """The contents of a PDF that show where blocks start and end."""

    texts: tuple[str, ...] = ()
    """Strings that are joined if they are broken into lines."""
    blocks: tuple[tuple[str, ...], ...] = ()
    """Strings that form one paragraph, in order, such as those of a publication."""
    headings: tuple[str, ...] = ()
    """Titles of sections, in order; each gets a blank line before it."""


def guide(selection: Selection) -> Guide:
    """Return the guide to the PDF of a variant."""
    # The text of a PDF from elsewhere needs no schema, which takes long to import.
    from cvpdf.render.content.blocks import WORD
    from cvpdf.render.content.reading_order import phrases, phrases_of_entry, phrases_of_work
    from cvpdf.render.content.walk import walk
    from cvpdf.render.latex import printed

    content = walk(selection)
    works = (phrases_of_work(work) for part in content.sections for group in part.groups for work in group.works)
    lines = (phrases_of_entry(e) for part in content.sections for e in part.entries if e.style == "line")
    return Guide(
        tuple(printed(phrase.text) for phrase in phrases(content) if phrase.what != WORD),
        tuple(tuple(printed(part.text) for part in block if part.what != WORD) for block in (*works, *lines)),
        tuple(section.heading.text for section in content.sections),
    )


def transcript(pages: Iterable[str], guide: Guide | None = None) -> str:
    """Return the lines of all pages, each with a line break; without a guide, blank lines separate the pages."""
    lines = [_joined(unicodedata.normalize("NFC", page), guide) for page in pages]
    if guide is None:
        return "\n".join("".join(f"{line}\n" for line in page) for page in lines if page)
    return "".join(f"{line}\n" for line in _spaced([line for page in lines for line in page], guide.headings))


def _spaced(lines: Sequence[str], headings: Sequence[str]) -> Iterator[str]:
    """Yield the lines, with a blank line before each heading that has a line of its own."""
    left = [fold(heading) for heading in headings]
    for number, line in enumerate(lines):
        if left and fold(line) in left:
            del left[: left.index(fold(line)) + 1]
            if number:
                yield ""
        yield line


def _joined(page: str, guide: Guide | None) -> list[str]:
    text = "\n".join(" ".join(line.split()) for line in page.split("\n") if line.strip())
    ends = [place for place, char in enumerate(text) if char == "\n"]
    joins = _known(text, guide) if guide else {}
    pieces, last = [], 0
    for place in ends:
        line = text[text.rfind("\n", 0, place) + 1 : place]
        following = text[place + 1 :].split("\n", 1)[0]
        join = joins.get(place)
        if join is None and _goes_on(line, following, guide):
            join = _glue(line, following)
        pieces += [text[last:place], "\n" if join is None else join]
        last = place + 1
    whole = "".join([*pieces, text[last:]])
    return [_BULLET.sub(BULLET, line) for line in whole.split("\n") if line.strip()]


def _goes_on(line: str, following: str, guide: Guide | None) -> bool:
    """Guess whether a line continues on the next: it ends with a comma, or the next starts in lower case."""
    if _HEAD.match(following):
        return False
    if line.endswith((",", ";")):
        return guide is None or fold(following) not in {fold(heading) for heading in guide.headings}
    return (
        guide is None and following[0].islower() and bool(_SMALL.match(following)) and len(line) >= len(following) / 2
    )


def _glue(line: str, following: str) -> str:
    return "" if is_east_asian(line[-1]) and is_east_asian(following[0]) else " "


def _known(text: str, guide: Guide) -> dict[int, str]:
    """Return the line breaks inside of known strings and blocks, and the replacement of each."""
    page = _squeezed(text)
    joins: dict[int, str] = {}
    for wanted in dict.fromkeys(guide.texts):
        needle = _squeezed(fold(wanted))
        for start, stop in _find(page, needle):
            for index in _gaps(page, start, stop):
                joins[page.places[index] - 1] = " " if index - start in needle.gaps else ""
    for block in guide.blocks:
        start, stop = _extent(page, [_squeezed(fold(part)) for part in block])
        for index in _gaps(page, start, stop):
            joins.setdefault(page.places[index] - 1, _glue(page.key[index - 1], page.key[index]))
    return joins


class _Squeezed(NamedTuple):
    """A text without white space."""

    key: str
    places: list[int]
    """Position of each character of ``key`` in the text."""
    gaps: list[int]
    """Positions in ``key`` that have white space before them."""


def _squeezed(text: str) -> _Squeezed:
    places = [place for place, char in enumerate(text) if not char.isspace()]
    gaps = [index for index in range(1, len(places)) if places[index] - places[index - 1] > 1]
    return _Squeezed("".join(text[place] for place in places), places, gaps)


def _gaps(page: _Squeezed, start: int, stop: int) -> list[int]:
    return page.gaps[bisect_right(page.gaps, start) : bisect_left(page.gaps, stop)]


def _find(page: _Squeezed, needle: _Squeezed, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """Yield where a string occurs as whole words; spaces may differ where lines can break without a space."""
    if not needle.key:
        return
    wanted = set(needle.gaps)
    while (start := page.key.find(needle.key, start, end)) >= 0:
        stop = start + len(needle.key)
        differing = wanted.symmetric_difference(index - start for index in _gaps(page, start, stop))
        apart = not _is_inside_word(page, start) and not _is_inside_word(page, stop)
        if apart and all(_is_open(needle.key[at - 1], needle.key[at]) for at in differing):
            yield start, stop
        start += 1


def _is_inside_word(page: _Squeezed, index: int) -> bool:
    if not 0 < index < len(page.key) or page.places[index] - page.places[index - 1] > 1:
        return False
    return all(char.isalnum() and not is_east_asian(char) for char in page.key[index - 1 : index + 1])


def _is_open(left: str, right: str) -> bool:
    return left in DASHES or (is_east_asian(left) and is_east_asian(right))


def _extent(page: _Squeezed, block: Sequence[_Squeezed]) -> tuple[int, int]:
    """Return the start and end of a block, or an empty range if too little of it is together.

    Each of its strings may occur elsewhere too: the title of a project can also be that of a publication. The longest
    one occurs the least often.
    """
    window = sum(len(part.key) for part in block) + 20 * len(block)
    best, extent = (max(2, (len(block) + 1) // 2), -window - 1), (0, 0)
    middle = max(range(len(block)), key=lambda index: len(block[index].key), default=0)
    for place, end in _find(page, block[middle]) if block else ():
        around = [(place, end)]
        for part in block[:middle]:
            around += [*_find(page, part, max(0, place - window), place)][-1:]
        for part in block[middle + 1 :]:
            around += [one] if (one := next(_find(page, part, end, place + window), None)) else []
        start, stop = min(one for one, _ in around), max(one for _, one in around)
        # The most strings, and of as many the closest together.
        if (len(around), start - stop) > best:
            best, extent = (len(around), start - stop), (start, stop)
    return extent
