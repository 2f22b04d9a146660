"""Rendering a selection: from templates to the `.tex` with its source map, or to a document to measure."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from cvpdf.diagnostics import Diagnostic, Span, error, has_errors
from cvpdf.expectation import Expectation
from cvpdf.fonts.find.choose import Chosen
from cvpdf.latex.cancellation import CancelledError
from cvpdf.latex.result import Engine
from cvpdf.render.content.blocks import Content
from cvpdf.render.content.styles.template import StyleError
from cvpdf.render.content.walk import walk
from cvpdf.render.environment import make_environment
from cvpdf.render.expected import expectation, keywords
from cvpdf.render.font_files import NO_FONTS, Fonts, fonts_of, style_name
from cvpdf.render.jinja.limits import never
from cvpdf.render.latex import Escaper, Latex
from cvpdf.render.photo import printed_photo
from cvpdf.render.preamble import dumpable
from cvpdf.render.printer import Printer
from cvpdf.render.problems import template_problem
from cvpdf.render.scripts import unsupported
from cvpdf.render.sourcemap import Marker, SourceMap, split_marks, with_places, without_marks
from cvpdf.render.tokens import token_lines
from cvpdf.selection.selection import Selection
from cvpdf.selection.work_notes import without_number
from cvpdf.source.nodes import Text
from cvpdf.themes.theme import Theme

MADE_BY = "% Made by cvpdf"
"""The beginning of each `.tex`, by which cvpdf recognises its own files."""


class Rendered(NamedTuple):
    """A document ready for LaTeX."""

    tex: str
    engine: Engine
    source_map: SourceMap
    expectation: Expectation
    fonts: Fonts

    @property
    def preamble(self) -> str:
        """The part that a precompiled format can contain; see :func:`cvpdf.render.preamble.dumpable`."""
        return dumpable(self.tex)


def render(
    selection: Selection,
    theme: Theme,
    chosen: Chosen,
    cancelled: Callable[[], bool] = never,
    letters: frozenset[str] = frozenset(),
) -> tuple[Rendered | None, list[Diagnostic]]:
    """Render one variant; raises CancelledError soon after ``cancelled`` becomes true.

    The ``chosen`` fonts are those of the variant, if its template loads them. They also get the ``letters`` of the
    document that was measured, so that both documents have the same fonts.
    Returns ``None`` with errors if a character cannot be typeset, a language is not installed or a template fails.
    """
    marked, problems = _render(selection, theme, chosen, cancelled, letters)
    if marked is None:
        return None, problems
    tex, source_map = split_marks(marked.text, marked.marker)
    return Rendered(tex, marked.engine, source_map, marked.wanted, marked.fonts), problems


class Measurable(NamedTuple):
    """A document whose blocks can be measured: the body names the places of its values, ``\\cvat{index of spans}``."""

    preamble: str
    body: str
    spans: tuple[Span, ...]
    engine: Engine
    fonts: Fonts


def measurable(
    selection: Selection, theme: Theme, chosen: Chosen, cancelled: Callable[[], bool] = never
) -> tuple[Measurable | None, list[Diagnostic]]:
    """Render one variant for measuring; ``None`` with errors as in :func:`render`."""
    marked, problems = _render(selection, theme, chosen, cancelled, frozenset())
    if marked is None:
        return None, problems
    preamble, begin, rest = marked.text.partition(r"\begin{document}")
    body, end, _ = rest.rpartition(r"\end{document}")
    if not begin or not end:
        template = selection.settings.template
        message = (
            f"template `{template}` has no \\begin{{document}} or \\end{{document}}; its blocks cannot be measured"
        )
        hint = "write both in the template itself, or set `fit: false`"
        return None, [*problems, error("template-not-measurable", message, template.span, hint)]
    spans = tuple(marked.marker.spans)
    return Measurable(without_marks(preamble), with_places(body), spans, marked.engine, marked.fonts), problems


class _Marked(NamedTuple):
    """The output of a template, with the marks of its values."""

    text: str
    marker: Marker
    engine: Engine
    wanted: Expectation
    fonts: Fonts


def _render(
    selection: Selection, theme: Theme, chosen: Chosen, cancelled: Callable[[], bool], letters: frozenset[str]
) -> tuple[_Marked | None, list[Diagnostic]]:
    try:
        content = walk(selection)
    except StyleError as problem:
        return None, [problem.diagnostic]
    wanted = expectation(selection, content)
    texts = [*((text.text, text.span) for text in wanted.texts), *_labels(selection)]
    engine: Engine = "lualatex" if selection.settings.engine == "lualatex" else "pdflatex"
    problems = unsupported(texts, shaping=engine == "lualatex")
    if problems:
        return None, problems
    references = list(without_number(selection))
    style = style_name(selection.settings.output)
    name = str(selection.settings.template)
    # Another class may load other fonts, in which TeX's own signs have to be escaped too.
    for own_fonts in (True, False):
        printer = Printer(selection, Escaper(own_fonts), Marker())
        environment = make_environment(theme.folders, printer, cancelled)
        try:
            context = _context(selection, content, engine, style, printer)
            marked = _tidied(str(environment.get_template(name).render(context)))
        except CancelledError:
            raise
        except Exception as problem:  # an expression in a template can raise anything
            return None, [template_problem(problem, theme, name, selection)]
        if f"{{{style}}}" in marked:
            break
    if own_fonts and engine == "lualatex":
        return None, [_fonts_need_pdftex(selection)]
    if not own_fonts:
        return _Marked(marked, printer.marker, engine, wanted, NO_FONTS), references
    if chosen.fonts is None:
        return None, list(chosen.problems)
    fonts, lacking = fonts_of(without_marks(marked), letters, texts, chosen.fonts, style)
    problems = [*references, *chosen.problems, *lacking]
    return None if has_errors(problems) else _Marked(marked, printer.marker, engine, wanted, fonts), problems


def _fonts_need_pdftex(selection: Selection) -> Diagnostic:
    """Return the error that a template for cvpdf's class or fonts is to be typeset by LuaLaTeX."""
    engine, template = selection.settings.engine, selection.settings.template
    message = f"template `{template}` loads the fonts of cvpdf, which need pdfLaTeX, not `lualatex`"
    hint = "use `engine: auto`; `lualatex` is for templates with a class and fonts of their own"
    place = engine.span if isinstance(engine, Text) else selection.settings.variant.span
    return error("template-needs-pdflatex", message, place, hint)


def _tidied(tex: str) -> str:
    """Return the text with one blank line where the statements of a template left several."""
    text = re.sub(r"\n(?:[ \t]*\n){2,}", "\n\n", tex).strip()
    return f"{MADE_BY} from cv.yaml. The next build overwrites this file.\n{text}\n"


def _context(selection: Selection, content: Content, engine: Engine, style: str, printer: Printer) -> Mapping[str, Any]:
    """Return the variables of the templates; `docs/templates.md` documents them."""
    photo = selection.basics.photo
    return {
        "basics": selection.basics,
        "document": content,
        "sections": selection.sections,
        "publications": selection.publications,
        "design": selection.settings.design,
        "tokens": [Latex(line) for line in token_lines(selection.settings.design)],
        "locale": selection.locale,
        "variant": selection.settings,
        "title": selection.document_title,
        "engine": engine,
        "fonts": Latex(style),
        "photo": printed_photo(photo, selection.settings.design.photo, printer) if photo else None,
        "keywords": keywords(content),
    }


def _labels(selection: Selection) -> list[tuple[str, Span | None]]:
    return [(str(word), word.span) for word in selection.locale.labels.values()]
