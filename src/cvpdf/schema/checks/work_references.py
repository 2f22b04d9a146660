"""References to publications in running text: `as shown in [@hof2024]`, printed with the number of the work."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cvpdf.diagnostics import Diagnostic, Span, error
from cvpdf.schema.model import values
from cvpdf.schema.resume import Resume
from cvpdf.schema.suggest import did_you_mean
from cvpdf.schema.values.text import Prose
from cvpdf.schema.values.value import Value

_KEY = r"@[^\s,;\[\]{}\"#%=()\\~']+"
REFERENCE = re.compile(rf"(?<!\\)\[{_KEY}(?:[,;]\s*{_KEY})*\](?!\()")
"""One key or several: `[@hof2024]`, `[@hof2024, @li2023]`; not behind a backslash, and not the text of a link."""
_CODE = re.compile(r"(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)", re.S)


def references(text: str) -> list[str]:
    """Return the keys in a reference."""
    return [key[1:] for key in re.findall(_KEY, text)]


def found_in(prose: Prose) -> list[str]:
    """Return the keys of all references in a text; what is code is none."""
    if "[@" not in prose:
        return []
    return [key for match in REFERENCE.finditer(_CODE.sub("", prose)) for key in references(match[0])]


def check(resume: Resume) -> Iterator[Diagnostic]:
    """Yield an error for each key that no publication has."""
    keys = {str(work.key) for work in resume.publications}
    for value in values(resume):
        for key in found_in(value) if isinstance(value, Prose) else ():
            if key not in keys:
                hint = did_you_mean(key, sorted(keys)) if keys else "list the work below `publications:`"
                yield error("unknown-publication", f"unknown publication `{key}`", place_of(value, key), hint)


def place_of(value: Value, key: str) -> Span | None:
    """Return the place of a key, if the text is on one line as typed; else of the text."""
    span = value.span
    quote = int(value.quoted)
    if span is None or span.line != span.end_line or span.end_column - span.column != len(value) + 2 * quote:
        return span
    column = span.column + quote + value.index(f"@{key}")
    return span._replace(column=column, end_column=column + len(key) + 1)
