"""From a folder with ``cv.tex`` to a PDF and the messages of LaTeX."""

from typing import TYPE_CHECKING

from cvpdf import lazy

if TYPE_CHECKING:
    from cvpdf.typeset.job import typeset
    from cvpdf.typeset.process import Cancellation
    from cvpdf.typeset.result import Engine, Failure, LogKind, LogMessage, TypesetResult
    from cvpdf.typeset.toolchain import Toolchain, find_toolchain, identity

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
        "cvpdf.typeset.job": ("typeset",),
        "cvpdf.typeset.process": ("Cancellation",),
        "cvpdf.typeset.result": ("Engine", "Failure", "LogKind", "LogMessage", "TypesetResult"),
        "cvpdf.typeset.toolchain": ("Toolchain", "find_toolchain", "identity"),
    },
)
