from __future__ import annotations

import re
import shutil
import subprocess
import unicodedata
from pathlib import Path

import pytest

from cvpdf.fonts.letters import clusters
from cvpdf.fonts.make.slots import _FREE, LIGATURES, SIGNS, T1, allot

RUSSIAN = "".join(map(chr, range(0x410, 0x450))) + "Ёё"
GREEK = "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩαβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊϋΐΰΆΈΉΊΌΎΏ"
COMMON = "´¨ÀÁÂÄÇÈÉÊËÌÍÎÏÑÒÓÔÖÙÚÛÜàáâäçèéêëìíîïñòóôöùúûüß£§"


def test_free_slots_are_those_of_letters_and_accents() -> None:
    accents = {T1[slot] for slot in range(13)}
    assert len(set(_FREE)) == len(_FREE)
    assert set(_FREE) == accents | {T1[slot] for slot in range(128, 256)} | {"ȷ"}


@pytest.mark.skipif(not shutil.which("kpsewhich"), reason="no LaTeX on the PATH")
def test_the_encoding_is_that_of_latex() -> None:
    where = subprocess.run(["kpsewhich", "t1enc.def"], capture_output=True, text=True, check=True).stdout.strip()
    marks = {"`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", '"': "\u0308", "H": "\u030b", "r": "\u030a"}
    marks |= {"v": "\u030c", "u": "\u0306", ".": "\u0307", "c": "\u0327", "k": "\u0328"}
    found = 0
    for accent, base, slot in re.findall(
        r"\\DeclareTextComposite\{\\(.)\}\{T1\}\{(\w)\}\{(\d+)\}", Path(where).read_text("latin-1")
    ):
        found += 1
        assert T1[int(slot)] == unicodedata.normalize("NFC", base + marks[accent]), (accent, base)
    assert found > 90


def test_letters_of_t1_stay_where_latex_has_them() -> None:
    slots = allot(clusters("Łódź ğ É “ß”"))
    assert {slot: slots.letters[slot] for slot in (138, 243, 167, 201, 16, 255)} == dict(
        zip((138, 243, 167, 201, 16, 255), "ŁóğÉ“ß", strict=True)
    )
    assert set(slots.defined) == set(SIGNS)
    assert 32 not in slots.letters


def test_straight_and_curly_quotes_are_told_apart() -> None:
    slots = allot(clusters("'`’‘"))
    assert (slots.letters[39], slots.letters[96]) == ("'", "`")
    assert {slots.letters[slots.defined[letter]] for letter in "’‘"} == set("’‘")


def test_other_letters_take_the_slots_that_commands_reach_least() -> None:
    russian = allot(clusters(RUSSIAN))
    assert set(RUSSIAN) <= set(russian.defined)
    assert not russian.overflow
    lost = {T1[slot] for slot in russian.defined.values() if slot in T1}
    assert not lost & set(COMMON)
    # Signs have the same slots, so that most documents share a font.
    assert {sign: russian.defined[sign] for sign in SIGNS} == {sign: allot(frozenset()).defined[sign] for sign in SIGNS}


def test_letters_that_a_command_stands_for_keep_their_slot() -> None:
    slots = allot(clusters(RUSSIAN + GREEK[:40] + r"\v{T} \k{E} \^{} \~{}"))
    assert {"Ť", "Ę", "ˆ", "˜"} <= set(slots.letters.values())


def test_letters_without_a_slot_overflow() -> None:
    many = RUSSIAN + GREEK + "ἀἁἂἃἄἅἆἇἈἉἊἋἌἍἎἏ"
    slots = allot(clusters(many + "é"))
    assert len(slots.overflow) == len(set(many)) - 142
    assert set(slots.defined) | set(slots.overflow) == set(many)
    assert slots.letters[233] == "é"
    assert set(LIGATURES) <= set(slots.letters.values())


def test_a_letter_with_its_marks_is_in_the_font_of_its_parts() -> None:
    slots = allot(clusters(RUSSIAN + GREEK + "ἀἁἂἃἄἅἆἇἈἉἊἋἌἍἎἏ J̌ Ж̱́ ῳ̱"))
    assert {"J̌", "̌", "Ж̱́", "Ж̱", "Ж", "̱", "́", "ῳ̱", "ῳ"} <= set(slots.letters.values())
    assert slots.overflow
    assert "Ж" in slots.letters.values()
    assert "J̌" not in slots.defined


def test_an_accent_alone_is_printed_as_typed() -> None:
    assert {letter: allot(clusters("ˆ¨¸ˇ")).defined[letter] for letter in "ˆ¨¸ˇ"} == {"ˆ": 2, "¨": 4, "¸": 11, "ˇ": 7}
