"""Runs pandoc, which prints works in a style of the Citation Style Language."""

from __future__ import annotations

import json
import os
import re
import subprocess
import tempfile
from collections.abc import Sequence
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from cvpdf.diagnostics import Diagnostic, Span, error
from cvpdf.installation import package_command
from cvpdf.render.content.styles.csl_marks import Piece, pieces
from cvpdf.render.content.styles.template import StyleError
from cvpdf.schema.citation_style import CitationStyle

TIMEOUT = 120
"""Seconds. Pandoc prints 500 works in less than 5."""
_NUMBER = re.compile(r"""<text\b[^>]*\bvariable\s*=\s*["']citation-(?:number|label)["'][^>]*/>""")
_SWITCHES = re.compile(
    r"""\s(?:second-field-align|subsequent-author-substitute(?:-rule)?|disambiguate-add-[\w-]+)\s*=\s*("[^"]*"|'[^']*')"""
)
"""Columns for numbers, dashes in place of authors who repeat, and letters behind years: a list in a CV has none."""
_LABEL = re.compile(r"(<names\b[^>/]*>)(?=\s*<label\b[^>]*/>\s*</names>)")
"""Names in the form of the whole style, with a label behind them, which pandoc would print before them."""


def printed(style: CitationStyle, language: str, items: str) -> Sequence[Sequence[Piece]]:
    """Return the pieces of each item of a CSL-JSON list, whose ids count from 0. Raises :class:`StyleError`."""
    result = _printed(style, language, items)
    if isinstance(result, Diagnostic):
        raise StyleError(result)
    return result


@lru_cache(maxsize=16)  # variants, fitting and the checks print the same works again, and fail again
def _printed(style: CitationStyle, language: str, items: str) -> Sequence[Sequence[Piece]] | Diagnostic:
    try:
        blocks = json.loads(_run(style, language, items))["blocks"]
    except StyleError as failure:
        return failure.diagnostic
    entries = {
        entry["c"][0][0].removeprefix("ref-"): entry["c"][1]
        for block in blocks
        if block["t"] == "Div"
        for entry in block["c"][1]
        if entry["t"] == "Div"
    }
    return [pieces(entries.get(str(place), [])) for place in range(len(json.loads(items)))]


def adapted(text: str) -> str:
    """Return a style without numbers and without what depends on the other works of a list. Its lines stay."""
    text = _LABEL.sub(r"\1<name/>", text)
    return _SWITCHES.sub(" ", _NUMBER.sub(lambda match: '<text value=""/>' + "\n" * match[0].count("\n"), text))


def _run(style: CitationStyle, language: str, items: str) -> str:
    with tempfile.TemporaryDirectory(prefix="cvpdf-csl-") as name:
        folder = Path(name)
        (folder / "style.csl").write_text(adapted(style.text), encoding="utf-8")
        (folder / "works.json").write_text(items, encoding="utf-8")
        # In its sandbox pandoc reads no files but those that are named here, and no addresses.
        options = ["--sandbox", "--from=csljson", "--to=json", "--citeproc", "--csl=style.csl"]
        language_option = f"--metadata=lang={language}"
        command = [_pandoc(style), "+RTS", "-M1g", "-RTS", *options, language_option, "works.json"]
        try:
            done = subprocess.run(command, cwd=folder, capture_output=True, timeout=TIMEOUT, check=False)
        except subprocess.TimeoutExpired as slow:
            message = f"pandoc did not end within {TIMEOUT} seconds with citation style `{style.name}`"
            raise StyleError(
                error("csl-timeout", message, Span.point(str(style.file)), "choose another style")
            ) from slow
        except OSError as wrong:
            message = f"pandoc cannot be started: {wrong.strerror}"
            raise StyleError(error("csl-missing", message, Span.point(str(style.file)), _hint())) from wrong
    if done.returncode:
        said = " ".join(done.stderr.decode("utf-8", "replace").split())
        line = re.search(r"line (\d+)", said)
        message = f"pandoc cannot use citation style `{style.name}`: {said[:300] or f'exit code {done.returncode}'}"
        raise StyleError(error("csl-failed", message, Span.point(str(style.file), int(line[1]) if line else 1)))
    return done.stdout.decode("utf-8")


def _pandoc(style: CitationStyle) -> str:
    """Return the path of the pandoc that the extra installs: another one may be too old."""
    spec = find_spec("pypandoc")
    folder = Path(spec.origin).parent / "files" if spec and spec.origin else Path()
    program = folder / ("pandoc.exe" if os.name == "nt" else "pandoc")
    if not program.is_file():
        message = f"citation style `{style.name}` needs pandoc, which is missing"
        raise StyleError(error("csl-missing", message, Span.point(str(style.file)), _hint()))
    return str(program)


def _hint() -> str:
    return f"`{package_command('cvpdf[csl]')}` installs it"
