"""The words of a language, from its YAML file.

``en.yaml`` has all keys. A file may lack some of them; what it lacks is English.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from cvpdf.languages.tags import COUNTRIES, canonical, fallbacks, is_tag, plain

FOLDER = Path(__file__).parent


class Words(NamedTuple):
    """What the file of a language contains."""

    labels: Mapping[str, str] = {}
    """Words that cvpdf prints, by key. ``{}`` is the place of the number or date that belongs to them."""
    titles: Mapping[str, str] = {}
    """Kinds of documents, by their English names."""
    dates: Mapping[str, str] = {}
    """Patterns of dates by style, and the ``range`` sign, where they differ from what Babel has."""
    sections: Mapping[str, str] = {}
    """Usual headings, by the kind of section."""
    starter: Mapping[str, Any] = {}
    """The texts of the starter that ``cvpdf new`` writes."""
    english_name: str = ""
    own_name: str = ""


@cache
def words(language: str) -> Words:
    """Return the words of a language; without a file for it, nothing."""
    for tag in fallbacks(language) if is_tag(language) else ():
        file = FOLDER / f"{tag}.yaml"
        if file.is_file():
            return _read(file)
    return Words()


def _read(file: Path) -> Words:
    import yaml

    # The base loader leaves every scalar a text.
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    return Words(**yaml.load(file.read_text("utf-8"), loader))


def languages() -> tuple[str, ...]:
    """Return the tags of all languages that have a file."""
    return tuple(sorted(file.stem for file in FOLDER.glob("*.yaml")))


def meant(typed: str) -> str | None:
    """Return the tag with a file that a text stands for: `ja` of `jp`, `Japanese` and `日本語`, `pt-BR` of `pt_BR`."""
    tag = plain(typed.strip()).partition(".")[0]
    tag = COUNTRIES.get(tag, tag)
    if words(tag) != Words():
        return canonical(tag)
    names = ((name.lower(), tag) for tag in languages() for name in (words(tag).english_name, words(tag).own_name))
    return next((known for name, known in names if tag and f"{name} ".startswith(f"{tag} ")), None)


def tag_hint(typed: str) -> str:
    """Return what to type in place of a text that is not a language tag."""
    tag = typed.partition(".")[0].replace("_", "-")
    right = meant(typed) or (canonical(tag) if is_tag(tag) else "")
    return f"{f'type `{right}`; ' if right else ''}examples: en, en-GB, de, pt-BR, zh-Hans"


def label(language: str, key: str) -> str:
    """Return a word that cvpdf prints, in a language, or else in English. Raises :class:`KeyError` for other keys."""
    return words(language).labels.get(key) or words("en").labels[key]


def title(language: str, english: str) -> str:
    """Return the kind of a document, such as `Résumé`, in a language; as it is, if it is not known."""
    return words(language).titles.get(english, english)
