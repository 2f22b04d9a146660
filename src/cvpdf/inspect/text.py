"""Every expected string stands in the text layer, and as often as it is expected.

A string must be there as often as the expected strings hold it altogether: once for each equal one, and once for each
time it stands inside a longer one, as those are printed too. A string that is missing is taken out of that sum, so that
one lost bullet is one complaint, and not a second one about each word of it that is expected elsewhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from cvpdf.diagnostics import Diagnostic, Related, error
from cvpdf.inspect.expectation import Expectation, ExpectedText
from cvpdf.inspect.facts import PdfFacts
from cvpdf.inspect.nearest import Nearest
from cvpdf.inspect.search import Haystack, Needle, haystack, joined, needle
from cvpdf.inspect.wording import quoted

MAX_HINTS = 20
"""So many misses get a search for the nearest text; more would only slow down the report on a wrong file."""


@dataclass(frozen=True, slots=True)
class _Wanted:
    """Expected strings that are equal after normalisation."""

    needle: Needle
    texts: tuple[ExpectedText, ...]


def check(facts: PdfFacts, expectation: Expectation | None) -> list[Diagnostic]:
    """Return ``text-missing`` for each expected string that is not there or not there often enough."""
    wanted = _wanted(expectation.texts if expectation else ())
    if not wanted:
        return []
    pdf = haystack(needle(facts.text))
    lost = _lost(wanted, pdf)
    nearest = Nearest(pdf)
    found: list[Diagnostic] = []
    for one in wanted:
        if count := lost.get(one.needle, 0):
            hint = nearest.hint(one.needle) if len(found) < MAX_HINTS and count >= len(one.texts) else None
            found += _complaints(one, count, hint)
    return found


def _wanted(texts: Sequence[ExpectedText]) -> list[_Wanted]:
    groups: dict[Needle, list[ExpectedText]] = {}
    cache: dict[str, Needle] = {}
    for text in texts:
        key = cache.get(text.text)
        if key is None:
            key = cache[text.text] = needle(text.text)
        if key.key:
            groups.setdefault(key, []).append(text)
    return [_Wanted(key, tuple(members)) for key, members in groups.items()]


def _lost(wanted: list[_Wanted], pdf: Haystack) -> dict[Needle, int]:
    """Return how many copies of which string are missing."""
    source = haystack(joined([one.needle for one in wanted for _ in one.texts]))
    short: dict[Needle, tuple[int, int]] = {}
    for one in wanted:
        have, need = len(pdf.find(one.needle)), len(source.find(one.needle))
        if have < need:
            short[one.needle] = have, need
    multiplicity = {one.needle: len(one.texts) for one in wanted}
    # Nothing excuses a string that stands nowhere; what was expected inside of it is excused.
    lost = {key: multiplicity[key] for key, (have, _) in short.items() if not have}
    longer = [haystack(joined([key for key, copies in lost.items() for _ in range(copies)]))]
    partly = sorted((key for key, (have, _) in short.items() if have), key=_length, reverse=True)
    for _, group in groupby(partly, key=_length):
        # Strings of one length do not stand in each other, so a group is judged, and then excuses, as a whole.
        missing: dict[Needle, int] = {}
        for key in group:
            have, need = short[key]
            excused = sum(len(strings.find(key)) for strings in longer)
            missing[key] = max(0, min(need - have - excused, multiplicity[key]))
        longer.append(haystack(joined([key for key, copies in missing.items() for _ in range(copies)])))
        lost |= missing
    return lost


def _length(key: Needle) -> int:
    return len(key.key)


def _complaints(one: _Wanted, count: int, hint: str | None) -> list[Diagnostic]:
    total = len(one.texts)
    if count >= total:
        return [
            error("text-missing", f"the {text.what} “{quoted(text.text)}” is not in the PDF’s text", text.span, hint)
            for text in one.texts
        ]
    last = one.texts[-1]
    others = [Related("also written here", text.span) for text in one.texts[:-1] if text.span]
    message = f"the {last.what} “{quoted(last.text)}” is {total} times in the source, {total - count} times in the PDF"
    return [error("text-missing", message, last.span, related=others)]
