"""SARIF against the rules of its schema, which is not at hand offline: required properties, types, addresses."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any

import pytest

from cvpdf import __version__
from cvpdf.diagnostics import Related, Span, error, note, warning
from cvpdf.pdf.codes import CODES
from cvpdf.report.sarif import sarif, uri

_URI = re.compile(r"(file://)?([A-Za-z0-9._~/!$&'()*+,;=@-]|%[0-9A-F]{2})+")


def follows_the_schema(log: Any) -> None:
    """Check what sarif-2.1.0.json requires of the parts that are used, and what code scanning needs besides."""
    assert set(log) == {"$schema", "version", "runs"}
    assert log["version"] == "2.1.0"
    [run] = log["runs"]
    assert set(run) == {"tool", "columnKind", "invocations", "results"}
    assert run["columnKind"] in ("utf16CodeUnits", "unicodeCodePoints")
    [invocation] = run["invocations"]
    assert type(invocation["executionSuccessful"]) is bool
    assert type(invocation["exitCode"]) is int
    driver = run["tool"]["driver"]
    assert driver["name"]
    rules = driver["rules"]
    assert len({rule["id"] for rule in rules}) == len(rules)
    for rule in rules:
        assert re.fullmatch(r"[a-z0-9-]+", rule["id"])
        for text in ("shortDescription", "fullDescription", "help"):
            assert rule[text]["text"]
        assert rule["defaultConfiguration"]["level"] in ("none", "note", "warning", "error")
        assert all(isinstance(tag, str) for tag in rule["properties"]["tags"])
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in ("none", "note", "warning", "error")
        assert result["message"]["text"]
        assert len(result["locations"]) == 1
        related = result.get("relatedLocations", [])
        assert len({one["id"] for one in related}) == len(related)
        for place in (*result["locations"], *related):
            physical = place["physicalLocation"]
            assert set(physical) == {"artifactLocation", "region"}
            assert _URI.fullmatch(physical["artifactLocation"]["uri"]), physical
            region = physical["region"]
            assert set(region) in ({"startLine", "startColumn"}, {"startLine", "startColumn", "endLine", "endColumn"})
            assert all(type(number) is int and number >= 1 for number in region.values())
            if "endLine" in region:
                start, end = (region["startLine"], region["startColumn"]), (region["endLine"], region["endColumn"])
                assert end > start
    json.dumps(log)


MISSING = error("text-missing", "the name is lost", Span("cv.yaml", 2, 9, 2, 12), "print it")
FOUND = [
    MISSING,
    warning("font-no-unicode", "a font is odd", Span.point("build/full.pdf")),
    note("latex-warning", "something"),
    error("unknown-key", "no", Span("cv.yaml", 3, 1, 4, 1), None, [Related("here", Span("cv.yaml", 1, 1, 1, 3))]),
    MISSING,
]


def test_a_log() -> None:
    log = sarif(FOUND, 5, Path("cv.yaml"))
    follows_the_schema(log)
    run = log["runs"][0]
    assert (run["tool"]["driver"]["name"], run["tool"]["driver"]["version"]) == ("cvpdf", __version__)
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == [
        *("text-missing", "font-no-unicode", "latex-warning", "unknown-key")
    ]
    first = run["results"][0]
    assert first == {
        "ruleId": "text-missing",
        "ruleIndex": 0,
        "level": "error",
        "message": {"text": "the name is lost. Hint: print it"},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": "cv.yaml"},
                    "region": {"startLine": 2, "startColumn": 9, "endLine": 2, "endColumn": 12},
                }
            }
        ],
    }
    assert [one["level"] for one in run["results"]] == ["error", "warning", "note", "error", "error"]
    assert run["results"][3]["relatedLocations"][0]["message"] == {"text": "here"}


def test_what_has_no_place_is_put_into_the_file_that_was_asked_about() -> None:
    [_, _, third, *_] = sarif(FOUND, 5, Path("jobs/cv.yaml"))["runs"][0]["results"]
    physical = third["locations"][0]["physicalLocation"]
    assert physical == {"artifactLocation": {"uri": "jobs/cv.yaml"}, "region": {"startLine": 1, "startColumn": 1}}


def test_the_rules_of_a_check_are_the_registry() -> None:
    log = sarif([error("foreign-file", "x")], 4, Path("cv.yaml"), checked=True)
    follows_the_schema(log)
    rules = log["runs"][0]["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == [*CODES, "foreign-file"]
    by_code = {rule["id"]: rule for rule in rules}
    assert by_code["text-missing"]["shortDescription"]["text"] == CODES["text-missing"].title
    assert by_code["text-missing"]["name"] == "TextMissing"
    assert by_code["text-missing"]["properties"]["tags"] == ["text"]
    assert by_code["latex-warning"]["defaultConfiguration"] == {"level": "note"}
    assert log["runs"][0]["results"][0]["ruleIndex"] == len(CODES)


def test_nothing_found() -> None:
    log = sarif([], 0, Path("cv.yaml"))
    follows_the_schema(log)
    assert log["runs"][0]["results"] == []
    assert log["runs"][0]["invocations"] == [{"executionSuccessful": True, "exitCode": 0}]


@pytest.mark.parametrize(("code", "ran"), [(0, True), (1, True), (2, False), (3, False), (4, False), (5, True)])
def test_a_build_that_found_mistakes_has_run_well(code: int, ran: bool) -> None:
    assert sarif([], code, Path("cv.yaml"))["runs"][0]["invocations"][0]["executionSuccessful"] is ran


def test_addresses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here = tmp_path / "é"
    here.mkdir()
    monkeypatch.chdir(here)
    assert uri("cv.yaml") == "cv.yaml"
    assert uri(here / "a b" / "cv é.yaml") == "a%20b/cv%20%C3%A9.yaml"
    assert uri("./x/../y:z#?%.pdf") == "y%3Az%23%3F%25.pdf"
    outside = uri("../cv.yaml")
    assert outside.startswith("file:///")
    assert outside.endswith("/cv.yaml")
    assert ".." not in outside
    assert uri(os.fsdecode(b"a\xff.pdf")) == "a%FF.pdf"


def test_odd_places_still_make_regions() -> None:
    odd = [error("x", "y", span) for span in (Span("f", 0, 0, 0, 0), Span("f", 3, 5, 3, 2), Span("f", 2, 9, 3, 0))]
    follows_the_schema(sarif(odd, 1, Path("f")))
