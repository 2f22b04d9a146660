"""Reading and decoding a file: everything that can be wrong with it before it is parsed as YAML."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from pathlib import Path

from cvpdf.diagnostics import Diagnostic, Span, error, has_errors, note
from cvpdf.files.read import read_bytes
from cvpdf.files.standard_input import STANDARD_INPUT
from cvpdf.source.formats import other_format

_UTF8_BOM = b"\xef\xbb\xbf"
_UTF16_BOMS = (b"\xff\xfe", b"\xfe\xff")

# C0 and C1 controls except tab, line feed and carriage return; the two Unicode line separators, which YAML treats as
# line breaks; the two non-characters that YAML forbids. Decoded UTF-8 contains no surrogates.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]")
# Invisible characters that change what a person or a parser reads: word joiner, directional marks, embeddings,
# overrides and isolates, annotations, tags, byte order mark inside the text. The joiners U+200C and U+200D are allowed:
# Persian and Hindi need them. So are the soft hyphen and the zero-width space, which are places to break.
_INVISIBLE = re.compile(
    "[\u061c\u180e\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)


@dataclass(frozen=True)
class SourceFile:
    """The decoded text of one file. ``name`` is the path as typed; every span contains it."""

    name: str
    text: str

    @cached_property
    def lines(self) -> list[str]:
        """The lines without line ends; line ``n`` of a span is ``lines[n - 1]``."""
        return re.split("\r\n|\r|\n", self.text)

    @cached_property
    def _starts(self) -> list[int]:
        """The offset of each line."""
        return [0, *(end.end() for end in re.finditer("\r\n|\r|\n", self.text))]

    def position(self, offset: int) -> Span:
        """Return the point at a character offset."""
        row = bisect_right(self._starts, offset)
        return Span.point(self.name, row, offset - self._starts[row - 1] + 1)

    def span(self, start: int, end: int) -> Span:
        """Return the place between two character offsets."""
        first, last = self.position(start), self.position(end)
        return Span(self.name, first.line, first.column, last.line, last.column)


def read_source(path: Path, content: bytes | Diagnostic | None = None) -> tuple[SourceFile | None, list[Diagnostic]]:
    """Read and decode a file. ``content`` is what has been read already, or the reason why that failed.

    Returns the file if there is text to show, and the problems. If one is an error, the text is only for showing it.
    """
    raw, problem = read_bytes(path) if content is None else (content, None)
    if isinstance(raw, bytes):
        return decode(str(path), raw)
    return None, [found for found in (raw, problem) if found]


def decode(name: str, raw: bytes) -> tuple[SourceFile | None, list[Diagnostic]]:
    """Decode a cv.yaml as UTF-8, and report control characters and invisible characters."""
    start = Span.point(name)
    if other := other_format(raw):
        what, hint = other
        return None, [error("foreign-file", f"this is {what}, not a cv.yaml", start, hint)]
    source, problems = decode_text(name, raw)
    if source is None or has_errors(problems):
        return source, problems
    text = source.text
    hint = "delete it: it cannot be printed, and often comes with text copied from a PDF or a web page"
    found = [error(code, what, source.position(offset), hint) for code, what, offset in forbidden(text)]
    if not found and not text.strip():
        found = [error("empty-file", "the file is empty", start, "`cvpdf new` writes a starter cv.yaml")]
    return source, [*problems, *found]


def decode_text(name: str, raw: bytes) -> tuple[SourceFile | None, list[Diagnostic]]:
    """Decode the bytes of any text file as UTF-8. If one of the problems is an error, the text is only for showing."""
    start = Span.point(name)
    if raw.startswith(_UTF16_BOMS) or (len(raw) >= 4 and raw[:4].count(0) in (2, 3)):
        return None, [
            error("encoding", "the file is UTF-16 or UTF-32, not UTF-8", start, "save it as UTF-8 in your editor")
        ]
    notes = []
    if raw.startswith(_UTF8_BOM):
        raw = raw[len(_UTF8_BOM) :]
        notes.append(note("byte-order-mark", "the file starts with a byte order mark, which is ignored", start))
    try:
        return SourceFile(name, raw.decode("utf-8")), notes
    except UnicodeDecodeError as problem:
        source = SourceFile(name, raw.decode("utf-8", errors="replace"))
        good = SourceFile(name, raw[: problem.start].decode("utf-8"))
        argument = "" if name == STANDARD_INPUT else f" '{name}'"
        latin = raw[problem.start : problem.start + 1].decode("cp1252", errors="replace")
        return source, [
            error(
                "encoding",
                f"the byte 0x{raw[problem.start]:02X} is not UTF-8 (in Latin-1 it is `{latin}`)",
                good.position(len(good.text)),
                f"convert the file: iconv -f LATIN1 -t UTF-8{argument}",
            )
        ]


def without_forbidden(text: str) -> str:
    """Return a text that is safe for a terminal: forbidden characters are replaced by U+FFFD."""
    return _INVISIBLE.sub("\ufffd", _CONTROL.sub("\ufffd", text))


def removed(text: str) -> str:
    """Return a text without forbidden characters; a control character between words becomes a space."""
    return _INVISIBLE.sub("", _CONTROL.sub(" ", text))


def forbidden(text: str) -> Iterator[tuple[str, str, int]]:
    """Yield the code, the name and the offset of forbidden characters, at most twenty of each code."""
    for pattern, code in ((_CONTROL, "control-character"), (_INVISIBLE, "invisible-character")):
        for match in islice(pattern.finditer(text), 20):
            yield code, f"{code.replace('-', ' ')} U+{ord(match.group()):04X}", match.start()
