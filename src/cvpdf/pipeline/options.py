"""The options of a build, their validation, and the observer of its progress."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from cvpdf.diagnostics import Diagnostic, Span, error
from cvpdf.languages.tags import canonical, is_tag
from cvpdf.pipeline.output_place import output_place
from cvpdf.report.results import VariantReport

if TYPE_CHECKING:
    from cvpdf.expectation import Expectation

MAX_TIMEOUT = 1_000_000
"""The longest time limit in seconds. The timers of the operating system do not accept much more."""

Progress = Callable[[str, str], None]
"""Called with the name of a variant and the step that begins, such as ``typesetting``."""


def silent(_variant: str, _step: str) -> None:
    """Ignore progress."""


class Options(NamedTuple):
    """The options of a build. Paths are as typed; no ``variants`` means all of them. ``timeout`` is in seconds."""

    cv: Path = Path("cv.yaml")
    output_dir: Path = Path("build")
    variants: tuple[str, ...] = ()
    engine: Literal["auto", "pdflatex", "lualatex"] | None = None
    tex_only: bool = False
    strict: bool = False
    timeout: float = 60.0
    output_name: str | None = None
    """Name of the PDF without its suffix; ``None`` means the variant's own."""
    own_templates: bool = True
    """Whether the templates beside cv.yaml are used."""
    content: bytes | Diagnostic | None = None
    """What was read in place of the file ``cv``; see :func:`cvpdf.files.standard_input.cv_input`."""
    allow_lua: bool = False
    """Whether LuaLaTeX may run, whose Lua code can do all that the user can."""
    language: str | None = None
    """The language of the texts; ``None`` means that of each variant."""
    theme: str | None = None
    """The theme of all variants; ``None`` means that of each variant."""
    keep_going: bool = False
    """Whether entries of bibliographies that have errors are left out."""


def checked(options: Options, folder_only: bool = False) -> Options | Diagnostic:
    """Return the options for a build from those that the user gave, or the error in them.

    ``output_dir`` may name the PDF, unless the command writes no PDF (``folder_only``). Repeated variants count once.
    """
    if options.engine not in (None, "auto", "pdflatex", "lualatex"):
        return error("unknown-engine", f"there is no engine `{options.engine}`", None, "use auto, pdflatex or lualatex")
    if not 1 <= options.timeout <= MAX_TIMEOUT:
        message = f"the timeout `{options.timeout:g}` is out of range"
        return error("bad-timeout", message, None, f"use 1 to {MAX_TIMEOUT:,} seconds")
    if options.engine == "lualatex" and not (options.allow_lua or options.tex_only):
        return lua_not_allowed("`--engine lualatex`", None)
    if options.language is not None and not is_tag(options.language):
        return not_a_tag(options.language)
    variants = tuple(dict.fromkeys(options.variants))
    place = output_place(options.output_dir, variants, folder_only)
    if isinstance(place, Diagnostic):
        return place
    language = options.language and canonical(options.language)
    return options._replace(output_dir=place.folder, output_name=place.name, variants=variants, language=language)


def not_a_tag(language: str) -> Diagnostic:
    """Return the error that a language of the command line is not a tag."""
    from cvpdf.languages.words import tag_hint

    return error("bad-language", f"`{language}` is not a language tag", None, tag_hint(language))


def lua_not_allowed(what: str, span: Span | None) -> Diagnostic:
    """Return the error that LuaLaTeX is wanted, by ``what``, and may not run."""
    message = f"{what} runs LuaLaTeX, whose Lua code can read and change all that you can"
    hint = "if you trust the template, add `--allow-lua`; cvpdf's own templates need no LuaLaTeX"
    return error("lua-not-allowed", message, span, hint)


def lua_not_fitted(variant: str, span: Span | None) -> Diagnostic:
    """Return the error that a variant is fitted and uses LuaLaTeX, with which blocks cannot be measured."""
    message = f"variant `{variant}` is fitted, which needs cvpdf's class and pdfLaTeX, not `lualatex`"
    return error("lua-not-fitted", message, span, "add `fit: false` to the variant, or use `engine: auto`")


class Observer(NamedTuple):
    """Functions that a build calls on its way, from several threads."""

    step: Progress = silent
    typeset: Callable[[str, bytes, Expectation], None] = lambda _variant, _pdf, _expectation: None
    """With a variant, its PDF, which is not checked yet, and what the PDF must contain."""
    finished: Callable[[VariantReport], None] = lambda _report: None
    """With the report of a variant."""
