"""A note of what the last command has built, for the process that stands by: it will probably be built again.

It is a file beside the socket. A command leaves it that has just started such a process, and each one that was served.
"""

from __future__ import annotations

import marshal
import os
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from cvpdf.build.options import Options

TYPE_CHECKING = False
if TYPE_CHECKING:
    from cvpdf.live.engine_pool import Coming

_OF_THE_SHELL = frozenset({"_", "PWD", "OLDPWD", "SHLVL"})
"""Variables that differ from command to command and change no engine."""

Manner = tuple[str, int, dict[str, str]]
"""All of a command that the engines inherit which are started for it: folder, umask and variables."""


def manner(folder: str, umask: int, environment: Mapping[str, str]) -> Manner:
    """Return the manner of a command."""
    return folder, umask, {name: text for name, text in environment.items() if name not in _OF_THE_SHELL}


class Note(NamedTuple):
    """What was built, in which manner, and which documents LaTeX would set if it were built again."""

    manner: Manner
    documents: tuple[Coming, ...]
    options: Options
    seconds: float
    """That it took."""


def path_of(socket: str) -> Path:
    """Return where the note beside a socket is."""
    return Path(f"{socket}.next")


def write(socket: str, manner: Manner, seconds: float) -> None:
    """Note what this process has built, if it has, and how long that took."""
    early = sys.modules.get("cvpdf.build.early")
    asked: Options | None = early.asked() if early is not None else None
    if early is None or asked is None:
        return
    from cvpdf.build import record as records

    coming: list[Coming] = early.again(asked, records.read(asked.output_dir))
    documents = [(str(one.folder), *one[1:]) for one in coming]
    if documents:
        options = (str(asked.cv), str(asked.output_dir), *asked[2:])
        beside = Path(f"{socket}.next.{os.getpid()}")
        with suppress(OSError, ValueError):
            # The variables may hold secrets.
            with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
                file.write(marshal.dumps((manner, documents, options, seconds)))
            beside.replace(path_of(socket))


def take(socket: str) -> Note | None:
    """Return the note beside a socket, if there is one that can be read, and remove it."""
    from cvpdf.live.engine_pool import Coming

    try:
        content = path_of(socket).read_bytes()
        path_of(socket).unlink()
        manner, documents, (cv, output_dir, *rest), seconds = marshal.loads(content)
        coming = tuple(Coming(Path(folder), *more) for folder, *more in documents)
        return Note(manner, coming, Options(Path(cv), Path(output_dir), *rest), seconds)
    except (OSError, ValueError, EOFError, TypeError):
        return None
