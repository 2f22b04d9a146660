"""Text that YAML reads as something else: each hint contains exactly what to type."""

from __future__ import annotations

import pytest

from cvpdf.diagnostics import Severity
from tests.support import PERSON, accepted, entry, refused

QUOTE = "put the text in quotes: "
PART = "if it is part of the text, "
ANCHOR = "`&{0}` is read as a YAML anchor, which nothing refers to"
START = "unquoted text cannot start with `{0}`"

TYPED = [
    # Lines below the name, the code, the message, the hint.
    ("headline: §&pizza GmbH", "yaml-anchor", ANCHOR.format("pizza"),
     PART + QUOTE + '"&pizza GmbH"; if not, remove `&pizza`'),
    ("headline: §&Co", "yaml-anchor", ANCHOR.format("Co"), PART + QUOTE + '"&Co"; if not, remove `&Co`'),
    ("affiliations:\n    - §&Beyond the\n      lake", "yaml-anchor", ANCHOR.format("Beyond"), '"&Beyond the lake"'),
    ("affiliations: [§&Co in Bonn, B]", "yaml-anchor", ANCHOR.format("Co"), '"&Co in Bonn"'),
    ("profiles: §&all []", "yaml-anchor", ANCHOR.format("all"), "remove `&all`"),
    ("headline: &Beyond§: x", "unquoted-colon", "unquoted text contains a colon", QUOTE + '"&Beyond: x"'),
    ("headline: §& Sons #1", "yaml-syntax", START.format("&"), QUOTE + '"& Sons #1"'),
    ("headline: §*Nature wrote", "yaml-alias", "`*Nature` is read as a YAML alias, but no `&Nature`",
     QUOTE + '"*Nature wrote"'),
    ("affiliations: [§*a b, c]", "yaml-alias", "`*a` is read", QUOTE + '"*a b"'),
    ("headline: §*Nature* wrote", "yaml-syntax", START.format("*"), QUOTE + '"*Nature* wrote"'),
    ("headline: §** x **", "yaml-syntax", START.format("*"), QUOTE + '"** x **"'),
    ("headline: &a x\n  location: §*a y", "yaml-syntax", START.format("*"), QUOTE + '"*a y"'),
    ("headline: §!important note", "yaml-tag", "is read as a YAML tag",
     PART + QUOTE + '"!important note"; if not, remove `!important`'),
    ("headline: §!a!b note", "yaml-syntax", START.format("!"), QUOTE + '"!a!b note"'),
    ("headline: §!a,b note", "yaml-syntax", START.format("!"), QUOTE + '"!a,b note"'),
    ("headline: §%x y", "yaml-syntax", START.format("%"), QUOTE + '"%x y"'),
    ("headline: §@x y  # me", "yaml-syntax", START.format("@"), QUOTE + '"@x y"'),
    ("headline: §`x` y", "yaml-syntax", START.format("`"), QUOTE + '"`x` y"'),
    ("headline: §? why", "yaml-syntax", START.format("?"), QUOTE + '"? why"'),
    ("affiliations:\n    - §? why", "yaml-key", START.format("?"), QUOTE + '"? why"'),
    ("headline: §| x", "yaml-syntax", START.format("|"), QUOTE + '"| x"; or start the text on the line below the `|`'),
    ("affiliations:\n    - §>50 %", "yaml-syntax", START.format(">"), QUOTE + '">50 %"'),
    ("headline: §- x", "yaml-syntax", START.format("-"), QUOTE + '"- x"'),
    ("headline: §-", "yaml-syntax", START.format("-"), "write `present` for what goes on"),
    ("headline: §, x", "yaml-syntax", START.format(","), QUOTE + '", x"'),
    ("headline: §[link](https://x.org) y", "yaml-syntax", START.format("["), QUOTE + '"[link](https://x.org) y"'),
    ("affiliations:\n    - §{curly} y", "yaml-syntax", START.format("{"), QUOTE + '"{curly} y"'),
    ("affiliations:\n    - §[sic\n    - b", "yaml-syntax", "`[` that opens here is never closed",
     "with `]`; " + PART + QUOTE + '"[sic"'),
    ("affiliations: §[a, b\n  location: c", "yaml-syntax", "`[` that opens here is never closed", "close it with `]`"),
    ("headline: One§: two  # three", "unquoted-colon", "contains a colon followed by a space", QUOTE + '"One: two"'),
    ("headline: One\n    §and: two", "unquoted-colon", "more than `headline:`", PART + QUOTE + '"One and: two"'),
    ("headline: One\n    and\n    two§: three", "unquoted-colon", "contains a colon", QUOTE + '"One and two: three"'),
    ("headline: One\n   §email: a@b.org", "unquoted-colon", "continues that text", "begin `email:` in column 3"),
    ("affiliations:\n    §-One: x\n     Two: y", "yaml-syntax", "no space after the `-`", "write `- One: x`"),
    ("affiliations:\n      - One: x\n     §- Two: y", "yaml-syntax", "matches none of the lines above", "in column 7"),
    ("affiliations:\n      a: x\n    §b: y", "yaml-syntax", "matches none of the lines", "in column 7 or 3"),
    ("affiliations:\n    §* One\n    * Two", "yaml-syntax", "cannot start with `*`", "write a list item as `- One`"),
    ('headline: "Best" §paper', "text-behind-quote", 'text after the closing quote "', QUOTE + "'\"Best\" paper'"),
    ("headline: §'tis\n  location: x", "unclosed-quote", "never closed", PART + QUOTE + "\"'tis\""),
    ("affiliations:\n    - One\n    §-Two\n    - Three", "yaml-syntax", "no space after the `-`", "write `- Two`"),
    ("§headline:Ada\n  location: x", "missing-colon", "no space after the colon of `headline`",
     "write `headline: Ada`"),
    # Brackets and braces around a whole text.
    ("§headline: [Draft]", "wrong-type", "expected text, got a list", QUOTE + '"[Draft]"'),
    ("affiliations:\n    - §{LaTeX}", "wrong-type", "expected text, got a mapping", QUOTE + '"{LaTeX}"'),
    ("affiliations:\n    - §One: two", "wrong-type", "expected text, got a mapping", QUOTE + '"One: two"'),
]  # fmt: skip


@pytest.mark.parametrize(("line", "code", "message", "hint"), TYPED)
def test_what_to_type(line: str, code: str, message: str, hint: str) -> None:
    found = refused(f"{PERSON}  {line}\n", code)
    assert message in found.message
    assert hint in str(found.hint)


@pytest.mark.parametrize(
    ("bullet", "code", "hint"),
    [
        ("§[Draft]", "wrong-type", '"[Draft]"'),
        ("{§LaTeX}", "unquoted-colon", '"{LaTeX}"'),
        ("§One: two", "unquoted-colon", '"One: two"'),
        ("§Languages:", "unquoted-colon", '"Languages:"'),
        ("§&Beyond: two", "yaml-anchor", '"&Beyond: two"'),
    ],
)
def test_bullets(bullet: str, code: str, hint: str) -> None:
    assert hint in str(refused(entry("awards", f"title: T\nhighlights:\n  - {bullet}"), code).hint)


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ("headline: Ranked §#1 of 200", '"Ranked #1 of 200"'),
        ("headline: C §#", '"C #"'),
        ("headline: §#1 of 200", '"#1 of 200"'),
        ("affiliations: [C §#1\n    ]", '"C #1"'),
        ("headline: I like\n    §#python", '"I like #python"'),
        ("affiliations:\n    - I like\n      §#python", '"I like #python"'),
    ],
)
def test_text_that_is_cut(line: str, hint: str) -> None:
    found = refused(f"{PERSON}  {line}\n", "cut-by-hash", severity=Severity.WARNING)
    assert found.hint == f"{PART}{QUOTE}{hint}; if not, write it on its own line"


@pytest.mark.parametrize(
    "lines",
    [
        "headline: I like\n  #location: Bonn",
        "headline: I like\n    # python",
        "affiliations:\n    - I like\n    #- cats",
        "profiles:\n    - network: GitHub\n      username: n\n      #url: n.org",
        "headline: x\n#python",
        "headline: 'x'\n    #python",
    ],
)
def test_comments_on_lines_of_their_own(lines: str) -> None:
    accepted(f"{PERSON}  {lines}\n")


def test_anchors_that_are_used() -> None:
    resume = accepted("basics:\n  name: &word Ada\n  headline: *word\n")
    assert resume.basics.headline == "Ada"


def test_each_unused_anchor_is_reported() -> None:
    refused("basics:\n  name: &a Ada\n  headline: *a\n  location: §&a Bonn\n", "yaml-anchor")
    refused("basics:\n  name: §&a Ada\n  headline: &a Co\n  location: *a\n", "yaml-anchor", '"&a Ada"')


@pytest.mark.parametrize("text", ["C # and Java", "Java, C # expert", "Knows F # well", "Was # 1 of 3", "C # , Java"])
def test_a_space_before_a_number_sign(text: str) -> None:
    line, _, rest = text.partition("#")
    refused(f"{PERSON}  headline: {line}§#{rest}\n", "cut-by-hash", f'"{text}"', severity=Severity.WARNING)


@pytest.mark.parametrize(
    "text", ["C # a comment", "Go # and so on", "A, B # or later", "Vitamin C  # x", "C# # 2 years"]
)
def test_comments(text: str) -> None:
    accepted(f"{PERSON}  headline: {text}\n")
