"""From a folder with ``cv.tex`` to a PDF and the messages of LaTeX."""

from typing import TYPE_CHECKING

from cvpdf import lazy

if TYPE_CHECKING:
    from cvpdf.latex.job import typeset
    from cvpdf.latex.process import Cancellation
    from cvpdf.latex.result import Engine, Failure, LogKind, LogMessage, TypesetResult
    from cvpdf.latex.toolchain import Toolchain, find_toolchain, identity

__all__ = [
    "Cancellation",
    "Engine",
    "Failure",
    "LogKind",
    "LogMessage",
    "Toolchain",
    "TypesetResult",
    "find_toolchain",
    "identity",
    "typeset",
]

__getattr__ = lazy.names(
    __name__,
    {
        "cvpdf.latex.job": ("typeset",),
        "cvpdf.latex.process": ("Cancellation",),
        "cvpdf.latex.result": ("Engine", "Failure", "LogKind", "LogMessage", "TypesetResult"),
        "cvpdf.latex.toolchain": ("Toolchain", "find_toolchain", "identity"),
    },
)
