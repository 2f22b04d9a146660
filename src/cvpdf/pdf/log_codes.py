"""The codes that are reported from LaTeX's log."""

from __future__ import annotations

from cvpdf.diagnostics import Severity
from cvpdf.pdf.check import Code, CodeGroup

LOG = CodeGroup(
    name="log",
    title="no problems in LaTeX's log",
    notes="Needs the log, so only `cvpdf build` runs it. The place is the one in `cv.yaml` from which the line of the"
    " `.tex` comes; a missing character is reported at the field that contains it.",
    codes=(
        Code(
            "missing-character",
            Severity.ERROR,
            "no font has the character",
            "the font has no such glyph: the PDF shows nothing in its place",
            "use another engine or font, or other words",
        ),
        Code(
            "overfull-line",
            Severity.ERROR,
            "a line is too wide",
            "the line extends into the margin, or is cut off",
            "shorten it, or allow a line break in a long word or address",
            "warning above 1 pt, error above 10 pt",
        ),
        Code(
            "overfull-page",
            Severity.ERROR,
            "a page is too full",
            "the content is higher than the page",
            "show less on it",
            "warning above 1 pt, error above 10 pt",
        ),
        Code(
            "underfull-line",
            Severity.NOTE,
            "a line is stretched",
            "the line is stretched, with the worst badness (10000)",
            "no fix is needed",
        ),
        Code(
            "underfull-page",
            Severity.NOTE,
            "a page is stretched",
            "the page is stretched, with the worst badness (10000)",
            "no fix is needed",
        ),
        Code(
            "undefined-reference",
            Severity.WARNING,
            "a reference is undefined",
            "a reference or citation without a target prints `??`",
            "correct the template",
        ),
        Code(
            "font-substitution",
            Severity.WARNING,
            "LaTeX substituted a font",
            "a shape or size is missing, and another was used",
            "install the font, or do not use the shape",
        ),
        Code(
            "missing-file",
            Severity.ERROR,
            "LaTeX did not find a file",
            "LaTeX did not find a file",
            "install the package; `cvpdf doctor` shows which",
        ),
        Code(
            "latex-error",
            Severity.ERROR,
            "LaTeX reported an error",
            "LaTeX stopped at an error, or continued after it",
            "see the message",
        ),
        Code(
            "latex-warning",
            Severity.NOTE,
            "LaTeX reported a warning",
            "a package or the class reported a warning",
            "see the message",
        ),
    ),
)
