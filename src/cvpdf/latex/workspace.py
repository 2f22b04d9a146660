"""The files of a run: which may be reused, which must be deleted, and whether the last run ended well."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

JOB = "cv"
"""The name of every job, so that no name of the user's reaches TeX's command line."""

FONTS = "fonts"
"""The folder of the font files beside the document."""
FONT_STYLE = "-fonts.sty"
"""The end of the name of the package that loads them."""

_PRODUCTS = ("aux", "bbl", "bcf", "blg", "fdb_latexmk", "fls", "latexmk", "lof", "lot", "out", "pdf", "run.xml", "toc")
_STATE = f"{JOB}.state"


class Start(NamedTuple):
    """The start of a run: whether it reuses files of an earlier one, and the mark to write at its good end."""

    reuses: bool
    mark: str


def begin(folder: Path, programs: str, epoch: int, files: Mapping[str, bytes]) -> Start:
    """Prepare the folder, which contains the :func:`sources` ``files``, for a run.

    Files of an earlier run are reused if that run came to a good end with the same ``programs``. If not, they go: a
    killed run leaves halves of files, which latexmk would take for whole. If a source or the date ``epoch`` of the PDF
    differs, latexmk is made to forget the earlier run: it knows nothing of dates, and as it looks at sizes and whole
    seconds, it overlooks a change of one character in the second of the last run. Raises :class:`OSError` if something
    that must go stays.
    """
    state = folder / _STATE
    mark = f"{programs}\n{epoch}\n{_digest(files)}"
    last = state.read_text(encoding="utf-8", errors="replace") if state.is_file() else ""
    reuses = last.partition("\n")[0] == programs
    if not reuses:
        clean(folder)
    elif last != mark:
        (folder / f"{JOB}.fdb_latexmk").unlink(missing_ok=True)
    state.unlink(missing_ok=True)
    return Start(reuses, mark)


def finish(folder: Path, start: Start) -> None:
    """Record that the run ended well."""
    with suppress(OSError):
        (folder / _STATE).write_text(start.mark, encoding="utf-8")


def sources(folder: Path) -> dict[str, bytes]:
    """Return the files that LaTeX reads in the folder, by name.

    These are all files but those with the job's name, and the list of files read of a waiting engine; and the fonts.
    """
    fonts = folder / FONTS
    names = sorted(file.name for file in fonts.iterdir()) if fonts.is_dir() else []
    return {
        file.name: file.read_bytes()
        for file in sorted(folder.iterdir())
        if (file.name == f"{JOB}.tex" or file.stem.partition(".")[0] != JOB)
        and file.suffix != ".fls"
        and file.is_file()
    } | {f"{FONTS}/{name}": (fonts / name).read_bytes() for name in names}


def _digest(files: Mapping[str, bytes]) -> str:
    digest = hashlib.sha256()
    for name, content in files.items():
        digest.update(f"{name}\0{len(content)}\0".encode("utf-8", errors="surrogateescape"))
        digest.update(content)
    return digest.hexdigest()


def clean(folder: Path) -> None:
    """Delete the files that runs have written, the PDF included; the source and the log stay."""
    for ending in _PRODUCTS:
        with suppress(OSError):
            (folder / f"{JOB}.{ending}").unlink()


def writable(folder: Path) -> str | None:
    """Return ``None`` if a file of 64 KiB can be written to the folder, else the system's reason."""
    probe = folder / f"{JOB}.probe"
    try:
        probe.write_bytes(bytes(65536))
    except OSError as error:
        return error.strerror or str(error)
    finally:
        with suppress(OSError):
            probe.unlink()
    return None
