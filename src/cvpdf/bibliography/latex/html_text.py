"""The markup of titles in CSL-JSON, and in the BibTeX of some publishers: ``<i>``, ``<sub>``, ``<sup>``, entities."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator

from cvpdf.bibliography.latex.mathematics import scripted
from cvpdf.bibliography.latex.styled import Styled

_TAG = re.compile(
    r"<(/?)(i|em|b|strong|u|sub|sup|sc|scp|span|title|p|inf|mml:[a-z]+|jats:[a-z-]+)(?:\s[^<>]*)?/?>", re.I
)
_ENTITY = re.compile(r"&(?:#\d{2,6}|#x[0-9a-f]{2,6}|[a-z]{2,8}\d{0,2});", re.I)
_SCRIPTS = {"sub": "_", "inf": "_", "sup": "^"}


def has_markup(text: str) -> bool:
    """Return whether a text has tags or entities."""
    return bool(("<" in text and _TAG.search(text)) or ("&" in text and _ENTITY.search(text)))


def without_markup(pieces: Iterable[Styled], problems: list[str]) -> Iterator[Styled]:
    """Yield pieces in which tags have become italics, or signs above and below the line."""
    italic, script = 0, ""
    for piece in pieces:
        place = 0
        for tag in (*_TAG.finditer(piece.text), None):
            text = _ENTITY.sub(lambda match: html.unescape(match[0]), piece.text[place : tag.start() if tag else None])
            if script and text:
                text = scripted(script, text, problems)
            if text:
                yield piece._replace(text=text, italic=piece.italic != (italic > 0))
            if tag is None:
                break
            place, name, step = tag.end(), tag[2].lower(), -1 if tag[1] else 1
            if name in ("i", "em"):
                italic = max(0, italic + step)
            elif name in _SCRIPTS:
                script = "" if tag[1] else _SCRIPTS[name]
