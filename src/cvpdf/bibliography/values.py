"""What several fields of an entry say together: dates, status, arXiv numbers, kinds of theses and reports."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from cvpdf.bibliography.bib_values import MONTHS
from cvpdf.bibliography.latex_text import plain
from cvpdf.bibliography.records import BibEntry, BibField

GENRES = {
    "phdthesis": "PhD thesis",
    "mathesis": "Master’s thesis",
    "mastersthesis": "Master’s thesis",
    "bathesis": "Bachelor’s thesis",
    "candthesis": "Candidate thesis",
    "techreport": "Technical report",
    "resreport": "Research report",
    "software": "Software",
    "datacd": "Data CD",
    "audiocd": "Audio CD",
    "patent": "Patent",
    "patentus": "US patent",
    "patenteu": "European patent",
    "patentde": "German patent",
    "patentfr": "French patent",
    "patentuk": "British patent",
    "patreq": "Patent application",
    "patrequs": "US patent application",
    "patreqeu": "European patent application",
    "patreqde": "German patent application",
    "patreqfr": "French patent application",
    "patrequk": "British patent application",
}
"""The words that biblatex prints for the values of `type`, and those for the types of entries of theses."""
STATUSES = {
    "inpress": "in_press", "in press": "in_press", "forthcoming": "in_press", "to appear": "in_press",
    "in print": "in_press", "accepted": "accepted", "accepted for publication": "accepted",
    "under review": "under_review", "in review": "under_review", "underreview": "under_review",
    "submitted": "submitted", "prepublished": "preprint", "preprint": "preprint",
    "inpreparation": "in_preparation", "in preparation": "in_preparation", "in prep": "in_preparation",
}  # fmt: skip
"""What `pubstate`, or a text in place of the year, says of a work that is not published."""
_REGISTERS = {"arxiv": "arxiv", "hal": "hal", "pubmed": "pubmed", "pmid": "pubmed", "pmc": "pmc", "ssrn": "ssrn"}
_ARXIV = r"(?:\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})(?:v\d+)?"
_LANGUAGES = {
    "english": "en", "american": "en-US", "usenglish": "en-US", "british": "en-GB", "ukenglish": "en-GB",
    "german": "de", "ngerman": "de", "austrian": "de-AT", "naustrian": "de-AT", "french": "fr", "spanish": "es",
    "italian": "it", "portuguese": "pt", "brazilian": "pt-BR", "dutch": "nl", "danish": "da", "swedish": "sv",
    "norwegian": "nb", "norsk": "nb", "nynorsk": "nn", "finnish": "fi", "polish": "pl", "czech": "cs", "slovak": "sk",
    "hungarian": "hu", "turkish": "tr", "greek": "el", "russian": "ru", "ukrainian": "uk", "romanian": "ro",
    "japanese": "ja", "chinese": "zh", "korean": "ko", "catalan": "ca", "croatian": "hr", "latin": "la",
}  # fmt: skip
"""The names of languages in LaTeX, as tags."""


class Given(NamedTuple):
    """A field of a publication, and the fields of the entry that it comes from."""

    name: str
    text: str
    field: BibField
    used: tuple[str, ...]


class ArxivNumber(NamedTuple):
    """An arXiv number. ``is_preprint`` says that the entry names no other place of publication."""

    text: str
    field: BibField
    used: tuple[str, ...]
    is_preprint: bool


def clean(name: str, text: str) -> str:
    """Return the text of a field in the form of cv.yaml."""
    if name == "pages":
        return re.sub(r"(?<=\w)\s*(?:–|—|(?<=\d)-(?=\d))+\s*(?=\w)", "–", text).rstrip("–")
    if name in ("doi", "url", "pmid", "pmcid"):
        return text.replace("\u00a0", "~").replace("–", "--").replace("—", "---").strip("<> ")
    return text.strip()


def arxiv(entry: BibEntry) -> ArxivNumber | None:
    """Return the arXiv number, from `eprint`, or from the journal that dblp and Google Scholar write for preprints."""
    archive = plain(entry.value("eprinttype") or entry.value("archiveprefix")).text.lower()
    eprint = entry.fields.get("eprint")
    place = any(entry.value(name) for name in ("journal", "journaltitle", "booktitle", "school", "institution"))
    unpublished = not place and entry.type in ("misc", "article", "unpublished", "online", "preprint")
    used = ("eprint", "eprinttype", "archiveprefix", "eprintclass", "primaryclass")
    if eprint and archive in ("arxiv", ""):
        number = re.search(_ARXIV, eprint.value)
        if number and (archive or re.fullmatch(r"(?:arxiv:)?\s*" + _ARXIV, eprint.value, re.IGNORECASE)):
            return ArxivNumber(number[0], eprint, used, unpublished)
    if (journal := entry.fields.get("journal")) is not None:
        if found := re.search(rf"arxiv\b.*?({_ARXIV})", journal.value, re.IGNORECASE):
            return ArxivNumber(found[1], journal, ("journal",), True)
        number = re.fullmatch(rf"abs/({_ARXIV})", entry.value("volume").strip())
        if journal.value.strip("{} ").lower() == "corr" and number:
            return ArxivNumber(number[1], entry.fields["volume"], ("journal", "volume"), True)
    return None


def registers(entry: BibEntry) -> Iterator[Given]:
    """Yield numbers that `eprint` has of other registers, and the language."""
    archive = entry.value("eprinttype") or entry.value("archiveprefix")
    if (eprint := entry.fields.get("eprint")) and (name := _REGISTERS.get(archive.lower())) not in (None, "arxiv"):
        assert name is not None
        yield Given(name, plain(eprint.value).text, eprint, ("eprint", "eprinttype", "archiveprefix"))
    url = entry.fields.get("url")
    if url and (number := re.fullmatch(r"https?://(?:www\.)?aclanthology\.org/([\w.-]+?)/?", url.value.strip())):
        yield Given("acl", number[1], url, ("url",))
    for name in ("langid", "language"):
        field = entry.fields.get(name)
        if field and (tag := _LANGUAGES.get(plain(field.value).text.lower())):
            yield Given("language", tag, field, (name,))


def genre(entry: BibEntry) -> Iterator[Given]:
    """Yield what is printed of the type: that of a thesis or a report."""
    if (field := entry.fields.get("type")) and (word := GENRES.get(field.value.strip().lower())):
        yield Given("genre", word, field, ("type",))
    elif not field and (word := GENRES.get(entry.type)) and entry.type in ("phdthesis", "mastersthesis"):
        yield Given("genre", word, _head(entry), ())


def dates(entry: BibEntry) -> Iterator[Given]:
    """Yield the date and the status."""
    used = ("date", "year", "month", "day")
    state = entry.fields.get("pubstate")
    if state and (status := STATUSES.get(plain(state.value).text.lower().rstrip("."))):
        yield Given("status", status, state, ("pubstate",))
    field = next((one for name in ("date", "year") if (one := entry.fields.get(name)) and one.value.strip()), None)
    if field is None:
        return
    text = plain(field.value).text
    if status := STATUSES.get(text.lower().rstrip(".")):
        yield Given("status", status, field, used)
        return
    if field.name == "date":
        first = re.match(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?(?=$|[T/~?%])", text)
        whole = first and (
            first.end() == len(text) or text[first.end()] in "T~?%" or text[first.end() :] in ("/", "/..")
        )
        yield Given("date", "-".join(filter(None, first.groups())) if first and whole else _range(text), field, used)
        return
    month, day = _month(entry.value("month")), entry.value("day").strip()
    if not re.fullmatch(r"\d{4}", text):
        yield Given("date", text, field, ("date", "year"))
    elif month is None:
        words = plain(entry.value("month")).text
        yield Given("date", f"{words} {text}" if words else text, field, used)
    else:
        number, in_month = month
        day = in_month or (day if re.fullmatch(r"\d{1,2}", day) else "")
        yield Given("date", "-".join([text, f"{number:02}", *([f"{int(day):02}"] if day else [])]), field, used)


def _range(text: str) -> str:
    """Return a range of years as it is printed; other texts stay."""
    years = re.fullmatch(r"(\d{4})[-\d]*/(\d{4})[-\d]*", text)
    if years and years[1] != years[2]:
        return f"{years[1]}–{years[2]}"
    return years[1] if years else text


def _month(value: str) -> tuple[int, str] | None:
    """Return the number of a month and the day that is given with it, if there is one."""
    text = plain(value).text.replace("\u00a0", " ").strip().rstrip(".")
    if re.fullmatch(r"0?[1-9]|1[0-2]", text):
        return int(text), ""
    match = re.fullmatch(r"(?:(\d{1,2})\.?\s+)?([A-Za-z]{3,9})\.?(?:\s+(\d{1,2}))?", text)
    if match and (name := match[2].lower()[:3]) in MONTHS and MONTHS[name].lower().startswith(match[2].lower()):
        return list(MONTHS).index(name) + 1, match[1] or match[3] or ""
    return None


def _head(entry: BibEntry) -> BibField:
    """Return the place of an entry as a field."""
    return BibField(entry.type, entry.type, entry.span, entry.span)
