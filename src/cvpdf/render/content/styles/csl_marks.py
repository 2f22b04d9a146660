"""Invisible marks around the values of CSL-JSON. Pandoc keeps them, so the fields are found in what it prints."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

_ROLES = (
    "authors", "editors", "title", "genre", "venue", "venue_short", "series", "publisher", "place", "institution",
    "event", "event_place", "status",
)  # fmt: skip
# Private characters of Unicode's sixteenth plane: no keyboard and hardly any font has them.
_FIRST = 0x100000
_PLACES = 0x1000
"""Characters for each role, one for each place in a list."""
_CLOSE = chr(_FIRST + 0xF000)
_MARKS = re.compile(f"[{chr(_FIRST)}-{_CLOSE}]")
_SUPERSCRIPTS = str.maketrans("0123456789+-=()nabcdefghijklmoprstuvwxyz", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐᵒᵖʳˢᵗᵘᵛʷˣʸᶻ")
_SUBSCRIPTS = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")


class Char(NamedTuple):
    """A character that pandoc prints."""

    text: str
    italic: bool = False
    bold: bool = False
    target: str = ""


class Piece(NamedTuple):
    """A value, an address, or words of the style."""

    role: str
    """The field; empty for words and addresses."""
    place: int
    """The place in a list of names."""
    chars: Sequence[Char]

    @property
    def text(self) -> str:
        """The characters."""
        return "".join(char.text for char in self.chars)

    @property
    def target(self) -> str:
        """The address that words link to."""
        return self.chars[0].target if self.chars and not self.role else ""


def mark(role: str, place: int, text: str) -> str:
    """Return a text with marks around it, that say what field it is."""
    opening = chr(_FIRST + _ROLES.index(role) * _PLACES + min(place, _PLACES - 1))
    return f"{opening}{_MARKS.sub('', text)}{_CLOSE}"


def pieces(blocks: Sequence[Mapping[str, Any]]) -> list[Piece]:
    """Return what pandoc prints of a work, in pieces."""
    found: list[Piece] = []
    role, place, chars = "", 0, list[Char]()

    def end() -> None:
        if chars:
            found.append(Piece(role, place, tuple(chars)))
            chars.clear()

    for char in _in_blocks(blocks):
        if char.text == _CLOSE:
            end()
            role, place = "", 0
        elif _MARKS.match(char.text):
            end()
            index, place = divmod(ord(char.text) - _FIRST, _PLACES)
            role = _ROLES[index]
        else:
            if not role and chars and chars[-1].target != char.target:
                end()
            chars.append(char)
    end()
    return found


def _in_blocks(blocks: Sequence[Mapping[str, Any]]) -> Iterator[Char]:
    for index, block in enumerate(blocks):
        if index:
            yield Char(" ")
        if block["t"] == "Div":
            yield from _in_blocks(block["c"][1])
        elif block["t"] in ("Para", "Plain"):
            yield from _chars(block["c"], Char(""))


def _chars(inlines: Sequence[Mapping[str, Any]], style: Char) -> Iterator[Char]:
    for inline in inlines:
        kind, content = inline["t"], inline.get("c", "")
        if kind == "Str":
            yield from (style._replace(text=char) for char in content)
        elif kind in ("Space", "SoftBreak", "LineBreak"):
            yield style._replace(text=" ")
        elif kind == "Emph":
            yield from _chars(content, style._replace(italic=True))
        elif kind == "Strong":
            yield from _chars(content, style._replace(bold=True))
        elif kind in ("Superscript", "Subscript"):
            yield from _raised(list(_chars(content, style)), _SUPERSCRIPTS if kind == "Superscript" else _SUBSCRIPTS)
        elif kind == "Link":
            linked = list(_chars(content[1], style))
            # Around a value, pandoc's link is one of its own: of the title, or of everything.
            target = "" if any(_MARKS.match(char.text) for char in linked) else content[2][0]
            yield from (char._replace(target=target) for char in linked)
        elif kind == "Quoted":
            before, after = "‘’" if content[0]["t"] == "SingleQuote" else "“”"
            yield style._replace(text=before)
            yield from _chars(content[1], style)
            yield style._replace(text=after)
        elif kind in ("Code", "Math"):
            yield from (style._replace(text=char) for char in content[1])
        elif kind == "Span":
            yield from _chars(content[1], style)
        elif kind in ("SmallCaps", "Underline", "Strikeout"):
            yield from _chars(content, style)


def _raised(chars: Sequence[Char], table: Mapping[int, int]) -> Iterator[Char]:
    """Yield characters as Unicode has them raised or lowered, if it has all of them."""
    has_all = all(ord(char.text) in table or _MARKS.match(char.text) for char in chars)
    yield from (char._replace(text=char.text.translate(table)) if has_all else char for char in chars)
