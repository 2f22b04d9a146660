"""The language of the name in its own script, by which a PDF says how it is read aloud."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from cvpdf.languages.tags import primary

_SCRIPTS = {
    "zh": {"CJK"},
    "yue": {"CJK"},
    "ja": {"CJK", "IDEOGRAPHIC", "HIRAGANA", "KATAKANA"},
    "ko": {"HANGUL", "CJK"},
    "el": {"GREEK"},
    "hy": {"ARMENIAN"},
    "ka": {"GEORGIAN"},
    **{tag: {"CYRILLIC"} for tag in ("be", "bg", "kk", "ky", "mk", "mn", "ru", "sr", "tg", "uk")},
}
"""The scripts of languages that are not written in Latin letters, by the first word of Unicode's names."""
_ONLY = {
    "HIRAGANA": "ja",
    "KATAKANA": "ja",
    "IDEOGRAPHIC": "ja",
    "HANGUL": "ko",
    "GREEK": "el",
    "ARMENIAN": "hy",
    "GEORGIAN": "ka",
}
"""Scripts of one language."""
_HAN = {"zh-Hans": "gb2312", "zh-Hant": "big5", "ja": "shift_jis"}
"""Character sets, each with the forms of Han of one language."""


def native_language(name: str, language: str, declared: Iterable[str]) -> str | None:
    """Return the language of a name; ``None`` if it can be that of the document, or is not known.

    It is the first declared language with the name's script, else that of the script, or of its forms of Han.
    """
    scripts = {unicodedata.name(letter, "").partition(" ")[0] for letter in name if letter.isalpha()}
    if not scripts or scripts <= _scripts_of(language):
        return None
    for tag in declared:
        if scripts <= _scripts_of(tag):
            return tag
    found = {_ONLY[script] for script in scripts if script in _ONLY}
    if len(found) == 1:
        return found.pop()
    fitting = [tag for tag, encoding in _HAN.items() if _has_all(encoding, name)] if scripts == {"CJK"} else []
    return fitting[0] if len(fitting) == 1 else None


def _scripts_of(language: str) -> set[str]:
    return {"LATIN"} if "-latn" in language.lower() else _SCRIPTS.get(primary(language), {"LATIN"})


def _has_all(encoding: str, text: str) -> bool:
    try:
        text.replace("·", "").encode(encoding)
    except UnicodeEncodeError:
        return False
    return True
