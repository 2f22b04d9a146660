"""The text of a PDF as four readers give it that share no code, and the letters that one of them does not find."""

from __future__ import annotations

import logging
import re
import shutil
import subprocess
import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest
from pdfminer.high_level import extract_text

from cvpdf.diagnostics import Diagnostic
from cvpdf.expectation import Expectation
from cvpdf.pdf.checks import order, text
from cvpdf.pdf.read.document import read
from cvpdf.pdf.read.facts import PageFacts, PdfFacts
from cvpdf.pdf.search.page_footer import without_footers
from cvpdf.render.expected import expectation
from tests.render.rendering import selection_of_file

PDFTOTEXT = shutil.which("pdftotext") or ""
needs_pdftotext = pytest.mark.skipif(not PDFTOTEXT, reason="no pdftotext")
_PRINT_NOTHING = re.compile("[\\s\u00ad\u200b-\u200d]+")


def poppler(pdf: Path, *options: str) -> str:
    return subprocess.run([PDFTOTEXT, *options, pdf, "-"], capture_output=True, check=True).stdout.decode()


def pdfminer(pdf: Path) -> str:
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    return extract_text(pdf)


def read_as(layer: str, facts: PdfFacts) -> PdfFacts:
    """Return facts with another reader's text layer for both of theirs; a page break is a form feed."""
    pages = tuple(PageFacts(page, 0, 0) for page in layer.removesuffix("\f").split("\f"))
    return PdfFacts(facts.path, pages)


def joined(text: str) -> str:
    """Join words at hyphens, as ``pdftotext`` without ``-raw`` does at the end of a line."""
    return re.sub(r"-\s*", "", text)


def facts_of(pdf: Path) -> PdfFacts:
    facts, problems = read(pdf)
    assert facts is not None, problems
    return facts


def expected_of(cv: Path, variant: str) -> Expectation:
    return expectation(selection_of_file(cv, variant))


def text_layers(pdf: Path) -> dict[str, str]:
    """Return the text by the name of the reader; pdfium gives it in the order of a selection with the mouse."""
    facts = facts_of(pdf)
    return {
        "pypdf": facts.text,
        "pdfium": facts.pdfium_text,
        "pdftotext -raw": poppler(pdf, "-raw"),
        "pdfminer.six": pdfminer(pdf),
        "pdftotext": joined(poppler(pdf)),
    }


def letters(text: str) -> str:
    """Return the composed letters of a text without spaces and without what prints nothing."""
    return _PRINT_NOTHING.sub("", unicodedata.normalize("NFC", text))


def lost_texts(pdf: Path, wanted: Expectation) -> dict[str, list[str]]:
    """Return, by reader, the expected texts that it does not read letter for letter; no reader without any."""
    lost: dict[str, list[str]] = {}
    for reader, layer in text_layers(pdf).items():
        whole = letters(without_footers(layer, wanted.foot, layer.count("\f") + 20))
        as_read = joined if reader == "pdftotext" else str
        missing = [one.text for one in wanted.texts if as_read(letters(one.text)) not in whole]
        if missing:
            lost[reader] = missing
    return lost


def misread(pdf: Path, wanted: Expectation) -> list[Diagnostic]:
    """Return what is wrong with the words and their order, for each reader."""
    facts = facts_of(pdf)
    wrong = []
    for readings in (facts, read_as(poppler(pdf, "-raw"), facts), read_as(pdfminer(pdf), facts)):
        wrong += [*text.check(readings, wanted), *order.check(readings, wanted)]
    texts = tuple(expected._replace(text=joined(expected.text)) for expected in wanted.texts)
    wanted = replace(wanted, texts=texts, foot=joined(wanted.foot))
    return wrong + text.check(read_as(joined(poppler(pdf)), facts), wanted)
