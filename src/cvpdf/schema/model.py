"""The base of all models, and the fields that decide which sections, entries and bullets a variant shows."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, ClassVar, Self, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, model_validator

from cvpdf.schema.values.numbers import Number
from cvpdf.schema.values.prose_fields import SubBullets, as_bullets, with_blocks
from cvpdf.schema.values.text import Flag, Key, Prose, WorkKey
from cvpdf.schema.values.value import Value, fault
from cvpdf.source.nodes import Text

Priority = Annotated[int, Number(1, 5)]
Weight = Annotated[float, Number(0, 1000, whole=False)]
Count = Annotated[int, Number(0, 1000)]


class Model(BaseModel):
    """Base of all models: frozen, unknown keys are errors, and a key without a value counts as absent."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)
    whole: ClassVar[bool] = False
    """Whether a change replaces it as a whole, with the fields that the change does not give."""

    @model_validator(mode="before")
    @classmethod
    def _drop_empty(cls, data: Any) -> Any:
        if isinstance(data, dict) and None in data.values():
            return {k: v for k, v in data.items() if v is not None or k not in cls.model_fields}
        return data


M = TypeVar("M", bound=Model)


def changed(base: M, change: M) -> M:
    """Return ``base`` with the fields that are set in ``change``, also in nested models."""
    update = {}
    for field in change.model_fields_set:
        old, new = getattr(base, field), getattr(change, field)
        nested = isinstance(old, Model) and isinstance(new, Model) and not new.whole
        update[field] = changed(old, new) if nested else new
    return base.model_copy(update=update)


def values(part: object) -> Iterator[Value]:
    """Yield every scalar of a model and of the models in it, in the order of their fields."""
    if isinstance(part, Value):
        yield part
    elif isinstance(part, Model):
        for name in type(part).model_fields:
            yield from values(getattr(part, name))
    elif isinstance(part, Mapping):
        for item in part.values():
            yield from values(item)
    elif isinstance(part, tuple):
        for item in part:
            yield from values(item)


def models(part: object) -> Iterator[Model]:
    """Yield every model in a model or a tuple, and the model itself."""
    if isinstance(part, Model):
        yield part
        part = tuple(getattr(part, name) for name in type(part).model_fields)
    if isinstance(part, tuple):
        for item in part:
            yield from models(item)


class Weighed(Model):
    """The fields that decide what to leave out first when the space is limited."""

    priority: Priority = 3
    """From 1 (left out first) to 5 (left out last), for variants with limited space."""
    weight: Weight | None = None
    """Weight from 0 to 1000; overrides the weight given by `priority` (1, 2, 4, 8, 16)."""
    pin: Flag = Flag("false")
    """Always show this, regardless of the limits of the variant."""

    @property
    def counts(self) -> float:
        """The weight: the one that is given, or that of the priority."""
        return 2.0 ** (self.priority - 1) if self.weight is None else self.weight


class Bounded(Model):
    """Limits for the number of items inside."""

    min: Count | None = None
    """Minimum number of items if this is shown: bullets of an entry, entries of a section. Only `fit` respects it."""
    max: Count | None = None
    """Maximum number of items: bullets of an entry (positions of a job with `roles`), entries or works of a section."""

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.min is not None and self.max is not None and self.min > self.max:
            raise fault("bad-bounds", f"`min` ({self.min}) is greater than `max` ({self.max})", "swap them", "min")
        return self


class Marks(Weighed):
    """The fields that decide whether a variant shows an item. An item without tags may always be shown."""

    tags: tuple[Key, ...] = ()
    """Words by which variants include or exclude this. Without tags it may always be shown."""
    hide: Flag = Flag("false")
    """Never show this."""
    keep_with: WorkKey | None = None
    """Show this only if another item is shown: `previous` (the one before it), an `id`, or a publication's key."""


class Named(Marks):
    """The same fields for an item that has no key of its own."""

    id: Key | None = None
    """Name to refer to in `keep_with`; unique among entries, positions, bullets and publications."""


class OrText(Model):
    """A mapping that can also be typed as a text, which is one of its fields."""

    text_field: ClassVar[str]

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, data: Any) -> Any:
        return {cls.text_field: data} if isinstance(data, str) else data


class Bullet(Named):
    """A text, or a mapping with `text` and the fields that control selection. It may have bullets below it."""

    below: ClassVar[str]
    """The field with the bullets below it."""

    text: Prose
    """Text; inline Markdown."""

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, data: Any) -> Any:
        if isinstance(data, str):
            return with_blocks({"text": data}, cls.below)
        if isinstance(data, dict) and len(data) == 1:
            [(key, value)] = data.items()
            if key not in cls.model_fields and isinstance(value, list):
                # `- Led the team:` with a list below it.
                data = {"text": Text(f"{key}:", getattr(key, "span", None)), cls.below: value}
        return with_blocks(data, cls.below) if isinstance(data, dict) else data

    @property
    def span(self) -> Any:
        """The place of the text in cv.yaml."""
        return self.text.span


class Highlight(Bullet):
    """A bullet: a text, or a mapping with `text` and the fields that control selection."""

    below: ClassVar[str] = "highlights"

    highlights: SubBullets = ()
    """Bullets one level below this one, shown whenever it is."""


Highlights = Annotated[tuple[Highlight, ...], BeforeValidator(lambda value: as_bullets(value, Highlight.below))]
"""A list of bullets, or one text with a line `- …` for each."""
