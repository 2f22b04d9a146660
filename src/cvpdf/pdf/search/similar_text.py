"""Find the piece of a text that is most similar to a missing string."""

from __future__ import annotations

import difflib
import re

from cvpdf.pdf.search.text_index import NormalText, TextIndex
from cvpdf.quoting import difference, quoted

MIN_RATIO = 0.6
"""Texts with a lower ratio of :mod:`difflib` are not similar."""
MAX_PLACES = 12
"""Places that are compared for each string."""
MAX_COMPARED = 400
"""Characters that are compared, since difflib takes quadratic time."""

_WORD = re.compile(r"\w+")
_ACCENTED = re.compile("[^\\W\\d_][\u0300-\u036f]+")


def most_similar(text: TextIndex, wanted: NormalText) -> str | None:
    """Return a sentence with the piece of a text that is most similar to a string, ``None`` if nothing is similar."""
    similar = _piece(text, wanted.key[:MAX_COMPARED]) or _word(text, wanted.key)
    if not similar:
        return None
    differs = difference(wanted.key, similar)
    return f"the most similar text is `{_around_difference(wanted.key, similar)}`{differs}{_separated(wanted, similar)}"


def _separated(wanted: NormalText, similar: str) -> str:
    """Return the advice for a letter with an accent that the reader has not found in one piece."""
    lost = (match[0] for match in _ACCENTED.finditer(wanted.key) if match[0] not in similar)
    if not (letter := next(lost, None)):
        return ""
    return f"; Unicode has `{letter}` only as a letter and an accent, which readers may separate: write it without"


def _piece(text: TextIndex, wanted: str) -> str | None:
    """Return the piece with the best ratio among the places where the rarest words of the string occur."""
    places: dict[int, None] = {}
    anchors = [(len(text.tokens.get(match.group(), ())), match) for match in _WORD.finditer(wanted)]
    for count, match in sorted(anchors, key=lambda anchor: anchor[0]):
        if count:
            places |= dict.fromkeys(place - match.start() for place in text.tokens[match.group()])
        if len(places) >= MAX_PLACES:
            break
    best, best_ratio = None, MIN_RATIO
    matcher = difflib.SequenceMatcher(autojunk=False)
    matcher.set_seq2(wanted)
    for place in list(places)[:MAX_PLACES]:
        first = max(0, place)
        matcher.set_seq1(text.key[first : place + len(wanted)])
        if matcher.real_quick_ratio() > best_ratio and (ratio := matcher.ratio()) > best_ratio:
            blocks = [block for block in matcher.get_matching_blocks() if block.size]
            start, end = first + blocks[0].a, first + blocks[-1].a + blocks[-1].size
            best, best_ratio = _to_word_ends(text.key, start, end), ratio
    return best


def _word(text: TextIndex, wanted: str) -> str | None:
    if len(wanted) >= 60:
        return None
    words = list(dict.fromkeys(text.key.split()))[:5000]
    return next(iter(difflib.get_close_matches(wanted, words, n=1, cutoff=MIN_RATIO)), None)


def _to_word_ends(text: str, start: int, end: int) -> str:
    while start > 0 and text[start - 1 : start + 1].isalnum():
        start -= 1
    while end < len(text) and text[end - 1 : end + 1].isalnum():
        end += 1
    return text[start:end].strip()


def _around_difference(wanted: str, similar: str) -> str:
    """Return ``similar``, cut at the front so that the first difference to ``wanted`` is shown."""
    same = next((i for i, (a, b) in enumerate(zip(wanted, similar, strict=False)) if a != b), 0)
    start = similar.rfind(" ", 0, max(0, same - 30)) + 1 if same > 40 else 0
    return ("…" if start else "") + quoted(similar[start:])
