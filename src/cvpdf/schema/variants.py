"""Variants: which part of the CV goes into which PDF, and how it looks there."""

from typing import Annotated, Any, Literal, get_args

from pydantic import ConfigDict, model_validator

from cvpdf.schema.design import Design
from cvpdf.schema.fit import Fit
from cvpdf.schema.model import Bounded, Model
from cvpdf.schema.text import Flag, Key, Line, describe, fault, number

HeaderField = Literal[
    "native_name",
    "headline",
    "affiliations",
    "location",
    "email",
    "phone",
    "url",
    "orcid",
    "profiles",
    "summary",
    "photo",
]
HEADER_FIELDS: tuple[str, ...] = get_args(HeaderField)
"""Fields of ``basics`` that a variant may leave out; the name never is."""


class Bounds(Bounded):
    """A limit: a number (at most so many), or a mapping with `min` and `max`."""

    @model_validator(mode="before")
    @classmethod
    def _from_number(cls, data: Any) -> Any:
        if isinstance(data, str | int):
            return {"max": data}
        if not isinstance(data, dict | Bounds):
            message = f"a number, or a mapping with `min` and `max`, is wanted here, not {describe(data)}"
            raise fault("wrong-type", message, "example: 3")
        return data


class SectionRule(Model):
    """How much of a section a variant shows."""

    id: Key
    """Id or kind of the section."""
    entries: Bounds | None = None
    """At most so many entries, or `{min: 1, max: 3}`. Those of the highest priority stay; earlier ones win ties."""
    highlights: Bounds | None = None
    """At most so many bullets for each entry, or `min` and `max`, chosen in the same way."""
    omit: tuple[Key, ...] = ()
    """Fields of the entries that are left out, such as `advisors` or `summary`."""
    title: Line | None = None
    """Another heading."""
    group_by: Literal["status", "year", "none"] | None = None
    """For publications: another grouping than the section's own."""
    numbered: Flag | None = None
    """For publications: with or without numbers."""

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, data: Any) -> Any:
        return {"id": data} if isinstance(data, str) else data


class TagRule(Model):
    """Tags that narrow what is shown: sections, entries, bullets and publications alike."""

    include: tuple[Key, ...] | None = None
    """Of what has tags, show only what has one of these. What has no tags stays."""
    exclude: tuple[Key, ...] = ()
    """Leave out what has one of these."""


class Variant(Model):
    """A variant. Every field that is not given comes from the one it extends."""

    # The built-in variants are validated, too; built before the file as a whole, the validator serves both.
    model_config = ConfigDict(defer_build=False)

    extends: Key | None = None
    """Another variant to begin with. `full`, `onepage` and `publications` extend what is built in; others `full`."""
    title: Line | None = None
    """What the document is, for the PDF's title behind the name: Curriculum Vitae, Résumé …"""
    template: Line | None = None
    """File in `latex_templates/`, such as `full.tex.j2`."""
    sections: tuple[SectionRule, ...] | None = None
    """The sections to show, in this order, by id or kind; without it all of them, in the order of the file."""
    limits: tuple[SectionRule, ...] | None = None
    """Limits for sections, without choosing or ordering them."""
    header: tuple[HeaderField, ...] | None = None
    """Fields of `basics` to show besides the name."""
    tags: TagRule | None = None
    """Narrowing by tags."""
    min_priority: Annotated[int, number(1, 5)] | None = None
    """Leave out entries and bullets of lower priority."""
    max_pages: Annotated[int, number(1, 500)] | None = None
    """More pages than this fail the build."""
    fit: Fit | None = None
    """Choose what is shown so that it fills `max_pages` with what counts most: `true`, `false` or a mapping."""
    engine: Literal["auto", "pdflatex", "lualatex"] | None = None
    """LaTeX engine; `auto` takes pdfLaTeX unless a character needs LuaLaTeX."""
    min_font_size: Annotated[float, number(4, 12, "pt", whole=False)] | None = None
    """Text smaller than this, in points, fails the build; 8 if not given."""
    max_file_size: Annotated[float, number(0.05, 100, "MB", whole=False)] | None = None
    """A PDF of more megabytes than this fails the build; 5 if not given."""
    checks: dict[Key, Literal["error", "warning", "note", "off"]] | None = None
    """The severity of single checks, by the code that stands in their messages; see `docs/checks.md`."""
    design: Design | None = None
    """Changes to the looks for this variant; only the fields that are written here change."""
    output: Line | None = None
    """Name of the PDF without `.pdf`; the variant's name if not given."""
