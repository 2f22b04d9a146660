"""Publications as YAML, as they would be typed in cv.yaml."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import yaml

from cvpdf.schema.authors import Author, AuthorParts
from cvpdf.schema.publications import Publication
from cvpdf.schema.values.author_names import AuthorName
from cvpdf.source.nodes import Mapping, Node, Sequence

_ORDER = {name: place for place, name in enumerate(("key", "title", *Publication.__annotations__))}
_NAMES = ("authors", "editors")


def works_yaml(works: Iterable[Mapping]) -> str:
    """Return publications as YAML, with their fields in the order of the docs; read back, they are the same."""
    plain = {"publications": [_work(work) for work in works]}
    return yaml.dump(plain, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10**9)


class _List(list[Any]):
    """A list that is written in brackets, on one line."""


class _Dumper(yaml.SafeDumper):
    """Writes numbers without quotes, since cv.yaml has texts only, and items of lists two columns to the right."""

    # What other readers of YAML take for no text, such as `no`, stays in quotes.
    yaml_implicit_resolvers = {  # noqa: RUF012 (a table of PyYAML)
        sign: [resolver for resolver in resolvers if not resolver[0].endswith((":int", ":float", ":timestamp"))]
        for sign, resolvers in yaml.SafeDumper.yaml_implicit_resolvers.items()
    }

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002
        super().increase_indent(flow, indentless=False)

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002
        return True


def _in_brackets(dumper: _Dumper, data: _List) -> yaml.Node:
    return dumper.represent_sequence("tag:yaml.org,2002:seq", data, flow_style=True)


_Dumper.add_representer(_List, _in_brackets)


def _work(work: Mapping) -> dict[str, Any]:
    fields = sorted(work.items(), key=lambda item: _ORDER.get(item[0], len(_ORDER)))
    return {name: _value(name, value) for name, value in fields}


def _value(name: str, node: Node) -> Any:
    if name in ("others", "hide"):
        return str(node) == "true"
    return _names(node) if name in _NAMES else _plain(node)


def _plain(node: Node) -> Any:
    if isinstance(node, Mapping):
        return {name: _plain(value) for name, value in node.items()}
    return _List(map(_plain, node)) if isinstance(node, Sequence) else None if node is None else str(node)


def _names(node: Node) -> Any:
    """Return names as texts where a text says the same as the parts."""
    if not isinstance(node, Sequence):
        return _plain(node)
    return _List(map(_name, node))


def _name(node: Node) -> Any:
    if not isinstance(node, Mapping) or not node.keys() <= set(AuthorName._fields) <= AuthorParts.model_fields.keys():
        return _plain(node)
    name = AuthorName(**_plain(node))
    author = Author(name.natural)
    return name.natural if author.bare == author and author.name == name else _plain(node)
