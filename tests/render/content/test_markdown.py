from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from cvpdf.render.content.markdown import plain, runs
from cvpdf.render.content.runs import Phrase, Run

LITERAL = [
    *("<b>", "<jane@x.org>", "<https://x.org>", "a lone ` backtick", "#foo(bar)", "# no heading", "> no quote"),
    *("a*b and c*d", "2*3*4", "x**2 + y**2", "__init__", "_a_ and __b__", "+ plus", "- x", "1. x"),
    *(
        "a**b and c**d",
        "Jane Roe**, Bob Li**",
        "Jane Roe*, Bob Li*",
        "Jane Roe*†, Bob Li*",
        "5 * 3 * 2",
        "**",
        "* * *",
        "***",
        "2**3**4",
        r"\foo",
        r"\*x\*",
    ),
    *(r"\[x](https://x.org)", "&amp;", "&copy; &#42;", "https://x.org/a_b#c_d", "[x]", "[x][y]", "[x]()", "[x]( )"),
    *("[](https://x.org)", "[ ](https://x.org)", "![](https://x.org)", '[x](https://x.org "title")'),
    *('[x](https://x.org/(a) "title")', "[x](https://x.org", "[x](two words)", "[x](javascript:alert(1))"),
    *("[x](JaVaScRiPt:alert(1))", "[x](data:text/html,hi)", "[x](file:///etc/passwd)", "[x](ftp://x.org)"),
    *("[x](/relative)", "[x](#fragment)", "[x](https://)", "[x](nodots)", "| a | b |", "~~struck~~", "a  \nb"),
    *("$x^2$", "{% raw %} {{ x }}"),
]


@pytest.mark.parametrize("text", LITERAL)
def test_what_is_not_plainly_markup_is_literal(text: str) -> None:
    assert runs(text) == (Run(text),)
    # Also where another part of the text makes the parser run.
    assert plain(f"**bold** {text}") == f"bold {text}"
    assert targets(f"**bold** {text}") == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("**a** b", [Run("a", bold=True), Run(" b")]),
        ("*a* b", [Run("a", italic=True), Run(" b")]),
        ("`a_b*c*` d", [Run("a_b*c*", code=True), Run(" d")]),
        ("`` ` ``", [Run("`", code=True)]),
        ("***a***", [Run("a", bold=True, italic=True)]),
        ("**a *b* c**", [Run("a ", bold=True), Run("b", bold=True, italic=True), Run(" c", bold=True)]),
        ("**`a`**", [Run("a", bold=True, code=True)]),
        ("`**a**`", [Run("**a**", code=True)]),
        ("(**a**), *b*.", [Run("("), Run("a", bold=True), Run("), "), Run("b", italic=True), Run(".")]),
        ("up to **77.12%**!", [Run("up to "), Run("77.12%", bold=True), Run("!")]),
        ("**刘子铭**是", [Run("刘子铭", bold=True), Run("是")]),
        ("**C++**, *C#*", [Run("C++", bold=True), Run(", "), Run("C#", italic=True)]),
        ("获得**一等奖（前 5%）**称号", [Run("获得"), Run("一等奖（前 5%）", bold=True), Run("称号")]),
        ("**「引用」**です", [Run("「引用」", bold=True), Run("です")]),
        ("提升**50%**以上", [Run("提升"), Run("50%", bold=True), Run("以上")]),
        ("*「引用」*です", [Run("「引用」", italic=True), Run("です")]),
        ("한국어**강조**는", [Run("한국어"), Run("강조", bold=True), Run("는")]),
        ("ไทย**หนา**ไทย", [Run("ไทย"), Run("หนา", bold=True), Run("ไทย")]),
        ("un**believ**able", [Run("un"), Run("believ", bold=True), Run("able")]),
        ("**two words**s, **Led:**a", [Run("two words", bold=True), Run("s, "), Run("Led:", bold=True), Run("a")]),
        ("**a", [Run("**a")]),
        ("a\\*b* *c*", [Run("a\\*b* "), Run("c", italic=True)]),
    ],
)
def test_styles(text: str, expected: list[Run]) -> None:
    assert _merged(runs(text)) == expected


@pytest.mark.parametrize(
    ("text", "shown", "target"),
    [
        ("[a](https://x.org)", "a", "https://x.org"),
        ("[a](x.org/b)", "a", "https://x.org/b"),
        ("[a](<https://x.org>)", "a", "https://x.org"),
        ("[a]( https://x.org )", "a", "https://x.org"),
        ("[a](https://x.org/b_(c)_d)", "a", "https://x.org/b_(c)_d"),
        ("[a](https://x.org/?b=1&c=2#d_e)", "a", "https://x.org/?b=1&c=2#d_e"),
        ("[a](mailto:a@x.org)", "a", "mailto:a@x.org"),
        ("[a](https://bücher.example)", "a", "https://xn--bcher-kva.example"),
        ("[a [b] c](https://x.org)", "a [b] c", "https://x.org"),
        ("[#1 & 2_3](https://x.org)", "#1 & 2_3", "https://x.org"),
    ],
)
def test_links(text: str, shown: str, target: str) -> None:
    assert _merged(runs(text)) == [Run(shown, target=target)]
    assert targets(f"{text}, {text}") == (target,)


def test_styles_and_links_nest_both_ways() -> None:
    assert runs("**[a](https://x.org)**") == (Run("a", bold=True, target="https://x.org"),)
    assert runs("[**a**](https://x.org)") == (Run("a", bold=True, target="https://x.org"),)
    assert runs("[`a`](https://x.org) b")[0] == Run("a", code=True, target="https://x.org")


def test_a_picture_is_no_picture() -> None:
    assert plain("![a](https://x.org/b.png)") == "!a"


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=60))
def test_a_text_without_markup_is_unchanged(text: str) -> None:
    assume(not any(sign in text for sign in ("*", "`", "](")))
    assert runs(text) == (Run(text),)
    # Behind markup the parser sees it.
    assert plain("**x** " + text) == "x " + text


SIGNS = st.text(st.sampled_from("**``[](ab \\_<>!#&;:/.刘"), max_size=40)


@given(SIGNS)
def test_nothing_is_lost_but_markup(text: str) -> None:
    """Whatever the parser makes of a text without an address: only asterisks, backticks and blanks may go."""
    keep = str.maketrans("", "", "*` ")
    assert plain(text).translate(keep) == text.translate(keep)


@given(SIGNS)
def test_nothing_is_lost_beside_an_address(text: str) -> None:
    shown = plain(text + "[ab](https://x.org)" + text)
    assert shown.count("a") >= 2 * text.count("a")
    assert shown.count("刘") == 2 * text.count("刘")


def targets(text: str) -> tuple[str, ...]:
    return Phrase(runs(text)).targets


def _merged(found: tuple[Run, ...]) -> list[Run]:
    """Join neighbours of one style; how many pieces the parser makes of a text says nothing."""
    out: list[Run] = []
    for run in found:
        if out and (out[-1].bold, out[-1].italic, out[-1].code, out[-1].target) == (
            *(run.bold, run.italic, run.code),
            run.target,
        ):
            run = Run(out.pop().text + run.text, run.bold, run.italic, run.code, run.target)
        out.append(run)
    return out
