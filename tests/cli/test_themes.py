from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from PIL import Image

from cvpdf.themes.theme import FOLDER, built_in_folder
from cvpdf.themes.theme_files import theme_names
from tests.cli.running import BAD, cvpdf, write

NAMES = ["classic", *(name for name in theme_names((built_in_folder(),)) if name != "classic")]
MINE = "description: Mine\npage: {font: [No Such Family, charter]}\ncolours: {accent: '#cc0000'}\n"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    write(tmp_path / FOLDER / "themes" / "mine.yaml", MINE)
    write(tmp_path / "cv.yaml")
    return tmp_path


def test_the_list_has_your_own_themes(home: Path) -> None:
    listed = cvpdf("themes", home / "cv.yaml").stdout.splitlines()
    assert sorted(line.split()[0] for line in listed[1:]) == sorted([*NAMES, "mine"])
    assert "mine No Such Family (not installed) Mine" in [" ".join(line.split()) for line in listed]
    facts = json.loads(cvpdf("themes", "--json", home / "cv.yaml").stdout)["themes"]
    assert {"name": "mine", "description": "Mine", "fonts": ["No Such Family", "charter"]} in facts


def test_a_theme_with_an_error_is_reported_beside_the_others(home: Path) -> None:
    write(home / FOLDER / "themes" / "mine.yaml", MINE + "lists: {bullet: star}\n")
    result = cvpdf("themes", home / "cv.yaml")
    assert result.exit_code == 1
    assert "mine.yaml:4:17: error[bad-choice]" in result.stderr
    assert "harvard" in result.stdout
    assert "mine" not in result.stdout


@pytest.mark.parametrize(
    ("text", "options", "exit_code", "message"),
    [
        (BAD, (), 1, "unknown key `emial`"),
        (None, (), 1, "the file does not exist"),
        ("", ("--variant", "onepgae"), 2, "did you mean `onepage`?"),
    ],
)
def test_a_picture_that_is_not_made(
    text: str | None, options: tuple[str, ...], exit_code: int, message: str, home: Path
) -> None:
    if text is None:
        (home / "cv.yaml").unlink()
    elif text:
        write(home / "cv.yaml", text)
    result = cvpdf("themes", home / "cv.yaml", "--preview", home / "all.png", *options)
    assert result.exit_code == exit_code
    assert result.stderr.count(message) == 1
    assert not (home / "all.png").exists()


def test_a_picture_in_a_folder_that_does_not_exist(home: Path) -> None:
    result = cvpdf("themes", home / "cv.yaml", "--preview", home / "no" / "all.png")
    assert result.exit_code == 2
    assert "there is no folder" in result.stderr


@pytest.mark.tex
def test_the_picture_has_all_themes_in_their_colours(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cvpdf.themes.theme_files.theme_names", lambda _: ["classic", "mine"])
    result = cvpdf("themes", home / "cv.yaml", "--variant", "short", "--preview", home / "all.png", "--json")
    assert result.exit_code == 0, result.stderr
    answer = json.loads(result.stdout)
    assert answer["picture"] == str(home / "all.png")
    assert [theme["name"] for theme in answer["themes"]] == ["classic", "mine"]
    picture = Image.open(io.BytesIO((home / "all.png").read_bytes())).convert("RGB")
    assert picture.width > 2 * 600
    left, right = (picture.crop((x, 0, x + picture.width // 2, picture.height)) for x in (0, picture.width // 2))
    assert [_red(half) for half in (left, right)] == [False, True]


def _red(picture: Image.Image) -> bool:
    return any(r > 180 and g < 60 and b < 60 for r, g, b in picture.get_flattened_data())  # type: ignore[misc]
