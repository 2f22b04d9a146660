"""The page that the benchmark writes."""

from typing import Any

from benchmarks.figures import Group, Report, Row, as_json
from benchmarks.performance_page import BEGIN, END, kept_part, written
from benchmarks.tables import table, targets
from benchmarks.timing import Spread

MET = Row(
    "help",
    "`cvpdf --help`",
    "`typer`",
    ours=Spread(0.07, 0.06, 0.08),
    theirs=Spread(0.05, 0.04, 0.06),
    ratio=Spread(1.4, 1.3, 1.6),
    cpu=0.069,
    limit=2.0,
)
MISSED = Row("watch", "watch", ours=Spread(0.1, 0.1, 0.2), judged="figure", limit=0.08, aside="alas")
UNKNOWN = Row("memory", "memory", unit="MB", judged="figure", limit=90, aside="no /proc")
TOLD = Row("told", "only told", "`other`", ours=Spread(1.0, 0.9, 1.1))
REPORT = Report({"cores": "2"}, (Group("One", (MET, MISSED)), Group("Two", (UNKNOWN, TOLD), ("A remark.",))))


def cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip("|").split("|")]


def test_tables_align_their_columns() -> None:
    assert table(("a", "bb"), [("cccc", "1"), ("d", "22")], right=(1,)) == (
        "| a    |  bb |\n| ---- | --: |\n| cccc |   1 |\n| d    |  22 |"
    )


def test_targets_say_what_is_met_missed_and_unknown() -> None:
    heads, _, *rows = targets(REPORT.targets, {}).splitlines()
    assert cells(heads) == ["work", "median", "CPU", "beside", "its median", "ratio", "target", "met", "remarks"]
    met = ["`cvpdf --help`", "0.070 s", "0.069 s", "`typer`", "0.050 s", "1.40 (1.30–1.60)", "2.00", "yes", ""]
    assert cells(rows[0]) == met
    assert cells(rows[1]) == ["watch", "0.100 s", "", "", "", "", "0.08 s", "**missed**", "alas"]
    assert cells(rows[2]) == ["memory", "", "", "", "", "", "90 MB", "not measured", "no /proc"]
    assert len(rows) == 3


def test_figures_of_before_stand_beside() -> None:
    earlier: dict[str, dict[str, Any]] = {"help": {"value": 2.5}, "watch": {"value": None}, "gone": {"value": 1.0}}
    heads, _, *rows = targets(REPORT.targets, earlier).splitlines()
    place = cells(heads).index("before")
    assert [cells(row)[place] for row in rows] == ["2.50", "", ""]


def test_the_part_that_is_written_by_hand_is_kept() -> None:
    page = written(REPORT, None, "")
    by_hand = "Most of it is **LaTeX**.\n\n| a | b |\n|---|---|\n| 1 | 2 |"
    page = page.replace(kept_part(page), by_hand)
    again = written(Report({"cores": "4"}, (Group("One", (MISSED,)),)), None, page)
    assert kept_part(again) == by_hand
    assert again.count(BEGIN) == again.count(END) == 1
    assert "| cores | 4 |" in again.replace("   ", " ")
    assert "cvpdf --help" not in again
    assert written(REPORT, None, written(REPORT, None, page)) == written(REPORT, None, page)


def test_the_page_holds_all_rows_and_remarks_and_the_state_before() -> None:
    before = as_json(Report({"cvpdf": "commit 1234567"}, (Group("One", (MET,)),)))
    page = written(REPORT, before, "")
    for text in ("only told", "A remark.", "commit 1234567", "## Two", "alas"):
        assert text in page
    # Targets have one table of their own.
    assert "## One" not in page


def test_targets_under_other_conditions_have_a_table_of_their_own() -> None:
    report = Report({}, (Group("One", (MISSED,)), Group("Apart", (MET, TOLD), ("A remark.",), apart=True)))
    assert report.targets == [MISSED]
    main, _, apart = written(report, None, "").partition("## Apart")
    assert "cvpdf --help" not in main
    for text in ("cvpdf --help", "2.00", "only told", "A remark."):
        assert text in apart
