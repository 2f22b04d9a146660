"""What to type for a value of another shape: a text or a list for a mapping, a text or a mapping for a list."""

from __future__ import annotations

import re

from pydantic import BaseModel

from cvpdf.schema.education import Degree
from cvpdf.schema.entries import Skill
from cvpdf.schema.model import Bullet, Highlight, OrText
from cvpdf.schema.values.networks import network_at, network_of
from cvpdf.schema.variants import SectionRule
from cvpdf.source.nodes import Mapping, Node, Sequence, Text
from cvpdf.source.quotes import in_flow

TEXT_OR_MAPPING = (Bullet, SectionRule, Skill, OrText)
"""Models that can also be typed as a text."""
_LEVEL = re.compile(
    r"(?:very )?(?:expert|advanced|intermediate|proficient|fluent|experienced|familiar|good|excellent|strong|beginner"
    r"|novice|basics?|basic knowledge)|\d+\+? years?.*|\d+ ?%|\d+ ?/ ?\d+",
    re.IGNORECASE,
)
"""What says how well a skill is mastered."""
_SHORT = 30
"""The most characters of a text between commas that is an item of its own."""


def for_mapping(node: Node, model: type[BaseModel] | None, is_item: bool) -> str:
    """Return what to type for a text or a list where the mapping of a model is expected."""
    if isinstance(node, Sequence) and node and all(isinstance(item, Mapping) for item in node):
        return "remove the `-` before its fields"
    fields = _fields(model)
    if isinstance(node, Text) and fields:
        if fields[0] == "network":
            if named := network_of(node):
                return f"write `{{network: {named.name}, username: …}}`"
            known = network_at(node) if "/" in node else None
            return f"write `{{network: {known.name if known else '…'}, username: {in_flow(node)}}}`"
        if is_item:
            return f"write `{fields[0]}: {in_flow(node)}`"
        if fields[0] in ("name", "language", "file"):
            return f"write it on an indented line below: `{fields[0]}: {node}`"
    shown = ", ".join(f"`{field}: …`" for field in fields[:3])
    return f"write its fields on indented lines: {shown or '`key: value`'}"


def for_list(node: Node, item: type[BaseModel] | None) -> str:
    """Return what to type for a text or a mapping where a list is expected; ``item`` is the model of its items."""
    fields = () if item is None or issubclass(item, TEXT_OR_MAPPING) else _fields(item)
    if isinstance(node, Text):
        parts = [part.strip() for part in re.split(r"[,;]\s", node)]
        if fields:
            return f"write each item on its own line: `- {fields[0]}: {node}`"
        is_words = item is None or (not issubclass(item, Highlight) and max(map(len, parts)) <= _SHORT)
        if len(parts) > 1 and all(parts) and is_words and not fields:
            return f"write a list: `[{', '.join(in_flow(Text(part)) for part in parts)}]`"
        return f"write each item on its own line: `- {node}`" if len(node) < 60 else "write each item after a `- `"
    if isinstance(node, Mapping) and node and item is not None:
        first, value = next(iter(node.items()))
        if first in item.model_fields:
            return f"write a `- ` before the first field of each item: `- {first}: …`"
        if pair := _pair(first, value, item):
            return f"write each item on its own line: `- {pair}`"
        if fields and isinstance(value, Mapping):
            return f"write each item as `- {fields[0]}: {first}`, with its fields below"
    return "write each item on its own line: `- …`"


def as_pair(node: Node, model: type[BaseModel] | None) -> str:
    """Return a mapping like ``German: native`` with the fields of a model: ``{language: German, fluency: native}``.

    Empty, if it is not of that kind.
    """
    if not isinstance(node, Mapping) or len(node) != 1 or model is None:
        return ""
    return _pair(*next(iter(node.items())), model)


def _pair(key: str, value: object, model: type[BaseModel]) -> str:
    fields = _fields(model)
    if model is Skill:
        fields = ("label", "level" if isinstance(value, str) and _LEVEL.fullmatch(value) else "keywords")
    elif model is Degree:
        fields = ("degree", "area")
    if issubclass(model, (Bullet, SectionRule)) or key in model.model_fields or len(fields) < 2 or not required(model):
        return ""
    if fields[1] == "keywords":
        parts = (
            value if isinstance(value, Sequence) else re.split(r"[,;]\s+", value) if isinstance(value, str) else ["…"]
        )
        shown = "[" + ", ".join(in_flow(part) for part in parts) + "]"
    elif isinstance(value, Text):
        shown = in_flow(value)
    else:
        return ""
    return f"{{{fields[0]}: {in_flow(key)}, {fields[1]}: {shown}}}"


def required(model: type[BaseModel]) -> list[str]:
    """Return the fields that a mapping must have; of a skill, the label, and of a degree, the degree."""
    if model in (Skill, Degree):
        return ["label" if model is Skill else "degree"]
    return [name for name, info in model.model_fields.items() if info.is_required()]


def _fields(model: type[BaseModel] | None) -> tuple[str, ...]:
    """Return the fields of a model, the most important ones first."""
    if model is None:
        return ()
    own = [name for name in model.__annotations__ if name in model.model_fields]
    return tuple(dict.fromkeys((*required(model), *own)))
