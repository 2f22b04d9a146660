"""Texts in several languages: which mapping is one, what each language has of it, and what is told about wrong ones."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent, indent

import pytest

from cvpdf.diagnostics import Severity
from cvpdf.schema.checks.author_notes import own_index
from cvpdf.schema.resume import Resume
from cvpdf.schema.values.text import Line
from tests.support import PERSON, accepted, complaints, load_text, refused, resume_of

HEAD = "locale: {languages: [en, zh-Hans]}\nbasics: {name: Ada Lovelace}\n"


def job(fields: str, head: str = HEAD) -> str:
    fields = indent(dedent(fields).strip("\n"), "        ")
    return f"{head}sections:\n  - kind: experience\n    title: Jobs\n    entries:\n      - company: Acme\n{fields}\n"


def entry(resume: Resume, language: str) -> dict[str, object]:
    """Return the fields that are given of the first entry in a language."""
    shown = resume.in_language(language).sections[0].entries[0]  # type: ignore[union-attr]
    return {name: getattr(shown, name) for name in shown.model_fields_set}


def texts(resume: Resume, language: str, field: str) -> list[str]:
    value = entry(resume, language)[field]
    return [str(getattr(item, "text", item)) for item in value] if isinstance(value, tuple) else [str(value)]


@pytest.mark.parametrize(
    ("typed", "english", "chinese"),
    [
        ("position: {en: Engineer, zh-Hans: 工程师}", ["Engineer"], ["工程师"]),
        ("position: Engineer", ["Engineer"], ["Engineer"]),
        ('date: {en: "Spring 2020", zh-Hans: 2020}', ["Spring 2020"], ["2020"]),
        ("highlights: [{en: Led., zh-Hans: 领导。}, Both.]", ["Led.", "Both."], ["领导。", "Both."]),
        ("highlights: {en: [Led., {text: Built., id: b}], zh-Hans: [领导。]}", ["Led.", "Built."], ["领导。"]),
        ("highlights: [{text: {en: Led., zh-Hans: 领导。}, id: lead}]", ["Led."], ["领导。"]),
        ("highlights: [A., {en: B., zh-Hans: []}]", ["A.", "B."], ["A."]),
        ("keywords: {en: [C, D], zh-Hans: [C]}", ["C", "D"], ["C"]),
        ("summary:\n  en: |\n    One.\n\n    Two.\n  zh-Hans: |\n    一。", ["One.", "Two."], ["一。"]),
    ],
)
def test_each_language_has_its_own_text(typed: str, english: list[str], chinese: list[str]) -> None:
    resume = accepted(job(typed if "date:" in typed else typed + "\ndate: 2020"))
    field = typed.partition(":")[0]
    assert texts(resume, "en", field) == english
    assert texts(resume, "zh-Hans", field) == chinese
    assert resume is resume.in_language("en")
    assert resume.in_language("zh-Hans").locale.language == "zh-Hans"


def test_a_text_keeps_the_place_of_its_own_translation() -> None:
    resume = accepted(job("date: 2020\nposition:\n  en: Engineer\n  zh-Hans: 工程师"))
    lines = [entry(resume, tag)["position"] for tag in ("en", "zh-Hans")]
    assert [line.span and (line.span.line, line.span.column) for line in lines if isinstance(line, Line)] == [
        (10, 15),
        (11, 20),
    ]


def test_sections_entries_and_settings_too() -> None:
    resume = accepted(
        """
        locale:
          languages: [en, de]
          language: de
          date_style: {en: long, de: numeric}
          labels: {present: {en: now, de: jetzt}}
        basics: {name: Ada, details: {Nationality: British}}
        sections:
          en: [{kind: text, title: A, text: a}]
          de: [{kind: text, title: B, text: b}, {kind: text, title: C, text: c}]
        variants: {en: {locale: en}, de: {title: {en: CV, de: Lebenslauf}}}
        """
    )
    assert [section.title for section in resume.sections] == ["B", "C"]
    assert [section.title for section in resume.in_language("en").sections] == ["A"]
    assert (resume.locale.date_style, resume.locale.label("present")) == ("numeric", "jetzt")
    assert resume.in_language("en").locale.label("present") == "now"
    assert [variant.title for variant in resume.variants.values()] == [None, "Lebenslauf"]


def test_a_label_of_another_language_gives_way_to_the_word_of_cvpdf() -> None:
    for labels in ("{present: {en: now}}", "{en: {present: now}}", "{present: {en: now, de: []}}"):
        resume = accepted(f"locale: {{languages: [en, de], labels: {labels}}}\n{PERSON}")
        assert [resume.in_language(tag).locale.label("present") for tag in ("en", "de")] == ["now", "heute"]


def test_a_field_with_the_name_of_a_language_stays_a_field() -> None:
    head = "locale: {languages: [en, id, is]}\nbasics: {name: Ada, details: {is: 5}}\n"
    resume = accepted(
        job("date: 2020\nhighlights: [{text: A., id: a}, {en: B., id: C., is: D.}]", head).replace(
            "details: {is: 5}", ""
        )
    )
    assert texts(resume, "en", "highlights") == ["A.", "B."]
    assert texts(resume, "id", "highlights") == ["A.", "C."]
    # Without `locale.languages`, no mapping has languages.
    assert resume_of("basics: {name: Ada, details: {en: x, is: y}}").basics.details[1].label == "is"


def test_the_name_in_another_language_is_the_persons_own() -> None:
    resume = accepted(
        """
        locale: {languages: [en, zh-Hans]}
        basics: {name: {en: Ziming Liu, zh-Hans: 刘子铭}, native_name: 刘子铭}
        sections: [{kind: publications, title: Works}]
        publications: [{key: a, title: T, authors: [Ziming Liu, Ada Byron]}, {key: b, title: U, authors: [刘子铭]}]
        """
    )
    assert resume.basics.native_name == "刘子铭"
    for language in ("en", "zh-Hans"):
        own = resume.in_language(language)
        assert [own_index(work.authors, own.basics) for work in own.publications] == [[0], [0]]
    # In its own script, the name is not printed twice.
    assert resume.in_language("zh-Hans").basics.native_name is None


class TestMissing:
    def test_it_is_a_warning_and_another_language_is_shown(self) -> None:
        text = job("date: 2020\nposition: {§en: Engineer}")
        problem = refused(text, "missing-translation", "`zh-Hans` text", "`en` text", severity=Severity.WARNING)
        assert "in `" not in problem.message
        resume = resume_of(text.replace("§", ""))
        assert texts(resume, "zh-Hans", "position") == ["Engineer"]
        assert [language for _, language in resume.in_language("zh-Hans").elsewhere] == ["en"]
        assert resume.elsewhere == ()

    def test_the_default_language_is_shown_unless_another_region_is_given(self) -> None:
        head = "locale: {languages: [en, de, de-CH], language: en}\nbasics: {name: Ada}\n"
        resume = resume_of(job("date: 2020\nposition: {en: A, de: B}\nteam: {de-CH: C}", head))
        assert texts(resume, "de-CH", "position") == ["B"]
        assert texts(resume, "en", "team") == ["C"]

    def test_each_language_has_its_own_warnings(self) -> None:
        loaded = load_text(job("date: 2020\nposition: {en: Engineer}\nteam: {zh-Hans: 团队}"))
        assert len(loaded.diagnostics) == 2
        for language, line in (("en", 10), ("zh-Hans", 9)):
            assert [d.span and d.span.line for d in loaded.about([language]).diagnostics] == [line]


@pytest.mark.parametrize(
    ("typed", "code", "words"),
    [
        ("position: {en: Engineer, §fr: Ingénieur}", "undeclared-language", "languages: [en, zh-Hans, fr]"),
        ("position: {en: Engineer, §zh: 工程师}", "undeclared-language", "did you mean `zh-Hans`?"),
        ("position: {§fr: Ingénieur}", "undeclared-language", "languages: [en, zh-Hans, fr]"),
        ("highlights: [{§fr: Ingénieur}]", "undeclared-language", "languages: [en, zh-Hans, fr]"),
        ("position: {en: Engineer, §zh-Hans: ''}", "empty-translation", "remove `zh-Hans:`"),
        ("position: {en: Engineer, §zh-Hans: }", "empty-translation", "`zh-Hans` text is empty"),
        ("position: {en: A, §en: B, zh-Hans: 工}", "duplicate-key", "first used"),
        ("position: {en: Engineer, §chinese: 工程师}", "undeclared-language", "did you mean `zh-Hans`?"),
        ("position: {en: Engineer, §qqq: 工程师}", "undeclared-language", "one of: en, zh-Hans"),
        ("roles: [{§position: {en: Engineer, zh-Hans: []}}]", "missing-field", "in place of `[]`"),
        ("§position: {}", "wrong-type", "write the text"),
        ("highlights: [{§en: Led., text: Foo.}]", "misplaced-translation", "`text: {en: …}`"),
    ],
)
def test_a_wrong_mapping_is_told_at_its_key(typed: str, code: str, words: str) -> None:
    refused(job("date: 2020\n" + typed), code, words)


@pytest.mark.parametrize(
    ("head", "code", "words"),
    [
        ("locale: {languages: [en, de], language: §fr}", "undeclared-language", "(en, de)"),
        ("locale: {languages: [en, §en]}", "duplicate-language", "`en` is declared twice"),
        ("locale: {languages: [en, §english]}", "bad-language", "zh-Hans"),
        ("locale: {languages: [en, de]}\nvariants: {v: {locale: §fr}}", "undeclared-language", "[en, de, fr]"),
        ("variants: {v: {locale: {languages: [§en]}}}", "misplaced-languages", "top-level"),
        ("variants: {v: {locale: {language: de, labels: {§now: heute}}}}", "unknown-key", "unknown label `now`"),
        ("variants: {v: {locale: §x}}", "bad-language", "examples"),
        ("basics: {name: {§en: Ada, de: Ida}}", "undeclared-language", "languages: [en, de]"),
        ("§languages: [en, de]", "unknown-key", "below `locale:`"),
    ],
)
def test_wrong_declarations(head: str, code: str, words: str) -> None:
    refused(head + ("" if "basics" in head else "\nbasics: {name: Ada}"), code, words)


def test_words_that_are_missing_in_the_language_of_a_variant() -> None:
    head = "basics: {name: Ada}\nvariants: {v: {locale: {language: §eo, date_style: numeric"
    warned = refused(head + "}}}", "untranslated", "`Page`", severity=Severity.WARNING)
    assert warned.message.count("eo") == 1
    accepted(head.replace("§", "") + ", labels: {page: Paĝo}}}}")
    refused("locale: {languages: [en, §eo], date_style: numeric}\n" + PERSON, "untranslated", severity=Severity.WARNING)


def test_one_error_for_a_file_that_declares_no_language() -> None:
    text = job(
        "date: 2020\nposition: {en: A, de: B}\nhighlights: [{en: A, de: B}, {de: C, fr: D}]", "basics: {name: A}\n"
    )
    [problem] = load_text(text).diagnostics
    assert (problem.code, problem.hint) == (
        "undeclared-language",
        "write `languages: [en, de, fr]` below `locale:`, the language of the other texts first",
    )


def test_equal_messages_come_once_and_others_name_their_language() -> None:
    typed = "start_date: 2020\nend_date: 2019\nurl: {en: nonsense, zh-Hans: https://acme.org}"
    problems = load_text(job(typed)).diagnostics
    assert [d.code for d in problems] == ["end-before-start", "bad-url"]
    assert problems[1].message.endswith(" (in `en`)")
    assert "(in" not in problems[0].message


def test_two_variants_may_not_write_one_file() -> None:
    head = "locale: {languages: [en, de]}\nbasics: {name: Ada}\nvariants:\n"
    accepted(head + "  full: {output: {en: cv, de: lebenslauf}}\n  de: {locale: de, output: {en: cv, de: vita}}\n")
    assert complaints(head + "  full: {output: {en: cv, de: x}}\n  de: {locale: de, output: {en: y, de: cv}}\n") == [
        ("duplicate-output", 5, 40)
    ]


def test_the_example_of_the_docs_is_right() -> None:
    page = (Path(__file__).parents[2] / "docs" / "cv-yaml.md").read_text("utf-8")
    example = page.partition("### Several languages")[2].partition("```yaml\n")[2].partition("```")[0]
    resume = accepted(example)
    assert [len(resume.in_language(tag).sections[0].entries) for tag in ("en", "zh-Hans")] == [2, 2]  # type: ignore[union-attr]
