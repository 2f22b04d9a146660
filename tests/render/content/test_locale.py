"""What follows the language of the CV, and what stays as typed."""

from __future__ import annotations

import sys

import pytest

from cvpdf.render.content.walk import walk
from cvpdf.render.expected import expectation
from tests.render.rendering import rendered, selection_of
from tests.support import PERSON, entry

STUDIES = """\
institution: TU Muster
degree: M.Sc.
grade: "1,3"
thesis: Über Falten
advisors: [Prof. Q]
courses: [Mechanik]
start_date: 2015-08
end_date: present
"""


@pytest.mark.parametrize(
    ("language", "period", "labels"),
    [
        ("de", "Aug. 2015 – heute", ["Note", "Betreuung", "Abschlussarbeit", "Lehrveranstaltungen"]),
        ("pt-br", "ago. de 2015 – atual", ["Nota", "Orientação", "Tese", "Disciplinas"]),
        ("zh-TW", "2015年8月 – 至今", ["成績", "指導教授", "學位論文", "修習課程"]),
    ],
)
def test_dates_and_labels(language: str, period: str, labels: list[str]) -> None:
    selection = selection_of(entry("education", STUDIES) + f"locale: {{language: {language}}}\n")
    [study] = walk(selection).sections[0].entries
    assert study.date is not None
    assert study.date.text.replace("\u00a0", " ") == period
    assert [detail.label for detail in (*study.beside, *study.details)] == labels


def test_the_titles_of_documents() -> None:
    french = PERSON + "locale: {language: fr-CH}\n"
    assert selection_of(french).document_title == "Ada Lovelace – Curriculum vitae"
    assert selection_of(french, "onepage").document_title == "Ada Lovelace – CV"
    own = french + "variants: {onepage: {title: Résumé}}\n"
    assert selection_of(own, "onepage").document_title == "Ada Lovelace – Résumé", "what you type stays"
    assert expectation(selection_of(french)).language == "fr-CH"


def test_the_title_of_a_list_without_a_section() -> None:
    works = "publications:\n  - {key: a, title: T, authors: [Ada Lovelace]}\n"
    content = walk(selection_of(PERSON + works + "locale: {language: hu}\n", "publications"))
    assert [section.heading.text for section in content.sections] == ["Publikációk"]


@pytest.mark.parametrize("typed", ["« Oui »\u00a0: 3,5\u202f%", "„Ja“ – 1.234,5 €", "“Yes” 1,234.5", "»Ja«", "‚so‘"])
@pytest.mark.parametrize("language", ["fr", "de", "en"])
def test_quotes_spaces_and_separators_stay_as_typed(language: str, typed: str) -> None:
    snippet = entry("awards", f"title: '{typed}'\nhighlights: ['{typed}']") + f"locale: {{language: {language}}}\n"
    assert [text.text for text in expectation(selection_of(snippet)).texts].count(typed) == 2


def test_the_colon_after_labels() -> None:
    phone = PERSON + "  phone: {mobile: +41 44 668 18 00}\n"
    shown = {
        language: walk(selection_of(f"{phone}locale: {{language: {language}}}\n")).header.contacts[0].phrase.text
        for language in ("en", "fr", "ja")
    }
    assert {language: text.partition("+")[0] for language, text in shown.items()} == {
        "en": "mobile: ",
        "fr": "mobile\u00a0: ",
        "ja": "mobile：",
    }


SKILLS = """\
kind: skills
title: T
entries: [{label: 方法, keywords: [测试, LaTeX]}, {label: Code, level: C, keywords: [C, D]}, {label: 统计, level: R}]
"""


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        ("zh-Hans", ["测试，LaTeX", "C, D", "Code (C)", "统计（R）", "金奖，ACL"]),
        ("ja", ["测试、LaTeX", "C, D", "Code (C)", "统计（R）", "金奖、ACL"]),
        ("en", ["测试, LaTeX", "C, D", "Code (C)", "统计 (R)", "金奖, ACL"]),
    ],
)
def test_the_comma_in_lists(language: str, shown: list[str]) -> None:
    awards = "{kind: awards, title: T, entries: [{title: 金奖, awarder: ACL}]}"
    snippet = f"{PERSON}sections:\n- {SKILLS.replace(chr(10), chr(10) + '  ')}\n- {awards}\nlocale: {language}\n"
    content = walk(selection_of(snippet))
    [methods, code, statistics], [award] = (section.entries for section in content.sections)
    assert code.title
    assert statistics.title
    assert award.title
    lists = ["".join(part.text + entry.subtitle.after(part) for part in entry.subtitle) for entry in (methods, code)]
    prize = f"{award.title.text}{award.comma}{next(iter(award.subtitle)).text}"
    assert [*lists, code.title.text, statistics.title.text, prize] == shown


def test_english_needs_no_babel(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "babel", None)
    snippet = entry("education", STUDIES) + "locale: {language: en-GB}\n"
    assert "Aug 2015 – Present" in [
        text.text.replace("\u00a0", " ") for text in expectation(selection_of(snippet)).texts
    ]


@pytest.mark.parametrize(("label", "latex"), [("{}p", r"{\thepage p}"), ("p. {} bis", r"{p.~\thepage ~bis}")])
def test_letters_behind_the_page_number_are_not_part_of_its_macro(label: str, latex: str) -> None:
    assert f"page-label={latex}," in rendered(f"{PERSON}locale: {{labels: {{page: '{label}'}}}}\n").tex
