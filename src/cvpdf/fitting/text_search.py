"""The search for items by a part of their text, as `cvpdf fit --explain` needs it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

_LINK = re.compile(r"\[([^][]*)\]\([^()\s]*\)")
# Markdown is removed; typographic characters become those on a keyboard.
_CHARACTERS = str.maketrans(
    {"*": None, "`": None, "\\": None, "‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‑": "-"}
)
_SIMILAR = 0.6
"""The least ratio of similarity for a suggestion."""


def normal(text: str) -> str:
    """Return a text for comparison: no Markdown, no case, single spaces, plain quotation marks and dashes."""
    plain = _LINK.sub(r"\1", unicodedata.normalize("NFKC", text)).translate(_CHARACTERS)
    return " ".join(unicodedata.normalize("NFC", plain.casefold()).split())


def matches(wanted: str, texts: Sequence[str], most: int) -> list[int]:
    """Return the indices of the texts that contain the wanted text.

    If there are more than ``most``, those that are equal to it are preferred.
    """
    pattern = normal(wanted)
    if not pattern:
        return []
    compared = [normal(text) for text in texts]
    containing = [index for index, text in enumerate(compared) if pattern in text]
    equal = [index for index in containing if compared[index] == pattern]
    return equal if len(containing) > most and equal else containing


def nearest(wanted: str, texts: Iterable[str]) -> str | None:
    """Return the text with the part most similar to the wanted text, or ``None`` if none is similar enough."""
    pattern = normal(wanted)
    if not pattern:
        return None
    # The matcher caches its analysis of the second sequence, so that is the one that does not change.
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(pattern)
    best, result = _SIMILAR, None
    for text in dict.fromkeys(texts):
        for part in _parts(normal(text).split(), len(pattern.split())):
            matcher.set_seq1(part)
            if matcher.real_quick_ratio() > best and matcher.quick_ratio() > best and (ratio := matcher.ratio()) > best:
                best, result = ratio, text
    return result


def _parts(words: list[str], length: int) -> list[str]:
    """Return all runs of so many words; the whole text if it has fewer."""
    return [" ".join(words[start : start + length]) for start in range(max(1, len(words) - length + 1))]
