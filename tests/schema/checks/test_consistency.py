"""Unknown names, duplicate names, and repeated text."""

from __future__ import annotations

import pytest

from cvpdf.diagnostics import Severity
from tests.support import PERSON, accepted, complaints, entry, noted, refused, section, work


def publications(*keys: str) -> str:
    return "publications:\n" + "".join(f"  - key: {key}\n    title: T\n    authors: [Ada Lovelace]\n" for key in keys)


def variants(fields: str) -> str:
    """A CV with skills, a section of the id `jobs`, the tag `ml`, and these lines under `variants`."""
    text = section("skills", "tags: [ml]\nentries: [{label: L, keywords: [K]}]")
    text += "  - kind: experience\n    id: jobs\n    title: J\n    entries: [{company: C, position: P}]\n"
    return text + "variants:\n" + "".join(f"  {line}\n" for line in fields.strip("\n").split("\n"))


class TestPublications:
    LIST = PERSON + "sections:\n  - {kind: publications, title: P}\n"

    def test_key_that_is_taken(self) -> None:
        found = refused(
            self.LIST + publications("a", "b", "§a"),
            "duplicate-publication-key",
            "`a` is used twice",
            "use another key",
        )
        assert [(r.span.line, r.span.column) for r in found.related] == [(6, 10)]

    def test_project_refers_to_none(self) -> None:
        text = entry("projects", "name: N\npublications: [liu2025, §lu2025]") + "  - {kind: publications, title: P}\n"
        refused(text + publications("liu2025"), "unknown-publication", "`lu2025`", "did you mean `liu2025`?")

    def test_filter_refers_to_none(self) -> None:
        text = section("publications", "where:\n  keys: [a1, §b]")
        refused(text + publications("a1"), "unknown-publication", "`b`", "one of: a1")

    def test_filter_by_a_tag_of_no_publication(self) -> None:
        text = section("publications", "where:\n  tags: [ml, §mll]") + publications("a") + "    tags: [ml]\n"
        refused(text, "unknown-tag", "no publication has", "did you mean `ml`?")

    def test_no_publications_at_all(self) -> None:
        refused(entry("projects", "name: N\npublications: [§a]"), "unknown-publication", "top-level")

    def test_no_section_lists_them(self) -> None:
        noted(PERSON + publications("§a"), "unlisted-publications", "kind: publications")
        accepted(work("date: 2020"))


class TestSections:
    def test_id_that_is_taken(self) -> None:
        text = section("awards", "id: a\nentries: []") + "  - {kind: talks, title: T, entries: [], id: §a}\n"
        refused(text, "duplicate-section-id", "`a` is used twice")


class TestVariants:
    @pytest.mark.parametrize(
        ("fields", "code", "words"),
        [
            ("short: {extends: §onpage}", "unknown-variant", ["`onpage`", "did you mean `onepage`?"]),
            ("short: {extends: §short}", "circular-variant", ["`short` extends itself"]),
            ("short: {sections: [§skils]}", "unknown-section", ["`skils`", "did you mean `skills`?"]),
            ("short: {limits: [{id: §skills, numbered: true}]}", "not-a-list-of-works", ["`numbered` is for lists"]),
            ("short: {limits: [{id: §job, entries: 1}]}", "unknown-section", ["did you mean `jobs`?"]),
            ("short: {tags: {include: [§mll]}}", "unknown-tag", ["nothing in the file has", "did you mean `ml`?"]),
            ("short: {tags: {exclude: [§mll]}}", "unknown-tag", ["did you mean `ml`?"]),
            ("short: {limits: [{id: jobs, omit: [§sumary]}]}", "unknown-field", ["did you mean `summary`?"]),
            ("short: {limits: [{id: jobs, omit: [§company]}]}", "unknown-field", ["is not an optional field"]),
            ("short: {limits: [{id: jobs, omit: [§tags]}]}", "unknown-field", ["is not an optional field"]),
            ("short: {output: §a/b}", "bad-file-name", ["`a/b`"]),
            ("short: {output: §.hidden}", "bad-file-name", []),
            ("short: {output: §-rf}", "bad-file-name", []),
            ("§a:b: {extends: full}", "bad-file-name", []),
            ("short: {template: §../x.tex.j2}", "bad-file-name", ["is not the name of a template"]),
            ("short: {template: §x.tex}", "bad-file-name", ["latex_templates/"]),
            ("short: {output: §CON}", "bad-file-name", ["is not a valid file name"]),
            ("short: {output: §full}", "duplicate-output", ["`full.pdf`"]),
            ("short: {output: §ONEPAGE}", "duplicate-output", ["`ONEPAGE.pdf`"]),
            ("short: {checks: {§text-mising: off}}", "unknown-check", ["did you mean `text-missing`?"]),
            ("short: {checks: {paper-size: {allow: [§x]}}}", "not-about-a-text", ["`allow` is possible for strand"]),
            ("short: {checks: {text-missing: {§alow: [x]}}}", "unknown-key", ["unknown key `alow`"]),
            ("short: {checks: {§fonts: off}}", "unknown-check", ["no check has the code `fonts`"]),
            ("short: {checks: {§pdf-damaged: off}}", "fixed-severity", ["always an error"]),
            ("short: {checks: {text-missing: §of}}", "bad-choice", ["did you mean `off`?"]),
        ],
    )
    def test_wrong_names(self, fields: str, code: str, words: list[str]) -> None:
        refused(variants(fields), code, *words)

    def test_severities_of_checks(self) -> None:
        accepted(variants("full: {checks: {text-missing: off, overfull-line: note, pdf-damaged: error}}"))

    def test_allowed_texts_are_texts_of_the_cv(self) -> None:
        cv = "checks: {text-missing: {allow: [Ada Lovelace, Ada…, §Ada Lovelase]}}\n"
        refused(PERSON + cv, "unknown-text", "did you mean `Ada Lovelace`?", severity=Severity.WARNING)

    def test_two_with_one_output(self) -> None:
        found = refused(variants("a: {output: cv}\nb: {output: §CV}"), "duplicate-output")
        assert len(found.related) == 1
        refused(variants("b: {title: B}\na: {output: §b}"), "duplicate-output")

    def test_outputs_may_be_exchanged(self) -> None:
        accepted(variants("full: {output: onepage}\nonepage: {output: full}\npublications: {output: 'Ada – works'}"))

    @pytest.mark.parametrize(
        "fields",
        [
            *("a: {extends: b}\nb: {extends: a}", "a: {extends: b}\nb: {extends: c}\nc: {extends: a}"),
            *("full: {extends: onepage}", "full: {extends: a}\na: {title: A}"),
            *("full: {extends: a}\na: {extends: publications}", "onepage: {extends: a}\na: {extends: onepage}"),
        ],
    )
    def test_circles(self, fields: str) -> None:
        """Also through what the built-in ones extend, and through the `full` that is extended without saying so."""
        found = complaints(variants(fields))
        assert found
        assert {code for code, _, _ in found} == {"circular-variant"}

    def test_one_that_only_leads_to_a_circle_is_not_blamed(self) -> None:
        assert len(complaints(variants("x: {extends: a}\na: {extends: b}\nb: {extends: a}"))) == 2

    @pytest.mark.parametrize(
        "fields",
        [
            "full: {extends: full}",
            "onepage: {extends: onepage}",
            "onepage: {extends: publications}",
            "short: {extends: onepage}\nshorter: {extends: short}",
            "short: {sections: [jobs, skills, talks]}",
            "short: {limits: [{id: jobs, omit: [summary, highlights]}, {id: grants, omit: [amount]}]}",
            "short: {tags: {include: [ml], exclude: [ml]}}",
        ],
    )
    def test_good(self, fields: str) -> None:
        accepted(variants(fields))

    def test_tags_are_found_everywhere(self) -> None:
        text = (
            entry(
                "experience",
                "company: C\ntags: [a]\nroles:\n  - position: P\n    tags: [b]\n    highlights:\n"
                "      - text: T\n        tags: [c]",
            )
            + publications("x")
            + "    tags: [d]\n"
        )
        text += "variants: {v: {tags: {include: [a, b, c, d]}}}\n"
        assert [code for code, _, _ in complaints(text)] == ["unlisted-publications"]


class TestRepetitions:
    def test_bullet_that_says_the_same(self) -> None:
        text = entry("awards", "title: T\nhighlights: [Did this., Did that]")
        found = noted(
            text + "      - title: U\n        highlights: [§did this]\n",
            "duplicate-highlight",
            "repeats an earlier one",
        )
        assert [(r.span.line, r.span.column) for r in found.related] == [(8, 22)]

    def test_in_roles_and_across_sections(self) -> None:
        text = entry("awards", "title: T\nhighlights: [Did this]")
        text += "  - kind: experience\n    title: E\n    entries:\n      - company: C\n        roles:\n"
        noted(text + "          - {position: P, highlights: [§Did this]}\n", "duplicate-highlight")

    def test_different_bullets(self) -> None:
        accepted(entry("awards", "title: T\nhighlights: [Did this, Did this too]"))
