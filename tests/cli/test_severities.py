"""`checks:` and `--strict` on real builds: a link that the check of links refuses, and what becomes of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.running import Answer, cvpdf, write
from tests.report.test_sarif import follows_the_schema

pytestmark = pytest.mark.tex

CV = """
basics: {name: Ada Lovelace, headline: Analyst}
sections:
  - {kind: text, title: About, text: [One paragraph of text.]}
variants:
  bad: {title: Bad}
  mild: {checks: {link-scheme: warning}}
  silent: {extends: mild, checks: {link-scheme: off}}
  strange: {extends: silent, checks: {link-scheme: note}}
"""

TEMPLATE = r"""
%% for paragraph in section.text
\cvtext{\VAR{paragraph} \cvlink{ftp://example.org/}{Files}}
%% endfor
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder whose template makes a link that no PDF should have."""
    folder = tmp_path_factory.mktemp("severities é")
    write(folder / "cv.yaml", CV)
    write(folder / "latex_templates" / "sections" / "text.tex.j2", TEMPLATE)
    return folder


@pytest.fixture(scope="module")
def built(home: Path) -> Answer:
    """Return the JSON of a build of all four."""
    return build(home, "--json")


def build(home: Path, *options: str, variants: tuple[str, ...] = ("bad", "mild", "silent", "strange")) -> Answer:
    asked = [word for name in variants for word in ("--variant", name)]
    return cvpdf("build", home / "cv.yaml", "-o", home / "out", *asked, *options)


def test_each_variant_has_its_own_severities(built: Answer) -> None:
    facts = json.loads(built.stdout)
    assert (built.exit_code, facts["ok"], facts["exit_code"]) == (5, False, 5)
    outcomes = {one["variant"]: one for one in facts["variants"]}
    assert {name: one["outcome"] for name, one in outcomes.items()} == {
        "bad": "failed",
        "mild": "built",
        "silent": "built",
        "strange": "built",
    }
    for name, severity in {"bad": "error", "mild": "warning", "silent": None, "strange": "note"}.items():
        found = [one["severity"] for one in outcomes[name]["diagnostics"] if one["code"] == "link-scheme"]
        assert found == ([severity] if severity else []), name
    assert (outcomes["bad"]["failed"], outcomes["bad"]["pdf"]) == (["links"], None)
    assert "text" in outcomes["bad"]["passed"]
    assert outcomes["mild"]["failed"] == []
    assert sorted(outcomes["mild"]["passed"]) == sorted([*outcomes["bad"]["passed"], "links"])
    assert outcomes["mild"]["pdf"]["pages"] == 1


@pytest.mark.usefixtures("built")
def test_what_is_unchanged_says_the_same(home: Path) -> None:
    first, again = (json.loads(build(home, "--json", variants=("mild",)).stdout) for _ in range(2))
    [before], [after] = first["variants"], again["variants"]
    assert after["outcome"] == "unchanged"
    assert {**before, "outcome": "unchanged"} == after
    assert first["diagnostics"] == again["diagnostics"]
    assert "links" in after["passed"]


@pytest.mark.usefixtures("built")
def test_other_severities_are_another_verdict(home: Path) -> None:
    """The `.tex` is the same, so nothing but the severities can tell that the variant must be looked at again."""
    write(home / "cv.yaml", CV.replace("mild: {checks: {link-scheme: warning}}", "mild: {title: Curriculum Vitae}"))
    try:
        assert build(home, variants=("mild",)).exit_code == 5
    finally:
        write(home / "cv.yaml", CV)
    assert build(home, variants=("mild",)).exit_code == 0


@pytest.mark.usefixtures("built")
def test_the_table_for_people(home: Path) -> None:
    result = build(home, "-v", variants=("bad", "mild"))
    assert result.exit_code == 5
    bad, _, mild = result.stderr.partition("\nmild: all ")
    assert "bad: 1 of " in bad
    assert "  failed links:\n    " in bad
    assert "error[link-scheme]: the link to ftp://example.org/" in bad
    assert "  passed: file, pages, " in bad
    assert "  remarks of links:\n    " in mild
    assert "warning[link-scheme]" in mild
    assert "note[not-replaced]" in result.stderr
    assert result.stdout.splitlines()[0].startswith("variant")
    plain = build(home, variants=("bad", "mild"))
    assert "failed links" not in plain.stderr
    assert plain.stderr.count("[link-scheme]") == 2


@pytest.mark.usefixtures("built")
def test_strict(home: Path) -> None:
    result = build(home, "--strict", "--format", "lines", variants=("mild", "strange"))
    assert result.exit_code == 5
    assert result.stderr.count("error[link-scheme]") == 1
    assert result.stderr.count("note[link-scheme]") == 1
    assert "warning[" not in result.stderr


@pytest.mark.usefixtures("built")
def test_sarif(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(home.parent)
    result = build(home, "--format", "sarif", variants=("bad", "silent"))
    assert (result.exit_code, result.stderr) == (5, "")
    log = json.loads(result.stdout)
    follows_the_schema(log)
    [run] = log["runs"]
    [found] = [one for one in run["results"] if one["ruleId"] == "link-scheme"]
    assert found["level"] == "error"
    place = found["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"].endswith("%20%C3%A90/cv.yaml")
    assert not place["artifactLocation"]["uri"].startswith(("/", "file:"))
    assert run["invocations"] == [{"executionSuccessful": True, "exitCode": 5}]


def test_sarif_of_a_cv_that_is_wrong(tmp_path: Path) -> None:
    file = write(tmp_path / "cv.yaml", CV.replace("link-scheme: off", "link-sceme: off"))
    result = cvpdf("build", file, "-o", tmp_path / "out", "--format", "sarif")
    assert result.exit_code == 1
    log = json.loads(result.stdout)
    follows_the_schema(log)
    [found] = log["runs"][0]["results"]
    assert found["ruleId"] == "unknown-check"
    assert "did you mean `link-scheme`?" in found["message"]["text"]
