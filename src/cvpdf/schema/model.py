"""The base of all models of the schema, and the marks by which sections, entries and bullets are chosen."""

from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, model_validator

from cvpdf.schema.text import Flag, Key, Prose, fault, number

Priority = Annotated[int, number(1, 5)]
Weight = Annotated[float, number(0, 1000, whole=False)]
Count = Annotated[int, number(0, 1000)]


class Model(BaseModel):
    """Frozen; unknown keys are errors everywhere; a key with nothing behind it counts as not written."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    @model_validator(mode="before")
    @classmethod
    def _drop_empty(cls, data: Any) -> Any:
        if isinstance(data, dict) and None in data.values():
            return {k: v for k, v in data.items() if v is not None or k not in cls.model_fields}
        return data


class Weighed(Model):
    """What has a value when a variant has no room for everything."""

    priority: Priority = 3
    """From 1 (first to go) to 5 (last to go) when a variant has no room for everything."""
    weight: Weight | None = None
    """What this counts, instead of the 1, 2, 4, 8 or 16 that its priority says: 0 to 1000."""
    pin: Flag = Flag("false")
    """Always shown, whatever the limits of the variant."""

    @property
    def counts(self) -> float:
        """What it counts: its weight, or what its priority says."""
        return 2.0 ** (self.priority - 1) if self.weight is None else self.weight


class Bounded(Model):
    """What holds things of which so many are shown."""

    min: Count | None = None
    """If it is shown, then with at least so many: bullets of an entry, entries of a section. Only `fit` heeds it."""
    max: Count | None = None
    """At most so many: bullets of an entry (positions, of a job with `roles`), entries or works of a section."""

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.min is not None and self.max is not None and self.min > self.max:
            raise fault("bad-bounds", f"`min` ({self.min}) is more than `max` ({self.max})", "exchange the two")
        return self


class Marks(Weighed):
    """What decides whether something is shown in a variant. Without tags it always may be."""

    tags: tuple[Key, ...] = ()
    """Words by which variants include or exclude this; without tags it is always shown."""
    hide: Flag = Flag("false")
    """Never shown."""
    keep_with: Key | None = None
    """Shown only if that is shown too: `previous` (the one before it in its list), an `id`, or a publication's key."""


class Named(Marks):
    """Marks of what has no key by which others could refer to it."""

    id: Key | None = None
    """A name for the `keep_with` of others; unique among entries, positions, bullets and publications."""


class Highlight(Named):
    """A bullet: a text, or a mapping with `text` and marks."""

    text: Prose
    """What the bullet says; inline Markdown."""

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, data: Any) -> Any:
        return {"text": data} if isinstance(data, str) else data

    @property
    def span(self) -> Any:
        """The place of the bullet's text."""
        return self.text.span
