"""Compiled templates are kept between renders and between processes, and never stand for anything else."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader

from cvpdf.render import compiled
from cvpdf.render.compiled import Compiled
from cvpdf.render.rendering import Abilities, render
from cvpdf.themes.theme import built_in_folder, load_theme
from tests.render.rendering import printed, selection_of


@pytest.fixture
def templates(tmp_path: Path) -> Path:
    folder = tmp_path / "templates"
    folder.mkdir()
    (folder / "a.tex").write_text("{{ 1 + 1 }}", encoding="utf-8")
    return folder


def text(templates: Path, cache: Compiled, name: str = "a.tex") -> str:
    return Environment(loader=FileSystemLoader(templates), bytecode_cache=cache).get_template(name).render()


def compiles(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return a list to which the name of each template is added that is compiled from now on."""
    found: list[str] = []
    original = Environment.compile

    def compile_(self: Environment, source: str, name: str, *rest: object) -> object:
        found.append(name)
        return original(self, source, name, *rest)  # type: ignore[call-overload]

    monkeypatch.setattr(Environment, "compile", compile_)
    return found


def test_a_template_is_compiled_once(templates: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = compiles(monkeypatch)
    cache = Compiled(tmp_path / "cache")
    assert [text(templates, cache), text(templates, cache)] == ["2", "2"]
    assert text(templates, Compiled(tmp_path / "cache")) == "2"
    assert found == ["a.tex"]


def test_another_text_name_or_place_is_another_template(
    templates: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = compiles(monkeypatch)
    cache = Compiled(tmp_path / "cache")
    assert text(templates, cache) == "2"
    (templates / "b.tex").write_text("{{ 1 + 1 }}", encoding="utf-8")
    assert text(templates, cache, "b.tex") == "2"
    (templates / "a.tex").write_text("{{ 1 + 2 }}", encoding="utf-8")
    assert text(templates, cache) == "3"
    assert found == ["a.tex", "b.tex", "a.tex"]


@pytest.mark.parametrize("damage", [b"", b"nonsense", b"\0" * 100])
def test_a_damaged_file_is_made_again(damage: bytes, templates: Path, tmp_path: Path) -> None:
    text(templates, Compiled(tmp_path / "cache"))
    [file] = (tmp_path / "cache").iterdir()
    good = file.read_bytes()
    for content in (damage, good[:-1], good[:40] + b"x" + good[41:]):
        file.write_bytes(content)
        assert text(templates, Compiled(tmp_path / "cache")) == "2"
        assert file.read_bytes() == good


def test_a_folder_that_cannot_be_made_costs_only_time(templates: Path, tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file")
    cache = Compiled(tmp_path / "cache")
    assert [text(templates, cache), text(templates, cache)] == ["2", "2"]
    assert text(templates, Compiled(None)) == "2"


def test_no_home(monkeypatch: pytest.MonkeyPatch) -> None:
    def homeless(_name: str) -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr("platformdirs.user_cache_path", homeless)
    assert compiled.shared()._folder is None


def test_the_oldest_files_go(templates: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiled, "MAX_FILES", 2)
    for number in range(4):
        (templates / f"{number}.tex").touch()
        text(templates, Compiled(tmp_path / "cache"), f"{number}.tex")
        for age, file in enumerate(sorted((tmp_path / "cache").iterdir(), key=lambda path: path.stat().st_mtime)):
            os.utime(file, (age, age))
    assert len(list((tmp_path / "cache").iterdir())) == 2


def test_constants_of_templates_are_printed_for_the_engine_at_hand(tmp_path: Path) -> None:
    """Jinja computes what it can while it compiles; what it compiles serves both engines."""
    template = r"""\VAR{"it's"} \VAR{["it's"]|join} \VAR{["it's"]|join|upper} \VAR{basics.name}"""
    assert printed(template, tmp_path, "basics: {name: Ada}") == "it's it's IT'S Ada"
    other, _ = render(selection_of("basics: {name: Ада}"), load_theme((tmp_path, built_in_folder())), Abilities())
    assert other is not None
    assert other.engine == "lualatex"
    assert other.tex.splitlines()[1] == "it’s it’s IT’S Ада"


def test_a_folder_whose_name_is_no_text_in_this_locale() -> None:
    cache = Compiled(None)
    assert cache.get_cache_key("a", "/caf\udce9/a") != cache.get_cache_key("a", "/cafe/a")
