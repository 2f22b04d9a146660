from __future__ import annotations

import pytest

from tests.render.rendering import rendered


@pytest.mark.parametrize(
    ("authors", "latex"),
    [
        ("Bo Li, 'Hof, T.*'", r"Bo~Li, \cvme{Hof,~T.}*"),
        ("T. Hof, Tom Hof", r"T.~Hof, Tom~Hof"),
        ("Prof. Dr. Tess Anna Hof‡", r"\cvme{Prof.~Dr.~Tess Anna~Hof}‡"),
        ("'**Tess Hof**', Bo Li*", r"\cvme{Tess~Hof}, Bo~Li*"),
        ("Tess Hof (corresponding)", r"\cvme{Tess~Hof} (corresponding)"),
        ("'*Tess Hof', Bo Li", r"*\cvme{Tess~Hof}, Bo~Li"),
        ("李波, 何苔丝", r"\cvlang{zh-Hans}{李波}, \cvlang{zh-Hans}{\cvme{何苔丝}}"),
        ("Bo Li, Tess Hoff", r"Bo~Li, Tess~Hoff"),
    ],
)
def test_own_name_is_marked_without_the_marks_around_it(authors: str, latex: str) -> None:
    snippet = f"""
        basics: {{name: 'Dr. Tess Hof, PhD', native_name: 何苔丝}}
        sections: [{{kind: publications, title: P}}]
        publications: [{{key: a, title: T, authors: [{authors}]}}]
        """
    tex = rendered(snippet).tex
    assert rf"\cvauthors{{{latex}}}" in tex
    assert ("Equal contribution" in tex) == ("*" in authors.replace("**", ""))
