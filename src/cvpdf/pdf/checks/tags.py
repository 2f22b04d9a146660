"""Check the structure of a tagged PDF: its own rules, and that every text of cv.yaml is an element of it, in order."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from cvpdf.diagnostics import Diagnostic, Span, error, note
from cvpdf.expectation import Expectation, ExpectedText
from cvpdf.pdf.check import Check, Code
from cvpdf.pdf.locate import default_span, squeezed
from cvpdf.pdf.read.facts import PdfFacts
from cvpdf.quoting import and_more, quoted

_HINT = "in a custom class, use the macros of cvpdf-tags.sty; or set `design: {standard: none}`"
_BLOCKS = ("H1", "H2", "H3", "H4", "H5", "H6", "P", "LBody", "Lbl")
"""The types of elements whose text is compared."""


def check(facts: PdfFacts, expectation: Expectation | None) -> list[Diagnostic]:
    """Return the rules of PDF/UA-1 that the file breaks, ``text-untagged`` and ``tags-order``.

    They are notes without a source, and nothing is reported where no tags are wanted.
    """
    if expectation is not None and expectation.standard == "none":
        return []
    span, structure = default_span(facts, expectation), facts.file.structure
    report = note if expectation is None else error
    by_code: dict[str, list[str]] = {}
    for problem in structure.problems:
        by_code.setdefault(problem.code, []).append(problem.text)
    found = [
        report(code, f"the PDF is not tagged rightly: {quoted(texts[0], 200)}{and_more(texts)}", span, _HINT)
        for code, texts in by_code.items()
    ]
    # Where content is not found, neither is its text.
    if expectation is not None and not found:
        found += _Texts(facts).compare(expectation, span)
    return found


class _Block(NamedTuple):
    """An element with text, and the text of all that is inside of it, without spaces."""

    kind: str
    key: str


class _Texts:
    """The texts of the elements in the order of reading."""

    def __init__(self, facts: PdfFacts) -> None:
        letters: dict[tuple[int, int], list[str]] = {}
        for number, page in enumerate(facts.pages, 1):
            for run in page.runs:
                letters.setdefault((number, run.piece), []).append(run.text)
        self._blocks = [
            _Block(one.kind, _key("".join(text for piece in one.pieces for text in letters.get(piece, ()))))
            for one in facts.file.structure.elements
            if one.kind in _BLOCKS
        ]

    def compare(self, expectation: Expectation, span: Span) -> Iterator[Diagnostic]:
        """Yield the texts that are in no element of their type, and those whose element comes too early."""
        for text in expectation.texts:
            if self._find(_key(text.text), "") is None:
                message = f"the {text.what} `{quoted(text.text)}` is not the text of one element of the structure"
                yield error("text-untagged", message, text.span or span, _HINT)
        place = 0
        for text, kind in _in_order(expectation):
            key = _key(text.text)
            later = self._find(key, kind, place)
            if later is not None:
                place = later
            elif self._find(key, kind) is not None:
                message = f"in the structure, the {text.what} `{quoted(text.text)}` is before what it comes after"
                yield error("tags-order", message, text.span or span, _HINT)
            elif kind and self._find(key, "") is not None:
                message = f"in the structure, the {text.what} `{quoted(text.text)}` is no heading ({kind})"
                yield error("text-untagged", message, text.span or span, _HINT)

    def _find(self, key: str, kind: str, first: int = 0) -> int | None:
        blocks = enumerate(self._blocks[first:], first)
        return next((index for index, one in blocks if key in one.key and kind in ("", one.kind)), None)


def _key(text: str) -> str:
    """Return a text without white space, and without hyphens, of which LaTeX adds some at the ends of lines."""
    return squeezed(text).replace("-", "")


def _in_order(expectation: Expectation) -> Iterator[tuple[ExpectedText, str]]:
    """Yield the texts whose order is fixed, each with the type of its element if there is only one."""
    for section in expectation.sections:
        yield section.title, "H2" if section.level == 1 else "H3"
        for entry in section.entries:
            yield entry.title, ""
            yield from ((text, "") for text in entry.body)


CHECK = Check(
    name="tags",
    title="tagged for screen readers (PDF/UA-1), all texts in the structure and in order",
    function=check,
    position=115,
    notes="""\
The structure of a tagged PDF says what is a heading, a list or a link, and in which order they are read. Screen readers
use it, and so do programs that convert a PDF. cvpdf compares it with `cv.yaml`: every text is the text of one element,
and headings, entries and bullets are in the order of the selection. With `design: {standard: none}` the PDF has no
tags, and this check finds nothing. Without a source (`cvpdf check`) all are notes.""",
    codes=(
        Code(
            "tags-missing",
            "the PDF is not tagged",
            "the file has no structure tree, or does not say that it is tagged",
            "use cvpdf's class, or set `design: {standard: none}`",
            "error; note without a source",
        ),
        Code(
            "tags-metadata",
            "the metadata of a tagged PDF are wrong",
            "XMP is missing or malformed, has no title or other values than the document information, does"
            " not name PDF/UA-1; or the document has no language, or hides its title",
            "use cvpdf's class",
            "error; note without a source",
        ),
        Code(
            "tags-structure",
            "the structure tree breaks a rule",
            "an element has an unknown type, is inside of a wrong one, is empty, in two places or inside of itself; a"
            " level of headings is skipped; the name is not the only heading of level 1; an item of a list has no"
            " body; a picture has no text in place of it, or no place",
            "in a custom class, use the macros of `cvpdf-tags.sty`",
            "error; note without a source",
        ),
        Code(
            "tags-content",
            "content and structure do not fit together",
            "text or a drawing is neither content of an element nor an artifact, belongs to no element or to two, is"
            " nested, or does not end; the parent tree names another element; a page does not take the order of tabs"
            " from the structure",
            "in a custom class, use `\\cv@tag` for text and `\\cv@artifact` for decoration",
            "error; note without a source",
        ),
        Code(
            "tags-link",
            "a link is not in the structure",
            "a link annotation, or that of one of its lines, belongs to no Link element, or has no text for screen"
            " readers; or an annotation is no link",
            "use `\\cvlink`",
            "error; note without a source",
        ),
        Code(
            "text-untagged",
            "a text is not one element of the structure",
            "a text of `cv.yaml` is not part of the text of one element, or the title of a section is no heading",
            "in a custom class, use `\\cv@tag` around each text",
            names_text=True,
        ),
        Code(
            "tags-order",
            "the structure has another order than the CV",
            "the title of a section, an entry or a bullet comes before what it follows in the selection",
            "in a custom class, set the texts in the order of `cv.yaml`",
        ),
    ),
)
