"""Check that every character in the text layer is what it looks like."""

from __future__ import annotations

import re
from collections.abc import Iterable

from cvpdf.diagnostics import Diagnostic, error
from cvpdf.expectation import Expectation
from cvpdf.pdf.check import Check, Code
from cvpdf.pdf.locate import default_span
from cvpdf.pdf.read.facts import PdfFacts
from cvpdf.quoting import character, quoted

LIGATURES = "\ufb00-\ufb06\ufb13-\ufb17"
"""The Latin and Armenian ligatures among Unicode's presentation forms."""

_KINDS = (
    (f"[{LIGATURES}]", "a ligature character", "words with it are not found; let the font map it to plain letters"),
    ("\u00ad", "a soft hyphen", "the word is torn apart; switch hyphenation off"),
    (
        "[\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd]",
        "a private-use character",
        "only one font defines it; give an icon a real text, or make it an artifact",
    ),
    ("\ufffd", "the replacement character", "a font does not map its glyphs to characters"),
    (
        "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]",
        "a control character",
        "a font does not map its glyphs to characters",
    ),
)
_BAD = re.compile("|".join(pattern for pattern, _, _ in _KINDS))
_CONTEXT = 20


def check(facts: PdfFacts, expectation: Expectation | None) -> list[Diagnostic]:
    """Return ``bad-characters`` once for each such character, at the string of cv.yaml that contains it, if any."""
    counts, places = _bad_characters([page.text for page in facts.pages])
    pdfium_counts, pdfium_places = _bad_characters([page.pdfium_text for page in facts.pages])
    for char in [char for char in pdfium_places if char not in places]:
        counts[char], places[char] = pdfium_counts[char], f"{pdfium_places[char]}, as pdfium reads it"
    return [_diagnostic(char, counts[char], places[char], facts, expectation) for char in places]


CHECK = Check(
    name="characters",
    title="no ligature, private-use or unknown characters in the text layer",
    function=check,
    position=50,
    codes=(
        Code(
            "bad-characters",
            "characters that are not what they look like",
            "one of the readers finds ligature characters (U+FB00 to U+FB06, U+FB13 to U+FB17), soft hyphens (U+00AD),"
            " private-use characters, U+FFFD or control characters. They look right on paper, but searches and parsers"
            " do not find the word",
            "if `cv.yaml` contains the character, type plain ones; otherwise let the font map its glyphs"
            " (`\\pdfgentounicode=1`), switch hyphenation off, give icons a text or make them artifacts",
        ),
    ),
)


def _bad_characters(pages: Iterable[str]) -> tuple[dict[str, int], dict[str, str]]:
    """Return how often each bad character occurs, and where it occurs first."""
    counts: dict[str, int] = {}
    places: dict[str, str] = {}
    for number, text in enumerate(pages, 1):
        for match in _BAD.finditer(text):
            char = match[0]
            counts[char] = counts.get(char, 0) + 1
            if char not in places:
                around = text[max(0, match.start() - _CONTEXT) : match.end() + _CONTEXT]
                places[char] = f"on page {number} in `{quoted(around)}`"
    return counts, places


def _diagnostic(char: str, count: int, where: str, facts: PdfFacts, expectation: Expectation | None) -> Diagnostic:
    _, kind, hint = next(known for known in _KINDS if re.fullmatch(known[0], char))
    name = character(char) if char not in "\ufffd" else "U+FFFD"
    times = f", {count} times" if count > 1 else ""
    for text in expectation.texts if expectation else ():
        if char in text.text:
            message = f"the {text.what} contains {kind}, {name}"
            return error("bad-characters", message, text.span, "type the plain characters instead")
    message = f"the text layer contains {kind}, {name}, {where}{times}"
    return error("bad-characters", message, default_span(facts, expectation), hint)
