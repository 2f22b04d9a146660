"""Font files that may be compressed. Those that come with cvpdf are: it makes the package a quarter smaller."""

from __future__ import annotations

import io
import lzma
from pathlib import Path
from typing import BinaryIO


def open_font(path: str) -> BinaryIO:
    """Open a font file for reading; one whose name ends with ``.xz`` gives the decompressed content."""
    if path.endswith(".xz"):
        return io.BytesIO(lzma.decompress(Path(path).read_bytes()))
    return Path(path).open("rb")
