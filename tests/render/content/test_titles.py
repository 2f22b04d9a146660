from __future__ import annotations

import pytest

from cvpdf.render.content.runs import Run
from cvpdf.render.content.titles import runs
from cvpdf.render.expected import expectation
from tests.render.rendering import rendered, selection_of


@pytest.mark.parametrize(
    "title",
    [
        *("C*-algebras", "C*-algebras and *-algebras", "On *-algebras and C*-algebras", "A*", "A* and B*"),
        *("*", "**", "***", "**bold**", "__init__", "_a_", "`code`", "[x](https://x.org)", r"\*a\*"),
        *("p*q", "2 * 3 * 4", "*a", "a*", "* a *"),
        *("Pairs *a and b", "f*g*h", "$p^*$ and $q^*$", "A*, D* and IDA*", "M*A*S*H", "É*é*É"),
    ],
)  # fmt: skip
def test_other_asterisks_are_literal(title: str) -> None:
    assert runs(title) == (Run(title),)


@pytest.mark.parametrize(
    ("title", "italics"),
    [
        ("*Escherichia coli* in lakes", ["Escherichia coli"]),
        ("Growth of *E. coli*", ["E. coli"]),
        ("*Drosophila*-specific and anti-*Listeria*, (*CFTR*/*BRCA1*)", ["Drosophila", "Listeria", "CFTR", "BRCA1"]),
        ("“*Homo sp.*”: *one*; *two*.", ["Homo sp.", "one", "two"]),
        ("水稻*Oryza sativa*的研究《*Homo*》", ["Oryza sativa", "Homo"]),
        ("*p53* and A* search", ["p53"]),
        ("C*-algebras of *Vitis*", ["Vitis"]),
        ("*Ñandú* y *Ωmega*", ["Ñandú", "Ωmega"]),
    ],
)
def test_italics(title: str, italics: list[str]) -> None:
    assert [run.text for run in runs(title) if run.italic] == italics
    assert "".join(f"*{run.text}*" if run.italic else run.text for run in runs(title)) == title


def test_every_title_of_a_work_has_them_and_is_expected_without_asterisks() -> None:
    snippet = """
        basics: {name: Tess Hof}
        sections:
          - {kind: publications, title: P}
          - {kind: talks, title: T, entries: [{title: A *talk*}]}
          - {kind: grants, title: G, entries: [{title: A *grant*}]}
          - {kind: education, title: E, entries: [{institution: U, thesis: A *thesis*}]}
          - {kind: projects, title: J, entries: [{name: A *project*, publications: [a]}]}
        publications: [{key: a, title: A *work*, authors: [Tess Hof]}]
        """
    tex = rendered(snippet).tex
    texts = [text.text for text in expectation(selection_of(snippet)).texts]
    for word in ("talk", "grant", "thesis", "project"):
        assert rf"A \cvemph{{{word}}}" in tex
        assert f"A {word}" in texts
    assert tex.count(r"A \cvemph{work}") == texts.count("A work") == 2
