"""Variants made ready for LaTeX: selected and rendered, with all that goes into their folder."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from cvpdf.diagnostics import Diagnostic, ExitCode, error, has_errors, note, warning
from cvpdf.files.fingerprint import fingerprint
from cvpdf.files.lock import PRIVATE_FOLDER
from cvpdf.latex.environment import source_date_epoch
from cvpdf.latex.toolchain import Toolchain
from cvpdf.pipeline.early import Tools
from cvpdf.pipeline.options import Options, Progress
from cvpdf.pipeline.up_to_date import Inputs
from cvpdf.render import PHOTO, Abilities, Rendered, render
from cvpdf.render.engine import NEEDS_LUALATEX
from cvpdf.report.fit_text import for_file
from cvpdf.report.results import VariantReport
from cvpdf.schema.resume import Resume
from cvpdf.selection import Selection, resolve, select
from cvpdf.themes.theme import Theme, load_theme

if TYPE_CHECKING:
    from cvpdf.fitting.choose import Fitted
    from cvpdf.pipeline.guess import Guess
    from cvpdf.schema.load import Loaded

PHOTO_KINDS = {".jpg": b"\xff\xd8", ".jpeg": b"\xff\xd8", ".png": b"\x89PNG", ".pdf": b"%PDF"}
"""Suffixes that both engines can include, and how such files begin."""


@dataclass(frozen=True)
class Job:
    """A rendered variant and the folder in which it is set."""

    selection: Selection
    rendered: Rendered
    folder: Path
    support: Mapping[str, bytes]
    """The class and the packages that the `.tex` needs beside it, by file name."""
    photo: tuple[str, bytes] | None
    diagnostics: tuple[Diagnostic, ...]
    surroundings: str
    fitted: Fitted | None = None

    @property
    def name(self) -> str:
        """The variant's name."""
        return self.selection.settings.name

    @cached_property
    def report(self) -> str:
        """What fitting has decided, as the text of the file beside the PDF; empty for variants that are not fitted."""
        return for_file(self.fitted.report) if self.fitted else ""

    @cached_property
    def _document(self) -> str:
        return fingerprint([self.rendered.tex, self.rendered.engine])

    @cached_property
    def fingerprint(self) -> str:
        """Hash of all that can change this PDF, or what is said about it; the document's own hash comes first."""
        checks = sorted((code, str(level)) for code, level in self.selection.settings.checks.items())
        about = [self.rendered.expectation, self.diagnostics, checks, self.report]
        return self._document + fingerprint([*about, sorted(self.support.items()), self.photo, self.surroundings])

    def made_as(self, fingerprint: str) -> bool:
        """Whether what was made with this fingerprint is what would come of it now."""
        # Mostly it is another document, and the rest takes ten times as long as the document.
        return fingerprint.startswith(self._document) and fingerprint == self.fingerprint


class Shop(NamedTuple):
    """What all variants of a build have in common."""

    options: Options
    toolchain: Toolchain
    inputs: Inputs
    resume: Resume
    noted: tuple[Diagnostic, ...]
    """What was noted of cv.yaml; it goes with each variant, so that it is known when only that one is built again."""
    photo: tuple[str, bytes] | None
    photo_problem: Diagnostic | None
    theme: Theme
    progress: Progress
    tools: Tools

    @classmethod
    def open(
        cls,
        options: Options,
        toolchain: Toolchain,
        inputs: Inputs,
        loaded: Loaded,
        progress: Progress,
        tools: Tools,
    ) -> Shop:
        """Read the files that all variants share."""
        assert loaded.resume is not None
        photo, problem = _photo(options.cv, loaded.resume)
        theme = load_theme(inputs.folders)
        noted = tuple(loaded.diagnostics)
        return cls(options, toolchain, inputs, loaded.resume, noted, photo, problem, theme, progress, tools)

    @property
    def abilities(self) -> Abilities:
        """What the LaTeX at hand can set."""
        return Abilities(self.options.tex_only or self.toolchain.lualatex is not None, not self.toolchain.embedded)

    def selection(self, name: str) -> Selection:
        """Select what a variant may show, for the engine to be used."""
        settings = resolve(self.resume, name)
        if self.options.engine is not None:
            settings = settings._replace(engine=self.options.engine)
        if settings.engine == "auto" and self.toolchain.pdflatex is None and self.toolchain.lualatex is not None:
            settings = settings._replace(engine="lualatex")
        return select(self.resume, settings)


def prepare(shop: Shop, name: str, guess: Guess) -> Job | VariantReport:
    """Select, fit and render one variant; if that needs no LaTeX any more, the result comes back.

    While a variant is being fitted, the ``guess`` what comes of that is begun.
    """
    selection = shop.selection(name)
    if selection.is_empty and not shop.options.variants:
        message = f"the variant `{name}` has nothing to show and is skipped"
        span = selection.settings.variant.span
        return VariantReport(name, "skipped", (note("empty-variant", message, span),))
    found = list(shop.noted)
    if shop.photo_problem is not None and selection.basics.photo:
        found.append(shop.photo_problem)
    fitted = None
    if selection.settings.fit is not None and not has_errors(found):
        fitted, problems = fit_selection(shop, selection, guess=None if shop.options.tex_only else guess.begin)
        found += problems
        if fitted is not None:
            selection = fitted.selection
    if has_errors(found):
        return VariantReport(name, "failed", tuple(found), exit_code=exit_code(found))
    guessed = guess.rendered(selection) if fitted else None
    if guessed is not None:
        return replace(guessed, fitted=fitted, diagnostics=tuple(dict.fromkeys([*found, *guessed.diagnostics])))
    return rendered(shop, selection, fitted, found)


def refitted(shop: Shop, job: Job, short: float) -> Job | VariantReport:
    """Fit a variant again, to pages that turned out to hold ``short`` points less than was thought."""
    name = job.name
    fitted, found = fit_selection(shop, shop.selection(name), short)
    found = [*shop.noted, *found]
    if fitted is None:
        return VariantReport(name, "failed", tuple(found), exit_code=exit_code(found))
    return rendered(shop, fitted.selection, fitted, found)


def rendered(
    shop: Shop, selection: Selection, fitted: Fitted | None = None, found: Sequence[Diagnostic] = ()
) -> Job | VariantReport:
    """Render one variant; with what was ``found`` so far."""
    name = selection.settings.name
    shop.progress(name, "rendering")
    document, problems = render(selection, shop.theme, shop.abilities)
    # A problem of the text was perhaps found when it was measured, too.
    found = list(dict.fromkeys([*found, *problems]))
    if document is None or has_errors(found):
        return VariantReport(name, "failed", tuple(found), exit_code=exit_code(found))
    photo = shop.photo if selection.basics.photo else None
    folder = shop.options.output_dir / PRIVATE_FOLDER / name
    surroundings = shop.inputs.surroundings
    return Job(selection, document, folder, shop.theme.support, photo, tuple(found), surroundings, fitted)


def fit_selection(
    shop: Shop, selection: Selection, short: float = 0.0, guess: Callable[[Selection], None] | None = None
) -> tuple[Fitted | None, list[Diagnostic]]:
    """Fit what a variant may show to its pages; ``None`` with errors if that cannot be done.

    Without LaTeX only ``--tex-only`` comes here; the ``.tex`` then holds everything.
    """
    from cvpdf.fitting.fit import fit
    from cvpdf.fitting.measure_cache import Workshop

    name = selection.settings.name
    if shop.toolchain.pdflatex is None and shop.toolchain.lualatex is None:
        message = f"the variant `{name}` is not fitted, since there is no LaTeX to measure with; it holds everything"
        return None, [warning("not-fitted", message, selection.settings.variant.span)]
    shop.progress(name, "fitting")
    files = dict(shop.theme.support)
    if shop.photo and selection.basics.photo:
        files[shop.photo[0]] = shop.photo[1]
    workshop = Workshop(
        theme=shop.theme,
        abilities=shop.abilities,
        toolchain=shop.toolchain,
        folder=shop.options.output_dir / PRIVATE_FOLDER / name / "fit",
        files=files,
        timeout=shop.options.timeout,
        source_date_epoch=source_date_epoch(),
        cancellation=shop.tools.switch,
        press=shop.tools.press,
    )
    return fit(selection, workshop, short, guess)


def exit_code(found: Iterable[Diagnostic]) -> int:
    """Return what kind of failure it is that nothing could be rendered."""
    codes = {diagnostic.code for diagnostic in found if diagnostic.is_error}
    if codes == {NEEDS_LUALATEX}:
        return ExitCode.LATEX_MISSING
    if codes & {"does-not-fit", "fit-impossible", "fit-tangled"}:
        return ExitCode.CHECK_FAILED
    if "fit-failed" in codes:
        return ExitCode.LATEX_FAILED
    return ExitCode.LATEX_FAILED if any(code.startswith("template-") for code in codes) else ExitCode.INVALID_CV


def _photo(cv: Path, resume: Resume) -> tuple[tuple[str, bytes] | None, Diagnostic | None]:
    """Read the photo, under the name that the templates use."""
    path = resume.basics.photo
    if path is None:
        return None, None
    suffix = Path(path).suffix.lower()
    if suffix not in PHOTO_KINDS:
        message = f"`{path}` is not a picture that LaTeX can include"
        return None, error("bad-photo", message, path.span, "use " + ", ".join(sorted(PHOTO_KINDS)))
    try:
        content = (cv.parent / path).read_bytes()
    except OSError as problem:
        message = f"the photo `{path}` cannot be read: {problem.strerror}"
        return None, error("bad-photo", message, path.span, "the path is relative to cv.yaml")
    if not content.startswith(PHOTO_KINDS[suffix]):
        message = f"`{path}` is not a {suffix.lstrip('.').upper()} file inside"
        return None, error("bad-photo", message, path.span)
    return (PHOTO + suffix, content), None
