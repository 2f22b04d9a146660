"""The LaTeX of a field as the text that would be typed in cv.yaml.

pylatexenc parses it, and knows the letters that most macros stand for. Emphasis becomes ``*…*``; mathematics becomes
Unicode, see :mod:`.mathematics`. A macro that is not known leaves its arguments and is reported.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import Any, Literal, NamedTuple

from cvpdf.bibliography.latex_macros import DROPPED, ITALIC, LETTERS, PLAIN, QUOTES, SPECIALS
from cvpdf.bibliography.mathematics import mathematics
from cvpdf.bibliography.styled import Styled, in_line, in_prose, in_title, joined

Form = Literal["line", "title", "prose"]
"""The kind of text of the field in cv.yaml: without markup, with italics, or with Markdown."""


class Plain(NamedTuple):
    """A text for cv.yaml, and what could not be said in it."""

    text: str
    problems: tuple[str, ...] = ()


def plain(value: str, form: Form = "line") -> Plain:
    """Return the LaTeX of a field as a text of a form."""
    if not re.search(r"[\\{}$~`'%]|--|\*", value):
        return Plain(" ".join(value.split()))
    return _plain(value, form)


@lru_cache(maxsize=4096)
def _plain(value: str, form: Form) -> Plain:
    from pylatexenc.latexwalker import LatexWalker, LatexWalkerError

    reader = _Reader()
    try:
        # A per cent sign in a .bib is mostly a letter: BibTeX itself knows no comments inside of values.
        escaped = re.sub(r"(?<!\\)%", r"\\%", value)
        nodes, _, _ = LatexWalker(escaped, latex_context=_context(), tolerant_parsing=True).get_latex_nodes()
        pieces = list(reader.pieces(nodes))
    except (LatexWalkerError, RecursionError) as problem:
        return Plain(" ".join(re.sub(r"[{}$]", "", value).split()), (f"its LaTeX cannot be read: {problem}",))
    make = {"line": in_line, "title": in_title, "prose": in_prose}[form]
    text = unicodedata.normalize("NFC", make(joined(pieces)))
    return Plain(re.sub(r"[ \t\r\n]+", " ", text).strip(), tuple(dict.fromkeys(reader.problems)))


@cache
def _context() -> Any:
    """Return pylatexenc's macros, with the arguments of those that it does not know."""
    from pylatexenc.latexwalker import get_default_latex_context_db
    from pylatexenc.macrospec import MacroSpec

    context = get_default_latex_context_db()
    one = [
        *QUOTES,
        *DROPPED,
        "mkbibemph",
        "mkbibitalic",
        "mkbibbold",
        "nolinkurl",
        "textsuperscript",
        "textsubscript",
    ]
    two = ["href", "texorpdfstring", "foreignlanguage", "bibinfo"]
    specs = [*(MacroSpec(name, "{") for name in one), *(MacroSpec(name, "{{") for name in two)]
    context.add_context_category("cvpdf", macros=specs, prepend=True)
    return context


@cache
def _letters() -> Any:
    from pylatexenc.latex2text import LatexNodes2Text

    return LatexNodes2Text(keep_comments=True)


class _Reader:
    """Reads the nodes of one value."""

    def __init__(self) -> None:
        self.problems: list[str] = []

    def pieces(self, nodes: Sequence[Any], italic: bool = False) -> Iterator[Styled]:
        """Yield the text of nodes; a macro such as ``\\em`` holds until the group ends."""
        for node in nodes:
            kind = type(node).__name__
            if kind == "LatexMacroNode":
                name = node.macroname
                if name in ITALIC and not _arguments(node):
                    italic = True
                    continue
                yield from self._macro(node, italic)
            elif kind == "LatexCharsNode":
                yield Styled(node.chars.replace("'", "’") if "\\" not in node.chars else node.chars, italic)
            elif kind == "LatexGroupNode":
                yield from self.pieces(node.nodelist, italic)
                if node.delimiters and node.delimiters[0] == "[":
                    self.problems.append("square brackets")
            elif kind == "LatexMathNode":
                yield from self._mathematics(node)
            elif kind == "LatexSpecialsNode":
                yield Styled(SPECIALS.get(node.specials_chars, node.specials_chars), italic)
            elif kind == "LatexEnvironmentNode":
                yield from self.pieces(node.nodelist, italic)
            elif kind == "LatexCommentNode":
                yield Styled(f"%{node.comment} ", italic)

    def _macro(self, node: Any, italic: bool) -> Iterator[Styled]:
        name, arguments = node.macroname, _arguments(node)
        if name in QUOTES:
            before, after = QUOTES[name]
            yield from (Styled(before, italic), *self.pieces(arguments, italic), Styled(after, italic))
        elif name in DROPPED:
            return
        elif name == "href" and len(arguments) == 2:
            address = _letters().nodelist_to_text([arguments[0]])
            yield from (piece._replace(target=address) for piece in joined(self.pieces(arguments[1:], italic)))
        elif name in ("url", "nolinkurl", "path") and arguments:
            yield Styled(arguments[0].latex_verbatim().strip("{}|").replace("\\", ""), italic)
        elif name in ("textsuperscript", "textsubscript") and arguments:
            inner = "".join(piece.text for piece in self.pieces(arguments))
            yield from mathematics(f"{'^' if 'super' in name else '_'}{{{inner}}}", self.problems)
        elif name in ("texorpdfstring", "foreignlanguage", "bibinfo") and arguments:
            yield from self.pieces(arguments[-1:], italic)
        elif name in ITALIC:
            yield from self.pieces(arguments, not italic)
        elif name in PLAIN:
            yield from self.pieces(arguments, italic)
        elif name in ("^", "~") and not "".join(one.latex_verbatim().strip("{}") for one in arguments):
            yield Styled(name, italic)
        elif name in LETTERS:
            yield Styled(LETTERS[name], italic)
        elif (text := self._known(node)) is not None:
            yield Styled(text, italic)
        else:
            self.problems.append(f"the macro `\\{name}` is not known; only its text is printed")
            yield from self.pieces(arguments, italic)

    def _known(self, node: Any) -> str | None:
        """Return the letters that a macro of pylatexenc stands for."""
        context = _letters().latex_context
        spec = context.get_macro_spec(node.macroname)
        if spec is None or not getattr(spec, "macroname", None):
            return None
        try:
            text = str(_letters().node_to_text(node))
        except (IndexError, AttributeError, TypeError):  # it crashes on an accent without a letter
            return None
        return unicodedata.normalize("NFC", text) if text else None

    def _mathematics(self, node: Any) -> Iterator[Styled]:
        source = node.latex_verbatim()
        before, after = node.delimiters
        yield from mathematics(source.removeprefix(before).removesuffix(after), self.problems)


def _arguments(node: Any) -> list[Any]:
    """Return the arguments of a macro; where the text ends too early, there are none."""
    found = getattr(node.nodeargd, "argnlist", None) or ()
    return [argument for argument in found if argument is not None]
