"""The events of a watching session: frozen data, in the order in which things happen.

A save gives ``Started``; then, for each variant that it affects, ``VariantTypeset`` when LaTeX has finished and
``VariantDone`` when the checks have; then ``Finished``. If cv.yaml itself is wrong, ``Finished`` follows at once, and
the last PDFs stay valid. All events of one save carry the same ``revision``, which only grows.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from cvpdf.expectation import Expectation
from cvpdf.report.results import BuildReport, VariantReport


class Started(NamedTuple):
    """A change was noticed, and a build has begun."""

    revision: int


class VariantTypeset(NamedTuple):
    """LaTeX has made the PDF of a variant; it is not checked yet."""

    revision: int
    variant: str
    pdf: bytes
    expectation: Expectation
    """Its texts and their places in cv.yaml."""


class VariantDone(NamedTuple):
    """A variant is finished: its PDF passed the checks and is in place, or ``report`` contains the errors."""

    revision: int
    report: VariantReport


class Finished(NamedTuple):
    """All variants are finished. ``seconds`` is the time since the change was noticed."""

    revision: int
    report: BuildReport
    """Includes the variants that the change does not affect, as ``unchanged``."""
    seconds: float


Event = Started | VariantTypeset | VariantDone | Finished
Notify = Callable[[Event], None]
"""Called from any thread, one call at a time."""
