"""What can be wrong with fitting, as diagnostics."""

from __future__ import annotations

import math
from collections.abc import Sequence

from cvpdf.diagnostics import Diagnostic, Related, Span, error, note
from cvpdf.fitting.report import Judged, Layout
from cvpdf.report import fit_words as words

_NAMED = 3
"""So many pins are named, the most expensive ones."""


def does_not_fit(
    variant: str,
    span: Span | None,
    overflow: float,
    line: float,
    layout: Layout,
    pins: Sequence[Judged],
    pages: int = 1,
) -> Diagnostic:
    """Say that what must be shown is ``overflow`` points too tall at the tightest layout, and which pins cost most."""
    lines = words.count(math.ceil(overflow / line - 1e-6), "line", "lines") if line > 0 else ""
    room = "the page" if pages == 1 else f"the {pages} pages"
    message = (
        f"variant `{variant}`: what must be shown is {words.points(overflow)}{f' ({lines})' if lines else ''} taller "
        f"than {room} at the tightest layout ({words.layout(layout)})"
    )
    # Of equal height the earlier one is named first; sorting keeps their order.
    costly = sorted(pins, key=lambda pin: -pin.height)[:_NAMED]
    if costly:
        named = ", ".join(_pin(pin) for pin in costly)
        more = f" and {len(pins) - len(costly)} more" if len(pins) > len(costly) else ""
        first = f"pinned: {named}{more}; unpin one"
    else:
        first = "nothing is pinned: it is the header, and what `min` demands; show fewer fields of it, or lower a `min`"
    hint = f"{first}, allow smaller type (`fit: {{font_size: ...}}`), or raise `max_pages`"
    related = [Related(f"pinned, {words.points(pin.height)}", pin.span) for pin in costly if pin.span]
    return error("does-not-fit", message, span, hint, related)


def _pin(pin: Judged) -> str:
    place = f"{words.place(pin.span)}, " if pin.span else ""
    return f"{words.quoted(pin.text, 40)} ({place}{words.points(pin.height)})"


def tangled(variant: str, span: Span | None) -> Diagnostic:
    """Say that the rules between things far apart are too many for an exact choice."""
    message = f"variant `{variant}`: too many things are kept with things in other lists to find the best choice"
    hint = "pin some of them, or keep them with what stands in the same list"
    return error("fit-tangled", message, span, hint)


def not_fitted(variant: str, span: Span | None, fitted: Sequence[str]) -> Diagnostic:
    """Say that a variant that was asked for has no ``fit``."""
    named = f"; fitted here: {', '.join(fitted)}" if fitted else ""
    return error(
        "not-fitted", f"the variant `{variant}` is not fitted", span, f"add `fit: true` and `max_pages` to it{named}"
    )


def nothing_fitted(asked: bool = False) -> Diagnostic:
    """Say that there is nothing to do; that is an error if something was asked about it."""
    made = error if asked else note
    return made("nothing-fitted", "no variant is fitted", None, "add `fit: true` to a variant with `max_pages`")


def no_such_text(wanted: str, nearest: str | None) -> Diagnostic:
    """Say that nothing that is to be explained has the wanted words."""
    if not wanted.strip(" *`\\"):
        return error("no-such-text", "there are no words to look for", None, "example: --explain 'led a team'")
    hint = (
        f"did you mean {words.quoted(nearest, 70)}?" if nearest else "`cvpdf fit -v` lists all there is to choose from"
    )
    return error("no-such-text", f"nothing here has the words {words.quoted(wanted)}", None, hint)
