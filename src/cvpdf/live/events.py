"""What a watching session tells while it rebuilds: plain frozen data, in the order in which it happens.

A save gives ``Started``; then, for each variant that it touches, ``VariantSet`` as soon as LaTeX is done and
``VariantDone`` when the checks are; then ``Finished``. If cv.yaml itself is wrong, ``Finished`` follows at once, and
what was shown before stays as it was. All events of one save carry the same ``revision``, which only grows.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from cvpdf.expectation import Expectation
from cvpdf.report.results import BuildReport, VariantReport


class Started(NamedTuple):
    """A change was noticed, and work on it has begun."""

    revision: int


class VariantSet(NamedTuple):
    """A variant was set: here is its PDF, which is not checked yet."""

    revision: int
    variant: str
    pdf: bytes
    expectation: Expectation
    """Its texts and where in cv.yaml each of them stands."""


class VariantDone(NamedTuple):
    """A variant is finished: its PDF passed the checks and is in place, or ``result`` says what is wrong."""

    revision: int
    result: VariantReport


class Finished(NamedTuple):
    """All variants are finished. ``seconds`` is the time since the change was noticed."""

    revision: int
    result: BuildReport
    """Variants that the change did not touch are in it too, as ``unchanged``."""
    seconds: float


Event = Started | VariantSet | VariantDone | Finished
Tell = Callable[[Event], None]
"""Called from any thread, one call at a time."""
