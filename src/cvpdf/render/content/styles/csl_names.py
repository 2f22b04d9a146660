"""Where a name begins and ends in what pandoc prints: only the family name has marks around it."""

from __future__ import annotations

import re
from typing import NamedTuple

from cvpdf.schema.values.author_names import AuthorName

_BETWEEN = r"[\s.‐‑-]*"
_COMMA = "[,،、，]?"
_INITIALS = re.compile(r"""\binitialize-with\s*=\s*["']([^"']*)""")
_INVERTED = re.compile(r"""\bname-as-sort-order\s*=\s*["'](all|first)["']""")


class Extent(NamedTuple):
    """How many characters before and behind the family name belong to the name."""

    before: int
    after: int


class NameForm(NamedTuple):
    """How a style prints names."""

    family_first: str
    """Whose family names are first: `all`, `first`, or empty."""
    has_stops: bool
    """Whether a full stop follows an initial."""

    @classmethod
    def of(cls, style: str) -> NameForm:
        """Return the form of names from the text of a style."""
        _, _, bibliography = style.partition("<bibliography")
        signs = _INITIALS.findall(style)
        found = _INVERTED.search(bibliography) or _INVERTED.search(style)
        return cls(found[1] if found else "", not signs or "." in "".join(signs))


def extent(name: AuthorName, before: str, after: str, family_first: bool, has_stops: bool) -> Extent:
    """Return the extent of a name between the words before its family name and those behind it.

    The other order is tried if there are no given names where the style should have them.
    """
    if name.group or name.is_east_asian or not (name.given or name.particle or name.suffix):
        return Extent(0, 0)
    given, particle = _given(name.given, has_stops), _words(name.particle)
    suffix = rf"(?:{_COMMA}\s*{_words(name.suffix)}(?!\w))?" if name.suffix else ""
    before_sorted = _match(rf"(?<!\w){particle}\s*$", before) if particle else 0
    behind = rf"{_COMMA}\s*{given}(?!\w)" + (rf"(?:{_COMMA}\s*{particle}(?!\w))?" if particle else "")
    orders = {
        True: (before_sorted, _match(rf"^{behind}{suffix}", after)) if given else (0, 0),
        False: (
            _match(rf"(?<!\w){given}\s*" + (rf"(?:{particle}\s*)?$" if particle else "$"), before) if given else 0,
            _match(f"^{suffix}", after) if suffix else 0,
        ),
    }
    for order in (family_first, not family_first):
        if orders[order][1 if order else 0]:
            return Extent(*orders[order])
    return Extent(before_sorted, orders[False][1])


def _match(pattern: str, text: str) -> int:
    found = re.search(pattern, text, re.IGNORECASE)  # some styles print names in capitals
    return len(found[0]) if found else 0


def _given(given: str, has_stops: bool) -> str:
    """Return a pattern for given names, whole or as initials, of which the later ones may be missing."""
    pieces = [piece for piece in re.split(r"[\s.‐‑-]+", given) if piece]
    stop = r"\.?" if has_stops else ""
    # A full stop behind a whole name is that of the sentence.
    wholes = (f"{re.escape(piece[1:])}(?!\\w)|" if piece[1:] else "" for piece in pieces)
    patterns = [f"{re.escape(piece[0])}(?:{whole}{stop})" for piece, whole in zip(pieces, wholes, strict=True)]
    later = "".join(f"(?:{_BETWEEN}{pattern})?" for pattern in patterns[1:])
    return f"{patterns[0]}{later}" if patterns else ""


def _words(text: str) -> str:
    return r"\s*".join(re.escape(word) for word in re.split(r"\s+", text) if word)
