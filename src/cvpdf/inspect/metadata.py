"""Title, author and language of the document are set, and are what the source says."""

from __future__ import annotations

import unicodedata

from cvpdf.diagnostics import Diagnostic, error, warning
from cvpdf.inspect.expectation import Expectation
from cvpdf.inspect.facts import PdfFacts
from cvpdf.inspect.wording import place, quoted

_WHY = {
    "title": "readers show it in place of the file name",
    "author": "archives and search engines list the file under it",
    "language": "screen readers choose the voice by it",
}


def check(facts: PdfFacts, expectation: Expectation | None) -> list[Diagnostic]:
    """Return ``metadata-title``, ``metadata-author`` and ``metadata-language``.

    An error if it differs from what is expected; a warning if nothing is expected and it is not set. Languages are
    compared without regard to case (RFC 5646, 2.1.1), the others exactly, after NFC.
    """
    span = place(facts, expectation)
    found: list[Diagnostic] = []
    for name, why in _WHY.items():
        value = _composed(getattr(facts, name))
        wanted = _composed(getattr(expectation, name)) if expectation else ""
        same = value.lower() == wanted.lower() if name == "language" else value == wanted
        code = f"metadata-{name}"
        if wanted and not value:
            found.append(error(code, f"the PDF has no {name}; it should be “{quoted(wanted)}”", span, why))
        elif wanted and not same:
            message = f"the PDF’s {name} is “{quoted(value)}”; it should be “{quoted(wanted)}”"
            found.append(error(code, message, span, why))
        elif not value:
            found.append(warning(code, f"the PDF has no {name}", span, why))
    return found


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text).strip()
