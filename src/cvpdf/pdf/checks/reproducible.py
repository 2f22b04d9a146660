"""Check that nothing in the file depends on the day or the folder."""

from __future__ import annotations

import datetime as dt
import os
import re

from cvpdf.diagnostics import Diagnostic, error
from cvpdf.expectation import Expectation
from cvpdf.pdf.check import Check, Code
from cvpdf.pdf.locate import default_span
from cvpdf.pdf.read.facts import PdfFacts
from cvpdf.quoting import quoted

_PDF_DATE = re.compile(r"^(?:D:)?(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?(?:Z|([+-])(\d\d)'?(\d\d)?'?)?$")


def check(facts: PdfFacts, expectation: Expectation | None, epoch: int | None = None) -> list[Diagnostic]:
    """Return ``not-reproducible`` for each date and identifier.

    Dates that are equal to ``epoch`` (default: SOURCE_DATE_EPOCH) are reproducible.
    """
    if epoch is None and (variable := os.environ.get("SOURCE_DATE_EPOCH", "")).isdigit():
        epoch = int(variable)
    span = default_span(facts, expectation)
    diagnostics = []
    for name, value in facts.file.dates:
        if epoch is None or _seconds(value) != epoch:
            message = f"the PDF contains {name.lstrip('/')} = {quoted(value, 40)}, so the output is not reproducible"
            diagnostics.append(error("not-reproducible", message, span, "in a custom class: `\\pdfinfoomitdate=1`"))
    for name, value in facts.file.identifiers:
        message = f"the PDF contains {name.lstrip('/')} = {quoted(value, 40)}, which depends on the folder and the time"
        diagnostics.append(error("not-reproducible", message, span, "in a custom class: `\\pdftrailerid{}`"))
    return diagnostics


CHECK = Check(
    name="reproducible",
    title="no dates and identifiers that change",
    function=check,
    needs_source=True,
    position=120,
    notes="""\
cvpdf's class writes no dates and no identifiers, so the same input gives the same bytes on another day and in another
folder. This check is for templates with a custom class.""",
    codes=(
        Code(
            "not-reproducible",
            "the file depends on the day or the folder",
            "the document information or XMP contains a date of creation or change (allowed if it is equal to"
            " SOURCE_DATE_EPOCH), or an identifier, `/ID` or XMP's, which TeX derives from time and folder",
            "`\\pdfinfoomitdate=1`, `\\pdftrailerid{}`; in LuaTeX `\\pdfvariable suppressoptionalinfo 1023`",
        ),
    ),
)


def _seconds(value: str) -> int | None:
    """Return a date of the PDF or of XMP as seconds since 1970; ``None`` if it is not a date."""
    try:
        if match := _PDF_DATE.match(value):
            year, month, day, hour, minute, second = (int(part or 0) for part in match.groups()[:6])
            moment = dt.datetime(year, month or 1, day or 1, hour, minute, second, tzinfo=dt.UTC)
            hours, minutes = int(match[8] or 0), int(match[9] or 0)
            offset = dt.timedelta(hours=hours, minutes=minutes) * (-1 if match[7] == "-" else 1)
            return int((moment - offset).timestamp())
        return int(dt.datetime.fromisoformat(value).timestamp())
    except (ValueError, OverflowError):
        return None
