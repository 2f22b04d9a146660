"""Which publications a list shows, and how it orders, groups, numbers and shortens them."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from pydantic import BeforeValidator, WithJsonSchema, model_validator

from cvpdf.bibliography.work_types import STATUSES, TYPES, Status, WorkType
from cvpdf.schema.model import Model
from cvpdf.schema.values.dates import FIRST_YEAR, LAST_YEAR
from cvpdf.schema.values.numbers import Number
from cvpdf.schema.values.text import Flag, Key, Line, WorkKey
from cvpdf.schema.values.value import JsonSchema, Value, fault
from cvpdf.source.nodes import Text

Position = Literal["first", "last", "corresponding"]
Year = Annotated[int, Number(FIRST_YEAR, LAST_YEAR)]


def _some(value: Any) -> Any:
    return (value,) if isinstance(value, str) else value


def _one_or_more(names: tuple[str, ...]) -> JsonSchema:
    one = {"type": "string", "enum": list(names)} if names else {"type": "string"}
    return {"anyOf": [one, {"type": "array", "items": one}]}


class Numbered(Value):
    """Whether works have numbers: `true` and `up` count from 1, `down` counts to 1, so that the newest has the most."""

    __slots__ = ()
    expected = "`true`, `false`, `up` or `down`"
    json_schema: ClassVar[JsonSchema] = {"anyOf": [{"type": "boolean"}, {"enum": ["up", "down"]}]}

    @classmethod
    def parse(cls, text: Text) -> Numbered:
        """Accept the four words."""
        word = text.strip().lower()
        if word not in ("true", "false", "up", "down"):
            raise fault("bad-choice", f"expected {cls.expected}, got `{text}`", "`down` gives the newest work the most")
        return cls("up" if word == "true" else word, text.span)

    def __bool__(self) -> bool:
        return str(self) != "false"


class Where(Model):
    """The publications that a list shows: those that meet all conditions."""

    keys: tuple[WorkKey, ...] | None = None
    """Only the publications with these keys, in this order."""
    type: Annotated[tuple[WorkType, ...], BeforeValidator(_some), WithJsonSchema(_one_or_more(TYPES))] = ()
    """Only works of this type, or of one of these types."""
    status: Annotated[tuple[Status, ...], BeforeValidator(_some), WithJsonSchema(_one_or_more(STATUSES))] = ()
    """Only works with this status, or with one of these."""
    tags: Annotated[tuple[Key, ...], BeforeValidator(_some), WithJsonSchema(_one_or_more(()))] = ()
    """Only works with this tag, or with one of these."""
    since: Year | None = None
    """Only works from this year or later. In free text the latest year with four digits counts. What is not published
    yet counts as the newest."""
    until: Year | None = None
    """Only works from this year or earlier."""
    own: Flag | None = None
    """`true`: only works of which you are an author. `false`: only the others."""
    first_author: Flag | None = None
    """`true`: only works of which you are the first author, or one of several who contributed equally to it."""
    position: Annotated[
        tuple[Position, ...],
        BeforeValidator(_some),
        WithJsonSchema(_one_or_more(("first", "last", "corresponding"))),
    ] = ()
    """Only works of which you are the `first`, the `last` or the `corresponding` author, or one of these."""

    @model_validator(mode="after")
    def _begins_before_it_ends(self) -> Where:
        if self.since is not None and self.until is not None and self.since > self.until:
            message = f"`since` is {self.since}, which is later than `until`, {self.until}"
            raise fault("bad-number", message, "no work can meet both", "since")
        return self


class WorkGroup(Model):
    """A group of publications with a heading of its own."""

    title: Line
    """Heading; `{count}` is the number of works."""
    where: Where = Where.model_construct()
    """Which of the works belong here. A work that several groups would take is in the first of them."""
    prefix: Line | None = None
    """Letters before the numbers, such as `J`: the works are [J1], [J2] …"""


class Shorten(Model):
    """Long lists of authors, of which only some are printed; your own name is always one of them."""

    over: Annotated[int, Number(1, 1000)] = 10
    """Shorten lists with more authors than this."""
    keep: Annotated[int, Number(1, 1000)] = 3
    """How many authors to print from the beginning."""

    @model_validator(mode="after")
    def _keeps_less(self) -> Shorten:
        if self.keep > self.over:
            message = f"`keep` is {self.keep}, which is more than `over`, {self.over}"
            raise fault("bad-number", message, "keep fewer authors than a list needs to be shortened", "keep")
        return self


class WorkList(Model):
    """How a list of publications is made. A variant can replace each field."""

    where: Where | None = None
    """Which publications to list. The default is all."""
    groups: tuple[WorkGroup, ...] | None = None
    """Groups of your own, in this order. Works that no group takes come last, as other works."""
    numbered: Numbered | None = None
    """Number the publications: `true`, or `down` for numbers that end with 1. Numbers continue in the next list."""
    prefix: Line | None = None
    """Letters before the numbers, such as `C`: the works are [C1], [C2] … With `group_by: type`, `true` gives each type
    its letters: [J1], [C1], [B1] …"""
    restart: Flag | None = None
    """Start the numbers at 1 again in each group."""
    shorten: Shorten | None = None
    """Print only some authors of works with many."""
    totals: Flag | None = None
    """Print a line with the number of works of each type, and of those that you are the first author of."""
    style: Line | None = None
    """Citation style of this list; the default is that of `design.publications`."""


def conditions(rule: WorkList) -> list[Where]:
    """Return the conditions of a list and of its groups."""
    return [where for where in (rule.where, *(group.where for group in rule.groups or ())) if where is not None]
