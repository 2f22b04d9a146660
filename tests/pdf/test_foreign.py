"""PDFs from elsewhere, whole and spoilt: the small version of benchmarks/foreign_pdfs.py."""

from __future__ import annotations

import random
import runpy
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from cvpdf.pdf.codes import CHECKS, CODES
from cvpdf.pdf.inspection import inspect
from cvpdf.pdf.limits import inspect_limited
from tests.waiting import processor_seconds

BENCHMARK = Path(__file__).parents[2] / "benchmarks" / "foreign_pdfs.py"
WAYS: dict[str, Callable[[bytes, random.Random], bytes]] = runpy.run_path(str(BENCHMARK))["WAYS"]
FAST = 10.0
"""Seconds of processor time; 0.1 is usual."""


def spoilt_codes(pdf: Path, way: str, target: Path, seed: int) -> tuple[str, ...]:
    target.write_bytes(WAYS[way](pdf.read_bytes(), random.Random(seed)))
    with processor_seconds(FAST):
        inspection = inspect(target, None)
    assert set(inspection.passed) | set(inspection.failed) <= {"file", *(check.name for check in CHECKS)}
    assert {d.code for d in inspection.diagnostics} <= set(CODES)
    for diagnostic in inspection.diagnostics:
        diagnostic.message.encode("utf-8")
    return tuple(d.code for d in inspection.diagnostics)


@pytest.mark.tex
@pytest.mark.parametrize("way", WAYS)
def test_spoilt_pdfs_of_latex(good_pdf: Path, tmp_path: Path, way: str) -> None:
    codes = Counter(spoilt_codes(good_pdf, way, tmp_path / f"{seed}.pdf", seed)[:1] for seed in range(3))
    if way.startswith("truncated"):
        assert codes == {("pdf-damaged",): 3}
    elif way.startswith("encrypted"):
        assert codes == {("pdf-encrypted",): 3}


@pytest.mark.parametrize("way", WAYS)
def test_spoilt_pdfs(plain_pdf: Path, tmp_path: Path, way: str) -> None:
    spoilt_codes(plain_pdf, way, tmp_path / "a.pdf", 1)


@pytest.mark.parametrize("way", ["truncated to 90 %", "100 bits flipped"])
def test_spoilt_pdfs_with_limits(plain_pdf: Path, tmp_path: Path, way: str) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(WAYS[way](plain_pdf.read_bytes(), random.Random(1)))
    assert inspect_limited(path) == inspect(path, None)


@pytest.mark.parametrize(
    ("data", "code"), [(b"", "not-a-pdf"), (b"%PDF-1.7\n", "pdf-damaged"), (bytes(9), "not-a-pdf")]
)
def test_empty_pdfs(tmp_path: Path, data: bytes, code: str) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(data)
    assert [d.code for d in inspect_limited(path).diagnostics] == [code]
