"""One test of every file: what a new language needs."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest

from cvpdf.languages import words as module
from cvpdf.languages.words import Words, label, languages, meant, title, words
from cvpdf.schema import sections
from cvpdf.schema.built_in import BUILT_IN
from cvpdf.schema.locale import Locale
from cvpdf.schema.values.text import Key, Line

ENGLISH = words("en")
WITH_VALUE = {key for key, text in words("en").labels.items() if "{}" in text}
"""Labels that a number or a date belongs to."""


def test_the_languages() -> None:
    known = "en zh-Hans zh-Hant ja ko es pt pt-BR fr de it nl da nb sv fi is pl cs sk hu ro el ru uk tr vi id"
    assert set(languages()) >= set(known.split())
    assert {words(tag).english_name for tag in ("no", "nb-NO")} == {"Norwegian"}
    assert words("tlh") == words("../languages/en") == Words()


@pytest.mark.parametrize("language", languages())
def test_each_file_has_everything(language: str) -> None:
    own = words(language)
    for part in ("labels", "titles", "sections", "starter"):
        assert getattr(own, part).keys() == getattr(ENGLISH, part).keys(), part
    assert own.english_name
    assert own.own_name
    assert own.dates.keys() <= {"range", "short", "short_day", "long", "long_day", "numeric", "numeric_day"}
    for text in _texts(own._asdict()):
        assert text == text.strip(" ") or text == own.dates.get("range")
        assert text == unicodedata.normalize("NFC", text)
        assert text, "empty"
        # In a pattern, straight quotes enclose letters that mean themselves.
        assert not set(text) & set("'\"…\t") or text in own.dates.values(), "typographic quotes and apostrophes"
        assert "  " not in text
    assert {key for key, text in own.labels.items() if "{}" in text} == WITH_VALUE
    assert all(text.count("{}") == (key in WITH_VALUE) for key, text in own.labels.items())
    with_colon = {key for key, text in own.labels.items() if text.endswith((":", "："))}
    assert with_colon == {"colon"}, "the colon after a label is a word of its own"
    assert own.labels["comma"] in (",", "，", "、")


def _texts(part: Any) -> Iterator[str]:
    if isinstance(part, str):
        yield part
    else:
        for item in part.values() if isinstance(part, dict) else part:
            yield from _texts(item)


@pytest.mark.parametrize(
    ("typed", "tag"),
    [
        *(("jp", "ja"), ("kr", "ko"), ("cz", "cs"), ("dk", "da"), ("se", "sv"), ("gr", "el"), ("cn", "zh-Hans")),
        *(("pt_BR", "pt-BR"), ("zh_TW", "zh-TW"), ("de_DE.UTF-8", "de-DE"), ("EN", "en")),
        *(("german", "de"), ("Deutsch", "de"), ("日本語", "ja"), ("chinese", "zh-Hans"), ("norsk", "nb")),
        *(("klingon", None), ("xx", None), ("", None), ("e", None)),
    ],
)
def test_what_a_wrong_tag_means(typed: str, tag: str | None) -> None:
    assert meant(typed) == tag


def test_english_has_all_keys() -> None:
    kinds = {get_args(model.model_fields["kind"].annotation)[0] for model in sections.SectionBase.__subclasses__()}
    assert ENGLISH.sections.keys() == kinds - {"list", "custom"}
    assert ENGLISH.titles.keys() == {str(variant["title"]) for variant in BUILT_IN.values()}
    assert all(text == key for key, text in ENGLISH.titles.items())


def test_a_new_file_is_enough(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "FOLDER", tmp_path)
    (tmp_path / "en.yaml").write_text("labels: {present: Present, page: 'Page {}'}", "utf-8")
    (tmp_path / "tlh.yaml").write_text("english_name: Klingon\nlabels: {present: DaH}\ntitles: {Résumé: QIn}", "utf-8")
    words.cache_clear()
    try:
        assert languages() == ("en", "tlh")
        assert label("tlh-QO", "present") == "DaH"
        assert label("tlh", "page") == "Page {}", "what a file lacks is English"
        assert title("tlh", "Résumé") == "QIn"
    finally:
        words.cache_clear()


def test_labels_of_your_own_come_first() -> None:
    locale = Locale(language="hu", labels={Key("present"): Line("ma"), Key("valid_until"): Line("Lejár")})
    assert locale.label("present") == "ma"
    assert locale.label("grade") == "Eredmény"
    assert "2".join(locale.label_around("page")) == "2. oldal"
    assert "2025".join(locale.label_around("valid_until")) == "Lejár 2025"
    assert locale.label("page") == ". oldal"
