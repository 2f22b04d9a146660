from __future__ import annotations

import pytest

from cvpdf.bibliography.bibtex.names import Names, names
from cvpdf.bibliography.read_bib import parse_bib


def named(value: str) -> Names:
    [entry] = parse_bib("p.bib", f"@misc{{a, author = {value}}}".encode()).entries
    return names(entry.fields["author"])


@pytest.mark.parametrize(
    ("typed", "parts"),
    [
        ("Tess Hof", {"given": "Tess", "family": "Hof"}),
        ("Hof, Tess", {"given": "Tess", "family": "Hof"}),
        ("Hof, I.", {"given": "I.", "family": "Hof"}),
        ("Jan van der Berg", {"given": "Jan", "particle": "van der", "family": "Berg"}),
        ("van der Berg, Jan", {"given": "Jan", "particle": "van der", "family": "Berg"}),
        ("Pretend, III, J. R.", {"given": "J. R.", "family": "Pretend", "suffix": "III"}),
        ("{van} Dyck, Anton", {"given": "Anton", "family": "van Dyck"}),
        ("José {Ejemplo Núñez}", {"given": "José", "family": "Ejemplo Núñez"}),
        (r"{\'E}lodie d'Exemple", {"given": "Élodie", "family": "d’Exemple"}),
        (r"{\v{S}}imulovi{\'c}, Mia", {"given": "Mia", "family": "Šimulović"}),
        ("Jean de la Vall{\\'e}e Inventée", {"given": "Jean", "particle": "de la", "family": "Vallée Inventée"}),
        ("{Team for Rain and Snow}", {"group": "Team for Rain and Snow"}),
        ("{The {\\LaTeX} Team}", {"group": "The LaTeX Team"}),
        ("Plato", {"family": "Plato"}),
        ("Bo Li 0012", {"given": "Bo", "family": "Li"}),
        ("family=Berg, given=Jan, prefix=van der", {"given": "Jan", "particle": "van der", "family": "Berg"}),
        ("T.~Hof", {"given": "T.", "family": "Hof"}),
        ("King, Martin, Jr.", {"given": "Martin", "family": "King", "suffix": "Jr."}),
        ("Martin King, Jr.", {"given": "Martin", "family": "King", "suffix": "Jr."}),
        ("Martin King III", {"given": "Martin", "family": "King", "suffix": "III"}),
        ("Berg, Jan van der", {"given": "Jan", "particle": "van der", "family": "Berg"}),
        ("Li 0012, Bo", {"given": "Bo", "family": "Li"}),
        ("Hof T", {"given": "T.", "family": "Hof"}),
        ("Hof T et al.", {"given": "T.", "family": "Hof"}),
    ],
)
def test_a_name(typed: str, parts: dict[str, str]) -> None:
    [node] = named(f"{{{typed}}}").authors
    assert dict(node) == parts


def test_lists() -> None:
    found = named("{Tess Hof and\n  {Hill and Dale Ltd} AND Li, Bo and others}")
    assert [str(node.span) for node in found.authors] == ["p.bib:1:20", "p.bib:2:3", "p.bib:2:27"]
    assert found.others
    assert not named("{Tess Hof and Bo Anderson}").others
    assert len(named('"A B" # " and " # {C D}').authors) == 2
    assert named(r"{\strange{Hof}, Tess}").problems[0].code == "bib-latex"


@pytest.mark.parametrize(
    ("typed", "families", "codes"),
    [
        ("Hof, Tess; Li, Bo; Ray, Cy", ["Hof", "Li", "Ray"], ["bib-names"]),
        (r"Tess Hof \& Bo Li", ["Hof", "Li"], ["bib-names"]),
        ("T. Hof, B. Li, C. Ray and D. Day", ["Hof", "Li", "Ray", "Day"], ["bib-names"]),
        ("Hof, T., Li, B.-C.", ["Hof", "Li"], ["bib-names"]),
        ("Hof T, Li B, Ray C", ["Hof", "Li", "Ray"], ["bib-names"]),
        ("{Hof, Tess and Li, Bo}", ["Hof", "Li"], []),
        ("{Barnes and Noble}", [None], []),
        ("Tess Hof and", ["Hof"], []),
        ("and Tess Hof and , and {}", ["Hof"], []),
    ],
)
def test_lists_of_exports(typed: str, families: list[str | None], codes: list[str]) -> None:
    found = named(f"{{{typed}}}")
    assert [node.get("family") for node in found.authors] == families
    assert [problem.code for problem in found.problems] == codes


def test_han_names_stay_texts() -> None:
    assert named("{刘子铭 and 刘, 子铭}").authors == ["刘子铭", {"given": "子铭", "family": "刘"}]
