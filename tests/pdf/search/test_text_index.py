from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cvpdf.pdf.search.text_index import concatenated, index_of, normal_text, text_index


def count(text: str, wanted: str) -> int:
    return len(text_index(text).find(normal_text(wanted)))


@pytest.mark.parametrize(
    ("text", "wanted", "times"),
    [
        ("my CV", "C", 0),
        ("C, C++ and C#", "C", 3),
        ("C, C++ and C#", "C++", 1),
        ("C, C++ and C#", "C#", 1),
        ("naïve", "na", 0),
        ("x\u0304 is a mean", "x", 0),
        ("Jane Roe* and Jane Roe", "Jane Roe", 2),
        ("Jane Roe* and Jane Roe", "Jane Roe*", 1),
        ("(2019–2023)", "2019", 1),
        ("12019", "2019", 0),
        ("a_b", "a", 0),
        ("efﬁcient", "efficient", 0),
        ("“quoted”", "“quoted”", 1),
        ("“quoted”", '"quoted"', 0),
        ("北京大学计算机", "北京大学", 1),
        ("北京\n大学", "北京大学", 1),
        ("北京\n大学", "北京 大学", 1),
        ("チーム\n4人", "チーム4人", 1),
        ("北京\nBeijing", "北京 Beijing", 1),
        ("北京 Beijing", "北京Beijing", 0),
        ("北京 大学", "北京大学", 0),
        ("北京大学", "北京 大学", 0),
        ("名: 刘子铭Liu", "刘子铭", 1),
        ("state-of-\nthe-art", "state-of-the-art", 1),
        ("pre-\nand post", "pre- and post", 1),
        ("pre- and post", "pre-and post", 0),
        ("pre-and post", "pre- and post", 0),
        ("2019 –\n2023", "2019 – 2023", 1),
        ("2019 –\n2023", "2019 –2023", 1),
        ("2019–2023", "2019 – 2023", 0),
        ("hyphen-\nation", "hyphenation", 0),
        ("a b a b a", "a b a", 2),
        ("★ star", "★", 1),
        ("any", "", 0),
        ("", "x", 0),
    ],
)
def test_counting(text: str, wanted: str, times: int) -> None:
    assert count(text, wanted) == times


def test_joined_texts_do_not_run_together() -> None:
    texts = [normal_text(text) for text in ("one two-\nx", "three", "北", "京 a")]
    both = index_of(concatenated(texts))
    assert [len(both.find(text)) for text in texts] == [1, 1, 1, 1]
    assert both.find(normal_text("two-x three")) == []
    assert both.find(normal_text("北京")) == []


LETTERS = st.text(st.sampled_from("ab C+. -–\n"), max_size=60)


@given(LETTERS, LETTERS)
def test_same_as_trying_every_place(text: str, wanted: str) -> None:
    """Compare with the slow definition, with open places left out: those are in the table above."""
    text, wanted = (re.sub("[-–\n]", "", t) for t in (text, wanted))
    plain, key = (" ".join(t.split()) for t in (text, wanted))
    if re.search(r"\S", key):
        before = r"(?<!\w)" if key[0].isalnum() else ""
        after = r"(?!\w)" if key[-1].isalnum() else ""
        assert count(text, wanted) == len(re.findall(f"(?={before}{re.escape(key)}{after})", plain))


@given(st.lists(st.text(st.sampled_from("abc"), min_size=1, max_size=3), min_size=1, max_size=12), st.data())
def test_breaking_lines_changes_nothing(words: list[str], data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(words) - 1))
    wanted = " - ".join(words[start:])
    broken = "".join(c if c != " " else data.draw(st.sampled_from(" \n")) for c in " - ".join(words))
    assert count(broken, wanted) >= 1
