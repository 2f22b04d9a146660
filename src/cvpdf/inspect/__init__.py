"""The checks of a finished PDF: read it once into facts, then ask each check.

A build names what it expects long before there is a PDF, so the checks are imported only when they are asked for.
"""

from cvpdf import lazy

TYPE_CHECKING = False
if TYPE_CHECKING:
    from cvpdf.inspect.expectation import Expectation as Expectation
    from cvpdf.inspect.expectation import ExpectedLink as ExpectedLink
    from cvpdf.inspect.expectation import ExpectedText as ExpectedText
    from cvpdf.inspect.facts import FontFacts as FontFacts
    from cvpdf.inspect.facts import PageFacts as PageFacts
    from cvpdf.inspect.facts import PdfFacts as PdfFacts
    from cvpdf.inspect.filefacts import FileFacts as FileFacts
    from cvpdf.inspect.inspection import CHECKS as CHECKS
    from cvpdf.inspect.inspection import FILE as FILE
    from cvpdf.inspect.inspection import Check as Check
    from cvpdf.inspect.inspection import FileCheck as FileCheck
    from cvpdf.inspect.inspection import Inspection as Inspection
    from cvpdf.inspect.inspection import Reading as Reading
    from cvpdf.inspect.inspection import inspect as inspect
    from cvpdf.inspect.inspection import preload as preload
    from cvpdf.inspect.inspection import prepare as prepare
    from cvpdf.inspect.inspection import read as read
    from cvpdf.inspect.inspection import run_checks as run_checks

__getattr__ = lazy.names(
    __name__,
    {
        "cvpdf.inspect.expectation": ("Expectation", "ExpectedLink", "ExpectedText"),
        "cvpdf.inspect.facts": ("FontFacts", "PageFacts", "PdfFacts"),
        "cvpdf.inspect.filefacts": ("FileFacts",),
        "cvpdf.inspect.inspection": (
            "CHECKS",
            "FILE",
            "Check",
            "FileCheck",
            "Inspection",
            "Reading",
            "inspect",
            "preload",
            "prepare",
            "read",
            "run_checks",
        ),
    },
)
