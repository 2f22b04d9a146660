"""The source and schema stages together: from a path to a valid ``Resume``."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from cvpdf.diagnostics import Diagnostic, has_errors, in_file_order
from cvpdf.schema.errors import foreign
from cvpdf.source.compose import compose
from cvpdf.source.read import SourceFile, read_source

if TYPE_CHECKING:
    from cvpdf.schema.resume import Resume


_NEEDS_ALL_ITEMS = {
    "basics": ("own-name-missing", "own-name-ambiguous"),
    "publications": ("unknown-publication", "unknown-tag", "own-name-missing", "own-name-ambiguous"),
    "sections": ("unknown-section", "unknown-field", "unknown-tag", "unlisted-publications", "gap", "overlap"),
    "variants": ("unknown-variant",),
}
"""Codes that may be false alarms if invalid items had to be removed from a part of the file."""


class Loaded(NamedTuple):
    """The result of loading a file. ``resume`` is ``None`` if there are errors."""

    path: Path
    source: SourceFile | None
    resume: Resume | None
    diagnostics: tuple[Diagnostic, ...]


def load(
    path: Path | str,
    today: dt.date | None = None,
    content: bytes | Diagnostic | None = None,
    more_checks: Callable[[Resume], Iterable[Diagnostic]] = lambda _resume: (),
) -> Loaded:
    """Read and validate a ``cv.yaml``.

    All errors are reported together, as far as YAML can read the file. Names that other parts refer to are checked only
    if it reads the whole file as it is meant. ``today`` is the date by which dates count as future. ``content`` is the
    content of the file if it has been read already, or the error if that failed. ``more_checks`` are checks of the
    caller, which run together with those of the schema.
    """
    path = Path(path)
    today = today or dt.date.today()
    source, diagnostics = read_source(path, content)
    if source is None or has_errors(diagnostics):
        return Loaded(path, source, None, tuple(in_file_order(diagnostics)))
    tree, problems = compose(source)
    if other_program := foreign.check(source, tree):
        return Loaded(path, source, None, (other_program,))
    diagnostics += problems
    if tree is None:
        return Loaded(path, source, None, tuple(in_file_order(diagnostics)))

    # pydantic takes long to import, so a file that is not valid YAML is reported without it.
    from pydantic import ValidationError

    from cvpdf.schema.checks import consistency, contact_checks, timeline
    from cvpdf.schema.resume import Resume

    def check(resume: Resume) -> list[Diagnostic]:
        general = (*consistency.check(resume), *timeline.check(resume, today), *contact_checks.check(resume))
        return [*general, *more_checks(resume)]

    try:
        resume = Resume.model_validate(tree)
    except ValidationError as problem:
        from cvpdf.schema.errors.explain import explain
        from cvpdf.schema.valid_part import valid_part

        # What YAML reads otherwise than it is meant is one error, whatever the schema makes of it.
        lines = {
            place.line for p in problems if p.is_error for place in (p.span, *(r.span for r in p.related)) if place
        }
        diagnostics += [d for d in explain(problem, tree, Resume) if not (d.span and d.span.line in lines)]
        rest, shortened = (None, set()) if lines else valid_part(tree, problem)
        if rest is not None:
            if not tree.keys() <= Resume.model_fields.keys():
                # A misspelt key may be the name of a part that is missing.
                shortened |= Resume.model_fields.keys() - tree.keys()
            unsure = {code for part in shortened for code in _NEEDS_ALL_ITEMS.get(part, ())}
            diagnostics += [d for d in check(rest) if d.code not in unsure]
        return Loaded(path, source, None, tuple(in_file_order(diagnostics)))
    if has_errors(problems):
        return Loaded(path, source, None, tuple(in_file_order(diagnostics)))
    diagnostics += check(resume)
    return Loaded(path, source, None if has_errors(diagnostics) else resume, tuple(in_file_order(diagnostics)))
