"""The photo in the header: its file, and how it is printed."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, WithJsonSchema, model_validator

from cvpdf.schema.model import Model, changed
from cvpdf.schema.page import length
from cvpdf.schema.values.text import Line

Width = Annotated[
    str, BeforeValidator(length("width", 10, 60)), WithJsonSchema({"type": "string", "examples": ["30mm"]})
]
Shape = Literal["as-is", "square", "round"]
Side = Literal["right", "left"]


class PhotoLook(Model):
    """How a photo is printed."""

    width: Width = "24mm"
    """Width from 10 to 60 mm. A picture taller than 1.4 times that is printed narrower."""
    shape: Shape = "as-is"
    """`square` and `round` crop the longer side of a JPEG or PNG file."""
    side: Side = "right"
    """Side of the header."""


class Photo(Model):
    """A path, or a mapping with `file` and how to print the photo, if not as the design does."""

    file: Line
    """Path of a JPEG, PNG or PDF file, relative to cv.yaml. JPEG and PNG files lose their metadata."""
    width: Width | None = None
    """Width from 10 to 60 mm. A picture taller than 1.4 times that is printed narrower."""
    shape: Shape | None = None
    """`square` and `round` crop the longer side of a JPEG or PNG file."""
    side: Side | None = None
    """Side of the header."""

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, data: Any) -> Any:
        return {"file": data} if isinstance(data, str) else data

    def look(self, design: PhotoLook) -> PhotoLook:
        """Return how the photo is printed in a design."""
        given = {name: getattr(self, name) for name in PhotoLook.model_fields if getattr(self, name) is not None}
        return changed(design, PhotoLook.model_construct(set(given), **given))
