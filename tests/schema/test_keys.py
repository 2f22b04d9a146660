"""Unknown keys at every level, and fields that are missing."""

from __future__ import annotations

from textwrap import dedent

import pytest

from cvpdf.schema.model import Model
from cvpdf.schema.sections import KINDS
from tests.schema.homes import ENTRIES, HOMES, SECTIONS, all_models
from tests.support import PERSON, accepted, complaints, entry, load_text, marked, refused, section, work

FIELDS = [(model, field) for model in HOMES for field in model.model_fields]


def test_no_model_is_forgotten() -> None:
    assert set(HOMES) == all_models()
    assert set(SECTIONS) == set(KINDS)
    assert set(ENTRIES) == set(KINDS) - {"text", "publications"}


@pytest.mark.parametrize("model", HOMES, ids=lambda model: model.__name__)
def test_the_homes_themselves_are_good(model: type[Model]) -> None:
    loaded = load_text(HOMES[model].replace("@", ""))
    assert loaded.resume is not None, loaded.diagnostics


@pytest.mark.parametrize(("model", "field"), FIELDS, ids=lambda v: v if isinstance(v, str) else v.__name__)
def test_misspelt_key(model: type[Model], field: str) -> None:
    typo = field + field[-1]
    refused(HOMES[model].replace("@", f"§{typo}: x"), "unknown-key", f"`{typo}`", f"did you mean `{field}`?")


@pytest.mark.parametrize("model", HOMES, ids=lambda model: model.__name__)
def test_key_that_is_like_no_other(model: type[Model]) -> None:
    first = next(name for name in (*model.__annotations__, *model.model_fields) if name in model.model_fields)
    refused(HOMES[model].replace("@", "§qwxz: x"), "unknown-key", "`qwxz`", "one of: ", first)


@pytest.mark.parametrize("model", HOMES, ids=lambda model: model.__name__)
def test_unknown_key_with_nothing_behind_it(model: type[Model]) -> None:
    refused(HOMES[model].replace("@", "§qwxz:"), "unknown-key")


def test_case_and_hyphens_do_not_hide_the_meaning() -> None:
    refused(entry("awards", "title: T\n§Start-Date: 2020"), "unknown-key", "did you mean `start_date`?")


def test_unknown_label() -> None:
    refused(PERSON + "locale:\n  labels:\n    §presnt: heute\n", "unknown-key", "did you mean `present`?")


def test_variants_named_like_fields() -> None:
    """The name of a variant is no field, whatever it is called."""
    refused(PERSON + "variants:\n  design:\n    §extend: full\n", "unknown-key", "did you mean `extends`?")
    refused(PERSON + "variants:\n  variants:\n    design:\n      §papr: a4\n", "unknown-key", "did you mean `paper`?")


def test_merge_key() -> None:
    snippet = "basics: &me\n  name: Ada\nlocale:\n  §<<: *me\n"
    refused(snippet, "unknown-key", "merge keys")


def test_unknown_kind_of_section() -> None:
    refused(
        section("x", "entries: []").replace("kind: x", "kind: §eduction"), "bad-choice", "did you mean `education`?"
    )


def test_long_hints_are_cut() -> None:
    keys = "\n".join(f"  - key: w{i}\n    title: T\n    authors: [A]" for i in range(100))
    text = entry("projects", "name: N\npublications: [qwxz]") + "publications:\n" + keys
    hints = [d.hint for d in load_text(text).diagnostics if d.code == "unknown-publication"]
    assert hints == ["one of: " + ", ".join(f"w{i}" for i in range(30)) + ", …"]


class TestMissing:
    def test_basics(self) -> None:
        refused("§locale:\n  language: en\n", "missing-field", "`basics` is missing", "add `basics: …`")

    def test_name(self) -> None:
        refused("§basics:\n  location: X\n", "missing-field", "`name` is missing from `basics`")

    @pytest.mark.parametrize("field", ["network", "username"])
    def test_profile(self, field: str) -> None:
        other = {"network": "username", "username": "network"}[field]
        refused(
            PERSON + f"  profiles:\n    - §{other}: x\n", "missing-field", f"`{field}` is missing from this profile"
        )

    @pytest.mark.parametrize("kind", KINDS)
    def test_title_of_a_section(self, kind: str) -> None:
        rest = {"text": "text: Hello", "publications": "numbered: true"}.get(kind, "entries: []")
        snippet = f"{PERSON}sections:\n  - §kind: {kind}\n    {rest}\n"
        refused(snippet, "missing-field", f"`title` is missing from this {kind} section", "add `title: …`")

    @pytest.mark.parametrize("kind", sorted(set(KINDS) - {"publications"}))
    def test_content_of_a_section(self, kind: str) -> None:
        field = "text" if kind == "text" else "entries"
        snippet = f"{PERSON}sections:\n  - §kind: {kind}\n    title: T\n"
        refused(snippet, "missing-field", f"`{field}` is missing from this {kind} section")

    def test_kind(self) -> None:
        snippet = f"{PERSON}sections:\n  - §title: T\n    entries: []\n"
        refused(snippet, "missing-field", "`kind` is missing", "education, experience")

    @pytest.mark.parametrize("kind", ENTRIES)
    def test_fields_of_an_entry(self, kind: str) -> None:
        model, fields = ENTRIES[kind]
        for name, field in model.model_fields.items():
            if field.is_required():
                rest = "\n".join(line for line in fields.split("\n") if not line.startswith(f"{name}:"))
                refused(entry(kind, f"§tags: [a]\n{rest}".rstrip()), "missing-field", f"`{name}` is missing")

    def test_a_job_needs_no_position(self) -> None:
        accepted(entry("experience", "company: C"))

    def test_position_of_a_role(self) -> None:
        refused(
            entry("experience", "company: C\nroles:\n  - §team: T"),
            "missing-field",
            "`position` is missing from this role",
        )

    def test_label_of_a_skill(self) -> None:
        refused(section("skills", "entries: [§{level: good}]"), "missing-label", "`label` is missing", "add `label: …`")

    def test_text_of_a_bullet(self) -> None:
        snippet = entry("awards", "title: T\nhighlights:\n  - §priority: 3\n    tags: [a]")
        refused(snippet, "missing-field", "`text` is missing from this bullet")

    @pytest.mark.parametrize("field", ["key", "title"])
    def test_fields_of_a_publication(self, field: str) -> None:
        lines = [line for line in ("key: a", "title: T", "authors: [A]") if not line.startswith(field)]
        text = f"{PERSON}publications:\n  - §{lines[0]}\n    {lines[1]}\n"
        refused(text, "missing-field", f"`{field}` is missing from this publication")

    def test_id_of_a_rule(self) -> None:
        snippet = PERSON + "variants:\n  short:\n    limits:\n      - §entries: 3\n"
        refused(snippet, "missing-field", "`id` is missing")

    def test_nothing_behind_a_required_key(self) -> None:
        refused("basics:\n  §name:\n", "missing-field", "`name` is empty", "after the colon")
        refused("§basics:\n", "missing-field", "`basics` is empty")
        refused(work("").replace("title: On Engines", "§title:"), "missing-field", "`title` is empty")

    def test_nothing_behind_an_optional_key_is_as_if_it_were_not_there(self) -> None:
        accepted(PERSON + "  location:\n  affiliations:\nsections:\nvariants:\ndesign:\n  margins:\nlocale:\n")

    def test_all_at_once(self) -> None:
        text, places = marked(
            dedent("""\
            basics:
              §nam: Ada
              email: §nobody
            sections:
              - §kind: text
                §txt: Hello
              - kind: §tex
            """)
        )
        found = complaints(text)
        assert {(line, column) for _, line, column in found} == set(places)
        assert [code for code, _, _ in found] == [
            *("unknown-key", "bad-email", "missing-field", "unknown-key", "bad-choice"),
        ]
