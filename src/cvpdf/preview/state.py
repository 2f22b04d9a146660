"""What the page shows, as frozen data, and the change that each event makes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from cvpdf.diagnostics import Diagnostic, ExitCode
from cvpdf.expectation import Expectation
from cvpdf.live.events import Event, Finished, Started, VariantDone, VariantTypeset
from cvpdf.preview.pdf_letters import page_sizes, read_letters
from cvpdf.preview.printed_lines import Line, find_lines
from cvpdf.report.results import BuildReport, VariantReport
from cvpdf.schema.variant_names import BUILT_IN_VARIANTS
from cvpdf.source.read import SourceFile, read_source


@dataclass(frozen=True)
class ShownPdf:
    """A PDF to show, with the data that leads from its lines to cv.yaml."""

    revision: int
    version: str
    """Hash of the PDF."""
    pdf: bytes = field(repr=False)
    sizes: tuple[tuple[float, float], ...]
    """Width and height of each page in points."""
    expectation: Expectation = field(repr=False)
    source: SourceFile | None = field(repr=False)
    """The cv.yaml that the PDF was typeset from."""

    @cached_property
    def lines(self) -> list[Line]:
        """The printed lines of its values."""
        return find_lines(read_letters(self.pdf), self.expectation)


class Variant(NamedTuple):
    """A variant: its latest PDF, and the result of its latest build."""

    name: str
    shown: ShownPdf | None = None
    result: VariantReport | None = None
    checking: bool = False
    """Whether the checks of ``shown`` are still running. If so, ``result`` is an earlier one."""
    stale: bool = False
    """Whether a later build failed without a PDF."""


@dataclass(frozen=True, slots=True)
class View:
    """Everything that the page shows."""

    revision: int = 0
    busy: bool = True
    """Whether a build is running."""
    invalid: bool = False
    """Whether nothing was typeset because of errors in cv.yaml, which are in ``diagnostics``."""
    diagnostics: tuple[Diagnostic, ...] = ()
    """Diagnostics of cv.yaml as a whole."""
    source: SourceFile | None = field(default=None, repr=False)
    """The cv.yaml that was read last."""
    seconds: float | None = None
    """Duration of the last build."""
    variants: tuple[Variant, ...] = ()

    def variant(self, name: str) -> Variant | None:
        """Return a variant by its name."""
        return next((variant for variant in self.variants if variant.name == name), None)


def apply_event(view: View, event: Event) -> View:
    """Return the view after an event. Events of an earlier save are ignored."""
    if event.revision < view.revision:
        return view
    view = replace(view, revision=event.revision)
    match event:
        case Started():
            return replace(view, busy=True)
        case VariantTypeset():
            return _with_pages(view, event)
        case VariantDone():
            return _with(view, _with_result(view, event.report, event.revision))
        case Finished():
            return _finished(view, event.report, event.seconds)


def _with_pages(view: View, event: VariantTypeset) -> View:
    earlier = view.variant(event.variant)
    spans = (text.span for text in event.expectation.texts)
    file = next((span.file for span in spans if span), None)
    source = read_source(Path(file))[0] if file else None
    shown = _shown(event.revision, event.pdf, event.expectation, source)
    variant = Variant(event.variant, shown, earlier.result if earlier else None, checking=True)
    # If there are pages, cv.yaml is valid again.
    return _with(replace(view, invalid=False, diagnostics=() if view.invalid else view.diagnostics), variant)


def _shown(revision: int, pdf: bytes, expectation: Expectation, source: SourceFile | None) -> ShownPdf:
    """Return a PDF with its page sizes. A PDF that pdfium cannot read has no pages."""
    version = hashlib.sha256(pdf).hexdigest()[:20]
    return ShownPdf(revision, version, pdf, page_sizes(pdf), expectation, source)


def _with_result(view: View, result: VariantReport, revision: int) -> Variant:
    variant = view.variant(result.variant) or Variant(result.variant)
    if variant.shown is None and result.outcome == "unchanged":
        variant = variant._replace(shown=_in_place(result, revision))
    # A PDF that fails a check is shown; it has an inspection.
    failed = result.exit_code != ExitCode.OK and result.inspection is None
    stale = failed and variant.shown is not None and variant.shown.revision < revision
    return variant._replace(result=result, checking=False, stale=stale)


def _in_place(result: VariantReport, revision: int) -> ShownPdf | None:
    """Return the PDF of a variant that is up to date and was not typeset. Nothing is known about its texts."""
    try:
        pdf = Path(result.summary.path).read_bytes() if result.summary else None
    except OSError:
        return None
    return _shown(revision, pdf, Expectation(), None) if pdf else None


def _with(view: View, variant: Variant) -> View:
    """Return the view with a variant added or replaced. New ones come last, but the built-in ones first."""
    if view.variant(variant.name):
        variants = tuple(variant if other.name == variant.name else other for other in view.variants)
    else:
        variants = tuple(sorted((*view.variants, variant), key=_rank))
    return replace(view, variants=variants)


def _rank(variant: Variant) -> int:
    """Return the position of a variant until the first complete build gives the order."""
    names = BUILT_IN_VARIANTS
    return names.index(variant.name) if variant.name in names else len(names)


def _finished(view: View, result: BuildReport, seconds: float) -> View:
    source = result.source or view.source or _source_of(view.variants)
    view = replace(view, busy=False, diagnostics=result.diagnostics, source=source, seconds=seconds)
    if not result.variants:
        return replace(view, invalid=result.exit_code != ExitCode.OK)
    variants = [_with_result(view, report, view.revision) for report in result.variants]
    return replace(view, invalid=False, variants=tuple(variants))


def _source_of(variants: Iterable[Variant]) -> SourceFile | None:
    """Return the latest cv.yaml that a variant was typeset from."""
    shown = [variant.shown for variant in variants if variant.shown]
    return max(shown, key=lambda pdf: pdf.revision).source if shown else None
