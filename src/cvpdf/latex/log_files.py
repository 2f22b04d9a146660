"""Which file TeX reads at a place of the log: it opens a parenthesis for each file and closes it at its end."""

from __future__ import annotations

import re

_PARENTHESIS = re.compile(r"[()]")
_FILE = re.compile(r'"?(?P<file>(?:\.{1,2}/|/|[A-Za-z]:[/\\])[^\s()"]+)')


class FileStack:
    """The files that are open. Parentheses that open no file are counted too, so that their ends close none."""

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
