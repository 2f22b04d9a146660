"""The build record: the inputs and the results of the last builds of an output folder.

With it, a build that has nothing to do ends at once. So only light modules are imported here.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from cvpdf.diagnostics import Diagnostic, Related, Severity, Span
from cvpdf.files.fingerprint import stamp
from cvpdf.files.private_folder import private_file
from cvpdf.files.read import read_bytes
from cvpdf.files.write import write_atomic
from cvpdf.report.results import VariantSummary

FORMAT = 8
_MAX_BYTES = 100_000_000

Stamps = tuple[tuple[str, tuple[int, int] | None], ...]
"""Path, size and modification time (ns) of files; ``None`` for one that does not exist."""


class VariantRecord(NamedTuple):
    """The last good build of one variant."""

    inputs: str
    """Hash of all inputs of the build that wrote the variant, or last found it unchanged."""
    fingerprint: str
    """Hash of the inputs of this PDF alone."""
    files: tuple[tuple[str, tuple[int, int]], ...]
    """Path, size and modification time (ns) of every result, the PDF first."""
    summary: VariantSummary
    diagnostics: tuple[Diagnostic, ...]
    choice: Mapping[str, Any] | None = None
    """The last choice of a fitted variant; see :func:`cvpdf.fitting.last_choice.to_data`."""
    fonts: tuple[tuple[str, tuple[int, int]], ...] = ()
    """Path, size and modification time (ns) of every font file that was read."""

    def is_in_place(self) -> bool:
        """Return whether every result is still as it was written, and every font as it was read."""
        return all(stamp(path) == state for path, state in (*self.files, *self.fonts))


class Record(NamedTuple):
    """The builds of one output folder so far."""

    complete: str = ""
    """Hash of the inputs with which all variants were last built without a failure."""
    named: Stamps = ()
    """The photo and the font files: inputs whose paths are only in cv.yaml."""
    skipped: tuple[str, ...] = ()
    """Variants without content in that build."""
    variants: Mapping[str, VariantRecord] = MappingProxyType({})

    def current(self, name: str, pdf: Path, fingerprint: str) -> VariantRecord | None:
        """Return the record of a variant whose PDF is in place and was made from these inputs."""
        last = self.variants.get(name)
        if last is None or last.fingerprint != fingerprint or last.summary.path != str(pdf):
            return None
        return last if last.is_in_place() else None


def read(output_dir: Path, language: str | None = None) -> Record:
    """Return the record of a folder, or of its builds with ``--language``; an empty one if none can be understood."""
    try:
        content, _ = read_bytes(_path(output_dir, language), limit=_MAX_BYTES)
        data = json.loads(content or b"")
        if data["format"] != FORMAT:
            return Record()
        variants = {name: _variant(entry) for name, entry in data["variants"].items()}
        named = tuple((path, state and (state[0], state[1])) for path, state in data["named"])
        return Record(data["complete"], named, tuple(data["skipped"]), variants)
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return Record()


def write(record: Record, output_dir: Path, language: str | None = None) -> None:
    """Write the record of a folder. Raises OSError."""
    write_atomic(to_bytes(record), _path(output_dir, language))


def _path(output_dir: Path, language: str | None) -> Path:
    return private_file(output_dir, f"record.{language}.json" if language else "record.json")


def to_bytes(record: Record) -> bytes:
    """Return a record as the content of its file."""
    variants = {
        name: {
            **entry._asdict(),
            "summary": entry.summary._asdict(),
            "diagnostics": [_plain(diagnostic) for diagnostic in entry.diagnostics],
        }
        for name, entry in record.variants.items()
    }
    return json.dumps({"format": FORMAT, **record._asdict(), "variants": variants}).encode()


def _variant(entry: Mapping[str, Any]) -> VariantRecord:
    return VariantRecord(
        entry["inputs"],
        entry["fingerprint"],
        _stamps(entry["files"]),
        VariantSummary(**{**entry["summary"], "names": tuple(entry["summary"].get("names", ()))}),
        tuple(_diagnostic(data) for data in entry["diagnostics"]),
        entry["choice"],
        _stamps(entry["fonts"]),
    )


def _stamps(data: Any) -> tuple[tuple[str, tuple[int, int]], ...]:
    return tuple((path, (size, time)) for path, (size, time) in data)


def _plain(diagnostic: Diagnostic) -> dict[str, Any]:
    return {**diagnostic._asdict(), "related": [related._asdict() for related in diagnostic.related]}


def _diagnostic(data: Mapping[str, Any]) -> Diagnostic:
    return Diagnostic(
        Severity(data["severity"]),
        data["code"],
        data["message"],
        Span(*data["span"]) if data["span"] else None,
        data["hint"],
        tuple(Related(r["message"], Span(*r["span"])) for r in data["related"]),
    )
