"""The rules of a variant for a list of entries, bullets or publications, and what they leave out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from cvpdf.diagnostics import Span
from cvpdf.schema.model import Bounded, Marks, Model
from cvpdf.schema.text import Key
from cvpdf.selection.item_label import label_of
from cvpdf.selection.limits import best, bounds
from cvpdf.selection.selection import Dropped
from cvpdf.selection.settings import Settings

T = TypeVar("T", bound=Marks)
M = TypeVar("M", bound=Model)


@dataclass(slots=True)
class Chooser:
    """The rules, and what they have kept and dropped so far."""

    settings: Settings
    lonely: Mapping[int, str] = field(default_factory=dict)
    """Why items are dropped whose partner is not shown, by the identity of the item."""
    kept: set[int] = field(default_factory=set)
    """The identities of the items that are shown."""
    dropped: list[Dropped] = field(default_factory=list)

    def drop(self, what: str, item: object, reason: str) -> None:
        """Note that something is left out."""
        text, span = label_of(item)
        self.dropped.append(Dropped(what, text, reason, span))

    def refusal(self, tags: Sequence[Key]) -> str | None:
        """Why the tags forbid something, or ``None``. What has no tags is always shown."""
        if not tags:
            return None
        out = [tag for tag in tags if tag in self.settings.tags.exclude]
        if out:
            return f"tag `{out[0]}` is excluded"
        wanted = self.settings.tags.include
        if wanted is not None and not any(tag in wanted for tag in tags):
            return "none of its tags is included"
        return None

    def choose(self, what: str, items: Sequence[T], *said: Bounded | None) -> tuple[T, ...]:
        """Choose among entries or bullets, under the limits that are said; the order of the file stays.

        If the variant is fitted, limits are left to the fit; but a limit of nothing leaves nothing to choose.
        """
        allowed = []
        for item in items:
            reason = "hidden" if item.hide else self.refusal(item.tags) or self.lonely.get(id(item))
            if reason is None and item.priority < self.settings.min_priority and not item.pin:
                reason = f"priority {item.priority} is below {self.settings.min_priority}"
            if reason is None:
                allowed.append(item)
            else:
                self.drop(what, item, reason)
        _, most = bounds(*said)
        if most is not None and (most == 0 or self.settings.fit is None):
            allowed = self._limited(what, allowed, most)
        self.kept.update(map(id, allowed))
        return tuple(allowed)

    def _limited(self, what: str, items: list[T], most: int) -> list[T]:
        kept = best(items, most)
        for i, item in enumerate(items):
            if i not in kept:
                mark = f"priority is {item.priority}" if item.weight is None else f"weight is {item.weight:g}"
                self.drop(what, item, f"limit of {most}, and its {mark}")
        return [item for i, item in enumerate(items) if i in kept]

    def omit(self, model: M, names: Sequence[str]) -> M:
        """Return the model without the named fields, which are noted as dropped if something stood there."""
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
