"""Good PDFs spoilt with pikepdf, and what must come of it."""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable
from pathlib import Path

from pikepdf import ObjectStreamMode, Pdf

from cvpdf.diagnostics import Diagnostic, Severity
from cvpdf.expectation import Expectation
from cvpdf.pdf.inspection import inspect

IDENTIFIER = re.compile(rb"/ID ?\[.*?\]", re.DOTALL)


def spoilt(pdf: Path, target: Path, edit: Callable[[Pdf], object]) -> Path:
    """Write a copy with something changed, and without the identifier that qpdf adds."""
    with Pdf.open(pdf) as opened:
        edit(opened)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about what is wrong on purpose
            opened.save(target, object_stream_mode=ObjectStreamMode.disable, static_id=True, fix_metadata_version=False)
    # Blanks in its place, so that everything else stays where it is.
    target.write_bytes(IDENTIFIER.sub(lambda match: b" " * len(match[0]), target.read_bytes()))
    return target


def only(pdf: Path, check: str, code: str, expectation: Expectation, foreign: str | None = "warning") -> Diagnostic:
    """With a source, this check fails with this code, and nothing else is said; return what is said.

    Without a source the same code is all, with severity ``foreign``; ``None``: nothing is said.
    """
    inspection = inspect(pdf, expectation)
    assert {d.code for d in inspection.diagnostics} == {code}, inspection.diagnostics
    assert inspection.failed == (check,)
    found = inspect(pdf, None)
    assert {(str(d.severity), d.code) for d in found.diagnostics} == ({(foreign, code)} if foreign else set())
    assert (check in found.failed) == (foreign == Severity.ERROR)
    return inspection.diagnostics[0]
