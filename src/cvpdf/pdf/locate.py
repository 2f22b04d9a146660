"""From a piece of the PDF's text back to the place in cv.yaml that it comes from."""

from __future__ import annotations

from cvpdf.diagnostics import Span
from cvpdf.expectation import Expectation
from cvpdf.pdf.messages import place
from cvpdf.pdf.normalise import fold
from cvpdf.pdf.read.facts import PdfFacts

_MIN_PART = 4
"""Characters; a shorter piece stands inside of too many texts to say which one it is from."""

MAX_TRIED = 20
"""So many pieces with one and the same defect are looked up, until one is found."""


def squeezed(text: str) -> str:
    """Normalise a text and take out all white space, so that lines and runs can be compared and joined."""
    return "".join(fold(text).split())


class Sources:
    """Looks texts up; ready to be asked only when there is a complaint, which is seldom."""

    def __init__(self, facts: PdfFacts, expectation: Expectation | None) -> None:
        self._default = place(facts, expectation)
        self._texts: list[tuple[str, Span]] | None = None
        self._expectation = expectation

    def span(self, *texts: str) -> Span:
        """Return the place of the first of ``texts`` that has one, else that of the variant or the PDF."""
        return next((span for text in texts if (span := self._find(text))), self._default)

    def _find(self, text: str) -> Span | None:
        if self._texts is None:
            wanted = self._expectation.texts if self._expectation else ()
            self._texts = [(key, one.span) for one in wanted if one.span and (key := squeezed(one.text))]
        piece = squeezed(text).lstrip("•–-·")
        exact = next((span for key, span in self._texts if key == piece), None)
        if exact or not piece:
            return exact
        holders = [span for key, span in self._texts if piece in key]
        if len(piece) < _MIN_PART:
            return holders[0] if len(set(holders)) == 1 else None
        if holders:
            return holders[0]
        parts = [(len(key), span) for key, span in self._texts if len(key) >= _MIN_PART and key in piece]
        return max(parts, key=lambda part: part[0])[1] if parts else None
