"""What a font must have for a text: its letters, and its letters with marks that are no characters of their own."""

from __future__ import annotations

import re
import unicodedata

_MARKS = dict(
    zip(
        "`'^\"~=.uvHcdbkr",
        "\u0300\u0301\u0302\u0308\u0303\u0304\u0307\u0306\u030c\u030b\u0327\u0323\u0331\u0328\u030a",
        strict=True,
    )
)
"""LaTeX's commands for accents, and the marks that they add."""

_SPACING = dict(zip("`'^\"~=.uvHckr", "`´ˆ¨˜¯˙˘ˇ˝¸˛˚", strict=True))
"""What an accent over nothing prints, as in ``\\^{}``."""

_NAMED = "ssß SSẞ iı jȷ oø OØ lł LŁ aeæ AEÆ oeœ OEŒ aaå AAÅ dhð DHÐ thþ THÞ djđ DJÐ ngŋ NGŊ ijĳ IJĲ P¶"
_SIGNS = (
    "yen¥ cent¢ currency¤ won₩ section§ paragraph¶ brokenbar¦ lnot¬ div÷ muµ perthousand‰ numero№ onehalf½ onequarter¼"
    " threequarters¾ onesuperior¹ twosuperior² threesuperior³ ordfeminineª ordmasculineº uparrow↑ downarrow↓ surd√"
)
_SYMBOLS = {pair[:-1]: pair[-1] for pair in [*_NAMED.split(), *(f"text{sign}" for sign in _SIGNS.split())]}
"""LaTeX's commands for letters. T1 has one letter for ``\\DH`` and ``\\DJ``."""

_ACCENT = re.compile(r"""(?<!\\)\\(?:([`'^"~=.])\s*|([uvHcdbkr])(?:\s+|(?=\{)))(?:\{\s*(\\?\w?)\s*\}|(\\?\w))""")
_SYMBOL = re.compile(rf"(?<!\\)\\({'|'.join(sorted(_SYMBOLS, key=len, reverse=True))})(?![A-Za-z])")


def clusters(text: str) -> frozenset[str]:
    """Return the letters and signs of a text or a ``.tex`` file, each in NFC, with the marks that NFC leaves apart.

    Letters that LaTeX commands stand for (``\\'e``, ``\\ss``) are among them. Spaces and characters that nobody sees
    are not.
    """
    text = unicodedata.normalize("NFC", text)
    characters = set(text)
    marks = {c for c in characters if is_mark(c) and _is_visible(c)}
    letters = {c for c in characters - marks if _is_visible(c)}
    if marks:
        joined = re.escape("".join(sorted(marks)))
        found = re.findall(rf"[^\s{joined}]?[{joined}]+", text)
        letters |= {cluster if _is_visible(cluster[0]) else cluster[1:] for cluster in found}
    return frozenset(letters | _of_commands(text))


def is_mark(character: str) -> bool:
    """Whether a character is a combining mark."""
    return character > "\u02ff" and unicodedata.category(character) in ("Mn", "Me")


def _is_visible(character: str) -> bool:
    variation = "\ufe00" <= character <= "\ufe0f"
    return unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Zs", "Zl", "Zp") and not variation


def _of_commands(text: str) -> set[str]:
    """Return the letters that a LaTeX command stands for."""
    if "\\" not in text:
        return set()
    found = {_SYMBOLS[name] for name in _SYMBOL.findall(text)}
    for sign, letter, braced, bare in _ACCENT.findall(text):
        base, accent = (braced or bare).lstrip("\\"), sign or letter
        composed = unicodedata.normalize("NFC", base + _MARKS[accent]) if base else _SPACING.get(accent, "")
        if len(composed) == 1:
            found.add(composed)
    return found
