"""The parts of an author's name: what citation styles abbreviate, turn around, or leave as it is."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from cvpdf.east_asian import is_east_asian

_SUFFIX = re.compile(r"(?:jr|sr|junior|senior|i{2,3}|iv|ph\.?d|m\.?d|m\.?sc|esq)\.?", re.IGNORECASE)
_GROUP = re.compile(
    r"\b(?:\w*collaboration|consorti|\w*group|team|foundation|committee|societ|institut|universit|council|network"
    r"|department|ministr|et al\b|others\b)",
    re.IGNORECASE,
)
"""Words of groups, whose names have conjunctions and commas of their own."""
_INITIALS = re.compile(r"(?:[A-Z]\.?){1,3}")
# The compound family names of Chinese that are in use.
# fmt: off
_TWO_HAN = (
    "欧阳", "歐陽", "司马", "司馬", "上官", "诸葛", "諸葛", "东方", "東方",
    "皇甫", "尉迟", "公孙", "令狐", "夏侯", "司徒", "端木",
)
# fmt: on


class AuthorName(NamedTuple):
    """A name in parts. A group has only ``group``, a person with one name only ``family``."""

    given: str = ""
    particle: str = ""
    """`van der`, `de`: small words before the family name."""
    family: str = ""
    suffix: str = ""
    """`Jr.`, `III`."""
    group: str = ""

    @property
    def is_east_asian(self) -> bool:
        """Whether it is written in Han, kana or Hangul: the family name first, without a space or a comma."""
        return bool(self.family) and all(map(is_east_asian, self.family + self.given.replace(" ", "")))

    @property
    def natural(self) -> str:
        """The name as it is read."""
        if self.group or self.is_east_asian:
            return self.group or self.family + self.given
        name = " ".join(filter(None, (self.given, joined(self.particle, self.family))))
        if not self.suffix:
            return name
        return f"{name} {self.suffix}" if re.fullmatch("[IVX]+", self.suffix) else f"{name}, {self.suffix}"


def is_group(text: str) -> bool:
    """Return whether an author is a group, such as `CERN Collaboration` or `Statistical Office of Norland`."""
    return bool(_GROUP.search(text))


@lru_cache(maxsize=10_000)  # the same authors write many works
def author_name(text: str) -> AuthorName:
    """Return the parts of a name as it is typed: `Tess Hof`, `Hof, Tess`, `Hof, Jr., Tess`, `Jan van der Berg`.

    Without a comma the last word is the family name, and words before it in small letters are particles, as in BibTeX.
    Two family names, as in Spanish, need a comma: `García Jiménez, Ana`.
    """
    text = " ".join(text.split())
    if text.startswith("{") and text.endswith("}"):
        return AuthorName(group=text[1:-1])
    if is_group(text):
        return AuthorName(group=text)
    joined = re.sub(r"[\s·・]+", "", text)
    if joined and all(map(is_east_asian, joined)):
        return _east_asian(text, joined)
    parts = [part.strip() for part in text.replace("，", ",").split(",")]
    suffix = " ".join(part for part in parts[1:] if _SUFFIX.fullmatch(part))
    first, *rest = [parts[0], *(part for part in parts[1:] if part and not _SUFFIX.fullmatch(part))]
    if rest:
        given, particle = _split_particle(" ".join(rest))
        before, family = _leading_particle(first.split())
        return AuthorName(given, " ".join(filter(None, (before, particle))), family, suffix)
    words = first.split()
    if len(words) > 2 and not suffix and re.fullmatch(r"(?:jr|sr|i{2,3}|iv)\.?", words[-1], re.IGNORECASE):
        suffix = words.pop()
    if len(words) > 1 and _INITIALS.fullmatch(words[-1]) and not _INITIALS.fullmatch(words[0]):
        return AuthorName(" ".join(f"{c}." for c in words[-1] if c != "."), "", " ".join(words[:-1]), suffix)
    small = next((k for k, word in enumerate(words[1:-1], 1) if word[:1].islower()), len(words) - 1)
    before, family = _leading_particle(words[small:])
    return AuthorName(" ".join(words[:small]), before, family, suffix)


def _east_asian(text: str, joined: str) -> AuthorName:
    words = re.split(r"[\s·・]+", text)
    if len(words) == 2:
        return AuthorName(given=words[1], family=words[0])
    cut = (2 if joined.startswith(_TWO_HAN) else 1) if len(joined) in (2, 3, 4) else len(joined)
    return AuthorName(given=joined[cut:], family=joined[:cut])


def _leading_particle(words: list[str]) -> tuple[str, str]:
    """Return the words in small letters at the beginning, and the others; the last one is never a particle."""
    count = next((k for k, word in enumerate(words[:-1]) if not word[:1].islower()), max(0, len(words) - 1))
    return " ".join(words[:count]), " ".join(words[count:])


def _split_particle(given: str) -> tuple[str, str]:
    """Return given names and the particle behind them: `Jan van der` of `Berg, Jan van der`."""
    words = given.split()
    count = next((k for k, word in enumerate(reversed(words)) if not word[:1].islower()), len(words))
    cut = len(words) - count
    return (" ".join(words[:cut]), " ".join(words[cut:])) if cut else (given, "")


def joined(particle: str, family: str) -> str:
    """Return particle and family name; there is no space behind an apostrophe: `d'Ormesson`."""
    space = "" if not particle or particle.endswith(("'", "’")) else " "
    return f"{particle}{space}{family}"
