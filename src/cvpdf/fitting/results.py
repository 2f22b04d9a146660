"""What fitting the variants of one cv.yaml answers."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from cvpdf.diagnostics import Diagnostic, ExitCode
from cvpdf.fitting.report import FitReport

if TYPE_CHECKING:
    from cvpdf.selection.selection import Dropped
    from cvpdf.source.read import SourceFile

WhatIf = Callable[[int, bool], tuple[frozenset[int], int] | None]
"""Choose again with one item forced in (``True``) or out: what is chosen then and its value, or ``None``."""


class VariantFit(NamedTuple):
    """One variant that fits. ``dropped`` is what its rules hide before there is anything to choose."""

    report: FitReport
    what_if: WhatIf
    dropped: tuple[Dropped, ...] = ()


class FitResult(NamedTuple):
    """The variants that fit, in order; what is wrong with the others, or with cv.yaml, is among ``diagnostics``."""

    diagnostics: tuple[Diagnostic, ...] = ()
    fits: tuple[VariantFit, ...] = ()
    exit_code: int = ExitCode.OK
    source: SourceFile | None = None
