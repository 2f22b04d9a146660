"""The native name may lead; metadata and the page foot use the other name in any case."""

from __future__ import annotations

import pytest

from tests.render.rendering import rendered

PERSON = "basics: {{name: Tess Hof, native_name: Τες Χοφ, name_order: {order}}}\n"


@pytest.mark.parametrize(
    ("order", "latex", "read"),
    [
        ("latin-first", r"\cvname{Tess~Hof}{", ["Tess Hof", "Τες Χοφ"]),
        ("native-first", r"\cvname[native]{Tess~Hof}{", ["Τες Χοφ", "Tess Hof"]),
    ],
)
def test_the_first_name(order: str, latex: str, read: list[str]) -> None:
    result = rendered(PERSON.format(order=order))
    expectation = result.expectation
    assert latex.replace("~", " ") in result.tex.replace("~", " ")
    assert [text.text for text in expectation.texts] == read
    assert (expectation.author, expectation.foot) == ("Tess Hof", "Tess Hof · {}/{pages}")
    assert expectation.title == "Tess Hof – Curriculum Vitae"


def test_the_order_without_a_native_name() -> None:
    hidden = "variants: {full: {header: [headline]}}\n"
    for snippet in (PERSON.format(order="native-first") + hidden, "basics: {name: Tess Hof, name_order: native-first}"):
        result = rendered(snippet)
        assert "[native]" not in result.tex
        assert [text.text for text in result.expectation.texts] == ["Tess Hof"]
