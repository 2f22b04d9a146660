from __future__ import annotations

import json
from pathlib import Path

import pytest

from cvpdf.fonts.find import installed
from cvpdf.fonts.find.coverage import letter_sets
from cvpdf.fonts.find.folders import Place
from tests.cli.running import cvpdf
from tests.fonts.small_fonts import write_font

SETS = {one.name: one.letters for one in letter_sets()}
GREEK = SETS["Greek"]


@pytest.fixture(autouse=True)
def fonts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the only folder that is searched; it has a family of Greek letters, and one of nothing but ASCII."""
    write_font(tmp_path / "a.ttf", "Hellas", letters=SETS["Romanian"] + GREEK[:-2])
    write_font(tmp_path / "b.ttf", "Hellas", "Bold", weight=700, letters=SETS["Romanian"] + GREEK[:5])
    write_font(tmp_path / "c.ttf", "Icons")
    monkeypatch.setattr(installed, "places", lambda: iter([Place("system", (tmp_path,))]))
    return tmp_path


def test_the_list() -> None:
    answer = cvpdf("fonts")
    assert answer.exit_code == 0
    lines = [line.split("  ") for line in answer.stdout.splitlines()]
    hellas = next(line for line in lines if line[0] == "Hellas")
    assert [cell.strip() for cell in hellas if cell] == ["Hellas", "system", "regular, bold", "Romanian, Greek 67/69"]
    assert "Icons" not in answer.stdout
    assert "docs/fonts.md" in answer.stderr


def test_one_family(fonts: Path) -> None:
    answer = cvpdf("fonts", "hellas")
    assert answer.exit_code == 0
    for part in (
        "Hellas, from system\n",
        f"  bold         {fonts / 'b.ttf'}\n",
        "  Romanian (with a comma below)\n",
        f"  Greek 67/69 (modern Greek)\n    lacks {GREEK[-2]} {GREEK[-1]}\n    bold lacks 62 more\n",
        "  none of: Latin Extended-A, ",
    ):
        assert part in answer.stdout


def test_json(fonts: Path) -> None:
    (family,) = (one for one in json.loads(cvpdf("fonts", "--json").stdout)["families"] if one["name"] == "Hellas")
    assert (family["from"], family["letters"]["Greek"]) == ("system", {"present": 67, "of": 69})
    assert family["styles"]["bold"] == {"path": str(fonts / "b.ttf"), "number": 0, "axes": {}}
    (family,) = json.loads(cvpdf("fonts", "--json", "Hellas").stdout)["families"]
    assert family["letters"]["Greek"]["missing"] == GREEK[-2:]
    assert family["letters"]["Greek"]["missing_in"] == {"bold": GREEK[5:-2]}


def test_an_unknown_family_is_wrong_usage() -> None:
    answer = cvpdf("fonts", "Hellas", "Helas", "Lora")
    assert answer.exit_code == 2
    assert answer.stdout == ""
    assert "no installed font family is called `Helas`" in answer.stderr
    assert "did you mean `Hellas`?" in answer.stderr
    assert "`pip install fontpkg-lora`" in answer.stderr
