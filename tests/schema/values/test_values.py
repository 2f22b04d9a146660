"""Values of the wrong type, and values of the right one that stay as typed."""

from __future__ import annotations

import pytest

from cvpdf.schema.authors import AuthorParts
from cvpdf.schema.model import Model
from cvpdf.schema.values.text import Flag, Key, Line, Prose
from cvpdf.schema.values.value import squeeze
from cvpdf.source.nodes import Text
from tests.schema.homes import HOMES
from tests.support import PERSON, accepted, complaints, entry, load_text, person, refused, resume_of, section, work

FOUR = {"top", "bottom", "left", "right"}


class TestWrongType:
    @pytest.mark.parametrize(
        ("snippet", "words"),
        [
            (person("§location:\n  city: X"), ["text", "a mapping", "in quotes"]),
            (person("§native_name: [a, b]"), ["text", "a list"]),
            (person("profiles:\n  - §GitHub"), ["a mapping", "`GitHub`", "write `{network: GitHub, username: …}`"]),
            (person("affiliations:\n  - MIT\n  - §[a]"), ["text", "a list"]),
            (person("affiliations:\n  - MIT\n  -§"), ["text", "nothing"]),
            ("basics: §Ada\n", ["a mapping", "`Ada`"]),
            ("§basics: [Ada]\n", ["a mapping", "a list"]),
            (PERSON + "sections: §none\n", ["`sections`", "a list"]),
            (PERSON + "§sections:\n  education: []\n", ["`sections`", "a list", "a mapping"]),
            (PERSON + "sections:\n  - §education\n", ["expected a section, a mapping"]),
            (
                PERSON + "sections:\n  - §kind: [text]\n    title: T\n",
                ["expected the name of a section kind", "a list"],
            ),
            (PERSON + "§publications:\n  a: b\n", ["`publications`", "a list"]),
            (PERSON + "§variants:\n  - full\n", ["a mapping", "a list"]),
            (PERSON + "variants:\n  short: §full\n", ["a mapping", "`full`"]),
            (PERSON + "variants:\n  §short:\n", ["a mapping", "nothing"]),
            (PERSON + "variants:\n  short:\n    limits:\n      - §[a]\n", ["expected text or a mapping", "a list"]),
            (PERSON + "variants:\n  short:\n    tags: §ml\n", ["a mapping", "`ml`"]),
            (PERSON + "design: §nice\n", ["a mapping", "`nice`"]),
            (PERSON + "design:\n  §margins: [20mm]\n", ["a mapping", "a list"]),
            (PERSON + "§locale: [en]\n", ["a mapping", "a list"]),
            (PERSON + "locale:\n  labels: §Heute\n", ["a mapping", "`Heute`"]),
            (entry("awards", "title: T\nhighlights:\n  - §[a]"), ["expected text or a mapping", "a list"]),
            (entry("experience", "company: C\nroles:\n  - §Head"), ["a mapping", "`Head`"]),
            (section("publications", "where: §ml"), ["a mapping", "`ml`"]),
        ],
    )
    def test_at_its_place(self, snippet: str, words: list[str]) -> None:
        refused(snippet, "wrong-type", *words)

    LISTS = (
        (PERSON + "  affiliations: §MIT\n", "affiliations"),
        (PERSON + "  other_names: §A. L.\n", "other_names"),
        (entry("awards", "title: T\nhighlights: §Did this"), "highlights"),
        (entry("awards", "title: T\ntags: §ml"), "tags"),
        (entry("education", "institution: U\ncourses: §Logic"), "courses"),
        (entry("education", "institution: U\nadvisors: §De Morgan"), "advisors"),
        (entry("skills", "label: L\nkeywords: §C, C++"), "keywords"),
        (entry("projects", "name: N\npublications: §a"), "publications"),
        (section("awards", "entries: §none"), "entries"),
        (work("").replace("[Ada Lovelace]", "§Ada Lovelace"), "authors"),
        (PERSON + "variants:\n  v:\n    sections: §education\n", "sections"),
        (PERSON + "variants:\n  v:\n    header: §email\n", "header"),
        (PERSON + "variants:\n  v:\n    tags:\n      include: §ml\n", "include"),
    )

    @pytest.mark.parametrize(("snippet", "field"), LISTS, ids=[field for _, field in LISTS])
    def test_a_text_where_a_list_is_wanted(self, snippet: str, field: str) -> None:
        found = refused(snippet, "wrong-type", f"`{field}` must be a list")
        assert found.hint is not None
        assert found.hint.startswith(("write each item on its own line: `- ", "write a list: `["))

    def test_long_text_is_not_repeated_in_full(self) -> None:
        text = entry("awards", "title: T\nhighlights: >-\n  " + "long " * 500)
        [found] = load_text(text).diagnostics
        assert len(found.message) < 150
        assert len(str(found.hint)) < 150

    def test_messages_stay_on_one_line(self) -> None:
        text = entry("awards", "title: T\nhighlights: |\n  one\n  two\nurl: |\n  a b\n  c\ndate: |\n  x\n  y")
        found = load_text(text).diagnostics
        assert len(found) == 3
        assert not any("\n" in d.message + str(d.hint) for d in found)

    @pytest.mark.parametrize("brace", ["{x}", "{hint}", "{message}", "{{", "}", "{0}", "%s"])
    def test_braces_are_repeated_as_typed(self, brace: str) -> None:
        refused(PERSON + f"  email: §'{brace}'\n", "bad-email", f"`{brace}`")

    def test_the_fields_of_a_text_section(self) -> None:
        """The kind `text` has a field of the same name, which must not be taken for a part of the place."""
        refused(section("text", "text: Hello\nhide: §maybe"), "bad-flag")
        refused(section("text", "text: Hello\n§titl: x"), "unknown-key")
        refused(section("text", "text:\n  - One\n  - §[two]"), "wrong-type")

    def test_thousands_of_errors_are_cut(self) -> None:
        found = load_text(PERSON + "publications:\n" + "  - 1\n" * 2000).diagnostics
        assert len(found) == 501
        assert found[-1].code == "too-many-errors"
        assert "1,500 more" in found[-1].message


class TestChoicesAndNumbers:
    @pytest.mark.parametrize(
        ("snippet", "hint"),
        [
            (PERSON + "design:\n  paper: §A4\n", "did you mean `a4`?"),
            (PERSON + "design:\n  entry_heads: §qwxz\n", "one of: stacked, inline"),
            (PERSON + "locale:\n  date_style: §shrt\n", "did you mean `short`?"),
            (PERSON + "locale:\n  dates: §ASCII\n", "did you mean `ascii`?"),
            (PERSON + "variants:\n  v:\n    engine: §xelatex\n", "latex`"),
            (PERSON + "variants:\n  v:\n    header: [email, §fone]\n", "did you mean `phone`?"),
            (section("text", "text: x\npage_break: §after"), "before"),
            (section("publications", "group_by: §years"), "did you mean `year`?"),
            (work("status: §publishd"), "did you mean `published`?"),
            (section("publications", "where:\n  status: §preprints"), "did you mean `preprint`?"),
            (section("publications", "§group_by: [year]"), "a list is not a valid value here"),
        ],
    )
    def test_choices(self, snippet: str, hint: str) -> None:
        refused(snippet, "bad-choice", hint)

    @pytest.mark.parametrize("typed", ["0", "6", "high", "3.0", "-1", "1e0", "''", "9" * 500])
    def test_priority(self, typed: str) -> None:
        refused(entry("awards", f"title: T\npriority: §{typed}"), "bad-number", "a whole number from 1 to 5")

    @pytest.mark.parametrize("typed", ["1", "5", "+3", "'4'"])
    def test_good_priority(self, typed: str) -> None:
        accepted(entry("awards", f"title: T\npriority: {typed}"))

    def test_numbers_that_are_collections(self) -> None:
        refused(entry("awards", "title: T\n§priority: [3]"), "bad-number", "got a list")

    @pytest.mark.parametrize("typed", ["7", "7.9pt", "13", "10 mm", "big", "nan", "inf"])
    def test_font_size(self, typed: str) -> None:
        refused(PERSON + f"design:\n  font_size: §{typed}\n", "bad-number", "from 8 to 12pt")

    @pytest.mark.parametrize(
        ("field", "code", "to_type"),
        [
            ("font_size: §10,5", "bad-number", "`10.5`"),
            ("font_size: §10,5 pt", "bad-number", "`10.5pt`"),
            ("margins:\n    top: §20", "bad-length", "`20mm`"),
            ("margins:\n    top: §2,5 cm", "bad-length", "`2.5cm`"),
        ],
    )
    def test_what_to_type(self, field: str, code: str, to_type: str) -> None:
        refused(PERSON + f"design:\n  {field}\n", code, f"type {to_type}")

    @pytest.mark.parametrize(("typed", "size"), [("8", 8), ("12", 12), ("10.5", 10.5), ("11pt", 11), ("11 pt", 11)])
    def test_good_font_size(self, typed: str, size: float) -> None:
        assert accepted(PERSON + f"design:\n  font_size: {typed}\n").design.page.font_size == size

    @pytest.mark.parametrize("typed", ["20", "4.9mm", "61mm", "6.1cm", "0.1in", "20 km", "mm", "1e1mm", "-20mm"])
    def test_margins(self, typed: str) -> None:
        for snippet in (f"margins: §{typed}", f"margins:\n    top: §{typed}"):
            assert {code for code, _, _ in complaints(PERSON + f"design:\n  {snippet}\n".replace("§", ""))} == {
                "bad-length"
            }

    @pytest.mark.parametrize("typed", ["5mm", "60mm", "2cm", "0.8in", "50pt", "20 mm"])
    def test_good_margins(self, typed: str) -> None:
        margins = accepted(PERSON + f"design:\n  margins: {typed}\n").design.page.margins
        assert {getattr(margins, side) for side in FOUR} == {typed.replace(" ", "")}

    def test_a_single_margin(self) -> None:
        margins = accepted(PERSON + "design:\n  margins:\n    left: 30mm\n").design.page.margins
        assert (margins.left, margins.right) == ("30mm", "23mm")

    @pytest.mark.parametrize("typed", ["bluish", "'#12345'", "'#1234567'", "'#12345g'", "'rgb(1,2,3)'", "0x1f4e79"])
    def test_colour(self, typed: str) -> None:
        refused(PERSON + f"design:\n  accent: §{typed}\n", "bad-colour", "six hexadecimal digits")

    @pytest.mark.parametrize(
        ("typed", "kept"),
        [
            ("'#1f4e79'", "1F4E79"),
            ("012345", "012345"),
            ("112233", "112233"),
            ("1e3000", "1E3000"),
            ("123", "112233"),
            ("1e3", "11EE33"),
            ("'#fA0'", "FFAA00"),
            ("Navy", "000080"),
        ],
    )
    def test_good_colours(self, typed: str, kept: str) -> None:
        assert accepted(PERSON + f"design:\n  accent: {typed}\n").design.colours.accent == kept

    def test_a_colour_that_is_a_comment_is_not_lost_silently(self) -> None:
        assert complaints(PERSON + "design:\n  accent: #1f4e79\n") == [("cut-by-hash", 4, 11)]

    @pytest.mark.parametrize("typed", ["yes", "no", "1", "0", "on", "Y", "maybe", "~"])
    def test_flags(self, typed: str) -> None:
        refused(entry("awards", f"title: T\nhide: §{typed}"), "bad-flag", "expected `true` or `false`")

    @pytest.mark.parametrize(("typed", "meant"), [("true", True), ("True", True), ("FALSE", False), ("'true'", True)])
    def test_good_flags(self, typed: str, meant: bool) -> None:
        [shown] = accepted(entry("awards", f"title: T\nhide: {typed}")).sections
        assert bool(shown.entries[0].hide) is meant  # type: ignore[union-attr]

    @pytest.mark.parametrize("typed", ["a b", "-a", "a/b", "../a", "a,b", "'é!'", "x" * 101])
    def test_names(self, typed: str) -> None:
        refused(section("awards", f"entries: []\nid: §{typed}"), "bad-key", "without spaces")

    @pytest.mark.parametrize("typed", ["a", "1", "刘", "liu2025:moe", "a.b-c_d+e", "x" * 100])
    def test_good_names(self, typed: str) -> None:
        accepted(section("awards", f"entries: []\nid: {typed}"))

    def test_names_that_are_keys(self) -> None:
        refused(PERSON + "variants:\n  §'my variant':\n    extends: full\n", "bad-key", "`my variant`")
        refused(PERSON + "locale:\n  labels:\n    §'a b': x\n", "bad-key", "`a b`")

    @pytest.mark.parametrize("typed", ["english", "e", "en_GB", "'en-'", "12"])
    def test_language(self, typed: str) -> None:
        refused(PERSON + f"locale:\n  language: §{typed}\n", "bad-language", "en-GB")

    @pytest.mark.parametrize(
        ("typed", "language"),
        [("en", "en"), ("NO", "no"), ("zh-hans", "zh-Hans"), ("PT-br", "pt-BR"), ("zh-hant-tw", "zh-Hant-TW")],
    )
    def test_good_language(self, typed: str, language: str) -> None:
        assert accepted(PERSON + f"locale:\n  language: {typed}\n").locale.language == language


@pytest.mark.parametrize("empty", ["''", '""', "'  '", '"\\n"', "|\n\n", "'\u00a0'"])
def test_empty_text(empty: str) -> None:
    [found] = load_text(f"basics:\n  name: {empty}\n").diagnostics
    assert found.code in ("empty-text", "missing-field")
    assert found.span is not None
    assert found.span.line == 2


TYPED = [
    "+491701234567", "01234", "NO", "12:30", "1e3", "2020-01", "0x1F", "~", "yes", "1.10", "null", ".inf", "1_000", "=",
    "<<", "C#", "50 %", "$5", "a*b", "\\foo", "~^", "<b>", "Jane Roe*",
]  # fmt: skip

NO_TEXT = {"language", "languages", "native_language", "labels", "template", "output", "theme", "style", "extra"}

TEXT_FIELDS = [
    (model, name)
    for model in HOMES
    for name, field in model.model_fields.items()
    if any(kind in str(field.annotation) for kind in ("text.Line", "text.Place", "text.Prose", "Author"))
    and name not in NO_TEXT
    and model is not AuthorParts  # its fields become one text
    and not field.is_required()  # those stand in the homes already; the next test has them
]


@pytest.mark.parametrize(("model", "field"), TEXT_FIELDS, ids=lambda v: v if isinstance(v, str) else v.__name__)
def test_every_textual_field_keeps_what_was_typed(model: type[Model], field: str) -> None:
    home = "\n".join(line for line in HOMES[model].split("\n") if not line.lstrip(" -").startswith(f"{field}:"))
    is_list = "tuple" in str(model.model_fields[field].annotation)
    for typed in TYPED:
        value = f"[{typed}, '{typed}']" if is_list else typed
        resume = load_text(home.replace("@", f"{field}: {value}")).resume
        assert resume is not None, typed
        found = _values_of(resume, field)
        assert (typed,) * 2 in found if is_list else typed in found


def _values_of(node: object, field: str) -> list[object]:
    """Return the values of every field of this name below a model."""
    if isinstance(node, tuple):
        return [value for item in node for value in _values_of(item, field)]
    if isinstance(node, dict):
        return [value for item in node.values() for value in _values_of(item, field)]
    found = []
    for name in getattr(type(node), "model_fields", {}):
        value = getattr(node, name)
        found += ([value] if name == field else []) + _values_of(value, field)
    return found


@pytest.mark.parametrize("typed", TYPED)
def test_required_fields_keep_what_was_typed(typed: str) -> None:
    resume = resume_of(f"""\
        basics:
          name: {typed}
          profiles: [{{network: '{typed}', username: "{typed.replace(chr(92), chr(92) * 2)}"}}]
        sections:
          - kind: skills
            title: {typed}
            entries:
              - label: {typed}
                keywords:
                  - {typed}
          - kind: awards
            title: T
            entries:
              - title: {typed}
                highlights:
                  - {typed}
                  - text: {typed}.
          - kind: text
            title: T
            text: {typed}
        publications:
          - key: a
            title: {typed}
            authors:
              - {typed}
        locale:
          labels:
            present: {typed}
        """)
    assert resume.basics.name == resume.basics.profiles[0].network == resume.basics.profiles[0].username == typed
    skills, awards, text = resume.sections
    assert (skills.title, skills.entries[0].label, *skills.entries[0].keywords) == (typed,) * 3  # type: ignore[union-attr]
    assert awards.entries[0].title == typed  # type: ignore[union-attr]
    assert [str(h.text) for h in awards.entries[0].highlights] == [typed, typed + "."]  # type: ignore[union-attr]
    assert text.text == (typed,)  # type: ignore[union-attr]
    assert (resume.publications[0].title, *resume.publications[0].authors) == (typed, typed)
    assert resume.locale.labels == {"present": typed}


class TestText:
    def test_blanks_and_line_ends_become_one_blank_but_other_spaces_stay(self) -> None:
        assert squeeze(" a \t\n b ") == "a b"
        assert squeeze("77.12\u00a0%, 1\u202f000,\u3000Ａ") == "77.12\u00a0%, 1\u202f000,\u3000Ａ"
        assert resume_of('basics:\n  name: "Ada\u00a0Lovelace"\n').basics.name == "Ada\u00a0Lovelace"

    def test_blank_lines_part_paragraphs(self) -> None:
        resume = resume_of(PERSON + "  summary: |\n    One\n    still one.\n\n    Two.\n   \n    Three.\n")
        assert resume.basics.summary == ("One still one.", "Two.", "Three.")
        assert all(isinstance(part, Prose) for part in resume.basics.summary)
        assert resume_of(PERSON + "  summary: [One, Two]\n").basics.summary == ("One", "Two")

    def test_values_know_their_kind_and_their_place(self) -> None:
        resume = resume_of(PERSON + "  headline: Analyst\n")
        assert type(resume.basics.name) is Line
        assert resume.basics.name.span is not None
        assert (resume.basics.name.span.line, resume.basics.name.span.column) == (2, 9)
        assert type(resume.basics.headline) is Prose

    def test_a_bullet_is_a_text_or_a_mapping(self) -> None:
        resume = resume_of(
            entry("awards", "title: T\nhighlights:\n  - One\n  - text: Two\n    priority: 5\n    tags: [a]")
        )
        one, two = resume.sections[0].entries[0].highlights  # type: ignore[union-attr]
        assert (one.text, one.priority, one.tags) == ("One", 3, ())
        assert (two.text, two.priority, two.tags) == ("Two", 5, ("a",))
        assert one.span.line == 9

    @pytest.mark.parametrize("link", ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "<vbscript:x>"])
    def test_links_inside_prose(self, link: str) -> None:
        snippet = entry("awards", f"title: T\nhighlights:\n  - §See [this]({link})")
        refused(snippet, "bad-url", "are not allowed")

    def test_good_links_inside_prose(self) -> None:
        accepted(
            entry("awards", "title: T\nhighlights:\n  - See [this](https://x.org/a_(b)) and [that](mailto:a@x.org)")
        )

    def test_flags_and_keys(self) -> None:
        assert Flag("true")
        assert not Flag("false")
        assert Key.parse(Text("a-b")) == "a-b"

    def test_authors_and_their_marks(self) -> None:
        authors = (
            resume_of(work("").replace("[Ada Lovelace]", '["Ada Lovelace*†", Bob Li *, Cy]')).publications[0].authors
        )
        assert [(a.bare, a.marks) for a in authors] == [("Ada Lovelace", "*†"), ("Bob Li", "*"), ("Cy", "")]
