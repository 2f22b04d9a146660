from __future__ import annotations

import unicodedata

import pytest

from cvpdf.schema.checks.own_name import find_own

SAME = {
    "Tess Hof": [
        *("Tess Hof", "TESS HOF", "tess hof", "Dr. Tess Hof", "Prof. Dr.-Ing. habil. Tess Hof, PhD", "Dr med Tess Hof"),
        *("Tess Hof Ph.D.", "Tess Hof, M.Sc.", "Tess Hof, MD, PhD", "Tess Hof Jr.", "Tess Hof, III", "Ms Tess Hof"),
        *(
            "Hof, Tess",
            "Hof, Dr. Tess",
            "Hof Tess",
            "HOF Tess",
            "T. Hof",
            "T Hof",
            "Hof T",
            "Hof T.",
            "Hof, T.",
            "Hof, T",
        ),
        *("Tess\u00a0Hof", "Tess A. Hof", "T. A. Hof", "T.A. Hof", "TA Hof", "Hof TA", "Hof, T. A."),
    ],
    "Dr. Tess Hof, PhD": ["Tess Hof", "T. Hof", "Hof, T.", "Prof. Tess Hof"],
    "Tess Anna Hof": ["Tess Hof", "T. A. Hof", "Tess A. Hof", "T. Hof", "Hof TA"],
    "José Núñez": ["José Núñez", unicodedata.normalize("NFD", "José Núñez"), "Jose Nunez", "J. Nunez", "Nunez, José"],
    "Jürgen Groß": ["Juergen Gross", "Jurgen Gross", "J. Groß", "Gross J"],
    "Søren Łukasz": ["Soren Lukasz", "Soeren Lukasz"],
    "Jean-Pierre Serre": [
        "J.-P. Serre",
        "J. P. Serre",
        "JP Serre",
        "Jean Pierre Serre",
        "Jean‑Pierre Serre",
        "J. Serre",
    ],
    "Xiaoming Li": ["Xiao-Ming Li", "Li Xiaoming", "LI Xiao-ming", "X. Li", "X.-M. Li", "Li, X."],
    "Anna van der Berg": [
        "A. van der Berg",
        "van der Berg, A.",
        "van der Berg A",
        "Berg, Anna van der",
        "Van der Berg, Anna",
    ],
    "María de la Cruz": ["M. de la Cruz", "Maria De La Cruz", "de la Cruz, M."],
    "Nagy Anna": ["Anna Nagy", "Nagy, Anna", "Nagy Anna"],
    "何苔丝": ["何苔丝", "何 苔丝"],
    "김민수": ["김 민수", "김민수"],
    "Иван Примеров": ["И. Примеров", "Примеров И.", "Примеров, Иван"],
    "Thomas Mann": ["Th. Mann", "Tho. Mann", "Mann, Th."],
    "Sean O’Brien": ["Sean O'Brien", "S. O'Brien"],
    "T. Hof": ["Tess Hof", "Hof, T."],
    "Teller": ["Teller", "TELLER"],
    "Jan van der Berg": [
        *("J. van der Berg", "van der Berg, Jan", "van der Berg, J.", "Berg, Jan van der", "Berg, J. van der"),
        *("vanderBerg, J", "VAN DER BERG J", "Jan van der Berg"),
    ],
    "Åsa Öberg-Lind": [
        *("Å. Öberg-Lind", "Asa Oberg-Lind", "A. Oberg-Lind", "Öberg Lind, Å.", "ÖBERG-LIND Å", "Oberg-Lind Asa"),
        *(unicodedata.normalize("NFD", "Åsa Öberg-Lind"), "Aasa Oeberg-Lind"),
    ],
    "Martin Luther Roe Jr.": ["M. L. Roe", "Roe, M. L., Jr.", "Roe, Jr., M. L.", "Roe ML Jr", "M L Roe, Jr."],
    "Renée d’Arc": ["R. d'Arc", "d'Arc, Renee", "D’Arc, R.", "D'ARC R"],
    "Maria Sklodowska-Roe": ["M. Skłodowska-Roe", "Skłodowska-Roe, Maria", "Sklodowska Roe M"],
    "Yo-Yo Ma": ["Y.-Y. Ma", "Ma, Yo-Yo", "Yo-Yo Ma"],
}

OTHER = {
    "Tess Hof": [
        "Tom Hof",
        "A. Hof",
        "Tess Hofer",
        "Tess",
        "Hof",
        "Tessa Hof",
        "Hof, Bo",
        "T. Hofer",
        "H. Tess",
        "Bo Li",
    ],
    "Theo Hof": ["T. Hoff", "Tess Hof", "Theodora Hof", "R. T. Hof", "Tess van Hof", "Theo Hof-Roe"],
    "Anna Maria Roe": ["Anna Berta Roe", "A. B. Roe", "M. Roe", "B. M. Roe"],
    "Jan van der Berg": ["Jan Berg", "J. de Berg", "Jan van den Berg", "Kai van der Berg"],
    "Li Wei": ["Li Wen", "Wen Li", "Wei Lin"],
    "Tess Hof Jr.": ["Tess Hof Sr.", "Tess Hof III"],
    "Tess B. Hof": ["Tess C. Hof", "T. C. Hof"],
    "Tess Anna Hof": ["Anna Hof", "A. Hof"],
    "Anna van der Berg": ["A. Berg", "Anna Berg"],
    "Gabriel García Márquez": ["Gabriel García", "G. García"],
    "An Nahof": ["Ann Ahof"],
    "何苔丝": ["何苔", "苔丝何"],
    "Phil Hof": ["Nat Hof"],
    "Xiaoming Li": ["Xiaohua Li", "Y. Li", "Xiaoming Lin"],
    "": ["Bo Li"],
}


@pytest.mark.parametrize(("own", "author"), [(own, author) for own, authors in SAME.items() for author in authors])
def test_spellings_of_one_name(own: str, author: str) -> None:
    assert find_own(["Bo Ray", author, "Ann Day"], [own]) == [1]


@pytest.mark.parametrize(("own", "author"), [(own, author) for own, authors in OTHER.items() for author in authors])
def test_other_persons(own: str, author: str) -> None:
    assert find_own([author], [own]) == []


@pytest.mark.parametrize(
    ("authors", "own"),
    [
        (["T. Hof", "Tess Hof"], [1]),
        (["Tess Hof", "Tom Hof"], [0]),
        (["Tess A. Hof", "Tess Hof"], [1]),
        (["Hof, Tess", "T. Hof"], [0]),
        (["Tess Höf", "Tess Hof"], [1]),
        (["Tess Hof Jr.", "Tess Hof"], [1]),
        (["T. Hof", "Tom Hof"], [0, 1]),
        (["T. Hof", "Hof, Theodor"], [0, 1]),
        (["T. Hof", "T. Hof"], [0, 1]),
        (["Tess A. Hof", "Tess B. Hof"], [0, 1]),
        (["T. Hof", "A. Hof", "Tom Hofer"], [0]),
    ],
)
def test_the_nearest_spelling_is_the_person(authors: list[str], own: list[int]) -> None:
    assert find_own(authors, ["Tess Hof"]) == own


def test_other_names_and_emphasis() -> None:
    assert find_own(["T. Hof", "Tess Hof"], ["Tess Hof"], ["T. Hof"]) == [1]
    assert find_own(["T. Hof", "Tom Hof"], ["Tess Hof"], ["T. Hof"]) == [0]
    assert find_own(["T. Hof", "Tom Hof"], ["Tess Hof"], emphasised=[0]) == [0]
    assert find_own(["Bo Li", "Tess Hof"], ["Tess Hof"], emphasised=[0]) == [1]


def test_a_particle_may_stand_behind_the_given_names() -> None:
    own = ["Pieter van der Berg"]
    for spelling in ("Berg, P. van der", "Berg, Pieter van der", "van der Berg, P.", "Van der Berg P"):
        assert find_own(["K. de Vries", spelling], own) == [1]
    assert find_own(["Berg, K. van der"], own) == []
