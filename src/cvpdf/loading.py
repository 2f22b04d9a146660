"""From a path to a valid ``Resume``: the source and schema stages together."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from cvpdf.diagnostics import Diagnostic, has_errors, in_file_order
from cvpdf.source import SourceFile, compose, read_source

if TYPE_CHECKING:
    from cvpdf.schema.resume import Resume


@dataclass(frozen=True)
class Loaded:
    """A file that was read. ``resume`` is ``None`` if there are errors; notes may come with either."""

    path: Path
    source: SourceFile | None
    resume: Resume | None
    diagnostics: tuple[Diagnostic, ...]


def load(path: Path | str, today: dt.date | None = None) -> Loaded:
    """Read and validate a ``cv.yaml``.

    All errors of a stage are reported together; a later stage is not reached with errors in an earlier one. ``today``
    decides what is in the future.
    """
    path = Path(path)
    source, found = read_source(path)
    if source is None or has_errors(found):
        return Loaded(path, source, None, tuple(in_file_order(found)))
    tree, problems = compose(source)
    found += problems
    if tree is None:
        return Loaded(path, source, None, tuple(in_file_order(found)))

    # Only a file that is YAML at all is worth the time to import pydantic.
    from pydantic import ValidationError

    from cvpdf.schema import consistency, errors, timeline
    from cvpdf.schema.resume import Resume

    try:
        resume = Resume.model_validate(tree)
    except ValidationError as problem:
        found += errors.explain(problem, tree, Resume)
        return Loaded(path, source, None, tuple(in_file_order(found)))
    found += consistency.check(resume)
    found += timeline.check(resume, today or dt.date.today())
    return Loaded(path, source, None if has_errors(found) else resume, tuple(in_file_order(found)))
