"""The JSON Schema that editors are given: `cvpdf schema`."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from cvpdf.cli.starter import starter
from cvpdf.languages.words import languages
from cvpdf.pipeline.load import load
from cvpdf.schema.json_schema import json_schema
from cvpdf.schema.sections import KINDS
from tests.cli.running import GOOD, ROOT, cvpdf, write

SCHEMA = json_schema()
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)
FILES = [ROOT / "cv.yaml", *sorted((ROOT / "examples").glob("*.yaml"))]


AWARD = "basics: {{name: A}}\nsections: [{{kind: awards, title: T, entries: [{{title: x, {}}}]}}]"

BILINGUAL = """basics: {{name: {{en: A, de: B}}, url: {{en: https://a.org, de: https://a.de}}, location: {{en: Bonn}},
  details: {{Nationality: {{en: Dutch, de: niederländisch}}}}}}
locale: {{languages: [en, de], labels: {{present: {{en: now, de: jetzt}}}}}}
sections: [{{kind: awards, title: {{en: T, de: U}}, entries: [{{{}}}]}}]
variants: {{v: {{locale: de, output: {{en: cv, de: lebenslauf}}}}}}
"""


class Editor(yaml.SafeLoader):
    """YAML 1.2 as editors read it: no dates, and `yes` and `no` are words."""


Editor.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in rules if not tag.endswith(("timestamp", "bool", "merge"))]
    for first, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
Editor.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(?:true|false)$", re.I), list("tTfF"))


def read(text: str) -> Any:
    return yaml.load(text, Editor)


def complaints(text: str) -> list[str]:
    return [f"{list(error.absolute_path)}: {error.message}" for error in VALIDATOR.iter_errors(read(text))]


def test_the_command_prints_it() -> None:
    result = cvpdf("schema")
    assert result.exit_code == 0
    assert json.loads(result.stdout) == SCHEMA


def test_it_is_a_valid_schema() -> None:
    assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


def parts(schema: Any, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every schema inside a schema that describes objects by their properties."""
    if isinstance(schema, dict):
        if "properties" in schema and isinstance(schema["properties"], dict):
            yield path, schema
        for name, inner in schema.items():
            yield from parts(inner, f"{path}/{name}")
    elif isinstance(schema, list):
        for number, inner in enumerate(schema):
            yield from parts(inner, f"{path}/{number}")


def test_every_property_and_every_object_is_described() -> None:
    found = list(parts(SCHEMA))
    assert len(found) > 30
    for path, part in found:
        assert part.get("description"), path
        for name, field in part["properties"].items():
            assert field.get("description"), f"{path}/{name}"


def test_unknown_keys_are_wrong_everywhere() -> None:
    for path, part in parts(SCHEMA):
        assert part.get("additionalProperties") is False, path


def test_every_kind_is_told_apart() -> None:
    kinds = [part["properties"]["kind"] for _, part in parts(SCHEMA) if "kind" in part["properties"]]
    assert {kind["const"] for kind in kinds} == set(KINDS)


def test_it_accepts_the_example_of_the_docs() -> None:
    page = (ROOT / "docs" / "cv-yaml.md").read_text("utf-8").partition("### Several languages")[2]
    assert complaints(page.partition("```yaml\n")[2].partition("```")[0]) == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_it_accepts_every_example(file: Path) -> None:
    assert complaints(file.read_text("utf-8")) == []


@pytest.mark.parametrize("language", languages())
def test_it_accepts_every_starter(language: str) -> None:
    assert complaints(str(starter(language))) == []


def valid(text: str, folder: Path) -> bool:
    return load(write(folder / "cv.yaml", text)).resume is not None


@pytest.mark.parametrize(
    "text",
    [
        GOOD,
        "basics: {name: 12}",
        "basics: {name: NO}",
        "basics: {name: true}",
        "basics: {name: A, summary: [a, b]}",
        "basics:\n  name: A\n  phone: +41 44 668 18 00\n  email:\n",
        "basics: {name: A}\nsections: [{kind: text, title: T, text: 5, hide: false}]",
        AWARD.format("date: 2023-01-31"),
        AWARD.format("date: 'Spring 2021'"),
        AWARD.format("date: 2023"),
        AWARD.format("start_date: 2020, end_date: present"),
        AWARD.format("highlights: [a, 5, {text: b}]"),
        AWARD.format("priority: 5, pin: true"),
        "basics: {name: A}\ndesign: {margins: 20mm, font_size: 10.5pt, line_spacing: 1.1}",
        "basics: {name: A}\ndesign: {margins: {top: 20mm}, font_size: 11, hyphenation: true}",
        "basics: {name: A}\ndesign: {font: Charter, fonts: {han: Charter, mono: Charter}}",
        *(f"basics: {{name: A}}\ndesign: {{accent: {accent}}}" for accent in ("112233", "1e3000", "'#abc'", "navy")),
        "basics: {name: A}\nlocale: {language: de, labels: {present: heute}}",
        "basics: {name: A}\nlocale: de",
        BILINGUAL.format("title: {en: x, de: y}, highlights: [{en: a, de: b}, {text: {en: c, de: d}}, e]"),
        BILINGUAL.format("title: x, highlights: {en: [a, b], de: [c]}, summary: {en: a, de: [b, c]}"),
        BILINGUAL.format("title: x, highlights: {en: '- a', de: [{text: c, pin: true}]}, date: {en: '1/2', de: 2020}"),
        BILINGUAL.format("title: x, url: {en: a.org, de: b.org}, highlights: [a, {en: b, de: []}]"),
        BILINGUAL.format("en: {title: x}, de: {title: y, start_date: {en: 2020, de: 2020-02}, end_date: present}"),
        "locale: {languages: [en, de]}\nbasics: {en: {name: A}, de: {name: B, country: {en: Austria, de: AT}}}",
        "basics: {name: A}\nlocale: {languages: [en, de], labels: {en: {present: now}, de: {present: jetzt}}}\n"
        "design: {font: {en: charter, de: Lato}}\nsections: {en: [{kind: text, title: T, text: x}], de: []}",
        "basics: {name: A}\nvariants: {v: {max_pages: 1, min_priority: 3, header: [], tags: {exclude: []}}}",
        "basics: {name: A}\nsections: [{kind: text, title: T, text: x}]\nvariants: {v: {sections: [text, {id: text}]}}",
    ],
)
def test_what_cvpdf_takes_the_schema_takes(text: str, tmp_path: Path) -> None:
    assert valid(text, tmp_path)
    assert complaints(text) == []


@pytest.mark.parametrize(
    "text",
    [
        *("[]", "5", "{}", "basics: {}", "basics: {name: [A]}", "basics: {name: {a: b}}"),
        *("basics: {name: A, emial: x}", "basics: {name: A, affiliations: x}", "basics: {name: A}\nextra: 1"),
        "basics: {name: A}\nsections: {kind: text}",
        "basics: {name: A}\nsections: [{kind: nonsense, title: T}]",
        "basics: {name: A}\nsections: [{title: T}]",
        "basics: {name: A}\nsections: [{kind: text, title: T}]",
        "basics: {name: A}\nsections: [{kind: text, title: T, text: x, entries: []}]",
        "basics: {name: A}\nsections: [{kind: text, title: T, text: x, hide: 'no'}]",
        "basics: {name: A}\nsections: [{kind: awards, title: T, entries: [{titel: x}]}]",
        AWARD.format("start_date: soon, end_date: 2020"),
        AWARD.format("highlights: [{txt: a}]"),
        BILINGUAL.format("title: {en: x, deutsch: y}"),
        AWARD.format("priority: 6"),
        "basics: {name: A}\npublications: [{key: a, title: t, authors: [A], status: done}]",
        "basics: {name: A}\ndesign: {font: [{a: b}]}",
        "basics: {name: A}\ndesign: {font: {bold: a.ttf}}",
        "basics: {name: A}\ndesign: {fonts: {greek: Lato}}",
        "basics: {name: A}\ndesign: {margins: {top: [1]}}",
        "basics: {name: A}\nvariants: {v: {header: [shoe_size]}}",
        "basics: {name: A}\nvariants: [v]",
    ],
)
def test_what_the_schema_refuses_cvpdf_refuses(text: str, tmp_path: Path) -> None:
    assert complaints(text) != []
    assert not valid(text, tmp_path)
