"""What an unknown key stands for: the hint of its error, and the field that is meant."""

from __future__ import annotations

import re
import typing
from collections.abc import Collection, Iterator
from typing import Any, NamedTuple

from pydantic import BaseModel

from cvpdf.languages.tags import has_usual_form
from cvpdf.schema.authors import Author, AuthorParts
from cvpdf.schema.basics import Basics
from cvpdf.schema.design import Tokens
from cvpdf.schema.resume import Resume
from cvpdf.schema.sections import PublicationsSection
from cvpdf.schema.suggest import did_you_mean, most_similar
from cvpdf.schema.synonyms import SYNONYMS, meant_kind, plain
from cvpdf.schema.values.networks import network_written
from cvpdf.schema.variants import Variant
from cvpdf.source.nodes import Text
from cvpdf.source.quotes import in_flow, key_without_colon


class Advice(NamedTuple):
    """The hint for an unknown key. ``field`` is what it stands for, so its absence is not another error."""

    hint: str
    field: str | None = None


def advice(key: str, value: object, model: type[BaseModel], present: Collection[str]) -> Advice:
    """Return what to write for an unknown key of a model; ``present`` are the keys of the same mapping."""
    word = plain(key)
    return (
        _exact(word, model)
        or _special(key, word, value, model)
        or _detail(key, word, value, model)
        or _synonym(word, model, present)
        or _similar(word, model, present)
        or _elsewhere(word, model)
        # The fields that only this model has help most.
        or Advice(did_you_mean(key, sorted(model.model_fields, key=lambda field: field not in model.__annotations__)))
    )


def _exact(word: str, model: type[BaseModel]) -> Advice | None:
    return Advice(f"did you mean `{word}`?", word) if word in model.model_fields else None


def _special(key: str, word: str, value: object, model: type[BaseModel]) -> Advice | None:
    """Return advice for words that stand for more than one field, or for an item of a list."""
    fields = model.model_fields
    if (field := key_without_colon(key)) in fields:
        return Advice(f"write a space after the colon of `{field}`", field)
    if "profiles" in fields and (network := network_written(key)):
        profile = f"{{network: {network}, username: {in_flow(value)}}}"
        return Advice(f"write it as a profile: `profiles: [{profile}]`", "profiles")
    if model is Basics and word in ("first_name", "last_name", "given_name", "family_name", "surname", "forename"):
        return Advice("write the full name in `name`", "name")
    if issubclass(model, Tokens):
        groups = [name for name, info in Tokens.model_fields.items() if word in type(info.default).model_fields]
        return Advice(f"`{word}` belongs below `{groups[0]}:`", groups[0]) if len(groups) == 1 else None
    if model is PublicationsSection and word in ("entries", "items", "works", "content"):
        return Advice("list the works below the top-level `publications:`")
    if model is Variant and word in ("hide", "omit", "exclude", "hidden"):
        return Advice("list what to show in `sections`, or write `limits: [{id: …, omit: [summary]}]`")
    if "date" in fields and word in ("month", "day"):
        return Advice("write it in the date: `2023-01` or `2023-01-31`")
    if "start_date" in fields and word in ("period", "dates", "duration", "timeframe", "years"):
        return Advice("use `start_date` and `end_date`, or a single `date`")
    if model is Resume and word == "languages" and isinstance(value, list) and all(map(has_usual_form, value)):
        return Advice("write `languages` below `locale:`", "locale")
    if model is Resume and word in ("language", "lang") and isinstance(value, Text):
        return Advice("write `language` below `locale:`", "locale")
    kind = meant_kind(word) if model in (Resume, Basics) else None
    if (
        kind
        and kind != "publications"
        and (
            (model is Resume and isinstance(value, list))
            or not any(field in fields for field in SYNONYMS.get(word, ()))
        )
    ):
        content = "text: …" if kind == "text" else "entries: …"
        return Advice(f"move it below `sections:`, as `- kind: {kind}` with `title: …` and `{content}`")
    return None


def _detail(key: str, word: str, value: object, model: type[BaseModel]) -> Advice | None:
    """Return advice for what has no field of its own in the header, such as a date of birth."""
    if SYNONYMS.get(word) != ("details",) or not {"profiles", "details"} <= model.model_fields.keys():
        return None
    label = re.sub("[_-]", " ", key).capitalize() if key.islower() else key
    return Advice(f"write `details: {{{label}: {in_flow(value)}}}`", "details")


def _synonym(word: str, model: type[BaseModel], present: Collection[str]) -> Advice | None:
    fields = [field for field in SYNONYMS.get(word, ()) if field in model.model_fields]
    free = [field for field in fields if field not in present]
    if not fields:
        return None
    return Advice(f"did you mean `{(free or fields)[0]}`?", (free or fields)[0])


def _similar(word: str, model: type[BaseModel], present: Collection[str]) -> Advice | None:
    # Beside the similar field itself the key is a misspelling of it only if they differ in a letter or two.
    absent = [field for field in model.model_fields if field not in present]
    known = model.model_fields
    field = most_similar(word, known, 0.85) or most_similar(word, absent) or most_similar(word, known, 0.8)
    return Advice(f"did you mean `{field}`?", field) if field else None


def _elsewhere(word: str, model: type[BaseModel]) -> Advice | None:
    """Return advice for a key that belongs to a model inside of this one, such as a company beside `entries`."""
    for field, info in model.model_fields.items():
        for inner in models_in(info.annotation):
            if field not in ("variants", "design") and word in inner.model_fields:
                return Advice(f"`{word}` belongs below `{field}:`", field)
    return None


def models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    """Yield the models in the annotation of a field."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
        return
    if annotation is Author:
        yield AuthorParts
    for argument in typing.get_args(annotation):
        yield from models_in(argument)
