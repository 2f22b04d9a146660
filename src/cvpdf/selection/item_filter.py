"""The rules of a variant for lists of entries, bullets and publications, and the record of what they leave out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from cvpdf.diagnostics import Span
from cvpdf.schema.model import Bounded, Marks, Model
from cvpdf.schema.values.text import Key
from cvpdf.selection.limits import best, bounds
from cvpdf.selection.selection import Dropped, label_of
from cvpdf.selection.settings import Settings

T = TypeVar("T", bound=Marks)
M = TypeVar("M", bound=Model)


@dataclass(slots=True)
class ItemFilter:
    """Applies the rules of a variant to items, and records which ones are shown and which are dropped."""

    settings: Settings
    without_partner: Mapping[int, str] = field(default_factory=dict)
    """Items whose partner is not shown, by identity, with the reason to drop them."""
    shown: set[int] = field(default_factory=set)
    """The identities of the items that are shown."""
    dropped: list[Dropped] = field(default_factory=list)

    def drop(self, what: str, item: object, reason: str) -> None:
        """Record that an item is left out."""
        text, span = label_of(item)
        self.dropped.append(Dropped(what, text, reason, span))

    def excluded_by(self, tags: Sequence[Key]) -> str | None:
        """Return the reason why tags exclude an item, or ``None``. An item without tags is never excluded."""
        if not tags:
            return None
        excluded = [tag for tag in tags if tag in self.settings.tags.exclude]
        if excluded:
            return f"tag `{excluded[0]}` is excluded"
        included = self.settings.tags.include
        if included is not None and not any(tag in included for tag in tags):
            return "none of its tags is included"
        return None

    def keep(self, what: str, items: Sequence[T], *limits: Bounded | None, at_once: bool = False) -> tuple[T, ...]:
        """Return the items to show, in the order of the file.

        If the variant is fitted, the limits are left to the fit, except a maximum of 0, and except in a list that is
        shown ``at_once``.
        """
        allowed = []
        for item in items:
            reason = "hidden" if item.hide else self.excluded_by(item.tags) or self.without_partner.get(id(item))
            if reason is None and item.priority < self.settings.min_priority and not item.pin:
                reason = f"priority {item.priority} is below {self.settings.min_priority}"
            if reason is None:
                allowed.append(item)
            else:
                self.drop(what, item, reason)
        _, most = bounds(*limits)
        if most is not None and (most == 0 or at_once or self.settings.fit is None):
            allowed = self._limited(what, allowed, most)
        self.shown.update(map(id, allowed))
        return tuple(allowed)

    def _limited(self, what: str, items: list[T], most: int) -> list[T]:
        kept = best(items, most)
        for i, item in enumerate(items):
            if i not in kept:
                mark = f"priority is {item.priority}" if item.weight is None else f"weight is {item.weight:g}"
                self.drop(what, item, f"limit of {most}, and its {mark}")
        return [item for i, item in enumerate(items) if i in kept]

    def omit(self, model: M, names: Sequence[str]) -> M:
        """Return a model without some fields. Those that had a value are recorded as dropped."""
        update: dict[str, Any] = {}
        for name in names:
            value = getattr(model, name, None)
            if value:
                spans: list[Span | None] = [
                    getattr(part, "span", None) for part in (value if isinstance(value, tuple) else (value,))
                ]
                self.dropped.append(Dropped("field", name, "left out by the variant", next(iter(spans), None)))
                update[name] = () if isinstance(value, tuple) else None
        return model.model_copy(update=update) if update else model
