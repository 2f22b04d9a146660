"""The options of a build, and the observer of its progress."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from cvpdf.report.results import VariantReport

if TYPE_CHECKING:
    from cvpdf.expectation import Expectation


Progress = Callable[[str, str], None]
"""Called with the name of a variant and the step that begins, such as ``typesetting``."""


def silent(_variant: str, _step: str) -> None:
    """Ignore progress."""


class Options(NamedTuple):
    """The options of a build. Paths are as typed; no ``variants`` means all of them. ``timeout`` is in seconds."""

    cv: Path = Path("cv.yaml")
    output_dir: Path = Path("build")
    variants: tuple[str, ...] = ()
    engine: Literal["auto", "pdflatex", "lualatex"] | None = None
    tex_only: bool = False
    strict: bool = False
    timeout: float = 60.0
    output_name: str | None = None
    """Name of the PDF without its suffix; ``None`` means the variant's own."""


class Observer(NamedTuple):
    """Functions that a build calls on its way, from several threads."""

    step: Progress = silent
    typeset: Callable[[str, bytes, Expectation], None] = lambda _variant, _pdf, _expectation: None
    """With a variant, its PDF, which is not checked yet, and what the PDF must contain."""
    finished: Callable[[VariantReport], None] = lambda _report: None
    """With the report of a variant."""
