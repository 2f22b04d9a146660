"""Words that the messages of all checks share."""

from __future__ import annotations

import unicodedata

from cvpdf.diagnostics import Span
from cvpdf.expectation import Expectation
from cvpdf.pdf.read.facts import PdfFacts

SHOWN = 80
"""Characters of a string of the PDF that a message shows."""


def quoted(text: str, limit: int = SHOWN) -> str:
    """Return ``text`` on one line, cut to ``limit``, control characters made visible: a PDF may hold anything."""
    line = " ".join(text.split())
    if len(line) > limit:
        line = line[: limit - 1].rstrip() + "…"
    return "".join(c if unicodedata.category(c) not in ("Cc", "Cf", "Cs") else f"<U+{ord(c):04X}>" for c in line)


def character(char: str) -> str:
    """Name a character: ``“→” (U+2192 RIGHTWARDS ARROW)``; what cannot be shown is given by number only."""
    name = unicodedata.name(char, "")
    label = f"U+{ord(char):04X} {name}".rstrip()
    return f"“{char}” ({label})" if char.isprintable() and not char.isspace() else label


def place(facts: PdfFacts, expectation: Expectation | None) -> Span:
    """Return the place of what belongs to no single string: the variant in cv.yaml, else the PDF itself."""
    return (expectation.span if expectation else None) or Span.point(facts.path)
