"""Every style of date in every language, by property."""

from __future__ import annotations

import re
import unicodedata

import pytest

from cvpdf.languages.dates import NO_BREAK, date_text, has_dates, range_sign
from cvpdf.languages.words import label, languages
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
        for typed, value in ((month, f"2023-{number:02}"), (day, f"2023-{number:02}-28")):
            read = hint(typed.replace(NO_BREAK, " "), "end_date", language)
            assert read == f"type `{value}`", (typed, read)
    period = f"{months[7]}{range_sign(language)}{label(language, 'present')}".replace(NO_BREAK, " ")
    assert (hint(period, "end_date", language) or "") == "use `start_date: 2023-08` and `end_date: present`", period


@pytest.mark.parametrize(
    ("language", "typed", "value"),
    [
        ("ru", "с 2020 г.", "use `start_date: 2020` and `end_date: present`"),
        ("ru", "янв. 2020 г.", "type `2020-01`"),
        ("pl", "09.2020 r.", "type `2020-09`"),
        ("tr", "KASIM 2020", "type `2020-11`"),
        ("vi", "T9/2020", "type `2020-09`"),
        ("vi", "đến nay", "type `present`"),
        ("zh-Hans", "2020年9月至2023年6月", "use `start_date: 2020-09` and `end_date: 2023-06`"),
        ("zh-Hans", "2020年9月至今", "use `start_date: 2020-09` and `end_date: present`"),
        ("ja", "現在まで", "type `present`"),
    ],
)
def test_as_a_speaker_writes_it(language: str, typed: str, value: str) -> None:
    assert hint(typed, "end_date", language) == value


def test_ranges_and_unknown_languages() -> None:
    assert {range_sign(language) for language in ("de", "el", "sv", "tlh")} == {" – "}
    assert not has_dates("tlh")
    assert has_dates("eu")
