"""The cache of fonts: by content, safe for builds at the same time, and cheap."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import cvpdf.fonts.make.tex_font
from cvpdf.fonts import cache, font_reader
from cvpdf.fonts.document_fonts import DocumentFonts, document_fonts
from cvpdf.fonts.font_set import Family, FontFile, FontSet
from cvpdf.fonts.make.plan import TexFontPlan
from cvpdf.fonts.read.face import Face
from tests.fonts.making import font_file

LETTERS = {0x20: "space", 0x41: "A", 0x42: "B", 0x10C: "Ccaron", 0x5218: "liu"}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of an empty cache."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    chosen = cache.default_folder()
    assert chosen is not None
    return chosen


@pytest.fixture
def fonts(tmp_path: Path) -> FontSet:
    file = font_file(tmp_path / "font.ttf", LETTERS, "feature kern {pos A B -50; pos B A -40; pos A A 30;} kern;")
    return FontSet(main := Family("Main", (("regular", file),)), main, wide=(main,))


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Return the plans of fonts that are made and not read from the cache."""
    plans: list[object] = []
    original = cvpdf.fonts.make.tex_font.tex_font

    def counted(plan: TexFontPlan, opened: Callable[[FontFile], Face]) -> dict[str, bytes]:
        plans.append(plan)
        return original(plan, opened)

    monkeypatch.setattr(cvpdf.fonts.make.tex_font, "tex_font", counted)
    return plans


def of(fonts: FontSet, letters: str = "AB刘ⴰ", name: str = "full") -> DocumentFonts:
    return document_fonts(frozenset(letters), fonts, name)


def test_the_second_time_everything_comes_from_the_cache(folder: Path, fonts: FontSet, made: list[object]) -> None:
    first = of(fonts)
    assert first.lacking == {"ⴰ"}
    assert len(made) == 3
    assert of(fonts) == first
    assert len(made) == 3
    assert folder.stat().st_mode & 0o077 == 0


def test_another_letter_makes_only_the_fonts_that_it_is_in(fonts: FontSet, made: list[object]) -> None:
    of(fonts, "AB")
    count = len(made)
    of(fonts, "AB刘")
    assert len(made) == count + 1
    # LaTeX knows these letters, and the family has them, so they are in the font already.
    of(fonts, "ABČ刘")
    of(fonts, "ABČ刘", "onepage")
    assert len(made) == count + 1


def test_variants_that_start_together_make_a_font_once(fonts: FontSet, made: list[object]) -> None:
    with ThreadPoolExecutor() as pool:
        results = list(pool.map(lambda name: of(fonts, name=name), ("full", "onepage", "letter")))
    assert len(made) == 3
    assert (
        len(
            {
                tuple(sorted(result.files.keys() - {f"{name}-fonts.sty"}))
                for name, result in zip(("full", "onepage", "letter"), results, strict=True)
            }
        )
        == 1
    )


def test_the_content_of_a_font_counts_not_its_path(fonts: FontSet, made: list[object], tmp_path: Path) -> None:
    first, count = of(fonts), len(made)
    path = Path(fonts.main.files[0][1].path)
    copy = path.rename(tmp_path / "copy.ttf")
    family = Family("Main", (("regular", FontFile(str(copy))),))
    assert of(FontSet(family, family, wide=(family,))) == first
    assert len(made) == count
    font_file(path, LETTERS, "feature kern {pos A B 50;} kern;")
    assert of(fonts).files != first.files
    assert len(made) > count


def test_a_damaged_entry_is_made_again(folder: Path, fonts: FontSet) -> None:
    first = of(fonts)
    entries = sorted(folder.iterdir())
    assert {entry.name.partition("-")[0] for entry in entries} == {"digest", "characters", "font", "document"}
    for damage in (
        lambda _: b"",
        lambda data: data[:-1],
        lambda data: data[:40] + b"?" + data[41:],
        lambda _: b"\n" * 50,
    ):
        before = {entry: entry.read_bytes() for entry in entries}
        for entry in entries:
            entry.write_bytes(damage(before[entry]))
        assert of(fonts) == first
        assert {entry: entry.read_bytes() for entry in entries} == before


def test_a_cache_that_cannot_be_written_does_not_matter(
    fonts: FontSet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = of(fonts)
    monkeypatch.setattr(cache, "private_cache_folder", lambda _: None)
    assert of(fonts) == first
    missing = tmp_path / "missing"
    monkeypatch.setattr(cache, "private_cache_folder", lambda _: missing)
    assert of(fonts) == first
    assert not missing.exists()


def test_the_entries_unused_for_longest_are_deleted(
    folder: Path, fonts: FontSet, monkeypatch: pytest.MonkeyPatch
) -> None:
    of(fonts, "A")
    old = set(folder.iterdir())
    for path in old:
        os.utime(path, (0, 0))
    of(fonts, "A")
    used = {path for path in old if path.stat().st_mtime}
    assert {path.name.partition("-")[0] for path in used} == {"digest", "document"}
    cache.keep_within(sum(path.stat().st_size for path in used), folder)
    assert set(folder.iterdir()) == used
    monkeypatch.setattr(cache, "LIMIT", 2000)
    assert of(fonts, "AB").files
    total = sum(size for _, size in cache.present(folder))
    assert total <= 2000
    assert cache.clean(folder) == total
    assert list(folder.iterdir()) == []


_PROGRAM = """
import sys
from pathlib import Path
from cvpdf.fonts.document_fonts import document_fonts
from cvpdf.fonts.font_reader import characters
from cvpdf.fonts.font_set import Family, FontFile, FontSet
file = FontFile(sys.argv[1])
main = Family("Main", (("regular", file),))
made = document_fonts(frozenset("AB刘ⴰ"), FontSet(main, main, wide=(main,)), "full")
assert "A" in characters(file)
for path, content in made.files.items():
    place = Path(sys.argv[2]) / path
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(content)
print("fontTools" in sys.modules)
"""


def test_builds_at_the_same_time_and_other_hash_seeds_make_the_same_bytes(fonts: FontSet, tmp_path: Path) -> None:
    path = fonts.main.files[0][1].path
    runs = []
    for seed in range(4):
        # The last two share a cache.
        variables = {
            **os.environ,
            "PYTHONHASHSEED": str(seed),
            "XDG_CACHE_HOME": str(tmp_path / f"cache{min(seed, 2)}"),
        }
        command = [sys.executable, "-c", _PROGRAM, path, str(tmp_path / f"out{seed}")]
        runs.append(subprocess.Popen(command, env=variables, stdout=subprocess.PIPE, text=True))
    *alone, sharing = [run.communicate()[0] for run in runs]
    assert alone == ["True\n"] * 3
    assert sharing in ("True\n", "False\n")  # what it needs may be in the cache when it starts
    first, *others = [
        {file.relative_to(out): file.read_bytes() for file in sorted(out.rglob("*.*"))}
        for out in (tmp_path / f"out{seed}" for seed in range(4))
    ]
    assert len(first) > 6
    assert others == [first] * 3
    # From a full cache, fontTools is not even imported.
    done = subprocess.run(command, env=variables, capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


def test_characters_of_a_face(fonts: FontSet) -> None:
    for _ in range(2):
        assert font_reader.characters(fonts.main.files[0][1]) >= set("ABČ刘 ")
