"""Files of other programs that are given as a cv.yaml: one message that says what they are."""

from __future__ import annotations

import pytest

from tests.support import PERSON, accepted, load_text, refused

JSON_RESUME = '{"basics": {"name": "A", "label": "B"}, §"work": [{"name": "X"}], "education": []}'

FILES = [
    ("§cv:\n  name: A\n  sections:\n    education: []\ndesign:\n  theme: classic\n", "a RenderCV file"),
    ("---\n§content:\n  basics:\n    name: A\n  work: []\nlayout: {}\n", "a YAMLResume file"),
    ("basics:\n  name: A\n  label: B\n§work:\n  - name: X\n", "a JSON Resume file"),
    ("basics:\n  name: A\n§skills: []\neducation: []\n", "a JSON Resume file"),
    (JSON_RESUME, "a JSON Resume file"),
    ('§{"basics": {"name": "\\ud83d\\ude00"}, "work": []}', "a JSON Resume file"),
    ('{§"name": "A", "age": 3}', "a JSON file"),
    ('basics: {name: A}\n§sections: {work: []}\nmetadata: {}\n', "a Reactive Resume file"),
    ("§% CV\n\\documentclass[11pt]{moderncv}\n\\begin{document}\n", "a moderncv file (LaTeX)"),
    ("§\n\\documentclass{article}\n", "a LaTeX file"),
    ("§% works\n\n@article{a, title = {T}}\n", "a BibTeX file"),
    ("§@InProceedings {a,\n", "a BibTeX file"),
    ("§<?xml version='1.0'?><Europass/>", "an XML file"),
    ("§<!DOCTYPE html>\n<p>", "an HTML page"),
    ("§%PDF-1.7\n\x00\x01", "a PDF"),
    ("§PK\x03\x04\x00", "a ZIP archive or an office document"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "what"), FILES, ids=[what for _, what in FILES])
def test_what_it_is(text: str, what: str) -> None:
    found = refused(text, "foreign-file")
    assert found.message == f"this is {what}, not a cv.yaml"
    assert "cv" in str(found.hint)


def test_a_picture() -> None:
    for signature in (b"\x89PNG\r\n\x1a\n\x00", b"\xff\xd8\xff\xe0"):
        assert [d.message for d in load_text(signature).diagnostics] == ["this is a picture, not a cv.yaml"]


@pytest.mark.parametrize(
    "text", ['{"basics": {"name": "A"}, "sections": []}', "%YAML 1.1\n---\n" + PERSON, '{"basics": {"name": "A"}}']
)
def test_a_cv_in_an_unusual_form(text: str) -> None:
    accepted(text)


def test_a_single_key_of_another_program_is_only_an_unknown_key() -> None:
    refused(PERSON + "§skills: [a]\n", "unknown-key", "move it below `sections:`, as `- kind: skills`")
    refused("basics: {name: A, §label: B}\n", "unknown-key", "did you mean `headline`?")
