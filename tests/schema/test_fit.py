"""`fit`, weights and bounds: what is taken, what is refused, and what editors are told of both."""

from __future__ import annotations

from typing import Any

import jsonschema
import pytest

from cvpdf.schema.json_schema import json_schema
from cvpdf.schema.values.text import Key
from cvpdf.schema.variants import Bounds
from tests.support import PERSON, accepted, entry, refused, section, work

VALIDATOR = jsonschema.Draft202012Validator(json_schema())


def fitted(fit: str) -> str:
    return f"{PERSON}variants: {{v: {{max_pages: 1, fit: {fit}}}}}\n"


def limited(bounds: str) -> str:
    return f"{PERSON}variants: {{v: {{limits: [{{id: talks, entries: {bounds}}}]}}}}\n"


class TestFit:
    @pytest.mark.parametrize(
        ("fit", "off"), [("true", False), ("false", True), ("TRUE", False), ("{}", False), ("{spacing: 1}", False)]
    )
    def test_flag_or_mapping(self, fit: str, off: bool) -> None:
        found = accepted(fitted(fit)).variants[Key("v")].fit
        assert found is not None
        assert found.off == off
        assert found.span is not None
        assert found.span.line == 3

    def test_numbers_and_pairs(self) -> None:
        found = (
            accepted(fitted("{font_size: [9, 10.5pt], line_spacing: 1, spacing: [0.6, 0.6]}")).variants[Key("v")].fit
        )
        assert found is not None
        assert (found.font_size, found.line_spacing, found.spacing) == ((9, 10.5), (1, 1), (0.6, 0.6))

    @pytest.mark.parametrize(
        ("fit", "code", "words"),
        [
            ("§yes", "bad-flag", ["expected `true` or `false`"]),
            ("§[9, 10]", "wrong-type", ["`true`, `false` or a mapping", "a list", "`fit: true`"]),
            ("{§font_size: [10, 9]}", "bad-range", ["10 is greater than 9", "the smaller number first"]),
            ("{§font_size: [9]}", "bad-range", ["a pair of numbers", "a list of 1", "example: [0.8, 1.2]"]),
            ("{§spacing: [1, 1, 1]}", "bad-range", ["a list of 3"]),
            ("{§spacing: {low: 1}}", "bad-range", ["a mapping"]),
            ("{font_size: [§7, 10]}", "bad-number", ["from 8 to 12pt", "`7`"]),
            ("{font_size: [9, §big]}", "bad-number", ["from 8 to 12pt"]),
            ("{line_spacing: §2}", "bad-number", ["from 0.9 to 1.5"]),
            ("{prefer: §size}", "bad-choice", ["one of: content, legibility"]),
        ],
    )
    def test_refused(self, fit: str, code: str, words: list[str]) -> None:
        # What is wrong with a list as a whole is told at its key.
        refused(fitted(fit).replace("fit: §[", "§fit: ["), code, *words)

    @pytest.mark.parametrize(
        "variants",
        [
            "v: {fit: §true}",
            "v: {extends: publications, fit: §{spacing: 1}}",
            "full: {fit: §true}\n  v: {max_pages: 1}",
            "v: {fit: §true}\n  w: {extends: v}",
        ],
    )
    def test_without_pages_to_fit_to(self, variants: str) -> None:
        refused(f"{PERSON}variants:\n  {variants}\n", "fit-without-limit", "`max_pages: 1`")

    @pytest.mark.parametrize(
        "variants",
        [
            "v: {fit: false}",
            "v: {extends: onepage, fit: true}",
            "v: {max_pages: 3, fit: true}",
            "full: {max_pages: 3}\n  v: {fit: true}",
        ],
    )
    def test_with_pages_to_fit_to(self, variants: str) -> None:
        accepted(f"{PERSON}variants:\n  {variants}\n")


class TestWeight:
    def test_on_everything_that_can_be_chosen(self) -> None:
        text = entry("awards", "title: T\nweight: 2.5\nhighlights: [{text: h, weight: 1000}]")
        [found] = accepted(text.replace("title: Title", "title: Title\n    weight: 0")).sections
        award: Any = found.entries[0]  # type: ignore[union-attr]
        assert (found.counts, award.counts, award.highlights[0].counts) == (0, 2.5, 1000)
        accepted(work("weight: 3"))

    @pytest.mark.parametrize(("priority", "counts"), [(1, 1), (2, 2), (3, 4), (4, 8), (5, 16)])
    def test_what_a_priority_counts(self, priority: int, counts: int) -> None:
        [found] = accepted(section("text", f"text: x\npriority: {priority}")).sections
        assert found.counts == counts

    @pytest.mark.parametrize("typed", ["-1", "1001", "much", "1e3"])
    def test_refused(self, typed: str) -> None:
        refused(entry("awards", f"title: T\nweight: §{typed}"), "bad-number", "a number from 0 to 1000")


class TestBounds:
    def test_a_number_is_the_most(self) -> None:
        [rule] = accepted(limited("3")).variants[Key("v")].limits or ()
        assert rule.entries == Bounds(max=3)
        [rule] = accepted(limited("{min: 1, max: 3}")).variants[Key("v")].limits or ()
        assert rule.entries == Bounds(min=1, max=3)

    @pytest.mark.parametrize(
        ("bounds", "code", "words"),
        [
            ("§lots", "bad-number", ["a whole number from 0 to 1000", "`lots`"]),
            ("§1.5", "bad-number", ["a whole number"]),
            ("{max: §lots}", "bad-number", ["`lots`"]),
            ("§[1, 3]", "wrong-type", ["a mapping with `min` and `max`", "a list"]),
            ("{min: §3, max: 1}", "bad-bounds", ["`min` (3) is greater than `max` (1)"]),
        ],
    )
    def test_refused(self, bounds: str, code: str, words: list[str]) -> None:
        text = limited(bounds)
        # What is wrong with a mapping as a whole is told at its key.
        refused(text.replace("entries: §[", "§entries: [").replace("entries: §{", "§entries: {"), code, *words)

    def test_of_entries_roles_and_sections(self) -> None:
        accepted(entry("awards", "title: T\nmin: 1\nmax: 1"))
        accepted(section("publications", "min: 2"))
        refused(entry("awards", "title: T\nmin: §2\nmax: 1"), "bad-bounds", "swap them")
        refused(entry("experience", "company: C\nroles:\n  - position: P\n    min: §2\n    max: 1"), "bad-bounds")

    def test_not_on_what_has_no_bullets(self) -> None:
        refused(entry("skills", "label: L\nkeywords: [K]\n§min: 1"), "unknown-key")

    def test_they_cannot_be_omitted(self) -> None:
        text = entry("awards", "title: T")
        for name in ("min", "id", "weight", "keep_with", "page_break"):
            rule = f"variants: {{v: {{limits: [{{id: awards, omit: [§{name}]}}]}}}}\n"
            refused(text + rule, "unknown-field", "is not an optional field")


@pytest.mark.parametrize("value", [True, False, {}, {"font_size": [9, "10.5pt"], "spacing": 1, "prefer": "content"}])
def test_editors_accept(value: object) -> None:
    assert VALIDATOR.is_valid({"basics": {"name": "A"}, "variants": {"v": {"max_pages": 1, "fit": value}}})


@pytest.mark.parametrize("value", [1, "much", [9, 10], {"font_size": [9]}, {"font_size": 7}, {"prefer": "size"}])
def test_editors_complain(value: object) -> None:
    assert not VALIDATOR.is_valid({"basics": {"name": "A"}, "variants": {"v": {"max_pages": 1, "fit": value}}})


@pytest.mark.parametrize(("value", "good"), [(3, True), ({"min": 1}, True), ("lots", False), ({"least": 1}, False)])
def test_editors_know_bounds(value: object, good: bool) -> None:
    rule = {"id": "talks", "entries": value}
    assert VALIDATOR.is_valid({"basics": {"name": "A"}, "variants": {"v": {"limits": [rule]}}}) == good
