from __future__ import annotations

import json
from pathlib import Path

import pytest

from cvpdf.cli.starter import starter
from cvpdf.languages.dates import NO_BREAK
from cvpdf.languages.words import languages, words
from cvpdf.render.expected import expectation
from cvpdf.schema.json_schema import json_schema
from cvpdf.selection.apply_variant import select
from cvpdf.selection.settings import resolve
from cvpdf.themes.theme import built_in_folder
from tests.cli.running import cvpdf
from tests.support import accepted


def test_the_starter_is_valid_and_names_its_schema(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = cvpdf("new")
    assert result.exit_code == 0
    assert sorted(file.name for file in tmp_path.iterdir()) == ["cv.schema.json", "cv.yaml"]
    assert json.loads((tmp_path / "cv.schema.json").read_text("utf-8")) == json_schema()
    first = (tmp_path / "cv.yaml").read_text("utf-8").splitlines()[0]
    assert first == "# yaml-language-server: $schema=./cv.schema.json"
    result = cvpdf("validate")
    assert result.exit_code == 0
    assert "cv.yaml is valid\n" in result.stderr, "not even a note"
    assert cvpdf("build", "--tex-only").exit_code == 0


@pytest.mark.parametrize("language", languages())
def test_each_language_has_a_starter(language: str) -> None:
    own, name = words(language), "Jo: Ö’Muster 刘"
    text = starter(language, name)
    assert text is not None
    resume = accepted(text)
    assert resume.basics.name == name
    assert resume.locale.language == language
    expected = expectation(select(resume, resolve(resume, "full")))
    printed = "\n".join(text.text.replace(NO_BREAK, " ") for text in expected.texts)
    titles = [own.sections[kind] for kind in ("experience", "education", "publications", "skills")]
    texts = [*own.starter["bullets"], *(own.starter[key] for key in ("area", "paper", "venue"))]
    plain = (text.replace(NO_BREAK, " ") for text in (*titles, *texts, own.labels["present"]))
    assert [text for text in plain if text not in printed] == []
    assert expected.title == f"{name} – {own.titles['Curriculum Vitae']}"
    assert expected.language == language
    assert own.starter["name"] in str(starter(language))


def test_the_theme_of_a_starter(tmp_path: Path) -> None:
    assert cvpdf("new", tmp_path, "--theme", "jake").exit_code == 0
    assert (tmp_path / "cv.yaml").read_text("utf-8").endswith("\n\ndesign:\n  theme: jake\n")
    assert cvpdf("validate", tmp_path / "cv.yaml").exit_code == 0
    wrong = cvpdf("new", tmp_path / "other", "--theme", "jaek")
    assert (wrong.exit_code, "did you mean `jake`?" in wrong.stderr) == (2, True)
    assert not (tmp_path / "other").exists()


def test_the_language_and_the_name_of_a_starter(tmp_path: Path) -> None:
    assert cvpdf("new", tmp_path, "--language", "de-at", "--name", " Jo   Muster ").exit_code == 0
    text = (tmp_path / "cv.yaml").read_text("utf-8")
    assert "  name: Jo Muster\n" in text
    assert "      - Jo Muster*\n" in text
    assert "  language: de-AT\n" in text
    assert cvpdf("build", tmp_path / "cv.yaml", "--tex-only", "-o", tmp_path / "out").exit_code == 0
    assert "lang={de-AT}" in (tmp_path / "out" / "full.tex").read_text("utf-8")
    result = cvpdf("new", tmp_path / "other", "--language", "tlh")
    assert result.exit_code == 2
    assert f"no starter in the language `tlh`; languages: {', '.join(languages())}" in result.stderr
    result = cvpdf("new", tmp_path / "other", "--language", "jp")
    assert "no starter in the language `jp`; did you mean `ja`?" in result.stderr
    assert not (tmp_path / "other").exists()


def test_a_folder_is_made(tmp_path: Path) -> None:
    folder = tmp_path / "jobs é" / "acme"
    assert cvpdf("new", folder).exit_code == 0
    assert (folder / "cv.yaml").is_file()


@pytest.mark.parametrize("name", ["cv.yaml", "cv.schema.json"])
def test_nothing_is_overwritten_unless_told_to(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text("mine", encoding="utf-8")
    result = cvpdf("new", tmp_path)
    assert result.exit_code == 2
    assert name in result.stderr
    assert "--force" in result.stderr
    assert [file.name for file in tmp_path.iterdir()] == [name]
    assert (tmp_path / name).read_text("utf-8") == "mine"
    assert cvpdf("new", tmp_path, "--force").exit_code == 0
    assert (tmp_path / name).read_text("utf-8") != "mine"


def test_templates_are_copied_out_and_used(tmp_path: Path) -> None:
    assert cvpdf("new", tmp_path).exit_code == 0
    assert cvpdf("new", tmp_path, "--templates").exit_code == 0
    own = tmp_path / "latex_templates"
    ours = {file.relative_to(built_in_folder()) for file in built_in_folder().rglob("*") if file.is_file()}
    assert {file.relative_to(own) for file in own.rglob("*") if file.is_file()} == ours
    (own / "header.tex.j2").write_text("MY OWN HEADER\n", encoding="utf-8")
    assert cvpdf("new", tmp_path, "--templates").exit_code == 2
    assert (own / "header.tex.j2").read_text("utf-8") == "MY OWN HEADER\n"
    assert cvpdf("build", tmp_path / "cv.yaml", "--tex-only", "-o", tmp_path / "out").exit_code == 0
    assert "MY OWN HEADER" in (tmp_path / "out" / "full.tex").read_text("utf-8")


def test_our_own_templates_are_not_copied_onto_themselves() -> None:
    result = cvpdf("new", built_in_folder().parent, "--templates", "--force")
    assert result.exit_code == 2
    assert "nothing to copy" in result.stderr


def test_a_file_in_the_way_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    result = cvpdf("new", tmp_path / "file" / "below")
    assert result.exit_code == 2
    assert "cannot write" in result.stderr
