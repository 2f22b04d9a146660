"""Text as it is typed in quotes, for hints that can be copied into cv.yaml."""

from __future__ import annotations

import re

from cvpdf.source.read import SourceFile

LONGEST = 160
"""Characters of a text that a hint repeats."""


def in_quotes(text: str) -> str:
    """Return a text in the quotes that YAML needs: double ones, or single ones if it contains double ones."""
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    return "'" + text.replace("'", "''") + "'"


def in_flow(text: object) -> str:
    """Return a text as it is typed in brackets or braces; `…` for anything else."""
    if not isinstance(text, str):
        return "…"
    typed = text.strip()
    return typed if re.fullmatch(r"[^\W_](?:[^,\[\]{}:#\"]|:(?=\S)|(?<=\S)#)*", typed) else in_quotes(typed)


def quote_hint(text: str) -> str:
    """Return the hint that says what to type; a long text is not repeated."""
    return f"put the text in quotes: {in_quotes(text)}" if len(text) <= LONGEST else "put the whole text in quotes"


def key_without_colon(text: str) -> str:
    """Return the key that a text begins with if only its colon and space are wrong: ``name:Ada``, ``name = Ada``."""
    match = re.match(r"([A-Za-z_]+)(?::(?=\S)|\s*[=：])(?!//)", text)
    return match[1] if match else ""


def rest_of_text(source: SourceFile, line: int, column: int, in_flow: bool = False) -> str:
    """Return what is typed from a place (counted from 0) to the end of the value, without a comment."""
    typed = source.lines[line][column:] if line < len(source.lines) else ""
    # `#12` is probably meant as text, as in the warning `cut-by-hash`.
    comment = r"\s#(?=\s|$)"
    return re.split(rf"{comment}|[,\]}}]" if in_flow else comment, typed, maxsplit=1)[0].strip()


def text_between(source: SourceFile, start: tuple[int, int], end: tuple[int, int]) -> str:
    """Return what is typed between two places (counted from 0); a line end becomes a space."""
    lines = source.lines[start[0] : end[0] + 1]
    if not lines:
        return ""
    if end[0] < len(source.lines):
        lines[-1] = lines[-1][: end[1]]
    lines[0] = lines[0][start[1] :]
    return " ".join(" ".join(lines).split())
