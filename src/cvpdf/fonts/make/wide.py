"""Han, kana and Hangul: which family sets which letter, and how lines break beside it."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Sequence, Set

from cvpdf.east_asian import has_no_spaces, is_east_asian
from cvpdf.fonts.font_set import Family

_OPENING = frozenset("（［｛「『【〔〈《〖〘〚｢“‘")
_CLOSING = frozenset("、。，．：；？！）］｝」』】〕〉》〗〙〛・％℃｡､｣･”’")
_HANGING = frozenset(
    "…‥—―〜～ー々〻ヽヾゝゞぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ"
)

_SHARED = frozenset("“”‘’…‥—―")
"""Signs that are as wide as Han in Chinese and Japanese, but not among Latin letters."""


def wide_letters(clusters: Set[str]) -> set[str]:
    """Return those letters of a document that are set in a wide family."""
    return {letter for letter in clusters if len(letter) == 1 and is_east_asian(letter)}


def shared_signs(clusters: Set[str], language: str) -> set[str]:
    """Return those signs of a document that are wide beside Han and narrow beside Latin letters."""
    spaceless = language.split("-")[0] in ("zh", "ja") and any(map(has_no_spaces, clusters))
    return set(clusters & _SHARED) if spaceless else set()


def by_family(
    letters: Iterable[str], families: Sequence[Family], has: Callable[[Family], Set[str]]
) -> dict[str, Family]:
    """Return the family of each letter; those that no family has are left out.

    A script is set in the first family that has all of its letters, else each letter in the first that has it. Han,
    kana and their signs are in one family if one has all of them, since they alternate within a word.
    """
    scripts: dict[str, set[str]] = {}
    for letter in letters:
        scripts.setdefault(_script(letter), set()).add(letter)
    spaceless = {letter for script, wanted in scripts.items() if script != "hangul" for letter in wanted}
    chosen: dict[str, Family] = {}
    for script, wanted in scripts.items():
        order = [family for family in families if _serves(family, script)]
        whole = next((family for family in order if wanted <= has(family)), None)
        if whole and not whole.scripts and script != "hangul":
            whole = next((family for family in order if not family.scripts and spaceless <= has(family)), whole)
        for letter in wanted:
            family = whole or next((family for family in order if letter in has(family)), None)
            if family is not None:
                chosen[letter] = family
    return chosen


def wanted_family(letter: str, families: Sequence[Family]) -> Family | None:
    """Return the first family that is there for the script of a letter, as the design names it."""
    return next((family for family in families if _script(letter) in family.scripts), None)


def spacing_class(letter: str, language: str) -> int:
    """Return the class of a letter in `cvpdf-letters.sty`, which decides about breaks and gaps beside it.

    0 Han and kana, 1 opening, 2 closing, 3 Hangul and all of Korean, 4 small kana and dashes.
    """
    for number, letters in ((1, _OPENING), (2, _CLOSING), (4, _HANGING)):
        if letter in letters:
            return number
    korean = language.split("-")[0] == "ko" and unicodedata.category(letter) == "Lo"
    return 3 if korean or not has_no_spaces(letter) else 0


def _script(letter: str) -> str:
    if not has_no_spaces(letter):
        return "hangul" if is_east_asian(letter) else "signs"
    if "\u3041" <= letter <= "\u30ff" or "\u31f0" <= letter <= "\u31ff" or "\uff66" <= letter <= "\uff9f":
        return "kana"
    return "han" if unicodedata.category(letter) == "Lo" else "signs"


def _serves(family: Family, script: str) -> bool:
    """Whether a family may set a script. Signs are set like the Han or kana between which they are."""
    serves: tuple[str, ...] = family.scripts
    return not serves or script in serves or (script == "signs" and serves != ("hangul",))
