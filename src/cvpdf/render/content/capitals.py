"""Titles in capital letters, by the rules of their language."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

from cvpdf.languages.tags import primary
from cvpdf.render.content.runs import Phrase

_DOTTED = str.maketrans({"i": "İ", "ı": "I"})
_TONOS = "\N{COMBINING ACUTE ACCENT}"


def in_capitals(phrase: Phrase, language: str) -> Phrase:
    """Return a phrase in capitals; it stands for the same value of cv.yaml."""
    return replace(phrase, runs=tuple(run._replace(text=capitals(run.text, language)) for run in phrase.runs))


def capitals(text: str, language: str) -> str:
    """Return a text in capitals: Turkish `i` has its dot, Greek capitals have no accents."""
    match primary(language):
        case "tr" | "az":
            return text.translate(_DOTTED).upper()
        case "el":
            bare = unicodedata.normalize("NFD", text).replace(_TONOS, "")
            return unicodedata.normalize("NFC", bare).upper()
        case _:
            return text.upper()
