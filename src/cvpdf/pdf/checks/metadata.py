"""Check that title, author, keywords and language of the document are set, and match the source."""

from __future__ import annotations

import re
import unicodedata

from cvpdf.diagnostics import Diagnostic, error, warning
from cvpdf.expectation import Expectation
from cvpdf.pdf.check import Check, Code
from cvpdf.pdf.locate import default_span
from cvpdf.pdf.read.facts import PdfFacts
from cvpdf.quoting import difference, quoted

_PURPOSE = {
    "title": "readers show it instead of the file name",
    "author": "archives and search engines list the file under it",
    "keywords": "archives and importers search in them",
    "language": "screen readers choose the voice by it",
}


def check(facts: PdfFacts, expectation: Expectation | None) -> list[Diagnostic]:
    """Return ``metadata-title``, ``metadata-author``, ``metadata-keywords`` and ``metadata-language``."""
    span = default_span(facts, expectation)
    diagnostics: list[Diagnostic] = []
    for name, purpose in _PURPOSE.items():
        value = _composed(getattr(facts, name))
        expected = _composed(_expected(expectation, name)) if expectation else ""
        # Case is ignored by RFC 5646, 2.1.1.
        same = value.lower() == expected.lower() if name == "language" else value == expected
        code = f"metadata-{name}"
        should = f"{'they' if name == 'keywords' else 'it'} should be `{quoted(expected)}`"
        if expected and not value:
            diagnostics.append(error(code, f"the PDF has no {name}; {should}", span, purpose))
        elif expected and not same:
            verb = "are" if name == "keywords" else "is"
            message = f"the PDF’s {name} {verb} `{quoted(value)}`{difference(expected, value)}; {should}"
            diagnostics.append(error(code, message, span, purpose))
        elif not value and name != "keywords":
            diagnostics.append(warning(code, f"the PDF has no {name}", span, purpose))
    return diagnostics


_SEVERITIES = "error if it differs from `cv.yaml`; warning if none is expected and none is set"

CHECK = Check(
    name="metadata",
    title="title, author, keywords and language",
    function=check,
    position=90,
    codes=(
        Code(
            "metadata-title",
            "the title is missing or wrong",
            "readers show the title instead of the file name",
            "set `pdftitle` of hyperref",
            _SEVERITIES,
        ),
        Code(
            "metadata-author",
            "the author is missing or wrong",
            "archives and search engines list the file under the author",
            "set `pdfauthor`",
            _SEVERITIES,
        ),
        Code(
            "metadata-language",
            "the language is missing or wrong",
            "screen readers choose the voice by the language; case is ignored",
            "set `pdflang`",
            _SEVERITIES,
        ),
        Code(
            "metadata-keywords",
            "the keywords are missing or wrong",
            "archives and importers search in the keywords: the skills that the variant shows, joined by `, `",
            "set `pdfkeywords`",
            "error if they differ from `cv.yaml`; none if none are expected",
        ),
    ),
)


def _expected(expectation: Expectation, name: str) -> str:
    """Return the expected value; keywords as the templates write them."""
    value = getattr(expectation, name)
    return value if isinstance(value, str) else ", ".join(value)


def _composed(text: str) -> str:
    return re.sub(r"\s*\n\s*", " ", unicodedata.normalize("NFC", text).strip())
