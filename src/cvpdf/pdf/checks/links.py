"""Check that the expected links exist, with their exact targets, on visible text, and that all targets are safe."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from itertools import zip_longest

from cvpdf.diagnostics import Diagnostic, Related, Span, error, warning
from cvpdf.expectation import Expectation, ExpectedLink
from cvpdf.pdf.check import Check, Code
from cvpdf.pdf.locate import default_span
from cvpdf.pdf.read.facts import LinkFacts, PageFacts, PdfFacts, TextRun
from cvpdf.quoting import quoted

SCHEMES = ("https", "http", "mailto", "tel")
"""Allowed schemes. Others run programs or open files of the reader's machine."""
MIN_COVERED = 1.0
"""Points of a run's width that a link must cover to be a link on that run."""

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")  # RFC 3986, 3.1
_MAX_HINTS = 20


def check(facts: PdfFacts, expectation: Expectation | None) -> list[Diagnostic]:
    """Return ``link-missing``, ``link-scheme`` and ``link-without-text``."""
    counts = Counter(uri for page in facts.pages for uri in page.links)
    expected: dict[str, list[ExpectedLink]] = {}
    for link in expectation.links if expectation else ():
        expected.setdefault(link.uri, []).append(link)
    diagnostics: list[Diagnostic] = []
    for uri, links in expected.items():
        if counts[uri] < len(links):
            diagnostics.append(_missing(links, counts, len(diagnostics) < _MAX_HINTS))
    default = default_span(facts, expectation)
    spans = {uri: links[0].span or default for uri, links in expected.items()}
    diagnostics += [_bad_scheme(uri, spans.get(uri, default)) for uri in counts if not _is_allowed(uri)]
    report = error if expectation else warning
    for number, (page, following) in enumerate(zip_longest(facts.pages, facts.pages[1:]), 1):
        for uri in _without_text(page, following):
            message = f"the link to {quoted(uri, 200)} on page {number} has no visible text"
            hint = "a parser cannot read an icon or an empty box; give the link a text"
            diagnostics.append(report("link-without-text", message, spans.get(uri, default), hint))
    return list(dict.fromkeys(diagnostics))


CHECK = Check(
    name="links",
    title="links exist, on visible text, with correct and safe targets",
    function=check,
    position=80,
    codes=(
        Code(
            "link-missing",
            "a link is missing",
            "no link annotation has exactly this target (the hint shows the most similar one), or fewer have it than"
            " places of `cv.yaml` contain it. More are fine, since a link that is broken over two lines has two; so"
            " the check does not notice a lost link if an equal one is broken",
            "in a custom template, print the field as a link",
            names_text=True,
        ),
        Code(
            "link-scheme",
            "the scheme of a link is not allowed",
            "the target is not `https`, `http`, `mailto` or `tel`: it could run a program or open a file",
            "use one of these schemes, or no link",
        ),
        Code(
            "link-without-text",
            "a link has no visible text",
            "the box of the link covers no visible text: at least 1 pt of the width of a run whose middle is at its"
            " height. A box without width at the end of a line may have its text in the next box of the same link",
            "give the icon or picture a text",
            "error; warning without a source",
            names_text=True,
        ),
    ),
)


def _missing(links: list[ExpectedLink], counts: Counter[str], with_hint: bool) -> Diagnostic:
    uri, count = links[0].uri, counts[links[0].uri]
    if count:
        message = f"{len(links)} links should lead to {quoted(uri, 200)}; the PDF has {count}"
        others = [Related("also here", link.span) for link in links[:-1] if link.span]
        return error("link-missing", message, links[-1].span, None, others)
    near = difflib.get_close_matches(uri, counts, n=1, cutoff=0.8) if with_hint else []
    hint = f"the most similar link leads to {quoted(near[0], 200)}" if near else None
    others = [Related("also here", link.span) for link in links[1:] if link.span]
    return error("link-missing", f"no link leads to {quoted(uri, 200)}", links[0].span, hint, others)


def _is_allowed(uri: str) -> bool:
    scheme = _SCHEME.match(uri)
    return scheme is not None and scheme[1].lower() in SCHEMES


def _bad_scheme(uri: str, span: Span) -> Diagnostic:
    scheme = _SCHEME.match(uri)
    what = f"has the scheme {quoted(scheme[1])}" if scheme else "has no scheme"
    hint = f"only {', '.join(SCHEMES)} are allowed"
    return error("link-scheme", f"the link to {quoted(uri, 200)} {what}", span, hint)


def _without_text(page: PageFacts, following: PageFacts | None) -> list[str]:
    """Return the targets of links that cover no text; none if the runs could not be read.

    A link between two Han may begin at the end of a line, where it has no width; its text is on the next line.
    """
    if not page.runs:
        return []
    visible = [run for run in page.runs if run.is_visible]
    first = following.link_boxes[:1] if following else ()
    return [
        link.uri
        for link, then in zip_longest(page.link_boxes, (*page.link_boxes[1:], *first))
        if link and not any(_covers(link, run) for run in visible) and not _continues(link, then)
    ]


def _continues(link: LinkFacts, then: LinkFacts | None) -> bool:
    return then is not None and link.uri == then.uri and link.box.right - link.box.left < MIN_COVERED


def _covers(link: LinkFacts, run: TextRun) -> bool:
    """Whether the middle of a run's height and enough of its width are in a link's box."""
    if not link.box.bottom <= (run.box.bottom + run.box.top) / 2 <= link.box.top:
        return False
    width = min(link.box.right, run.box.right) - max(link.box.left, run.box.left)
    return width >= min(MIN_COVERED, 0.5 * (run.box.right - run.box.left))
