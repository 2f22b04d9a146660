"""Variants made ready for LaTeX: selected and rendered, with all that goes into their folder."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from cvpdf import record as records
from cvpdf.diagnostics import Diagnostic, ExitCode, error, has_errors, note
from cvpdf.inputs import Inputs
from cvpdf.options import Options, Progress, VariantResult
from cvpdf.record import FOLDER
from cvpdf.render import PHOTO, Abilities, Rendered, render, templates
from cvpdf.render.engine import NEEDS_LUALATEX
from cvpdf.schema.resume import Resume
from cvpdf.typeset.toolchain import Toolchain
from cvpdf.variants import Selection, resolve, select

if TYPE_CHECKING:
    from cvpdf.loading import Loaded

PHOTO_KINDS = {".jpg": b"\xff\xd8", ".jpeg": b"\xff\xd8", ".png": b"\x89PNG", ".pdf": b"%PDF"}
"""Suffixes that both engines can include, and how such files begin."""


@dataclass(frozen=True, slots=True)
class Job:
    """A rendered variant and the folder in which it is set."""

    selection: Selection
    rendered: Rendered
    folder: Path
    class_file: bytes
    photo: tuple[str, bytes] | None
    diagnostics: tuple[Diagnostic, ...]
    surroundings: str

    @property
    def name(self) -> str:
        """The variant's name."""
        return self.selection.settings.name

    @property
    def fingerprint(self) -> str:
        """Hash of all that can change this PDF, or what is said about it."""
        rendered = self.rendered
        checks = sorted((code, str(level)) for code, level in self.selection.settings.checks.items())
        text = [rendered.tex, rendered.engine, rendered.expectation, self.diagnostics, checks]
        return records.fingerprint([*text, self.class_file, self.photo, self.surroundings])


def prepare(
    options: Options, toolchain: Toolchain, inputs: Inputs, loaded: Loaded, names: list[str], progress: Progress
) -> tuple[list[Job], list[VariantResult]]:
    """Select and render the variants; those that need no LaTeX any more come back as results.

    What was noted of cv.yaml goes with each variant, so that it is still known when only that one is built again.
    """
    resume = loaded.resume
    assert resume is not None
    photo, problem = _photo(options.cv, resume)
    class_file = templates.find(templates.CLASS_FILE, inputs.folders)
    abilities = Abilities(options.tex_only or toolchain.lualatex is not None, not toolchain.embedded)
    jobs: list[Job] = []
    results: list[VariantResult] = []
    for name in names:
        progress(name, "rendering")
        settings = resolve(resume, name)
        if options.engine is not None:
            settings = replace(settings, engine=options.engine)
        if settings.engine == "auto" and toolchain.pdflatex is None and toolchain.lualatex is not None:
            settings = replace(settings, engine="lualatex")
        selection = select(resume, settings)
        if selection.is_empty and not options.variants:
            message = f"the variant `{name}` has nothing to show and is skipped"
            results.append(VariantResult(name, "skipped", (note("empty-variant", message, settings.variant.span),)))
            continue
        rendered, found = render(selection, inputs.folders, abilities)
        found = [*loaded.diagnostics, *found]
        if problem is not None and selection.basics.photo:
            found.append(problem)
        if rendered is None or has_errors(found):
            results.append(VariantResult(name, "failed", tuple(found), exit_code=_exit_code(found)))
            continue
        folder = options.output_dir / FOLDER / name
        shown_photo = photo if selection.basics.photo else None
        content = class_file.read_bytes() if class_file else b""
        jobs.append(Job(selection, rendered, folder, content, shown_photo, tuple(found), inputs.surroundings))
    return jobs, results


def _exit_code(found: list[Diagnostic]) -> int:
    """Return what kind of failure it is that nothing could be rendered."""
    codes = {diagnostic.code for diagnostic in found if diagnostic.is_error}
    if codes == {NEEDS_LUALATEX}:
        return ExitCode.LATEX_MISSING
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
