"""From a choice of candidates back to a selection, which then is rendered and checked like any other."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import count
from typing import Any

from cvpdf.fitting.candidates import Candidate, Path
from cvpdf.fitting.report import Layout
from cvpdf.latex.result import Engine
from cvpdf.selection.selection import Dropped, PublicationGroup, Selection, ShownSection

_CALLED = {"role": "entry"}
"""What a kind of candidate is called among what is dropped, if not by its own name."""


def chosen(selection: Selection, candidates: Sequence[Candidate], shown: Collection[int]) -> Selection:
    """Return the selection with only what was chosen of its candidates.

    Headings of groups and the form of entries stay as they were, so that each block is set as it was measured.
    """
    kept = {candidates[index].path for index in shown}
    fields: dict[Path, list[str]] = {}
    for candidate in candidates:
        if candidate.kind == "field" and candidate.path not in kept:
            fields.setdefault(candidate.path[:-1], []).append(str(candidate.path[-1]))
    numbers = count(1)
    sections = tuple(
        _section(part, path, kept, fields, numbers) for part, path in _kept(selection.sections, ("sections",), kept)
    )
    dropped = (*selection.dropped, *_dropped(selection, candidates, kept))
    return selection._replace(sections=sections, dropped=dropped)


def with_choice(
    selection: Selection, candidates: Sequence[Candidate], shown: Collection[int], layout: Layout, engine: Engine
) -> Selection:
    """Return the selection with only what was chosen, in its layout, for the engine that has measured it."""
    reduced = chosen(selection, candidates, shown)
    design = selection.settings.design.model_copy(update=layout._asdict())
    return reduced._replace(settings=reduced.settings._replace(design=design, engine=engine))


def _kept(parts: Sequence[Any], path: Path, kept: Collection[Path]) -> Iterator[tuple[Any, Path]]:
    """Yield the members of a list that were chosen, each with its path."""
    return ((part, (*path, place)) for place, part in enumerate(parts) if (*path, place) in kept)


def _section(
    shown: ShownSection, path: Path, kept: Collection[Path], fields: dict[Path, list[str]], numbers: Iterator[int]
) -> ShownSection:
    section: Any = shown.section
    if hasattr(section, "entries"):
        entries = _kept(section.entries, (*path, "entries"), kept)
        section = section.model_copy(update={"entries": tuple(_entry(e, where, kept, fields) for e, where in entries)})
    groups = []
    for place, group in enumerate(shown.groups):
        works = tuple(
            work._replace(number=str(next(numbers)) if work.number else "")
            for work, _ in _kept(group.works, (*path, "groups", place, "works"), kept)
        )
        if works:
            groups.append(PublicationGroup(group.heading, works))
    return shown._replace(section=section, groups=tuple(groups))


def _entry(entry: Any, path: Path, kept: Collection[Path], fields: dict[Path, list[str]]) -> Any:
    """Return an entry, or a position, with the fields, bullets and positions that were chosen."""
    update: dict[str, Any] = {name: type(entry).model_fields[name].default for name in fields.get(path, ())}
    if getattr(entry, "highlights", ()):
        update["highlights"] = tuple(bullet for bullet, _ in _kept(entry.highlights, (*path, "highlights"), kept))
    if getattr(entry, "roles", ()):
        roles = _kept(entry.roles, (*path, "roles"), kept)
        update["roles"] = tuple(_entry(role, where, kept, fields) for role, where in roles)
    return entry.model_copy(update=update) if update else entry


def _dropped(selection: Selection, candidates: Sequence[Candidate], kept: Collection[Path]) -> Iterator[Dropped]:
    """Yield what was not chosen, without what is in it."""
    pages = "page" if selection.settings.max_pages == 1 else "pages"
    for candidate in candidates:
        if candidate.path in kept or candidate.kind in ("group", "remark"):
            continue
        parent = None if candidate.parent is None else candidates[candidate.parent]
        if parent is not None and parent.kind == "group":
            # The heading of a group is nothing that anybody would miss.
            parent = candidates[parent.parent] if parent.parent is not None else None
        if parent is None or parent.path in kept:
            reason = candidate.rule or f"no room on the {pages}: value {candidate.worth.value}"
            what = _CALLED.get(candidate.kind, candidate.kind)
            yield Dropped(what, candidate.text, reason, candidate.span)
