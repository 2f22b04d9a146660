"""The photo in the header."""

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, WithJsonSchema, model_validator

from cvpdf.schema.model import Model
from cvpdf.schema.page import length
from cvpdf.schema.values.text import Line

Width = Annotated[
    str, BeforeValidator(length("width", 10, 60)), WithJsonSchema({"type": "string", "examples": ["30mm"]})
]


class Photo(Model):
    """A path, or a mapping with `file` and how to print the photo."""

    file: Line
    """Path of a JPEG, PNG or PDF file, relative to cv.yaml. JPEG and PNG files lose their metadata."""
    width: Width = "24mm"
    """Width from 10 to 60 mm. A picture taller than 1.4 times that is printed narrower."""
    shape: Literal["as-is", "square", "round"] = "as-is"
    """`square` and `round` crop the longer side of a JPEG or PNG file."""
    side: Literal["right", "left"] = "right"
    """Side of the header."""

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, data: Any) -> Any:
        return {"file": data} if isinstance(data, str) else data
