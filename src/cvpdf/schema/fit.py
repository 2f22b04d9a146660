"""The `fit` of a variant: how far the looks may be changed so that the best choice fills the pages."""

from typing import Annotated, Any, Literal

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler, ModelWrapValidatorHandler, PrivateAttr, model_validator
from pydantic_core import CoreSchema, core_schema

from cvpdf.diagnostics import Span
from cvpdf.schema.design import FontSize, LineSpacing, Spacing
from cvpdf.schema.model import Model
from cvpdf.schema.text import Flag, JsonSchema, describe, fault


class Pair:
    """Annotates a pair (tightest, loosest): a single number stands for both."""

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Make two of one before pydantic looks at them, and compare them afterwards."""
        both = core_schema.no_info_before_validator_function(_pair, handler(source))
        return core_schema.no_info_after_validator_function(_ordered, both)

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchema:
        """Return the JSON Schema of a number or two."""
        pair = handler(schema)
        return {"anyOf": [pair["prefixItems"][0], pair]}


def _pair(value: Any) -> Any:
    if isinstance(value, str | int | float):
        return (value, value)
    if isinstance(value, list | tuple) and len(value) == 2:
        return value
    found = f"a list of {len(value)}" if isinstance(value, list) else describe(value)
    raise fault("bad-range", f"a number or a pair of numbers is wanted here, not {found}", "example: [0.8, 1.2]")


def _ordered(value: tuple[float, float]) -> tuple[float, float]:
    if value[0] > value[1]:
        raise fault("bad-range", f"{value[0]:g} is more than {value[1]:g}", "write the smaller number first")
    return value


class Fit(Model):
    """How a variant is fitted to its pages. `true` stands for these defaults, `false` turns it off."""

    font_size: Annotated[tuple[FontSize, FontSize], Pair()] | None = None
    """Smallest and largest size of the text in points, or one size. If not given: from 9 to that of the design."""
    line_spacing: Annotated[tuple[LineSpacing, LineSpacing], Pair()] | None = None
    """Tightest and loosest lines. If not given: from 0.94 to that of the design."""
    spacing: Annotated[tuple[Spacing, Spacing], Pair()] | None = None
    """Tightest and loosest white space. If not given: from 0.6 to 1.2, and always up to that of the design."""
    prefer: Literal["content", "legibility"] | None = None
    """`content` (if not given) tightens the looks before it leaves out anything; `legibility` does the reverse."""

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
            hint = "`fit: true` is enough"
            raise fault("wrong-type", f"`true`, `false` or a mapping is wanted here, not {describe(data)}", hint)
        fit._span = getattr(data, "span", None)
        return fit

    @property
    def off(self) -> bool:
        """Whether it is `false`."""
        return self._off

    @property
    def span(self) -> Span | None:
        """The place of what is written behind `fit`."""
        return self._span
