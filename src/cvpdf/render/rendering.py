"""The rendering itself: a template with its context, printed with marks, and parted from them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from cvpdf.diagnostics import Diagnostic, Span, error, has_errors

if TYPE_CHECKING:
    from cvpdf.expectation import Expectation
    from cvpdf.latex.result import Engine
    from cvpdf.render.blocks import Content
    from cvpdf.render.printer import Printer
    from cvpdf.render.sourcemap import Marker, SourceMap
    from cvpdf.selection.selection import Selection
    from cvpdf.themes.theme import Theme

PHOTO = "cvpdf-photo"
"""Name, without suffix, of the photo beside the `.tex`."""

MADE_BY = "% Made by cvpdf"
"""How each `.tex` begins, by which cvpdf knows its own files again."""


class Rendered(NamedTuple):
    """A document ready to be set."""

    tex: str
    engine: Engine
    source_map: SourceMap
    expectation: Expectation

    @property
    def preamble(self) -> str:
        """What a precompiled format can hold of it; see :func:`cvpdf.render.preamble.dumpable`."""
        from cvpdf.render.preamble import dumpable

        return dumpable(self.tex)


class Abilities(NamedTuple):
    """What the LaTeX at hand can set."""

    lualatex: bool = True
    cjk: bool = True


def render(selection: Selection, theme: Theme, abilities: Abilities) -> tuple[Rendered | None, list[Diagnostic]]:
    """Render one variant.

    Returns ``None`` with errors if a character cannot be set, a language is not installed or a template is wrong.
    """
    from cvpdf.render.sourcemap import take_out

    marked, problems = _render(selection, theme, abilities)
    if marked is None:
        return None, problems
    tex, source_map = take_out(marked.text, marked.marker)
    return Rendered(tex, marked.engine, source_map, marked.wanted), problems


class Measurable(NamedTuple):
    """A document whose blocks can be measured: the body names the places of its values, ``\\cvat{index of spans}``."""

    preamble: str
    body: str
    spans: tuple[Span, ...]
    engine: Engine


def measurable(selection: Selection, theme: Theme, abilities: Abilities) -> tuple[Measurable | None, list[Diagnostic]]:
    """Render one variant for measuring; ``None`` with errors as in :func:`render`."""
    from cvpdf.render.sourcemap import with_places, without_marks

    marked, problems = _render(selection, theme, abilities)
    if marked is None:
        return None, problems
    preamble, begin, rest = marked.text.partition(r"\begin{document}")
    body, end, _ = rest.rpartition(r"\end{document}")
    if not begin or not end:
        template = selection.settings.template
        message = (
            f"the template `{template}` has no \\begin{{document}} and \\end{{document}}, so nothing can be measured"
        )
        hint = "write both out in it, or set `fit: false`"
        return None, [*problems, error("template-not-measurable", message, template.span, hint)]
    spans = tuple(marked.marker.spans)
    return Measurable(without_marks(preamble), with_places(body), spans, marked.engine), problems


class _Marked(NamedTuple):
    """What a template has printed, with the marks of its values."""

    text: str
    marker: Marker
    engine: Engine
    wanted: Expectation


def _render(selection: Selection, theme: Theme, abilities: Abilities) -> tuple[_Marked | None, list[Diagnostic]]:
    from cvpdf.render.engine import choose_engine, has_cjk
    from cvpdf.render.environment import make_environment
    from cvpdf.render.expected import expectation
    from cvpdf.render.latex import Escaper
    from cvpdf.render.printer import Printer
    from cvpdf.render.sourcemap import Marker
    from cvpdf.render.walk import walk

    problems = _language(selection)
    if problems:
        return None, problems
    content = walk(selection)
    wanted = expectation(selection, content)
    texts = [*((text.text, text.span) for text in wanted.texts), *_labels(selection)]
    engine, problems = choose_engine(selection, texts, abilities.lualatex, abilities.cjk)
    if has_errors(problems):
        return None, problems
    marker = Marker()
    printer = Printer(selection, Escaper(engine), marker)
    environment = make_environment(theme.folders, printer)
    name = str(selection.settings.template)
    try:
        marked = environment.get_template(name).render(_context(selection, content, engine, has_cjk(texts), printer))
    except Exception as problem:  # an expression in a template can raise anything
        return None, [*problems, _template_problem(problem, theme, name, selection)]
    return _Marked(_tidied(str(marked)), marker, engine, wanted), problems


def _tidied(tex: str) -> str:
    """Leave one blank line where statements of the template have left several."""
    text = re.sub(r"\n(?:[ \t]*\n){2,}", "\n\n", tex).strip()
    return f"{MADE_BY} from cv.yaml. What is changed here is lost with the next build.\n{text}\n"


def _context(selection: Selection, content: Content, engine: Engine, cjk: bool, printer: Printer) -> Mapping[str, Any]:
    """Return what templates can use; `docs/templates.md` describes it."""
    from cvpdf.render.expected import keywords
    from cvpdf.render.latex import Latex

    photo = selection.basics.photo
    return {
        "basics": selection.basics,
        "document": content,
        "sections": selection.sections,
        "publications": selection.publications,
        "design": selection.settings.design,
        "locale": selection.locale,
        "variant": selection.settings,
        "title": selection.document_title,
        "engine": engine,
        "cjk": engine == "pdflatex" and cjk,
        "photo": Latex(printer.marker.mark(photo.span) + PHOTO + Path(photo).suffix.lower()) if photo else None,
        "keywords": keywords(content),
    }


def _labels(selection: Selection) -> list[tuple[str, Span | None]]:
    return [(str(word), word.span) for word in selection.locale.labels.values()]


def _language(selection: Selection) -> list[Diagnostic]:
    """Complain about a language whose month names are not at hand."""
    from cvpdf.render.dates import is_english

    language = selection.locale.language
    if is_english(selection.locale) or selection.locale.date_style in ("numeric", "iso"):
        return []
    try:
        from babel import Locale, UnknownLocaleError
    except ImportError:
        hint = "install the extra: pip install 'cvpdf[locale]'; or set `date_style: numeric`"
        return [error("language-not-installed", f"dates in `{language}` need the package babel", language.span, hint)]
    try:
        Locale.parse(str(language), sep="-")
    except (UnknownLocaleError, ValueError):
        hint = "or set `date_style: numeric`"
        return [error("bad-language", f"the language `{language}` is not known", language.span, hint)]
    return []


def _template_problem(problem: Exception, theme: Theme, name: str, selection: Selection) -> Diagnostic:
    """Say what is wrong with a template, at its line."""
    import jinja2

    if isinstance(problem, jinja2.TemplateNotFound):
        message = f"there is no template `{problem.name}`"
        hint = "templates here: " + ", ".join(theme.template_names())
        place = (selection.settings.template.span or selection.settings.variant.span) if problem.name == name else None
        return error("template-missing", message, place, hint)
    if isinstance(problem, UnicodeDecodeError):
        return error("template-error", f"a template is not UTF-8: {problem.reason}", Span.point(str(theme.folders[0])))
    if isinstance(problem, jinja2.TemplateSyntaxError):
        file = problem.filename or str(theme.find(problem.name or name) or name)
        return error("template-syntax", str(problem.message), Span.point(file, problem.lineno))
    span = None
    traceback = problem.__traceback__
    while traceback is not None:
        file = traceback.tb_frame.f_code.co_filename
        if any(Path(file).is_relative_to(folder) for folder in theme.folders):
            span = Span.point(file, traceback.tb_lineno)
        traceback = traceback.tb_next
    kind = "template-undefined" if isinstance(problem, jinja2.UndefinedError) else "template-error"
    return error(kind, f"the template failed: {str(problem) or type(problem).__name__}", span)
