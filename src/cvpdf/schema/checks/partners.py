"""`keep_with`: items that are shown only together with another one, their partner."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from cvpdf.diagnostics import Diagnostic, Related, error
from cvpdf.schema.model import Marks
from cvpdf.schema.publications import Publication
from cvpdf.schema.resume import Resume
from cvpdf.schema.suggest import did_you_mean
from cvpdf.schema.values.text import Key

PREVIOUS = "previous"
"""The value of `keep_with` that means the item before in the same list."""


def lists(resume: Resume) -> Iterator[Sequence[Marks]]:
    """Yield every list of items that can have a partner: entries, their positions and bullets, and publications."""
    for section in resume.sections:
        entries: Sequence[Marks] = getattr(section, "entries", ())
        yield entries
        for entry in entries:
            roles: Sequence[Marks] = getattr(entry, "roles", ())
            yield roles
            for owner in (entry, *roles):
                yield getattr(owner, "highlights", ())
    yield resume.publications


def name_of(item: Marks) -> Key | None:
    """Return the `id` of an item, or the key of a publication."""
    return item.key if isinstance(item, Publication) else getattr(item, "id", None)


def partner(items: Sequence[Marks], place: int, names: Mapping[str, Marks]) -> Marks | None:
    """Return the partner of the item at an index of its list, or ``None`` if it does not exist."""
    wanted = items[place].keep_with
    if wanted == PREVIOUS:
        return items[place - 1] if place else None
    return names.get(str(wanted))


def names(resume: Resume) -> dict[str, Marks]:
    """Return all items that have an `id` or a key."""
    return {str(name): item for items in lists(resume) for item in items if (name := name_of(item)) is not None}


def check(resume: Resume) -> Iterator[Diagnostic]:
    """Yield errors for duplicate names, and for partners that do not exist."""
    first: dict[str, Key] = {str(work.key): work.key for work in reversed(resume.publications)}
    for items in lists(resume):
        for item in items:
            name = None if isinstance(item, Publication) else name_of(item)
            if name == PREVIOUS:
                yield error(
                    "duplicate-id", f"`{PREVIOUS}` is reserved for the item before", name.span, "use another id"
                )
            elif name is not None and (earlier := first.setdefault(str(name), name)) is not name:
                related = [Related("first used here", earlier.span)] if earlier.span else []
                yield error("duplicate-id", f"the id `{name}` is used twice", name.span, "use another id", related)
    known = names(resume)
    for items in lists(resume):
        for place, item in enumerate(items):
            wanted = item.keep_with
            if wanted is None or partner(items, place, known) is not None:
                continue
            if wanted == PREVIOUS:
                message, hint = "there is no item before this one in its list", "name an `id`, or move the item"
            else:
                message, hint = f"no item has the id or key `{wanted}`", did_you_mean(wanted, [PREVIOUS, *known])
            yield error("unknown-partner", message, wanted.span, hint)
