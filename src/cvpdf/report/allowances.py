"""The texts that `checks:` allows: what a check reports about them becomes a note."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence

from cvpdf.diagnostics import Diagnostic, Related, Severity, Span
from cvpdf.expectation import Expectation
from cvpdf.quoting import quoted
from cvpdf.schema.values.text import Line

_SHOWN = 50
"""Characters of a text that a hint shows; its beginning is enough to allow it."""


def with_allowances(
    diagnostics: Iterable[Diagnostic], allowed: Mapping[str, Sequence[Line]], expectation: Expectation
) -> tuple[Diagnostic, ...]:
    """Return the diagnostics about allowed texts as notes, and the others with a hint that says what to type."""
    from cvpdf.pdf.codes import CODES

    result = []
    for diagnostic in diagnostics:
        known = CODES.get(diagnostic.code)
        texts = _texts_of(diagnostic, expectation) if known and known.names_text else []
        rule = next((r for r in allowed.get(diagnostic.code, ()) if any(matches(r, text) for text in texts)), None)
        if rule is not None:
            related = (*diagnostic.related, *([Related("allowed here", rule.span)] if rule.span else []))
            diagnostic = diagnostic._replace(severity=Severity.NOTE, hint=None, related=related)
        elif texts and diagnostic.severity is not Severity.NOTE:
            typed = json.dumps(quoted(texts[0], _SHOWN), ensure_ascii=False)
            advice = f"if the page is right, allow it with `checks: {{{diagnostic.code}: {{allow: [{typed}]}}}}`"
            diagnostic = diagnostic._replace(hint=f"{diagnostic.hint}; {advice}" if diagnostic.hint else advice)
        result.append(diagnostic)
    return tuple(result)


def matches(allowance: str, text: str) -> bool:
    """Whether an allowance is a text as messages show it, whole or cut off after its beginning."""
    shown, whole = (quoted(part, len(part) * 8) for part in (allowance, text))
    return shown == whole or (shown.endswith("…") and len(shown) > 1 and whole.startswith(shown[:-1]))


def names_of(expectation: Expectation) -> Iterator[str]:
    """Yield everything that an allowance can name: texts and targets of links."""
    yield from (text.text for text in expectation.texts)
    # Headings of groups of publications are in the order only.
    yield from (section.title.text for section in expectation.sections)
    yield from (link.uri for link in expectation.links)


def _texts_of(diagnostic: Diagnostic, expectation: Expectation) -> list[str]:
    """Return the texts that a diagnostic is about; the one that its message shows comes first."""
    if diagnostic.code.startswith("link-"):
        return [link.uri for link in expectation.links if quoted(link.uri, 200) in diagnostic.message]
    spans: set[Span | None] = {diagnostic.span, *(related.span for related in diagnostic.related)} - {None}
    titles = (section.title for section in expectation.sections)
    texts = [text for text in (*expectation.texts, *titles) if text.span in spans]
    named = [text.text for text in texts if f"`{quoted(text.text)}`" in diagnostic.message]
    return named or [text.text for text in texts if text.span == diagnostic.span]
