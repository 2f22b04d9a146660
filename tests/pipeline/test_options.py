from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import pytest

from cvpdf.diagnostics import Diagnostic
from cvpdf.pipeline.options import MAX_TIMEOUT, Options, checked


def test_options_for_a_build() -> None:
    given = Options(output_dir=Path("missing/Ada.pdf"), variants=("full", "full"), timeout=1)
    assert checked(given) == given._replace(output_dir=Path("missing"), output_name="Ada", variants=("full",))
    several = Options(variants=("b", "a", "b", "a"), timeout=MAX_TIMEOUT)
    assert checked(several) == several._replace(variants=("b", "a"))


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        *(({"timeout": timeout}, "bad-timeout") for timeout in (-1, 0, 0.9, math.nan, math.inf, MAX_TIMEOUT + 1)),
        ({"engine": "word"}, "unknown-engine"),
        ({"output_dir": Path("cv.md")}, "bad-output"),
    ],
)
def test_wrong_options(wrong: dict[str, Any], code: str) -> None:
    problem = checked(Options()._replace(**wrong))
    assert isinstance(problem, Diagnostic)
    assert problem.code == code
