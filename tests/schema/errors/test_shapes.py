"""Values of another shape: one error each, whose hint can be typed as it is."""

from __future__ import annotations

import re

import pytest

from tests.support import PERSON, accepted, entry, person, refused, section

CASES = [
    (person("profiles:\n  - §https://github.com/ada"), "`{network: GitHub, username: https://github.com/ada}`"),
    (person("profiles:\n  - §GitHub: ada"), "write `{network: GitHub, username: ada}`"),
    (person("§profiles:\n  LinkedIn: ada-hof"), "`- {network: LinkedIn, username: ada-hof}`"),
    (entry("education", "institution: U\ndegrees:\n  - §MSc: Physics"), "write `{degree: MSc, area: Physics}`"),
    (section("skills", "entries: §Python, C#, Go"), "write a list: `[Python, C#, Go]`"),
    (section("languages", "entries: §German, Dutch"), "write a list: `[German, Dutch]`"),
    (section("skills", "§entries:\n  Python: expert"), "`- {label: Python, level: expert}`"),
    (section("skills", "entries:\n  - §Python: 5 years"), "write `{label: Python, level: 5 years}`"),
    (section("languages", "entries:\n  - §German: native"), "write `{language: German, fluency: native}`"),
    (section("languages", "§entries:\n  German: C1"), "`- {language: German, fluency: C1}`"),
    (section("skills", "entries:\n  - §Tools: make, C#"), "write `{label: Tools, keywords: [make, C#]}`"),
    (section("skills", "§entries:\n  Tools: [make, 'a: b']"), '`- {label: Tools, keywords: [make, "a: b"]}`'),
    (entry("experience", "§Muster: Engineer"), "write `{company: Muster, position: Engineer}`"),
    (entry("experience", "company: C\nroles: [§Lead]"), "write `position: Lead`"),
    (entry("experience", "company: C\nkeywords: §Python, C#"), "write a list: `[Python, C#]`"),
    (section("experience", "§entries:\n  company: C\n  position: P"), "first field of each item: `- company: …`"),
    (
        section("experience", "§entries:\n  Muster AG:\n    position: P"),
        "`- company: Muster AG`, with its fields below",
    ),
    (section("experience", "entries: §Muster AG"), "`- company: Muster AG`"),
    (PERSON + "§publications:\n  hof20:\n    title: T\n", "`- key: hof20`, with its fields below"),
    (PERSON + "sections:\n  - §experience\n", "write `kind: experience`, and below it `title: …`"),
    (PERSON + "variants:\n  a:\n    §tags: [x]\n", "`include: …`, `exclude: …`"),
    (PERSON + "§variants:\n  - onepage\n", "`name: …`"),
    ("§basics:\n  - name: A\n  - email: a@b.org\n", "remove the `-` before its fields"),
    ("basics: §Tess Hof\n", "on an indented line below: `name: Tess Hof`"),
    ("basics:\n  §name：Tess Hof\n", "write `name: Tess Hof`"),
    ("basics:\n  §name = Tess Hof\n", "write `name: Tess Hof`"),
    ("basics:\n  §name:Tess Hof\n  email:a@b.org\n", "write `name: Tess Hof`"),
    ("§basics：\n  name：Tess Hof\n", "write `basics: …`"),
]


@pytest.mark.parametrize(("snippet", "hint"), CASES)
def test_the_hint(snippet: str, hint: str) -> None:
    code = "missing-colon" if re.search("：| = |name:T", snippet) else "wrong-type"
    refused(snippet, "unknown-key" if re.search(r"- §\w+: ", snippet) else code, hint)


def test_the_hints_are_right() -> None:
    accepted(person("profiles:\n  - {network: GitHub, username: https://github.com/ada}"))
    accepted(section("languages", "entries: [language: German, {language: Dutch, fluency: C1}]"))
    accepted(section("skills", 'entries:\n  - {label: Tools, keywords: [make, C#, "a: b"]}'))


def test_merge_keys_are_one_error() -> None:
    jobs = "entries:\n  - &job\n    company: C\n  - §<<: *job\n    position: P"
    refused(section("experience", jobs), "unknown-key", "does not support merge keys")
