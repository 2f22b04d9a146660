"""The diagnostics of fitting."""

from __future__ import annotations

import math
from collections.abc import Sequence

from cvpdf.diagnostics import Diagnostic, Related, Span, error, note, warning
from cvpdf.fitting.blocks import MeasureFailure
from cvpdf.fitting.report import FitItem, Layout
from cvpdf.fitting.wording import count, layout, place, points, shown
from cvpdf.selection.settings import Settings

_NAMED = 3
"""How many pins are named: the tallest ones."""


def not_measured(settings: Settings, failure: MeasureFailure) -> Diagnostic:
    """Return the error that LaTeX could not measure a variant."""
    name, template = settings.name, settings.template
    if failure.reason.startswith("Undefined control sequence") and "\\cvmeasure" in failure.reason:
        message = f"variant `{name}` is fitted, but template `{template}` does not use cvpdf's class"
        hint: str | None = "add `fit: false` to the variant, or let the template begin with `\\documentclass{cvpdf}`"
        return error("template-not-measurable", message, template.span or settings.variant.span, hint)
    message = f"variant `{name}`: LaTeX could not measure its blocks: {failure.reason}"
    hint = f"the complete log is {failure.log}" if failure.log else None
    return error("fit-failed", message, settings.variant.span, hint)


def inexact(
    variant: str, span: Span | None, difference: float, own_templates: str, tall: tuple[str, Span | None] | None
) -> Diagnostic:
    """Return the warning that a PDF is higher than predicted by so many points.

    ``own_templates`` is the user's folder of templates, if there is one. ``tall`` is the first text with letters that
    are taller than their line; see :meth:`cvpdf.fitting.heights.HeightModel.first_tall`.
    """
    word = "higher" if difference > 0 else "lower"
    message = f"variant `{variant}` came out {abs(difference):.1f} pt {word} than predicted"
    again = "cvpdf fits it again with the difference"
    if own_templates:
        hint = f"{again}; check that the templates in `{own_templates}` print only through the class’s macros"
        return warning("fit-inexact", message, span, hint)
    if tall is not None and difference < 0:
        text, place = tall
        hint = f"{again}; {_quoted(text, 40)} has letters that are taller than their line: try `line_spacing: 1.1`"
        related = (Related("the first line with such letters", place),) if place else ()
        return warning("fit-inexact", message, span, hint)._replace(related=related)
    hint = f"{again}; the checks still hold, but this is a defect of cvpdf: please report it, with your cv.yaml"
    return warning("fit-inexact", message, span, hint)


def does_not_fit(
    variant: str,
    span: Span | None,
    overflow: float,
    line: float,
    tightest: Layout,
    pins: Sequence[FitItem],
    pages: int = 1,
) -> Diagnostic:
    """Return the error that the required content is ``overflow`` points too tall at the tightest layout.

    ``line`` is the height of a line of text in points.
    """
    lines = count(math.ceil(overflow / line - 1e-6), "line", "lines") if line > 0 else ""
    room = "the page" if pages == 1 else f"the {pages} pages"
    message = (
        f"variant `{variant}`: the required content is {points(overflow)}{f' ({lines})' if lines else ''} taller than "
        f"{room} at the tightest layout ({layout(tightest)})"
    )
    tallest = sorted(pins, key=lambda pin: -pin.height)[:_NAMED]
    if tallest:
        named = ", ".join(_pin(pin) for pin in tallest)
        more = f" and {len(pins) - len(tallest)} more" if len(pins) > len(tallest) else ""
        first = f"pinned: {named}{more}; unpin an item"
    else:
        first = "nothing is pinned: the header and the `min` rules need this room; shorten `header` or lower a `min`"
    hint = f"{first}, allow a smaller font size (`fit: {{font_size: ...}}`), or raise `max_pages`"
    related = [Related(f"pinned, {points(pin.height)}", pin.span) for pin in tallest if pin.span]
    return error("does-not-fit", message, span, hint, related)


def _pin(pin: FitItem) -> str:
    where = f"{place(pin.span)}, " if pin.span else ""
    return f"{_quoted(pin.text, 40)} ({where}{points(pin.height)})"


def _quoted(text: str, most: int) -> str:
    """Return a text of cv.yaml in quotation marks, cut to so many characters."""
    whole = shown(text)
    return f"`{whole if len(whole) <= most else whole[: most - 1].rstrip() + '…'}`"


def contradiction(variant: str, span: Span | None) -> Diagnostic:
    """Return the error that no content obeys all rules of a variant."""
    message = f"the rules of variant `{variant}` contradict each other"
    return error("fit-impossible", message, span, "check `pin`, `min`, `max` and `keep_with`")


def too_complex(variant: str, span: Span | None) -> Diagnostic:
    """Return the error that the best choice cannot be computed."""
    message = f"variant `{variant}`: too many `keep_with` links across lists; the optimal selection cannot be computed"
    return error("fit-tangled", message, span, "pin some of these items, or use `keep_with` within one list only")


def not_fitted(variant: str, span: Span | None, fitted: Sequence[str]) -> Diagnostic:
    """Return the error that a requested variant has no ``fit``."""
    named = f"; fitted variants: {', '.join(fitted)}" if fitted else ""
    hint = f"add `fit: true` and `max_pages` to it{named}"
    return error("not-fitted", f"the variant `{variant}` is not fitted", span, hint)


def nothing_fitted(asked: bool = False) -> Diagnostic:
    """Return the note that no variant has ``fit``; an error if an explanation was requested (``asked``)."""
    diagnostic = error if asked else note
    return diagnostic("nothing-fitted", "no variant is fitted", None, "add `fit: true` to a variant with `max_pages`")


def no_such_text(wanted: str, nearest: str | None) -> Diagnostic:
    """Return the error that no item contains the text to be explained."""
    if not wanted.strip(" *`\\"):
        return error("no-such-text", "the text to explain is empty", None, "example: --explain 'led a team'")
    hint = f"did you mean {_quoted(nearest, 70)}?" if nearest else "`cvpdf fit -v` lists all items"
    return error("no-such-text", f"no item contains {_quoted(wanted, 50)}", None, hint)
