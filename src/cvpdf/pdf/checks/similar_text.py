"""The piece of a text that looks most like a string that was not found in it."""

from __future__ import annotations

import difflib
import re

from cvpdf.pdf.checks.search import Haystack, Needle
from cvpdf.pdf.messages import quoted

MIN_RATIO = 0.6
"""Below this ratio of :mod:`difflib` two texts are not called similar."""
MAX_PLACES = 12
"""So many places are compared for each string."""
MAX_COMPARED = 400
"""So many characters are compared; difflib's time grows with the square."""

_WORD = re.compile(r"\w+")


class Nearest:
    """Searches one text; the list of its words is made at the first question."""

    def __init__(self, text: Haystack) -> None:
        self._text = text
        self._words: list[str] | None = None

    def hint(self, needle: Needle) -> str | None:
        """Return a sentence with the nearest text, ``None`` if nothing is similar."""
        found = self._piece(needle) or self._word(needle.key)
        if found is None:
            return None
        return f"the nearest text is “{_around_difference(needle.key, found)}”"

    def _piece(self, needle: Needle) -> str | None:
        """Lay the string over the text at its rarest words and keep the place with the best ratio."""
        key, wanted = self._text.key, needle.key[:MAX_COMPARED]
        places: dict[int, None] = {}
        anchors = [(len(self._text.singles.get(m.group(), ())), m) for m in _WORD.finditer(wanted)]
        for count, match in sorted(anchors, key=lambda anchor: anchor[0]):
            if count:
                places |= dict.fromkeys(place - match.start() for place in self._text.singles[match.group()])
            if len(places) >= MAX_PLACES:
                break
        best, best_ratio = None, MIN_RATIO
        matcher = difflib.SequenceMatcher(autojunk=False)
        matcher.set_seq2(wanted)
        for place in list(places)[:MAX_PLACES]:
            piece = key[max(0, place) : place + len(wanted)]
            matcher.set_seq1(piece)
            if matcher.real_quick_ratio() > best_ratio and (ratio := matcher.ratio()) > best_ratio:
                blocks = [block for block in matcher.get_matching_blocks() if block.size]
                start, end = max(0, place) + blocks[0].a, max(0, place) + blocks[-1].a + blocks[-1].size
                best, best_ratio = _to_word_ends(key, start, end), ratio
        return best

    def _word(self, wanted: str) -> str | None:
        if self._words is None:
            self._words = list(dict.fromkeys(self._text.key.split()))[:5000]
        near = difflib.get_close_matches(wanted, self._words, n=1, cutoff=MIN_RATIO) if len(wanted) < 60 else []
        return near[0] if near else None


def _to_word_ends(text: str, start: int, end: int) -> str:
    while start > 0 and text[start - 1 : start + 1].isalnum():
        start -= 1
    while end < len(text) and text[end - 1 : end + 1].isalnum():
        end += 1
    return text[start:end].strip()


def _around_difference(wanted: str, found: str) -> str:
    """Return ``found``, cut at the front so that the first difference to ``wanted`` can be seen."""
    same = next((i for i, (a, b) in enumerate(zip(wanted, found, strict=False)) if a != b), 0)
    start = found.rfind(" ", 0, max(0, same - 30)) + 1 if same > 40 else 0
    return ("…" if start else "") + quoted(found[start:])
