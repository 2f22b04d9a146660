"""Themes as data: finding them, reading them, and the errors in them."""

from __future__ import annotations

from pathlib import Path

import pytest

from cvpdf.diagnostics import ExitCode
from cvpdf.pipeline.build import build
from cvpdf.pipeline.load import load
from cvpdf.pipeline.options import Options
from cvpdf.render.tokens import token_lines
from cvpdf.report.terminal import one_liners
from cvpdf.schema.design import Design
from cvpdf.selection.settings import resolve
from cvpdf.themes.theme import FOLDER, built_in_folder
from cvpdf.themes.theme_files import all_themes, theme_names
from tests.support import PERSON

THEMES = theme_names((built_in_folder(),))


def design(folder: Path, text: str, variant: str = "full") -> Design:
    (folder / "cv.yaml").write_text(PERSON + text, "utf-8")
    loaded = load(folder / "cv.yaml")
    assert loaded.resume is not None, one_liners(loaded.diagnostics)
    return resolve(loaded.resume, variant).design


def problem(folder: Path, text: str) -> str:
    (folder / "cv.yaml").write_text(PERSON + text, "utf-8")
    loaded = load(folder / "cv.yaml")
    assert loaded.resume is None
    hints = "".join(f"\n{found.hint}" for found in loaded.diagnostics)
    return one_liners(loaded.diagnostics).replace(f"{folder}/", "") + hints


def own_theme(folder: Path, text: str, name: str = "mine") -> None:
    themes = folder / FOLDER / "themes"
    themes.mkdir(parents=True, exist_ok=True)
    (themes / f"{name}.yaml").write_text(text, "utf-8")


def test_there_are_twelve_themes_and_each_is_another_one() -> None:
    themes, problems = all_themes((built_in_folder(),))
    assert problems == []
    assert len(themes) == 12
    assert next(iter(themes)) == "classic"
    lines = {name: tuple(token_lines(Design.model_construct(**dict(theme)))) for name, theme in themes.items()}
    assert len(set(lines.values())) == 12
    assert lines["classic"] == ()


def test_a_variant_changes_the_design_and_the_design_the_theme(tmp_path: Path) -> None:
    text = """design: {theme: modern, colours: {quiet: "#333333"}, sections: {size: 1.1}, font_size: 10}
variants: {mine: {extends: full, design: {sections: {size: 1.2}, accent: navy}}}
"""
    changed = design(tmp_path, text, "mine")
    assert (changed.header.name_style, changed.sections.form) == ("split", "plain")
    assert (changed.colours.accent, changed.colours.quiet) == ("000080", "333333")
    assert (changed.sections.size, changed.page.font_size) == (1.2, 10)
    assert design(tmp_path, text).sections.size == 1.1


def test_a_theme_of_a_variant_replaces_that_of_the_design(tmp_path: Path) -> None:
    text = "design: {theme: modern, accent: navy}\nvariants: {full: {design: {theme: jake}}}\n"
    changed = design(tmp_path, text)
    assert (changed.header.layout, changed.header.name_style, changed.colours.accent) == (
        "center",
        "smallcaps",
        "000080",
    )


def test_own_themes_by_name_and_by_path(tmp_path: Path) -> None:
    own_theme(tmp_path, "description: Mine\nlists: {bullet: dash}\n")
    assert design(tmp_path, "design: {theme: mine}\n").lists.bullet == "dash"
    (tmp_path / "other.yaml").write_text("description: Other\nlinks: {style: ink}\n", "utf-8")
    assert design(tmp_path, "design: {theme: ./other.yaml}\n").links.style == "ink"
    own_theme(tmp_path, "description: Not that of cvpdf\n", "modern")
    assert design(tmp_path, "design: {theme: modern}\n").header.name_style == "bold"
    load(tmp_path / "cv.yaml", own_templates=False)
    loaded = load(tmp_path / "cv.yaml", own_templates=False)
    assert loaded.resume is not None
    assert resolve(loaded.resume, "full").design.header.name_style == "split"


@pytest.mark.parametrize(
    ("theme", "message"),
    [
        ("modren", "did you mean `modern`?"),
        ("zzz", "one of: banner, classic"),
        ("../x.yaml", "there is no file `../x.yaml`"),
        ("my theme", "there is no theme `my theme`"),
        ("x" * 300, "there is no theme `xxx"),
        ("/dev/zero", "there is no file"),
    ],
)
def test_unknown_themes(theme: str, message: str, tmp_path: Path) -> None:
    found = problem(tmp_path, f"design:\n  theme: {theme}\n")
    assert found.startswith("cv.yaml:4:10: error[unknown-theme]")
    assert message in found


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ("description: x\nheader: {layuot: left}\n", "2:10: error[unknown-key]", "layout"),
        ("description: x\nheader: {layout: middle}\n", "2:18: error[bad-choice]", "center"),
        ("header: {layout: left}\n", "1:1: error[missing-field]", "description"),
        ("description: x\ncolours: {accent: '#12'}\n", "2:19: error[bad-colour]", "digits"),
        ("description: x\naccent: navy\n", "2:1: error[unknown-key]", "accent"),
        ("description: x\n- a\n", "", "error[yaml"),
        ("description: x\npage: {font_size: 99}\n", "2:19: error[bad-number]", "from 8 to 12"),
    ],
)
def test_errors_point_into_the_file_of_the_theme(text: str, place: str, message: str, tmp_path: Path) -> None:
    own_theme(tmp_path, text)
    found = problem(tmp_path, "design: {theme: mine}\n")
    assert found.startswith(f"{FOLDER}/themes/mine.yaml:{place}"), found
    assert message in found


def test_a_theme_that_leaves_its_folder_is_refused(tmp_path: Path) -> None:
    own_theme(tmp_path, "description: x\n", "real")
    (tmp_path / "outside.yaml").write_text("description: x\n", "utf-8")
    (tmp_path / FOLDER / "themes" / "mine.yaml").symlink_to(tmp_path / "outside.yaml")
    assert "symbolic link" in problem(tmp_path, "design: {theme: mine}\n")


def test_the_file_of_a_theme_is_an_input_even_if_it_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "cv.yaml").write_text(f"{PERSON}design: {{theme: ./own.yaml}}\n", "utf-8")
    own, other = tmp_path / "own.yaml", tmp_path / "other.yaml"
    own.write_text("header: {}\n", "utf-8")
    other.write_text("description: Other\n", "utf-8")
    report = build(Options(tmp_path / "cv.yaml", tmp_path / "out", ("full",), tex_only=True))
    assert report.exit_code == ExitCode.INVALID_CV
    assert own in report.inputs
    report = build(Options(tmp_path / "cv.yaml", tmp_path / "out", ("full",), tex_only=True, theme="other.yaml"))
    assert report.exit_code == ExitCode.OK
    assert other in report.inputs


def test_a_theme_of_your_own_replaces_the_default_one(tmp_path: Path) -> None:
    own_theme(tmp_path, "description: Mine\nfoot: {form: none}\n", "classic")
    assert design(tmp_path, "design: {accent: navy}\n").foot.form == "none"
    assert design(tmp_path, "design: {theme: modern}\n").foot.form == "page-of"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("description: &a [*a]\n", "1:18: error[yaml-alias]"),
        ("description: x\nlists: " + "[" * 500, "error["),
        ("description: !!python/object/apply:os.system [ls]\n", "error["),
        ("description: x\ndescription: y\n", "error[duplicate-key]"),
        ("description: x" + " " * 20_000_000, "error[file-too-large]"),
    ],
)
def test_a_theme_is_read_as_carefully_as_a_cv(text: str, message: str, tmp_path: Path) -> None:
    own_theme(tmp_path, text)
    found = problem(tmp_path, "design: {theme: mine}\n")
    assert found.startswith(f"{FOLDER}/themes/mine.yaml:")
    assert message in found


def test_the_same_token_twice_is_an_error(tmp_path: Path) -> None:
    found = problem(tmp_path, "design:\n  accent: navy\n  colours: {accent: red}\n")
    assert found.startswith("cv.yaml:4:11: error[given-twice]")


def test_the_first_font_that_is_installed(tmp_path: Path) -> None:
    from cvpdf.pipeline.fonts import chosen_fonts

    chosen = chosen_fonts(design(tmp_path, "design: {font: [No Such Family, charter]}\n"), "en", tmp_path)
    assert chosen.fonts is not None
    assert chosen.fonts.main.name == "XCharter"
    notes = one_liners(chosen.problems)
    assert "cv.yaml:3:17: note[font-replaced]: the font `No Such Family` is not installed, so `charter` is" in notes
    chosen = chosen_fonts(design(tmp_path, "design: {font: [charter, No Such Family]}\n"), "en", tmp_path)
    assert chosen.problems == ()
    chosen = chosen_fonts(design(tmp_path, "design: {font: [No Such Family, Nor This]}\n"), "en", tmp_path)
    assert [problem.code for problem in chosen.problems] == ["unknown-font"]
    assert "cv.yaml:3:10: error[bad-value]: the list of fonts is empty" in problem(tmp_path, "design: {font: []}\n")
