"""Check the structure of a tagged PDF: its own rules, and that every text of cv.yaml is an element of it, in order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from cvpdf.diagnostics import Diagnostic, Span, error, note, warning
from cvpdf.expectation import Expectation, ExpectedText
from cvpdf.pdf.check import Check, Code
from cvpdf.pdf.locate import default_span, squeezed
from cvpdf.pdf.read.facts import PdfFacts
from cvpdf.quoting import and_more, quoted

_HINT = "in a custom class, use the macros of cvpdf-tags.sty; or set `design: {standard: none}`"
_SEVERITIES = "error if `standard` is written in `design`; else warning; note without a source"
_BLOCKS = ("H1", "H2", "H3", "H4", "H5", "H6", "P", "LI", "LBody")
"""The types of elements whose text is compared; of an item of a list the number is a part, too."""


def check(facts: PdfFacts, expectation: Expectation | None) -> list[Diagnostic]:
    """Return the rules of PDF/UA-1 that the file breaks, ``text-untagged`` and ``tags-order``.

    They are errors if cv.yaml asks for the standard, else warnings, and notes without a source. Nothing is reported
    where no tags are wanted, and of a foreign PDF without any.
    """
    structure = facts.file.structure
    missing = any(problem.code == "tags-missing" for problem in structure.problems)
    report: Callable[..., Diagnostic]
    if expectation is None:
        report = note
    elif expectation.standard_required:
        report = error
    else:
        report = note if missing else warning
    if (expectation is None and missing) or (expectation is not None and expectation.standard == "none"):
        return []
    span = default_span(facts, expectation)
    by_code: dict[str, list[str]] = {}
    for problem in structure.problems:
        by_code.setdefault(problem.code, []).append(problem.text)
    if expectation is not None and expectation.standard == "ua1+a2a" and structure.archive != "2A":
        by_code.setdefault("tags-archive", []).append("it does not claim PDF/A-2a")
    found = []
    for code, texts in by_code.items():
        message = f"the PDF is not tagged rightly: {quoted(texts[0], 200)}{and_more(texts)}"
        found.append(report(code, message, span, _HINT))
    # Where content is not found, neither is its text.
    if expectation is not None and not found:
        found += _Texts(facts).compare(expectation, span, report)
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
        self._everything = _key("".join(run.text for page in facts.pages for run in page.runs))
        self._blocks = [
            _Block(one.kind, _key("".join(text for piece in one.pieces for text in letters.get(piece, ()))))
            for one in facts.file.structure.elements
            if one.kind in _BLOCKS
        ]

    def compare(self, expectation: Expectation, span: Span, report: Callable[..., Diagnostic]) -> Iterator[Diagnostic]:
        """Yield the texts that are in no element of their type, and those whose element comes too early."""
        for text in expectation.texts:
            # What is nowhere is reported by another check.
            if self._find(_key(text.text), "") is None and _key(text.text) in self._everything:
                message = f"the {text.what} `{quoted(text.text)}` is not the text of one element of the structure"
                yield report("text-untagged", message, text.span or span, _HINT)
        place = 0
        for text, kind in _in_order(expectation):
            key = _key(text.text)
            later = self._find(key, kind, place)
            if later is not None:
                place = later
            elif self._find(key, kind) is not None:
                message = f"in the structure, the {text.what} `{quoted(text.text)}` is before what it comes after"
                yield report("tags-order", message, text.span or span, _HINT)
            elif kind and self._find(key, "") is not None:
                message = f"in the structure, the {text.what} `{quoted(text.text)}` is no heading ({kind})"
                yield report("text-untagged", message, text.span or span, _HINT)

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
tags, and this check finds nothing. A class of your own may print text without tags; these are errors only if you ask
for tags with `design: {standard: ua1}`.""",
    codes=(
        Code(
            "tags-missing",
            "the PDF is not tagged",
            "the file has no structure tree",
            "use cvpdf's class, or set `design: {standard: none}`",
            "error if `standard` is written in `design`; else note",
        ),
        Code(
            "tags-metadata",
            "the metadata of a tagged PDF are wrong",
            "the file does not say that it is tagged; XMP is missing or malformed, has no title or other values than"
            " the information of the document, or does not name PDF/UA-1; or the document has no"
            " language, or hides its title",
            "use cvpdf's class",
            _SEVERITIES,
        ),
        Code(
            "tags-structure",
            "the structure tree breaks a rule",
            "an element has an unknown type, is inside of a wrong one, is empty, in two places or inside of itself; a"
            " level of headings is skipped; the name is not the only heading of level 1; an item of a list has no"
            " body; a picture has no text in place of it, or no place",
            "in a custom class, use the macros of `cvpdf-tags.sty`",
            _SEVERITIES,
        ),
        Code(
            "tags-content",
            "content and structure do not fit together",
            "text or a drawing is neither content of an element nor an artifact, belongs to no element or to two, is"
            " nested, or does not end; the parent tree names another element; a page does not take the order of tabs"
            " from the structure",
            "in a custom class, use `\\cv@tag` for text and `\\cv@artifact` for decoration",
            _SEVERITIES,
        ),
        Code(
            "tags-link",
            "a link is not in the structure",
            "a link annotation, or that of one of its lines, belongs to no Link element, or has no text for screen"
            " readers; or an annotation is no link",
            "use `\\cvlink`",
            _SEVERITIES,
        ),
        Code(
            "tags-archive",
            "the PDF is not made for archives (PDF/A-2a)",
            "`standard` is `ua1+a2a`, but the file does not say so in XMP; or it says so, but has no identifier, does"
            " not say what its colours mean, or has a link that is not printed",
            "use cvpdf's class",
            _SEVERITIES,
        ),
        Code(
            "text-untagged",
            "a text is not one element of the structure",
            "a text of `cv.yaml` is not part of the text of one element, or the title of a section is no heading",
            "in a custom class, use `\\cv@tag` around each text",
            _SEVERITIES,
            names_text=True,
        ),
        Code(
            "tags-order",
            "the structure has another order than the CV",
            "the title of a section, an entry or a bullet comes before what it follows in the selection",
            "in a custom class, set the texts in the order of `cv.yaml`",
            _SEVERITIES,
        ),
    ),
)
