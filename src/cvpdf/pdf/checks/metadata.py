"""Title, author, keywords and language of the document are set, and are what the source says."""

from __future__ import annotations

import unicodedata

from cvpdf.diagnostics import Diagnostic, error, warning
from cvpdf.expectation import Expectation
from cvpdf.pdf.messages import place, quoted
from cvpdf.pdf.read.facts import PdfFacts

_WHY = {
    "title": "readers show it in place of the file name",
    "author": "archives and search engines list the file under it",
    "keywords": "archives and importers search in them",
    "language": "screen readers choose the voice by it",
}


def check(facts: PdfFacts, expectation: Expectation | None) -> list[Diagnostic]:
    """Return ``metadata-title``, ``metadata-author``, ``metadata-keywords`` and ``metadata-language``.

    An error if it differs from what is expected; a warning if nothing is expected and it is not set, but for keywords,
    which are nobody's duty. Languages are compared without regard to case (RFC 5646, 2.1.1), the others exactly, after
    NFC.
    """
    span = place(facts, expectation)
    found: list[Diagnostic] = []
    for name, why in _WHY.items():
        value = _composed(getattr(facts, name))
        wanted = _composed(_wanted(expectation, name)) if expectation else ""
        same = value.lower() == wanted.lower() if name == "language" else value == wanted
        code = f"metadata-{name}"
        should = f"{'they' if name == 'keywords' else 'it'} should be “{quoted(wanted)}”"
        if wanted and not value:
            found.append(error(code, f"the PDF has no {name}; {should}", span, why))
        elif wanted and not same:
            verb = "are" if name == "keywords" else "is"
            found.append(error(code, f"the PDF’s {name} {verb} “{quoted(value)}”; {should}", span, why))
        elif not value and name != "keywords":
            found.append(warning(code, f"the PDF has no {name}", span, why))
    return found


def _wanted(expectation: Expectation, name: str) -> str:
    """Return what is expected; keywords as the templates write them."""
    value = getattr(expectation, name)
    return value if isinstance(value, str) else ", ".join(value)


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text).strip()
