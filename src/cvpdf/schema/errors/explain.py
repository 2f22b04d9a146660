"""The errors of pydantic as diagnostics, in the terms of cv.yaml and with places in the file."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from cvpdf.diagnostics import Diagnostic, Span, error
from cvpdf.schema.checks.author_notes import authors_in, listed
from cvpdf.schema.entries import Skill
from cvpdf.schema.errors import date_hints, shapes, unknown_keys
from cvpdf.schema.errors.locations import Location, find, model_at
from cvpdf.schema.errors.undeclared import undeclared
from cvpdf.schema.model import Bullet
from cvpdf.schema.sections import KINDS
from cvpdf.schema.suggest import did_you_mean
from cvpdf.schema.synonyms import CHOICE_SYNONYMS, SYNONYMS, meant_kind, plain
from cvpdf.schema.values.value import as_text, describe
from cvpdf.source.nodes import Mapping, Node, Sequence, Text
from cvpdf.source.quotes import key_without_colon

MAX_ERRORS = 500
"""The most errors to explain. A file that is not a CV can have hundreds of thousands."""


def explain(problem: ValidationError, tree: Mapping, root: type[BaseModel]) -> list[Diagnostic]:
    """Return the errors of a validation as diagnostics, the first :data:`MAX_ERRORS` of them."""
    all_details = problem.errors(include_url=False, include_input=False)
    by_language, explained = undeclared([details["loc"] for details in all_details[:MAX_ERRORS]], tree)
    all_details = [details for details in all_details if details["loc"] not in explained]
    meant = {place for details in all_details[:MAX_ERRORS] for place in _meant(details, tree, root)}
    diagnostics = by_language + [
        d
        for details in all_details[:MAX_ERRORS]
        if details["type"] != "missing" or details["loc"] not in meant
        for d in _explain(details, tree, root)
    ]
    if len(all_details) > MAX_ERRORS:
        _, span, _ = find(tree, all_details[MAX_ERRORS]["loc"])
        message = f"{len(all_details) - MAX_ERRORS:,} more errors are not shown"
        hint = "fix the errors above first, and check that this is the right file"
        diagnostics.append(error("too-many-errors", message, span, hint))
    return diagnostics


def _meant(details: ErrorDetails, tree: Mapping, root: type[BaseModel]) -> Iterator[Location]:
    """Yield the place of the field that an unknown key stands for, so that one mistake is one error."""
    if details["type"] == "extra_forbidden":
        *parents, name = details["loc"]
        node, _, _ = find(tree, tuple(parents))
        model = model_at(root, tuple(parents), tree)
        if model is not None and isinstance(node, Mapping) and not _swallowed_colon(model, node):
            field = unknown_keys.advice(str(name), node.get(str(name)), model, node).field
            is_pair = bool(shapes.as_pair(node, model)) and _is_value(str(name), node, model)
            if field is not None and not is_pair:
                yield (*parents, field)
            elif is_pair or name == "<<":
                yield from ((*parents, field) for field in shapes.required(model))


def _is_value(name: str, node: Node, model: type[BaseModel] | None) -> bool:
    """Whether a key means no field, but is the value of one. Any word can be the label of skills."""
    if not isinstance(node, Mapping) or model is None:
        return False
    field = unknown_keys.advice(name, node.get(name), model, node).field
    return field is None or (model is Skill and field != "label")


def _explain(details: ErrorDetails, tree: Mapping, root: type[BaseModel]) -> Iterator[Diagnostic]:
    kind, location = details["type"], details["loc"]
    node, span, path = find(tree, location)
    name = str(location[-1]) if location else ""
    context = details.get("ctx") or {}
    if kind == "missing":
        parent, span, _ = find(tree, location[:-1])
        yield from _missing(parent, span, name, model_at(root, location[:-1], tree))
    elif kind == "extra_forbidden":
        parent, span, _ = find(tree, location[:-1])
        yield from _unknown_key(parent, span, name, model_at(root, location[:-1], tree))
    elif kind == "union_tag_invalid":
        value = node.get("kind") if isinstance(node, Mapping) else None
        place = value.span if isinstance(value, Text) else span
        kind_meant = meant_kind(str(value))
        hint = f"did you mean `{kind_meant}`?" if kind_meant else did_you_mean(str(value), KINDS)
        yield error("bad-choice", f"unknown section kind `{value}`", place, hint)
    elif kind == "union_tag_not_found":
        hint = "one of: " + ", ".join(KINDS)
        if isinstance(node, Mapping) and node.get("kind") is not None:
            message = f"expected the name of a section kind, got {describe(node['kind'])}"
            yield error("wrong-type", message, node.key_spans["kind"], hint)
        elif isinstance(node, Mapping):
            yield _without_kind(node, span, hint)
        else:
            kind_meant = meant_kind(node) if isinstance(node, Text) else None
            hint = f"write `kind: {kind_meant or 'education'}`, and below it `title: …` and `entries: …`"
            message = f"expected a section, a mapping with `kind` and `title`, got {describe(node)}"
            yield error("wrong-type", message, span, hint)
    elif kind == "literal_error":
        # pydantic lists the choices as 'a', 'b' or 'c'.
        choices = [word for word in str(context.get("expected", "")).split("'") if word.strip(" ,or")]
        yield error("bad-choice", f"{describe(node)} is not a valid value here", span, _choice(str(node), choices))
    elif kind in ("tuple_type", "list_type"):
        hint = shapes.for_list(node, model_at(root, location, tree))
        if isinstance(node, Mapping) and path == ("sections",):
            first = meant_kind(next(iter(node), "")) or "education"
            hint = f"write each section as an item of the list: `- kind: {first}` with `title: …` and `entries: …`"
        if location[-1] == "authors" and isinstance(node, Text):
            authors = authors_in(node)
            hint = f"write a list: {listed(authors)}" if authors else 'write a list: `["Last, First", "Last, First"]`'
        yield error("wrong-type", f"`{_field(path)}` must be a list, got {describe(node)}", span, hint)
    elif kind in ("model_type", "model_attributes_type", "dict_type"):
        model = model_at(root, location, tree)
        if isinstance(node, Text) and model is not None and (key := key_without_colon(node)) in model.model_fields:
            value = re.split(r"\s\w+[:=：]", node[len(key) :].lstrip(" =:："))[0]
            message = f"there is no colon and space behind `{key}`"
            yield error("missing-colon", message, span, f"write `{key}: {value}`")
            return
        expected, hint = "a mapping", shapes.for_mapping(node, model, isinstance(location[-1], int))
        if kind == "dict_type":
            hint = "write the names as keys on indented lines, each with a colon: `name: …`"
        if model is not None and issubclass(model, shapes.TEXT_OR_MAPPING):
            expected, hint = "text or a mapping", as_text(node) or "write text, or remove the `-`"
            if isinstance(node, Sequence) and issubclass(model, Bullet) and not as_text(node):
                hint = "for bullets below a bullet, end that bullet with a colon, and indent this list below it"
        yield error("wrong-type", f"expected {expected}, got {describe(node)}", span, hint)
    else:
        advice = context.get("hint")
        if field := context.get("field"):
            _, span, _ = find(tree, (*location, field))
        if kind == "bad-date" and advice is None and isinstance(node, Text):
            period, _, _ = find(tree, location[:-1])
            other = period.get(_OTHER_END.get(name, "")) if isinstance(period, Mapping) else None
            other_end = other if isinstance(other, Text) else ""
            advice = date_hints.hint(node.strip(), name, _language(tree), other_end)
        yield error(kind if "-" in kind else "bad-value", context.get("message") or details["msg"], span, advice)


_OTHER_END = {"start_date": "end_date", "end_date": "start_date"}


def _language(tree: Mapping) -> str:
    locale = tree.get("locale")
    if isinstance(locale, Text):
        return str(locale)
    language = locale.get("language") if isinstance(locale, Mapping) else None
    return str(language) if isinstance(language, Text) else "en"


def _choice(typed: str, choices: list[str]) -> str:
    """Return the hint for a word that is not one of the choices of a field."""
    word = plain(typed)
    words = (*CHOICE_SYNONYMS.get(word, ()), *SYNONYMS.get(word, ()))
    meant = next((choice for choice in words if choice in choices), None)
    return f"did you mean `{meant}`?" if meant else did_you_mean(typed, choices)


def _without_kind(section: Mapping, span: Span, kinds: str) -> Diagnostic:
    for key in section:
        if "kind" in SYNONYMS.get(plain(key), ()):
            hint = "did you mean `kind`?"
        elif kind := meant_kind(key):
            hint = f"write `kind: {kind}`, `title: …` and `{'text' if kind == 'text' else 'entries'}: …`"
        else:
            continue
        return error("unknown-key", f"unknown key `{key}` in this section", section.key_spans[key], hint)
    return error("missing-field", "`kind` is missing from this section", span, kinds)


def _missing(node: Node, span: Span, name: str, model: type[BaseModel] | None) -> Iterator[Diagnostic]:
    if isinstance(node, Mapping) and name in node:
        yield error("missing-field", f"`{name}` is empty", node.key_spans[name], "write its value after the colon")
    elif isinstance(node, Mapping) and name in node.key_spans:
        message = f"`{name}` cannot be left out in a language"
        yield error("missing-field", message, node.key_spans[name], "write the text in place of `[]`")
    elif not (isinstance(node, Mapping) and _swallowed_colon(model, node)):
        what = f" from {_kind_of(model)}" if model is not None else ""
        yield error("missing-field", f"`{name}` is missing{what}", span, f"add `{name}: …`")


def _swallowed_colon(model: type[BaseModel] | None, node: Mapping) -> bool:
    """Whether a bullet is a mapping only because its text contains a colon."""
    if model is None or not issubclass(model, Bullet) or len(node) != 1:
        return False
    word = plain(next(iter(node)))
    return word not in model.model_fields and "text" not in SYNONYMS.get(word, ())


def _unknown_key(node: Node, span: Span, name: str, model: type[BaseModel] | None) -> Iterator[Diagnostic]:
    if isinstance(node, Mapping):
        span = node.key_spans.get(name, span)
        if _swallowed_colon(model, node):
            message = "a colon followed by a space turns this bullet into a mapping"
            yield error("unquoted-colon", message, span, as_text(node))
            return
    if name == "<<":
        message = "cv.yaml does not support merge keys (`<<`)"
        yield error("unknown-key", message, span, "repeat the values, or use `*name`")
        return
    siblings = node if isinstance(node, Mapping) else {}
    if model is not None and (pair := shapes.as_pair(node, model)) and _is_value(name, node, model):
        yield error("unknown-key", f"unknown key `{name}` in {_kind_of(model)}", span, f"write `{pair}`")
        return
    known = unknown_keys.advice(name, siblings.get(name), model, siblings).hint if model is not None else None
    where = f" in {_kind_of(model)}" if model is not None else ""
    yield error("unknown-key", f"unknown key `{name}`{where}", span, known)


_CALLED = {
    "resume": "file",
    "experience": "job",
    "education": "degree",
    "teaching": "course",
    "service": "office",
    "volunteering": "volunteer position",
    "custom": "custom entry",
    "highlight": "bullet",
    "font files": "mapping of fonts",
    **dict.fromkeys(("header look", "section look", "entry look", "date look", "list look"), "group of tokens"),
    **dict.fromkeys(("work look", "link look", "foot look"), "group of tokens"),
    "theme file": "theme",
    "script fonts": "mapping of fonts",
}


def _kind_of(model: type[BaseModel]) -> str:
    """Return the name of a model for messages: `ExperienceSection` is `this experience section`."""
    words = "".join(" " + c.lower() if c.isupper() else c for c in model.__name__).strip()
    if words in ("basics", "design", "margins", "locale", "page", "colours"):
        return f"`{words}`"
    return "this " + _CALLED.get(words, words)


def _field(path: Location) -> str:
    return next((str(part) for part in reversed(path) if isinstance(part, str)), "this")
