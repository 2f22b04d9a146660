from __future__ import annotations

import pytest

from cvpdf.bibliography.names import Names, names
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
