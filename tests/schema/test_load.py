"""Any input of ``load`` gives a resume, or errors with places in the file. It never raises."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cvpdf.pipeline.load import load
from cvpdf.schema.load import Loaded
from tests.support import PERSON, load_text, reported

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted(path for path in [ROOT / "cv.yaml", *ROOT.glob("examples/**/*.yaml")] if path.is_file())


def answered(text: str | bytes) -> Loaded:
    """Check that loading gives a resume or errors, that all places are in the file, and that all forms print."""
    loaded = load_text(text)
    errors = [d for d in loaded.diagnostics if d.is_error]
    assert (loaded.resume is None) == bool(errors)
    for found in loaded.diagnostics:
        assert found.span is not None, found
        for span in (found.span, *(related.span for related in found.related)):
            assert (1, 1) <= (span.line, span.column) <= (span.end_line, span.end_column), found
            if loaded.source is not None:
                assert span.line <= len(loaded.source.lines), found
                assert span.column <= len(loaded.source.lines[span.line - 1]) + 1, found
                assert span.end_line <= len(loaded.source.lines), found
        assert found.message
        assert "\n" not in found.message + str(found.hint)
    assert "\x1b" not in reported(loaded)
    return loaded


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_the_examples_are_valid(path: Path) -> None:
    loaded = load(path)
    assert loaded.resume is not None, reported(loaded)
    assert not [d for d in loaded.diagnostics if str(d.severity) != "note"], reported(loaded)


def test_a_path_may_be_text(tmp_path: Path) -> None:
    (tmp_path / "cv.yaml").write_text(PERSON)
    loaded = load(str(tmp_path / "cv.yaml"))
    assert loaded.resume is not None
    assert loaded.path == tmp_path / "cv.yaml"
    assert loaded.source is not None
    assert loaded.source.text == PERSON


def test_notes_come_with_a_resume_and_with_errors() -> None:
    note = "\ufeff"
    assert [d.code for d in load_text(note + PERSON).diagnostics] == ["byte-order-mark"]
    assert [d.code for d in load_text(note + PERSON + "x: y\n").diagnostics] == ["byte-order-mark", "unknown-key"]
    assert [d.code for d in load_text(note + PERSON + "x: 'y\n").diagnostics] == ["byte-order-mark", "unclosed-quote"]


def test_warnings_come_with_errors_too() -> None:
    assert [d.code for d in load_text(PERSON + "x: y #z\n").diagnostics] == ["unknown-key", "cut-by-hash"]
    assert [d.code for d in load_text(PERSON + "x: y #z\nx: 1\n").diagnostics] == ["cut-by-hash", "duplicate-key"]


@given(st.binary())
def test_any_bytes(raw: bytes) -> None:
    answered(raw)


@given(st.text())
def test_any_text(text: str) -> None:
    answered(text.encode(errors="surrogatepass"))


YAMLISH = st.lists(
    st.sampled_from(
        [
            *("\n", "\n  ", "\n    ", "\n      - ", "- ", ": ", ":", " ", "? ", "[", "]", "{", "}", ", ", "'", '"'),
            *("|\n", ">-\n", "#", " #x", "&a ", "*a", "!!str ", "---\n", "...\n", "%YAML 1.1\n", "\t", "\r", "\r\n"),
            *("@", "`", "\\", "<<", "~"),
            *("basics", "name", "sections", "kind", "text", "title", "entries", "highlights"),
            *("publications", "variants", "extends", "full", "design", "locale", "date", "2020-01", "present", "url"),
            *("javascript:x", "刘", "é", "\u200b", "\0", "\U0001f642"),
        ]
    ),
    max_size=60,
).map("".join)


@settings(max_examples=400)
@given(YAMLISH)
def test_text_like_yaml(text: str) -> None:
    answered(text)


@settings(max_examples=200)
@given(
    YAMLISH,
    st.sampled_from(
        ["basics:\n  name: A\nsections:\n  - kind: text\n    title: T\n    text: ", "basics:\n  name: A\nvariants:\n"]
    ),
)
def test_text_like_yaml_deeper_in(text: str, before: str) -> None:
    answered(before + text)


KEYS = (
    *("basics", "name", "profiles", "network", "url", "email", "phone", "summary", "sections", "kind", "title", "id"),
    *("text", "entries", "tags", "highlights", "roles", "company", "position", "keywords", "label", "publications"),
    *("key", "authors", "date", "start_date", "end_date", "filter", "keys", "since", "variants", "extends", "limits"),
    *("omit", "header", "include", "max_pages", "design", "margins", "top", "accent", "font_size", "locale", "labels"),
    *("present", "language", "hide", "x"),
)

JSONISH = st.recursive(
    st.none()
    | st.sampled_from(
        ["x", "text", "a", "full", "2020", "true", "3", "a b", "{x}", "20mm", "a@b.co", "x.org", "1", ""]
    ),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=4),
    max_leaves=8,
)


def as_yaml(value: object) -> str:
    """Write plain data as flow YAML."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {as_yaml(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(as_yaml, value)) + "]"
    return "" if value is None else f"'{value}'"


@settings(max_examples=150)
@given(
    st.fixed_dictionaries(
        {}, optional=dict.fromkeys(("sections", "publications", "variants", "design", "locale"), JSONISH)
    )
)
def test_any_data_in_any_place(data: dict[str, object]) -> None:
    answered(PERSON + "".join(f"{key}: {as_yaml(value)}\n" for key, value in data.items()))


@settings(max_examples=100)
@given(
    st.sampled_from(["education", "experience", "projects", "skills", "text", "publications", "references"]), st.data()
)
def test_any_data_in_a_section(kind: str, data: st.DataObject) -> None:
    fields = data.draw(
        st.dictionaries(st.sampled_from(["title", "entries", "text", "filter", "tags", "hide", "x", kind]), JSONISH)
    )
    entries = data.draw(
        st.lists(
            st.dictionaries(st.sampled_from(["name", "company", "roles", "date", "highlights", "tags", "x"]), JSONISH)
        )
    )
    other = {"kind": kind, "title": "T", "entries": entries}
    answered(f"{PERSON}sections: [{as_yaml({'kind': kind, **fields})}, {as_yaml(other)}]\n")


SAMPLE = (ROOT / "cv.yaml").read_text(encoding="utf-8")
SIGNS = "'\"#:-[]{}&*!|>%@`,? \n\t\\<~0aé刘\u200b\r\x00"


def mutated(seed: int) -> str:
    """Return the sample with a few characters or lines deleted, put in, replaced or moved."""
    chance = random.Random(seed)
    text = SAMPLE
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(text))
        sign = chance.choice(SIGNS)
        lines = text.split("\n")
        line = chance.randrange(len(lines))
        match chance.randrange(7):
            case 0:
                text = text[:at] + text[at + 1 :]
            case 1:
                text = text[:at] + sign + text[at:]
            case 2:
                text = text[:at] + sign + text[at + 1 :]
            case 3:
                text = "\n".join(lines[:line] + lines[line + 1 :])
            case 4:
                text = "\n".join([*lines[:line], chance.choice(lines), *lines[line:]])
            case 5:
                text = "\n".join([*lines[:line], chance.choice([" ", "  ", "- "]) + lines[line], *lines[line + 1 :]])
            case _:
                text = text[:at]
        text = text or " "
    return text


@pytest.mark.parametrize("seed", range(300))
def test_mutations_of_the_worked_example(seed: int) -> None:
    answered(mutated(seed))


def test_every_cut_of_a_small_file() -> None:
    text = SAMPLE[:1500]
    for end in range(0, len(text), 3):
        answered(text[:end])


def test_an_error_of_yaml_does_not_hide_the_next() -> None:
    text = PERSON + "  headline: &Co x\n  website: y\nsections:\n  - kind: awards\n    title: &T t\n    entries: []\n"
    assert [d.code for d in load_text(text).diagnostics] == ["yaml-anchor", "unknown-key", "yaml-anchor"]
    # The second key of a pair is not read, so no name is reported as unknown.
    twice = (
        PERSON + "publications: []\nsections:\n  - {kind: projects, title: T, entries: [{name: N, publications: [a]}]}"
    )
    twice += "\npublications:\n  - {key: a, title: T, authors: [Ada Lovelace]}\n"
    assert [d.code for d in load_text(twice).diagnostics] == ["duplicate-key"]
