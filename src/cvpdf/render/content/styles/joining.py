"""From the text of a citation style to the parts of a publication, with punctuation that is never doubled.

A style is written as if every field were given. Where one is not, its brackets vanish, and of the marks around it the
strongest remains: ``A. , , 2020`` becomes ``A. 2020``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from cvpdf.languages.dates import NO_BREAK
from cvpdf.render.content.blocks import Part
from cvpdf.render.content.punctuation import comma_after, stop_after
from cvpdf.render.content.styles.values import Value, word

_TOKEN = re.compile(r"\x01(?P<value>\d*)\x02|(?P<markup>\*{1,2})|\\?(?P<text>[^\x01*~\\\s.,;:()\[\]]+|.)", re.DOTALL)
_EMPTY = re.compile(r"\([\s,.;:]*\)|\[[\s,.;:]*\]")
_MARKS = ".;:,"
"""From the strongest to the weakest."""
_VENUES = ("venue_short", "venue", "event", "series")
_NO_PAGE = r"(?<!p\. )(?<!\bs\. )(?<!no\. )(?<!nr\. )(?<!vol\. )"
"""What is not before a year: `pp. `, `vol. `."""


class _Item(NamedTuple):
    """A value, or characters of the style: letters, or a single one of any other kind."""

    char: str
    value: Value | None = None
    italic: bool = False
    bold: bool = False

    @property
    def text(self) -> str:
        return self.char if self.value is None else str(self.value)

    @property
    def sign(self) -> str:
        """One character for it."""
        return self.char[0] if self.value is None else "\ufffc"


def parts(text: str, values: Sequence[Value]) -> tuple[Part, ...]:
    """Return the parts of what a style has printed; see :meth:`StyleTemplate.fill`."""
    items = _without_empty_brackets(_without_second_year(list(_items(text, values))))
    return tuple(_parts(list(_punctuated(items))))


def _items(text: str, values: Sequence[Value]) -> Iterator[_Item]:
    italic = bold = False
    for token in _TOKEN.finditer(text):
        if markup := token["markup"]:
            italic, bold = (italic, not bold) if markup == "**" else (not italic, bold)
        elif (index := token["value"]) is not None:
            if index:
                yield _Item("", values[int(index)], italic, bold)
        else:
            yield _Item(NO_BREAK if token[0] == "~" else token["text"], None, italic, bold)


def _without_second_year(items: Sequence[_Item]) -> list[_Item]:
    """Return the items without a date that is only a year which the venue before it contains."""
    kept: list[_Item] = []
    venues: list[str] = []
    if sum(item.value is not None and item.value.role == "date" for item in items) != 1:
        return list(items)  # a style that prints the month by itself needs the year beside it
    for item in items:
        if item.value is not None:
            if item.value.role == "date" and any(_has_year(venue, item.text) for venue in venues):
                continue
            venues += [item.text] if item.value.role in _VENUES else []
        kept.append(item)
    return kept


def _has_year(venue: str, year: str) -> bool:
    """Whether a venue contains a year: `SC 2023`, `SC ’23`, `the 2023 IEEE Days`.

    A number behind a digit or a dash may be a page: `Letters 45, 2023`, `pp. 1999–2023`; so may one behind `p.`.
    """
    found = rf"(?:^|\(|[^\W\d_][ \u00a0,.]*){_NO_PAGE}{year}(?![\w–-])|(?<!\d)['’]{year[2:]}(?!\w)"
    return bool(re.fullmatch(r"\d{4}", year)) and bool(re.search(found, venue, re.IGNORECASE))


def _without_empty_brackets(items: list[_Item]) -> list[_Item]:
    while empty := _EMPTY.search("".join(item.sign for item in items)):
        del items[empty.start() : empty.end()]
    return items


def _punctuated(items: Sequence[_Item]) -> Iterator[_Item]:
    """Yield the items with at most one mark of punctuation and one space between two of them."""
    printed, place = "", 0
    space: _Item | None = None
    while place < len(items):
        item = items[place]
        end = place
        while end < len(items) and _is_separator(items[end]):
            end += 1
        if end == place:
            if space is not None and item.sign not in ")]":
                yield space
                printed += space.text
            space = None
            yield item
            printed += item.text
            place += 1
            continue
        run, following = items[place:end], items[end].char[:1] if end < len(items) else ""
        if place and run[0].char == "." and items[place - 1].value is None and items[place - 1].char[-1].isalnum():
            # The full stop of an abbreviation, as in `et al.,`.
            yield run[0]
            printed, run = f"{printed}.", run[1:]
        if (mark := _mark(run, printed, following)) is not None:
            yield mark
            printed += mark.text
        # A blank before a mark is that of a value which is not given.
        last = max((index for index, one in enumerate(run) if mark and one.char == mark.char), default=0)
        blank = next((one for one in run[last:] if one.char.isspace()), None)
        space = blank._replace(char=" ") if blank and printed and not printed.endswith(("(", "[")) else None
        place = end


def _is_separator(item: _Item) -> bool:
    return item.value is None and item.char != NO_BREAK and (item.char in _MARKS or item.char.isspace())


def _mark(run: Sequence[_Item], printed: str, following: str) -> _Item | None:
    """Return the strongest mark of a run, unless the text before it needs none."""
    strongest = min(
        (item for item in run if item.char in _MARKS), key=lambda item: _MARKS.index(item.char), default=None
    )
    if strongest is None or not printed or printed.endswith(("(", "[")) or following in (")", "]"):
        return None
    if strongest.char != "." and printed.endswith(".”"):
        return None
    if strongest.char == "," and printed.endswith(("?", "!")) and following in ("”", "’", '"'):
        return None
    char = stop_after(printed) if strongest.char == "." else comma_after(printed, strongest.char)
    return strongest._replace(char=char) if char else None


def _parts(items: Sequence[_Item]) -> Iterator[Part]:
    """Yield the parts. A space between two of them is a property of the first."""
    last: Part | None = None
    for (_, italic, bold), group in groupby(items, lambda item: (id(item.value), item.italic, item.bold)):
        first, *others = group
        if first.value is not None:
            part = Part(first.value.role, first.value.phrases, italic=italic, bold=bold)
        else:
            text = "".join(item.char for item in (first, *others))
            last = last._replace(space=True) if last and text.startswith(" ") else last
            part = Part("", (word(text.strip(" ")),), text.endswith(" "), italic, bold)
            if not part.phrases[0].text:
                continue
        if last is not None:
            yield last
        last = part
    if last is not None:
        yield last
