from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.running import BAD, GOOD, ROOT, cvpdf, write


def test_the_table(tmp_path: Path) -> None:
    result = cvpdf("variants", write(tmp_path / "cv.yaml"))
    assert result.exit_code == 0
    head, *rows = result.stdout.splitlines()
    assert head.split() == ["variant", "sections", "entries", "highlights", "publications", "max", "pages", "output"]
    assert rows[0].split() == ["full", "1", "1", "2", "+", "1", "0", "any", "full.pdf"]
    assert rows[1].split()[0] == "onepage"
    assert rows[3].split() == ["short", "1", "1", "1", "+", "2", "0", "any", "short.pdf"]
    columns = [index for index, cell in enumerate(head) if cell != " " and head[index - 1] == " "]
    assert all(row[columns[-1] - 1] == " " and row[columns[-1]] != " " for row in rows), "the columns are aligned"


def test_the_languages_of_variants(tmp_path: Path) -> None:
    cv = write(tmp_path / "cv.yaml", GOOD + "  de: {locale: de}\n")
    head, *rows = cvpdf("variants", cv).stdout.splitlines()
    assert [line.split()[-1] for line in (head, *rows)] == ["language", "en", "en", "en", "en", "de"]
    assert json.loads(cvpdf("variants", cv, "--json").stdout)["de"]["language"] == "de"


def test_what_is_hidden_is_named_with_its_reason_and_place(tmp_path: Path) -> None:
    file = write(tmp_path / "cv.yaml")
    result = cvpdf("variants", file, "-v")
    assert "short hides" in result.stdout
    assert f"highlight `two`: tag `long` is excluded  {file}:10:" in result.stdout
    assert "highlight `three`: hidden" in result.stdout


def test_json(tmp_path: Path) -> None:
    result = cvpdf("variants", write(tmp_path / "cv.yaml"), "--json")
    facts = json.loads(result.stdout)
    assert list(facts) == ["full", "onepage", "publications", "short"]
    assert facts["onepage"]["max_pages"] == 1
    short = facts["short"]
    assert (short["template"], short["output"], short["sections"]) == ("full.tex.j2", "short.pdf", ["experience"])
    assert short["shown"] == {"sections": 1, "entries": 1, "highlights": 1, "publications": 0}
    assert {"what": "highlight", "text": "two", "reason": "tag `long` is excluded", "line": 10} in short["hidden"]


def test_the_seed_and_the_examples_have_variants() -> None:
    for file in (ROOT / "cv.yaml", *(ROOT / "examples").glob("*.yaml")):
        facts = json.loads(cvpdf("variants", file, "--json").stdout)
        assert {"full", "onepage", "publications"} <= set(facts)
        full = facts["full"]
        assert full["shown"]["entries"] >= facts["onepage"]["shown"]["entries"] > 0


@pytest.mark.parametrize("text", [BAD, "- a list\n", ""])
def test_an_invalid_file(text: str, tmp_path: Path) -> None:
    result = cvpdf("variants", write(tmp_path / "cv.yaml", text))
    assert result.exit_code == 1
    assert result.stdout == ""
    assert "cv.yaml:1:" in result.stderr
