"""The registry of what the checks report: one line a code. `docs/checks.md` gives the reasons and the mends.

A code keeps its name and its meaning from version to version; `checks:` of a variant, JSON and SARIF go by it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from cvpdf.diagnostics import Severity

_ERROR, _WARNING, _NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE


class Code(NamedTuple):
    """What is known of a code. With several severities (by degree, or without a source) the worst is given."""

    severity: Severity
    title: str
    check: str
    """The check that reports it."""
    fixed: bool = False
    """Whether it is always an error: nothing else of the file has then been looked at."""


CODES: Mapping[str, Code] = {
    "pdf-unreadable": Code(_ERROR, "the file cannot be read", "file", fixed=True),
    "not-a-pdf": Code(_ERROR, "the file is not a PDF", "file", fixed=True),
    "pdf-damaged": Code(_ERROR, "the PDF is damaged", "file", fixed=True),
    "check-timeout": Code(_ERROR, "the checks took too long", "file", fixed=True),
    "check-crashed": Code(_ERROR, "the checks crashed", "file", fixed=True),
    "pdf-encrypted": Code(_ERROR, "the PDF is encrypted", "file"),
    "pdf-second-reader": Code(_ERROR, "a second reader cannot read the file", "file"),
    "too-many-pages": Code(_ERROR, "more pages than the variant allows", "pages"),
    "blank-page": Code(_ERROR, "a page is blank", "pages"),
    "no-text": Code(_ERROR, "the PDF has no text layer", "pages"),
    "paper-size": Code(_ERROR, "the paper has another size", "pages"),
    "outside-margins": Code(_ERROR, "text stands outside of the margins", "pages"),
    "short-last-page": Code(_WARNING, "the last page holds only a few lines", "pages"),
    "stranded-heading": Code(_ERROR, "a heading is the last line of a page", "breaks"),
    "stranded-head": Code(_ERROR, "the head of an entry is parted from what is below it", "breaks"),
    "text-missing": Code(_ERROR, "a text of cv.yaml is not in the PDF", "text"),
    "glued-words": Code(_ERROR, "two texts have run into one word", "text"),
    "torn-line": Code(_ERROR, "a text is torn apart by others", "text"),
    "order-name": Code(_ERROR, "the name is not read first", "order"),
    "order-section": Code(_ERROR, "a section is not read in its place", "order"),
    "order-entry": Code(_ERROR, "an entry, or a part of it, is not read in its place", "order"),
    "glued-date": Code(_ERROR, "a date has no space before it", "order"),
    "bad-characters": Code(_ERROR, "characters that are not what they look like", "characters"),
    "font-not-embedded": Code(_ERROR, "a font is not in the file", "fonts"),
    "font-type3": Code(_ERROR, "a font is a Type 3 font", "fonts"),
    "font-not-subset": Code(_WARNING, "a font is in the file as a whole", "fonts"),
    "font-no-unicode": Code(_ERROR, "a font does not say which characters its glyphs are", "fonts"),
    "font-too-small": Code(_ERROR, "text is set too small", "fonts"),
    "low-contrast": Code(_ERROR, "a text colour is too faint", "contrast"),
    "link-missing": Code(_ERROR, "a link is missing", "links"),
    "link-scheme": Code(_ERROR, "a link leads to something else than web, mail or phone", "links"),
    "link-without-text": Code(_ERROR, "a link lies on no visible text", "links"),
    "metadata-title": Code(_ERROR, "the title is missing or wrong", "metadata"),
    "metadata-author": Code(_ERROR, "the author is missing or wrong", "metadata"),
    "metadata-language": Code(_ERROR, "the language is missing or wrong", "metadata"),
    "metadata-keywords": Code(_ERROR, "the keywords are missing or wrong", "metadata"),
    "private-path": Code(_ERROR, "the file holds a local path", "privacy"),
    "private-name": Code(_ERROR, "the file holds the name of the user or the machine", "privacy"),
    "active-content": Code(_ERROR, "the PDF has scripts or other active content", "privacy"),
    "attachment": Code(_ERROR, "the PDF has an attached file", "privacy"),
    "pdf-irregular": Code(_ERROR, "the file needs repair", "structure"),
    "outline-mismatch": Code(_ERROR, "the outline does not match the sections", "structure"),
    "file-too-large": Code(_ERROR, "the file is too large", "structure"),
    "not-reproducible": Code(_ERROR, "the file changes from day to day or folder to folder", "reproducible"),
    "missing-character": Code(_ERROR, "no font has the character", "log"),
    "overfull-line": Code(_ERROR, "a line sticks out", "log"),
    "overfull-page": Code(_ERROR, "a page is too full", "log"),
    "underfull-line": Code(_NOTE, "a line is stretched", "log"),
    "underfull-page": Code(_NOTE, "a page is stretched", "log"),
    "undefined-reference": Code(_WARNING, "a reference leads nowhere", "log"),
    "font-substitution": Code(_WARNING, "LaTeX took another font", "log"),
    "missing-file": Code(_ERROR, "LaTeX did not find a file", "log"),
    "latex-error": Code(_ERROR, "an error of LaTeX", "log"),
    "latex-warning": Code(_NOTE, "a warning of LaTeX", "log"),
}
"""In the order of the checks."""


def check_of(code: str) -> str:
    """Return the check that reports a code; empty if it is no check's, but a complaint about cv.yaml, say."""
    return CODES[code].check if code in CODES else ""


def in_order(checks: Iterable[str]) -> list[str]:
    """Sort names of checks as they run."""
    order = {check: place for place, check in enumerate(dict.fromkeys(known.check for known in CODES.values()))}
    return sorted(checks, key=lambda check: order.get(check, len(order)))
