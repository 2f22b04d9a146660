"""The options of a build, and who is told of its progress."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from cvpdf.report.results import VariantReport

if TYPE_CHECKING:
    from cvpdf.pdf import Expectation

Progress = Callable[[str, str], None]
"""Told the name of a variant and what is being done with it now."""


def silent(_variant: str, _doing: str) -> None:
    """Take no notice of progress."""


class Options(NamedTuple):
    """What the user asks of a build. Paths are as typed; no ``variants`` means all of them. ``timeout`` in seconds."""

    cv: Path = Path("cv.yaml")
    output_dir: Path = Path("build")
    variants: tuple[str, ...] = ()
    engine: Literal["auto", "pdflatex", "lualatex"] | None = None
    tex_only: bool = False
    strict: bool = False
    timeout: float = 60.0


class Listener(NamedTuple):
    """Who wants to know of each variant as soon as it is there; asked and told from several threads."""

    first: Callable[[Sequence[str]], str | None] = lambda _names: None
    """Told the variants to come, return the one that is waited for most."""
    before: Callable[[str], None] = lambda _name: None
    """Told the name of a variant before it is begun; may keep it waiting."""
    was_set: Callable[[str, bytes, Expectation], None] = lambda _name, _pdf, _expectation: None
    """Told a variant, its PDF, not checked yet, and what that must hold."""
    done: Callable[[VariantReport], None] = lambda _result: None
    """Told what became of a variant."""
