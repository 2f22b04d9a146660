"""Rendering a selection: from templates to the `.tex` with its source map, or to a document to measure."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from cvpdf.diagnostics import Diagnostic, Span, error, has_errors
from cvpdf.expectation import Expectation
from cvpdf.latex.cancellation import CancelledError
from cvpdf.latex.result import Engine
from cvpdf.render.content.blocks import Content
from cvpdf.render.content.walk import walk
from cvpdf.render.engine import choose_engine, has_cjk
from cvpdf.render.environment import make_environment
from cvpdf.render.expected import expectation, keywords
from cvpdf.render.latex import Escaper, Latex
from cvpdf.render.limits import never
from cvpdf.render.preamble import dumpable
from cvpdf.render.printer import Printer
from cvpdf.render.problems import template_problem
from cvpdf.render.sourcemap import Marker, SourceMap, split_marks, with_places, without_marks
from cvpdf.selection.selection import Selection
from cvpdf.themes.theme import Theme

PHOTO = "cvpdf-photo"
"""Name, without suffix, of the photo beside the `.tex`."""

MADE_BY = "% Made by cvpdf"
"""The beginning of each `.tex`, by which cvpdf recognises its own files."""


class Rendered(NamedTuple):
    """A document ready for LaTeX."""

    tex: str
    engine: Engine
    source_map: SourceMap
    expectation: Expectation

    @property
    def preamble(self) -> str:
        """The part that a precompiled format can contain; see :func:`cvpdf.render.preamble.dumpable`."""
        return dumpable(self.tex)


class Abilities(NamedTuple):
    """What the installed LaTeX can typeset."""

    lualatex: bool = True
    cjk: bool = True


def render(
    selection: Selection, theme: Theme, abilities: Abilities, cancelled: Callable[[], bool] = never
) -> tuple[Rendered | None, list[Diagnostic]]:
    """Render one variant; raises CancelledError soon after ``cancelled`` becomes true.

    Returns ``None`` with errors if a character cannot be typeset, a language is not installed or a template fails.
    """
    marked, problems = _render(selection, theme, abilities, cancelled)
    if marked is None:
        return None, problems
    tex, source_map = split_marks(marked.text, marked.marker)
    return Rendered(tex, marked.engine, source_map, marked.wanted), problems


class Measurable(NamedTuple):
    """A document whose blocks can be measured: the body names the places of its values, ``\\cvat{index of spans}``."""

    preamble: str
    body: str
    spans: tuple[Span, ...]
    engine: Engine


def measurable(
    selection: Selection, theme: Theme, abilities: Abilities, cancelled: Callable[[], bool] = never
) -> tuple[Measurable | None, list[Diagnostic]]:
    """Render one variant for measuring; ``None`` with errors as in :func:`render`."""
    marked, problems = _render(selection, theme, abilities, cancelled)
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
    return Measurable(without_marks(preamble), with_places(body), spans, marked.engine), problems


class _Marked(NamedTuple):
    """The output of a template, with the marks of its values."""

    text: str
    marker: Marker
    engine: Engine
    wanted: Expectation


def _render(
    selection: Selection, theme: Theme, abilities: Abilities, cancelled: Callable[[], bool]
) -> tuple[_Marked | None, list[Diagnostic]]:
    content = walk(selection)
    wanted = expectation(selection, content)
    texts = [*((text.text, text.span) for text in wanted.texts), *_labels(selection)]
    engine, problems = choose_engine(selection, texts, abilities.lualatex, abilities.cjk)
    if has_errors(problems):
        return None, problems
    marker = Marker()
    printer = Printer(selection, Escaper(engine), marker)
    environment = make_environment(theme.folders, printer, cancelled)
    name = str(selection.settings.template)
    try:
        marked = environment.get_template(name).render(_context(selection, content, engine, has_cjk(texts), printer))
    except CancelledError:
        raise
    except Exception as problem:  # an expression in a template can raise anything
        return None, [*problems, template_problem(problem, theme, name, selection)]
    return _Marked(_tidied(str(marked)), marker, engine, wanted), problems


def _tidied(tex: str) -> str:
    """Return the text with one blank line where the statements of a template left several."""
    text = re.sub(r"\n(?:[ \t]*\n){2,}", "\n\n", tex).strip()
    return f"{MADE_BY} from cv.yaml. The next build overwrites this file.\n{text}\n"


def _context(selection: Selection, content: Content, engine: Engine, cjk: bool, printer: Printer) -> Mapping[str, Any]:
    """Return the variables of the templates; `docs/templates.md` documents them."""
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
        "photo": Latex(printer.marker.mark(photo.file.span) + PHOTO + Path(photo.file).suffix.lower())
        if photo
        else None,
        "keywords": keywords(content),
    }


def _labels(selection: Selection) -> list[tuple[str, Span | None]]:
    return [(str(word), word.span) for word in selection.locale.labels.values()]
