from __future__ import annotations

import pytest

from cvpdf.diagnostics import Span
from cvpdf.pdf.locate import SourceLocator, squeezed
from tests.pdf.layouts import expectation, facts, text

SOURCE = expectation(
    texts=(
        text("Miller", "position", 3),
        text("Raised the output of the mill", "bullet", 5),
        text("Ground x² of “corn”", "bullet", 7),
    )
)


@pytest.mark.parametrize(
    ("pieces", "line"),
    [
        (["Miller"], 3),
        (["output of the mill"], 5),
        (["• Raised the out"], 5),
        (["of “corn”"], 7),
        (["²"], 7),
        (["e"], 20),
        (["the"], 5),
        (["e", "Miller"], 3),
        (["2019: Miller, Old Town"], 3),
        (["nowhere"], 20),
        (["•", " "], 20),
        ([], 20),
    ],
)
def test_places(pieces: list[str], line: int) -> None:
    span = SourceLocator(facts(), SOURCE).span(*pieces)
    assert (span.file, span.line) == ("cv.yaml", line)


def test_without_a_source() -> None:
    assert SourceLocator(facts(), None).span("Miller") == Span.point("out/a.pdf")


def test_squeezed() -> None:
    assert squeezed(" a\u00a0“b”\n c ") == "a“b”c"
