"""The base of all models of the schema, and the marks by which entries and bullets are chosen."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, model_validator

from cvpdf.schema.text import Flag, Key, Prose, number

Priority = Annotated[int, number(1, 5)]


class Model(BaseModel):
    """Frozen; unknown keys are errors everywhere; a key with nothing behind it counts as not written."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    @model_validator(mode="before")
    @classmethod
    def _drop_empty(cls, data: Any) -> Any:
        if isinstance(data, dict) and None in data.values():
            return {k: v for k, v in data.items() if v is not None or k not in cls.model_fields}
        return data


class Marks(Model):
    """What decides whether something is shown in a variant. Without tags it always may be."""

    tags: tuple[Key, ...] = ()
    """Words by which variants include or exclude this; without tags it is always shown."""
    priority: Priority = 3
    """From 1 (first to go) to 5 (last to go) when a variant has no room for everything."""
    pin: Flag = Flag("false")
    """Always shown, whatever the limits of the variant."""
    hide: Flag = Flag("false")
    """Never shown."""


class Highlight(Marks):
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
