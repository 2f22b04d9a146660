"""Check that every font is embedded as a subset, has outlines and maps to Unicode, and that no text is too small."""

from __future__ import annotations

from cvpdf.diagnostics import Diagnostic, Severity, error, warning
from cvpdf.expectation import Expectation
from cvpdf.pdf.check import Check, Code
from cvpdf.pdf.locate import SourceLocator, default_span
from cvpdf.pdf.read.facts import PdfFacts, TextRun
from cvpdf.quoting import quoted

SIZE_TOLERANCE = 0.05
"""Points by which sizes may be below their round values: 8 of TeX's points are 7.97 of the PDF's."""


def check(facts: PdfFacts, expectation: Expectation | None) -> list[Diagnostic]:
    """Return ``font-not-embedded``, ``font-type3``, ``font-not-subset``, ``font-no-unicode`` and ``font-too-small``."""
    span = default_span(facts, expectation)
    diagnostics: list[Diagnostic] = []
    for font in facts.fonts:
        name = f"the font {quoted(font.name)}"
        if font.subtype == "Type3":
            hint = "install the outline font (Type 1 or OpenType); TeX drew it as a picture"
            diagnostics.append(error("font-type3", f"{name} is a Type 3 font, often a bitmap", span, hint))
        elif not font.embedded:
            hint = "each reader substitutes another font; embed all fonts"
            diagnostics.append(error("font-not-embedded", f"{name} is not embedded", span, hint))
        elif not font.subset:
            hint = "embed only the glyphs that are used: the file is smaller, and many licences require it"
            diagnostics.append(warning("font-not-subset", f"{name} is embedded completely", span, hint))
        if not font.to_unicode and (expectation or not font.standard_encoding):
            hint = "LaTeX: \\input{glyphtounicode} and \\pdfgentounicode=1"
            message = f"{name} does not map its glyphs to characters"
            if font.standard_encoding:
                message = f"{name} has no ToUnicode map; only the names of its glyphs define its characters"
            diagnostics.append(error("font-no-unicode", message, span, hint))
    return [*dict.fromkeys(diagnostics), *_small_text(facts, expectation)]


CHECK = Check(
    name="fonts",
    title="fonts embedded, subset, outlines, mapped to Unicode, large enough",
    function=check,
    position=60,
    notes="""\
The fonts are those in the resources of pages, form XObjects, patterns, Type 3 glyphs and annotations.""",
    codes=(
        Code(
            "font-not-embedded",
            "a font is not embedded",
            "every reader substitutes another font, with other widths",
            "embed all fonts",
        ),
        Code(
            "font-type3",
            "a font is a Type 3 font",
            "the glyphs are drawings, with TeX mostly bitmaps: blurred on the screen, often not searchable",
            "install the outline font (`texlive-fonts-recommended`, `cm-super`)",
        ),
        Code(
            "font-not-subset",
            "a font is embedded completely",
            "the file contains all glyphs of the font, also unused ones: it is larger, and many licences forbid it",
            "embed subsets",
            severity=Severity.WARNING,
        ),
        Code(
            "font-no-unicode",
            "a font does not map its glyphs to characters",
            "the font has no ToUnicode map; without a source: nor does its encoding define the characters (a standard"
            " encoding, or glyph names of Adobe's standard Latin and Symbol sets or made of Unicode values; ISO"
            " 32000-2, 9.10.2)",
            "`\\input{glyphtounicode}` and `\\pdfgentounicode=1`",
        ),
        Code(
            "font-too-small",
            "text is too small",
            "visible text, running heads and footers included, is smaller than the variant's `min_font_size` (8 pt)"
            " by more than 0.05 pt; the tolerance is for TeX's points, which are a little smaller than the PDF's."
            " Reported once for each size",
            "use a larger `font_size`, or a smaller minimum",
            "error; warning without a source",
        ),
    ),
)


def _small_text(facts: PdfFacts, expectation: Expectation | None) -> list[Diagnostic]:
    limit = (expectation or Expectation()).min_font_size
    sizes: dict[float, list[tuple[int, TextRun]]] = {}
    for number, page in enumerate(facts.pages, 1):
        for run in page.runs:
            if run.size < limit - SIZE_TOLERANCE and run.is_visible:
                sizes.setdefault(round(run.size, 1), []).append((number, run))
    locator = SourceLocator(facts, expectation)
    report = error if expectation else warning
    diagnostics = []
    for size, runs in sorted(sizes.items()):
        words, span = locator.runs(runs)
        message = f"{words} is set in {size:g} pt; the minimum is {limit:g} pt"
        hint = "use a larger font size, or set the variant’s `min_font_size`"
        diagnostics.append(report("font-too-small", message, span, hint))
    return diagnostics
