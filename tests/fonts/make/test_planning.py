from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from cvpdf.fonts.font_set import Family, FontFile, FontSet, Style
from cvpdf.fonts.make.plan import Plan
from cvpdf.fonts.make.planning import plan_fonts

LATIN = frozenset(map(chr, range(32, 127)))
STYLES: tuple[Style, ...] = ("regular", "italic", "bold", "bold_italic")


def family(name: str, *styles: Style) -> Family:
    return Family(name, tuple((style, FontFile(f"{name} {style}")) for style in styles or STYLES))


def plan(
    letters: str | list[str],
    coverage: Mapping[str, str],
    *,
    main: Family | None = None,
    language: str = "en",
    wide: str = "",
    own: tuple[Family, ...] = (),
) -> Plan:
    """Return the plan with a main family, the donors One and Two, and wide families. Coverage is by family or file."""
    donors = (family("One"), family("Two", "regular"))
    wides = (*own, *(family(name, "regular", "bold") for name in wide.split()))
    fonts = FontSet(main or family("Main"), family("Mono", "regular"), donors, wides, language)

    def characters(file: FontFile) -> frozenset[str]:
        name = file.path.split()[0]
        own = frozenset(coverage.get(file.path, coverage.get(name, "")))
        return own | LATIN if name in ("Main", "Mono") else own

    return plan_fonts(frozenset(letters), fonts, characters)


def sources(made: Plan, name: str, style: Style, letters: str) -> dict[str, str]:
    """Return the files of some letters."""
    [chosen] = [each for each in made.families if each.name == name]
    return {text: file.path for _, text, file in chosen.fonts[style].letters if text in letters}


def test_a_letter_comes_from_the_first_family_that_has_it() -> None:
    made = plan("əʒ", {"Main": "ʒ", "One": "əʒ", "Two": "əʒ"})
    assert sources(made, "cvf", "regular", "əʒA") == {"ə": "One regular", "ʒ": "Main regular", "A": "Main regular"}
    assert sources(made, "cvf", "bold", "əʒA") == {"ə": "One bold", "ʒ": "Main bold", "A": "Main bold"}
    assert sources(made, "cvfm", "regular", "əʒA") == {"ə": "One regular", "ʒ": "Main regular", "A": "Mono regular"}
    assert made.lacking == frozenset()
    assert made.borrowed == {"ə": ("Main", "One")}


@pytest.mark.parametrize("letters", [["α", "β"], ["α\u0304", "β"], ["ж", "Ә"]])
def test_a_script_is_set_in_the_first_font_that_has_all_its_letters(letters: list[str]) -> None:
    """So no word is set in two fonts; but one letter does not change the font of all Latin text."""
    first, second = letters
    made = plan([*letters, "š", "ə"], {"Main": first[0] + "š", "One": "".join(letters) + "šə"})
    whole = [font for _, letter, font in made.families[0].fonts["bold"].letters if letter in letters]
    assert [font.path for font in whole] == ["One bold", "One bold"]
    assert sources(made, "cvf", "bold", "šə") == {"š": "Main bold", "ə": "One bold"}
    assert made.borrowed.keys() - {"ə", first} == {second}


def test_a_style_borrows_from_a_donor_before_another_style_of_the_family() -> None:
    made = plan("əʒ", {"Main": "əʒ", "Main bold_italic": "", "One": "ə"})
    assert sources(made, "cvf", "bold_italic", "əʒ") == {"ə": "One bold_italic", "ʒ": "Main regular"}
    assert made.borrowed == {}


def test_styles_that_a_family_lacks() -> None:
    main = family("Main", "regular", "bold")
    made = plan("刘", {"SC": "刘"}, main=main, wide="SC")
    assert sources(made, "cvf", "bold_italic", "A") == {"A": "Main bold"}
    assert sources(made, "cvf", "italic", "A") == {"A": "Main regular"}


def test_letters_that_no_family_has() -> None:
    made = plan(["A", "ⴰ", "刘", "J̌", "Q̌"], {"One": "J̌"}, wide="SC")
    assert made.lacking == {"ⴰ", "刘", "Q̌"}
    assert not any(letter in line for line in made.definitions for letter in "ⴰ刘")


def test_letters_that_the_document_does_not_have_are_in_the_font_only_if_the_family_has_them() -> None:
    made = plan("A", {"Main": "é•", "One": "éö•×"})
    assert sources(made, "cvf", "regular", "éö•×") == dict.fromkeys("é•", "Main regular")
    assert sources(made, "cvfm", "bold", "éö•×") == {"•": "Main bold"}
    assert any("{•}" in line for line in made.definitions)
    assert not any("{×}" in line for line in made.definitions)


def test_the_first_family_that_has_all_letters_of_a_script_sets_it() -> None:
    coverage = {"SC": "刘田中、", "JP": "刘田中𠮷さ、"}
    for letters, expected in (
        ("刘田さ、", dict.fromkeys("刘田さ、", "JP")),
        ("刘𠮷、", dict.fromkeys("刘𠮷、", "JP")),
        ("刘𠮷さゟ、", {"刘": "JP", "𠮷": "JP", "さ": "JP", "、": "SC"}),
        ("刘𠮷한", {"刘": "JP", "𠮷": "JP"}),
        ("刘", {"刘": "SC"}),
    ):
        made = plan(letters, coverage, wide="SC JP")
        found: dict[str, str] = {}
        for each in made.families:
            if each.name.startswith("cvfw"):
                found |= {text: file.path.split()[0] for _, text, file in each.fonts["regular"].letters}
        assert found == expected
    assert plan("刘龍", {"SC": "刘", "JP": "龍"}, wide="SC JP").lacking == frozenset()


def test_what_the_family_for_a_script_lacks_is_borrowed() -> None:
    own = replace(family("Own", "regular", "bold"), scripts=("han",))
    made = plan("刘龍、한", {"Own": "刘", "SC": "刘龍、한"}, wide="SC", own=(own,))
    assert made.borrowed == {"龍": ("Own", "SC")}


def test_a_bold_face_without_a_letter_uses_the_regular_one() -> None:
    made = plan("刘田", {"SC": "刘田", "SC bold": "刘"}, wide="SC")
    assert sources(made, "cvfw0", "bold", "刘田") == {"刘": "SC bold", "田": "SC regular"}


@pytest.mark.parametrize(
    ("language", "letter", "number"),
    [
        *[("zh", letter, 0) for letter in "刘さア"],
        *[("zh", letter, 1) for letter in "「（《"],
        *[("zh", letter, 2) for letter in "」、。，！"],
        *[("ja", letter, 4) for letter in "ーっゃ々"],
        *[("en", letter, 3) for letter in "한ㄱ"],
        *[("ko-KR", letter, 3) for letter in "한學"],
    ],
)
def test_how_lines_break_at_a_wide_letter(language: str, letter: str, number: int) -> None:
    made = plan(letter, {"SC": letter}, wide="SC", language=language)
    assert f"\\cvf@define{{{letter}}}{{\\cvf@w{{{number}}}{{cvfw0}}{{0}}}}" in made.definitions


def test_signs_that_han_and_latin_share() -> None:
    coverage = {"Main": "“”’…", "SC": "刘“”’…"}
    for language in ("zh-Hans", "ja"):
        made = plan("刘“’…", coverage, wide="SC", language=language)
        both = [line for line in made.definitions if line.startswith("\\cvf@both")]
        assert both == [
            f"\\cvf@both{{{c}}}{{{n}}}{{cvfw0}}{{{slot}}}" for c, n, slot in (("’", 2, 0), ("“", 1, 1), ("…", 4, 2))
        ]
        assert sources(made, "cvf", "regular", "“’…") == dict.fromkeys("“’…", "Main regular")
        assert made.definitions.index(both[0]) > max(
            n for n, line in enumerate(made.definitions) if "{’}" in line and "x" in line
        )
    for letters, language in (("刘“’…", "ko"), ("刘“’…", "en"), ("“’…", "zh")):
        assert not any("both" in line for line in plan(letters, coverage, wide="SC", language=language).definitions)


def test_a_wide_letter_that_only_a_text_family_has() -> None:
    made = plan("、※", {"Main": "、", "SC": "※"}, wide="SC")
    assert made.lacking == frozenset()
    assert sources(made, "cvf", "regular", "、※") == {"、": "Main regular", "※": "SC regular"}


def test_more_wide_letters_than_a_font_has_slots() -> None:
    han = "".join(map(chr, range(0x4E00, 0x4E00 + 600)))
    made = plan(han, {"SC": han}, wide="SC")
    fonts = [each for each in made.families if each.name.startswith("cvfw")]
    assert [(each.name, len(each.fonts["regular"].letters)) for each in fonts] == [
        ("cvfw0", 255),
        ("cvfw1", 255),
        ("cvfw2", 90),
    ]
    assert not any(slot == 32 for each in fonts for slot, _, _ in each.fonts["bold"].letters)
    assert sum("\\cvf@w" in line for line in made.definitions) == 600


def test_more_letters_than_free_slots() -> None:
    many = "".join(map(chr, range(0x1200, 0x1200 + 500)))
    made = plan(many + "é", {"Main": many + "é"})
    fonts = [each for each in made.families if each.name.startswith("cvfx")]
    assert [(each.encoding, each.name) for each in fonts] == [("U", "cvfx0"), ("U", "cvfx1")]
    lines = "\n".join(made.definitions)
    for letter in many:
        assert f"\\cvf@define{{{letter}}}{{\\cvf@" in lines
    assert lines.count("\\cvf@y{cvfx0}") == 255
    assert sources(made, "cvf", "regular", "é") == {"é": "Main regular"}


@pytest.mark.parametrize(("language", "joins"), [("en", True), ("tr", False), ("az-Latn", False), ("de", True)])
def test_the_dot_of_turkish_is_not_hidden(language: str, joins: bool) -> None:
    made = plan("fi", {}, language=language)
    assert [each.fonts["bold"].ligatures for each in made.families] == [joins, False]


def test_letters_in_the_slots_of_others_are_never_hyphenated() -> None:
    made = plan("Ж", {"Main": "Ж"})
    [line] = [line for line in made.definitions if "Ж" in line]
    slot = line.rpartition("{")[2].strip("}")
    assert any(f"\\lccode{slot}=0 " in line for line in made.definitions)
