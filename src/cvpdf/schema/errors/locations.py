"""Locations of pydantic in the tree of cv.yaml: the node, its place, and the model that describes it."""

from __future__ import annotations

import typing

from pydantic import BaseModel

from cvpdf.diagnostics import Span
from cvpdf.schema.errors.unknown_keys import models_in
from cvpdf.source.nodes import Mapping, Node, Sequence, Text

Location = tuple[int | str, ...]


def find(tree: Mapping, location: Location) -> tuple[Node, Span, Location]:
    """Follow a location of pydantic through the tree, as far as it exists.

    Returns the last node, the place to report, and the part of the location that exists.
    """
    node: Node = tree
    span = _start(tree.span)
    path: list[int | str] = []
    is_key = location[-1:] == ("[key]",)
    if is_key:
        location = location[:-1]
    for index, part in enumerate(location):
        if isinstance(node, Mapping) and isinstance(part, str) and part in node:
            span = node.key_spans[part]
            node = node[part]
            if isinstance(node, Text) and node.span and not (is_key and index == len(location) - 1):
                span = node.span
            path.append(part)
        elif isinstance(node, Sequence) and isinstance(part, int) and part < len(node):
            span = _start(node.item_spans[part]) if not isinstance(node[part], Text) else node.item_spans[part]
            node = node[part]
            path.append(part)
    return node, span, tuple(path)


def _start(span: Span) -> Span:
    return Span.point(span.file, span.line, span.column)


def model_at(root: type[BaseModel], location: Location, tree: Mapping) -> type[BaseModel] | None:
    """Return the model at a location of pydantic; the kind of a section selects its model."""
    if location[:1] == ("sections",) and len(location) > 1:
        section, _, _ = find(tree, location[:2])
        kind = section.get("kind") if isinstance(section, Mapping) else None
        location = (*location[:2], str(kind), *location[2:])
    models: list[type[BaseModel]] = [root]
    name_follows = False
    for part in location:
        if isinstance(part, int):
            continue
        if name_follows:
            name_follows = False
        elif len(models) > 1:
            models = [m for m in models if part in typing.get_args(m.model_fields["kind"].annotation)] or models
        else:
            fields = [model.model_fields[part] for model in models if part in model.model_fields]
            if part == "files" and not fields:
                # The tag by which pydantic tells a mapping of font files from the name of a font.
                continue
            models = [model for field in fields for model in models_in(field.annotation)]
            name_follows = any(typing.get_origin(field.annotation) is dict for field in fields)
    return models[0] if len(models) == 1 else None
