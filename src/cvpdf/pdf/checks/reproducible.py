"""Nothing in the file that would be different on another day or in another folder."""

from __future__ import annotations

import datetime as dt
import os
import re

from cvpdf.diagnostics import Diagnostic, error
from cvpdf.expectation import Expectation
from cvpdf.pdf.messages import place, quoted
from cvpdf.pdf.read.facts import PdfFacts
from cvpdf.pdf.read.file_facts import FileFacts

_PDF_DATE = re.compile(r"^(?:D:)?(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?(?:Z|([+-])(\d\d)'?(\d\d)?'?)?$")


def check(
    file: FileFacts, facts: PdfFacts, expectation: Expectation | None, epoch: int | None = None
) -> list[Diagnostic]:
    """Return ``not-reproducible`` for each date and identifier. Needs a source: only then is the file built again.

    Dates that say ``epoch`` (default: SOURCE_DATE_EPOCH) are as fixed as that is.
    """
    if expectation is None:
        return []
    if epoch is None and (given := os.environ.get("SOURCE_DATE_EPOCH", "")).isdigit():
        epoch = int(given)
    span = place(facts, expectation)
    found = []
    for name, value in file.dates:
        if epoch is None or _seconds(value) != epoch:
            message = f"the PDF has the date {name.lstrip('/')} = {quoted(value, 40)}, which each day changes"
            found.append(error("not-reproducible", message, span, "in a class of your own: `\\pdfinfoomitdate=1`"))
    for name, value in file.identifiers:
        message = f"the PDF has the identifier {name.lstrip('/')} = {quoted(value, 40)}, which each folder changes"
        found.append(error("not-reproducible", message, span, "in a class of your own: `\\pdftrailerid{}`"))
    return found


def _seconds(value: str) -> int | None:
    """Return a PDF's date, or XMP's, as seconds since 1970; ``None`` if it is no date."""
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
