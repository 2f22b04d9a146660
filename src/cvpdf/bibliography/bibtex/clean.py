"""Pages and editions as they are typed in cv.yaml."""

from __future__ import annotations

import re

_WORDS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")


def pages(text: str) -> str:
    """Return page numbers with en dashes: `117–132` of `117-132`, `117 -- 132` and `117--`."""
    text = re.sub(r"^pp?\.\s*", "", text, flags=re.IGNORECASE)
    text = re.sub(r"(?<=\w)\s*[–—]+\s*(?=\w)", "–", text)
    # With a dash, a hyphen is part of a number: `1-1–1-10`.
    text = text if "–" in text else re.sub(r"(?<=\d)\s*-\s*(?=\d)", "–", text)
    return text.rstrip("–- ,+")


def is_abbreviation(short: str, venue: str | None) -> bool:
    """Return whether a short name says no more than the full one: `J. Invent. Weather`, beside the whole name.

    `venue-first` prints both names, so one of this kind would only repeat the venue; `NeurIPS` and `SC ’23` do not.
    """
    if venue is None or re.search(r"\d\d", short):
        return False
    return bool("." in short or short.casefold() == venue.casefold())


def edition(text: str) -> str:
    """Return the number of an edition, `2` of `Second` and `2nd ed.`; other texts stay."""
    bare = re.sub(r"\s*(?:edition|ed)\.?$", "", text.strip(), flags=re.IGNORECASE)
    if bare.lower() in _WORDS:
        return str(_WORDS.index(bare.lower()) + 1)
    number = re.fullmatch(r"(\d+)(?:st|nd|rd|th|\.)?", bare)
    return number[1] if number else text
