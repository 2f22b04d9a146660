"""Inline Markdown of prose fields, parsed by markdown-it-py with four rules on: emphasis, code, links, and no more.

Anything that is not clearly markup is literal, so no character is lost. This differs from CommonMark: underscores are
never markup (``__init__`` prints as typed), nor is a single asterisk inside a word (``a*b and c*d``), nor an asterisk
or a bracket after a backslash; a link needs a text and an address, and has no title. Two asterisks are markup inside a
word (``un**believ**able``) and beside any punctuation, since scripts without spaces have no other place for them.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from types import SimpleNamespace
from typing import TYPE_CHECKING

from pydantic_core import PydanticCustomError

from cvpdf.render.content.runs import Run
from cvpdf.schema.values.links import Url
from cvpdf.source.nodes import Text

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline


_STOPS = frozenset(",.;:!?…、。，．；：！？")


@lru_cache(maxsize=10_000)  # several variants show the same text
def runs(prose: str) -> tuple[Run, ...]:
    """Return a prose text as runs."""
    prose = str(prose)
    if not any(sign in prose for sign in ("*", "`", "](")):
        return (Run(prose),)
    parsed: list[Run] = []
    bold = italic = 0
    target = ""
    for token in _parser().parseInline(prose)[0].children or []:
        if token.type == "strong_open":
            bold += 1
        elif token.type == "strong_close":
            bold -= 1
        elif token.type == "em_open":
            italic += 1
        elif token.type == "em_close":
            italic -= 1
        elif token.type == "link_open":
            target = Url.parse(Text(str(token.attrs["href"]))).target
        elif token.type == "link_close":
            target = ""
        elif token.content:
            parsed.append(Run(token.content, bold > 0, italic > 0, token.type == "code_inline", target))
    return tuple(parsed)


def plain(prose: str) -> str:
    """Return the text without markup."""
    return "".join(run.text for run in runs(prose))


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt, helpers

    parser = MarkdownIt("zero").enable(["emphasis", "backticks", "link", "balance_pairs", "fragments_join"])
    parser.inline.ruler.at("emphasis", _asterisks)
    parser.inline.ruler.at("link", _link)
    parser.validateLink = _is_link  # type: ignore[method-assign,assignment]
    parser.helpers = SimpleNamespace(  # type: ignore[assignment]
        parseLinkLabel=helpers.parseLinkLabel,
        parseLinkDestination=helpers.parseLinkDestination,
        parseLinkTitle=lambda *_: SimpleNamespace(ok=False),
    )
    parser.normalizeLink = str  # type: ignore[method-assign,assignment]
    return parser


def _is_link(target: str) -> bool:
    """Return whether an address is one that other fields of cv.yaml accept; any other one stays literal text."""
    try:
        Url.parse(Text(target))
    except PydanticCustomError:
        return False
    return True


def _link(state: StateInline, silent: bool) -> bool:
    """Parse ``[text](address)`` by markdown-it's own rule, unless a part of it would not be printed."""
    from markdown_it.rules_inline import link

    if state.src[state.pos] != "[" or state.src[max(0, state.pos - 1)] == "\\":
        return False
    end = state.md.helpers.parseLinkLabel(state, state.pos, True)
    if not state.src[state.pos + 1 : max(end, 0)].strip() or re.match(r"\]\(\s*\)", state.src[end:]):
        return False
    return link(state, silent)


def _asterisks(state: StateInline, silent: bool) -> bool:
    """Collect asterisks as possible emphasis by markdown-it's own rule, but never inside a word."""
    from markdown_it.rules_inline.state_inline import Delimiter

    if silent or state.src[state.pos] != "*" or state.src[max(0, state.pos - 1)] == "\\":
        return False
    length = len(state.src) - state.pos - len(state.src[state.pos :].lstrip("*"))
    before, after = state.src[max(0, state.pos - 1) : state.pos], state.src[state.pos + length :]
    # Han and kana have no spaces between words, so the inside of a word is unknown there.
    unspaced = any(unicodedata.east_asian_width(c) in "WF" for c in before + after[:1])
    if length >= 2 or unspaced:
        can_open, can_close = _flanks(before, after, unspaced)
    else:
        can_open, can_close = state.scanDelims(state.pos, False)[:2]
    for _ in range(length):
        token = state.push("text", "", 0)
        token.content = "*"
        state.delimiters.append(
            Delimiter(
                marker=ord("*"),
                length=length,
                token=len(state.tokens) - 1,
                end=-1,
                open=can_open,
                close=can_close,
            )
        )
    state.pos += length
    return True


def _flanks(before: str, after: str, unspaced: bool) -> tuple[bool, bool]:
    """Return whether asterisks can open and close emphasis, by the character before them and the text after them."""
    if not unspaced and before.isalnum() and after[:1].isalnum():
        # `x**2 + y**2` is a formula: inside a word only letters are emphasised, without spaces.
        letters = before.isalpha() and after[:1].isalpha()
        return letters and bool(re.match(r"[^\s*]+\*\*", after)), letters
    starts, ends = (unicodedata.category(c) if c else "Zs" for c in (before, after[:1]))
    can_open = ends[0] != "Z" and (starts[0] in "ZP" or not (ends in ("Pe", "Pf") or after[0] in _STOPS))
    return can_open, starts[0] != "Z" and (ends[0] in "ZP" or starts not in ("Ps", "Pi"))
