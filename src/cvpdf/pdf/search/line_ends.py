"""Join the lines of a text layer at the places where a line may break although there is no space.

The places come with the expected texts (see `cvpdf.render.breaks`). A line end is joined only where the words around it
are those around such a place, so a space that is lost or added anywhere else still makes a text differ.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise

from cvpdf.expectation import Expectation, ExpectedText

_EDGE = 3
"""Characters on each side by which places are looked up."""
_WORD = re.compile(r"[^\W\d_]+")
_LAST_LETTERS = re.compile(r"[^\W\d_]+$")


class LineEnds:
    """The places of an expectation, and how line ends at them are joined."""

    def __init__(self, expectation: Expectation) -> None:
        self._places: dict[tuple[str, bool], set[tuple[str, str]]] = defaultdict(set)
        """By the characters before a place, and whether a break there adds a hyphen: the words around it."""
        for text in expectation.texts:
            for places, hyphen in ((text.breaks, False), (text.hyphens, True)):
                for before, after in _around(text, places):
                    self._places[before[-_EDGE:], hyphen].add((before, after))
        words = (word for text in expectation.texts for word in text.text.split()) if expectation.hyphenated else ()
        self._words = {part for word in words for part in _WORD.findall(unicodedata.normalize("NFC", word))}
        self._texts = expectation.texts
        self._hyphenated = set(_hyphenated(expectation.texts)) if self._words else set()

    def join(self, text: str) -> str:
        """Return the text with the line ends at such places removed, and the hyphens that they added."""
        if not self._places and not self._words:
            return text
        lines = [line for part in unicodedata.normalize("NFC", text).splitlines() if (line := part.strip())]
        out: list[str] = []
        begun = ""  # what earlier lines have of the word that goes on
        for line, following in pairwise([*lines, ""]):
            last, after = line.split()[-1], following.partition(" ")[0]
            before = begun + last if last == line else last
            if self._is_place(before, following, hyphen=False):
                out.append(line)
                begun = before
            elif before[-1] == "-" and (
                self._is_place(before[:-1], following, hyphen=True)
                or self._is_hyphenated(before[:-1], after, line, following)
            ):
                out.append(line[:-1])
                begun = before[:-1]
            else:
                out.append(f"{line}\n")
                begun = ""
        return "".join(out).removesuffix("\n")

    def _is_place(self, before: str, following: str, hyphen: bool) -> bool:
        if not following:
            return False
        after = following.partition(" ")[0]
        # A word goes on in a third line only if it is all of the second.
        begins = after.rstrip("-") if after == following else None
        for length in range(min(_EDGE, len(before)), 0, -1):
            for left, right in self._places.get((before[-length:], hyphen), ()):
                if not before.endswith(left) or not (_begins(after, right) or (begins and right.startswith(begins))):
                    continue
                if len(left) == len(before) or not before[-len(left) - 1].isalnum():
                    return True
        return False

    def _is_hyphenated(self, before: str, after: str, line: str, following: str) -> bool:
        left, right = _LAST_LETTERS.search(before), _WORD.match(after)
        if not self._words or left is None or right is None:
            return False
        whole = left[0] + right[0]
        if (left[0], right[0]) in self._hyphenated:
            # `recover` may be expected beside `re-cover`; then the words around show which of them was broken.
            around = (line.split()[-2:-1], following.split()[1:2])
            return self._fits(whole, around) and not self._fits(f"{left[0]}-{right[0]}", around)
        # A word may go on in a third line.
        return whole in self._words or (
            after[right.end() :] == "-" and any(word.startswith(whole) for word in self._words)
        )

    def _fits(self, wanted: str, around: tuple[list[str], list[str]]) -> bool:
        """Whether a word is expected between two others; nothing is known about those before and after a text."""
        for text in self._texts:
            words = unicodedata.normalize("NFC", text.text).split()
            for index, word in enumerate(words):
                if re.search(rf"(?<![\w-]){re.escape(wanted)}(?![\w-])", word):
                    beside = (words[max(0, index - 1) : index], words[index + 1 : index + 2])
                    if all(not a or not b or a == b for a, b in zip(beside, around, strict=True)):
                        return True
        return False


def _begins(text: str, word: str) -> bool:
    """Whether a text begins with a word, and not with a longer one."""
    return text.startswith(word) and not text[len(word) : len(word) + 1].isalnum()


def _around(text: ExpectedText, places: Iterable[int]) -> Iterator[tuple[str, str]]:
    """Yield the parts of the word before and after each place, as they are read."""
    for place in places:
        before, after = text.text[:place], text.text[place:]
        if before and after and not before[-1].isspace() and not after[0].isspace():
            yield unicodedata.normalize("NFC", before.split()[-1]), unicodedata.normalize("NFC", after.split()[0])


def _hyphenated(texts: Iterable[ExpectedText]) -> Iterator[tuple[str, str]]:
    """Yield the words around each hyphen that is typed."""
    for text in texts:
        for match in re.finditer(r"([^\W\d_]+)-(?=([^\W\d_]+))", unicodedata.normalize("NFC", text.text)):
            yield match[1], match[2]
