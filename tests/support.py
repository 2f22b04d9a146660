"""Snippets of cv.yaml, with a ``§`` at the place of the expected diagnostic, and functions that load them."""

from __future__ import annotations

import datetime as dt
import tempfile
from functools import cache
from pathlib import Path
from textwrap import dedent, indent

from cvpdf.diagnostics import Diagnostic, Severity
from cvpdf.fonts.document_fonts import document_fonts
from cvpdf.fonts.find.choose import Wanted, font_set
from cvpdf.fonts.letters import clusters
from cvpdf.latex.toolchain import find_toolchain
from cvpdf.pipeline.load import load
from cvpdf.report.terminal import as_json, for_people, one_liners
from cvpdf.schema.load import Loaded
from cvpdf.schema.resume import Resume
from cvpdf.themes.theme import built_in_folder, load_theme

TODAY = dt.date(2026, 11, 22)
PERSON = "basics:\n  name: Ada Lovelace\n"


def marked(snippet: str) -> tuple[str, list[tuple[int, int]]]:
    """Return the snippet without its ``§`` signs, and the line and column of each."""
    plain, *rest = snippet.split("§")
    places = []
    for part in rest:
        lines = plain.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        places.append((len(lines), len(lines[-1]) + 1))
        plain += part
    return plain, places


def load_text(text: str | bytes, today: dt.date = TODAY) -> Loaded:
    """Load a text as a cv.yaml. Its spans have a temporary path."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "cv.yaml"
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return load(path, today)


def resume_of(snippet: str) -> Resume:
    """Load a snippet that has no errors."""
    loaded = load_text(dedent(snippet))
    assert loaded.resume is not None, one_liners(loaded.diagnostics)
    return loaded.resume


def reported(loaded: Loaded) -> str:
    """Return the diagnostics as text for people, and check that the other formats work too."""
    as_json(loaded.diagnostics)
    one_liners(loaded.diagnostics)
    sources = {loaded.source.name: loaded.source} if loaded.source else {}
    return for_people(loaded.diagnostics, sources)


def complaints(snippet: str) -> list[tuple[str, int, int]]:
    """Return code, line and column of all diagnostics."""
    return [(d.code, d.span.line, d.span.column) for d in load_text(dedent(snippet)).diagnostics if d.span]


def refused(snippet: str, code: str, *words: str, severity: Severity = Severity.ERROR) -> Diagnostic:
    """Check that there is one diagnostic, at the ``§``, with the words in its message or hint.

    With an error there must be no resume, otherwise there must be one.
    """
    text, [place] = marked(dedent(snippet))
    loaded = load_text(text)
    shown = reported(loaded)
    found = [(d.severity, d.code, d.span.line, d.span.column) if d.span else d for d in loaded.diagnostics]
    assert found == [(severity, code, *place)], shown
    assert (loaded.resume is None) == (severity is Severity.ERROR)
    [diagnostic] = loaded.diagnostics
    for word in words:
        assert word in f"{diagnostic.message}\n{diagnostic.hint}", shown
    return diagnostic


def noted(snippet: str, code: str, *words: str) -> Diagnostic:
    """Check that there is one note, at the ``§``."""
    return refused(snippet, code, *words, severity=Severity.NOTE)


def accepted(snippet: str) -> Resume:
    """Check that there is no diagnostic."""
    loaded = load_text(dedent(snippet))
    assert loaded.resume is not None, reported(loaded)
    assert not loaded.diagnostics, reported(loaded)
    return loaded.resume


def person(fields: str) -> str:
    """Return a CV whose ``basics`` have these lines after the name."""
    return PERSON + indent(dedent(fields).strip("\n") + "\n", "  ")


def section(kind: str, fields: str) -> str:
    """Return a CV with one section of this kind that has these lines."""
    return f"{PERSON}sections:\n  - kind: {kind}\n    title: Title\n" + indent(
        dedent(fields).strip("\n") + "\n", " " * 4
    )


def entry(kind: str, fields: str) -> str:
    """Return a CV with one section of this kind that has one entry with these lines."""
    first, *rest = dedent(fields).strip("\n").split("\n")
    return section(kind, "\n".join(["entries:", f"  - {first}", *(f"    {line}" for line in rest)]))


def work(fields: str) -> str:
    """Return a CV with one publication that has these lines after key, title and authors."""
    lines = "key: a\ntitle: On Engines\nauthors: [Ada Lovelace]\n" + dedent(fields).strip("\n")
    return f"{PERSON}sections:\n  - kind: publications\n    title: P\npublications:\n  -\n{indent(lines, ' ' * 4)}\n"


FONTS = r"\usepackage{test-fonts}"
"""What a `.tex` of a test has behind ``\\cvsetup``."""


@cache
def font_files(font: str = "charter", letters: str = "", language: str = "en") -> dict[str, bytes]:
    """Return the files of a document's fonts, for all letters of T1 and others."""
    chosen = font_set(Wanted(font), language=language)
    assert chosen.fonts is not None, chosen.problems
    made = document_fonts(clusters(letters), chosen.fonts, "test")
    assert not made.lacking
    return dict(made.files)


def pdflatex() -> str:
    """Return the program that builds use on this machine."""
    return str(find_toolchain().pdflatex)


def write_support(folder: Path, font: str = "charter", letters: str = "", language: str = "en") -> None:
    """Write the class, the packages and the fonts that a `.tex` needs beside it."""
    (folder / "fonts").mkdir(exist_ok=True)
    files = {**load_theme((built_in_folder(),)).support, **font_files(font, letters, language)}
    for name, content in files.items():
        (folder / name).write_bytes(content)
