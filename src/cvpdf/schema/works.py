"""The works of bibliographies that are valid, for builds that keep going, and for those who move them to cv.yaml."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from pydantic import ValidationError

from cvpdf.bibliography import duplicates
from cvpdf.bibliography.merge import Merged, merge
from cvpdf.diagnostics import Diagnostic, Severity, Span, warning
from cvpdf.quoting import quoted
from cvpdf.schema.errors.explain import explain
from cvpdf.schema.publications import Publication
from cvpdf.source.nodes import Mapping, Sequence, Text

_NAMED = 10
"""The most entries that a message names."""


def read_works(files: Iterable[Path], keep_going: bool) -> tuple[list[Mapping], list[Diagnostic]]:
    """Return the valid works of bibliographies, and all diagnostics; see :func:`without_errors` for ``keep_going``."""
    files = list(files)
    start = Span.point(str(files[0]))
    tree, named = Mapping(start), Sequence(start)
    named.extend(Text(str(file), Span.point(str(file)), quoted=True) for file in files)
    tree["bibliography"], tree.key_spans["bibliography"] = named, start
    merged = merge(tree, Path())
    if keep_going:
        merged = without_errors(merged)
    works = list(merged.tree.get("publications", ()))
    problems = [*merged.diagnostics, *(d for work in works for d in _errors(work))]
    return works, [*problems, *duplicates.check(merged.tree.get("publications", Sequence(start)))]


def without_errors(merged: Merged) -> Merged:
    """Return the tree without works that have errors in their bibliography.

    These errors become warnings, and one more warning says what is left out. What cv.yaml itself says must be right.
    """
    names = {str(file) for file in merged.files}
    publications = merged.tree.get("publications")
    if not isinstance(publications, Sequence):
        return merged
    found, left_out, kept = list(merged.diagnostics), list(merged.left_out), Sequence(publications.span)
    for work, span in zip(publications, publications.item_spans, strict=True):
        errors = [d for d in _errors(work) if d.span and d.span.file in names]
        found += errors
        if errors:
            left_out.append(work["key"])
        else:
            kept.append(work)
            kept.item_spans.append(span)
    tree = Mapping(merged.tree.span)
    tree.update(merged.tree | {"publications": kept})
    tree.key_spans |= merged.tree.key_spans
    tree.typed = merged.tree.typed
    problems = [d._replace(severity=Severity.WARNING) if d.is_error and _is_inside(d, names) else d for d in found]
    if left_out:
        listed = ", ".join(f"`{quoted(name)}`" for name in left_out[:_NAMED] if name)
        count = f"{len(left_out)} entries are" if len(left_out) > 1 else "an entry is"
        message = f"{count} left out because of errors: {listed}{', …' if len(left_out) > _NAMED else ''}"
        problems.append(warning("entries-left-out", message, tree.key_spans.get("bibliography")))
    return merged._replace(tree=tree, diagnostics=tuple(problems))


def _is_inside(problem: Diagnostic, names: set[str]) -> bool:
    """Whether an error is in the text of a bibliography, or says that an entry is missing which is left out."""
    if problem.code == "unknown-publication":
        return True
    return problem.span is not None and problem.span.file in names and problem.code != "bibliography-unreadable"


def _errors(work: object) -> list[Diagnostic]:
    if not isinstance(work, Mapping):
        return []
    try:
        Publication.model_validate(work)
    except ValidationError as problem:
        return explain(problem, work, Publication)
    return []
