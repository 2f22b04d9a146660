"""Each expected link is there, with exactly its target, and no link leads to anything but the web, mail or a phone."""

from __future__ import annotations

import difflib
import re

from cvpdf.diagnostics import Diagnostic, Span, error
from cvpdf.inspect.expectation import Expectation
from cvpdf.inspect.facts import PdfFacts
from cvpdf.inspect.wording import place, quoted

SCHEMES = ("https", "http", "mailto", "tel")
"""What a link may lead to. Others run programs or open files of the reader's machine."""

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")  # RFC 3986, 3.1
_MAX_HINTS = 20


def check(facts: PdfFacts, expectation: Expectation | None) -> list[Diagnostic]:
    """Return ``link-missing`` for each expected target that no annotation has, ``link-scheme`` for foreign schemes."""
    targets = dict.fromkeys(uri for page in facts.pages for uri in page.links)
    expected = {link.uri: link.span for link in reversed(expectation.links)} if expectation else {}
    found: list[Diagnostic] = []
    for uri, span in reversed(expected.items()):
        if uri not in targets:
            near = difflib.get_close_matches(uri, targets, n=1, cutoff=0.8) if len(found) < _MAX_HINTS else []
            hint = f"the nearest link leads to {quoted(near[0], 200)}" if near else None
            found.append(error("link-missing", f"no link leads to {quoted(uri, 200)}", span, hint))
    span = place(facts, expectation)
    return found + [_foreign(uri, expected.get(uri) or span) for uri in targets if not _is_allowed(uri)]


def _is_allowed(uri: str) -> bool:
    scheme = _SCHEME.match(uri)
    return scheme is not None and scheme[1].lower() in SCHEMES


def _foreign(uri: str, span: Span) -> Diagnostic:
    scheme = _SCHEME.match(uri)
    what = f"has the scheme {quoted(scheme[1])}" if scheme else "has no scheme"
    hint = f"only {', '.join(SCHEMES)} are allowed"
    return error("link-scheme", f"the link to {quoted(uri, 200)} {what}", span, hint)
