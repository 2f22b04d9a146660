"""Prose of several lines: its paragraphs, and the items of its lists, each with its own place.

A line break inside a paragraph is a space, as in Markdown. A blank line begins a new paragraph. A line that begins with
`-`, `*`, `+`, `•` or a number with a full stop or a bracket is an item; a line further to the right is one level below.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self

from cvpdf.diagnostics import Span
from cvpdf.east_asian import has_no_spaces
from cvpdf.schema.values.text import Prose
from cvpdf.schema.values.value import fault
from cvpdf.source.lines import LIST_SIGN
from cvpdf.source.nodes import Text

BULLET = "•"

_ITEM = re.compile(rf"({LIST_SIGN})[ \t\u00a0]*(?=\S)")
OTHER_BLOCK = re.compile(r"(#{1,6}|>)[ \t]+(?=[^\W\d_]|[*`\"“„«])")
"""The start of a heading or a quotation of Markdown, which cv.yaml does not have. It is printed as it is typed."""
_OWN_BULLET = re.compile(r"[•*·–-][ \t\u00a0]+(?=\S)(?!\*\s)")


class ListItem(Prose):
    """An item of a list, or a paragraph that belongs to the item before it."""

    __slots__ = ("level", "marker")
    level: int
    """0, or 1 for an item below another one."""
    marker: str
    """``•``, or the number as typed: ``1.``; empty for a paragraph that belongs to an item."""

    @classmethod
    def new(cls, text: Text, marker: str = BULLET, level: int = 0) -> Self:
        """Check a text, and return it as an item. Raises :func:`fault` if it is deeper than two levels."""
        if level > 1:
            raise too_deep()
        item = cls.parse(text)
        item.marker, item.level = marker, level
        return item

    def below(self) -> ListItem:
        """Return the same item one level lower."""
        return self.new(self, self.marker, self.level + 1)


def too_deep() -> Exception:
    """Return the error for a list of three levels."""
    return fault(
        "deep-list",
        "the list is deeper than two levels",
        "make these items bullets of their own, or write them in one sentence",
    )


@dataclass(slots=True)
class _Block:
    """Lines that belong together. ``marker`` is `None` for a paragraph outside of lists."""

    lines: list[str]
    first: int
    marker: str | None
    level: int
    end: int = 0


def prose_blocks(text: Text) -> list[Prose]:
    """Return the paragraphs and list items of a text, at least one."""
    blocks = list(_blocks(text.split("\n")))
    if len(blocks) <= 1 and not (blocks and blocks[0].marker):
        return [Prose.parse(Text(_joined(blocks[0].lines) if blocks else text, text.span, text.quoted))]
    result: list[Prose] = []
    for block in blocks:
        part = Text(_joined(block.lines), _span(text, block), text.quoted)
        result.append(Prose.parse(part) if block.marker is None else ListItem.new(part, block.marker, block.level))
    return result


def _blocks(rows: list[str]) -> Iterator[_Block]:
    found = [_ITEM.match(row.strip()) for row in rows]
    counts = Counter(_kind(match[1]) for match in found if match)
    block: _Block | None = None
    indents: list[int] = []
    blank = True
    for number, (row, match) in enumerate(zip(rows, found, strict=True)):
        words, indent = row.strip(), len(row) - len(row.lstrip())
        if not words:
            blank = True
            continue
        in_list = block is not None and block.marker is not None
        if match and _begins_item(words, match[1], counts[_kind(match[1])], blank or in_list):
            while indents and indent < indents[-1]:
                indents.pop()
            if not indents or indent > indents[-1] + 1:
                indents.append(indent)
            started = _Block([words[match.end() :]], number, _marker(match[1]), len(indents) - 1)
        elif block is not None and not blank and not OTHER_BLOCK.match(words):
            block.lines.append(words)
            block.end = number
            continue
        elif block is not None and indents and indent > indents[0]:
            started = _Block([words], number, "", block.level)
        else:
            indents = []
            started = _Block([words], number, None, 0)
        if block is not None:
            yield block
        block, blank = started, False
        block.end = number
    if block is not None:
        yield block


def _joined(lines: list[str]) -> str:
    """Return lines with a space between each two, but none between characters of a script without spaces."""
    text = lines[0]
    for line in lines[1:]:
        text += ("" if has_no_spaces(text[-1]) and has_no_spaces(line[0]) else " ") + line
    return text


def _kind(marker: str) -> str:
    return "1" if marker[0].isdigit() else marker


def _marker(typed: str) -> str:
    return typed if typed[0].isdigit() else BULLET


def _begins_item(words: str, marker: str, count: int, free: bool) -> bool:
    """Return whether a line with this marker is an item; ``count`` lines have one of its kind.

    A single `1. FC Köln`, `* a footnote` or `– a remark` is text. So is a line within a paragraph (not ``free``) that
    happens to begin with a dash or with a number.
    """
    if marker in "-•" or (marker == "+" and words[1:].lstrip()[:1].isalpha()):
        return True
    return count > 1 and (free or marker in "*+" or marker in ("1.", "1)"))


def _span(text: Text, block: _Block) -> Span | None:
    """Return the place of a block. In a text without known lines, each block still has a place of its own."""
    if block.end < len(text.lines):
        first, last = text.lines[block.first], text.lines[block.end]
        return first._replace(end_line=last.end_line, end_column=last.end_column)
    span = text.span
    if span is None or not block.first:
        return span
    column = span.column + sum(len(row) + 2 for row in text.split("\n")[: block.first]) + int(text.quoted)
    return span._replace(column=column, end_column=max(column, span.end_column))


def without_bullet(text: Text) -> Text:
    """Return the text of a bullet without the bullet sign that was typed before it, if there is one."""
    sign = _OWN_BULLET.match(text.lstrip()) if "\n" not in text.strip() else None
    return Text(text.lstrip()[sign.end() :], text.span, text.quoted) if sign else text
