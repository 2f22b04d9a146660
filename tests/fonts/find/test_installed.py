from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from cvpdf.fonts.find import installed
from cvpdf.fonts.find.folders import Place
from cvpdf.fonts.find.installed import all_families, find
from cvpdf.fonts.find.names import key
from cvpdf.fonts.read.font_info import FontInfo
from tests.fonts.small_fonts import write_family, write_font


@pytest.fixture
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder with `package` and `system`, the only places that are searched."""
    both = [Place(name, (tmp_path / name,)) for name in ("package", "system")]
    monkeypatch.setattr(installed, "places", lambda: iter(both))
    return tmp_path


@pytest.mark.parametrize("typed", ["Source Sans 3", "source-sans-3", "SourceSans3", " SOURCE  sans 3"])
def test_spelling_does_not_matter(typed: str, places: Path) -> None:
    write_family(places / "system", "Source Sans 3")
    found = find(typed)
    assert found is not None
    assert (found.family.name, found.origin) == ("Source Sans 3", "system")
    assert [style for style, _ in found.family.files] == ["regular", "italic", "bold", "bold_italic"]


@pytest.mark.parametrize(
    ("short", "name"),
    [("charter", "XCharter"), ("pagella", "TeX Gyre Pagella"), ("latin-modern", "LM Roman 10")],
)
def test_short_names(short: str, name: str) -> None:
    assert key(short) == key(name)


def test_the_first_place_wins(places: Path) -> None:
    for place in ("package", "system"):
        write_family(places / place, "Lato", "Regular")
    found = find("lato")
    assert found is not None
    assert found.origin == "package"
    assert [one.origin for one in all_families() if one.family.name == "Lato"] == ["package"]


def test_a_later_place_is_not_searched(places: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_family(places / "package", "Lato", "Regular")
    searched: list[str] = []
    scan = installed.scan

    def remember(place: Place) -> list[FontInfo]:
        searched.append(place.name)
        return scan(place)

    monkeypatch.setattr(installed, "scan", remember)
    find("lato")
    assert searched == ["package"]


def test_a_narrower_family_has_a_name_of_its_own(places: Path) -> None:
    write_font(places / "system" / "a.ttf", "Lato")
    write_font(places / "system" / "b.ttf", "Lato Light", weight=300, typographic=("Lato", "Light"))
    found = find("Lato Light")
    assert found is not None
    assert Path(found.family.files[0][1].path).name == "b.ttf"


def test_unusable_files_are_skipped(places: Path) -> None:
    write_family(places / "system", "Lato", "Regular")
    (places / "system" / "broken.ttf").write_bytes(b"\0\1\0\0" + b"\xff" * 500)
    if sys.platform != "win32":
        os.mkfifo(places / "system" / "pipe.ttf")
    assert [one.family.name for one in all_families() if one.origin != "cvpdf"] == ["Lato"]
    assert find("Arial") is None


@pytest.mark.parametrize(
    ("name", "line", "leading"),
    [("A", 1.0, 1.17), ("A", 1.22, 1.22), ("A", 2.0, 1.28), ("TeX Gyre Pagella", 1.0, 1.26)],
)
def test_leading(name: str, line: float, leading: float, places: Path) -> None:
    write_font(places / "system" / "a.ttf", name, line=line)
    found = find(name)
    assert found is not None
    assert found.leading == leading


def test_a_place_is_read_again_when_a_file_changes(places: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_font(places / "system" / "a.ttf", "Old")
    assert find("old") is not None
    with monkeypatch.context() as context:
        context.setattr(installed, "read_fonts", None)
        assert find("old") is not None
    write_font(places / "system" / "a.ttf", "Newer")
    assert (find("old") is None, find("newer") is None) == (True, False)


def test_a_font_that_may_not_be_embedded(places: Path) -> None:
    write_font(places / "system" / "a.ttf", "Mine", rights=2)
    found = find("mine")
    assert found is not None
    assert found.forbidden == "may not be used: its licence forbids embedding (`fsType` is 2)"


def test_an_installed_font_with_more_han_comes_before_the_own_one(places: Path) -> None:
    found = find("noto-serif-cjk-jp")
    assert found is not None
    assert (found.origin, found.scripts) == ("cvpdf", ("han", "kana", "hangul"))
    write_font(places / "system" / "a.ttf", "Noto Serif CJK JP")
    found = find("Noto Serif CJK JP")
    assert found is not None
    assert found.origin == "system"
    assert [one.origin for one in all_families() if one.family.name == "Noto Serif CJK JP"] == ["system"]
