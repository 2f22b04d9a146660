"""The record of the last build: what went in, what came out. By it a build with nothing to do ends at once.

Only the standard library is imported here, because this is read before anything else.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from cvpdf.diagnostics import Diagnostic, Related, Severity, Span
from cvpdf.files.fingerprint import stamp
from cvpdf.files.lock import PRIVATE_FOLDER
from cvpdf.report.results import VariantSummary

FORMAT = 5


class Made(NamedTuple):
    """One variant of the record."""

    inputs: str
    """Hash of all inputs of the build that last made it or found it still good."""
    fingerprint: str
    """Hash of what went into this PDF alone."""
    files: tuple[tuple[str, tuple[int, int]], ...]
    """Path, size and modification time (ns) of every file that was put in place, the PDF first."""
    row: VariantSummary
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
        data = json.loads((output_dir / PRIVATE_FOLDER / "record.json").read_text("utf-8"))
        if data["format"] != FORMAT:
            return Record()
        variants = {
            name: Made(
                made["inputs"],
                made["fingerprint"],
                tuple((path, (size, time)) for path, (size, time) in made["files"]),
                VariantSummary(**{**made["row"], "names": tuple(made["row"].get("names", ()))}),
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


def in_place(made: Made) -> bool:
    """Whether every file of a variant is still as it was put there."""
    return all(stamp(Path(path)) == written for path, written in made.files)
