from __future__ import annotations

import unicodedata

import pytest

from cvpdf.fonts.find.coverage import letter_sets, shares

SETS = {one.name: one.letters for one in letter_sets()}


@pytest.mark.parametrize(
    ("name", "count", "some"),
    [
        ("Latin-1", 65, "äßñÿø"),
        ("Latin Extended-A", 127, "ğłşőđŒ"),
        ("Romanian", 4, "ȘșȚț"),
        ("Azerbaijani", 2, "Əə"),
        ("Vietnamese", 94, "ơƯẠệỹ"),
        ("IPA", 105, "ɐʃʔˈː"),
        ("Greek", 69, "άΩς"),
        ("polytonic Greek", 201, "ἀῷ"),
        ("Cyrillic", 94, "ЯёЇґЉ"),
        ("Cyrillic of Asia", 36, "Әқү"),
        ("signs", 82, "×→≤€₩’…"),
        ("kana", 176, "あヴゃ"),
        ("Hangul", 2350, "한글"),
        ("Han GB 2312-1", 3755, "刘学"),
        ("Han GB 2312-2", 3008, "鑫"),
        ("Han JIS-1", 2965, "東学"),
        ("Han JIS-2", 3390, "學"),
        ("Han Big5-1", 5401, "學們"),
    ],
)
def test_sets(name: str, count: int, some: str) -> None:
    assert len(SETS[name]) == count
    assert set(some) <= set(SETS[name])


def test_every_letter_is_in_nfc_and_is_seen() -> None:
    letters = "".join(SETS.values())
    assert unicodedata.is_normalized("NFC", letters)
    assert {unicodedata.category(letter)[0] for letter in letters} <= set("LPSN")
    assert not any(letter.isascii() for letter in letters)


def test_latin_cyrillic_and_han_levels_have_no_letter_twice() -> None:
    for pair in (("Latin-1", "Latin Extended-A"), ("Latin-1", "Vietnamese"), ("Cyrillic", "Cyrillic of Asia")):
        assert set(SETS[pair[0]]).isdisjoint(SETS[pair[1]])
    assert set(SETS["Han GB 2312-1"]).isdisjoint(SETS["Han GB 2312-2"])


def test_shares_tell_what_is_missing() -> None:
    found = shares({*SETS["Romanian"], *SETS["Greek"][:-1], "A"})
    assert [str(share) for share in found] == ["Romanian", "Greek 68/69"]
    assert [share.missing for share in found] == ["", SETS["Greek"][-1]]
