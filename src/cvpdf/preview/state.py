"""What the page shows, as frozen data, and how each event changes it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple

from cvpdf.diagnostics import Diagnostic, ExitCode
from cvpdf.expectation import Expectation
from cvpdf.live.events import Event, Finished, Started, VariantDone, VariantTypeset
from cvpdf.preview.letters import page_sizes
from cvpdf.report.results import BuildReport, VariantReport
from cvpdf.schema.variant_names import BUILT_IN_VARIANTS
from cvpdf.source.read import SourceFile, read_source


@dataclass(frozen=True, slots=True)
class Shown:
    """A PDF that can be shown, and all that is needed to find one's way back to cv.yaml."""

    revision: int
    version: str
    """Names the PDF's bytes."""
    pdf: bytes = field(repr=False)
    sizes: tuple[tuple[float, float], ...]
    """Width and height of each page in points."""
    expectation: Expectation = field(repr=False)
    source: SourceFile | None = field(repr=False)
    """cv.yaml as it was when the PDF was set."""


class Variant(NamedTuple):
    """A variant: the last PDF of it that there is, and what became of the last try."""

    name: str
    shown: Shown | None = None
    result: VariantReport | None = None
    checking: bool = False
    """Whether the checks of ``shown`` are still running; ``result`` is then an earlier one."""
    stale: bool = False
    """Whether a later try has led to no pages."""


@dataclass(frozen=True, slots=True)
class View:
    """Everything that the page shows."""

    revision: int = 0
    busy: bool = True
    """Whether a change is being worked on."""
    invalid: bool = False
    """Whether nothing could be set, as cv.yaml is wrong; ``found`` says why."""
    found: tuple[Diagnostic, ...] = ()
    """What is said of cv.yaml as a whole."""
    source: SourceFile | None = field(default=None, repr=False)
    """The cv.yaml that was read last, to show lines of it."""
    seconds: float | None = None
    """How long the last change took."""
    variants: tuple[Variant, ...] = ()

    def variant(self, name: str) -> Variant | None:
        """Return a variant by its name."""
        return next((one for one in self.variants if one.name == name), None)


def after(view: View, event: Event) -> View:
    """Return the view after an event. An event of a save that is out of date changes nothing."""
    if event.revision < view.revision:
        return view
    view = replace(view, revision=event.revision)
    match event:
        case Started():
            return replace(view, busy=True)
        case VariantTypeset():
            return _with_pages(view, event)
        case VariantDone():
            return _with(view, _judged(view, event.report, event.revision))
        case Finished():
            return _finished(view, event.report, event.seconds)


def _with_pages(view: View, event: VariantTypeset) -> View:
    earlier = view.variant(event.variant)
    spans = (text.span for text in event.expectation.texts)
    file = next((span.file for span in spans if span), None)
    source = read_source(Path(file))[0] if file else None
    shown = _shown(event.revision, event.pdf, event.expectation, source)
    variant = Variant(event.variant, shown, earlier.result if earlier else None, checking=True)
    # There are pages, so cv.yaml is right again.
    return _with(replace(view, invalid=False, found=() if view.invalid else view.found), variant)


def _shown(revision: int, pdf: bytes, expectation: Expectation, source: SourceFile | None) -> Shown:
    """Return the pages of a PDF; one that pdfium cannot read has none."""
    version = hashlib.sha256(pdf).hexdigest()[:20]
    return Shown(revision, version, pdf, page_sizes(pdf), expectation, source)


def _judged(view: View, result: VariantReport, revision: int) -> Variant:
    variant = view.variant(result.variant) or Variant(result.variant)
    if variant.shown is None and result.outcome == "unchanged":
        variant = variant._replace(shown=_in_place(result, revision))
    # Pages that fail a check are shown all the same; they were inspected.
    unset = result.exit_code != ExitCode.OK and result.inspection is None
    stale = unset and variant.shown is not None and variant.shown.revision < revision
    return variant._replace(result=result, checking=False, stale=stale)


def _in_place(result: VariantReport, revision: int) -> Shown | None:
    """Return the pages of a PDF that need not be set, since it is in its place. Nothing is known of its texts."""
    try:
        pdf = Path(result.summary.path).read_bytes() if result.summary else None
    except OSError:
        return None
    return _shown(revision, pdf, Expectation(), None) if pdf else None


def _with(view: View, variant: Variant) -> View:
    """Put a variant in its place; a new one goes behind those it knows, the built-in ones first."""
    if view.variant(variant.name):
        variants = tuple(variant if one.name == variant.name else one for one in view.variants)
    else:
        variants = tuple(sorted((*view.variants, variant), key=_rank))
    return replace(view, variants=variants)


def _rank(variant: Variant) -> int:
    """Rank variants until a whole build has told their order."""
    names = BUILT_IN_VARIANTS
    return names.index(variant.name) if variant.name in names else len(names)


def _finished(view: View, result: BuildReport, seconds: float) -> View:
    source = result.source or view.source or _source_of(view.variants)
    view = replace(view, busy=False, found=result.diagnostics, source=source, seconds=seconds)
    if not result.variants:
        return replace(view, invalid=result.exit_code != ExitCode.OK)
    variants = [_judged(view, one, view.revision) for one in result.variants]
    return replace(view, invalid=False, variants=tuple(variants))


def _source_of(variants: Iterable[Variant]) -> SourceFile | None:
    """Return the latest cv.yaml that a variant was set from."""
    shown = [one.shown for one in variants if one.shown]
    return max(shown, key=lambda one: one.revision).source if shown else None
