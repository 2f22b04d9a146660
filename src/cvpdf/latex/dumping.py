"""Creating a format: its inputs, the dump by TeX, and unpacking the dump."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from cvpdf.latex.cancellation import Cancellation
from cvpdf.latex.process import run
from cvpdf.latex.result import Engine
from cvpdf.latex.toolchain import Toolchain, identity

_VERSION = "1"
"""To be changed with the way in which formats are created."""

_TIMEOUT = 30.0
"""Seconds. A dump takes one to five of them; an engine that hangs must not double the time limit of the document."""

_PLAIN = ("HOME", "TEXFORMATS", "LANG", "LC_ALL")
"""Variables that do not change the content of a format."""


class Recipe(NamedTuple):
    """The inputs of a format; without a preamble it is the engine's own, unpacked."""

    preamble: str
    files: Mapping[str, bytes]
    """Files that the preamble reads in the folder of the run, by name."""
    engine: Engine
    toolchain: Toolchain
    variables: Mapping[str, str]
    """Those of the run."""

    @property
    def program(self) -> str:
        """The engine's program."""
        return str(self.toolchain.engine(self.engine))

    def without_preamble(self) -> Recipe:
        """Return the recipe of the engine's own format."""
        return Recipe("", {}, self.engine, self.toolchain, self.variables)

    def name(self) -> str:
        """Return the name of the format, a hash of all inputs; it needs no quoting."""
        digest = hashlib.sha256()
        # Of packages of the user's choice, one may take down the date when it is loaded.
        dated = "package{" in self.preamble or "package[" in self.preamble
        plain = _PLAIN if dated else (*_PLAIN, "SOURCE_DATE_EPOCH")
        kept = sorted((name, text) for name, text in self.variables.items() if name not in plain)
        identified = identity(self.toolchain, self.engine)
        for part in (_VERSION, identified, self.preamble, repr(kept), *sorted(self.files)):
            digest.update(part.encode("utf-8", "surrogateescape") + b"\0")
        for name in sorted(self.files):
            digest.update(self.files[name] + b"\0")
        return f"cvpdf-{self.engine}-{digest.hexdigest()[:20]}"


def dumped(work: Path, recipe: Recipe, cancellation: Cancellation) -> tuple[Path | None, list[Path]]:
    """Dump a preamble; return the packed format and the files that TeX has read elsewhere.

    Raises :class:`OSError` if that fails for a reason that says nothing about the preamble, such as a full disk, and
    :class:`TimeoutError`, which is one, if the engine hangs.
    """
    for file, content in recipe.files.items():
        (work / file).write_bytes(content)
    (work / "dump.tex").write_text(recipe.preamble, "utf-8")
    options = ["-ini", "-recorder", "-interaction=batchmode", "-no-shell-escape"]
    command = [recipe.program, *options, f"&{recipe.engine}", "dump.tex"]
    done = run(command, work, recipe.variables, _TIMEOUT, cancellation)
    if done.timed_out:
        raise TimeoutError(f"{recipe.program} did not end")
    recorded = work / "dump.fls"
    lines = recorded.read_text("utf-8", "replace").splitlines() if recorded.is_file() else []
    names = {line.removeprefix("INPUT ") for line in lines if line.startswith("INPUT ")}
    read = [path for path in map(Path, sorted(names)) if path.is_absolute() and not path.is_relative_to(work.resolve())]
    # LaTeX goes on behind errors, and dumps; what it dumps then is not what the document would see.
    if b"\n! " in (work / "dump.log").read_bytes():
        return None, read
    packed = work / "dump.fmt"
    if done.returncode != 0 or not packed.is_file():
        raise OSError(f"TeX ended with {done.returncode} before it had dumped")
    return packed, read


def engines_own(work: Path, recipe: Recipe, cancellation: Cancellation) -> tuple[Path | None, list[Path]]:
    """Return the engine's own format, whose path a run of the engine records."""
    (work / "dump.tex").write_text("\\csname @@end\\endcsname\n", "utf-8")
    command = [recipe.program, "-recorder", "-interaction=batchmode", "dump.tex"]
    if run(command, work, recipe.variables, _TIMEOUT, cancellation).timed_out:
        raise TimeoutError(f"{recipe.program} did not end")
    lines = (work / "dump.fls").read_text("utf-8", "replace").splitlines()
    own = next((Path(line.removeprefix("INPUT ")) for line in lines if line.endswith(f"{recipe.engine}.fmt")), None)
    return own, [own] if own else []


def unpack(packed: Path, to: Path) -> int:
    """Write a format without its gzip compression, if it has one; return its size in bytes."""
    import gzip

    with packed.open("rb") as file:
        zipped = file.read(2) == b"\x1f\x8b"
    with gzip.open(packed) if zipped else packed.open("rb") as source, to.open("wb") as target:
        shutil.copyfileobj(source, target, 1 << 20)
    return to.stat().st_size
