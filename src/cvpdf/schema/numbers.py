"""Numbers within a range, typed with or without a unit."""

from __future__ import annotations

import re
from collections.abc import Callable

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, core_schema

from cvpdf.schema.value import JsonSchema, describe, fault


def number(low: float, high: float, unit: str = "", whole: bool = True) -> Number:
    """Return the annotation of a number from ``low`` to ``high``."""
    pattern = r"[+-]?\d+" if whole else r"[+-]?\d+(\.\d+)?"

    def check(value: object) -> object:
        if isinstance(value, int | float) and not isinstance(value, bool):
            parsed: float | None = value
        else:
            match = re.fullmatch(rf"({pattern})\s*(?:{re.escape(unit)})?", value) if isinstance(value, str) else None
            parsed = float(match[1]) if match else None
        if parsed is None or not low <= parsed <= high:
            kind = "a whole number" if whole else "a number"
            raise fault("bad-number", f"expected {kind} from {low:g} to {high:g}{unit}, got {describe(value)}")
        return int(parsed) if whole else parsed

    bare: JsonSchema = {"type": "integer" if whole else "number", "minimum": low, "maximum": high}
    with_unit = {"type": "string", "pattern": rf"^{pattern}\s*{unit}$"}
    return Number(check, {"anyOf": [bare, with_unit]} if unit else bare)


class Number:
    """Annotates a number with its validator, and with the JSON Schema of what may be typed."""

    def __init__(self, check: Callable[[object], object], json: JsonSchema) -> None:
        self._check = check
        self._json = json

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Return a schema that calls the validator before pydantic's own."""
        return core_schema.no_info_before_validator_function(self._check, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchema:
        """Return the JSON Schema to pydantic."""
        return dict(self._json)
