"""Opening font files. Those that come with cvpdf are compressed, which makes the package a quarter smaller."""

from __future__ import annotations

import io
import lzma
import os
import stat
from pathlib import Path
from typing import BinaryIO

from cvpdf.fonts.font_error import FontError

MOST_BYTES = 256_000_000
"""Limit for a font file. A collection with all letters of Chinese, Japanese and Korean has 30 to 180 MB."""


def font_state(path: str) -> os.stat_result:
    """Return size and times of a font file. Raises :class:`FontError` for what is not a file, or too large a one."""
    state = os.stat(path)  # noqa: PTH116 (a string will do)
    if not stat.S_ISREG(state.st_mode):
        raise FontError(path, "is not a file")
    if state.st_size > MOST_BYTES:
        raise FontError(path, f"has {state.st_size:,} bytes; the limit is {MOST_BYTES:,}")
    return state


def open_font(path: str) -> BinaryIO:
    """Open a font file for reading; one whose name ends with ``.xz`` gives the decompressed content."""
    font_state(path)
    if path.endswith(".xz"):
        decompressor = lzma.LZMADecompressor()
        content = decompressor.decompress(Path(path).read_bytes(), MOST_BYTES)
        if not decompressor.eof:
            raise FontError(path, f"has more than {MOST_BYTES:,} bytes when it is decompressed, or no end")
        return io.BytesIO(content)
    return Path(path).open("rb")
