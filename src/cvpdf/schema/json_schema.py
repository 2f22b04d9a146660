"""The JSON Schema of cv.yaml, with the docstrings of the fields as descriptions."""

from __future__ import annotations

import ast
import inspect
import sys
from functools import cache
from typing import Any

from pydantic import BaseModel

from cvpdf.schema.resume import Resume

SCHEMA_ID = "https://json-schema.org/draft/2020-12/schema"


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) with which editors complete and check cv.yaml."""
    schema = Resume.model_json_schema()
    definitions = schema.get("$defs", {})
    models = {model.__name__: model for model in _all_models(Resume)}
    for name, definition in {**definitions, "Resume": schema}.items():
        model = models.get(name)
        if model is None:
            continue
        for field, text in field_docs(model).items():
            if field in definition.get("properties", {}):
                definition["properties"][field]["description"] = text
    _accept_bare_texts(definitions)
    return {"$schema": SCHEMA_ID, **schema, "title": "cv.yaml"}


def _accept_bare_texts(definitions: dict[str, Any]) -> None:
    """Allow a text, number or boolean in place of a mapping or list where the model's own validator does."""
    for name in ("Degree", "Highlight", "Item", "Language", "Photo", "SectionRule", "Skill"):
        if name in definitions:
            scalar = {"type": ["string", "number", "boolean"]}
            definitions[name] = {"anyOf": [scalar, definitions[name]], "title": name}
    text_with_list = {"type": "string", "pattern": r"(^|\n)\s*(-|\*|\+|•|\d+[.)])\s"}
    words_and_list = {"type": "object", "maxProperties": 1, "additionalProperties": {"type": "array"}}
    for name in ("Highlight", "Item"):
        definitions[name]["anyOf"].append(words_and_list)
    for definition in definitions.values():
        for field, schema in definition.get("properties", {}).items():
            if schema.get("items") in ({"$ref": "#/$defs/Highlight"}, {"$ref": "#/$defs/Item"}):
                outer = {key: schema.pop(key) for key in ("default", "title", "description") if key in schema}
                definition["properties"][field] = {"anyOf": [schema, text_with_list], **outer}
    definitions["Profile"]["required"].remove("username")
    bare = {"Margins": {"type": "string"}, "Fit": {"type": "boolean"}}
    bare["Bounds"] = definitions["Bounds"]["properties"]["max"]["anyOf"][0]
    bare["CheckRule"] = definitions["CheckRule"]["properties"]["severity"]["anyOf"][0]
    for name, schema in bare.items():
        definitions[name] = {"anyOf": [schema, definitions[name]], "title": name}


def _all_models(root: type[BaseModel]) -> set[type[BaseModel]]:
    """Return every model of the schema: all subclasses of its base class."""
    models: set[type[BaseModel]] = set()
    pending = [root.__mro__[1]]
    while pending:
        model = pending.pop()
        models.add(model)
        pending += model.__subclasses__()
    return models


def field_docs(model: type[BaseModel]) -> dict[str, str]:
    """Return the docstring of each field of a model, including inherited fields."""
    docs: dict[str, str] = {}
    for base in reversed(model.__mro__):
        if issubclass(base, BaseModel) and base is not BaseModel:
            docs.update(_module_docs(base.__module__).get(base.__name__, {}))
    return docs


@cache
def _module_docs(module: str) -> dict[str, dict[str, str]]:
    """Return the docstrings below the fields of each class, from the source of a module.

    pydantic can do this itself (``use_attribute_docstrings``), but then at every start of the program, where it takes
    longer than the validation. Here it takes time only when the JSON Schema is written.
    """
    docs: dict[str, dict[str, str]] = {}
    for node in ast.parse(inspect.getsource(sys.modules[module])).body:
        if isinstance(node, ast.ClassDef):
            own = docs.setdefault(node.name, {})
            for field, text in zip(node.body, node.body[1:], strict=False):
                if (
                    isinstance(field, ast.AnnAssign)
                    and isinstance(field.target, ast.Name)
                    and isinstance(text, ast.Expr)
                    and isinstance(text.value, ast.Constant)
                    and isinstance(text.value.value, str)
                ):
                    own[field.target.id] = inspect.cleandoc(text.value.value)
    return docs
