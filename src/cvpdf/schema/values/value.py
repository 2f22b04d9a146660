"""The base of all scalar types of cv.yaml, and what they share: errors, their wording, their JSON Schema."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Self

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from cvpdf.source.nodes import Text
from cvpdf.source.quotes import in_quotes, quote_hint

JsonSchema = dict[str, Any]

ANY_SCALAR: JsonSchema = {"type": ["string", "number", "boolean"]}
"""An editor reads an unquoted ``2023`` or ``NO`` by YAML's rules, so the schema that it checks must allow them."""


def fault(code: str, message: str, hint: str | None = None, field: str = "") -> PydanticCustomError:
    """Return the exception by which a type rejects a value; ``message`` has no full stop at its end.

    A model names the ``field`` whose place is reported.
    """
    # pydantic searches a template for placeholders, which the user's text may contain.
    return PydanticCustomError(code, "{message}", {"message": message, "hint": hint, "field": field})


def describe(value: object) -> str:
    """Return a YAML node in the words of a message: `a list`, `a mapping`, or the text in backticks."""
    if value is None:
        return "nothing"
    if isinstance(value, Mapping):
        return "a mapping"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "a list"
    text = squeeze(str(value))
    return f"`{text}`" if len(text) <= 60 else f"`{text[:59]}…`"


def as_text(value: object) -> str | None:
    """Return the hint for a list or a mapping that is probably a text without quotes."""
    if isinstance(value, Mapping | Sequence) and not value:
        return "write the text, or remove the field"
    parts = list(value.values()) if isinstance(value, Mapping) else []
    if parts and all(isinstance(part, str) for part in parts) and (len(parts) > 1 or bool(getattr(value, "typed", ""))):
        return f"write it as one text: {in_quotes(', '.join(map(squeeze, parts)))}"
    if typed := getattr(value, "typed", ""):
        return quote_hint(typed)
    if isinstance(value, Mapping) and len(value) == 1:
        [(key, inner)] = value.items()
        text = f"{key}:" if inner is None else f"{key}: {inner if isinstance(inner, str) else '…'}"
        return f"a colon followed by a space starts a mapping; {quote_hint(text)}"
    return None


def _without_brackets(value: object) -> str | None:
    if isinstance(value, Sequence) and len(value) == 1 and isinstance(value[0], str):
        return f"write it without brackets and dash: {value[0]}"
    return None


def squeeze(text: str) -> str:
    """Replace each run of spaces, tabs and line ends by one space. Other spaces, such as no-break spaces, stay."""
    return re.sub(r"[ \t\r\n]+", " ", text).strip(" ")


class Value(Text):
    """Base of all scalar types of the schema."""

    __slots__ = ("line_breaks",)
    line_breaks: int
    """How many line breaks of the text became spaces. Only values that :meth:`parse` normalises have it."""
    expected = "text"
    """What the type accepts, in the words of a message."""
    json_schema: ClassVar[JsonSchema] = ANY_SCALAR
    """The JSON Schema of what may be typed."""

    @classmethod
    def parse(cls, text: Text) -> Self:
        """Check and normalise a text. Raises :func:`fault` if it is not valid."""
        value = cls(squeeze(text), text.span, text.quoted)
        value.line_breaks = text.strip().count("\n")
        return value

    @classmethod
    def _validate(cls, value: object) -> Self:
        if isinstance(value, cls):
            return value
        if not isinstance(value, str):
            hint = as_text(value) if cls.expected == "text" else _without_brackets(value)
            raise fault("wrong-type", f"expected {cls.expected}, got {describe(value)}", hint)
        text = value if isinstance(value, Text) else Text(value)
        if not text.strip():
            raise fault("empty-text", "the text is empty", "remove the key, or add text")
        return cls.parse(text)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Return the schema by which pydantic calls :meth:`parse`."""
        return core_schema.no_info_plain_validator_function(
            cls._validate, serialization=core_schema.plain_serializer_function_ser_schema(str)
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchema:
        """Return the JSON Schema to pydantic."""
        return dict(cls.json_schema)
