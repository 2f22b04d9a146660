"""``--keep-going``: a CV without those works of its bibliographies that have errors, and what is missing."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from pathlib import Path

from cvpdf.diagnostics import Diagnostic, Severity, Span, has_errors
from cvpdf.schema.validation import Validated
from cvpdf.source import nodes


def as_warnings(problems: Iterable[Diagnostic], files: Collection[Path]) -> list[Diagnostic]:
    """Return problems with those in the files as warnings: the entries are left out."""
    return [
        problem._replace(severity=Severity.WARNING, message=f"{problem.message}; the entry is left out")
        if problem.is_error and _is_in(problem.span, files)
        else problem
        for problem in problems
    ]


def without_invalid(
    tree: nodes.Mapping, files: Collection[Path], validate: Callable[[nodes.Mapping], Validated]
) -> tuple[Validated, list[Diagnostic]]:
    """Validate a tree without the works that make it invalid, and return what is wrong with them, as warnings."""
    read = validate(tree)
    left_out: list[Diagnostic] = []
    while read.resume is None or has_errors(read.diagnostics):
        errors = [d for d in read.diagnostics if d.is_error and _is_in(d.span, files)]
        rest = _without(tree, errors)
        if not errors or rest is None:
            break
        left_out += as_warnings(errors, files)
        tree = rest
        read = validate(tree)
    return read, left_out


def _is_in(span: Span | None, files: Collection[Path]) -> bool:
    return span is not None and any(span.file == str(file) for file in files)


def _without(tree: nodes.Mapping, errors: Sequence[Diagnostic]) -> nodes.Mapping | None:
    """Return a tree without the works in which the errors are; `None` if they are in none."""
    works = tree.get("publications")
    if not isinstance(works, nodes.Sequence):
        return None
    starts = sorted(
        (span.file, span.line, span.column)
        for work in works
        if isinstance(work, nodes.Mapping) and (span := _start(work)) is not None
    )
    wrong = {
        max((start for start in starts if start <= error.span[:3]), default=None) for error in errors if error.span
    }
    kept = nodes.Sequence(works.span)
    for work, span in zip(works, works.item_spans, strict=True):
        start = _start(work) if isinstance(work, nodes.Mapping) else None
        if start is None or start[:3] not in wrong:
            kept.append(work)
            kept.item_spans.append(span)
    if len(kept) == len(works):
        return None
    rest = nodes.Mapping(tree.span)
    rest.update(tree)
    rest.key_spans |= tree.key_spans
    rest["publications"] = kept
    return rest


def _start(work: nodes.Mapping) -> Span | None:
    """Return where the entry of a work begins: at its key."""
    key = work.get("key")
    span = key.span if isinstance(key, nodes.Text) else work.span
    return span._replace(column=1) if span else None
