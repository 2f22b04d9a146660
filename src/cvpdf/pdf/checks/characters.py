"""No character in the text layer that is not what it looks like.

Ligature characters, soft hyphens and private-use characters look right on paper, but a search or a parser does not find
the word that they stand in. U+FFFD and control characters mean that a font does not say what its glyphs are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from cvpdf.diagnostics import Diagnostic, error
from cvpdf.expectation import Expectation
from cvpdf.pdf.messages import character, place, quoted
from cvpdf.pdf.read.facts import PdfFacts

LIGATURES = "\ufb00-\ufb06\ufb13-\ufb17"
"""The Latin and Armenian ligatures among Unicode's presentation forms."""

_KINDS = (
    (f"[{LIGATURES}]", "a ligature character", "words with it are not found; let the font map it to plain letters"),
    ("\u00ad", "a soft hyphen", "the word is torn apart; switch hyphenation off"),
    (
        "[\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd]",
        "a private-use character",
        "only one font knows what it is; give an icon a real text, or make it an artifact",
    ),
    ("\ufffd", "the replacement character", "a font does not say which characters its glyphs are"),
    (
        "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]",
        "a control character",
        "a font does not say which characters its glyphs are",
    ),
)
_BAD = re.compile("|".join(pattern for pattern, _, _ in _KINDS))
_CONTEXT = 20


def check(facts: PdfFacts, expectation: Expectation | None) -> list[Diagnostic]:
    """Return ``bad-characters`` once for each such character, at the string of cv.yaml that holds it, if one does.

    What pypdf does not see, but pdfium does, is reported as that.
    """
    counts, first = _found([page.text for page in facts.pages])
    more, where = _found([page.second_text for page in facts.pages])
    for char in [char for char in where if char not in first]:
        counts[char], first[char] = more[char], f"{where[char]}, as pdfium reads it"
    return [_complaint(char, counts[char], first[char], facts, expectation) for char in first]


def _found(pages: Iterable[str]) -> tuple[dict[str, int], dict[str, str]]:
    """Return how often each bad character is there, and where it is first."""
    counts: dict[str, int] = {}
    first: dict[str, str] = {}
    for number, text in enumerate(pages, 1):
        for match in _BAD.finditer(text):
            char = match[0]
            counts[char] = counts.get(char, 0) + 1
            if char not in first:
                around = text[max(0, match.start() - _CONTEXT) : match.end() + _CONTEXT]
                first[char] = f"on page {number} in “{quoted(around)}”"
    return counts, first


def _complaint(char: str, count: int, where: str, facts: PdfFacts, expectation: Expectation | None) -> Diagnostic:
    _, kind, hint = next(known for known in _KINDS if re.fullmatch(known[0], char))
    name = character(char) if char not in "\ufffd" else "U+FFFD"
    times = f", {count} times" if count > 1 else ""
    for text in expectation.texts if expectation else ():
        if char in text.text:
            message = f"the {text.what} holds {kind}, {name}"
            return error("bad-characters", message, text.span, "type the plain characters instead")
    message = f"the text layer has {kind}, {name}, {where}{times}"
    return error("bad-characters", message, place(facts, expectation), hint)
