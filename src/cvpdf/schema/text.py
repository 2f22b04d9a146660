"""The kinds of text in ``cv.yaml``: what a string means, never how it looks.

Every kind is a :class:`~cvpdf.source.nodes.Text`, so that a value still knows its line when LaTeX or a check of the
PDF complains about it. The class of a value decides how the renderer treats it:

* :class:`Line` prints exactly as typed;
* :class:`Prose` may hold inline Markdown;
* :class:`Key` names something and is never printed.

Links and identifiers are in :mod:`cvpdf.schema.links`, dates in :mod:`cvpdf.schema.dates`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Annotated, Any, Self

from pydantic import BeforeValidator, GetCoreSchemaHandler, GetJsonSchemaHandler, WithJsonSchema
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from cvpdf.diagnostics import Span
from cvpdf.source.nodes import Text

JsonSchema = dict[str, Any]

ANY_SCALAR: JsonSchema = {"type": ["string", "number", "boolean"]}
"""Editors type unquoted ``2023`` or ``NO`` by YAML's rules; the schema they check must let such text pass."""


def fault(code: str, message: str, hint: str | None = None) -> PydanticCustomError:
    """Return the exception by which a field's type refuses a value; ``message`` ends without a full stop."""
    # As a template the message would be searched for places to fill in.
    return PydanticCustomError(code, "{message}", {"message": message, "hint": hint})


def describe(value: object) -> str:
    """Name the kind of a YAML node for a message."""
    if value is None:
        return "nothing"
    if isinstance(value, Mapping):
        return "a mapping"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "a list"
    text = squeeze(str(value))
    return f"`{text}`" if len(text) <= 60 else f"`{text[:59]}…`"


def squeeze(text: str) -> str:
    """Make one blank of blanks, tabs and line ends. Other spaces, the non-breaking ones for example, are kept."""
    return re.sub(r"[ \t\r\n]+", " ", text).strip(" ")


class Value(Text):
    """Base of all scalar types of the schema."""

    __slots__ = ()
    wanted = "text"

    @classmethod
    def parse(cls, text: Text) -> Self:
        """Check and normalise; raise :func:`fault` if the text cannot be taken."""
        return cls(squeeze(text), text.span, text.quoted)

    @classmethod
    def _validate(cls, value: object) -> Self:
        if isinstance(value, cls):
            return value
        if not isinstance(value, str):
            hint = None
            if isinstance(value, Mapping) and len(value) == 1:
                key = next(iter(value))
                hint = f'a colon followed by a space makes a mapping; put the text in quotes: "{key}: …"'
            raise fault("wrong-type", f"{cls.wanted} is wanted here, not {describe(value)}", hint)
        text = value if isinstance(value, Text) else Text(value)
        if not text.strip():
            raise fault("empty-text", "the text is empty", "remove the key, or write something")
        return cls.parse(text)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Tell pydantic how to validate and to serialise this type."""
        return core_schema.no_info_plain_validator_function(
            cls._validate, serialization=core_schema.plain_serializer_function_ser_schema(str)
        )

    @classmethod
    def json_schema(cls) -> JsonSchema:
        """Return the JSON Schema that an editor checks."""
        return dict(ANY_SCALAR)

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchema:
        """Hand the JSON Schema to pydantic."""
        return cls.json_schema()


class Line(Value):
    """Text of one line that prints exactly as typed: names, titles, places. Never Markdown."""

    __slots__ = ()


class Prose(Value):
    """Running text, in which ``**bold**``, ``*italics*``, `` `code` `` and ``[text](https://…)`` are markup."""

    __slots__ = ()

    @classmethod
    def parse(cls, text: Text) -> Self:
        """Check the targets of links; markup itself cannot be wrong, it is then literal text."""
        from cvpdf.schema.links import Url

        for match in re.finditer(r"\]\(\s*<?([a-zA-Z][a-zA-Z0-9+.-]*:[^)\s>]*)", text):
            Url.parse(Text(match[1], text.span))
        return super().parse(text)


class Key(Value):
    """The name of a section, publication, tag or variant; it is referred to, and never printed."""

    __slots__ = ()
    wanted = "a name"

    @classmethod
    def parse(cls, text: Text) -> Self:
        """Allow what is safe in file names, command lines and Make targets, in any script."""
        if not re.fullmatch(r"\w[\w.:+-]*", text) or len(text) > 100:
            message = f"`{text}` is not a name"
            raise fault("bad-key", message, "use letters, digits, `-`, `_`, `.`, `:` and `+`, without spaces")
        return cls(text)


class Flag(Value):
    """``true`` or ``false``, as typed."""

    __slots__ = ()
    wanted = "`true` or `false`"

    @classmethod
    def parse(cls, text: Text) -> Self:
        """Refuse the other spellings of YAML 1.1, so that ``NO`` can be the country everywhere."""
        if text.strip().lower() not in ("true", "false"):
            raise fault("bad-flag", f"`{text}` is neither `true` nor `false`")
        return cls(text.strip().lower(), text.span)

    @classmethod
    def json_schema(cls) -> JsonSchema:
        """Return the JSON Schema of a boolean."""
        return {"type": "boolean"}

    def __bool__(self) -> bool:
        return str(self) == "true"


def paragraphs(value: object) -> object:
    """Split one text at blank lines; a list is taken as it is."""
    if not isinstance(value, str):
        return value
    text = value if isinstance(value, Text) else Text(value)
    parts: list[Text] = []
    start = 0
    for end, next_start in [*(match.span() for match in re.finditer(r"\n[ \t]*\n\s*", text)), (len(text), 0)]:
        if text[start:end].strip():
            parts.append(Text(text[start:end], _line_of(text, start), text.quoted))
        start = next_start
    return parts or [text]


def _line_of(text: Text, offset: int) -> Span | None:
    """Return the place of a part of a text; in a literal block (`|`) each line of it is a line of the file."""
    span = text.span
    if span is None or text.count("\n") < 2 or span.end_line - span.line - 1 != text.count("\n"):
        return span
    line = span.line + 1 + text.count("\n", 0, offset)
    return span._replace(line=line, column=1, end_line=line, end_column=1)


Paragraphs = Annotated[
    tuple[Prose, ...],
    BeforeValidator(paragraphs),
    WithJsonSchema({"anyOf": [ANY_SCALAR, {"type": "array", "items": ANY_SCALAR}]}),
]
"""One text or a list of texts; blank lines in a text part paragraphs."""


def number(low: float, high: float, unit: str = "", whole: bool = True) -> Number:
    """Return the validator of a number between two bounds, typed with or without its unit."""
    pattern = r"[+-]?\d+" if whole else r"[+-]?\d+(\.\d+)?"

    def check(value: object) -> object:
        if isinstance(value, int | float) and not isinstance(value, bool):
            found: float | None = value
        else:
            match = re.fullmatch(rf"({pattern})\s*(?:{re.escape(unit)})?", value) if isinstance(value, str) else None
            found = float(match[1]) if match else None
        if found is None or not low <= found <= high:
            kind = "a whole number" if whole else "a number"
            raise fault("bad-number", f"{kind} from {low:g} to {high:g}{unit} is wanted here, not {describe(value)}")
        return int(found) if whole else found

    bare: JsonSchema = {"type": "integer" if whole else "number", "minimum": low, "maximum": high}
    with_unit = {"type": "string", "pattern": rf"^{pattern}\s*{unit}$"}
    return Number(check, {"anyOf": [bare, with_unit]} if unit else bare)


class Number:
    """Annotates a number with its validator and with the JSON Schema of what may be typed."""

    def __init__(self, check: Callable[[object], object], json: JsonSchema) -> None:
        self._check = check
        self._json = json

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Check before pydantic's own type does."""
        return core_schema.no_info_before_validator_function(self._check, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchema:
        """Hand the JSON Schema to pydantic."""
        return dict(self._json)
