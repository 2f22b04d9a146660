"""Variants: which parts of the CV a PDF shows, and with which design."""

from typing import Annotated, Any, ClassVar, Literal, get_args

from pydantic import ConfigDict, ValidatorFunctionWrapHandler, WrapValidator, model_validator

from cvpdf.schema.design import Design
from cvpdf.schema.fit import Fit
from cvpdf.schema.locale import Locale
from cvpdf.schema.model import Bounded, Model
from cvpdf.schema.values.numbers import Number
from cvpdf.schema.values.text import Key, Line
from cvpdf.schema.values.value import describe, fault
from cvpdf.schema.work_lists import WorkList

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
    "details",
    "summary",
    "photo",
]
HEADER_FIELDS: tuple[str, ...] = get_args(HeaderField)
"""Fields of ``basics`` that a variant can leave out: all but the name."""


def _with_place(value: Any, handler: ValidatorFunctionWrapHandler) -> Any:
    """Check a word, and keep it with its place in cv.yaml."""
    handler(value)
    return value


Engine = Annotated[Literal["auto", "pdflatex", "lualatex"], WrapValidator(_with_place)]


class Bounds(Bounded):
    """A limit: a maximum, or a mapping with `min` and `max`."""

    whole: ClassVar[bool] = True  # a minimum and a maximum from two places may contradict each other

    @model_validator(mode="before")
    @classmethod
    def _from_number(cls, data: Any) -> Any:
        if isinstance(data, str | int):
            return {"max": data}
        if not isinstance(data, dict | Bounds):
            message = f"expected a number, or a mapping with `min` and `max`, got {describe(data)}"
            raise fault("wrong-type", message, "example: 3")
        return data


class SectionRule(WorkList):
    """What a variant shows of a section. A plain name means the section without changes."""

    id: Key
    """`id` or `kind` of the section."""
    entries: Bounds | None = None
    """Maximum number of entries, or `{min: 1, max: 3}`. The highest priorities win; on a tie, the earlier entries."""
    highlights: Bounds | None = None
    """Maximum number of bullets for each entry, or a mapping with `min` and `max`. Chosen in the same way."""
    omit: tuple[Key, ...] = ()
    """Optional fields of the entries to leave out, such as `advisors` or `summary`."""
    title: Line | None = None
    """Heading of the section in this variant."""
    sort: Literal["date", "-date", "type", "title", "file"] | None = None
    """For entries with dates and publications: overrides the `sort` of the section."""
    group_by: Literal["type", "status", "year", "none"] | None = None
    """For publications: overrides the `group_by` and the `groups` of the section."""

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, data: Any) -> Any:
        return {"id": data} if isinstance(data, str) else data


class TagRule(Model):
    """Tags that select sections, entries, positions, bullets and publications."""

    include: tuple[Key, ...] | None = None
    """Leave out items that have tags, but none of these. Items without tags stay."""
    exclude: tuple[Key, ...] = ()
    """Leave out items that have one of these tags."""


class CheckRule(Model):
    """What becomes of the diagnostics with one code of `docs/checks.md`: a severity, or a mapping."""

    severity: Literal["error", "warning", "note", "off"] | None = None
    """Severity that differs from the default."""
    allow: tuple[Line, ...] = ()
    """Texts of the CV, or addresses of links, for which this is a note only. A beginning with `…` is enough."""

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, data: Any) -> Any:
        return {"severity": data} if isinstance(data, str) else data


class Variant(Model):
    """A variant. Fields that are not given are inherited from the variant that it extends."""

    # The built-in variants are validated on their own before the file as a whole; both share one validator.
    model_config = ConfigDict(defer_build=False)

    extends: Key | None = None
    """Variant to inherit from. `full`, `onepage` and `publications` extend the built-in ones; others extend `full`."""
    title: Line | None = None
    """Kind of document, printed after the name in the PDF's title: Curriculum Vitae, Résumé …"""
    template: Line | None = None
    """Template file in `latex_templates/`, such as `full.tex.j2`."""
    sections: tuple[SectionRule, ...] | None = None
    """Sections to show, by id or kind, in this order. The default is all, in the order of the file."""
    limits: tuple[SectionRule, ...] | None = None
    """Limits for sections, without selecting or reordering them."""
    header: tuple[HeaderField, ...] | None = None
    """Fields of `basics` to show in addition to the name."""
    tags: TagRule | None = None
    """Selection by tags."""
    min_priority: Annotated[int, Number(1, 5)] | None = None
    """Leave out entries, bullets and publications with a lower priority."""
    max_pages: Annotated[int, Number(1, 500)] | None = None
    """Maximum number of pages. A longer PDF fails the build."""
    fit: Fit | None = None
    """Select the content with the highest value that fits on `max_pages`: `true`, `false` or a mapping."""
    engine: Engine | None = None
    """LaTeX engine. `auto` is pdfLaTeX. `lualatex`, for a template with a class of its own, needs `--allow-lua`."""
    min_font_size: Annotated[float, Number(4, 12, "pt", whole=False)] | None = None
    """Minimum text size in points; smaller text fails the build. The default is 8."""
    max_file_size: Annotated[float, Number(0.05, 100, "MB", whole=False)] | None = None
    """Maximum size of the PDF in megabytes; a larger one fails the build. The default is 5."""
    checks: dict[Key, CheckRule] | None = None
    """Severities that differ from the default and allowed texts, by the code of the message; see `docs/checks.md`."""
    design: Design | None = None
    """Changes to `design` for this variant. Fields that are not given stay as they are."""
    locale: Locale | None = None
    """Language of this variant, or changes to `locale`: `de`, or `{language: de, date_style: long}`."""
    output: Line | None = None
    """File name of the PDF without `.pdf`. The default is the name of the variant."""
