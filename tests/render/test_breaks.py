"""Where lines may break without a space."""

from __future__ import annotations

import pytest

from cvpdf.render.breaks import BEGIN, END, GOOD, POOR, breaks_of, marked
from cvpdf.render.content.runs import Phrase, Run


def shown(run: Run) -> str:
    return marked(run).replace(GOOD, "|").replace(POOR, "¦")


@pytest.mark.parametrize(
    ("text", "broken"),
    [
        ("papers.conf.example/a_b/2022/x-y.html", "papers.conf.example/|a_¦b/|2022/|x-¦y¦.html"),
        ("https://a.example:80/b?c=d&e=f#g", "https://a.example:80/|b|?c=¦d|&e=¦f|#g"),
        ("a.example", "a.example"),
        ("tess.hof@mail.example", "tess.hof@mail.example"),
        ("tess-hof@the-mail.example/x-y", "tess‑hof@the‑mail.example/|x-¦y"),
        ("https://my-page.example/x-y", "https://my‑page.example/|x-¦y"),
        ("a-b." + "c" * 30 + "@the-mail.example", "a-b¦." + "c" * 30 + "@¦the‑mail¦.example"),
        ("10.1234/abc.def(01)2", "10.1234/|abc¦.def(01)2"),
        ("arXiv:2301.00001", "arXiv:2301.00001"),
        ("see a/b", "see a/b"),
        ("user", "user"),
        ("a.example/" + "f" * 45, "a.example/|" + "¦".join(["f" * 10] * 4 + ["f" * 5])),
        ("a" * 30 + "@" + "b" * 20 + ".example", "a" * 30 + "@¦" + "b" * 20 + "¦.example"),
    ],
)
def test_addresses(text: str, broken: str) -> None:
    assert shown(Run(text, target="https://x.example")) == broken


def test_prose_breaks_in_addresses_only() -> None:
    assert shown(Run("and/or (https://a.example/b/c), x.y")) == "and/or (https://a.example/|b/|c), x.y"
    assert shown(Run("a/b.c", code=True)) == "a/¦b.¦c"
    assert shown(Run("a/b.c")) == "a/b.c"
    assert shown(Run("see doi:10.1234/a_b, and code.example/a/b")) == "see doi:10.1234/|a_¦b, and code.example/|a/|b"


def test_tied_spaces_are_poor_places() -> None:
    phrase = Phrase((Run("LinkedIn: ", tied=True), Run("ada", target="https://x.example")))
    assert shown(phrase.runs[0]) == "LinkedIn:¦ "
    assert breaks_of(phrase).text == "LinkedIn: ada"


def test_addresses_can_be_enclosed() -> None:
    enclosed = marked(Run("at (https://a.example/b), x"), enclose=True).replace(BEGIN, "<").replace(END, ">")
    assert enclosed.replace(GOOD, "") == "at <(https://a.example/b),> x"


def test_invisible_places_are_no_part_of_the_text() -> None:
    phrase = Phrase((Run("ﬁne\u00adly "), Run("a\u200bb")))
    assert breaks_of(phrase) == ("finely ab", (8,), (4,))
