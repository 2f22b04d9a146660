"""The log of LaTeX, read once into messages.

The formats are those of TeX (``tex.web``: error messages in part 6, reports on boxes in part 33), of LaTeX's
``\\GenericWarning`` and ``\\GenericError``, and of pdfTeX and LuaTeX, checked against the logs in ``tests/typeset``.
The engines are run with lines of 1000 bytes and ``-file-line-error``; logs with other settings are understood too.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from cvpdf.latex.log_text import classified_error, classified_warning, plain
from cvpdf.latex.result import LogKind, LogMessage

LARGEST = 16_000_000
"""Bytes of a log that are read, so that an endless log does not fill the memory."""

_ERROR_AT = re.compile(r"(?P<file>(?:[A-Za-z]:)?[^:\s][^:]*\.\w+):(?P<line>\d{1,9}): (?P<text>.*)")
_ERROR = re.compile(r"!(?: |(?=(?:pdfTeX|LuaTeX|luatex) error))\s*(?P<text>.+)")
_CONTEXT = re.compile(r"l\.(?P<line>\d{1,9}) ")
_REASON = re.compile(r"\*\*\* \((?P<reason>.*)\)")
_GOES_ON = re.compile(r"(?: {15}|\([\w.-]+\) {2,})(?P<text>\S.*)")
_WARNING = re.compile(
    r"(?:(?:LaTeX3?|(?:Package|Class|Module|File) (?P<who>\S+)) (?:\w+ )?Warning"
    r"|(?:pdfTeX|LuaTeX) warning(?: \([^)]*\))?|warning +\((?P<part>[^)]*)\)): ?(?P<text>.*)"
)
_BOX = re.compile(
    r"(?P<kind>Over|Under)full \\[hv]box \((?:(?P<points>\d+(?:\.\d*)?)pt too (?:wide|high)|badness (?P<badness>\d+))\)"
    r"(?:.*? at lines? (?P<line>\d{1,9})(?:--(?P<end>\d{1,9}))?)?"
)
_MISSING = re.compile(
    r"Missing character: There is no (?P<character>.+?) (?:\(U\+(?P<code>[0-9A-F]{1,8})\) )?in font (?P<font>.*?)!?$"
)
_PAGES = re.compile(r"Output written on .*\((?P<pages>\d{1,9}) pages?\b")
_PARENTHESIS = re.compile(r"[()]")
_FILE = re.compile(r'"?(?P<file>(?:\.{1,2}/|/|[A-Za-z]:[/\\])[^\s()"]+)')
_FIGURE = re.compile(r"(\w+)=(-?\d+(?:\.\d*)?)")
_FONT_SWITCH = re.compile(r"\\\S+ |\|")
"""What stands between the words of a box in the log: names of fonts, such as ``\\T1/bch/m/n/10``, and kerns."""
_STARTS = ("! ", "Overfull \\", "Underfull \\", "Missing character: ", "LaTeX ", "Package ", "Class ", "cvpdf-page:")
_ENDS = ("Emergency stop.", "==> Fatal error occurred")

_UNBROKEN = b"0s"
"""How the statistics at the end of a log end, a line that TeX never breaks; the other one is the first of the log."""

_CONTEXT_REACH = 40
"""How many lines after the first line of an error its ``l.12`` can stand."""

_LONGEST = 2000
"""Characters of a message that are looked at: so no pattern takes long, whatever the log."""


class Log(NamedTuple):
    """The content of a log. ``pages`` is 0 if there was no page to write, ``None`` if the run did not end well."""

    messages: tuple[LogMessage, ...] = ()
    figures: dict[str, float] | None = None
    pages: int | None = None


def read_log(file: Path) -> Log:
    """Parse a log; one that does not exist or cannot be read has no messages."""
    try:
        with file.open("rb") as stream:
            return parse_log(stream.read(LARGEST))
    except OSError:
        return Log()


def parse_log(data: bytes) -> Log:
    """Parse a log, whatever its bytes. Repeated messages are given once, in the order of the log."""
    reader = _Reader(_lines(data))
    reader.read()
    return Log(tuple(dict.fromkeys(reader.messages)), reader.figures, reader.pages)


def _lines(data: bytes) -> list[str]:
    """Split into lines, joining again what TeX broke: at 79 bytes, its default, or at the 1000 that it is told here."""
    lines = [line.rstrip(b"\r") for line in data.split(b"\n")]
    width = max((len(line) for line in lines[1:] if not line.endswith(_UNBROKEN)), default=0)
    if width not in (79, 1000):
        return [line.decode("utf-8", errors="backslashreplace") for line in lines]
    joined = bytearray()
    for number, line in enumerate(lines):
        joined += line if len(line) == width and number else line + b"\n"
    return joined.decode("utf-8", errors="backslashreplace").split("\n")


class _FileStack:
    """The files that TeX reads at a place of the log: a parenthesis opens for each file and closes at its end.

    Parentheses that open no file are counted too, so that their ends close none.
    """

    def __init__(self) -> None:
        self._open: list[str] = []

    @property
    def current(self) -> str:
        """The innermost file; ``cv.tex`` if the log has not said."""
        return self._open[-1] if self._open else "cv.tex"

    def scan(self, line: str) -> None:
        """Follow the parentheses of a line that belongs to no message."""
        for sign in _PARENTHESIS.finditer(line):
            if sign[0] == "(":
                match = _FILE.match(line, sign.end())
                self._open.append(match["file"].removeprefix("./") if match else self.current)
            elif self._open:
                self._open.pop()


class _Reader:
    """One pass over the lines; every step looks at a bounded number of lines ahead."""

    def __init__(self, lines: list[str]) -> None:
        self.messages: list[LogMessage] = []
        self.figures: dict[str, float] | None = None
        self.pages: int | None = None
        self._lines = lines
        self._at = 0
        self._files = _FileStack()
        self._failed = False

    def read(self) -> None:
        """Read to the end."""
        while self._at < len(self._lines):
            line = self._lines[self._at]
            self._at += 1
            if match := _ERROR_AT.match(line):
                self._error(match["text"], match["file"], int(match["line"]))
            elif match := _ERROR.match(line):
                self._error(match["text"], None, None)
            elif match := _BOX.match(line):
                self._box(line, match)
            elif match := _WARNING.match(line):
                self._warning(line, match)
            elif match := _MISSING.match(line):
                self._missing(line, match)
            elif line.startswith("cvpdf-page:"):
                self.figures = {name: float(number) for name, number in _FIGURE.findall(line[:_LONGEST])}
            elif match := _PAGES.match(line):
                self.pages = int(match["pages"])
            elif line.startswith("No pages of output"):
                self.pages = 0
            elif line.startswith("Runaway "):
                self._at += 1  # The line after it is text of the document, with any parentheses.
            else:
                self._files.scan(line)

    def _add(self, message: LogMessage) -> None:
        self.messages.append(message)

    def _continued(self, text: str) -> str:
        """Read the further lines of a message; they are indented, or begin with the package in parentheses."""
        parts = [text]
        while self._at < len(self._lines) and (match := _GOES_ON.match(self._lines[self._at])):
            parts.append(match["text"])
            self._at += 1
        return plain(" ".join(" ".join(parts).split())[:_LONGEST])

    def _error(self, text: str, file: str | None, line: int | None) -> None:
        text = self._continued(text)
        ahead = self._lines[self._at : self._at + _CONTEXT_REACH]
        context, reason = "", None
        for offset, candidate in enumerate(ahead):
            if candidate.startswith(_STARTS) or _ERROR_AT.match(candidate):
                break
            if reason := _REASON.match(candidate):
                break
            if not context and (match := _CONTEXT.match(candidate)):
                line = int(match["line"]) if line is None else line
                context = plain("\n".join(part[:_LONGEST].rstrip() for part in ahead[offset : offset + 2]))
                self._at += offset + 2
        where = (file or self._files.current).removeprefix("./") if line is not None else None
        if text.startswith(_ENDS):
            self._end(text, reason["reason"] if reason else "", where, line)
        else:
            kind, detail = classified_error(text)
            self._add(LogMessage(kind, f"{text}\n{context}".rstrip(), where, line, detail=detail))
            self._failed = True

    def _end(self, text: str, reason: str, file: str | None, line: int | None) -> None:
        """Read the reason why TeX ended by itself; it is a message only if no earlier error explains it."""
        last = self.messages[-1] if self.messages else None
        if last is not None and last.kind is LogKind.MISSING_FILE and last.line is None:
            # TeX asked for another name and then stopped; only the stop names the line.
            self.messages[-1] = last._replace(file=file, line=line)
        elif not self._failed:
            text = text.removeprefix("==> ")
            self._add(LogMessage(LogKind.ERROR, f"{text.rstrip('.')}: {reason}" if reason else text, file, line))
            self._failed = True

    def _box(self, line: str, match: re.Match[str]) -> None:
        kind = LogKind.OVERFULL if match["kind"] == "Over" else LogKind.UNDERFULL
        first = int(match["line"]) if match["line"] else None
        last = int(match["end"]) if match["end"] else None
        size = float(match["points"] or match["badness"])
        where = self._files.current if first is not None else None
        # What follows shows the contents of the box: text of the document, up to an empty line.
        shown: list[str] = []
        while not line.endswith(" []") and self._at < len(self._lines) and self._lines[self._at].strip():
            if self._lines[self._at].startswith(_STARTS):
                break
            shown.append(self._lines[self._at][:_LONGEST])
            self._at += 1
        content = " ".join(_FONT_SWITCH.sub("", plain(" ".join(shown))).replace("[]", "").split())
        self._add(LogMessage(kind, match[0], where, first, last, detail=content or None, points=size))

    def _warning(self, line: str, match: re.Match[str]) -> None:
        who = match["who"] or match["part"]
        text = self._continued(match["text"])
        message = classified_warning(
            f"{who}: {text}" if who else text, line.startswith("LaTeX Font"), self._files.current
        )
        if message is not None:
            self._add(message)

    def _missing(self, line: str, match: re.Match[str]) -> None:
        if match["font"] == "nullfont":
            return  # A consequence of a font that was not loaded, which has an error of its own.
        code = int(match["code"], 16) if match["code"] else 0
        character = (
            chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else plain(match["character"][:_LONGEST])
        )
        self._add(LogMessage(LogKind.MISSING_CHARACTER, plain(line[:_LONGEST]), detail=character))
