"""Language tags (BCP 47): their form, and which data serve a language."""

from __future__ import annotations

import re

_FORM = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_USUAL = re.compile(r"[a-z]{2,3}(-[a-z]{4})?(-([a-z]{2}|[0-9]{3}))?")
"""Language, script, region, in small letters."""

_SAME = {
    "zh": "zh-Hans",
    **dict.fromkeys(("zh-TW", "zh-HK", "zh-MO", "yue"), "zh-Hant"),
    "cmn": "zh-Hans",
    "no": "nb",
    "in": "id",
}
"""Tags whose data have another name: usual scripts, old names."""

COUNTRIES = {
    "at": "de", "br": "pt-BR", "cn": "zh-Hans", "cz": "cs", "dk": "da", "gb": "en", "gr": "el", "jp": "ja", "kr": "ko",
    "se": "sv", "tw": "zh-Hant", "ua": "uk", "us": "en", "vn": "vi",
}  # fmt: skip
"""Codes of countries that are typed for their languages."""


def is_tag(text: str) -> bool:
    """Whether a text has the form of a language tag; the language itself may be unknown."""
    return _FORM.fullmatch(text) is not None


def has_usual_form(word: object) -> bool:
    """Whether a value has the usual form of a tag, also as it is written elsewhere: `pt_BR`, `DE`."""
    return isinstance(word, str) and _USUAL.fullmatch(plain(word)) is not None


def is_language(word: str) -> bool:
    """Whether a word is the tag of a language that exists."""
    if not has_usual_form(word):
        return False
    from babel import localedata

    return localedata.exists(primary(word))


def plain(tag: str) -> str:
    """Return a tag in small letters and with hyphens, to compare it: `pt-br` of `pt_BR`."""
    return tag.replace("_", "-").lower()


def primary(tag: str) -> str:
    """Return the language of a tag without script and region: `zh` of `zh-Hans`."""
    return plain(tag).partition("-")[0]


def canonical(tag: str) -> str:
    """Return a tag in its usual spelling: `en-GB`, `zh-Hans`; language in lower case, script and region by length."""
    language, *subtags = tag.split("-")
    return "-".join([language.lower(), *map(_subtag, subtags)])


def _subtag(text: str) -> str:
    if len(text) == 4 and text.isalpha():
        return text.title()
    return text.upper() if len(text) == 2 else text.lower()


def fallbacks(tag: str) -> tuple[str, ...]:
    """Return the tags whose data serve a language, the best first: `de-AT`, `de`; `zh-TW`, `zh-Hant`, `zh` …"""
    tags = []
    parts = canonical(tag).split("-")
    while parts:
        name = "-".join(parts)
        tags += [name, _SAME.get(name, name)]
        parts.pop()
    return tuple(dict.fromkeys(tags))


def is_english(tag: str) -> bool:
    """Whether a tag is English of any region."""
    return primary(tag) == "en"
