"""One mistake does not hide the next one."""

from __future__ import annotations

from pathlib import Path

from cvpdf.pipeline.load import load

FILE = """
basics:
  nme: A
sections:
- kind: experience
  title: W
  entries:
  - {company: X, position: p, start_date: 2021, end_date: 2020}
  - {company: X, position: p, start_date: 2021-13, end_date: 2020}
  - {position: p, start_date: 2021, end_date: 2022}
- kind: projects
  title: P
  entries: [{name: x, publications: [gone]}]
publications:
- {key: a, title: t, authors: [x], doi: bad}
- {key: a, title: t, authors: [x]}
variants:
  v: {extends: ful, tags: {include: [nope]}}
"""


def codes(text: str, folder: Path) -> list[tuple[int, str]]:
    path = folder / "cv.yaml"
    path.write_text(text.lstrip("\n"), encoding="utf-8")
    loaded = load(path)
    assert loaded.resume is None
    return [(d.span.line if d.span else 0, d.code) for d in loaded.diagnostics if d.is_error]


def test_mistakes_of_all_kinds_are_reported_together(tmp_path: Path) -> None:
    assert codes(FILE, tmp_path) == [
        (2, "unknown-key"),
        (7, "end-before-start"),
        (8, "bad-date"),
        (9, "missing-field"),
        (12, "unknown-publication"),
        (14, "bad-doi"),
        (15, "duplicate-publication-key"),
        (17, "unknown-variant"),
    ]


def test_a_name_is_not_missed_because_its_owner_is_wrong(tmp_path: Path) -> None:
    text = FILE.replace("{key: a, title: t, authors: [x], doi: bad}", "{key: gone, authors: [x]}")
    assert (12, "unknown-publication") not in codes(text, tmp_path)
