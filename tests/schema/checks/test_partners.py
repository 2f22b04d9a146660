"""`keep_with` and the names that it leads to."""

from __future__ import annotations

import pytest

from tests.support import PERSON, accepted, entry, refused

WORKS = (
    "publications:\n  - {key: paper, title: T, authors: [A. Lovelace]}\n"
    "  - {key: other, title: U, authors: [A. Lovelace], MARKS}\n"
)
LIST = "  - {kind: publications, title: P}\n"


def awards(marks: str, bullet: str = "") -> str:
    return (
        entry("awards", f"title: A\nid: first\nhighlights: [one, {{text: two, {bullet}}}]")
        + f"      - {{title: B, {marks}}}\n"
    )


@pytest.mark.parametrize("marks", ["keep_with: previous", "keep_with: first", "id: b, keep_with: b"])
def test_known_ones(marks: str) -> None:
    accepted(awards(marks))
    accepted(awards("id: x", marks))


def test_a_publication() -> None:
    works = LIST + WORKS
    accepted(awards("keep_with: paper") + works.replace("MARKS", "keep_with: previous"))
    accepted(awards("id: b") + works.replace("MARKS", "keep_with: first"))
    refused(awards("id: b") + works.replace("MARKS", "keep_with: §papre"), "unknown-partner", "did you mean `paper`?")


def test_a_circle_is_all_or_none() -> None:
    accepted(awards("id: b, keep_with: a2", "id: a2, keep_with: b"))


@pytest.mark.parametrize(
    ("wanted", "words"), [("frist", ["`frist`", "did you mean `first`?"]), ("previuos", ["did you mean `previous`?"])]
)
def test_unknown_ones(wanted: str, words: list[str]) -> None:
    refused(awards(f"keep_with: §{wanted}"), "unknown-partner", *words)


def test_nothing_before() -> None:
    refused(entry("awards", "title: A\nkeep_with: §previous"), "unknown-partner", "no item before this one")
    role = "company: C\nroles:\n  - {position: P, keep_with: §previous}"
    refused(entry("experience", role), "unknown-partner", "no item before this one")


def test_names_that_are_taken() -> None:
    found = refused(awards("id: §first"), "duplicate-id", "`first` is used twice")
    assert len(found.related) == 1
    refused(awards("id: b", "id: §first"), "duplicate-id")
    refused(awards("id: §paper") + LIST + WORKS.replace("MARKS", ""), "duplicate-id", "`paper` is used twice")
    refused(awards("id: §previous"), "duplicate-id", "reserved for the item before")


def test_sections_have_names_of_their_own() -> None:
    accepted(awards("id: b").replace("title: Title", "title: Title\n    id: first"))


def test_publications_have_a_key_already() -> None:
    refused(f"{PERSON}sections:\n{LIST}{WORKS}".replace("MARKS", "§id: a"), "unknown-key")
