"""Where a line may break although there is no space: in addresses, in code, and where the text says so.

This is the only definition of these places. The printer writes a macro at each of them, and the expectation of the
checks has them, so that a line break there, and nowhere else, counts as no space.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from cvpdf.render.content.runs import Phrase, Run
from cvpdf.render.latex import printed

GOOD, POOR = "\x01", "\x02"
"""Marks of places; control characters, which no text contains."""
BEGIN, END = "\x03", "\x04"
"""Marks around an address, which is not hyphenated: an added hyphen would be another address."""
_NO_BREAK_HYPHEN = "\u2011"
_JOINERS = "\u200c\u200d"
"""Signs that keep two letters apart or together; they print nothing, and a line does not break there."""
SOFT_HYPHEN, ZERO_WIDTH_SPACE = "\u00ad", "\u200b"

_ADDRESS = re.compile(
    r"(?P<head>(?:mailto:)?@?[\w.+%-]+@[\w.-]+|(?:[a-z][a-z0-9+.-]*://)?(?:[\w-]+\.)+[^\W\d_][\w-]+(?::\d+)?"
    r"|10\.\d{4,9}|[a-z][a-z0-9+.-]*://[^/?#\s]+)(?P<rest>[/?#].*)?",
    re.I,
)
"""An address: a mail address, its scheme and host, or the prefix of a DOI, and then a path and a query."""
_HAS_ADDRESS = re.compile(r"://|www\.|@|(?<!\w)10\.\d{4,9}/|[\w-]\.[^\W\d_][\w-]+/")
_GOOD_PLACE = re.compile(r"(?<=[^/]/)(?=[^/])|(?<=[^/&?#])(?=[?&#])")
_POOR_PLACE = re.compile(r"(?<=[-_=,:;+~@%])(?=[\w.(])|(?<=\w)(?=[.])(?!\.$)")
_CODE_PLACE = re.compile(r"(?<=[-_/.,:;=@#&?%(|])(?=[^\W_])|(?<=::)")
_LONG_HEAD = 40
"""Characters of a host or a mail address, beyond which it may break at a dot or `@`: it could not fit otherwise."""
_LONG_WORD = re.compile(r"[^\W_]{41,}")
_LONG_STEP = 10


class Breaks(NamedTuple):
    """A printed text, and the places in it where a line may break without a space."""

    text: str
    places: tuple[int, ...] = ()
    hyphens: tuple[int, ...] = ()
    """Where a line break adds a hyphen: the soft hyphens of the text."""


def marked(run: Run, enclose: bool = False) -> str:
    """Return the text of a run with :data:`GOOD` and :data:`POOR` at the places where its addresses may break.

    ``enclose``: also mark where each address begins and ends.
    """
    if run.tied:
        run = run._replace(text=run.text.replace(" ", f"{POOR} "), tied=False)
    if run.code:
        return " ".join(_long_words(_CODE_PLACE.sub(POOR, word)) for word in run.text.split(" "))
    if not run.target and not _HAS_ADDRESS.search(run.text):
        return run.text
    return re.sub(r"\S+", lambda word: _marked_word(word[0], enclose), run.text)


def _marked_word(word: str, enclose: bool) -> str:
    match = re.match(r"[(\[<{\"'“‘„«]*(?:doi:|arxiv:)?", word, re.I)
    start = match.end() if match else 0
    address = _ADDRESS.match(word, start)
    if address is None:
        return word
    head, rest = address["head"], address["rest"] or ""
    tail = word[address.end() :]
    long = len(head) > _LONG_HEAD
    account, at, host = head.rpartition("@")
    # TeX breaks a line at any hyphen; only the account of a long mail address may break there.
    head = (account if long else account.replace("-", _NO_BREAK_HYPHEN)) + at + host.replace("-", _NO_BREAK_HYPHEN)
    if long:
        head = re.sub(r"(?<=[^.])(?=\.)|(?<=@)", POOR, head)
    # A place at the boundary of the two parts is one of the rest.
    rest = _long_words(_POOR_PLACE.sub(POOR, _GOOD_PLACE.sub(GOOD, f"x{rest}"))[1:]) if rest else ""
    begin, end = (BEGIN, END) if enclose else ("", "")
    return f"{begin}{word[:start]}{head}{rest}{end}{tail}"


def _long_words(text: str) -> str:
    return _LONG_WORD.sub(
        lambda word: POOR.join(word[0][i : i + _LONG_STEP] for i in range(0, len(word[0]), _LONG_STEP)), text
    )


def breaks_of(phrase: Phrase) -> Breaks:
    """Return the text of a phrase without invisible characters, and its places."""
    # Printed before places are counted, since a ligature becomes several letters.
    return unmarked(printed("".join(map(marked, phrase.runs))))


def unmarked(text: str) -> Breaks:
    """Return a marked text without its marks and without invisible signs, and the places of these."""
    places: list[int] = []
    hyphens: list[int] = []
    parts: list[str] = []
    length = 0
    signs = f"([{GOOD}{POOR}{SOFT_HYPHEN}{ZERO_WIDTH_SPACE}{_JOINERS}])"
    for part in re.split(signs, unicodedata.normalize("NFC", text)):
        if part in (GOOD, POOR, ZERO_WIDTH_SPACE):
            places.append(length)
        elif part == SOFT_HYPHEN:
            hyphens.append(length)
        elif part not in _JOINERS or not part:
            parts.append(part)
            length += len(part)
    return Breaks("".join(parts), tuple(places), tuple(hyphens))
