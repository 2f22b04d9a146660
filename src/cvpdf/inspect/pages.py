"""The number of pages, and that each of them says something."""

from __future__ import annotations

from cvpdf.diagnostics import Diagnostic, error, warning
from cvpdf.inspect.expectation import Expectation
from cvpdf.inspect.facts import PdfFacts
from cvpdf.inspect.wording import place


def check(facts: PdfFacts, expectation: Expectation | None) -> list[Diagnostic]:
    """Return ``too-many-pages``, ``no-text`` and ``blank-page``, whichever apply.

    A blank page is an error in a PDF of our own and a warning in others, where a rule or a drawing may be meant.
    """
    span = place(facts, expectation)
    found: list[Diagnostic] = []
    count, limit = len(facts.pages), expectation.max_pages if expectation else None
    if limit is not None and count > limit:
        message = f"the PDF has {count} pages; at most {limit} {'is' if limit == 1 else 'are'} allowed"
        hint = "show less (tags, priorities, limits), choose a smaller font or margins, or raise `max_pages`"
        found.append(error("too-many-pages", message, span, hint))
    silent = [number for number, page in enumerate(facts.pages, 1) if not page.text.strip()]
    if silent and len(silent) == count:
        hint = "it is perhaps a scan or an outline drawing: no parser and no screen reader can read it"
        return [*found, error("no-text", "the PDF has no text layer", span, hint)]
    complain = error if expectation else warning
    for number in silent:
        if not facts.pages[number - 1].has_image:
            found.append(complain("blank-page", f"page {number} is blank", span))
    return found
