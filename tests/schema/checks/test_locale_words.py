"""Words that cvpdf prints itself and has no translation of."""

from __future__ import annotations

from functools import partial

import pytest

from cvpdf.diagnostics import Severity
from tests.support import PERSON, accepted, entry, load_text, refused, section, work

JOB = entry("experience", "company: C\nposition: P\nstart_date: 2020-01\nend_date: present")

warned = partial(refused, code="untranslated", severity=Severity.WARNING)


def test_words_without_translation_are_reported_once() -> None:
    found = warned(JOB + "locale: {language: §et}\n")
    assert found.message == "cvpdf has no words for `et`, and prints English ones: `Page`, `Present`"
    assert found.hint == "write below `locale:` `labels: {page: …, present: …}`"
    assert warned(JOB + "locale: {language: §et, labels: {page: Lk}}\n").message.endswith(" ones: `Present`")
    accepted(JOB + "locale: {language: et, labels: {page: Lk, present: praegu}}\n")


STUDIES = "institution: U\nthesis: T\nadvisors: [A]\ngrade: B\ncourses: [C]"


@pytest.mark.parametrize(
    ("snippet", "keys"),
    [
        (entry("education", STUDIES), "advisor courses grade thesis"),
        (entry("education", "institution: U\ndegrees: [{degree: D, advisors: [A, B]}]"), "advisors"),
        (entry("certificates", "name: N\nend_date: 2030"), "valid_until"),
        (entry("projects", "name: N\nkeywords: [C]"), "keywords"),
        (section("skills", "entries: [C++]"), ""),
    ],
)
def test_only_words_that_are_printed_count(snippet: str, keys: str) -> None:
    labels = ", ".join(f"{key}: x" for key in ("page", *keys.split()))
    accepted(snippet + f"locale: {{language: et, labels: {{{labels}}}}}\n")
    hint = warned(snippet + "locale: {language: §et}\n").hint
    assert hint is not None
    assert all(f"{key}: …" in hint for key in keys.split())


def test_words_of_publications_count() -> None:
    locale = "locale: {language: §et, labels: {page: Lk}}\n"
    marked = work("").replace("[Ada Lovelace]", "[Ada Lovelace*, Bo*†]")
    assert warned(marked + locale).message.endswith("ones: `Corresponding author`, `Equal contribution`")
    other = "  - {key: b, title: T, authors: [Ada Lovelace]}\n"
    by_year = work("status: preprint").replace("title: P", "title: P\n    group_by: year")
    assert warned(by_year + other + locale).message.endswith("ones: `Preprints`, `Published`, `Undated`")
    accepted(work("") + locale.replace("§", ""))


def test_a_language_without_month_names() -> None:
    labels = "labels: {page: x, present: x}"
    found = warned(JOB + f"locale: {{language: §tlh, {labels}}}\n")
    assert found.message.endswith("ones: names of months")
    assert found.hint == "write below `locale:` `date_style: numeric`"
    accepted(JOB + f"locale: {{language: tlh, date_style: iso, {labels}}}\n")


def test_the_code_of_a_country() -> None:
    hint = "if you mean `el`, type that; or write below `locale:` `labels: {page: …}` and `date_style: numeric`"
    assert warned(PERSON + "locale: {language: §gr}\n").hint == hint


@pytest.mark.parametrize(
    ("fields", "style", "words"),
    [
        ("volume: 2, editors: [E F]", "venue-first", ("`edited by`", "`vol.`")),
        ("others: true", "venue-first", ("`et al.`",)),
        ("venue: V", "ieee", ("`and`", "`et al.`", "`in`")),
    ],
)
def test_words_of_citation_styles(fields: str, style: str, words: tuple[str, ...]) -> None:
    loaded = load_text(
        f"locale: {{language: eo, date_style: numeric}}\n{PERSON}"
        f"publications: [{{key: x, title: T, authors: [Ada Lovelace], {fields}}}]\n"
        f"design: {{publications: {{style: {style}}}}}\n"
    )
    [message] = [one.message for one in loaded.diagnostics if one.code == "untranslated"]
    assert all(word in message for word in words), message
