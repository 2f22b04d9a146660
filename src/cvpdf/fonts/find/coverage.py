"""Which letters a language needs beyond ASCII, in sets by script, and which of them a font has.

The sets come from Unicode's blocks and from the national standards that Python's codecs contain.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache
from types import MappingProxyType
from typing import NamedTuple

from cvpdf.fonts.font_set import Style

_VOWELS = "aăâeêioôơuưy"
_TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
_SIGNS = (
    "¡¢£¤¥¦§¨©«¬®¯°±²³´¶·¸¹»¼½¾¿×÷–—‘’‚“”„†‡•…‰′″‹›⁄€₩₽₹₺₴₫₱№™←↑→↓↔⇒⇔−√∞≈≠≤≥∂∑∏∫◊✓★●○■▪"
)  # fmt: skip
_WIDE_SIGNS = "、。〃〈〉《》「」『』【】〔〕〜・ー！（），．：；？"


class LetterSet(NamedTuple):
    """A set of letters, and who needs it."""

    name: str
    used_for: str
    """Languages, or what the letters are."""
    letters: str
    """Each once, in the order of Unicode."""

    def missing_from(self, characters: Collection[str]) -> str:
        """Return the letters that are not among some characters."""
        return "".join(letter for letter in self.letters if letter not in characters)


class Share(NamedTuple):
    """How much of a set a family has."""

    letters: LetterSet
    missing: str
    """What its regular style lacks."""
    missing_in_style: dict[Style, str]
    """What another style lacks and the regular one has, for each style that lacks something."""

    @property
    def present(self) -> int:
        """How many letters of the set the regular style has."""
        return len(self.letters.letters) - len(self.missing)

    def __str__(self) -> str:
        """Return the name of a set that is complete, or its name and the share: ``Vietnamese 66/94``."""
        share = f" {self.present}/{len(self.letters.letters)}" if self.missing else ""
        return self.letters.name + share


def shares(regular: Collection[str], others: Mapping[Style, Collection[str]] = MappingProxyType({})) -> list[Share]:
    """Return how much of each set the characters of a regular style are, without the sets of which it has nothing.

    ``others`` are the characters of the other styles.
    """
    found = []
    for one in letter_sets():
        missing = one.missing_from(regular)
        if len(missing) < len(one.letters):
            more = {style: one.missing_from({*characters, *missing}) for style, characters in others.items()}
            found.append(Share(one, missing, {style: letters for style, letters in more.items() if letters}))
    return found


@cache
def letter_sets() -> tuple[LetterSet, ...]:
    """Return all sets."""
    latin = set(_block(0xA0, 0xFF)) | set(_block(0x100, 0x17F))
    vietnamese = (unicodedata.normalize("NFC", vowel + tone) for vowel in _VOWELS for tone in _TONES)
    russian, of_asia = (set(_letters(_codec(*names), "CYRILLIC")) for names in (("iso8859_5", "cp1251"), ("ptcp154",)))
    return (
        _set("Latin-1", "Western European languages", _block(0xA0, 0xFF)),
        # Unicode advises against ŉ, which is an apostrophe and an n.
        _set("Latin Extended-A", "Central European, Baltic and Turkish letters", set(_block(0x100, 0x17F)) - {"ŉ"}),
        _set("Romanian", "with a comma below", "ȘșȚț"),
        _set("Azerbaijani", "what Latin Extended-A lacks", "Əə"),
        _set("Vietnamese", "what Latin-1 and Extended-A lack", {c for v in vietnamese for c in (v, v.upper())} - latin),
        _set("IPA", "pronunciation", [*_block(0x250, 0x2AF), *"ʰʲʷˈˌːˑˠˤ"]),
        _set("Greek", "modern Greek", set(_letters(_codec("iso8859_7"), "GREEK")) - {"ͺ"}),
        _set("polytonic Greek", "Greek before 1982", _block(0x1F00, 0x1FFF)),
        _set("Cyrillic", "Russian, Ukrainian, Bulgarian, Serbian", russian),
        _set("Cyrillic of Asia", "Kazakh, Kyrgyz, Mongolian, Tatar", of_asia - russian),
        _set("signs", "punctuation, currencies, arrows, mathematics", _SIGNS),
        _set("kana", "Japanese", [*_block(0x3041, 0x3096), *_block(0x30A1, 0x30FA)]),
        _set("wide punctuation", "Chinese and Japanese", _WIDE_SIGNS),
        _set("Hangul", "Korean: the syllables of KS X 1001", _rows("euc_kr", 0xB0, 0xC8)),
        _set("Han GB 2312-1", "simplified Chinese: level 1", _rows("gb2312", 0xB0, 0xD7)),
        _set("Han GB 2312-2", "simplified Chinese: level 2, rarer letters", _rows("gb2312", 0xD8, 0xF7)),
        _set("Han JIS-1", "Japanese: level 1 of JIS X 0208", _rows("euc_jp", 0xB0, 0xCF)),
        _set("Han JIS-2", "Japanese: level 2, rarer letters", _rows("euc_jp", 0xD0, 0xF4)),
        _set("Han Big5-1", "traditional Chinese: level 1", _rows("big5", 0xA4, 0xC6, 0x40)),
    )


def _set(name: str, used_for: str, letters: Iterable[str]) -> LetterSet:
    return LetterSet(name, used_for, "".join(sorted({c for c in letters if not c.isascii()})))


def _block(first: int, last: int) -> Iterator[str]:
    """Yield the letters of a range that are the same in NFC, the form of all texts."""
    for character in map(chr, range(first, last + 1)):
        if unicodedata.category(character)[0] == "L" and unicodedata.is_normalized("NFC", character):
            yield character


def _codec(*names: str) -> Iterator[str]:
    """Yield the characters of some codecs of one byte a character."""
    for name in names:
        yield from bytes(range(0xA0 if name.startswith("iso") else 0x80, 0x100)).decode(name, "ignore")


def _letters(characters: Iterable[str], script: str) -> Iterator[str]:
    return (c for c in characters if c.isalpha() and unicodedata.name(c).startswith(script))


def _rows(codec: str, first: int, last: int, low: int = 0xA1) -> Iterator[str]:
    """Yield the characters of some rows of a codec of two bytes a character."""
    for row in range(first, last + 1):
        for cell in range(low, 0xFF):
            text = bytes((row, cell)).decode(codec, "ignore")
            if len(text) == 1 and text >= "一":
                yield text
