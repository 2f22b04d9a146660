"""The `fit` of a variant: how far the design may change so that the best content fills the pages."""

from typing import Annotated, Any, Literal

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler, ModelWrapValidatorHandler, PrivateAttr, model_validator
from pydantic_core import CoreSchema, core_schema

from cvpdf.diagnostics import Span
from cvpdf.schema.model import Model
from cvpdf.schema.page import FontSize, LineSpacing, Spacing
from cvpdf.schema.values.text import Flag
from cvpdf.schema.values.value import JsonSchema, describe, fault


class Pair:
    """Annotates a pair (smallest, largest); a single number means both."""

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Return a schema that turns one number into two before validation, and checks their order after it."""
        both = core_schema.no_info_before_validator_function(_pair, handler(source))
        return core_schema.no_info_after_validator_function(_ordered, both)

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchema:
        """Return the JSON Schema of one number or two."""
        pair = handler(schema)
        return {"anyOf": [pair["prefixItems"][0], pair]}


def _pair(value: Any) -> Any:
    if isinstance(value, str | int | float):
        return (value, value)
    if isinstance(value, list | tuple) and len(value) == 2:
        return value
    got = f"a list of {len(value)}" if isinstance(value, list) else describe(value)
    raise fault("bad-range", f"expected a number or a pair of numbers, got {got}", "example: [0.8, 1.2]")


def _ordered(value: tuple[float, float]) -> tuple[float, float]:
    if value[0] > value[1]:
        raise fault("bad-range", f"{value[0]:g} is greater than {value[1]:g}", "write the smaller number first")
    return value


class Fit(Model):
    """How far fitting may change the design. `true` uses the defaults below, `false` turns fitting off."""

    font_size: Annotated[tuple[FontSize, FontSize], Pair()] | None = None
    """Smallest and largest text size in points, or one size. The default is 9 to the size in `design`."""
    line_spacing: Annotated[tuple[LineSpacing, LineSpacing], Pair()] | None = None
    """Smallest and largest line spacing, or one value. The default is 0.94 to the value in `design`."""
    spacing: Annotated[tuple[Spacing, Spacing], Pair()] | None = None
    """Smallest and largest white space, or one value. The default is 0.6 to 1.2, or up to a larger `design`."""
    prefer: Literal["content", "legibility"] | None = None
    """`content` (the default) tightens the design before leaving anything out; `legibility` does the reverse."""

    _off: bool = PrivateAttr(False)
    _span: Span | None = PrivateAttr(None)

    @model_validator(mode="wrap")
    @classmethod
    def _from_flag(cls, data: Any, handler: "ModelWrapValidatorHandler[Fit]") -> "Fit":
        if isinstance(data, Fit):
            return data
        if isinstance(data, str):
            fit = handler({})
            fit._off = not Flag._validate(data)
        elif isinstance(data, dict):
            fit = handler(data)
        else:
            hint = "example: `fit: true`"
            raise fault("wrong-type", f"expected `true`, `false` or a mapping, got {describe(data)}", hint)
        fit._span = getattr(data, "span", None)
        return fit

    @property
    def off(self) -> bool:
        """Whether the value is `false`."""
        return self._off

    @property
    def span(self) -> Span | None:
        """The place of the value in cv.yaml."""
        return self._span
