from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cvpdf.pdf.normalise import DASHES, fold, normalise, open_places
from cvpdf.pdf.search.text_index import tokens
from tests.test_east_asian import CLASS


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("e\u0301", "é"),
        ("a \t\n b\u00a0\u2009c\u3000d  ", "a b c d"),
        ("state-of-\nthe-art", "state-of-the-art"),
        ("2019–\n2023", "2019–2023"),
        ("a —\n b", "a —b"),
        ("and/\nor", "and/or"),
        ("北\n京 大\n 学", "北京 大学"),
        ("かな\nカナ", "かなカナ"),
        ("한\n국", "한국"),
        ("東京、\n大阪", "東京、大阪"),
        ("チーム\n4人", "チーム4人"),
        ("北京 Beijing", "北京 Beijing"),
        ("使用Python\n“云\n平台”\nA……\n‘测试’\nB", "使用Python“云平台”A……‘测试’B"),
        ("“\nA\n” B\n… C", "“ A ” B … C"),
        ("plain\nwords", "plain words"),
        ("pre- and post", "pre- and post"),
    ],
)
def test_what_is_folded(text: str, normal: str) -> None:
    assert normalise(text) == normal


@pytest.mark.parametrize(
    "text",
    [
        "ﬁ",
        "A",
        "ſ",
        "soft\u00adhyphen",
        "«q»",
        "x²",
        "´",
        "`",
        "’",
        "“a„",
        "a\u2011b",
        "…",
        "Ａ",
        "a\u200bb",
        "5−3",
        "™",
        "ǅ",
    ],
)
def test_what_is_not_folded(text: str) -> None:
    assert normalise(text) == text
    assert normalise(text) != normalise(unicodedata.normalize("NFKC", text).swapcase() + ".")


@given(st.text())
def test_twice_is_once(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


PIECES = st.text(st.sampled_from("aéﬁ '\"’“-–/ \n\u00a0北かK.\u0301"))


@given(PIECES)
def test_twice_is_once_on_the_letters_that_matter(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


@given(PIECES)
def test_composed_or_not_is_the_same(text: str) -> None:
    assert normalise(unicodedata.normalize("NFD", text)) == normalise(text)


@given(st.lists(st.text(st.characters(categories=["L", "N"]), min_size=1), min_size=1))
def test_white_space_is_one_space(words: list[str]) -> None:
    assert normalise("  \t".join(words)) == normalise(" ".join(words))
    assert normalise(f"\n{'  '.join(words)} ") == normalise(" ".join(words))


@given(st.text(st.characters(min_codepoint=33, max_codepoint=126)))
def test_ascii_without_spaces_stays(text: str) -> None:
    assert normalise(text) == text


@given(
    st.text(st.characters(categories=["L"], max_codepoint=0x2FF)), st.sampled_from(["ﬁ", "\u00ad", "\ue000", "\ufffd"])
)
def test_what_must_be_a_miss_remains(text: str, char: str) -> None:
    assert normalise(text + char + "x").count(char) == 1


TOKEN = re.compile(rf"[{CLASS}]|[^\W{CLASS}]+|[^\w\s]")
OPEN = re.compile(f"[ \n](?:(?<=[{DASHES}”’…‥{CLASS}][ \n])(?=.)|(?<=.[ \n])(?=[“‘{CLASS}]))", re.DOTALL)
MIXED = st.text(
    st.one_of(st.sampled_from(" \n-–/“”…aé1·・一かカ한ㄅ、！\u1100\u11ff\u2e7f𠀀"), st.characters(codec="utf-8"))
)


@given(MIXED)
def test_tokens_and_open_places_as_regular_expressions_find_them(text: str) -> None:
    assert list(tokens(text)) == [(match.group(), match.start()) for match in TOKEN.finditer(text)]
    folded = fold(text)
    assert [gap.start() for gap in open_places(folded)] == [gap.start() for gap in OPEN.finditer(folded)]
