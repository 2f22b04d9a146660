"""A PDF that was handed over to the process that reads ahead."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from cvpdf.prereader import FRAMES, NOTHING, WHOLE

if TYPE_CHECKING:
    from cvpdf.pdf.read.facts import PageFacts, PdfFacts
    from cvpdf.pdf.read.knownpages import Digest
    from cvpdf.pdf.read.text_runs import Frame


@dataclass(slots=True)
class Handed:
    """A PDF that was handed over, and what has been told of it so far."""

    data: bytes
    frames: tuple[Frame, ...] | None = None
    digests: tuple[Digest, ...] = ()
    pages: dict[int, PageFacts] = field(default_factory=dict)
    whole: PdfFacts | None = None
    is_given_up: bool = False

    @property
    def is_complete(self) -> bool:
        """Whether nothing more will be told of it."""
        told = self.frames is not None and self.whole is not None and len(self.pages) == len(self.frames)
        return told or self.is_given_up

    @property
    def state(self) -> tuple[bool, int, bool, bool]:
        """What changes when something has been told."""
        return self.frames is not None, len(self.pages), self.whole is not None, self.is_given_up

    def take(self, what: int, told: Any) -> None:
        """Note what was told."""
        if what == FRAMES:
            self.frames, self.digests = told
        elif what == WHOLE:
            self.whole = told
        elif what == NOTHING:
            self.is_given_up = True
        else:
            self.pages.setdefault(what, told)
