"""The settings with which documents are typeset and measured."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from cvpdf.latex.cancellation import Cancellation
from cvpdf.latex.direct import RunEngine, run_engine
from cvpdf.latex.environment import environment, source_date_epoch
from cvpdf.latex.result import Engine
from cvpdf.latex.toolchain import Toolchain


@dataclass(frozen=True)
class LatexSettings:
    """The settings of all documents of a typesetter."""

    toolchain: Toolchain
    formats: Path | None = None
    """The folder of precompiled formats; without it there are none."""
    timeout: float = 60.0
    """Seconds for each document, all its runs together."""
    cancellation: Cancellation = field(default_factory=Cancellation)
    run_once: RunEngine = run_engine
    """Makes one run of an engine, where latexmk does not drive it."""
    epoch: int | None = None
    """The time that engines take for now, in seconds; by default that of :func:`source_date_epoch`."""

    def date(self) -> int:
        """Return the time that engines take for now."""
        return source_date_epoch() if self.epoch is None else self.epoch

    def variables(self, engine: Engine, folder: Path) -> dict[str, str]:
        """Return the environment of a run in ``folder``."""
        return environment(self.toolchain, engine, folder, self.date())
