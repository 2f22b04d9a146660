"""Finding what somebody means by a few words of it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

_LINK = re.compile(r"\[([^][]*)\]\([^()\s]*\)")
# Signs of Markdown fall away; of typographic signs the plain ones are what a keyboard has.
_SIGNS = str.maketrans(
    {"*": None, "`": None, "\\": None, "‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‑": "-"}
)
_NEAR = 0.6
"""How similar words must be to be what was meant."""


def normal(text: str) -> str:
    """Return a text as it is compared: no Markdown, no case, single blanks, plain quotation marks and dashes."""
    plain = _LINK.sub(r"\1", unicodedata.normalize("NFKC", text)).translate(_SIGNS)
    return " ".join(unicodedata.normalize("NFC", plain.casefold()).split())


def matches(wanted: str, texts: Sequence[str], most: int) -> list[int]:
    """Return the indices of the texts that contain the wanted words.

    If those are more than ``most``, the texts that say nothing else win.
    """
    words = normal(wanted)
    if not words:
        return []
    compared = [normal(text) for text in texts]
    found = [index for index, text in enumerate(compared) if words in text]
    exact = [index for index in found if compared[index] == words]
    return exact if len(found) > most and exact else found


def nearest(wanted: str, texts: Iterable[str]) -> str | None:
    """Return the text of which a part is most like the wanted words, if one is like them at all."""
    words = normal(wanted)
    if not words:
        return None
    # The matcher remembers what it knows of its second text, so that is the one that stays.
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(words)
    best, found = _NEAR, None
    for text in dict.fromkeys(texts):
        for part in _parts(normal(text).split(), len(words.split())):
            matcher.set_seq1(part)
            if matcher.real_quick_ratio() > best and matcher.quick_ratio() > best and (ratio := matcher.ratio()) > best:
                best, found = ratio, text
    return found


def _parts(words: list[str], length: int) -> list[str]:
    """Return all runs of so many words; the whole text if it has fewer."""
    return [" ".join(words[start : start + length]) for start in range(max(1, len(words) - length + 1))]
