"""Language tags (BCP 47): their form, and which data serve a language."""

from __future__ import annotations

import re

_FORM = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")

_SAME = {
    "zh": "zh-Hans",
    **dict.fromkeys(("zh-TW", "zh-HK", "zh-MO", "yue"), "zh-Hant"),
    "cmn": "zh-Hans",
    "no": "nb",
    "in": "id",
}
"""Tags whose data have another name: usual scripts, old names."""


def is_tag(text: str) -> bool:
    """Whether a text has the form of a language tag; the language itself may be unknown."""
    return _FORM.fullmatch(text) is not None


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
    return canonical(tag).split("-")[0] == "en"
