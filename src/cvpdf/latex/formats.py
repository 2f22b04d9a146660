"""The cache of precompiled formats: TeX's memory with everything that a document loads.

Two things make a run short. The preamble (class, packages of the design) is executed once and dumped. And the dump is
kept uncompressed: TeX writes formats with gzip and reads them through zlib, which also accepts plain files, and
unpacking 18 MB takes longer than typesetting a CV.

The name of a format is a hash of its inputs: the engine, the preamble, the class, the search paths. A file beside it
lists the files that TeX read while dumping, with size and time; if one of them has changed (an update of TeX Live), the
format is created again. A preamble that cannot be dumped is recorded too; then the engine's own format is used,
uncompressed. Nothing here can fail a build: without a format, LaTeX only takes longer.
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

from cvpdf.files.cache import private_cache_folder
from cvpdf.files.fingerprint import stamp, stamped
from cvpdf.latex.cancellation import Cancellation
from cvpdf.latex.dumping import Recipe, dumped, engines_own, unpack
from cvpdf.latex.result import Engine
from cvpdf.latex.toolchain import Toolchain
from cvpdf.latex.workspace import FONT_STYLE

LIMIT = 100_000_000
"""Size of the cache in bytes; the formats unused for longest are deleted first. One has 18 to 26 MB."""

_RETRY = 3600.0
"""Seconds after which a preamble that could not be dumped is tried again; a missing package may be there by then."""

_STALE = 3600.0
"""Seconds after which a temporary folder belongs to a process that was interrupted."""

_lock = threading.Lock()
"""Held while a format is created, so that variants that start together create it once."""
_hanging: set[str] = set()
"""Engines that did not end while they made a format; this process asks them for no other one."""


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

    def created(self) -> int:
        """Return the time (ns) at which the format was created, 0 if it does not exist."""
        found = stamp(self.folder / f"{self.name}.json")
        return found[1] if found is not None else 0

    def drop(self) -> None:
        """Delete it, because a run with it failed; the next build creates it again."""
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
    folder = private_cache_folder("formats")
    # TeX would take these signs for more than a name.
    return None if folder is None or set(str(folder)) & set("$~{},;!%" + os.pathsep) else folder


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
        # The fonts differ from document to document, and are loaded behind what the format contains.
        packages = (name for name in files if name.endswith((".cls", ".sty")) and not name.endswith(FONT_STYLE))
        read = {name: files[name] for name in packages}
        recipe = recipe._replace(files=read)
    with _lock:
        found = _usable(folder, recipe, cancellation)
        if found is None and recipe.preamble:
            found = _usable(folder, recipe.without_preamble(), cancellation)
    return found


def _usable(folder: Path, recipe: Recipe, cancellation: Cancellation) -> Format | None:
    """Return a format from the cache, created if necessary; ``None`` if its preamble cannot be dumped."""
    if recipe.program in _hanging:
        return None
    chosen = Format(recipe.name(), folder)
    state = _state(chosen)
    if state is not None:
        if not state["good"]:
            return None
        with suppress(OSError):
            os.utime(chosen.path)  # the time of the last use
        return chosen
    try:
        good = _create(chosen, recipe, cancellation)
    except TimeoutError:
        _hanging.add(recipe.program)
        return None
    except (OSError, EOFError, ValueError, zlib.error):
        return None
    _keep_within(LIMIT, folder, chosen)
    return chosen if good else None


def _state(chosen: Format) -> dict[str, object] | None:
    """Return the state file of a format; ``None`` if the format must be created."""
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


def _create(chosen: Format, recipe: Recipe, cancellation: Cancellation) -> bool:
    """Create a format in a temporary folder and move it into place; return ``False`` if TeX does not dump it."""
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
    """Delete all formats and the temporary folders of interrupted processes; return the number of bytes."""
    freed = sum(size for _, size in present(folder))
    for path in folder.glob("cvpdf-*"):
        with suppress(OSError):
            path.unlink()
    for left in folder.glob("making-*"):
        shutil.rmtree(left, ignore_errors=True)
    return freed
