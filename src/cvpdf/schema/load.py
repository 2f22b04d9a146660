"""From a path to a valid ``Resume``: the source and schema stages together."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from cvpdf.diagnostics import Diagnostic, has_errors, in_file_order
from cvpdf.source.compose import compose
from cvpdf.source.read import SourceFile, decode, read_source

if TYPE_CHECKING:
    from cvpdf.schema.resume import Resume


_HOLLOW = {
    "publications": ("unknown-publication", "unknown-tag"),
    "sections": ("unknown-section", "unknown-field", "unknown-tag", "unlisted-publications", "gap", "overlap"),
    "variants": ("unknown-variant",),
}
"""Complaints that mean nothing if list items of a part had to be left out, because they were wrong themselves."""


class Loaded(NamedTuple):
    """A file that was read. ``resume`` is ``None`` if there are errors; notes may come with either."""

    path: Path
    source: SourceFile | None
    resume: Resume | None
    diagnostics: tuple[Diagnostic, ...]


def load(path: Path | str, today: dt.date | None = None, content: bytes | None = None) -> Loaded:
    """Read and validate a ``cv.yaml``.

    All errors of a stage are reported together; a later stage is not reached with errors in an earlier one. ``today``
    decides what is in the future. ``content`` is what the file holds, if it has been read already.
    """
    path = Path(path)
    today = today or dt.date.today()
    source, found = read_source(path) if content is None else decode(str(path), content)
    if source is None or has_errors(found):
        return Loaded(path, source, None, tuple(in_file_order(found)))
    tree, problems = compose(source)
    found += problems
    if tree is None:
        return Loaded(path, source, None, tuple(in_file_order(found)))

    # Only a file that is YAML at all is worth the time to import pydantic.
    from pydantic import ValidationError

    from cvpdf.schema import consistency, timeline
    from cvpdf.schema.resume import Resume

    try:
        resume = Resume.model_validate(tree)
    except ValidationError as problem:
        from cvpdf.schema import errors, salvage

        found += errors.explain(problem, tree, Resume)
        rest, lost = salvage.salvage(tree, problem)
        if rest is not None:
            further = [*consistency.check(rest), *timeline.check(rest, today)]
            found += [d for d in further if not any(d.code in _HOLLOW[part] for part in lost if part in _HOLLOW)]
        return Loaded(path, source, None, tuple(in_file_order(found)))
    found += consistency.check(resume)
    found += timeline.check(resume, today)
    return Loaded(path, source, None if has_errors(found) else resume, tuple(in_file_order(found)))
