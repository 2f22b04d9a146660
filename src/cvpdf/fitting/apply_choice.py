"""A selection reduced to the chosen candidates, which is then rendered and checked like any other."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from cvpdf.fitting.report import Layout
from cvpdf.fitting.tree import Candidate, Path
from cvpdf.schema.sections import is_one_block
from cvpdf.selection.numbers import with_numbers
from cvpdf.selection.selection import Dropped, Selection, ShownSection

_CALLED = {"role": "entry"}
"""Kinds of candidates with another name among the dropped items."""


def apply_choice(selection: Selection, candidates: Sequence[Candidate], shown: Collection[int]) -> Selection:
    """Return the selection with only the chosen candidates; the others are added to its dropped items.

    Headings of groups and the form of entries do not change, so each block is typeset as it was measured.
    """
    chosen = {candidates[index].path for index in shown}
    fields: dict[Path, list[str]] = {}
    for candidate in candidates:
        if candidate.kind == "field" and candidate.path not in chosen:
            fields.setdefault(candidate.path[:-1], []).append(str(candidate.path[-1]))
    sections = tuple(
        _section(part, path, chosen, fields) for part, path in _shown(selection.sections, ("sections",), chosen)
    )
    dropped = (*selection.dropped, *_dropped(selection, candidates, chosen))
    return selection._replace(sections=with_numbers(sections), dropped=dropped)


def with_choice(
    selection: Selection, candidates: Sequence[Candidate], shown: Collection[int], layout: Layout
) -> Selection:
    """Return the selection with only the chosen candidates, in the chosen layout."""
    reduced = apply_choice(selection, candidates, shown)
    design = selection.settings.design
    design = design.model_copy(update={"page": design.page.model_copy(update=layout._asdict())})
    return reduced._replace(settings=reduced.settings._replace(design=design))


def _shown(parts: Sequence[Any], path: Path, chosen: Collection[Path]) -> Iterator[tuple[Any, Path]]:
    """Yield the chosen members of a list, each with its path."""
    return ((part, (*path, place)) for place, part in enumerate(parts) if (*path, place) in chosen)


def _section(
    shown: ShownSection,
    path: Path,
    chosen: Collection[Path],
    fields: dict[Path, list[str]],
) -> ShownSection:
    section: Any = shown.section
    if hasattr(section, "entries") and not is_one_block(section):
        entries = _shown(section.entries, (*path, "entries"), chosen)
        section = section.model_copy(
            update={"entries": tuple(_entry(e, where, chosen, fields) for e, where in entries)}
        )
    groups = []
    for place, group in enumerate(shown.groups):
        works = tuple(work for work, _ in _shown(group.works, (*path, "groups", place, "works"), chosen))
        if works:
            groups.append(group._replace(works=works))
    return shown._replace(section=section, groups=tuple(groups))


def _entry(entry: Any, path: Path, chosen: Collection[Path], fields: dict[Path, list[str]]) -> Any:
    """Return an entry or a position with the chosen fields, bullets and positions."""
    update: dict[str, Any] = {name: type(entry).model_fields[name].default for name in fields.get(path, ())}
    if getattr(entry, "highlights", ()):
        update["highlights"] = tuple(bullet for bullet, _ in _shown(entry.highlights, (*path, "highlights"), chosen))
    if getattr(entry, "roles", ()):
        roles = _shown(entry.roles, (*path, "roles"), chosen)
        update[type(entry).form.parts] = tuple(_entry(role, where, chosen, fields) for role, where in roles)
    return entry.model_copy(update=update) if update else entry


def _dropped(selection: Selection, candidates: Sequence[Candidate], chosen: Collection[Path]) -> Iterator[Dropped]:
    """Yield the candidates that were not chosen, without their descendants."""
    pages = "page" if selection.settings.max_pages == 1 else "pages"
    for candidate in candidates:
        if candidate.path in chosen or candidate.kind in ("group", "remark"):
            continue
        parent = None if candidate.parent is None else candidates[candidate.parent]
        if parent is not None and parent.kind == "group":
            # Headings of groups are not reported as dropped.
            parent = candidates[parent.parent] if parent.parent is not None else None
        if parent is None or parent.path in chosen:
            reason = candidate.rule or f"no room on the {pages}: value {candidate.worth.value}"
            what = _CALLED.get(candidate.kind, candidate.kind)
            yield Dropped(what, candidate.text, reason, candidate.span)
