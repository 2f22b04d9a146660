from __future__ import annotations

import pytest

from cvpdf.diagnostics import Diagnostic
from cvpdf.schema.authors import Author
from cvpdf.schema.checks.author_notes import authors_in, separate_authors
from tests.support import load_text, reported


def notes(*authors: str, basics: str = "name: Tess Hof") -> list[Diagnostic]:
    """Return the diagnostics of works with these lists of authors."""
    works = "".join(f"  - {{key: k{i}, title: T, authors: [{names}]}}\n" for i, names in enumerate(authors))
    text = f"basics: {{{basics}}}\nsections: [{{kind: publications, title: P}}]\npublications:\n{works}"
    loaded = load_text(text)
    assert loaded.resume, reported(loaded)
    return list(loaded.diagnostics)


@pytest.mark.parametrize(
    ("typed", "parts", "marks"),
    [
        ("Tess Hof", ("", "Tess Hof", ""), ""),
        ("Tess Hof *†", ("", "Tess Hof", "*†"), "*†"),
        ("*Tess Hof", ("*", "Tess Hof", ""), "*"),
        ("‡ Tess Hof", ("‡ ", "Tess Hof", ""), "‡"),
        ("Tess Hof‡§", ("", "Tess Hof", "‡§"), "‡"),
        ("Tess Hof 1,2*", ("", "Tess Hof", " 1,2*"), "*"),
        ("Tess Hof¹,²", ("", "Tess Hof", "¹,²"), ""),
        ("Tess Hof¹ᵃ", ("", "Tess Hof", "¹ᵃ"), ""),
        ("Tess Hof (corresponding)", ("", "Tess Hof", " (corresponding)"), ""),
        *((f"{sign}Tess Hof{sign}", ("", "Tess Hof", ""), "") for sign in ("*", "**", "***", "_", "__")),
        ("**Tess Hof***", ("", "Tess Hof", "*"), "*"),
        ("*Tess Hof*†", ("", "Tess Hof", "†"), "†"),
        *((text, ("", text, ""), "") for text in ("*", "42", "3M", "a_b", "Tess*Hof", "_", "Hof,")),
    ],
)
def test_marks_around_a_name(typed: str, parts: tuple[str, str, str], marks: str) -> None:
    assert (Author(typed).parts, Author(typed).marks) == (parts, marks)


@pytest.mark.parametrize(
    "authors",
    [
        *("Tess Hof", "'Hof, T.', Bo Li", "Bo Li, T. Hof‡, Tom Ray", "Bo Li, Tess Hof (corresponding)"),
        *(
            "The Atlas Collaboration",
            "Bo Li, et al.",
            "Bo Li and others",
            "Team Sweden, Bo Li",
            "Bo*, Tess Hof*†",
            "Tess Hof*, et al.",
        ),
    ],
)
def test_nothing_to_say(authors: str) -> None:
    assert notes(authors) == []


def test_equal_contribution_needs_two_authors() -> None:
    [problem] = notes("Bo Li, Tess Hof*")
    assert (problem.code, problem.span and problem.span.line) == ("single-equal-author", 4)


def test_works_without_the_person_are_one_note_for_each_similar_name() -> None:
    first, second = notes("Bo Li, Tesse Hoff", "Bo Li", "Tesse Hoff", "Tess Hof", "A. Ray")
    assert (first.code, first.span and first.span.line) == ("own-name-missing", 4)
    assert first.message == "no author of `k0` and 1 more work is `Tess Hof`"
    assert first.hint == 'if `Tesse Hoff` is you, write `other_names: ["Tesse Hoff"]` below `basics`'
    assert second.message == "no author of `k1` and 1 more work is `Tess Hof`"
    assert notes("Tesse Hoff", basics="name: Tess Hof, native_name: 何苔丝, other_names: [Tesse Hoff]") == []
    assert notes("李波, 何苔丝", basics="name: Tess Hof, native_name: 何苔丝") == []


def test_the_orcid_decides() -> None:
    mine, other = "0000-0002-1825-0097", "0000-0001-5109-3700"
    person = f"name: Tess Hof, orcid: {mine}"
    assert notes(f"T. Hof, {{given: T., family: Hof, orcid: {mine}}}", basics=person) == []
    assert notes(f"T. Hof, {{given: Tess, family: Hof, orcid: {other}}}", basics=person) == []
    assert notes(f"{{given: Tess, family: Hof, orcid: {other}}}", basics=person) != []


def test_a_name_that_its_comma_made_two_authors() -> None:
    [problem] = notes("Bo Li, Hof, Tess")
    assert (problem.code, problem.hint) == (
        "own-name-missing",
        'put a name that contains a comma in quotes: `"Hof, Tess"`',
    )


def test_two_authors_who_could_be_the_person() -> None:
    [problem] = notes("T. Hof, Tom Hof")
    assert problem.code == "own-name-ambiguous"
    assert "`T. Hof` and `Tom Hof`; none of them is highlighted" in problem.message


@pytest.mark.parametrize(
    ("author", "parts"),
    [
        ("A. Li, B. Hof", ["A. Li", "B. Hof"]),
        ("A. Li; B. Hof; C. Ray", ["A. Li", "B. Hof", "C. Ray"]),
        ("Hof, Tess; Li, Bo", ["Hof, Tess", "Li, Bo"]),
        ("Li, Bo and Hof, Tess", ["Li, Bo", "Hof, Tess"]),
        ("Bo Li & Tess Hof", ["Bo Li", "Tess Hof"]),
        ("Bo Li und Tess Hof", ["Bo Li", "Tess Hof"]),
        ("李波、何苔丝", ["李波", "何苔丝"]),
        ("Bo Li, Ann Ray", ["Bo Li", "Ann Ray"]),
        *(
            (name, [])
            for name in ("Hof, Tess", "García Márquez, Gabriel", "Smith, J. Robert", "Hof, Tess, Jr.", "Hof, T.")
        ),
        *(
            (name, [])
            for name in ("Tess Hof, PhD", "Dr. Tess Hof, MD, PhD", "van der Berg, A.", "Ramón y Cajal", "et al.")
        ),
        *((name, []) for name in ("ATLAS and CMS Collaborations", "Bill and Melinda Gates Foundation", "Sandler")),
    ],
)
def test_several_authors_in_one_item(author: str, parts: list[str]) -> None:
    assert separate_authors(author, ["Ann Ray"]) == parts


def test_the_hint_never_makes_one_author_of_two() -> None:
    [problem] = notes("'A. Li, T. Hof'")
    assert (problem.code, problem.hint) == (
        "several-authors",
        'write a list item for each author: `["A. Li", "T. Hof"]`',
    )
    missing, several = notes("'Ann Li; Tessa Hoff'")
    assert (several.code, missing.code, "Tessa" in str(missing.hint)) == ("several-authors", "own-name-missing", False)
    loaded = load_text("basics: {name: T}\npublications: [{key: a, title: T, authors: 'Bo Li, Tess Hof'}]")
    assert loaded.diagnostics[-1].hint == 'write a list: `["Bo Li", "Tess Hof"]`'


def test_markdown_of_other_tools() -> None:
    [problem] = notes("'*Tess Hof*', Bo Li", "'*Tess Hof*'")
    assert problem.code == "author-markup"
    assert problem.message == "the Markdown around the author `*Tess Hof*` (2 times) is not printed"
    assert "write `Tess Hof`" in str(problem.hint)


def test_no_note_about_a_name_that_is_wrong() -> None:
    works = "publications: [{key: a, title: T, authors: [B]}]"
    text = f"basics: {{name: [A]}}\nsections: [{{kind: publications, title: P}}]\n{works}"
    assert [problem.code for problem in load_text(text).diagnostics] == ["wrong-type"]


@pytest.mark.parametrize(
    ("text", "authors"),
    [
        ("Ada Hof, Bo Li and Cy Do", ["Ada Hof", "Bo Li", "Cy Do"]),
        ("Hof, A., Li, B., & Do, C.", ["Hof, A.", "Li, B.", "Do, C."]),
        ("Hof, Ada and Li, Bo", ["Hof, Ada", "Li, Bo"]),
        ("Ada Hof", ["Ada Hof"]),
        ("Hof, Ada, Li, Bo", []),
    ],
)
def test_authors_that_are_not_a_list(text: str, authors: list[str]) -> None:
    assert authors_in(text) == authors
