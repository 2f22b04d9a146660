"""Which letter is in which slot of a font: LaTeX's T1 encoding, and the document's other letters in free slots."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass

from cvpdf.fonts.letters import is_mark

LIGATURES = ("ff", "fi", "fl", "ffi", "ffl")
"""In the slots from 27 on. A font makes them of letters; nobody types them."""

_CONTROL = [
    "`",
    "´",
    "ˆ",
    "˜",
    "¨",
    "˝",
    "˚",
    "ˇ",
    "˘",
    "¯",
    "˙",
    "¸",
    "˛",
    "‚",
    "‹",
    "›",
    "“",
    "”",
    "„",
    "«",
    "»",
    "–",
    "—",
]
_UPPER = (
    "ĂĄĆČĎĚĘĞĹĽŁŃŇŊŐŔŘŚŠŞŤŢŰŮŸŹŽŻĲİđ§ăąćčďěęğĺľłńňŋőŕřśšşťţűůÿźžżĳ¡¿£"
    "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖŒØÙÚÛÜÝÞẞàáâãäåæçèéêëìíîïðñòóôõöœøùúûüýþß"
)
T1 = {
    **dict(enumerate(_CONTROL)),
    **dict(enumerate(["ı", "ȷ", *LIGATURES], 25)),
    **{slot: chr(slot) for slot in range(32, 127)},
    127: "-",
    **dict(enumerate(_UPPER, 128)),
}
"""The encoding. Slots 39 and 96 differ: they print the straight signs, as typed; LaTeX has the curly quotes there."""

SPACE = 32
"""The slot of the blank, in every font: pypdf takes the width of code 32 for the width of a space."""

TURN = 23
"""The slot of T1's invisible mark between parts of compound words, here for a point that templates set invisibly."""

SIGNS = "’‘•·…€©®™°×±−→←†‡"
"""Always in the font if the family has them, and in the same slots, so that most documents share one font."""

_FREE = (
    "ŊŋĲĳ˝˛˚˙˘ˇ¸¯ȷĹĺĽľŔŕŢţŤťĎďŇňŰűŐőŮůđĞğİŞşŚśŹźŻżŃńĆćĄąĘęŁłĂăĚěŘřŠšŽžČčŸẞ"
    "ÐðÞþŒœÿÝýÃãÕõÆæØøÅåÑñÌìÒòÙùÎîÛûÏïËëÔôÂâÊêÀàÈèÇçÍíÓóÚúÁáÄäÖöÜüÉéß¡¿£§´`¨˜ˆ"
)
"""T1's letters whose slots others may take, the rarest in hand-written LaTeX first."""

WIDE_SLOTS = tuple(slot for slot in range(256) if slot != SPACE)
"""The slots of a font that is not in T1 order."""


@dataclass(frozen=True)
class Slots:
    """A slot for each letter of the document that is not wide."""

    letters: dict[int, str]
    """All slots of the main font that show something, except that of the blank."""
    defined: dict[str, int]
    """Letters that LaTeX does not find by itself."""
    overflow: tuple[str, ...]
    """Letters for which the main font has no slot left."""


def allot(clusters: Set[str]) -> Slots:
    """Return the slots for the letters of a document."""
    by_letter = {letter: slot for slot, letter in sorted(T1.items(), reverse=True)}
    own = {letter for slot, letter in T1.items() if slot >= 13 and len(letter) == 1}
    parts = {part for cluster in clusters for part in prefixes(cluster)}
    spacing = {letter: by_letter[letter] for letter in sorted(parts) if letter in by_letter and letter not in own}
    others = [letter for letter in parts if letter not in by_letter and letter not in SIGNS]
    # A letter and its marks become a ligature, which must be in the same font as they are.
    marked = {cluster[0] for cluster in parts if len(cluster) > 1}
    others.sort(key=lambda letter: (len(letter) == 1 and letter not in marked and not is_mark(letter), letter))
    free = [24, *(by_letter[letter] for letter in _FREE if letter not in parts)]
    wanted = [*SIGNS, *others]
    if len(wanted) > len(free):
        wanted = [*(sign for sign in SIGNS if sign in parts), *others]
    placed = dict(zip(wanted, free, strict=False))
    letters = {**T1, **{slot: letter for letter, slot in placed.items()}}
    del letters[SPACE]
    defined = {**spacing, **{letter: slot for letter, slot in placed.items() if len(letter) == 1}}
    return Slots(letters, defined, tuple(wanted[len(free) :]))


def prefixes(cluster: str) -> list[str]:
    """Return the glyphs of which ligatures make a cluster, itself last: the base, each mark, and what is between."""
    return [*dict.fromkeys([cluster[0], *cluster[1:], *(cluster[:end] for end in range(2, len(cluster) + 1))])]
