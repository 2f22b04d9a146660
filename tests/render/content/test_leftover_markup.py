"""Notes for markup that did not become any."""

from __future__ import annotations

import pytest

from tests.support import accepted, noted, person


@pytest.mark.parametrize(
    "text",
    [
        *('"Led §**the team"', '§"** bold **"', '§"un**be liev**able"', '"(§**x)"', "Led §**the team"),
        *('"a §`lone backquote"', '"[x§](two words)"', '§"\\u0041 **x"'),
    ],
)
def test_signs_that_are_left_over(text: str) -> None:
    noted(person(f"summary: {text}"), "leftover-markup", "write **bold**")


@pytest.mark.parametrize("line", ["# Aims", "### **Aims**", "> She said", "a\n\n  ## B"])
def test_headings_and_quotations(line: str) -> None:
    sign = line.index(min(set("#>") & set(line)))
    typed = line.replace("\n  ", "\n    ")
    typed = typed.replace(line[sign], f"§{line[sign]}", 1)
    noted(person(f"summary: |\n  First\n  {typed}"), "leftover-markup", "does not support", "remove it")


@pytest.mark.parametrize(
    "text",
    [
        *(
            "> 50 customers",
            "# 1 in sales",
            "#hashtag",
            ">= 5",
            "2 * 3",
            "a*b",
            "x**2 + y**2",
            "Jane Roe*, Bob Li**",
            "* * *",
            "***",
            "**bold** and *italics*",
        ),
        *("`**` and `](`", "[a](https://x.org)", "[x]", "**一**二"),
    ],
)
def test_signs_that_are_meant(text: str) -> None:
    accepted(person(f'summary: "{text}"'))
