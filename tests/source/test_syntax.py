"""Text that is not valid YAML, and YAML that cv.yaml does not support: each error with its place and a hint."""

from __future__ import annotations

import pytest

from cvpdf.diagnostics import Related, Severity, Span
from cvpdf.source.compose import compose
from cvpdf.source.read import SourceFile
from tests.support import PERSON, complaints, entry, load_text, marked, refused, reported
from tests.waiting import processor_seconds


def places(related: tuple[Related, ...]) -> list[tuple[int, int]]:
    return [(r.span.line, r.span.column) for r in related]


TAGS = ("!!str", "!custom", "!", "!!python/object/apply:os.system", "!!binary")
NOT_A_MAPPING = (("§- a\n", "a list"), ("§42\n", "a single value"), ("§[]\n", "a list"), ("§'x'\n", "a single"))
BULLETS = "title: A\nhighlights:\n"

REJECTED = [
    # A colon in unquoted text.
    (
        entry("awards", BULLETS + "  - Fine\n  - §Did this: that, quickly"),
        "unquoted-colon",
        ['"Did this: that, quickly"'],
    ),
    (entry("awards", BULLETS + "  - text: Did this§: that"), "unquoted-colon", ["in quotes"]),
    ("basics:\n  name: Ada§: Countess\n", "unquoted-colon", ["in quotes"]),
    (
        entry("education", "institution: U\ncourses:\n  - §Algorithms: an introduction"),
        "wrong-type",
        ["a mapping", '"Algorithms: an introduction"'],
    ),
    # Tabs.
    ("basics:\n§\tname: Ada\n", "tab-indentation", ["spaces"]),
    ("basics:\n  name: Ada\n  §\tlocation: X\n", "tab-indentation", ["spaces"]),
    ("sections:\n§\t- kind: text\n", "tab-indentation", ["spaces"]),
    # Quotes.
    ("basics:\n  name: §'Ada\n  location: X\n", "unclosed-quote", ["never closed", "with '"]),
    ('basics:\n  name: §"Ada\n  location: X\n', "unclosed-quote", ["never closed", 'with "']),
    ("basics:\n  name: Ada\n  location: §'X", "unclosed-quote", ["never closed"]),
    ('basics:\n  name: Ada\n  location: §"X', "unclosed-quote", ["never closed"]),
    (entry("awards", BULLETS + '  - §"One\n  - "Two"\n  - Three'), "unclosed-quote", ['with "']),
    ('basics:\n  name: §"Ada\n---\n', "unclosed-quote", ["never closed"]),
    ("basics:\n  name: 'Ada'§s'\n", "text-behind-quote", ['"Ada\'s"']),
    # Characters that cannot start unquoted text.
    ("basics:\n  name: §@ada\n", "yaml-syntax", ["`@`", "in quotes"]),
    ("basics:\n  name: §`ada\n", "yaml-syntax", ["```", "in quotes"]),
    ("basics:\n  name: §%ada\n", "yaml-syntax", ["in quotes"]),
    ("basics:\n  name: §*Ada\n", "yaml-alias", ["no `&Ada`", '"*Ada"']),
    # Missing colons.
    ("basics:\n  name: Ada\n  §location", "missing-colon", ["no colon", "`key: value`"]),
    ("basics:\n  name: Ada\n  §location\n", "missing-colon", ["no colon"]),
    ("basics:\n  name: Ada\n  §location\n  phone: 1\n", "missing-colon", ["no colon"]),
    ("basics:\n  name: Ada\n  summary: >-\n  §She wrote\n  programs.\n", "missing-colon", ["`>-`"]),
    # Tags.
    *((f"basics:\n  name: §{tag} Ada\n", "yaml-tag", [f"remove `{tag}`", f'"{tag} Ada"']) for tag in TAGS),
    ("basics: §!!map\n  name: Ada\n", "yaml-tag", ["remove"]),
    # Keys.
    ("§[a]: b\n", "yaml-key", ["cannot be a key"]),
    ("basics: &b\n  name: Ada\n§*b : x\n", "yaml-key", ["cannot be a key"]),
    # Documents.
    *((text, "not-a-mapping", [what, "`basics:`", "cvpdf new"]) for text, what in NOT_A_MAPPING),
    *((text, "empty-file", ["empty", "cvpdf new"]) for text in ("§# only\n# comments\n", "§---\n", "§---\n...\n")),
    ("§--- # nothing\n", "empty-file", ["empty"]),
    (PERSON + "§---\n" + PERSON, "second-document", ["second document", "`---`"]),
    ("---\n§---\n" + PERSON, "second-document", []),
    # Aliases.
    ("basics: &a\n  name: §*a\n", "yaml-alias", ["inside its own anchor"]),
    ("basics: &a [x, [§*a]]\n", "yaml-alias", ["inside its own anchor"]),
    ("basics:\n  name: §*me\n  location: &me X\n", "yaml-alias", ["no `&me`"]),
]


@pytest.mark.parametrize(("snippet", "code", "words"), REJECTED)
def test_rejected(snippet: str, code: str, words: list[str]) -> None:
    refused(snippet, code, *words)


@pytest.mark.parametrize(
    "snippet",
    [
        entry("awards", "title: 'A: b'\nhighlights:\n  - \"Did this: that\"\n  - 12:30 at a:b"),
        "basics:\n  name:\tAda\tLovelace\n",
        "---\n" + PERSON,
        PERSON + "...\n",
        "%YAML 1.1\n---\n" + PERSON + "...\n# end\n",
    ],
)
def test_accepted(snippet: str) -> None:
    assert not complaints(snippet)


@pytest.mark.parametrize(
    ("snippet", "code", "related"),
    [
        ("basics:\n  name: §'Ada\n  location: 'X'\n  phone: 1\n", "unclosed-quote", (3, 13)),
        ('basics:\n  name: §"Ada\n  location: "X"\n  phone: 1\n', "unclosed-quote", (3, 13)),
        ('basics:\n  name: "Ada" §Lovelace\n', "text-behind-quote", (2, 9)),
        ("basics:\n  name: Ada\n  location: X\n  §name: Bob\n", "duplicate-key", (2, 3)),
    ],
)
def test_a_second_place_explains_the_first(snippet: str, code: str, related: tuple[int, int]) -> None:
    assert places(refused(snippet, code).related) == [related]


def test_an_apostrophe_twice_is_one() -> None:
    resume = load_text("basics:\n  name: 'Ada''s'\n").resume
    assert resume is not None
    assert resume.basics.name == "Ada's"


@pytest.mark.parametrize("escape", [r"\%", r"\p", r"\ud800", r"\xZZ", r"\u12"])
def test_invalid_escape_sequences(escape: str) -> None:
    loaded = load_text(f'basics:\n  name: "50 {escape}"\n')
    [found] = loaded.diagnostics
    assert found.code == "bad-escape", reported(loaded)
    assert found.span is not None
    assert found.span.line == 2
    assert "twice" in str(found.hint)


def test_an_open_bracket() -> None:
    [(code, line, _)] = complaints("basics:\n  name: Ada\n  affiliations: [a, b\n  location: X\n")
    assert code == "yaml-syntax"
    assert line in (3, 4)


@pytest.mark.parametrize("text", [entry("awards", BULLETS + "  - **Bold** text"), "basics:\n  name: & Sons\n"])
def test_stars_and_ampersands_need_quotes(text: str) -> None:
    [found] = load_text(text).diagnostics
    assert found.code == "yaml-syntax"
    assert "in quotes" in str(found.hint)


@pytest.mark.parametrize("snippet", ["? §\n: x\n", "? §''\n: x\n", "§'': x\n"])
def test_an_empty_key(snippet: str) -> None:
    text, [(line, _)] = marked(snippet)
    [(code, found, _)] = complaints(text)
    assert (code, found) == ("yaml-key", line)


class TestDuplicateKeys:
    def test_both_lines_are_named(self) -> None:
        refused(
            "basics:\n  name: Ada\n  location: X\n  §name: Bob\n", "duplicate-key", "`name`", "line 2", "remove one"
        )

    def test_all_of_them(self) -> None:
        text = "basics:\n  name: A\n  name: B\n  name: C\nlocale: {language: en, language: de}\nbasics:\n  x: y\n"
        assert complaints(text) == [
            ("duplicate-key", 3, 3),
            ("duplicate-key", 4, 3),
            ("duplicate-key", 5, 24),
            ("duplicate-key", 6, 1),
        ]

    def test_however_they_are_written(self) -> None:
        refused("basics:\n  name: Ada\n  §'name': Bob\n", "duplicate-key")

    def test_a_forgotten_dash(self) -> None:
        snippet = entry("awards", "title: A\ndate: 2020\n§title: B\ndate: 2021")
        text, [place] = marked(snippet)
        assert complaints(text)[0] == ("duplicate-key", *place)
        assert "start a new list item" in str(load_text(text).diagnostics[0].hint)


class TestAliases:
    def test_repeat_a_value(self) -> None:
        resume = load_text("basics:\n  name: &me Ada\n  other_names: [*me]\n").resume
        assert resume is not None
        assert resume.basics.other_names == ("Ada",)

    def test_bomb_of_lists(self) -> None:
        levels = ["a: &a [x, x, x, x, x, x, x, x, x, x]"]
        levels += [f"{n}: &{n} [{', '.join([f'*{p}'] * 10)}]" for p, n in zip("abcdefgh", "bcdefghi", strict=True)]
        with processor_seconds(10):
            [found] = load_text("\n".join(levels)).diagnostics
        assert found.code == "alias-bomb"
        assert found.span is not None
        assert found.span.line == 6
        assert "write the values out" in str(found.hint)

    def test_bomb_of_mappings(self) -> None:
        levels = ["a: &a {x: y}"]
        levels += [f"b{n}: &b{n} {{l: *{p}, r: *{p}}}" for n, p in enumerate(["a", *(f"b{i}" for i in range(40))])]
        assert [d.code for d in load_text("\n".join(levels)).diagnostics] == ["alias-bomb"]

    def test_too_many_values_without_aliases(self) -> None:
        [found] = load_text("basics:\n" + "- a\n" * 210_000).diagnostics
        assert found.code == "file-too-large"
        assert "200,000" in found.message


@pytest.mark.parametrize(
    "text",
    [
        "[" * 100_000,
        "{a: " * 100_000,
        "- " * 100_000,
        "[{a: " * 50_000,
        "? " * 100_000,
        "".join(" " * i + "a:\n" for i in range(1500)),
    ],
    ids=["brackets", "braces", "dashes", "mixed", "keys", "indentation"],
)
def test_deep_nesting(text: str) -> None:
    with processor_seconds(10):
        [found] = load_text(text).diagnostics
    assert found.code in ("deep-nesting", "yaml-key")
    assert found.span is not None
    assert (found.span.line, found.span.column) < (42, 300)


@pytest.mark.parametrize("depth", [40, 41])
def test_the_limit_of_nesting(depth: int) -> None:
    tree, found = compose(SourceFile("f", "a: " + "[" * (depth - 1) + "]" * (depth - 1)))
    assert (tree is None) == (depth > 40)
    assert [d.code for d in found] == ["deep-nesting"] * (depth - 40)


class TestHash:
    """YAML takes ``#`` behind a blank for a comment, and the text before it would be cut silently."""

    @pytest.mark.parametrize(
        "line",
        [
            "headline: §#1 of 200",
            "headline: Ranked §#1 of 200",
            "location: Room §#3",
            "location: Apt §# 5",
            "location: C §#",
        ],
    )
    def test_text_that_is_cut(self, line: str) -> None:
        refused(f"basics:\n  name: Ada\n  {line}\n", "cut-by-hash", "in quotes", severity=Severity.WARNING)

    def test_in_a_list(self) -> None:
        text, [place] = marked(entry("awards", "title: A\nhighlights:\n  - One\n  - Fixed issue §#12"))
        assert complaints(text) == [("cut-by-hash", *place)]

    @pytest.mark.parametrize(
        "line", ["name: Ada # me", "name: C#", "name: 'Ada' #me", "name: Ada ## me", "name: |\n    a #b"]
    )
    def test_comments_and_text(self, line: str) -> None:
        assert not complaints(f"#first\nbasics: #the person\n  {line}\n")


class TestColumns:
    """Columns count characters, not bytes; the caret stands below its character also behind wide ones."""

    @pytest.mark.parametrize("before", ["é", "刘子铭", "🙂", "e\u0301", "ﬁ", "a\tb", "مرحبا"])
    def test_behind_other_characters(self, before: str) -> None:
        refused(f"basics: {{name: '{before}', §nam: x}}\n", "unknown-key")
        refused(f"basics: {{name: '{before}', location: §*x}}\n", "yaml-alias")
        refused(f"basics: {{name: '{before}', §name: x}}\n", "duplicate-key")

    def test_the_caret_below_wide_characters(self) -> None:
        lines = reported(load_text("basics: {name: 刘子铭, nam: x}\n")).split("\n")
        assert lines[1].endswith("| basics: {name: 刘子铭, nam: x}")
        width = len("basics: {name: , ") + 3 * 2
        assert lines[2].endswith("| " + " " * width + "^^^")


def test_spans_end_behind_the_text() -> None:
    tree, _ = compose(SourceFile("f", "a: 'x y'\nb:\n  - cd\n"))
    assert tree is not None
    assert tree["a"].span == Span("f", 1, 4, 1, 9)
    assert tree["b"][0].span == Span("f", 3, 5, 3, 7)
    assert tree.key_spans["b"] == Span("f", 2, 1, 2, 2)
