from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from cvpdf.diagnostics import Severity, Span
from cvpdf.fonts.find import built_in, choose, installed, packages
from cvpdf.fonts.find.choose import Chosen, Wanted, font_set, regions
from cvpdf.fonts.find.folders import Place
from cvpdf.fonts.find.unknown import unknown_font
from tests.fonts.small_fonts import write_family, write_font
from tests.waiting import PATIENCE

SPAN = Span.point("cv.yaml", 7, 9)


@pytest.fixture(autouse=True)
def fonts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the only folder that is searched; it has some families."""
    folder = tmp_path / "fonts"
    for family in ("Lato", "Open Sans", "EB Garamond", "TeX Gyre Termes"):
        write_family(folder, family)
    write_family(folder, "Mukta", "Regular Bold")
    write_family(folder, "Nanum", "Regular Bold", letters="A한")
    write_font(folder / "gothic.ttf", "Gothic", scripts=["han", "kana"])
    monkeypatch.setattr(installed, "places", lambda: iter([Place("system", (folder,))]))
    monkeypatch.setattr(packages, "apt_command", lambda: "apt-get install")
    return folder


def told(chosen: Chosen) -> list[tuple[str, str]]:
    return [(problem.severity.value, problem.message) for problem in chosen.problems]


@pytest.mark.parametrize("name", ["charter", "Charter", "XCharter", "bitstream-charter"])
def test_the_default_needs_no_search(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(installed, "places", None)
    chosen = font_set(Wanted(name))
    assert chosen == font_set()
    assert chosen.fonts is not None
    assert chosen.problems == ()
    assert (chosen.fonts.main.name, chosen.fonts.language, chosen.fonts.leading) == ("XCharter", "en", 1.24)
    assert (chosen.fonts.mono, chosen.fonts.donors) == (built_in.MONO, built_in.DONORS)
    assert chosen.fonts.wide[:3] == tuple(built_in.WIDE[region] for region in ("SC", "JP", "KR"))


@pytest.mark.parametrize(("name", "lender"), [("EB Garamond", "XCharter"), ("Open Sans", "Noto Sans")])
def test_a_family_of_the_same_kind_lends_letters(name: str, lender: str) -> None:
    fonts = font_set(Wanted(name), language="ja").fonts
    assert fonts is not None
    assert fonts.donors[0].name == lender
    assert built_in.CHARTER in fonts.donors
    first = "Noto Sans JP" if lender == "Noto Sans" else "Noto Serif CJK JP"
    assert fonts.wide[0].name == first
    assert len(fonts.wide) == 6


def test_without_packages_the_own_fonts_serve(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(choose, "package_folders", lambda _: ())
    fonts = font_set(Wanted("Open Sans"), language="ko").fonts
    assert fonts is not None
    assert fonts.donors == (built_in.CHARTER, *built_in.DONORS)
    assert [family.name[-2:] for family in fonts.wide] == ["KR", "JP", "SC"]


def test_fonttools_is_imported_only_to_read_a_font() -> None:
    code = "import sys, cvpdf.fonts.find.choose, cvpdf.fonts.find.family_coverage; sys.exit('fontTools' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], timeout=PATIENCE, check=False).returncode == 0


def test_a_style_that_is_missing_is_told() -> None:
    chosen = font_set(Wanted("Mukta", SPAN))
    assert chosen.fonts is not None
    message = "the font `Mukta` has no italic and no bold italic: italic text is regular, bold italic text is bold"
    assert told(chosen) == [("note", message)]
    assert chosen.problems[0].span == SPAN


def test_fonts_for_scripts_come_first_and_serve_these_only() -> None:
    chosen = font_set(Wanted("Lato"), {"hangul": Wanted("Nanum"), "mono": Wanted("Mukta")}, "ko")
    assert chosen.fonts is not None
    assert chosen.problems == ()
    assert (chosen.fonts.wide[0].name, chosen.fonts.wide[0].scripts) == ("Nanum", ("hangul",))
    assert chosen.fonts.mono.name == "Mukta"


def test_a_main_font_with_han_sets_han() -> None:
    chosen = font_set(Wanted("Gothic"))
    assert chosen.fonts is not None
    assert (chosen.fonts.wide[0].name, chosen.fonts.wide[0].scripts) == ("Gothic", ("han", "kana"))


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("Latto", "did you mean `Lato`?"),
        ("garmond", "did you mean `EB Garamond`?"),
        ("Garamond", "use `EB Garamond`, which looks similar; "),
        ("Times New Roman", "use `TeX Gyre Termes`, which looks similar; "),
        ("Calibri", "use `Carlito`, which looks similar (install it with `apt-get install fonts-crosextra-carlito`)"),
        ("SimSun", "use `Noto Serif CJK SC`, which looks similar; "),
        ("Menlo", "use `DejaVu Sans Mono`, which looks similar (install it with `apt-get install fonts-dejavu`)"),
        ("Lora", "install it with `pip install fontpkg-lora`; "),
        ("noto sans", "install it with `pip install rendercv-fonts` or `pip install fontpkg-noto-sans`; "),
        ("pagella", "install it with `apt-get install fonts-texgyre`; "),
        ("Merriweathr", "did you mean `Merriweather` (`pip install fontpkg-merriweather`) or `Merriweather Sans`"),
        ("xyzzy", "`cvpdf fonts` lists the installed families; docs/fonts.md shows"),
    ],
)
def test_an_unknown_family(name: str, hint: str) -> None:
    chosen = font_set(Wanted(name, SPAN))
    assert chosen.fonts is None
    (problem,) = chosen.problems
    assert (problem.code, problem.span) == ("unknown-font", SPAN)
    assert problem.message == f"no installed font family is called `{name}`"
    assert (problem.hint or "").startswith(hint)


def test_a_font_for_a_script_has_letters_of_it(fonts: Path) -> None:
    write_font(fonts / "own.ttf", "Own", letters="A刘")
    chosen = font_set(fonts={"han": Wanted("Lato", SPAN), "hangul": Wanted("Own", SPAN), "mono": Wanted("Lato")})
    assert chosen.fonts is None
    assert told(chosen) == [
        ("note", "the font `Own` has no bold: bold text is regular"),
        ("error", "the font `Lato` has no Chinese letters"),
        ("error", "the font `Own` has no Korean letters"),
    ]
    assert {problem.span for problem in chosen.problems} == {SPAN}
    own = font_set(fonts={"han": Wanted("Own")}).fonts
    assert own is not None
    assert own.wide[0].name == "Own"


def test_all_errors_are_reported_together() -> None:
    chosen = font_set({"regular": Wanted("a.ttf"), "bold": Wanted("b.ttf")}, {"han": Wanted("Nothing")})
    assert [problem.code for problem in chosen.problems] == ["bad-font", "bad-font", "unknown-font"]


def test_files_by_path(tmp_path: Path) -> None:
    write_font(tmp_path / "own" / "a.ttf", "Own", line=1.25)
    write_font(tmp_path / "own" / "v.ttf", "Own", axes=[("wght", 100, 400, 900)])
    chosen = font_set({"regular": Wanted("own/a.ttf"), "bold": Wanted("own/v.ttf")}, folder=tmp_path)
    assert chosen.fonts is not None
    files = dict(chosen.fonts.main.files)
    assert (chosen.fonts.main.name, list(files), chosen.fonts.leading) == ("Own", ["regular", "bold"], 1.25)
    assert files["bold"].location == (("wght", 700),)
    assert told(chosen) == [
        ("note", "the font `Own` has no italic and no bold italic: italic text is regular, bold italic text is bold")
    ]
    assert chosen.problems[0].hint == "add the paths of more files: `italic: …`, `bold_italic: …`"


def test_a_path_in_place_of_a_name(tmp_path: Path) -> None:
    write_font(tmp_path / "v.otf", "Own", axes=[("wght", 100, 400, 900), ("ital", 0, 0, 1)])
    for path in ("v.otf", "./v.otf", str(tmp_path / "v.otf")):
        chosen = font_set(Wanted(path), folder=tmp_path)
        assert chosen.fonts is not None
        assert len(chosen.fonts.main.files) == 4


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("gone.ttf", "`{}` does not exist"),
        ("folder.ttf", "`{}` is a folder"),
        ("text.ttf", "`text.ttf` is not a TrueType or OpenType font"),
        ("large.ttf", "`{}` has 200,000,001 bytes; the limit is 200,000,000"),
    ],
)
def test_a_path_that_is_no_font(path: str, message: str, tmp_path: Path) -> None:
    (tmp_path / "folder.ttf").mkdir()
    (tmp_path / "text.ttf").write_text("Hello", "utf-8")
    with (tmp_path / "large.ttf").open("wb") as file:
        file.truncate(choose.MAX_BYTES + 1)
    (problem,) = font_set(Wanted(path, SPAN), folder=tmp_path).problems
    assert (problem.severity, problem.code, problem.span) == (Severity.ERROR, "bad-font", SPAN)
    assert problem.message == message.format(tmp_path / path)


@pytest.mark.parametrize(
    ("language", "order"),
    [
        ("en", "SC JP KR"),
        ("zh-Hans", "SC JP KR"),
        ("zh", "SC JP KR"),
        ("zh-Hant", "SC JP KR"),
        ("ja", "JP SC KR"),
        ("ko-KR", "KR JP SC"),
    ],
)
def test_the_language_decides_which_forms_of_han_come_first(language: str, order: str) -> None:
    assert regions(language) == tuple(order.split())


def test_hints_name_every_kind_of_package() -> None:
    hints = [str(unknown_font(name, None).hint) for name in ("Inter", "Charis SIL", "Poppins")]
    assert ["pip install fontpkg-inter" in hints[0], "apt-get install fonts-sil-charis" in hints[1]] == [True, True]
    assert "pip install rendercv-fonts" in hints[2]


def test_who_may_not_use_apt_copies_the_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packages, "apt_command", lambda: None)
    way = "the files of Debian's package `fonts-texgyre` in your font folder, such as `~/.local/share/fonts`"
    assert str(unknown_font("pagella", None).hint).startswith(f"install it with {way}; ")
    assert "apt" not in str(unknown_font("Noto Serif", None).hint)
