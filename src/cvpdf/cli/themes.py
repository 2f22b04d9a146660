"""``cvpdf themes``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cvpdf.cli.completion import variant_names
from cvpdf.cli.output import echo, echo_json, opened, refuse, show, tell
from cvpdf.cli.parameters import Cv, Json
from cvpdf.diagnostics import ExitCode, has_errors

if TYPE_CHECKING:
    from cvpdf.schema.design import ThemeFile

EXAMPLES = """
cvpdf themes                       # a list, also of your own themes
cvpdf themes --preview all.png     # your CV in each of them, as one picture
cvpdf themes --json                # for programs
"""
EXIT_CODES = "0 ok, 1 cv.yaml or a theme has errors, 2 wrong usage; with --preview also those of build"


def run(
    cv: Cv = Path("cv.yaml"),
    preview: Annotated[
        Path | None,
        typer.Option(
            "--preview", metavar="FILE", readable=False, help="Write a picture (PNG) of the CV in all themes."
        ),
    ] = None,
    variant: Annotated[
        str,
        typer.Option("--variant", metavar="VARIANT", help="The variant in the picture.", autocompletion=variant_names),
    ] = "onepage",
    json: Json = False,
) -> int:
    """List the themes, or make a picture of the CV in each of them."""
    from cvpdf.themes.theme import folders_for
    from cvpdf.themes.theme_files import all_themes

    themes, problems = all_themes(folders_for(cv.parent))
    show(problems, None)
    code: int = ExitCode.INVALID_CV if has_errors(problems) else ExitCode.OK
    if preview is not None:
        shown, failed = _write_picture(cv, variant, list(themes), preview)
        if json:
            echo_json({"picture": str(preview) if shown else None, "themes": [_facts(n, themes[n]) for n in shown]})
        elif shown:
            echo(f"{preview}  {len(shown)} themes, variant {variant}")
        return failed or code
    if json:
        echo_json({"themes": [_facts(name, theme) for name, theme in themes.items()]})
    else:
        from cvpdf.report.table import table

        rows = [(name, _font(theme), str(theme.description)) for name, theme in themes.items()]
        echo(table(("theme", "font", "description"), rows))
        tell("\n`design: {theme: NAME}` in cv.yaml chooses one; docs/themes.md shows how to make one.")
    return code


def _fonts(theme: ThemeFile) -> list[str]:
    font = theme.page.font
    fonts = font if isinstance(font, tuple) else (font,)
    return [str(one) if isinstance(one, str) else str(one.regular) for one in fonts]


def _font(theme: ThemeFile) -> str:
    """Return the first font of a theme, and whether it is installed."""
    from cvpdf.fonts.find.choose import is_path
    from cvpdf.fonts.find.installed import find

    first = _fonts(theme)[0]
    return first if is_path(first) or find(first) else f"{first} (not installed)"


def _facts(name: str, theme: ThemeFile) -> dict[str, Any]:
    return {"name": name, "description": str(theme.description), "fonts": _fonts(theme)}


def _write_picture(cv: Path, variant: str, themes: list[str], target: Path) -> tuple[tuple[str, ...], int]:
    """Return the themes in the picture, none if there is no picture, and the exit code."""
    from cvpdf.files.write import not_writable, write_atomic
    from cvpdf.pipeline.theme_picture import theme_picture

    if not target.parent.is_dir():
        return (), refuse("not-writable", f"there is no folder `{target.parent}`", "create it first")
    cv, content = opened(cv, None)
    picture = theme_picture(cv, content, variant, themes)
    show(picture.problems, None)
    if picture.png is None:
        return (), picture.exit_code
    try:
        write_atomic(picture.png, target)
    except OSError as problem:
        show([not_writable(target, problem)._replace(hint="choose another file for --preview")], None)
        return (), ExitCode.LATEX_FAILED
    return picture.themes, picture.exit_code
