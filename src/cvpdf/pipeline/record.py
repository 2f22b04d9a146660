"""The record of the last build: what went in, what came out. By it a build with nothing to do ends at once.

Only the standard library is imported here, because this is read before anything else.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from cvpdf.diagnostics import Diagnostic, Related, Severity, Span

FORMAT = 5
FOLDER = ".cvpdf"
"""Where everything lives that is not a result, inside the output folder."""


class Row(NamedTuple):
    """What the table says about one variant. ``seconds`` is how long it took when it was last built."""

    variant: str
    path: str
    pages: int
    fill: float
    """Used part of the text height of the last page, from 0 to 1."""
    passed: int
    """Checks passed."""
    checks: int
    """Checks made."""
    seconds: float
    engine: str
    names: tuple[str, ...] = ()
    """The names of the checks passed; in a record all that were made."""
    fit: str = ""
    """The outcome of fitting in one line; empty if the variant is not fitted."""


class Made(NamedTuple):
    """One variant of the record."""

    inputs: str
    """Hash of all inputs of the build that last made it or found it still good."""
    fingerprint: str
    """Hash of what went into this PDF alone."""
    files: tuple[tuple[str, tuple[int, int]], ...]
    """Path, size and modification time (ns) of every file that was put in place, the PDF first."""
    row: Row
    diagnostics: tuple[Diagnostic, ...]
    format_name: str = ""
    """The precompiled format of TeX that it was set with, by which an engine can be started early."""


class Record(NamedTuple):
    """The builds of one output folder so far."""

    complete: str = ""
    """Hash of the inputs with which all variants were last built without a failure."""
    photo: tuple[str, tuple[int, int] | None] | None = None
    """Path and stamp of the photo, which is an input that only cv.yaml names."""
    skipped: tuple[str, ...] = ()
    """Variants that had nothing to show then."""
    variants: Mapping[str, Made] = MappingProxyType({})


def read(output_dir: Path) -> Record:
    """Return the record of a folder; an empty one if there is none or it cannot be understood."""
    try:
        data = json.loads((output_dir / FOLDER / "record.json").read_text("utf-8"))
        if data["format"] != FORMAT:
            return Record()
        variants = {
            name: Made(
                made["inputs"],
                made["fingerprint"],
                tuple((path, (size, time)) for path, (size, time) in made["files"]),
                Row(**{**made["row"], "names": tuple(made["row"].get("names", ()))}),
                tuple(_diagnostic(d) for d in made["diagnostics"]),
                str(made["format_name"]),
            )
            for name, made in data["variants"].items()
        }
        photo = data["photo"]
        photo = (photo[0], photo[1] and (photo[1][0], photo[1][1])) if photo else None
        return Record(data["complete"], photo, tuple(data["skipped"]), variants)
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return Record()


def dump(record: Record) -> bytes:
    """Return a record as the bytes of its file."""
    variants = {
        name: {**made._asdict(), "row": made.row._asdict(), "diagnostics": [_plain(one) for one in made.diagnostics]}
        for name, made in record.variants.items()
    }
    return json.dumps({"format": FORMAT, **record._asdict(), "variants": variants}).encode()


def _plain(diagnostic: Diagnostic) -> dict[str, Any]:
    return {**diagnostic._asdict(), "related": [one._asdict() for one in diagnostic.related]}


def _diagnostic(data: Mapping[str, Any]) -> Diagnostic:
    return Diagnostic(
        Severity(data["severity"]),
        data["code"],
        data["message"],
        Span(*data["span"]) if data["span"] else None,
        data["hint"],
        tuple(Related(r["message"], Span(*r["span"])) for r in data["related"]),
    )


def stamp(path: Path | str) -> tuple[int, int] | None:
    """Return size and modification time of a file, or ``None`` if there is none."""
    try:
        status = os.stat(path)  # noqa: PTH116 (a string will do)
    except OSError:
        return None
    return status.st_size, status.st_mtime_ns


def stamped(files: Iterable[Path]) -> tuple[tuple[str, tuple[int, int]], ...]:
    """Return paths with their stamps; files that are not there are left out."""
    return tuple((str(path), found) for path in files if (found := stamp(path)) is not None)


def in_place(made: Made) -> bool:
    """Whether every file of a variant is still as it was put there."""
    return all(stamp(Path(path)) == written for path, written in made.files)


def fingerprint(parts: Iterable[object]) -> str:
    """Hash values by their `repr`; the same values in the same order give the same text."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part if isinstance(part, bytes) else repr(part).encode("utf-8", "surrogatepass"))
        digest.update(b"\0")
    return digest.hexdigest()


def stamps(folders: Iterable[Path], suffix: str = "") -> list[tuple[str, tuple[int, int] | None]]:
    """Return every file of some folders whose name ends so, with its stamp, in a fixed order."""
    return [one for folder in folders for one in sorted(_stamps(str(folder), suffix), key=_by_parts)]


def _by_parts(found: tuple[str, object]) -> list[str]:
    return found[0].split(os.sep)  # noqa: PTH206 (making a Path of each takes longer)


def _stamps(folder: str, suffix: str) -> Iterator[tuple[str, tuple[int, int] | None]]:
    # A build with nothing to do does little else than this; with Path.rglob it takes three times as long.
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.is_dir():
                    if not entry.is_symlink():
                        yield from _stamps(entry.path, suffix)
                elif entry.name.endswith(suffix):
                    yield entry.path, stamp(entry.path)
    except OSError:
        return
