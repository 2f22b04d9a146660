"""Compiled templates are cached, and nothing about the cache can fail a build or run foreign code."""

from __future__ import annotations

from pathlib import Path

import pytest
from jinja2 import Environment

from cvpdf.files.cache import cache_folder
from cvpdf.render.jinja.template_cache import clean, template_cache
from tests.render.rendering import printed, rendered

ADA = "basics: {name: Ada}"


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    folder = cache_folder("templates")
    assert folder == tmp_path / "cache" / "cvpdf" / "templates"
    return folder


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the templates that are compiled from now on."""
    names: list[str] = []
    original = Environment.compile

    def compile_(self: Environment, source: str, name: str, *rest: object) -> object:
        names.append(name)
        return original(self, source, name, *rest)  # type: ignore[call-overload]

    monkeypatch.setattr(Environment, "compile", compile_)
    return names


def test_a_template_is_compiled_once(cache: Path, compiled: list[str]) -> None:
    first = rendered(ADA).tex
    assert "base.tex.j2" in compiled
    compiled.clear()
    assert rendered(ADA).tex == first
    assert compiled == []
    assert clean() > 0
    assert not list(cache.iterdir())


@pytest.mark.usefixtures("cache")
def test_a_changed_template_is_compiled_again(tmp_path: Path, compiled: list[str]) -> None:
    assert printed(r"\VAR{1 + 1}", tmp_path) == "2"
    assert printed(r"\VAR{1 + 2}", tmp_path) == "3"
    assert compiled == ["full.tex.j2", "full.tex.j2"]


@pytest.mark.parametrize("length", [0, 10, 30, 60, -1])
def test_a_damaged_file_is_replaced(length: int, cache: Path, tmp_path: Path) -> None:
    printed(r"\VAR{1 + 1}", tmp_path)
    [file] = cache.iterdir()
    good = file.read_bytes()
    file.write_bytes(good[:length])
    assert printed(r"\VAR{1 + 1}", tmp_path) == "2"
    assert file.read_bytes() == good


@pytest.mark.parametrize(
    ("folder", "mode", "safe"), [(".", 0o700, True), (".", 0o720, False), (".", 0o702, False), ("..", 0o702, False)]
)
def test_a_folder_that_others_can_write_to_is_not_used(folder: str, mode: int, safe: bool, cache: Path) -> None:
    cache.mkdir(parents=True)
    cache.chmod(0o700)
    (cache / folder).chmod(mode)
    assert (template_cache() is not None) is safe
    assert "Ada" in rendered(ADA).tex
    assert bool(list(cache.iterdir())) is safe


def test_a_link_to_a_folder_is_not_used(cache: Path, tmp_path: Path) -> None:
    cache.parent.mkdir(parents=True)
    cache.symlink_to(tmp_path)
    assert template_cache() is None


@pytest.mark.usefixtures("cache")
def test_no_folder_only_costs_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "cache").write_text("a file")
    assert "Ada" in rendered(ADA).tex

    def homeless(_name: str) -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr("platformdirs.user_cache_path", homeless)
    assert template_cache() is None
    assert "Ada" in rendered(ADA).tex


@pytest.mark.usefixtures("cache")
def test_constants_of_templates_are_printed_for_the_fonts_at_hand(tmp_path: Path) -> None:
    """Jinja evaluates constants while it compiles; the compiled template is used for cvpdf's fonts and for others."""
    template = r"""\VAR{"it's"} \VAR{["it's"]|join} \VAR{basics.name}"""
    assert printed(template, tmp_path, ADA) == r"it\textquotesingle{}s it\textquotesingle{}s Ada"
    assert printed(rf"{template} \usepackage{{\VAR{{fonts}}}}", tmp_path, ADA).startswith("it's it's Ada")


@pytest.mark.usefixtures("cache")
def test_a_path_that_is_not_utf_8() -> None:
    cache = template_cache()
    assert cache is not None
    assert cache.get_cache_key("a", "/caf\udce9/a") != cache.get_cache_key("a", "/cafe/a")
