"""The seed CV in RenderCV's format says what the seed CV says."""

from pathlib import Path
from typing import Any

import yaml
from benchmarks.rendercv import converted
from benchmarks.workloads import bullets

SEED = (Path(__file__).parents[2] / "cv.yaml").read_text("utf-8")
DATA: Any = yaml.load(SEED, Loader=yaml.BaseLoader)
CONVERTED: Any = yaml.safe_load(converted(SEED))
SECTIONS = CONVERTED["cv"]["sections"]


def letters(text: str) -> str:
    """Return letters and digits only, which both formats share."""
    return "".join(character for character in text if character.isalnum())


def entries() -> list[tuple[Any, Any]]:
    """Pairs of entries: those of the seed CV, and what became of them."""
    kinds = ("education", "experience", "projects", "skills")
    sections = [section for section in DATA["sections"] if section["kind"] in kinds]
    return [pair for section in sections for pair in zip(section["entries"], SECTIONS[section["title"]], strict=True)]


def test_sections_come_in_the_same_order() -> None:
    assert list(SECTIONS) == [section["title"] for section in DATA["sections"]]


def test_every_bullet_is_there_in_its_entry() -> None:
    found = [(list(bullets(ours)), theirs.get("highlights", [])) for ours, theirs in entries()]
    assert sum(len(ours) for ours, _ in found) == len(list(bullets(DATA))) > 0
    for ours, theirs in found:
        assert theirs == ours


def test_every_word_of_every_entry_is_there() -> None:
    for ours, theirs in entries():
        printed = letters(" ".join(map(str, theirs.values())))
        fields = {key: text for key, text in ours.items() if isinstance(text, str) and key != "priority"}
        lists = [one for key in ("advisors", "keywords") for one in ours.get(key, ())]
        for text in [*fields.values(), *lists]:
            assert letters(text) in printed, text


def test_every_publication_is_there_with_all_its_authors() -> None:
    works = {work["title"]: work for title in ("Publications", "Preprints") for work in SECTIONS[title]}
    assert set(works) == {work["title"] for work in DATA["publications"]}
    for ours in DATA["publications"]:
        theirs = works[ours["title"]]
        assert [letters(name) for name in theirs["authors"]] == [letters(name) for name in ours["authors"]]
        assert str(theirs["date"]) == ours["date"]
        assert ours.get("venue", ours.get("arxiv")) in theirs["journal"]
        assert ours.get("venue_short", "") in theirs["journal"]
        assert theirs.get("summary") == ours.get("note")
    [hanayo] = [work for title, work in works.items() if title.startswith("Hanayo")]
    assert hanayo["authors"] == [r"**Ziming Liu**\*", r"Shenggan Cheng\*", "Haotian Zhou", "Yang You"]


def test_the_person() -> None:
    person = CONVERTED["cv"]
    basics = DATA["basics"]
    assert person["name"] == basics["name"]
    for text in (basics["native_name"], *basics["affiliations"]):
        assert text in person["headline"]
    assert (person["email"], person["website"]) == (basics["email"], basics["url"])
    assert person["social_networks"] == [{"network": "X", "username": "lzm_mlsys"}]
