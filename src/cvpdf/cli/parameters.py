"""The arguments and options that several commands share, as annotated types."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from cvpdf.cli.completion import languages, themes, variant_names
from cvpdf.cli.output import Form, TextForm

Cv = Annotated[Path, typer.Argument(metavar="FILE", help="Path of the cv.yaml file.", readable=False)]

StdinFilename = Annotated[
    Path | None,
    typer.Option(
        "--stdin-filename",
        metavar="FILE",
        help="With - as FILE: the name of what is read from standard input.",
        readable=False,
    ),
]

Variants = Annotated[
    list[str] | None,
    typer.Option(
        "--variant", metavar="VARIANT", help="Process only this variant; can be repeated.", autocompletion=variant_names
    ),
]

OutputDir = Annotated[
    Path, typer.Option("--output-dir", "-o", metavar="DIR", help="Folder for the results.", readable=False)
]

Output = Annotated[
    Path,
    typer.Option(
        "--output-dir",
        "-o",
        metavar="DIR",
        help="Output folder, or with a single --variant the name of the PDF.",
        readable=False,
    ),
]

NoTemplates = Annotated[
    bool, typer.Option("--no-templates", help="Ignore latex_templates/ beside cv.yaml; use the built-in templates.")
]

Engine = Annotated[
    Literal["auto", "pdflatex", "lualatex"] | None,
    typer.Option("--engine", help="LaTeX engine; overrides the variant's setting."),
]

Language = Annotated[
    str | None,
    typer.Option(
        "--language",
        metavar="LANGUAGE",
        help="Language of the texts; overrides that of the variants.",
        autocompletion=languages,
    ),
]

AllowLua = Annotated[
    bool, typer.Option("--allow-lua", help="Run LuaLaTeX for `engine: lualatex`; its Lua code can do all that you can.")
]

Theme = Annotated[
    str | None,
    typer.Option(
        "--theme", metavar="THEME", help="Theme of the variants; overrides that of cv.yaml.", autocompletion=themes
    ),
]

KeepGoing = Annotated[bool, typer.Option("--keep-going", help="Leave out entries of a bibliography that have errors.")]

Strict = Annotated[bool, typer.Option("--strict", help="Treat warnings as errors.")]

Timeout = Annotated[
    float, typer.Option("--timeout", metavar="SECONDS", help="Time limit for LaTeX, for each variant; at least 1.")
]

Diagnostics = Annotated[Form | None, typer.Option("--format", help="Output format for diagnostics; default: people.")]

TextDiagnostics = Annotated[TextForm, typer.Option("--format", help="Output format for diagnostics.")]

Json = Annotated[bool, typer.Option("--json", help="Write JSON to standard output.")]

JsonFormat = Annotated[bool, typer.Option("--json", help="Write JSON to standard output; same as --format json.")]

Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print errors only.")]
