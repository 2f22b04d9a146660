"""Where entries begin a page, or may be parted."""

from __future__ import annotations

import pytest

from tests.render.rendering import rendered
from tests.support import entry

HEADS = {
    "education": "institution: U",
    "experience": "company: U\nposition: P",
    "projects": "name: U",
    "awards": "title: U\nlocation: L",
}


def lines(kind: str, fields: str, variant: str = "full") -> list[str]:
    return rendered(entry(kind, fields), variant=variant).tex.splitlines()


@pytest.mark.parametrize("kind", HEADS)
class TestHeads:
    def before(self, kind: str, page_break: str, variant: str = "full") -> str:
        """Return the line before the second of two equal entries."""
        text = entry(kind, f"{HEADS[kind]}\npage_break: {page_break}")
        head, item, rest = text.partition("      - ")
        found = rendered(f"{head}{item}{rest.rstrip()}\n{item}{rest}", variant=variant).tex.splitlines()
        _, second = (number for number, line in enumerate(found) if line.startswith(r"\cventry{"))
        return found[second - 1]

    def test_a_new_page(self, kind: str) -> None:
        assert self.before(kind, "before") == r"\cvnewpage"

    def test_no_new_page_on_the_only_one(self, kind: str) -> None:
        assert self.before(kind, "before", "onepage") != r"\cvnewpage"

    def test_may_be_parted(self, kind: str) -> None:
        assert self.before(kind, "allow") == r"\cvallowbreaks"

    def test_stays_whole(self, kind: str) -> None:
        assert self.before(kind, "avoid") not in (r"\cvnewpage", r"\cvallowbreaks")


def test_entries_of_one_line_cannot_be_parted() -> None:
    """What allows it would reach the next entry with a head."""
    found = lines("awards", "title: A\npage_break: allow")
    assert r"\cvallowbreaks" not in found
    found = lines("awards", "title: A\npage_break: before")
    assert r"\cvnewpage" in found
