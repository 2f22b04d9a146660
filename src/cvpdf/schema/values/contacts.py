"""Contact details: one value, a list of values, or a mapping that gives each value a label."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler, ValidationError
from pydantic_core import CoreSchema, InitErrorDetails, PydanticCustomError, core_schema

from cvpdf.diagnostics import Span
from cvpdf.schema.values.text import Line
from cvpdf.schema.values.value import JsonSchema, Value, fault


class Labelled(NamedTuple):
    """A value, and the label that is printed before it."""

    label: Line | None
    value: Value

    @property
    def span(self) -> Span | None:
        """The place of the value in cv.yaml."""
        return self.value.span


Contacts = tuple[Labelled, ...]


@dataclass(frozen=True)
class OneOrMore:
    """Makes pydantic read a field of the type :data:`Contacts`; ``kind`` is the type of its values."""

    kind: type[Value]
    labels: bool = True
    """Whether a mapping is allowed. The keys of a place would be its parts: `city`, `country`."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Return the schema by which pydantic reads the field."""
        return core_schema.no_info_plain_validator_function(self._validate)

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchema:
        """Return the JSON Schema of the three forms."""
        one = self.kind.json_schema
        one = {"anyOf": [one, {"type": "object", "additionalProperties": one}]} if self.labels else one
        return {"anyOf": [one, {"type": "array", "items": one}, {"type": "null"}]}

    def _validate(self, data: Any) -> Contacts:
        problems: list[InitErrorDetails] = []
        values = []
        for place, label, value in _items(data, self.labels):
            try:
                name = None if label is None else Line._validate(label)
                values.append(Labelled(name, self.kind._validate(value)))
            except PydanticCustomError as problem:
                problems.append({"type": problem, "loc": place, "input": value})
        if problems:
            raise ValidationError.from_exception_data("contacts", problems)
        return tuple(values)


def _items(data: Any, labels: bool) -> Iterator[tuple[tuple[int | str, ...], str | None, Any]]:
    """Yield the location, the label and the value of each item."""
    if isinstance(data, Mapping):
        if not labels:
            parts = ", ".join(str(value) for value in data.values())
            raise fault("wrong-type", "expected text, got a mapping", f'write it as one text, in quotes: "{parts}"')
        if len(data) == 2 and "label" in data:
            # `{label: mobile, number: …}`, as other formats have it.
            [(key, value)] = ((key, value) for key, value in data.items() if key != "label")
            yield (key,), data["label"], value
        else:
            yield from (((label,), label, value) for label, value in data.items())
    elif isinstance(data, list | tuple):
        for place, item in enumerate(data):
            inside = _items(item, labels) if isinstance(item, Mapping) else [((), None, item)]
            yield from (((place, *inner), label, value) for inner, label, value in inside)
    else:
        yield (), None, data
