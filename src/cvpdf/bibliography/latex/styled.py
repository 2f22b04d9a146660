"""Text with italics and links, and how each kind of field of cv.yaml has it typed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby
from typing import NamedTuple

_WORD = r"[^\W\u2e80-\ud7ff\uf900-\uffef]"
"""A letter or digit of a script that puts spaces between words."""
ITALIC = re.compile(rf"(?<!{_WORD})(?<![*\\])\*(?=[\w“‘\"'(])([^*]*[\w.)’”\"'?!])(?<!\\)\*(?!{_WORD})(?!\*)")
"""What is italics in a title: asterisks that touch the words between them, and no word outside."""
_ASTERISK = "∗"
"""In place of asterisks that would be read as markup. cv.yaml has no way to escape them."""
_CAN_BEGIN = re.compile(r"[\w“‘\"'(]")
_CAN_END = re.compile(r"[\w.)’”\"'?!]")


class Styled(NamedTuple):
    """A piece of text."""

    text: str
    italic: bool = False
    target: str = ""
    """The address that it links to."""


def joined(pieces: Iterable[Styled]) -> list[Styled]:
    """Return the pieces with neighbours of one style joined, and spaces outside of italics."""
    whole = [
        Styled("".join(piece.text for piece in group), *style)
        for style, group in groupby((piece for piece in pieces if piece.text), lambda piece: piece[1:])
    ]
    outside: list[Styled] = []
    for piece in whole:
        core = piece.text.strip(" \n\t")
        start = piece.text.find(core) if core else 0
        before, after = piece.text[:start], piece.text[start + len(core) :]
        styled = piece.italic or piece.target
        outside += [Styled(before), piece._replace(text=core), Styled(after)] if styled else [piece]
    return [piece for piece in outside if piece.text]


def in_line(pieces: list[Styled]) -> str:
    """Return the text alone."""
    return "".join(piece.text for piece in pieces)


def in_title(pieces: list[Styled]) -> str:
    """Return a text in which asterisks are italics where a title takes them for that: around whole words."""
    text = _with_italics(pieces)
    wanted = [piece.text for piece in pieces if piece.italic and f"*{piece.text}*" in text]
    if ITALIC.findall(text) == wanted:
        return text
    return _with_italics([piece._replace(text=piece.text.replace("*", _ASTERISK)) for piece in pieces])


def _with_italics(pieces: list[Styled]) -> str:
    text = ""
    for index, piece in enumerate(pieces):
        following = pieces[index + 1].text[:1] if index + 1 < len(pieces) else ""
        text += f"*{piece.text}*" if _can_be_marked(piece, text[-1:], following) else piece.text
    return text


def in_prose(pieces: list[Styled]) -> str:
    """Return Markdown."""
    several = sum(piece.text.count("*") for piece in pieces) + 2 * any(piece.italic for piece in pieces) > 1
    text = ""
    for index, piece in enumerate(pieces):
        following = pieces[index + 1].text[:1] if index + 1 < len(pieces) else ""
        plain = piece.text.replace("*", _ASTERISK) if several else piece.text
        plain = plain.replace("](", "]\u200c(").replace("`", "ˋ" if plain.count("`") > 1 else "`")
        plain = f"*{plain}*" if _can_be_marked(piece, text[-1:], following) else plain
        text += f"[{plain}]({piece.target})" if re.fullmatch(r"https?://[^\s()<>\"{}|\\^`]+", piece.target) else plain
    return text


def _can_be_marked(piece: Styled, before: str, following: str) -> bool:
    """Whether asterisks around a piece are read as italics."""
    inside = piece.text
    return (
        piece.italic
        and "*" not in inside
        and bool(_CAN_BEGIN.match(inside) and _CAN_END.match(inside[-1:]))
        and not re.fullmatch(rf"{_WORD}|[*\\]", before)
        and not re.fullmatch(rf"{_WORD}|\*", following)
    )
