"""The codes about a file that cannot be read, or not completely, which are reported before any check runs."""

from __future__ import annotations

from cvpdf.diagnostics import Severity
from cvpdf.pdf.check import Code, CodeGroup

FILE = CodeGroup(
    name="file",
    title="the file can be read",
    notes="""\
This comes first. If the file cannot be read completely, no other check runs, since their errors would only be
consequences.""",
    codes=(
        Code(
            "pdf-unreadable",
            Severity.ERROR,
            "the file cannot be read",
            "there is no such file, it is not a regular file, you have no permission, or it is larger than 200 MB",
            "check the path",
            fixed=True,
        ),
        Code(
            "not-a-pdf",
            Severity.ERROR,
            "the file is not a PDF",
            "the file is empty, or has no `%PDF-` in its first 1024 bytes",
            "check the path",
            fixed=True,
        ),
        Code(
            "pdf-damaged",
            Severity.ERROR,
            "the PDF is damaged",
            "the file is cut off, has no pages, or has a part that pypdf cannot read",
            "regenerate or copy it again",
            fixed=True,
        ),
        Code(
            "check-timeout",
            Severity.ERROR,
            "the checks timed out",
            "`cvpdf check` only: the checks of one file took more than 30 s",
            "regenerate the file, or split it",
            fixed=True,
        ),
        Code(
            "check-crashed",
            Severity.ERROR,
            "the checks crashed",
            "`cvpdf check` only: the file crashed a parser, or needs more than 1 GB of memory",
            "regenerate the file; do not send it to an importer",
            fixed=True,
        ),
        Code(
            "pdf-encrypted",
            Severity.ERROR,
            "the PDF is encrypted",
            "the file is encrypted, even if only against printing or copying; many importers refuse it. If it opens"
            " without a password, the other checks run too",
            "save it without passwords and permissions",
        ),
        Code(
            "pdf-second-reader",
            Severity.ERROR,
            "pdfium cannot read the file",
            "pypdf reads the file, but pdfium, the PDF reader of Chrome, does not, or finds another number of pages",
            "regenerate the file",
        ),
    ),
)
