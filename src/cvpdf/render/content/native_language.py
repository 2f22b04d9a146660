"""The language of a name or of words in another script, by which a PDF says how they are read aloud."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

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

_LETTERS = {
    "CJK": r"[\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff]",
    "GREEK": r"[\u0300-\u03ff\u1f00-\u1fff]",
    "CYRILLIC": r"[\u0300-\u036f\u0400-\u052f]",
}
"""The letters of scripts that are marked in a text, with accents."""
_LEAST = {"CJK": 1, "GREEK": 3, "CYRILLIC": 2}
"""The length from which on they are words; fewer are symbols, such as `β` or `ΔG`."""
_UNKNOWN = {"CJK": "und-Hani", "GREEK": "el", "CYRILLIC": "und-Cyrl"}
"""The language of each if neither its letters nor declared languages tell."""
_WORDS = re.compile(
    "|".join(
        f"(?P<{script}>(?![\\u0300-\\u036f]){letter}+(?:[ \u00a0,、。・·-]{{1,2}}{letter}+)*)"
        for script, letter in _LETTERS.items()
    )
)


def by_language(text: str, language: str, declared: Iterable[str]) -> Iterator[tuple[str, str | None]]:
    """Yield the parts of a text with their languages, `None` for that of the document.

    Words in the script of the document, or in Latin letters, have its language.
    """
    end, declared = 0, tuple(declared)
    for words in () if max(text, default="") < "\u0370" else _WORDS.finditer(text):
        script = str(words.lastgroup)
        if len(words[0]) < _LEAST[script] or _scripts(words[0]) <= _scripts_of(language):
            continue
        if words.start() > end:
            yield text[end : words.start()], None
        yield words[0], native_language(words[0], language, declared) or _UNKNOWN[script]
        end = words.end()
    if end < len(text):
        yield text[end:], None


def native_language(name: str, language: str, declared: Iterable[str]) -> str | None:
    """Return the language of a name; ``None`` if it can be that of the document, or is not known.

    It is the first declared language with the name's script, else that of the script, or of its forms of Han.
    """
    scripts = _scripts(name)
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


def _scripts(text: str) -> set[str]:
    # The sign of a long vowel is named KATAKANA-HIRAGANA.
    return {re.split("[ -]", unicodedata.name(letter, ""))[0] for letter in text if letter.isalpha()}


def _scripts_of(language: str) -> set[str]:
    return {"LATIN"} if "-latn" in language.lower() else _SCRIPTS.get(primary(language), {"LATIN"})


def _has_all(encoding: str, text: str) -> bool:
    try:
        text.replace("·", "").encode(encoding)
    except UnicodeEncodeError:
        return False
    return True
