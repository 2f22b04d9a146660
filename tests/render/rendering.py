"""Short ways from a snippet of cv.yaml to a selection and to LaTeX, and back from LaTeX to the text it prints."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path
from textwrap import dedent

from cvpdf.diagnostics import Diagnostic
from cvpdf.fonts.find.choose import font_set
from cvpdf.pipeline.load import load
from cvpdf.render.latex import printed as as_printed
from cvpdf.render.rendering import Rendered, render
from cvpdf.report.terminal import one_liners
from cvpdf.selection.apply_variant import select
from cvpdf.selection.selection import Selection
from cvpdf.selection.settings import resolve
from cvpdf.themes.theme import built_in_folder, load_theme
from tests.support import resume_of

FONTS = font_set()
"""The default fonts."""

HOSTILE = r"}\input{x %$&#_^~\VAR{1}{{2}} \write18{id} \\ %% if ''--<< `"
"""A text that would do harm, or vanish, wherever it is not escaped."""

HOSTILE_PERSON = f"""
    basics:
      name: '{HOSTILE.replace("'", "''")}'
      headline: '{HOSTILE.replace("'", "''")}'
      affiliations: [a & b, 'c # d']
    """


def selection_of(snippet: str, variant: str = "full") -> Selection:
    resume = resume_of(snippet)
    return select(resume, resolve(resume, variant))


def selection_of_file(file: Path, variant: str) -> Selection:
    resume = load(file).resume
    assert resume is not None
    return select(resume, resolve(resume, variant))


def of_file(file: Path, variant: str) -> Rendered:
    """Render a variant of a file with the built-in templates; a fitted one with all that it may show."""
    result, found = render(selection_of_file(file, variant), load_theme((built_in_folder(),)), FONTS)
    assert result is not None, one_liners(found)
    return result


def outcome(snippet: str, own: Path | None = None, variant: str = "full") -> tuple[Rendered | None, list[Diagnostic]]:
    """Render with the templates in the folder ``own`` before the built-in ones."""
    theme = load_theme((own, built_in_folder())) if own else load_theme((built_in_folder(),))
    return render(selection_of(snippet, variant), theme, FONTS)


def rendered(snippet: str, own: Path | None = None, variant: str = "full") -> Rendered:
    result, found = outcome(snippet, own, variant)
    assert result is not None, one_liners(found)
    return result


def printed(template: str, folder: Path, snippet: str = HOSTILE_PERSON) -> str:
    """Return what a template of the user's own makes of a CV, without the line by which cvpdf knows its own files."""
    (folder / "full.tex.j2").write_text(dedent(template), encoding="utf-8")
    first, _, rest = rendered(snippet, folder).tex.partition("\n")
    assert first.startswith("% Made by cvpdf")
    return rest.rstrip("\n")


_COMMANDS = {
    r"\textbackslash{}": "\\",
    r"\textasciicircum{}": "^",
    r"\textasciitilde{}": "~",
    r"\textquotedbl{}": '"',
    r"\textasciigrave{}": "`",
    r"\textquotesingle{}": "'",
    r"\mbox{-}": "\u2011",
    r"\,": "\u202f",
    **dict.fromkeys((r"\+", r"\*", r"\-", r"\cvapart{}"), ""),
    **{"\\" + sign: sign for sign in "{}$&#_%"},
}
_TOKEN = re.compile(
    "|".join(re.escape(latex) for latex in sorted(_COMMANDS, key=len, reverse=True))
    + r"|(?P<nothing>\{\})|(?P<tie>~)|(?P<plain>[^\\{}$&#^_%~])",
    re.S,
)


def text_of(latex: str) -> str:
    """Return the text that LaTeX without any markup prints; raise ValueError for any special that is not escaped."""
    out, place = [], 0
    while place < len(latex):
        token = _TOKEN.match(latex, place)
        if token is None:
            raise ValueError(f"not plain text: …{latex[place : place + 30]!r} in {latex!r}")
        if token["tie"]:
            out.append("\u00a0")
        elif token["plain"]:
            out.append(token["plain"])
        elif token["nothing"] is None:
            out.append(_COMMANDS[token[0]])
        place = token.end()
    return "".join(out)


def as_read(text: str) -> str:
    """Return how ``text_of`` gives a text back: composed, and one character for those that print alike."""
    text = re.sub("[\u00ad\u200b-\u200d]", "", unicodedata.normalize("NFC", text))
    return "\u2011".join(map(as_printed, text.split("\u2011")))


def same_spaces(text: str) -> str:
    """Forget which blanks may not be broken at, and how wide they are."""
    return re.sub(r"\s", " ", text)
