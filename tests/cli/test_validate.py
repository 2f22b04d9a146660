from __future__ import annotations

import json
from pathlib import Path

import pytest

from cvpdf import __version__
from tests.cli.running import BAD, GOOD, NOTED, ROOT, cvpdf, in_process, write
from tests.report.test_sarif import follows_the_schema


def test_a_valid_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "cv.yaml")
    monkeypatch.chdir(tmp_path)
    for arguments in ([], ["cv.yaml"], [tmp_path / "cv.yaml"]):
        result = cvpdf("validate", *arguments)
        assert result.exit_code == 0
        assert "cv.yaml is valid" in result.stderr
        assert result.stdout == ""
    assert cvpdf("validate", "--quiet").output == ""


def test_everything_wrong_is_told_with_its_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "cv.yaml", BAD)
    monkeypatch.chdir(tmp_path)
    result = cvpdf("validate")
    assert result.exit_code == 1
    assert "cv.yaml:1:21: error[unknown-key]: unknown key `emial`" in result.stderr
    assert " 1 | basics: {name: Ada, emial: x}\n" in result.stderr
    assert "email" in result.stderr
    assert "cv.yaml:2:" in result.stderr
    assert "cv.yaml is not valid: 2 errors" in result.stderr


def test_one_language(tmp_path: Path) -> None:
    head = "locale: {languages: [en, de]}\n"
    cv = write(tmp_path / "cv.yaml", head + GOOD.replace("headline: Analyst", "headline: {en: Analyst}"))
    assert "1 warning" in cvpdf("validate", cv).stderr
    assert (
        cvpdf("validate", "--strict", cv).exit_code,
        cvpdf("validate", "--strict", cv, "--language", "en").exit_code,
    ) == (1, 0)
    assert cvpdf("validate", "--strict", cv, "--language", "de").exit_code == 1
    refused = cvpdf("validate", cv, "--language", "fr")
    assert refused.exit_code == 1
    assert "`fr` is not one of the languages of this CV (en, de)" in refused.stderr
    assert "`` is not a language tag" in cvpdf("validate", cv, "--language", "").stderr


def test_lines_for_editors(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "cv.yaml", BAD)
    monkeypatch.chdir(tmp_path)
    result = cvpdf("validate", "--format", "lines", "-q")
    lines = result.stderr.splitlines()
    assert len(lines) == 2
    assert all(line.startswith("cv.yaml:") for line in lines)


@pytest.mark.parametrize("option", [["--json"], ["--format", "json"]])
def test_json(option: list[str], tmp_path: Path) -> None:
    good, bad = write(tmp_path / "good.yaml"), write(tmp_path / "bad.yaml", BAD)
    result = cvpdf("validate", *option, good)
    assert (result.exit_code, result.stderr) == (0, "")
    assert json.loads(result.stdout) == {
        "format": 1,
        "command": "validate",
        "cvpdf": __version__,
        "ok": True,
        "exit_code": 0,
        "files": [{"file": str(good), "ok": True, "diagnostics": []}],
        "diagnostics": [],
    }
    result = cvpdf("validate", *option, good, bad)
    facts = json.loads(result.stdout)
    assert (result.exit_code, result.stderr, facts["ok"], facts["exit_code"]) == (1, "", False, 1)
    assert [(one["file"], one["ok"], len(one["diagnostics"])) for one in facts["files"]] == [
        (str(good), True, 0),
        (str(bad), False, 2),
    ]
    assert facts["diagnostics"] == facts["files"][1]["diagnostics"]
    first = facts["diagnostics"][0]
    assert first["code"] == "unknown-key"
    assert (first["file"], first["line"], first["column"]) == (str(bad), 1, 21)
    assert set(first) == {
        *("severity", "code", "check", "message", "hint", "related"),
        *("file", "line", "column", "end_line", "end_column"),
    }


def test_several_files_are_all_checked(tmp_path: Path) -> None:
    files = [write(tmp_path / "a.yaml", BAD), write(tmp_path / "b.yaml"), tmp_path / "missing.yaml"]
    result = cvpdf("validate", *files)
    assert result.exit_code == 1
    for words in ("a.yaml is not valid", "b.yaml is valid", "missing.yaml is not valid", "does not exist"):
        assert words in result.stderr


def test_notes_never_fail(tmp_path: Path) -> None:
    file = write(tmp_path / "cv.yaml", NOTED)
    for options in ([], ["--strict"]):
        result = cvpdf("validate", file, *options)
        assert result.exit_code == 0
        assert "note[duplicate-highlight]" in result.stderr
        assert "is valid: 1 note" in result.stderr
    assert cvpdf("validate", file, "-q").output == ""


def test_strict_turns_warnings_into_errors(tmp_path: Path) -> None:
    file = write(tmp_path / "cv.yaml", GOOD.replace("headline: Analyst", "headline: Analyst # of engines"))
    file.write_text(GOOD.lstrip().replace("title: Work", "title: C#1 #2"), encoding="utf-8")
    plain, strict = cvpdf("validate", file), cvpdf("validate", file, "--strict")
    assert (plain.exit_code, strict.exit_code) == (0, 1), plain.output
    assert "warning[cut-by-hash]" in plain.stderr
    assert "error[cut-by-hash]" in strict.stderr
    assert "is not valid: 1 error" in strict.stderr
    assert json.loads(cvpdf("validate", file, "--strict", "--json").stdout)["diagnostics"][0]["severity"] == "error"


def test_sarif(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    good, bad = write(tmp_path / "good.yaml"), write(tmp_path / "jobs é" / "my cv.yaml", BAD)
    monkeypatch.chdir(tmp_path)
    result = cvpdf("validate", "--format", "sarif", good, bad)
    assert (result.exit_code, result.stderr) == (1, "")
    log = json.loads(result.stdout)
    follows_the_schema(log)
    assert [(one["ruleId"], one["level"]) for one in log["runs"][0]["results"]] == [
        ("unknown-key", "error"),
        ("missing-field", "error"),
    ]
    place = log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
    assert place == {
        "artifactLocation": {"uri": "jobs%20%C3%A9/my%20cv.yaml"},
        "region": {"startLine": 1, "startColumn": 21, "endLine": 1, "endColumn": 26},
    }
    assert json.loads(cvpdf("validate", "--format", "sarif", good).stdout)["runs"][0]["results"] == []


def test_the_examples_are_valid() -> None:
    result = cvpdf("validate", ROOT / "cv.yaml", *sorted((ROOT / "examples").glob("*.yaml")))
    assert result.exit_code == 0, result.stderr


def test_nothing_is_coloured_where_nobody_sees_it(tmp_path: Path) -> None:
    write(tmp_path / "cv.yaml", BAD)
    for command in (["validate"], ["build", "--tex-only", "-v"]):
        done = in_process(*command, cwd=tmp_path, variables={"FORCE_COLOR": "1"})
        assert done.returncode == 1
        assert "\x1b" not in done.stdout + done.stderr


@pytest.mark.parametrize(
    ("variables", "coloured"),
    [({}, True), ({"NO_COLOR": "1"}, False), ({"NO_COLOR": ""}, True), ({"TERM": "dumb"}, False)],
)
def test_a_terminal_is_coloured_unless_it_says_no(
    variables: dict[str, str], coloured: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from cvpdf.cli.output import use_colour

    class Terminal:
        def isatty(self) -> bool:
            return True

    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert use_colour(Terminal()) is coloured  # type: ignore[arg-type]
    monkeypatch.setattr("cvpdf.cli.output.use_colour", lambda _: coloured)
    result = cvpdf("validate", write(tmp_path / "cv.yaml", BAD))
    assert ("\x1b[31m" in result.stderr) is coloured


def test_standard_input_is_not_read_without_a_dash(tmp_path: Path) -> None:
    write(tmp_path / "cv.yaml", GOOD)
    assert in_process("validate", cwd=tmp_path, stdin="n\n").returncode == 0
