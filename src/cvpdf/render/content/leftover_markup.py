"""Notes for signs of markup that are printed, such as the start of bold text that has no end."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cvpdf.diagnostics import Diagnostic, Span, note
from cvpdf.schema.model import Model, values
from cvpdf.schema.values.paragraphs import OTHER_BLOCK
from cvpdf.schema.values.text import Prose

_LEFT = re.compile(
    r"(?<![^\s(\[{「『（“‘])\*\*(?!\*)(?=.*[^\s*])"  # before a word: `a**`, a footnote's mark, is none
    r"|(?<=[^\W\d])\*\*(?=[^\W\d])|\]\(|`",
    re.S,
)
_SIMPLE = re.compile(
    r"(?<!\S)\*\*(?=\S)[^*`\[\]\\]+(?<=\S)\*\*(?=[\s.,;:)]|$)"
    r"|(?<![`\\])`[^`*\]]+`(?!`)|(?<!\\)\[\w[\w ]*\]\(https?://[\w./-]+\)"
)
"""What is certainly markup. If nothing else is left, no parser is needed, whose import takes a third of `validate`."""


def check(model: Model) -> Iterator[Diagnostic]:
    """Yield a note for each prose text whose printed form contains `**`, `](` or a backquote outside of code."""
    for value in values(model):
        if isinstance(value, Prose) and (block := OTHER_BLOCK.match(value)):
            what = "a quotation" if block[1] == ">" else "a heading"
            message = f"`{block[1]}` is printed as it is, since cv.yaml does not support {what} here"
            yield note("leftover-markup", message, value.span, "remove it, or write **bold** or *italics*")
        if isinstance(value, Prose) and any(sign in _SIMPLE.sub("", value) for sign in ("**", "](", "`")):
            from cvpdf.render.content import markdown

            runs = markdown.runs(value)
            left = _LEFT.search("".join("x" * len(run.text) if run.code else run.text for run in runs))
            if left:
                what = "a backquote" if left[0] == "`" else f"`{left[0]}`"
                message = f"{what} is printed as it is, since it is not part of any markup"
                hint = "write **bold**, *italics*, `code` or [text](https://…), without spaces inside of the signs"
                yield note("leftover-markup", message, _place(value, left[0]), hint)


def _place(value: Prose, sign: str) -> Span | None:
    """Return the place of the first such sign, if the text is on one line of cv.yaml, as typed; else of the text."""
    span = value.span
    if span is None or value.count(sign) != 1:
        return span
    quote = int(value.quoted)
    if span.line != span.end_line or span.end_column - span.column != len(value) + 2 * quote:
        return span
    column = span.column + quote + value.index(sign)
    return span._replace(column=column, end_column=column + len(sign))
