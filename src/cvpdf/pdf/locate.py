"""Find the place in cv.yaml that a piece of the PDF's text comes from."""

from __future__ import annotations

from functools import cached_property

from cvpdf.diagnostics import Span
from cvpdf.expectation import Expectation
from cvpdf.pdf.normalise import fold
from cvpdf.pdf.read.facts import PdfFacts, TextRun
from cvpdf.quoting import quoted

_MIN_PART = 4
"""Characters; a shorter piece is part of too many texts to identify one."""

_MAX_TRIED = 20
"""Runs with the same defect that are looked up until one is located."""


def squeezed(text: str) -> str:
    """Return the normalised text without white space, so that lines and runs can be compared and joined."""
    return "".join(fold(text).split())


def default_span(facts: PdfFacts, expectation: Expectation | None) -> Span:
    """Return the place for what belongs to no single string: the variant in cv.yaml, or else the PDF itself."""
    return (expectation.span if expectation else None) or Span.point(facts.path)


class SourceLocator:
    """Looks texts up in cv.yaml. The lookup table is built on first use, since there is seldom anything to report."""

    def __init__(self, facts: PdfFacts, expectation: Expectation | None) -> None:
        self._default = default_span(facts, expectation)
        self._expectation = expectation

    def span(self, *texts: str) -> Span:
        """Return the place of the first of ``texts`` that has one, else that of the variant or the PDF."""
        return next((span for text in texts if (span := self._find(text))), self._default)

    def runs(self, runs: list[tuple[int, TextRun]]) -> tuple[str, Span]:
        """Return words for runs, each with its page, such as “`Acme` on page 2 and 3 more”, and their place."""
        number, first = runs[0]
        words = f"`{quoted(first.text)}` on page {number}{f' and {len(runs) - 1} more' * (len(runs) > 1)}"
        return words, self.span(*(run.text for _, run in runs[:_MAX_TRIED]))

    @cached_property
    def _places(self) -> list[tuple[str, Span]]:
        texts = self._expectation.texts if self._expectation else ()
        return [(key, text.span) for text in texts if text.span and (key := squeezed(text.text))]

    def _find(self, text: str) -> Span | None:
        piece = squeezed(text).lstrip("•–-·")
        exact = next((span for key, span in self._places if key == piece), None)
        if exact or not piece:
            return exact
        around = [span for key, span in self._places if piece in key]
        if len(piece) < _MIN_PART:
            return around[0] if len(set(around)) == 1 else None
        if around:
            return around[0]
        inside = [(len(key), span) for key, span in self._places if len(key) >= _MIN_PART and key in piece]
        return max(inside, key=lambda part: part[0])[1] if inside else None
