"""Mutation trial: is every visible string of a CV really looked for?

For each string that a variant prints, two mutants of its `.tex` are made: one in which the string is deleted, one in
which a letter of it is altered. Each mutant is typeset and inspected against the expectation of the unchanged CV; it is
caught if a check fails. The table goes to standard output, or with `--write` into docs/checks.md.

Usage: python benchmarks/mutations.py [cv.yaml] [--variant full] [--write]
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from cvpdf.expectation import ExpectedText
from cvpdf.latex import direct
from cvpdf.latex.environment import environment
from cvpdf.latex.process import run
from cvpdf.latex.toolchain import find_toolchain
from cvpdf.pdf.inspection import inspect
from cvpdf.pipeline.fonts import chosen_fonts
from cvpdf.pipeline.load import load
from cvpdf.render.latex import Escaper
from cvpdf.render.rendering import Rendered, render
from cvpdf.selection.apply_variant import select
from cvpdf.selection.settings import resolve
from cvpdf.themes.theme import Theme, folders_for, load_theme

DOCS = Path(__file__).parent.parent / "docs" / "checks.md"
BEGIN, END = "<!-- mutation trial: begin -->", "<!-- mutation trial: end -->"


@dataclass(frozen=True)
class Mutant:
    what: str
    text: str
    kind: str
    tex: str


def mutants(rendered: Rendered) -> Iterator[Mutant]:
    """Yield two mutants for each string; each occurrence of a repeated string is changed in its own place."""
    escape = Escaper().text
    lines = rendered.tex.split("\n")
    seen: dict[tuple[int, str], int] = defaultdict(int)
    for text in rendered.expectation.texts:
        found = place(rendered, lines, text, escape, seen)
        if found is None:
            print(f"not found in the .tex: {text.what} {text.text!r}", file=sys.stderr)
            continue
        number, start, length = found
        line = lines[number]
        piece = line[start : start + length]
        for kind, changed in (("deleted", ""), ("altered", altered(piece))):
            mutant = [*lines[:number], line[:start] + changed + line[start + length :], *lines[number + 1 :]]
            yield Mutant(text.what, text.text, kind, "\n".join(mutant))


def place(
    rendered: Rendered, lines: list[str], text: ExpectedText, escape: object, seen: dict[tuple[int, str], int]
) -> tuple[int, int, int] | None:
    """Find where the .tex prints a string: line, column, length. Markup may part it, so the longest piece counts."""
    assert callable(escape)
    own = [
        n - 1 for n, span in zip(rendered.source_map.lines, rendered.source_map.spans, strict=True) if span == text.span
    ]
    words = text.text.split(" ")
    pieces = [" ".join(words[i:j]) for i in range(len(words)) for j in range(len(words), i, -1)]
    body = next(i for i, line in enumerate(lines) if line.startswith(r"\begin{document}"))
    for piece in sorted(set(pieces), key=len, reverse=True):
        for form in (escape(piece), escape(piece.replace(" ", "\u00a0"))):
            for number in own or range(len(lines)):
                if number <= body:
                    continue
                start = lines[number].find(form, seen[number, form])
                if start >= 0:
                    seen[number, form] = start + len(form)
                    return number, start, len(form)
    return None


def altered(piece: str) -> str:
    """Change one letter or digit in the middle that is not part of a command."""
    spots = [i for i, c in enumerate(piece) if c.isalnum() and not in_command(piece, i)]
    if not spots:
        return "x" + piece
    spot = spots[len(spots) // 2]
    new = "7" if piece[spot] != "7" and piece[spot].isdigit() else "3" if piece[spot].isdigit() else "q"
    new = "z" if new == piece[spot] else new
    return piece[:spot] + new + piece[spot + 1 :]


def in_command(piece: str, spot: int) -> bool:
    while spot > 0 and piece[spot - 1].isalpha():
        spot -= 1
    return spot > 0 and piece[spot - 1] == "\\"


def caught(mutant: Mutant, rendered: Rendered, theme: Theme) -> bool:
    """Typeset a mutant and tell whether a check fails."""
    toolchain = find_toolchain()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "cv.tex").write_text(mutant.tex, encoding="utf-8")
        (folder / "fonts").mkdir()
        for file, content in {**theme.support, **rendered.fonts.files}.items():
            (folder / file).write_bytes(content)
        variables = environment(toolchain, rendered.engine, folder, 0)
        done = run(direct.engine_command(toolchain, rendered.engine), folder, variables, 60)
        if done.returncode != 0:
            return True
        kept = shutil.copy(folder / "cv.pdf", folder / "mutant.pdf")
        return not inspect(Path(kept), rendered.expectation).ok


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("cv", nargs="?", default="cv.yaml", type=Path)
    parser.add_argument("--variant", default="full")
    parser.add_argument("--write", action="store_true", help="put the table into docs/checks.md")
    options = parser.parse_args()
    resume = load(options.cv).resume
    assert resume is not None, "the CV is not valid"
    theme = load_theme(folders_for(options.cv.parent))
    selection = select(resume, resolve(resume, options.variant))
    fonts = chosen_fonts(selection.settings.design, str(selection.locale.language), options.cv.parent)
    rendered, _ = render(selection, theme, fonts)
    assert rendered is not None
    everything = list(mutants(rendered))
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        verdicts = list(pool.map(lambda mutant: caught(mutant, rendered, theme), everything))
    table = report(everything, verdicts, options.variant)
    print(table)
    for mutant, verdict in zip(everything, verdicts, strict=True):
        if not verdict:
            print(f"survived: {mutant.kind} {mutant.what} {mutant.text!r}", file=sys.stderr)
    if options.write:
        page = DOCS.read_text("utf-8")
        before, after = page.split(BEGIN)[0], page.split(END)[1]
        DOCS.write_text(f"{before}{BEGIN}\n{table}\n{END}{after}", "utf-8")
    return 0 if all(verdicts) else 1


def report(everything: list[Mutant], verdicts: list[bool], variant: str) -> str:
    counts: dict[str, list[int]] = {}
    for mutant, verdict in zip(everything, verdicts, strict=True):
        row = counts.setdefault(mutant.what, [0, 0])
        row[0] += 1
        row[1] += verdict
    rows = [f"| {what} | {made} | {hit} |" for what, (made, hit) in sorted(counts.items())]
    total, hits = len(everything), sum(verdicts)
    head = [f"Variant `{variant}` of `cv.yaml`: {hits} of {total} mutants caught ({hits / total:.1%}).", ""]
    return "\n".join([*head, "| string | mutants | caught |", "|---|---|---|", *rows])


if __name__ == "__main__":
    sys.exit(main())
