"""Each expected link is there, with exactly its target, on visible text, and leads to the web, mail or a phone."""

from __future__ import annotations

import difflib
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from math import isfinite

from cvpdf.diagnostics import Diagnostic, Related, Span, error, warning
from cvpdf.expectation import Expectation, ExpectedLink
from cvpdf.pdf.messages import place, quoted
from cvpdf.pdf.read.facts import LinkFacts, PageFacts, PdfFacts, TextRun
from cvpdf.pdf.read.geometry import is_visible

SCHEMES = ("https", "http", "mailto", "tel")
"""What a link may lead to. Others run programs or open files of the reader's machine."""
MIN_COVERED = 1.0
"""Points of a text's width that a link must cover to be a link on that text."""

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")  # RFC 3986, 3.1
_MAX_HINTS = 20


def check(facts: PdfFacts, expectation: Expectation | None) -> list[Diagnostic]:
    """Return ``link-missing``, ``link-scheme`` and ``link-without-text``.

    A target must be there at least as often as cv.yaml names it. More annotations are fine: a link that is broken over
    two lines has two.
    """
    there = Counter(uri for page in facts.pages for uri in page.links)
    expected: dict[str, list[ExpectedLink]] = {}
    for link in expectation.links if expectation else ():
        expected.setdefault(link.uri, []).append(link)
    found: list[Diagnostic] = []
    for uri, links in expected.items():
        if there[uri] < len(links):
            found.append(_missing(links, there, len(found) < _MAX_HINTS))
    default = place(facts, expectation)
    spans = {uri: links[0].span or default for uri, links in expected.items()}
    found += [_foreign(uri, spans.get(uri, default)) for uri in there if not _is_allowed(uri)]
    complain = error if expectation else warning
    for number, page in enumerate(facts.pages, 1):
        for uri in _without_text(page):
            message = f"the link to {quoted(uri, 200)} on page {number} lies on no visible text"
            hint = "an icon or an empty box says nothing to a parser, or on paper; give the link a text"
            found.append(complain("link-without-text", message, spans.get(uri, default), hint))
    return list(dict.fromkeys(found))


def _missing(links: list[ExpectedLink], there: Counter[str], with_hint: bool) -> Diagnostic:
    uri, count = links[0].uri, there[links[0].uri]
    if count:
        message = f"{len(links)} links should lead to {quoted(uri, 200)}; the PDF has {count}"
        others = [Related("also written here", link.span) for link in links[:-1] if link.span]
        return error("link-missing", message, links[-1].span, None, others)
    near = difflib.get_close_matches(uri, there, n=1, cutoff=0.8) if with_hint else []
    hint = f"the nearest link leads to {quoted(near[0], 200)}" if near else None
    others = [Related("also written here", link.span) for link in links[1:] if link.span]
    return error("link-missing", f"no link leads to {quoted(uri, 200)}", links[0].span, hint, others)


def _is_allowed(uri: str) -> bool:
    scheme = _SCHEME.match(uri)
    return scheme is not None and scheme[1].lower() in SCHEMES


def _foreign(uri: str, span: Span) -> Diagnostic:
    scheme = _SCHEME.match(uri)
    what = f"has the scheme {quoted(scheme[1])}" if scheme else "has no scheme"
    hint = f"only {', '.join(SCHEMES)} are allowed"
    return error("link-scheme", f"the link to {quoted(uri, 200)} {what}", span, hint)


def _without_text(page: PageFacts) -> list[str]:
    """Return the targets of links that cover no text. Without runs nothing can be said."""
    if not page.runs:
        return []
    # What stands nowhere has no order.
    visible = sorted((run for run in page.runs if is_visible(run) and isfinite(_middle(run))), key=_middle)
    middles = [_middle(run) for run in visible]
    return [
        link.uri
        for link in page.link_boxes
        if not any(
            _covers(link, run)
            for run in visible[bisect_left(middles, link.box.bottom) : bisect_right(middles, link.box.top)]
        )
    ]


def _middle(run: TextRun) -> float:
    """Return the middle of a run's height: that must be in a link's box."""
    return (run.box.bottom + run.box.top) / 2


def _covers(link: LinkFacts, run: TextRun) -> bool:
    """Whether enough of a run's width is in a link's box."""
    width = min(link.box.right, run.box.right) - max(link.box.left, run.box.left)
    return width >= min(MIN_COVERED, 0.5 * (run.box.right - run.box.left))
