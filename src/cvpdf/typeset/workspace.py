"""The files of a run: what may be reused, what must go, and whether the last run came to its end."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

JOB = "cv"
"""The name of every job, so that no name of the user's reaches TeX's command line."""

_PRODUCTS = ("aux", "bbl", "bcf", "blg", "fdb_latexmk", "fls", "lof", "lot", "out", "pdf", "run.xml", "toc")
_STATE = f"{JOB}.state"


def begin(folder: Path, programs: str, epoch: int) -> bool:
    """Prepare the folder for a run; return whether files of an earlier run are there to be reused.

    They are, if that run came to a good end with the same ``programs``. If not, they go: a killed run leaves halves of
    files, which latexmk would take for whole. If the date ``epoch`` of the PDF differs, latexmk is made to forget that
    nothing has changed. Raises :class:`OSError` if the folder cannot be written.
    """
    state = folder / _STATE
    last = state.read_text(encoding="utf-8", errors="replace") if state.is_file() else ""
    reusable = last.partition("\n")[0] == programs
    if not reusable:
        clean(folder)
    elif last != _good_end(programs, epoch):
        (folder / f"{JOB}.fdb_latexmk").unlink(missing_ok=True)
    state.write_text("running", encoding="utf-8")
    return reusable


def finish(folder: Path, programs: str, epoch: int) -> None:
    """Note that the run came to a good end."""
    with suppress(OSError):
        (folder / _STATE).write_text(_good_end(programs, epoch), encoding="utf-8")


def _good_end(programs: str, epoch: int) -> str:
    return f"{programs}\n{epoch}"


def clean(folder: Path) -> None:
    """Remove what runs have made, the PDF included; the source and the log stay."""
    for ending in _PRODUCTS:
        with suppress(OSError):
            (folder / f"{JOB}.{ending}").unlink()


def writable(folder: Path) -> str | None:
    """Return ``None`` if the folder takes a file of 64 KiB, else the system's words for why not."""
    probe = folder / f"{JOB}.probe"
    try:
        probe.write_bytes(bytes(65536))
    except OSError as error:
        return error.strerror or str(error)
    finally:
        with suppress(OSError):
            probe.unlink()
    return None


def stamp(file: Path) -> tuple[int, int] | None:
    """Return a value that changes when a file is written anew; ``None`` if there is none."""
    try:
        state = file.stat()
    except OSError:
        return None
    return state.st_mtime_ns, state.st_size
