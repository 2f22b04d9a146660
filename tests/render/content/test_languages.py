"""Which language each part of a document has: that of the document, unless a translation is missing."""

from __future__ import annotations

import pytest

from cvpdf.render.content.native_language import by_language, native_language
from cvpdf.render.content.walk import walk
from cvpdf.render.expected import expectation
from tests.render.rendering import rendered, selection_of

CV = """
    locale: {languages: [en, de]}
    basics:
      name: Ada Lovelace
      headline: {en: Engineer}
      details: {Nationality: {en: British}}
    sections:
      - kind: education
        title: {en: Education}
        entries:
          - institution: Oxford
            degrees: [{degree: {en: MSc, de: M.Sc.}, area: {en: Physics}, date: {en: "Spring 2020"}}]
            highlights: [{en: Led **three** teams., de: Drei.}, {en: Built **two** engines.}]
      - kind: skills
        title: {en: Skills, de: Können}
        entries: [{label: C, level: {en: expert}}]
    variants: {de: {locale: de}}
    """


def test_a_text_that_is_not_translated_has_the_language_that_is_shown() -> None:
    tex = rendered(CV, variant="de").tex
    for marked in (
        r"\cvheadline{\cvlang{en}{Engineer}}",
        r"\cvsection{\cvlang{en}{Education}}",
        r"M.Sc., \cvlang{en}{Physics}",
        r"\cvlang{en}{Spring 2020}",
        r"\cvbullet{\cvlang{en}{Built \cvstrong{two} engines.}}",
        r"C\cvlight{ (}\cvlang{en}{\cvlight{expert}}",
        r"Nationality:\* \cvlang{en}{British}",
    ):
        assert marked in tex, marked
    assert r"\cvbullet{Drei.}" in tex
    assert tex.count(r"\cvlang") == 7
    assert r"\cvlang" not in rendered(CV).tex


def test_the_expectation_and_the_outline_have_the_bare_text() -> None:
    texts = [text.text for text in expectation(selection_of(CV, "de")).texts]
    assert {"Engineer", "Education", "M.Sc., Physics", "Built two engines."} <= set(texts)
    assert r"\cvoutline{Education}" in rendered(CV, variant="de").tex
    [language] = {run.language for run in walk(selection_of(CV, "de")).sections[0].heading.runs}
    assert language == "en"


@pytest.mark.parametrize(
    ("name", "language", "declared", "expected"),
    [
        ("刘子铭", "en", [], "zh-Hans"),
        ("刘子铭", "en", ["en", "zh"], "zh"),
        ("刘子铭", "zh-Hans", ["zh-Hans", "en"], None),
        ("山田太郎", "en", [], None),  # also Chinese
        ("山田太郎", "en", ["en", "ja"], "ja"),
        ("やまだ太郎", "en", [], "ja"),
        ("佐々木", "en", ["zh-Hans"], "ja"),
        ("김철수", "en", [], "ko"),
        ("Κώστας Χοφ", "de", [], "el"),
        ("Тесса Хоф", "en", [], None),  # of many languages
        ("Тесса Хоф", "en", ["en", "uk"], "uk"),
        ("Tess Hof", "ja", ["ja", "en"], "en"),
        ("Tess Hof", "sr-Latn", ["sr-Latn", "de"], None),
    ],
)
def test_the_language_of_the_native_name(name: str, language: str, declared: list[str], expected: str | None) -> None:
    assert native_language(name, language, declared) == expected


@pytest.mark.parametrize(
    ("text", "language", "declared", "expected"),
    [
        ("Taught 深度学习 in Bern.", "en", [], ["深度学习 zh-Hans"]),
        ("A talk at 東京大学, in 東京", "en", ["ja"], ["東京大学 ja", "東京 ja"]),
        ("The 中文 press", "en", [], ["中文 und-Hani"]),
        ("Won the すごい 賞 prize", "en", [], ["すごい 賞 ja"]),
        ("At 서울 대학교.", "de", [], ["서울 대학교 ko"]),
        ("«О мире», I\u00a0read", "en", [], ["О мире und-Cyrl"]),
        ("«Война и мир», read", "en", ["en", "ru"], ["Война и мир ru"]),
        ("The word λόγος of α-synuclein, ΔG and 5 µm", "en", [], ["λόγος el"]),
        ("Учился в Berlin", "ru", [], []),
        ("東京の会社 Acme、サーバー", "ja", [], []),
        ("Größe – “naïve” café", "en", [], []),
    ],
)
def test_words_in_another_script_have_their_language(
    text: str, language: str, declared: list[str], expected: list[str]
) -> None:
    parts = list(by_language(text, language, declared))
    assert "".join(part for part, _ in parts) == text
    assert [f"{part} {tag}" for part, tag in parts if tag] == expected


def test_words_in_another_script_are_marked_in_prose() -> None:
    cv = """
        basics: {name: Ada Li, native_name: 刘子铭, summary: "Reads **中文 papers**, [東](https://x.example)."}
        locale: %s
        """
    marked = r"Reads \cvlang{zh-Hans}{\cvstrong{中文}}\cvstrong{ papers}, \cvlink{https://x.example}{東}."
    assert marked in rendered(cv % "en").tex
    assert r"\cvlang{ja}{\cvstrong{中文}}" in rendered(cv % "{languages: [en, ja]}").tex
    assert "Reads 中文 papers, 東." in [text.text for text in expectation(selection_of(cv % "en")).texts]


def test_the_native_name_is_marked_and_may_state_its_language() -> None:
    person = "basics: {name: Tess Hof, native_name: 何苔丝, native_language: %s}"
    assert r"\cvlang{zh-Hans}{何苔丝}" in rendered(person.replace(", native_language: %s", "")).tex.replace(
        r"\cjk{何苔丝}", "何苔丝"
    )
    assert r"\cvlang{zh-SG}{" in rendered(person % "zh-SG").tex
