"""Guess from the appearance of a PDF without a source whether its text is in order. Few of the guesses are wrong."""

from __future__ import annotations

import re

from cvpdf.diagnostics import Diagnostic, Span, note, warning
from cvpdf.pdf.read.facts import PageFacts, PdfFacts
from cvpdf.quoting import quoted

MAX_PAGES = 20
"""Longer files are not CVs and are skipped."""

_MAIL = re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+")
_NAME = re.compile(r"[^\W\d_][^\W\d_.'’-]*(?:[.'’-][^\W\d_]*)*")
_NOT_NAMES = frozenset(["curriculum", "vitae", "résumé", "resume", "cv", "lebenslauf", "experience", "education"])
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)[a-z]{0,6}\.?\s(?:19|20)\d\d\b"
_YEARS = r"(?:19|20)\d\d\s?[-\u2013\u2014]\s?(?:(?:19|20)\d\d|[Pp]resent|[Nn]ow|[Tt]oday)\b"
_GLUED = re.compile(rf"(?<![\w./@#_-])[^\W\d_]*[^\W\d_A-Z]{{2}}\)?(?:{_MONTH}|{_YEARS})")
"""A date right after a lower-case word that is not part of an address or a file name."""


def check_appearance(facts: PdfFacts) -> list[Diagnostic]:
    """Return ``glued-date``, a warning, and ``order-name``, a note."""
    if not facts.pages or len(facts.pages) > MAX_PAGES:
        return []
    span = Span.point(facts.path)
    glued = dict.fromkeys(
        match.group()
        for page in facts.pages
        for text in (page.text, page.pdfium_text)
        for match in _GLUED.finditer(text)
    )
    hint = "put a space, a tab or a line break between the two"
    dates = [warning("glued-date", f"a date is glued to a word: `{quoted(text)}`", span, hint) for text in glued]
    return dates + _name(facts.pages[0], span)


def _name(page: PageFacts, span: Span) -> list[Diagnostic]:
    """Return a note if the largest text of a page looks like a name, and other text is read before it."""
    text = " ".join(page.pdfium_text.split())
    if not _MAIL.search(text):
        return []
    name = _largest(page)
    words = name.split()
    if not 2 <= len(words) <= 5 or not all(_NAME.fullmatch(word) and word[0].isupper() for word in words):
        return []
    before = text.partition(name)[0] if name in text else ""
    if not before or any(word.lower() in _NOT_NAMES for word in words):
        return []
    message = f"the largest text, `{quoted(name)}`, looks like the name, but `{quoted(before, 40)}` is read before it"
    return [note("order-name", message, span, "importers use the first line as the name")]


def _largest(page: PageFacts) -> str:
    """Return the first text in the largest letters, joined from runs that may be single words."""
    runs = [run for run in page.runs if not run.invisible and any(char.isalpha() for char in run.text)]
    size = max((run.size for run in runs), default=0.0)
    words: list[str] = []
    for run in runs:
        if run.size > 0.98 * size:
            words += run.text.split()
        elif words:
            break
    return " ".join(words)
