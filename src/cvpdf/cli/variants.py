"""``cvpdf variants``."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cvpdf.cli.output import echo, echo_json, opened, show, tell
from cvpdf.cli.parameters import Cv, Json, StdinFilename
from cvpdf.diagnostics import ExitCode

if TYPE_CHECKING:
    from cvpdf.selection.selection import Selection

EXAMPLES = """
cvpdf variants         # a table
cvpdf variants -v      # also what each variant hides, and why
"""
EXIT_CODES = "0 ok, 1 cv.yaml has errors"

_KINDS = {"section": "sections", "entry": "entries", "highlight": "highlights", "publication": "publications"}


def run(
    cv: Cv = Path("cv.yaml"),
    json: Json = False,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="List everything that is hidden.")] = False,
    stdin_filename: StdinFilename = None,
) -> int:
    """List the variants, with counts of what each shows and hides."""
    from cvpdf.pipeline.load import load
    from cvpdf.selection.apply_variant import select
    from cvpdf.selection.settings import resolve, variant_names

    cv, content = opened(cv, stdin_filename)
    loaded = load(cv, content=content)
    if loaded.resume is None:
        show(loaded.diagnostics, loaded.source)
        return ExitCode.INVALID_CV
    resume = loaded.resume
    selections = [select(resume, resolve(resume, name)) for name in variant_names(resume)]
    if json:
        echo_json({s.settings.name: _facts(s) for s in selections})
        return ExitCode.OK
    from cvpdf.report.table import table

    head = ("variant", *_KINDS.values(), "max pages", "output")
    rows = [_row(selection) for selection in selections]
    if len({selection.locale.language for selection in selections}) > 1:
        head = (*head, "language")
        rows = [(*row, str(one.locale.language)) for row, one in zip(rows, selections, strict=True)]
    echo(table(head, rows, right=(1, 2, 3, 4, 5)))
    fitted = [selection.settings.name for selection in selections if selection.settings.fit is not None]
    before = f" Those of {', '.join(fitted)} are before fitting: see `cvpdf fit`." if fitted else ""
    tell(f"Counts are shown + hidden.{before}")
    if verbose:
        for selection in selections:
            _list_hidden(selection)
    return ExitCode.OK


def _row(selection: Selection) -> tuple[str, ...]:
    shown = selection.counts()
    hidden = Counter(dropped.what for dropped in selection.dropped)
    cells = []
    for kind, plural in _KINDS.items():
        cells.append(f"{shown[plural]} + {hidden[kind]}" if hidden[kind] else str(shown[plural]))
    settings = selection.settings
    return (settings.name, *cells, str(settings.max_pages or "any"), f"{settings.output}.pdf")


def _facts(selection: Selection) -> dict[str, object]:
    return {
        "title": selection.settings.title,
        "template": selection.settings.template,
        "max_pages": selection.settings.max_pages,
        "output": f"{selection.settings.output}.pdf",
        "language": str(selection.locale.language),
        "sections": [shown.name for shown in selection.sections],
        "shown": selection.counts(),
        "hidden": [
            {"what": d.what, "text": d.text, "reason": d.reason, "line": d.span.line if d.span else None}
            for d in selection.dropped
        ],
    }


def _list_hidden(selection: Selection) -> None:
    echo(f"\n{selection.settings.name} hides {'nothing' if not selection.dropped else ''}".rstrip())
    for dropped in selection.dropped:
        text = dropped.text if len(dropped.text) <= 60 else dropped.text[:59] + "…"
        place = f"  {dropped.span}" if dropped.span else ""
        echo(f"  {dropped.what} `{text}`: {dropped.reason}{place}")
