"""Which signal ended an engine, as latexmk and the shells between report it."""

from __future__ import annotations

from pathlib import Path

import pytest

from cvpdf.latex.failure import Reason, reason
from cvpdf.latex.log import Log
from cvpdf.latex.process import Completed
from cvpdf.latex.result import Failure

WITH_LOG = (
    "Collected error summary (may duplicate other messages):\n  pdflatex: Command for 'pdflatex' gave return code {}\n"
)
WITHOUT_LOG = (
    "This is pdfTeX, Version 3.14 (preloaded format=pdflatex)\n{}\nLatexmk: Couldn't read log file 'cv.log':\n"
    "   *LaTeX didn't generate the expected log file 'cv.log'\n"
    "Collected error summary:\n  pdflatex: Run of rule 'pdflatex' gave a non-zero error code\n"
)
SIGKILL = (Failure.KILLED, "LaTeX was killed by SIGKILL")
SIGSEGV = (Failure.KILLED, "LaTeX was killed by SIGSEGV")


def reason_for(folder: Path, output: str, code: int = 12) -> Reason | None:
    return reason(Completed(code, output, 1.0), Log(), folder, 60)


@pytest.mark.parametrize(
    ("output", "expected"),
    [
        (WITH_LOG.format(137), SIGKILL),
        (WITH_LOG.format(9 / 256), SIGKILL),
        (WITH_LOG.format((11 + 128) / 256), SIGSEGV),
        (WITHOUT_LOG.format("Killed"), SIGKILL),
        (WITHOUT_LOG.format("Killed: 9"), SIGKILL),
        (WITHOUT_LOG.format("Segmentation fault (core dumped)"), SIGSEGV),
        (WITHOUT_LOG.format("sh: line 1: 31337 Killed                  pdflatex -recorder cv.tex"), SIGKILL),
    ],
)
def test_a_signal_that_ended_the_engine(tmp_path: Path, output: str, expected: Reason) -> None:
    assert reason_for(tmp_path, output) == expected


def test_a_signal_that_ended_latexmk(tmp_path: Path) -> None:
    assert reason_for(tmp_path, "", -9) == SIGKILL
    assert reason_for(tmp_path, "", -63) == (Failure.KILLED, "LaTeX was killed by signal 63")


@pytest.mark.parametrize(
    "output", [WITH_LOG.format(1), "Killed\n" + WITH_LOG.format(1), WITHOUT_LOG.format("Kill bill")]
)
def test_no_signal(tmp_path: Path, output: str) -> None:
    found = reason_for(tmp_path, output)
    assert found is not None
    assert found[0] is Failure.LATEX_ERROR
