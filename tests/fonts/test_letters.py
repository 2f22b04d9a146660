from __future__ import annotations

import pytest

from cvpdf.fonts.letters import clusters


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ada L.", {"A", "d", "a", "L", "."}),
        ("e\u0301 J\u030c", {"\u00e9", "J", "J\u030c"}),
        ("a\u0331\u0301b", {"\u00e1", "\u00e1\u0331", "b"}),
        ("\u0436\u0331\u0301", {"\u0436", "\u0436\u0331\u0301"}),
        (" \u0301", {"\u0301"}),
        ("𠮷 \u3000\u00a0\t\n", {"𠮷"}),
        ("a\u200b\u00ad\u200d\ufeff\ufe0f\x00", {"a"}),
        ("\u200b\u0301", {"\u0301"}),
        ("Å Ω", {"Å", "Ω"}),
        ("ﬁ", {"ﬁ"}),
    ],
)
def test_letters_in_nfc_with_the_marks_that_nfc_leaves_apart(text: str, expected: set[str]) -> None:
    assert clusters(text) == expected


@pytest.mark.parametrize(
    ("tex", "letters"),
    [
        (r"\'e", "é"),
        (r"\'{e}", "é"),
        (r"\"{\i}\"\i", "ï"),
        (r"\v{r} \v s \vspace \verb", "řš"),
        (r"\H{o}\c{c}\k a \r{a}", "őçąå"),
        (r"\^{} \~{}", "ˆ˜"),
        (r"\ss{} \L\'od\'z \aa \AA\oe", "ßŁóźåÅœ"),
        (r"\textyen\ \textonehalf{} \P\ \Pi \textsurdx", "¥½¶"),
        (r"\cvtext{x} \item \linebreak \thepage \noindent", ""),
        (r"\\'e \= \.", ""),
    ],
)
def test_letters_that_commands_stand_for(tex: str, letters: str) -> None:
    assert {letter for letter in clusters(tex) if letter > "~"} - set("ıȷ") == set(letters)
