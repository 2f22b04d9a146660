"""The JSON Schema of cv.yaml, with the docstrings of the fields as descriptions."""

from __future__ import annotations

import ast
import inspect
import sys
import typing
from collections.abc import Iterator
from functools import cache
from typing import Any

from pydantic import BaseModel

from cvpdf.schema.model import Bullet
from cvpdf.schema.resume import Resume
from cvpdf.schema.values.contacts import Labelled
from cvpdf.schema.values.language import Language
from cvpdf.schema.values.text import Flag, Key, WorkKey
from cvpdf.schema.values.value import ANY_SCALAR, Value

SCHEMA_ID = "https://json-schema.org/draft/2020-12/schema"


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) with which editors complete and check cv.yaml."""
    schema = Resume.model_json_schema()
    definitions = schema.get("$defs", {})
    everything = {**definitions, "Resume": schema}
    models = {model.__name__: model for model in _all_models(Resume)}
    for name, definition in everything.items():
        model = models.get(name)
        if model is None:
            continue
        for field, text in field_docs(model).items():
            if field in definition.get("properties", {}):
                definition["properties"][field]["description"] = text
    properties = {name: definition["properties"] for name, definition in everything.items() if name in models}
    _accept_bare_texts(definitions)
    for name, fields in properties.items():
        if name not in _SAME_IN_ALL_LANGUAGES:
            _accept_translations(models[name], fields)
    definitions["Text"] = {"anyOf": [ANY_SCALAR, _by_language(ANY_SCALAR)], "title": "Text"}
    definitions["LanguageTag"] = {"type": "string", "pattern": _LANGUAGE, "title": "LanguageTag"}
    return {"$schema": SCHEMA_ID, **schema, "title": "cv.yaml"}


_LANGUAGE = "^([A-Za-z]{2}|ast|fil|fur|gsw|haw|hsb|sah|yue)(-[A-Za-z0-9]{2,8})*$"
"""Three letters are mostly a misspelt key, so only such languages are accepted in which CVs are likely."""
_SAME_IN_ALL_LANGUAGES = ("Bibliography", "Photo", "CheckRule")
_NAMES = ("variants", "checks", "photo", "bibliography")
"""Fields whose keys are names, or whose content is the same in all languages."""
_TEXT = {"$ref": "#/$defs/Text"}
_NOTHING = {"type": "array", "maxItems": 0}
"""What shows nothing in a language."""


def _accept_translations(model: type[BaseModel], properties: dict[str, Any]) -> None:
    """Allow a mapping by language in place of each text, list and part, but not of numbers, choices and names."""
    for name, schema in properties.items():
        kinds = set(_kinds(model.model_fields[name].annotation))
        if name not in _NAMES and not kinds & {Key, WorkKey, Flag, Language} and any(map(_is_content, kinds)):
            outer = {key: schema.pop(key) for key in ("default", "title", "description") if key in schema}
            properties[name] = {**_translated(schema), **outer}


def _is_content(kind: object) -> bool:
    return isinstance(kind, type) and issubclass(kind, (Value, Bullet, Labelled, BaseModel))


def _kinds(annotation: Any) -> Iterator[Any]:
    """Yield the types in the annotation of a field; those of the values of a mapping, whose keys are names."""
    yield annotation
    for argument in typing.get_args(annotation)[typing.get_origin(annotation) is dict :]:
        yield from _kinds(argument)


def _translated(schema: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of a value that may have translations, also in its parts."""
    inner = _with_parts(schema)
    has_text = _TEXT in (inner, *inner.get("anyOf", ()))
    only_text = has_text and all(one in (_TEXT, {"type": "null"}) for one in inner.get("anyOf", ()))
    return inner if only_text else {"anyOf": [inner, _by_language(inner)]}


def _with_parts(schema: dict[str, Any]) -> dict[str, Any]:
    if schema == ANY_SCALAR:
        return _TEXT
    if "anyOf" in schema:
        return {"anyOf": [_with_parts(one) for one in schema["anyOf"]]}
    inner = [name for name in ("items", "additionalProperties") if isinstance(schema.get(name), dict)]
    return {**schema, **{name: _translated(schema[name]) for name in inner}}


def _by_language(schema: dict[str, Any]) -> dict[str, Any]:
    names = {"$ref": "#/$defs/LanguageTag"}
    value = schema if schema.get("type") == "array" else {"anyOf": [schema, _NOTHING]}
    return {"type": "object", "minProperties": 1, "propertyNames": names, "additionalProperties": value}


def _accept_bare_texts(definitions: dict[str, Any]) -> None:
    """Allow a text, number or boolean in place of a mapping or list where the model's own validator does."""
    for name in ("Bibliography", "Degree", "Highlight", "Item", "Language", "Locale", "Photo", "SectionRule", "Skill"):
        scalar = ANY_SCALAR if name in (*_SAME_IN_ALL_LANGUAGES, "Locale", "SectionRule") else _TEXT
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
