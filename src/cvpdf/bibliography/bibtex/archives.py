"""The archive and the language of a work, which entries say in many fields."""

from __future__ import annotations

import re
from typing import NamedTuple

from cvpdf.bibliography.identifiers import ARXIV, number_of
from cvpdf.bibliography.latex.text import plain, verbatim
from cvpdf.bibliography.records import BibEntry, BibField
from cvpdf.languages.tags import is_tag

ARCHIVES = {
    "arxiv": "arxiv", "hal": "hal", "pubmed": "pubmed", "pmid": "pubmed", "pmc": "pmc", "pubmedcentral": "pmc",
    "ssrn": "ssrn", "openreview": "openreview",
}  # fmt: skip
"""The values of `eprinttype` whose numbers have a field."""
_EPRINT = ("eprint", "eprinttype", "archiveprefix", "eprintclass", "primaryclass")
_ONLY_ARXIV = re.compile(
    rf"(?:arxiv)?[\s:]*(?:preprint|e-?prints?)?[\s:,]*(?:arxiv)?[\s:]*{ARXIV}(?:\s*\[[^\]]*\])?", re.I
)
_PREPRINTS = frozenset({"misc", "article", "unpublished", "online", "preprint", "techreport"})
"""Types of entries of preprints."""
_SERVERS = re.compile(r"(?:bio|med|chem|psy|soc|engr|eco|earth)\w*a?rxiv|research square|ssrn|techrxiv|zenodo", re.I)
_LANGUAGES = {
    "english": "en", "american": "en-US", "usenglish": "en-US", "british": "en-GB", "ukenglish": "en-GB",
    "canadian": "en-CA", "australian": "en-AU", "german": "de", "ngerman": "de", "deutsch": "de",
    "austrian": "de-AT", "naustrian": "de-AT", "swissgerman": "de-CH", "nswissgerman": "de-CH", "french": "fr",
    "français": "fr", "canadien": "fr-CA", "spanish": "es", "español": "es", "mexican": "es-MX", "italian": "it",
    "italiano": "it", "portuguese": "pt", "português": "pt", "brazilian": "pt-BR", "brazil": "pt-BR", "dutch": "nl",
    "danish": "da", "swedish": "sv", "norwegian": "nb", "norsk": "nb", "bokmål": "nb", "nynorsk": "nn",
    "icelandic": "is", "finnish": "fi", "estonian": "et", "latvian": "lv", "lithuanian": "lt", "polish": "pl",
    "czech": "cs", "slovak": "sk", "slovene": "sl", "slovenian": "sl", "croatian": "hr", "serbian": "sr",
    "bulgarian": "bg", "hungarian": "hu", "magyar": "hu", "turkish": "tr", "greek": "el", "russian": "ru",
    "ukrainian": "uk", "romanian": "ro", "japanese": "ja", "chinese": "zh", "korean": "ko", "vietnamese": "vi",
    "indonesian": "id", "catalan": "ca", "galician": "gl", "basque": "eu", "welsh": "cy", "irish": "ga", "latin": "la",
    "hebrew": "he", "arabic": "ar", "persian": "fa", "hindi": "hi", "thai": "th",
}  # fmt: skip
"""The names of languages in babel and in exports, as tags."""


class Archived(NamedTuple):
    """A number in an archive. ``is_preprint`` says that the entry names no other place of publication."""

    target: str
    number: str
    field: BibField
    used: tuple[str, ...]
    is_preprint: bool


def language(text: str) -> str:
    """Return the tag of a language; empty if it is not known."""
    name = text.strip().lower().removeprefix("lang")
    if (tag := _LANGUAGES.get(name)) is not None:
        return tag
    typed = text.strip().replace("_", "-")
    return typed if is_tag(typed) and len(typed.split("-")[0]) == 2 else ""


def archived(entry: BibEntry) -> Archived | None:
    """Return the number in an archive: from `eprint`, or from what dblp and Google Scholar write for preprints."""
    archive = re.sub(r"[\s._-]", "", plain(entry.value("eprinttype") or entry.value("archiveprefix")).text.lower())
    places = ("journal", "journaltitle", "booktitle", "school", "institution")
    alone = not any(entry.value(name).strip() for name in places) and entry.type in _PREPRINTS
    of_journal = _of_journal(entry)
    if (eprint := entry.fields.get("eprint")) is not None:
        text = verbatim(eprint.value)
        bare = bool(re.fullmatch(rf"(?:arxiv:)?\s*{ARXIV}", text, re.I))
        target = ARCHIVES.get(archive) or ("arxiv" if not archive and bare else "")
        if target and (number := number_of(target, text)):
            is_preprint = alone and target in ("arxiv", "ssrn", "hal")
            return of_journal or Archived(target, number, eprint, _EPRINT, is_preprint)
    if of_journal is not None:
        return of_journal
    for name in ("howpublished", "note", "publisher", "number"):
        field = entry.fields.get(name)
        said = verbatim(field.value) if field else ""
        if field is not None and alone and _ONLY_ARXIV.fullmatch(said) and (number := number_of("arxiv", said)):
            return Archived("arxiv", number, field, (name,), True)
    return None


def _of_journal(entry: BibEntry) -> Archived | None:
    """Return the number of what has arXiv for its journal: `arXiv preprint arXiv:…`, `CoRR`, `arXiv e-prints`."""
    journal = entry.fields.get("journal") or entry.fields.get("journaltitle")
    said = plain(journal.value).text if journal else ""
    if journal is None or not re.match(r"corr\b|(?:\w+ )?arxiv", said, re.I):
        return None
    for name in (journal.name, "eprint", "volume", "pages", "eid", "number"):
        text = verbatim(entry.value(name)).removeprefix("abs/")
        if number := number_of("arxiv", text):
            used = (journal.name, *_EPRINT, "volume", "eid", "pages", "number")
            return Archived("arxiv", number, entry.fields[name], used, True)
    return None


def is_preprint_server(entry: BibEntry) -> bool:
    """Return whether the place of publication is a server of preprints: `bioRxiv`, `Research Square`."""
    place = (
        entry.value("journal") or entry.value("journaltitle") or entry.value("howpublished") or entry.value("publisher")
    )
    return bool(_SERVERS.match(plain(place).text)) and entry.type in ("article", "misc", "online", "unpublished")
