"""Numbers within a range, typed with or without a unit."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, core_schema

from cvpdf.schema.values.value import JsonSchema, describe, fault


@dataclass(frozen=True)
class Number:
    """Annotates a number from ``low`` to ``high``."""

    low: float
    high: float
    unit: str = ""
    whole: bool = True

    @property
    def _pattern(self) -> str:
        return r"[+-]?\d+" if self.whole else r"[+-]?\d+(\.\d+)?"

    def _check(self, value: object) -> object:
        if isinstance(value, int | float) and not isinstance(value, bool):
            parsed: float | None = value
        else:
            typed = rf"({self._pattern})\s*(?:{re.escape(self.unit)})?"
            match = re.fullmatch(typed, value) if isinstance(value, str) else None
            parsed = float(match[1]) if match else None
        if parsed is None or not self.low <= parsed <= self.high:
            kind = "a whole number" if self.whole else "a number"
            limits = f"from {self.low:g} to {self.high:g}{self.unit}"
            comma = re.fullmatch(rf"(\d+),(\d+)\s*({re.escape(self.unit)})?", value) if isinstance(value, str) else None
            hint = f"type `{comma[1]}.{comma[2]}{comma[3] or ''}`, with a point" if comma and not self.whole else None
            raise fault("bad-number", f"expected {kind} {limits}, got {describe(value)}", hint)
        return int(parsed) if self.whole else parsed

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Return a schema that calls the validator before pydantic's own."""
        return core_schema.no_info_before_validator_function(self._check, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchema:
        """Return the JSON Schema of what may be typed."""
        kind = "integer" if self.whole else "number"
        bare: JsonSchema = {"type": kind, "minimum": self.low, "maximum": self.high}
        with_unit = {"type": "string", "pattern": rf"^{self._pattern}\s*{self.unit}$"}
        return {"anyOf": [bare, with_unit]} if self.unit else bare
