from __future__ import annotations

from cvpdf.fonts.font_set import Family, Script
from cvpdf.fonts.make.wide import by_family

LETTERS = {"All": "刘한さ。", "Own": "刘한さ。", "Rare": "刘한さ。㐂"}


def _chosen(text: str, *families: tuple[str, tuple[Script, ...]]) -> dict[str, str]:
    order = [Family(name, (), scripts) for name, scripts in families]
    return {
        letter: family.name for letter, family in by_family(text, order, lambda one: set(LETTERS[one.name])).items()
    }


def test_a_family_serves_its_scripts_only() -> None:
    assert _chosen("刘한さ。", ("Own", ("hangul",)), ("All", ())) == {
        "刘": "All",
        "한": "Own",
        "さ": "All",
        "。": "All",
    }


def test_signs_are_set_like_han_and_kana() -> None:
    assert _chosen("한。", ("Own", ("kana",)), ("All", ())) == {"한": "All", "。": "Own"}


def test_a_script_is_in_one_family_if_one_has_all_of_it() -> None:
    assert set(_chosen("刘㐂", ("All", ()), ("Rare", ())).values()) == {"Rare"}
    assert _chosen("刘㐂한", ("Own", ("han",)), ("Rare", ("hangul",))) == {"刘": "Own", "한": "Rare"}
    assert _chosen("刘㐂さ。한", ("All", ()), ("Rare", ())) == {**dict.fromkeys("刘㐂さ。", "Rare"), "한": "All"}
    chosen = _chosen("刘㐂さ。", ("Own", ("kana",)), ("All", ()), ("Rare", ()))
    assert chosen == {"刘": "Rare", "㐂": "Rare", "さ": "Own", "。": "Own"}
