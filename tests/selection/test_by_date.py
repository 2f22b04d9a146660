"""The order of a section that sorts its entries by date."""

from __future__ import annotations

from typing import Any

import pytest

from cvpdf.selection.apply_variant import select
from cvpdf.selection.by_date import by_date
from cvpdf.selection.settings import resolve
from tests.support import resume_of, section

ENTRIES = """
entries:
  - {institution: none}
  - {institution: "2010", start_date: 2008, end_date: 2010}
  - {institution: now, start_date: 2015, end_date: present}
  - {institution: spring, date: "Spring 2012"}
  - {institution: long, start_date: 2001, end_date: 2010}
  - {institution: parts, degrees: [{degree: D, date: 2014}, {degree: E, date: 2013-05}]}
  - {institution: words, date: "long ago"}
"""


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("", "none 2010 now spring long parts words"),
        ("sort: date", "now parts spring 2010 long none words"),
        ("sort: -date", "long 2010 spring parts now none words"),
    ],
)
def test_order(sort: str, order: str) -> None:
    shown: Any = resume_of(section("education", f"{sort}\n{ENTRIES}")).sections[0]
    assert [entry.institution for entry in by_date(shown.entries, shown.sort)] == order.split()


def test_publications() -> None:
    works = "".join(f"  - {{key: k{y}, title: T, authors: [A], date: {y}}}\n" for y in (2019, 2021, 2020))
    resume = resume_of(f"{section('publications', 'sort: date')}publications:\n{works}")
    [shown] = select(resume, resolve(resume, "full")).sections
    assert [numbered.work.key for numbered in shown.groups[0].works] == ["k2021", "k2020", "k2019"]
