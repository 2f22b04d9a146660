"""The complete settings of a variant, with everything that it inherits."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, NamedTuple

from cvpdf.languages import words
from cvpdf.schema.built_in import BUILT_IN, ancestry, language_of, locale_of
from cvpdf.schema.design import Design
from cvpdf.schema.fit import Fit
from cvpdf.schema.locale import Locale
from cvpdf.schema.model import changed
from cvpdf.schema.resume import Resume
from cvpdf.schema.values.text import Key, Line
from cvpdf.schema.variants import SectionRule, TagRule

Range = tuple[float, float]


class FitBounds(NamedTuple):
    """How far fitting may change the design. Each range is from the tightest to the loosest value."""

    font_size: Range
    line_spacing: Range
    spacing: Range
    prefer: Literal["content", "legibility"] = "content"


class Settings(NamedTuple):
    """A variant with a value for every field. ``variant`` is its key in cv.yaml, with a span if it is written there."""

    name: str
    title: str
    template: Line
    sections: tuple[SectionRule, ...] | None
    limits: tuple[SectionRule, ...]
    header: tuple[str, ...]
    tags: TagRule
    min_priority: int
    max_pages: int | None
    fit: FitBounds | None
    """How to fit it to ``max_pages``; ``None`` if it is not fitted."""
    min_font_size: float
    max_file_size: float
    """Megabytes."""
    checks: Mapping[str, str]
    """Severities by code."""
    allowed: Mapping[str, tuple[Line, ...]]
    """Texts for which a code is only a note."""
    engine: Literal["auto", "pdflatex", "lualatex"]
    design: Design
    locale: Locale
    output: str
    stem: str
    """Name of its files in the private folder."""
    variant: Key


def variant_names(resume: Resume) -> tuple[str, ...]:
    """Return the names of all variants: the built-in ones, then those of the file in its order."""
    return tuple(dict.fromkeys([*BUILT_IN, *(str(name) for name in resume.variants)]))


def resolve(resume: Resume, name: str, language: str | None = None) -> Settings:
    """Return the settings of a variant, with inherited values and defaults; ``language`` replaces its own one."""
    own = language_of(resume, name)
    own_output = _output(resume.in_language(own), name)
    resume = resume.in_language(language or own)
    chain = ancestry(resume, name)

    def first(field: str, default: Any = None) -> Any:
        values = (getattr(variant, field) for variant in chain)
        return next((value for value in values if value is not None), default)

    limits: dict[str, SectionRule] = {}
    design = resume.themed(next((v.design.theme for v in chain if v.design and v.design.theme), resume.design.theme))
    fit: Fit | None = None
    for variant in reversed(chain):
        if variant.fit is not None:
            on = fit is not None and not fit.off and not variant.fit.off
            fit = changed(fit, variant.fit) if fit is not None and on else variant.fit
        for rule in variant.limits or ():
            earlier = limits.get(str(rule.id))
            limits[str(rule.id)] = rule if earlier is None else changed(earlier, rule)
        if variant.design is not None:
            design = changed(design, variant.design)
    checks = (resume.checks, *(variant.checks or {} for variant in reversed(chain)))
    rules = [item for some in checks for item in some.items()]
    output, tag = _output(resume, name), f"-{language}" if language not in (None, own) else ""
    key = next((key for key in resume.variants if key == name), Key(name))
    title = first("title", Line(name))
    # What is not typed in cv.yaml is the title of a built-in variant.
    title = title if title.span else words.title(language or own, str(title))
    return Settings(
        name=name,
        title=str(title),
        template=first("template"),
        sections=first("sections"),
        limits=tuple(limits.values()),
        header=tuple(str(field) for field in first("header")),
        tags=first("tags", TagRule()),
        min_priority=first("min_priority", 1),
        max_pages=first("max_pages"),
        fit=_bounds(fit, design) if fit is not None and not fit.off else None,
        min_font_size=first("min_font_size", 8.0),
        max_file_size=first("max_file_size", 5.0),
        checks={str(code): rule.severity for code, rule in rules if rule.severity},
        allowed={str(code): tuple(t for other, r in rules if other == code for t in r.allow) for code, _ in rules},
        engine=first("engine"),
        design=design,
        locale=locale_of(resume, name, language or own),
        # Two languages of a variant have a PDF each.
        output=f"{output}{tag}" if output == own_output else output,
        stem=f"{name}{tag}",
        variant=key,
    )


def _output(resume: Resume, name: str) -> str:
    variant = resume.variants.get(Key(name))
    return str((variant and variant.output) or name)


def _bounds(fit: Fit, design: Design) -> FitBounds:
    """Return the ranges of a fit with defaults. They always include the values of the design."""
    page = design.page
    return FitBounds(
        font_size=fit.font_size or (min(9.0, page.font_size), page.font_size),
        line_spacing=fit.line_spacing or (min(0.94, page.line_spacing), page.line_spacing),
        spacing=fit.spacing or (min(0.6, page.spacing), max(1.2, page.spacing)),
        prefer=fit.prefer or "content",
    )
