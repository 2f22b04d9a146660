"""A question to the latexmk that waits (:mod:`cvpdf.latex.judge`): one document, until it needs no further run."""

from __future__ import annotations

import math
import os
import signal
import socket
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

from cvpdf.latex.process import Cancellation, CancelledError, Completed
from cvpdf.latex.result import Engine

_PDF_MODE: dict[Engine, int] = {"pdflatex": 1, "lualatex": 4}
"""latexmk's own numbers for ``-pdf`` and ``-pdflua``."""

_GLANCE = 0.2
"""Seconds between two looks whether the asking was cancelled."""

_PATIENCE = 10.0
"""Seconds in which latexmk must begin to answer; compiling it takes a third of one."""


class NoAnswerError(Exception):
    """This latexmk cannot be asked; nothing was set."""


def ask(
    address: str,
    folder: Path,
    engine: Engine,
    variables: Mapping[str, str],
    run_engine: Callable[[], Completed],
    timeout: float,
    switch: Cancellation,
) -> Completed:
    """Let latexmk judge ``cv.tex`` in ``folder``; return its end, with what the engine and it have said.

    ``run_engine`` is called as often as latexmk wants the engine run. ``timeout`` is in seconds, the engine's not
    counted. Raises :class:`NoAnswerError`, and what ``run_engine`` raises.
    """
    conversation = _Conversation(address, time.monotonic() + timeout, switch)
    output = folder / "cv.latexmk"
    started = time.monotonic()
    said = ""
    last = Completed(0, "", 0.0)
    pid = 0
    try:
        pid = conversation.begin(folder, engine, variables, output)
        while True:
            word, _, number = conversation.line().partition(" ")
            if word == "run":
                last = run_engine()
                said += last.output
                if last.timed_out:
                    return last
                conversation.say(f"{last.returncode & 0xFF}")
            elif word == "end":
                pid = 0
                told = output.read_text("utf-8", "replace") if output.is_file() else ""
                # A signal that ended the engine says more than what latexmk makes of that.
                code = last.returncode if last.returncode < 0 else int(number)
                return Completed(code, said + told, time.monotonic() - started)
            else:
                return Completed(-int(signal.SIGKILL), said, time.monotonic() - started)
    except TimeoutError:
        return Completed(-int(signal.SIGKILL), said, time.monotonic() - started, timed_out=True)
    finally:
        conversation.close()
        if pid:
            with suppress(OSError):
                os.killpg(pid, signal.SIGKILL)


_TEXS_OWN = (
    *(b".cnf", b".enc", b".fmt", b".gz", b".luc", b".lua", b".map", b".otf", b".pfb", b".tfm", b".ttc", b".ttf"),
    *(b".txt", b".vf"),
)
"""How the names of files end that are TeX's own business."""


def without_texs_own(recorded: Path) -> None:
    """Take fonts and the like out of TeX's list of the files read (``cv.fls``), but those in the document's folder.

    latexmk hashes every file of the list, a format of 18 MB among them, which takes longer than the rest of its work;
    but none of these is written by a run, and so none decides about a further one. Packages stay: they are few where a
    format holds most, and one of the user's may be another when nothing else has changed.
    """
    with suppress(OSError):
        lines = recorded.read_bytes().splitlines(keepends=True)
        recorded.write_bytes(b"".join(line for line in lines if not _is_texs_own(line)))


def _is_texs_own(line: bytes) -> bool:
    return line.startswith((b"INPUT /", b'INPUT "')) and line.rstrip(b'"\r\n').endswith(_TEXS_OWN)


class _Conversation:
    """One question to the waiting latexmk."""

    def __init__(self, address: str, deadline: float, switch: Cancellation) -> None:
        self._deadline = deadline
        self._switch = switch
        self._socket = socket.socket(socket.AF_UNIX)
        self._socket.settimeout(_GLANCE)
        self._heard = b""
        self._address = address

    def begin(self, folder: Path, engine: Engine, variables: Mapping[str, str], output: Path) -> int:
        """Ask; return the number of latexmk's process."""
        try:
            self._socket.connect(self._address)
            hello = self.line(time.monotonic() + _PATIENCE)
        except (OSError, TimeoutError) as problem:
            raise NoAnswerError from problem
        if not hello.startswith("pid "):
            raise NoAnswerError
        lines = [
            ("mode", str(_PDF_MODE[engine])),
            ("folder", str(folder.absolute())),
            ("output", str(output.absolute())),
        ]
        request = [*lines, *(("env", *pair) for pair in variables.items()), ("go",)]
        self.say("\n".join(" ".join(os.fsencode(part).hex() for part in words) for words in request))
        return int(hello.split()[1])

    def line(self, deadline: float = math.inf) -> str:
        """Return the next line that latexmk says; an empty one if it is gone. Raises :class:`TimeoutError`."""
        deadline = min(deadline, self._deadline)
        while b"\n" not in self._heard:
            if self._switch.cancelled:
                raise CancelledError
            try:
                piece = self._socket.recv(4096)
            except TimeoutError:
                if time.monotonic() > deadline:
                    raise
                continue
            except OSError:
                piece = b""
            if not piece:
                return ""
            self._heard += piece
        line, _, self._heard = self._heard.partition(b"\n")
        return line.decode("utf-8", "replace")

    def say(self, text: str) -> None:
        """Say something to latexmk."""
        with suppress(ConnectionError):
            self._socket.sendall(text.encode() + b"\n")

    def close(self) -> None:
        """Hang up."""
        self._socket.close()
