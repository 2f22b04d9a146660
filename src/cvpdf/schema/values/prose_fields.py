"""The fields of models that contain prose of several lines: paragraphs, bullets, and bullets below bullets."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, WithJsonSchema

from cvpdf.schema.values.paragraphs import ListItem, prose_blocks, too_deep, without_bullet
from cvpdf.schema.values.text import Prose
from cvpdf.schema.values.value import ANY_SCALAR
from cvpdf.source.nodes import Text


def _paragraphs(value: object) -> object:
    """Return the blocks of a text or of a list of texts, and any other value unchanged."""
    if isinstance(value, str):
        return prose_blocks(_text(value)) if value.strip() else [value]
    if isinstance(value, list) and any(isinstance(item, str) and "\n" in item.strip() for item in value):
        return [block for item in value for block in (prose_blocks(_text(item)) if isinstance(item, str) else [item])]
    return value


def _text(value: str) -> Text:
    return value if isinstance(value, Text) else Text(value)


Paragraphs = Annotated[
    tuple[Prose, ...],
    BeforeValidator(_paragraphs),
    WithJsonSchema({"anyOf": [ANY_SCALAR, {"type": "array", "items": ANY_SCALAR}]}),
]
"""One text or a list of texts. A blank line in a text starts a new paragraph; `- ` and `1. ` start items of a list."""


def _sub_bullets(value: object) -> object:
    """Return the bullets below a bullet: the items of a list, or of one text."""
    if isinstance(value, str) and value.strip():
        return [_below(block) for block in prose_blocks(_text(value))]
    return [_sub_bullet(item) for item in value] if isinstance(value, list) else value


def _sub_bullet(item: object) -> object:
    if isinstance(item, list) or (isinstance(item, dict) and any(isinstance(part, list) for part in item.values())):
        raise too_deep()
    if isinstance(item, ListItem) or not isinstance(item, str) or not item.strip():
        return item
    block, *more = prose_blocks(without_bullet(_text(item)))
    if more:
        raise too_deep()
    return _below(block)


def _below(block: Prose) -> ListItem:
    return block.below() if isinstance(block, ListItem) else ListItem.new(block, level=1)


SubBullets = Annotated[
    tuple[ListItem, ...],
    BeforeValidator(_sub_bullets),
    WithJsonSchema({"anyOf": [ANY_SCALAR, {"type": "array", "items": ANY_SCALAR}]}),
]
"""Bullets one level below a bullet."""


def with_blocks(data: dict[str, Any], below: str) -> dict[str, Any]:
    """Return the data of a bullet with the first block of its text as text, and the others in the field ``below``."""
    text = data.get("text")
    if not isinstance(text, str) or isinstance(text, Prose) or not text.strip():
        return data
    first, *others = prose_blocks(without_bullet(_text(text)))
    if not others:
        return {**data, "text": first}
    is_item = isinstance(first, ListItem)
    items: list[object] = []
    for block in others:
        if isinstance(block, ListItem):
            items.append(block if is_item or not block.marker else block.below())
        else:
            items.append(ListItem.new(block, ""))
    given = data.get(below) or []
    return {**data, "text": first, below: [*items, *(given if isinstance(given, list) else [given])]}


def as_bullets(text: object, below: str) -> object:
    """Return the bullets that a text with a list contains, as data of models, and any other value unchanged."""
    blocks = prose_blocks(_text(text)) if isinstance(text, str) and text.strip() else []
    if not any(isinstance(block, ListItem) for block in blocks):
        return text
    bullets: list[dict[str, Any]] = []
    for block in blocks:
        if bullets and isinstance(block, ListItem) and (block.level or not block.marker):
            bullets[-1][below].append(block)
        else:
            bullets.append({"text": block, below: []})
    return bullets
