"""cvpdf: one cv.yaml in, LaTeX-typeset and checked PDFs out.

The public API is small and imports nothing before it is used:

* :func:`load` reads and validates a ``cv.yaml``;
* :func:`build` makes the PDFs;
* :func:`check` inspects a PDF;

and their data types :class:`Loaded`, :class:`Options`, :class:`BuildReport`, :class:`Inspection` and
:class:`Diagnostic`.
"""

from __future__ import annotations

from cvpdf import lazy

TYPE_CHECKING = False  # importing it from typing would take as long as asking the process that stands by
if TYPE_CHECKING:
    from cvpdf.diagnostics import Diagnostic as Diagnostic
    from cvpdf.pdf.inspection import Inspection as Inspection
    from cvpdf.pdf.inspection import inspect as check
    from cvpdf.pipeline.build import build as build
    from cvpdf.pipeline.options import Options as Options
    from cvpdf.report.results import BuildReport as BuildReport
    from cvpdf.schema.load import Loaded as Loaded

__version__ = "0.1.0"

__all__ = ["BuildReport", "Diagnostic", "Inspection", "Loaded", "Options", "build", "check", "load"]

__getattr__ = lazy.names(
    __name__,
    {
        "cvpdf.diagnostics": ("Diagnostic",),
        "cvpdf.pdf.inspection": ("Inspection", "inspect as check"),
        "cvpdf.pipeline.load": ("load",),
        "cvpdf.schema.load": ("Loaded",),
        "cvpdf.pipeline.options": ("Options",),
        "cvpdf.report.results": ("BuildReport",),
        "cvpdf.pipeline.build": ("build",),
    },
)
