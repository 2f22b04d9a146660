"""Check the structure of a tagged PDF: its own rules, and that every text of cv.yaml is an element of it, in order."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from cvpdf.diagnostics import Diagnostic, Span, error, note, warning
from cvpdf.expectation import Expectation
from cvpdf.pdf.check import Check, Code
from cvpdf.pdf.locate import default_span
from cvpdf.pdf.read.facts import PdfFacts
from cvpdf.pdf.search.structure_text import StructureText, key, structure_text
from cvpdf.quoting import and_more, quoted

_HINT = "in a custom class, use the macros of cvpdf-tags.sty; or set `design: {standard: none}`"
_SEVERITIES = "error if `standard` is written in `design`; else warning; note without a source"


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
        if expectation is None and problem.own:
            continue
        by_code.setdefault(problem.code, []).append(problem.text)
    if expectation is not None and expectation.standard == "ua1+a2a" and structure.archive != "2A":
        by_code.setdefault("tags-archive", []).append("it does not claim PDF/A-2a")
    found = []
    for code, texts in by_code.items():
        message = f"the PDF is not tagged rightly: {quoted(texts[0], 200)}{and_more(texts)}"
        found.append(report(code, message, span, _HINT))
    # Where content is not found, neither is its text.
    text = structure_text(facts) if expectation is not None else None
    if expectation is not None and text is not None:
        found += _texts(facts, text, expectation, span, report)
        found += _links(facts, expectation, span, report)
    return list(dict.fromkeys(found))


def _texts(
    facts: PdfFacts, text: StructureText, expectation: Expectation, span: Span, report: Callable[..., Diagnostic]
) -> Iterator[Diagnostic]:
    """Yield the texts that are in no element of their type, and those that are out of order."""
    everything = key("".join(run.text for page in facts.pages for run in page.runs))
    for one in expectation.texts:
        # What is nowhere is reported by another check.
        if not text.has(one.text) and key(one.text) in everything:
            message = f"the {one.what} `{quoted(one.text)}` is not the text of one element of the structure"
            yield report("text-untagged", message, one.span or span, _HINT)
    before = ""
    misplaced = set()
    for (one, kinds, section, entry), start, kind_is_right in text.placed(expectation):
        if start >= 0:
            before = f"`{quoted(one.text)}`"
        elif text.has(one.text) and id(section) not in misplaced:
            if entry is None:
                misplaced.add(id(section))
            words = f"in the structure, the {one.what} `{quoted(one.text)}` is"
            if kind_is_right:
                message = f"{words} out of order; it should {f'follow {before}' if before else 'come first'}"
                yield report("tags-order", message, one.span or span, _HINT)
            else:
                message = f"{words} in no element of the type {' or '.join(sorted(kinds))}"
                yield report("text-untagged", message, one.span or span, _HINT)


def _links(
    facts: PdfFacts, expectation: Expectation, span: Span, report: Callable[..., Diagnostic]
) -> Iterator[Diagnostic]:
    """Yield the links whose text is not that of a Link element with their address."""
    runs: dict[tuple[int, int], str] = {}
    for number, page in enumerate(facts.pages, 1):
        for run in page.runs:
            runs[number, run.piece] = runs.get((number, run.piece), "") + run.text
    texts: dict[str, set[str]] = {}
    for element in facts.file.structure.elements:
        for uri in element.uris:
            texts.setdefault(uri, set()).add(key("".join(runs.get(piece, "") for piece in element.pieces)))
    for link in expectation.links:
        if link.uri in texts and key(link.text) not in texts[link.uri]:
            message = f"the Link to {quoted(link.uri, 200)} has another text than `{quoted(link.text)}`"
            yield report("text-untagged", message, link.span or span, _HINT)


CHECK = Check(
    name="tags",
    title="tagged for screen readers (PDF/UA-1), all texts in the structure and in order",
    function=check,
    position=115,
    notes="""\
The structure of a tagged PDF says what is a heading, a list or a link, and in which order they are read. Screen readers
use it, and so do programs that convert a PDF. cvpdf compares it with `cv.yaml`: every text is the text of one element,
a title is a heading, a link is a Link with its address, and all are in the order of the selection. With
`design: {standard: none}` the PDF has no tags, and this check finds nothing. A class of your own may print text without
tags; these are errors only if you ask for tags with `design: {standard: ua1}`. Without a source, the check reports what
PDF/UA-1 demands of every tagged file; files of more than 200 pages are skipped.""",
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
            " the information of the document, or does not name PDF/UA-1; or the document has no language, or hides its"
            " title",
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
            "a text of `cv.yaml` is not part of the text of one element, or the title of a section or entry, a position"
            " or a bullet is in one of another type; or the Link element to an address has another text",
            "in a custom class, use `\\cv@tag` around each text",
            _SEVERITIES,
            names_text=True,
        ),
        Code(
            "tags-order",
            "the structure has another order than the CV",
            "the title of a section or entry, a date, a position or a bullet is not in its place",
            "in a custom class, set the texts in the order of `cv.yaml`",
            _SEVERITIES,
        ),
    ),
)
