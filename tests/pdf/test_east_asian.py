"""East Asian characters are told without regular expressions, and as those would tell them."""

from __future__ import annotations

import re
import sys
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from cvpdf.pdf.east_asian import BLOCKS, NOT_BEFORE_EAST_ASIAN, is_east_asian
from cvpdf.pdf.normalise import DASHES, fold, open_places
from cvpdf.pdf.search.text_index import tokens

CLASS = "".join(f"{first}-{last}" for first, last in BLOCKS)
TOKEN = re.compile(rf"[{CLASS}]|[^\W{CLASS}]+|[^\w\s]")
OPEN = re.compile(f"[ \n](?:(?<=[{DASHES}{CLASS}][ \n])(?=.)|(?<=.[ \n])(?=[{CLASS}]))", re.DOTALL)
mixed = st.text(
    st.one_of(st.sampled_from(" \n-–/aé1·・一かカ한ㄅ、！\u1100\u11ff\u2e7f𠀀"), st.characters(codec="utf-8"))
)


def test_each_character() -> None:
    everything = "".join(map(chr, range(sys.maxunicode + 1)))
    found = "".join(filter(is_east_asian, everything))
    assert found == "".join(re.findall(f"[{CLASS}]", everything))
    assert set(found) <= set(re.findall(NOT_BEFORE_EAST_ASIAN, everything))
    assert {unicodedata.name(one).split()[0] for one in "한ㄅかカ一"} == {
        "HANGUL",
        "BOPOMOFO",
        "HIRAGANA",
        "KATAKANA",
        "CJK",
    }
    assert all(map(is_east_asian, "한ㄅかカ一"))


@given(mixed)
def test_tokens(text: str) -> None:
    assert list(tokens(text)) == [(match.group(), match.start()) for match in TOKEN.finditer(text)]


@given(mixed)
def test_open_places(text: str) -> None:
    folded = fold(text)
    assert [gap.start() for gap in open_places(folded)] == [gap.start() for gap in OPEN.finditer(folded)]
