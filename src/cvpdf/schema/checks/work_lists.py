"""Notes for works that a list of publications leaves out without being told to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cvpdf.diagnostics import Diagnostic, note
from cvpdf.schema.publications import Publication
from cvpdf.schema.resume import Resume
from cvpdf.schema.sections import PublicationsSection


def check(resume: Resume) -> Iterator[Diagnostic]:
    """Yield a note for each list that asks for years, if works have none."""
    undated = [work for work in resume.publications if not (work.date and work.date.year)]
    undated = [work for work in undated if work.status in ("published", "preprint")]
    for section in resume.sections:
        if not isinstance(section, PublicationsSection) or section.where is None or not undated:
            continue
        where = section.where
        if where.since is None and where.until is None:
            continue
        left_out = [work for work in undated if not where.status or work.status in where.status]
        if left_out:
            message = f"the list `{section.title}` asks for a year, and {_named(left_out)} no date"
            yield note("undated-work", message, left_out[0].key.span, "such works are left out; give them a `date`")


def _named(works: Sequence[Publication]) -> str:
    keys = ", ".join(f"`{work.key}`" for work in works[:3])
    more = len(works) - 3
    return f"{keys} and {more} more have" if more > 0 else f"{keys} {'have' if len(works) > 1 else 'has'}"
