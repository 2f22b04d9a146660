"""The meaning of the text of an error or a warning."""

from __future__ import annotations

import re

from cvpdf.latex.result import LogKind, LogMessage

_NOT_FOUND = (
    re.compile(r"[Ff]ile [`'](?P<file>[^'`]+)' not found"),
    re.compile(r"I can't find file [`'\"](?P<file>[^'`\"]+)['\"]"),
    re.compile(r'font "(?P<file>[^"]+)" cannot be found'),
    re.compile(r"\(file (?P<file>[^)]+)\): (?:cannot open|cannot find|Font \S+ at \S+ not found)"),
)
_FONT = re.compile(
    r"Font \S+?=(?P<font>.+?)(?: at [\d.]+pt| scaled \d+)? not loadable: (?:Metric \(TFM\) file|metric data) not"
)
_UNICODE = re.compile(r"Unicode character .*?\(U\+(?P<code>[0-9A-F]{1,8})\).* not set up")
_UNDEFINED = re.compile(r"(?:[Rr]eference|Citation) [`'](?P<key>[^'`]*)'.* undefined")
_PATTERNS = re.compile(r"No hyphenation patterns for language `[\w-]+' \((?P<name>[\w-]+)\)")
_SHAPE = re.compile(r"Font shape [`'](?P<shape>[^'`]*)'")
_LINE = re.compile(r",? on input line (?P<line>\d{1,9})\b")
_CARETS = re.compile(r"(?:\^\^[0-9a-f]{2})+")

_NOISE = (
    "Rerun to get",
    "Label(s) may have changed",
    "There were undefined references",
    "There were undefined citations",
    "Some font shapes were not available",
    "Size substitutions with differences",
    "There were multiply-defined labels",
)
"""Requests to the driver, and summaries of messages that are given singly."""


def plain(text: str) -> str:
    """Turn bytes that TeX wrote as ``^^e5^^88^^98`` into the characters that they are in UTF-8, if they are."""
    return _CARETS.sub(_character, text)


def _character(match: re.Match[str]) -> str:
    try:
        return bytes.fromhex(match[0].replace("^^", "")).decode("utf-8")
    except UnicodeDecodeError:
        return match[0]


def classified_error(text: str) -> tuple[LogKind, str | None]:
    """Return the kind of an error, and the file or the character that is missing."""
    for pattern in _NOT_FOUND:
        if match := pattern.search(text):
            return LogKind.MISSING_FILE, match["file"]
    if match := _FONT.search(text):
        # LuaTeX shows the font's features after a colon; pdfTeX looks for a file of metrics.
        name, features, _ = match["font"].partition(":")
        return LogKind.MISSING_FILE, name if features else f"{name}.tfm"
    if match := _UNICODE.search(text):
        code = int(match["code"], 16)
        if code < 0xD800 or 0xE000 <= code < 0x110000:
            return LogKind.MISSING_CHARACTER, chr(code)
    return LogKind.ERROR, None


def classified_warning(text: str, about_fonts: bool, file: str) -> LogMessage | None:
    """Return a warning as a message; ``None`` for one that is not about the document."""
    if any(noise in text for noise in _NOISE):
        return None
    kind, detail = LogKind.WARNING, None
    if match := _UNDEFINED.search(text):
        kind, detail = LogKind.UNDEFINED_REFERENCE, match["key"]
    elif match := _PATTERNS.search(text):
        kind, detail = LogKind.HYPHENATION, match["name"]
    elif about_fonts:
        shape = _SHAPE.search(text)
        kind, detail = LogKind.FONT, shape["shape"] if shape else None
    place = _LINE.search(text)
    if place is None:
        return LogMessage(kind, text, detail=detail)
    return LogMessage(kind, _LINE.sub("", text, count=1).rstrip(" ."), file, int(place["line"]), detail=detail)
