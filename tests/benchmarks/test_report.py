"""Verdicts, the table and the page."""

import pytest
from benchmarks.report import Row, absolute, compared, page, table
from benchmarks.timing import Spread

MET = compared("validate", 2.5, [0.15, 0.1, 0.2], "`typer`", [0.1, 0.1, 0.1])
MISSED = absolute("memory", 110, "MB", [120.4, 118.0, 121.0])
UNKNOWN = compared("a variant", 0.8, [0.3], "RenderCV", [], "RENDERCV is not set")


@pytest.mark.parametrize(
    ("row", "verdict"),
    [
        (MET, "yes"),
        (MISSED, "**no**"),
        (UNKNOWN, "not measured"),
        (absolute("at its target", 0.2, "s", [0.2]), "yes"),
        (absolute("nothing", 0, "", [0]), "yes"),
        (absolute("no /proc", 110, "MB", []), "not measured"),
    ],
)
def test_verdicts(row: Row, verdict: str) -> None:
    assert row.verdict == verdict


def test_a_comparison_has_ratios_and_times() -> None:
    assert MET.measured is not None
    assert MET.measured.median == pytest.approx(1.5)
    assert (MET.ours, MET.theirs) == (0.15, 0.1)


def test_the_table_shows_targets_values_and_verdicts() -> None:
    row = Row("validate", 2.5, "", Spread(1.5, 1.0, 2.0), 0.15, "`typer`", 0.1)
    lines = table([row, MISSED, UNKNOWN]).splitlines()
    assert len({len(line) for line in lines}) == 1
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    assert cells[0] == ["work", "target", "median", "range", "met", "cvpdf", "compared with"]
    assert cells[2] == ["validate", "2.5", "1.50", "1.00 – 2.00", "yes", "0.150 s", "`typer`: 0.100 s"]
    assert cells[3] == ["memory", "110 MB", "120 MB", "118 MB – 121 MB", "**no**", "", ""]
    assert cells[4] == ["a variant", "0.8", "", "", "not measured", "0.300 s", "RenderCV"]


def test_the_page_is_short_and_complete() -> None:
    rows = [MET, MISSED, UNKNOWN]
    text = page(rows, {"cores": "2"}, 9)
    assert len(text.splitlines()) < 80
    for part in (table(rows), "over 9 rounds", "* cores: 2", "* A variant: RENDERCV is not set.\n"):
        assert part in text
