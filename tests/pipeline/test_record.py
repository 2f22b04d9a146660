from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cvpdf.diagnostics import Related, Span, error, note, warning
from cvpdf.files.private_folder import PRIVATE_FOLDER
from cvpdf.pipeline import record as records
from cvpdf.pipeline.record import Record, VariantRecord
from cvpdf.report.results import VariantSummary

ROW = VariantSummary(
    "full", "build/full é.pdf", 2, 0.5, 8, 9, 1.25, "pdflatex", ("pages", "text"), "9 pt; 90 % of the page"
)
DIAGNOSTICS = (
    error("a-b", "message “x”", Span("cv.yaml", 1, 2, 3, 4), "hint", [Related("first", Span.point("cv.yaml", 9))]),
    warning("c", "none"),
    note("d", "刘"),
)
FONTS = (("a.ttf", (3, 4)),)
FILES = (("full.pdf", (7, 1_700_000_000_000_000_001)),)
RECORD = Record(
    "all",
    (("me.jpg", (5, 6)), ("fonts/gone.ttf", None)),
    ("empty",),
    {
        "full": VariantRecord(
            "in", "own", (("full.pdf", (7, 1_700_000_000_000_000_001)),), ROW, DIAGNOSTICS, {"shown": [1]}, FONTS
        )
    },
)


def write(folder: Path, data: bytes) -> None:
    (folder / PRIVATE_FOLDER).mkdir(exist_ok=True)
    (folder / PRIVATE_FOLDER / "record.json").write_bytes(data)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_in_its_place_is_no_record(tmp_path: Path) -> None:
    (tmp_path / PRIVATE_FOLDER).mkdir()
    os.mkfifo(tmp_path / PRIVATE_FOLDER / "record.json")
    assert records.read(tmp_path) == Record()


@pytest.mark.parametrize("record", [Record(), RECORD, Record("x", (("gone.jpg", None),))])
def test_a_record_is_read_as_it_was_written(record: Record, tmp_path: Path) -> None:
    write(tmp_path, records.to_bytes(record))
    assert records.read(tmp_path) == record


def test_that_record_has_all_there_is() -> None:
    """So nothing is forgotten that is added: each field differs from what it is if it is not given."""
    everything: list[Any] = [RECORD, *RECORD.variants.values(), ROW, DIAGNOSTICS[0], *DIAGNOSTICS[0].related]
    for one in everything:
        assert not [name for name, usual in one._field_defaults.items() if getattr(one, name) == usual], one


@pytest.mark.parametrize(
    "data",
    [
        *(b"", b"{}", b"[]", b"null", b"3", b'"x"', b"\xff\xfe", b"{", b'{"format": 1}', b'{"format": 99}'),
        *(b'{"format": 8, "complete": "x", "named": [], "skipped": [], "variants": []}',),
        *(b'{"format": 8, "complete": "x", "named": 3, "skipped": [], "variants": {}}',),
        *(b'{"format": 8, "complete": "x", "named": [], "skipped": [], "variants": {"a": {}}}',),
        records.to_bytes(RECORD)[:-30],
        records.to_bytes(RECORD).replace(b'"pages"', b'"sheets"'),
        records.to_bytes(RECORD).replace(b'"error"', b'"fatal"'),
        b"[" * 100_000,
    ],
)
def test_what_cannot_be_understood_counts_as_no_record(data: bytes, tmp_path: Path) -> None:
    write(tmp_path, data)
    assert records.read(tmp_path) == Record()


def test_no_record_and_a_folder_in_its_place(tmp_path: Path) -> None:
    assert records.read(tmp_path) == Record()
    assert records.read(tmp_path / "missing") == Record()
    (tmp_path / PRIVATE_FOLDER / "record.json").mkdir(parents=True)
    assert records.read(tmp_path) == Record()


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


@given(st.data())
def test_no_damage_to_a_record_raises(data: st.DataObject) -> None:
    tree = json.loads(records.to_bytes(RECORD))
    places = [
        tree,
        tree["variants"]["full"],
        tree["variants"]["full"]["summary"],
        tree["variants"]["full"]["diagnostics"][0],
    ]
    place = data.draw(st.sampled_from(places))
    place[data.draw(st.sampled_from(sorted(place)))] = data.draw(JSON)
    with tempfile.TemporaryDirectory() as folder:
        write(Path(folder), json.dumps(tree).encode())
        assert isinstance(records.read(Path(folder)), Record)
