"""Files with publications beside cv.yaml."""

from __future__ import annotations

from typing import ClassVar

from cvpdf.schema.model import OrText
from cvpdf.schema.values.text import Flag, Key, Line


class Bibliography(OrText):
    """A file with publications: its path, or a mapping with `file`."""

    text_field: ClassVar[str] = "file"

    file: Line
    """Path of a BibTeX or CSL-JSON file, relative to cv.yaml."""
    tags: tuple[Key, ...] = ()
    """Tags of all its works."""
    merge_preprints: Flag = Flag("false")
    """Leave out preprints of this file whose published version is listed too, and print their arXiv numbers there."""
