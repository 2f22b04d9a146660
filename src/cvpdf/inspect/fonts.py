"""Every font is in the file, is an outline font, and says which characters its glyphs are."""

from __future__ import annotations

from cvpdf.diagnostics import Diagnostic, error, warning
from cvpdf.inspect.expectation import Expectation
from cvpdf.inspect.facts import PdfFacts
from cvpdf.inspect.wording import place, quoted


def check(facts: PdfFacts, expectation: Expectation | None) -> list[Diagnostic]:
    """Return ``font-not-embedded``, ``font-type3`` and ``font-no-unicode``, once for each font."""
    span = place(facts, expectation)
    found: list[Diagnostic] = []
    for font in facts.fonts:
        name = f"the font {quoted(font.name)}"
        if font.subtype == "Type3":
            hint = "install the outline font (Type 1 or OpenType); TeX drew it as a picture"
            found.append(error("font-type3", f"{name} is a Type 3 font, often a bitmap", span, hint))
        elif not font.embedded:
            hint = "without it every reader shows another font; embed all fonts"
            found.append(error("font-not-embedded", f"{name} is not in the file", span, hint))
        if not font.to_unicode and not font.standard_encoding:
            hint = "LaTeX: \\input{glyphtounicode} and \\pdfgentounicode=1"
            message = f"{name} does not say which characters its glyphs are"
            found.append(warning("font-no-unicode", message, span, hint))
    return list(dict.fromkeys(found))
