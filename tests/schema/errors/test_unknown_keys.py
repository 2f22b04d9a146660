"""Other words for keys: one error each, with the key that is meant."""

from __future__ import annotations

import pytest
from pydantic import BaseModel

from cvpdf.schema.errors.unknown_keys import advice
from cvpdf.schema.sections import KINDS
from cvpdf.schema.synonyms import KIND_SYNONYMS, SYNONYMS
from cvpdf.schema.values.text import Line
from cvpdf.source.nodes import Text
from tests.schema.homes import HOMES
from tests.support import PERSON, accepted, complaints, entry, load_text, noted, person, refused, section, work

FIELDS = {field for model in HOMES for field in model.model_fields}

PERSONAL = [
    *(("label", "headline"), ("title", "headline"), ("jobTitle", "headline"), ("website", "url"), ("Home Page", "url")),
    *(("address", "location"), ("city", "location"), ("mail", "email"), ("mobile", "phone"), ("about", "summary")),
    *(("image", "photo"), ("picture", "photo"), ("social_networks", "profiles"), ("chinese_name", "native_name")),
]
ENTRIES = [
    # The kind of the section, the word, the key that is meant, the other keys of the entry.
    *(("experience", word, "company", "position: P") for word in ("employer", "organisation", "Organization", "name")),
    *(("experience", word, "position", "company: C") for word in ("title", "jobTitle", "role", "job_title")),
    *(("experience", word, "highlights", "company: C") for word in ("bullets", "tasks", "achievements")),
    *(("experience", word, "summary", "company: C") for word in ("description", "text", "details")),
    *(("experience", word, "start_date", "company: C") for word in ("start", "startDate", "from", "Start-Date")),
    *(("education", word, "institution", "area: A") for word in ("school", "university", "organization", "name")),
    *(("education", word, "degree", "institution: U") for word in ("studyType", "title", "level")),
    *(("education", word, "area", "institution: U") for word in ("field_of_study", "major")),
    *(("education", word, "date", "institution: U") for word in ("year", "graduated", "when")),
    *(("education", word, "grade", "institution: U") for word in ("gpa", "score")),
    *(("certificates", word, "end_date", "name: N") for word in ("expires", "valid_until", "endDate")),
    *(("certificates", "title", "name", "issuer: I"), ("certificates", "organization", "issuer", "name: N")),
    *(("awards", "name", "title", "awarder: A"), ("awards", "issuer", "awarder", "title: T")),
    *(("languages", "name", "language", "fluency: C1"), ("languages", "level", "fluency", "language: L")),
    *(("skills", "name", "label", "keywords: [k]"), ("skills", "category", "label", "keywords: [k]")),
    *(("projects", "title", "name", "url: x.org"), ("projects", "link", "url", "name: N")),
    *(("volunteering", "organisation", "organization", "position: P"), ("talks", "conference", "event", "title: T")),
    *(("references", "title", "position", "name: N"), ("references", "reference", "quote", "name: N")),
    *(("grants", "agency", "funder", "title: T"), ("teaching", "name", "course", "role: R")),
]


def test_the_table_names_fields() -> None:
    unknown = {field for fields in SYNONYMS.values() for field in fields} - FIELDS
    assert unknown <= {"details", "level", "degrees"}
    assert set(KIND_SYNONYMS.values()) <= set(KINDS)


@pytest.mark.parametrize(("word", "field"), PERSONAL)
def test_the_person(word: str, field: str) -> None:
    refused(person(f"§{word}: x"), "unknown-key", f"unknown key `{word}` in `basics`", f"did you mean `{field}`?")


@pytest.mark.parametrize(("kind", "word", "field", "others"), ENTRIES)
def test_entries(kind: str, word: str, field: str, others: str) -> None:
    """The field that is meant is not reported as missing too."""
    value = "[x]" if field in ("highlights", "keywords") else "x"
    if field in ("start_date", "end_date", "date"):
        value = "2020"
    refused(entry(kind, f"{others}\n§{word}: {value}"), "unknown-key", f"did you mean `{field}`?")


def test_a_required_field_with_another_word_is_one_error() -> None:
    refused("basics:\n  §full_name: A\n", "unknown-key", "did you mean `name`?")
    refused(work("§author: [A]"), "unknown-key", "did you mean `authors`?")
    refused(section("text", "§content: x"), "unknown-key", "did you mean `text`?")
    refused(entry("awards", "title: T\nhighlights:\n  - §content: x"), "unknown-key", "did you mean `text`?")
    refused(entry("awards", "§titel: T"), "unknown-key", "did you mean `title`?")
    refused("§email: a@b.org\n", "unknown-key", "`email` belongs below `basics:`")


def test_two_words_for_two_fields() -> None:
    text = entry("experience", "organization: C\ntitle: P")
    assert [(d.message, d.hint) for d in load_text(text).diagnostics] == [
        ("unknown key `organization` in this job", "did you mean `company`?"),
        ("unknown key `title` in this job", "did you mean `position`?"),
    ]


@pytest.mark.parametrize(
    ("word", "value", "network", "username"),
    [
        ("linkedin", "jane-doe", "LinkedIn", "jane-doe"),
        ("GitHub", "jane", "GitHub", "jane"),
        ("google_scholar", "two words", "Google Scholar", "two words"),
        ("twitter", '"@jane"', "Twitter", '"@jane"'),
        ("whats_app", "123", "WhatsApp", "123"),
    ],
)
def test_networks(word: str, value: str, network: str, username: str) -> None:
    profile = f"`profiles: [{{network: {network}, username: {username}}}]`"
    refused(person(f"§{word}: {value}"), "unknown-key", f"write it as a profile: {profile}")


class WithDetails(BaseModel):
    """A header with a field for anything else."""

    profiles: tuple[Line, ...] = ()
    details: tuple[Line, ...] = ()


@pytest.mark.parametrize(
    ("key", "value", "hint"),
    [
        ("date_of_birth", Text("1815-12-10"), "write `details: {Date of birth: 1815-12-10}`"),
        ("Nationality", Text("British: by birth"), 'write `details: {Nationality: "British: by birth"}`'),
        ("permit", None, "write `details: {Permit: …}`"),
    ],
)
def test_what_has_no_field_of_its_own(key: str, value: Text | None, hint: str) -> None:
    assert advice(key, value, WithDetails, ()).hint == hint


def test_names_in_parts() -> None:
    assert complaints("basics:\n  firstName: A\n  last_name: B\n") == [("unknown-key", 2, 3), ("unknown-key", 3, 3)]
    refused("basics:\n  name: A\n  §surname: B\n", "unknown-key", "write the full name in `name`")


@pytest.mark.parametrize(
    ("word", "kind"),
    [("work", "experience"), ("skills", "skills"), ("certifications", "certificates"), ("hobbies", "list")],
)
def test_sections_at_the_top_level(word: str, kind: str) -> None:
    refused(person(f"§{word}: [Chess]"), "unknown-key", f"move it below `sections:`, as `- kind: {kind}`")
    refused(PERSON + f"§{word}: []\n", "unknown-key", f"move it below `sections:`, as `- kind: {kind}` with `title: …`")


def test_sections() -> None:
    other = PERSON + "sections:\n  - {title: T, entries: []"
    refused(other + ", kind: §work}\n", "bad-choice", "did you mean `experience`?")
    refused(other + ", §type: experience}\n", "unknown-key", "did you mean `kind`?")
    refused(PERSON + "sections:\n  - §jobs: []\n", "unknown-key", "write `kind: experience`, `title: …`")
    refused(PERSON + "§sections:\n  jobs: []\n", "wrong-type", "must be a list", "`- kind: experience` with")
    refused(section("experience", "entries: []\n§company: C"), "unknown-key", "`company` belongs below `entries:`")
    refused(section("experience", "§items: []"), "unknown-key", "did you mean `entries`?")
    refused(PERSON + "sections:\n  - {kind: text, §heading: T, text: x}\n", "unknown-key", "did you mean `title`?")


def test_design_and_variants() -> None:
    refused(PERSON + "design:\n  §color: red\n", "unknown-key", "did you mean `accent`?")
    refused(PERSON + "design:\n  §page_size: a4\n", "unknown-key", "did you mean `paper`?")
    refused(PERSON + "design: {§colors: {accent: red}}\n", "unknown-key", "did you mean `colours`?")
    refused(PERSON + "design: {§name_size: 3}\n", "unknown-key", "`name_size` belongs below `header:`")
    refused(PERSON + "design: {header: {§align: left}}\n", "unknown-key", "did you mean `layout`?")
    refused(PERSON + "design: {sections: {§style: rule}}\n", "unknown-key", "did you mean `form`?")
    refused(PERSON + "design: {§footer: {form: none}}\n", "unknown-key", "did you mean `foot`?")
    refused(PERSON + "design: {§template: jake}\n", "unknown-key", "did you mean `theme`?")
    refused(PERSON + "locale:\n  §date_format: iso\n", "unknown-key", "did you mean `date_style`?")
    refused(PERSON + "variants:\n  v: {§pages: 1}\n", "unknown-key", "did you mean `max_pages`?")
    refused(entry("awards", "title: T\n§period: 2020"), "unknown-key", "use `start_date` and `end_date`, or")


@pytest.mark.parametrize(
    ("snippet", "code", "hint"),
    [
        (person("headline: x\nemail: §mailto:a@b.org"), "bad-email", "type `a@b.org`"),
        (person("email: §Ada <a@b.org>"), "bad-email", "type `a@b.org`"),
        (person("email: §a@b.org, c@d.org"), "bad-email", "write a list: `[a@b.org, c@d.org]`"),
        (person("url: §a@b.org"), "bad-url", "write it as `email`"),
        (person("photo: {§path: a.jpg}"), "unknown-key", "did you mean `file`?"),
        (entry("awards", "title: T\n§location: {city: Graz, country: AT}"), "wrong-type", 'one text: "Graz, AT"'),
        (entry("awards", "title: T\n§location:\n  city: Graz\n  country: AT"), "wrong-type", 'one text: "Graz, AT"'),
        (section("publications", "§entries: []"), "unknown-key", "below the top-level `publications:`"),
        (section("publications", "where: {§year: 2020}"), "unknown-key", "did you mean `since`?"),
        (PERSON + "§language: de\n", "unknown-key", "write `language` below `locale:`"),
        (PERSON + "locale: {language: §de_DE}\n", "bad-language", "type `de-DE`"),
        (PERSON + "design: {hyphenation: §yes}\n", "bad-flag", "type `true`"),
        (PERSON + "design: {font: {regular: a.ttf, §boldd: b.ttf}}\n", "unknown-key", "did you mean `bold`?"),
        (PERSON + "design: {§font: {bold: b.ttf}}\n", "missing-field", "add `regular: …`"),
        (PERSON + "design: {fonts: {§korean: Batang}}\n", "unknown-key", "did you mean `hangul`?"),
        (PERSON + "variants: {a: {header: [§website]}}\n", "bad-choice", "did you mean `url`?"),
        (section("publications", "where: {type: §inproceedings}"), "bad-choice", "did you mean `paper`?"),
        (section("publications", "where: {type: §journal}"), "bad-choice", "did you mean `article`?"),
        (PERSON + "variants: {a: {checks: {gap: §no}}}\n", "bad-choice", "did you mean `off`?"),
        (PERSON + "variants: {a: {§hide: [x]}}\n", "unknown-key", "write `limits:"),
        (entry("awards", "title: T") + "variants: {a: {sections: [§prizes]}}\n", "unknown-section", "mean `awards`?"),
    ],
)
def test_relatives(snippet: str, code: str, hint: str) -> None:
    refused(snippet, code, hint)


def test_names_that_are_probably_misspelt() -> None:
    noted(PERSON + "variants: {§onepge: {max_pages: 1}}\n", "similar-variant", "did you mean `onepage`?")
    accepted(PERSON + "variants: {onepage-de: {max_pages: 1}, one-page: {extends: onepage}}\n")
    noted(person("profiles: [{network: §Githib, username: ada}]"), "profile-unlinked", "did you mean `GitHub`?")


def test_a_misspelt_part_hides_no_names() -> None:
    text = entry("projects", "name: P\npublications: [a]") + "§publicatins:\n  - {key: a, title: T, authors: [A]}\n"
    refused(text, "unknown-key", "did you mean `publications`?")
    refused(entry("awards", '§title:x "A: b"'), "unknown-key", "write a space after the colon of `title`")
