"""Tables: columns align for wide and combining characters."""

from __future__ import annotations

from cvpdf.report.table import table


def test_columns_align_by_terminal_width() -> None:
    rows = [("简历", "1", "a"), ("Zoe\u0308", "12", ""), ("한글 CV", "3", "long text")]
    assert table(("variant", "pages", "path"), rows, right=(1,)).splitlines() == [
        "variant  pages  path",
        "简历         1  a",
        "Zoe\u0308         12",
        "한글 CV      3  long text",
    ]


def test_a_table_without_rows_is_its_head() -> None:
    assert table(("a", "b"), []) == "a  b"
