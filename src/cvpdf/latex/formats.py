"""Precompiled formats: TeX's memory with everything that a document loads, so that a run begins where loading ends.

Two things make a run short. The preamble (class, packages of the design) is executed once and dumped. And the dump is
kept unpacked: TeX writes formats with gzip and reads them through zlib, which also takes them plain, and unpacking
18 MB takes longer than setting a CV.

A format is named after all that went into it: the engine, the preamble, the class, the search paths. Beside it stands
a list of the files that TeX read while dumping, with size and time; if one of them has changed (an update of TeX Live),
the format is made again. A preamble that cannot be dumped is remembered too, and then the engine's own format is used,
unpacked. Nothing here can fail a build: without a format, LaTeX merely takes longer.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
import threading
import time
import zlib
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from cvpdf.files.cache import cache_folder
from cvpdf.files.fingerprint import stamp, stamped
from cvpdf.latex.cancellation import Cancellation
from cvpdf.latex.dumping import Recipe, dumped, engines_own, unpack
from cvpdf.latex.result import Engine
from cvpdf.latex.toolchain import Toolchain

LIMIT = 100_000_000
"""Bytes that the formats may take; the ones not used for longest go first. One has 18 MB, of LuaLaTeX 26 MB."""

_RETRY = 3600.0
"""Seconds after which a preamble that could not be dumped is tried again: what it lacked may be installed now."""

_STALE = 3600.0
"""Seconds after which a folder in which a format is made belongs to a making that was cut off."""

_lock = threading.Lock()


class Format(NamedTuple):
    """A format that engines find by ``name`` if TEXFORMATS has ``folder``."""

    name: str
    folder: Path

    @property
    def path(self) -> Path:
        """The file."""
        return self.folder / f"{self.name}.fmt"

    def option(self) -> str:
        """Return the engine's option; the name needs no quoting."""
        return f"-fmt={self.name}"

    def made(self) -> int:
        """Return a number that changes when the format is made anew under its name."""
        found = stamp(self.folder / f"{self.name}.json")
        return found[1] if found is not None else 0

    def drop(self) -> None:
        """Remove it, since a run with it failed; the next build makes it anew."""
        for ending in (".fmt", ".json"):
            with suppress(OSError):
                (self.folder / f"{self.name}{ending}").unlink()


def with_format(variables: Mapping[str, str], chosen: Format | None) -> dict[str, str]:
    """Return the variables of a run that uses a format: it looks for formats in that folder first."""
    if chosen is None:
        return dict(variables)
    # The empty part stands for TeX's own folders.
    return {**variables, "TEXFORMATS": f"{chosen.folder}{os.pathsep}"}


def default_folder() -> Path | None:
    """Return the folder of this user's formats, ``None`` if there can be none."""
    folder = cache_folder("formats")
    if folder is None:
        return None
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return None
    # TeX would take these signs for more than a name.
    usable = os.access(folder, os.W_OK) and not set(str(folder)) & set("$~{},;!%" + os.pathsep)
    return folder if usable else None


def find_or_make(
    folder: Path | None,
    preamble: str,
    files: Mapping[str, bytes],
    engine: Engine,
    toolchain: Toolchain,
    variables: Mapping[str, str],
    cancellation: Cancellation,
) -> Format | None:
    """Return the format for documents that begin with ``preamble``, made if it is not there.

    ``files`` are those in the folder of the run, of which the preamble may read the class; ``variables`` those of the
    run. An empty preamble asks for the engine's own format, unpacked. LuaLaTeX always gets that: its fonts and Lua code
    live outside of what a format holds. Returns ``None`` if no format can be had.
    """
    if folder is None or toolchain.engine(engine) is None:
        return None
    recipe = Recipe(preamble, files, engine, toolchain, variables)
    if engine == "lualatex" or not preamble:
        recipe = recipe.without_preamble()
    else:
        read = {name: text for name, text in files.items() if name.endswith((".cls", ".sty"))}
        recipe = recipe._replace(files=read)
    with _lock:
        found = _had(folder, recipe, cancellation)
        if found is None and recipe.preamble:
            found = _had(folder, recipe.without_preamble(), cancellation)
    return found


def _had(folder: Path, recipe: Recipe, cancellation: Cancellation) -> Format | None:
    chosen = Format(recipe.name(), folder)
    state = _state(chosen)
    if state is not None:
        if not state["good"]:
            return None
        with suppress(OSError):
            os.utime(chosen.path)  # by which the ones used last are known
        return chosen
    try:
        good = _make(chosen, recipe, cancellation)
    except (OSError, EOFError, ValueError, zlib.error):
        return None
    _keep_within(LIMIT, folder, chosen)
    return chosen if good else None


def _state(chosen: Format) -> dict[str, object] | None:
    """Return what is known of a format; ``None`` if it must be made (anew)."""
    file = chosen.folder / f"{chosen.name}.json"
    try:
        state: dict[str, object] = json.loads(file.read_text("utf-8"))
        if state["good"] and chosen.path.stat().st_size != state["size"]:
            return None
        if not state["good"] and time.time() - file.stat().st_mtime > _RETRY:
            return None
        read = state["read"]
        assert isinstance(read, list)
        return state if all(stamp(path) == tuple(then) for path, then in read) else None
    except (OSError, ValueError, LookupError, TypeError, AssertionError):
        return None


def _make(chosen: Format, recipe: Recipe, cancellation: Cancellation) -> bool:
    """Make a format in a folder of its own and put it in place whole; ``False`` if TeX does not dump it."""
    with tempfile.TemporaryDirectory(prefix="making-", dir=chosen.folder) as name:
        work = Path(name)
        make = dumped if recipe.preamble else engines_own
        packed, read = make(work, recipe, cancellation)
        good = packed is not None
        size = 0
        if packed is not None:
            size = unpack(packed, work / "unpacked")
            (work / "unpacked").replace(chosen.path)
        stamps = stamped(read)
        (work / "state").write_text(json.dumps({"good": good, "size": size, "read": stamps}), "utf-8")
        (work / "state").replace(chosen.folder / f"{chosen.name}.json")
    return good


def present(folder: Path) -> list[tuple[Path, int]]:
    """Return the formats of a folder with their sizes in bytes, the one used last first."""
    found = []
    for path in folder.glob("cvpdf-*.fmt"):
        with suppress(OSError):
            state = path.stat()
            found.append((state.st_mtime_ns, path, state.st_size))
    return [(path, size) for _, path, size in sorted(found, reverse=True)]


def _keep_within(limit: int, folder: Path, newest: Format) -> None:
    for left in folder.glob("making-*"):
        with suppress(OSError):
            if time.time() - left.stat().st_mtime > _STALE:
                shutil.rmtree(left, ignore_errors=True)
    total = 0
    for path, size in present(folder):
        total += size
        if total > limit and path != newest.path:
            Format(path.stem, folder).drop()


def clean(folder: Path) -> int:
    """Remove all formats, and what a making that was cut off has left; return how many bytes were freed."""
    freed = sum(size for _, size in present(folder))
    for path in folder.glob("cvpdf-*"):
        with suppress(OSError):
            path.unlink()
    for left in folder.glob("making-*"):
        shutil.rmtree(left, ignore_errors=True)
    return freed
