"""Every font is in the file, as a subset, is an outline font, and says what its glyphs are; no text is too small."""

from __future__ import annotations

from cvpdf.diagnostics import Diagnostic, error, warning
from cvpdf.expectation import Expectation
from cvpdf.pdf.locate import MAX_TRIED, Sources
from cvpdf.pdf.messages import place, quoted
from cvpdf.pdf.read.facts import PdfFacts, TextRun
from cvpdf.pdf.read.geometry import is_visible

SIZE_TOLERANCE = 0.05
"""Points by which sizes may differ from their round values: 8 of TeX's points are 7.97 of the PDF's."""


def check(facts: PdfFacts, expectation: Expectation | None) -> list[Diagnostic]:
    """Return ``font-not-embedded``, ``font-type3``, ``font-not-subset``, ``font-no-unicode`` and ``font-too-small``.

    In a PDF of our own each font must have a ToUnicode map; in others it is enough that the encoding says what the
    glyphs are, and small text is a warning.
    """
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
        elif not font.subset:
            hint = "embed only the glyphs that are used: the file is smaller, and many licences ask for it"
            found.append(warning("font-not-subset", f"{name} is in the file as a whole", span, hint))
        if not font.to_unicode and (expectation or not font.standard_encoding):
            hint = "LaTeX: \\input{glyphtounicode} and \\pdfgentounicode=1"
            message = f"{name} does not say which characters its glyphs are"
            if font.standard_encoding:
                message = f"{name} has no ToUnicode map; its characters follow only from the names of its glyphs"
            found.append(error("font-no-unicode", message, span, hint))
    return [*dict.fromkeys(found), *_small(facts, expectation)]


def _small(facts: PdfFacts, expectation: Expectation | None) -> list[Diagnostic]:
    limit = (expectation or Expectation()).min_font_size
    sizes: dict[float, list[tuple[int, TextRun]]] = {}
    for number, page in enumerate(facts.pages, 1):
        for run in page.runs:
            if run.size < limit - SIZE_TOLERANCE and is_visible(run):
                sizes.setdefault(round(run.size, 1), []).append((number, run))
    sources = Sources(facts, expectation)
    complain = error if expectation else warning
    found = []
    for size, runs in sorted(sizes.items()):
        number, run = runs[0]
        more = f" and {len(runs) - 1} more" if len(runs) > 1 else ""
        message = f"“{quoted(run.text)}” on page {number}{more} is set in {size:g} pt; at least {limit:g} pt are needed"
        hint = "a larger font size, or `min_font_size` of the variant"
        found.append(
            complain("font-too-small", message, sources.span(*(one.text for _, one in runs[:MAX_TRIED])), hint)
        )
    return found
