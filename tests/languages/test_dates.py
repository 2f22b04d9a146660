"""Every style of date in every language, by property."""

from __future__ import annotations

import re
import unicodedata

import pytest

from cvpdf.languages.dates import NO_BREAK, date_text, has_dates, range_sign
from cvpdf.languages.words import languages
from cvpdf.schema.errors.date_hints import hint

STYLES = ("short", "long", "numeric")


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("language", languages())
def test_a_date_can_be_read_back(language: str, style: str) -> None:
    months, days = ([date_text(2023, month, day, style, language) for month in range(1, 13)] for day in (None, 31 - 3))
    assert len(set(months)) == len(set(days)) == 12
    for number, (month, day) in enumerate(zip(months, days, strict=True), 1):
        for text in (month, day):
            assert "2023" in text
            assert set(text) <= {NO_BREAK} | {c for c in text if unicodedata.category(c) not in ("Zs", "Cf", "Cc")}
            assert text == unicodedata.normalize("NFC", text).strip()
        assert re.search(r"(?<!\d)28(?!\d)", day)
        read = hint(month.replace(NO_BREAK, " "), "end_date", language)
        assert read == f"type `2023-{number:02}`", (month, read)


def test_ranges_and_unknown_languages() -> None:
    assert {range_sign(language) for language in ("de", "el", "sv", "tlh")} == {" – "}
    assert not has_dates("tlh")
    assert has_dates("eu")
