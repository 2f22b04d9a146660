"""The checks of a finished PDF: read it once into facts, then ask each check.

A build names what it expects long before there is a PDF, so the checks are imported only when they are asked for.
"""

from cvpdf import lazy

TYPE_CHECKING = False
if TYPE_CHECKING:
    from cvpdf.expectation import Expectation as Expectation
    from cvpdf.expectation import ExpectedLink as ExpectedLink
    from cvpdf.expectation import ExpectedText as ExpectedText
    from cvpdf.pdf.inspection import CHECKS as CHECKS
    from cvpdf.pdf.inspection import FILE as FILE
    from cvpdf.pdf.inspection import Check as Check
    from cvpdf.pdf.inspection import FileCheck as FileCheck
    from cvpdf.pdf.inspection import Inspection as Inspection
    from cvpdf.pdf.inspection import Reading as Reading
    from cvpdf.pdf.inspection import inspect as inspect
    from cvpdf.pdf.inspection import preload as preload
    from cvpdf.pdf.inspection import read_pdf as read_pdf
    from cvpdf.pdf.inspection import run_checks as run_checks
    from cvpdf.pdf.read.facts import FontFacts as FontFacts
    from cvpdf.pdf.read.facts import PageFacts as PageFacts
    from cvpdf.pdf.read.facts import PdfFacts as PdfFacts
    from cvpdf.pdf.read.file_facts import FileFacts as FileFacts

__getattr__ = lazy.names(
    __name__,
    {
        "cvpdf.expectation": ("Expectation", "ExpectedLink", "ExpectedText"),
        "cvpdf.pdf.read.facts": ("FontFacts", "PageFacts", "PdfFacts"),
        "cvpdf.pdf.read.file_facts": ("FileFacts",),
        "cvpdf.pdf.inspection": (
            "CHECKS",
            "FILE",
            "Check",
            "FileCheck",
            "Inspection",
            "Reading",
            "inspect",
            "preload",
            "read_pdf",
            "run_checks",
        ),
    },
)
