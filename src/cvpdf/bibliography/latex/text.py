"""The LaTeX of a field as the text that would be typed in cv.yaml.

Emphasis becomes ``*…*``, mathematics Unicode (:mod:`~.mathematics`). The letters of most macros are pylatexenc's. A
macro that is not known leaves its arguments, or its name if it has none, and is reported at its place.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

from cvpdf.bibliography.latex import macros as macros
from cvpdf.bibliography.latex.html_text import has_markup, without_markup
from cvpdf.bibliography.latex.mathematics import mathematics, scripted
from cvpdf.bibliography.latex.nodes import Node, parse
from cvpdf.bibliography.latex.styled import Styled, in_line, in_prose, in_title, joined
from cvpdf.bibliography.latex.symbols import symbols
from cvpdf.bibliography.latex.user_macros import Macros, expanded

Form = Literal["line", "title", "prose"]
"""The kind of text of the field in cv.yaml: without markup, with italics, or with Markdown."""

_IS_PLAIN = re.compile(r"(?:[^\\{}$~`'%*<&-]|-(?!-))*")
_MACRO = re.compile(r"\\([A-Za-z]+)")
_DIMENSION = re.compile(r"\s*=?\s*[+-]?\s*(?:\d+\.?\d*|\.\d+)\s*(?:em|ex|pt|mm|cm|in|sp|pc|bp|mu)\b\s*")
_MAKERS = {"line": in_line, "title": in_title, "prose": in_prose}


class Problem(NamedTuple):
    """What could not be said in the text; ``start`` and ``end`` are offsets of its place in the value."""

    message: str
    start: int
    end: int


class Plain(NamedTuple):
    """A text for cv.yaml, and what could not be said in it."""

    text: str
    problems: tuple[Problem, ...] = ()


def plain(value: str, form: Form = "line", defined: Macros | None = None) -> Plain:
    """Return the LaTeX of a field as a text of a form. ``defined`` are the macros of the preamble."""
    if _IS_PLAIN.fullmatch(value):
        return Plain(" ".join(re.split("[ \t\r\n]+", value)).strip())
    if defined and not defined.keys().isdisjoint(_MACRO.findall(value)):
        return _read(value, form, defined)
    return _plain(value, form)


@lru_cache(maxsize=4096)  # names, journals and publishers occur again and again
def _plain(value: str, form: Form) -> Plain:
    return _read(value, form, {})


def _read(value: str, form: Form, defined: Macros) -> Plain:
    reader = _Reader(defined)
    try:
        pieces = list(reader.pieces(parse(value)))
    except RecursionError:
        text = re.sub(r"[{}$\\]", " ", value)
        return Plain(
            " ".join(text.split()), (Problem("there are too many braces inside of each other", 0, len(value)),)
        )
    problems = reader.problems
    whole = joined(pieces)
    if any(has_markup(piece.text) for piece in whole):
        found: list[str] = []
        whole = joined(without_markup(whole, found))
        problems += [Problem(message, 0, len(value)) for message in found]
    text = unicodedata.normalize("NFC", _MAKERS[form](whole))
    return Plain(re.sub(r"[ \t\r\n]+", " ", text).strip(" "), tuple(dict.fromkeys(problems)))


def verbatim(value: str) -> str:
    """Return an address, a number or another text in which only signs are escaped: ``10.1000/a\\_b``."""
    text = re.sub(r"\\(?:url|path|nolinkurl|href)\s*\{", "{", value)
    text = re.sub(r"\$\s*\\sim\s*\$|\\textasciitilde\b|\\~\s*(?:\{\})?|\{~\}", "~", text)
    text = re.sub(r"\\textunderscore\b|\\_", "_", text)
    text = re.sub(r"\\(?:slash|allowbreak|-)(?![a-z])", lambda match: "/" if "slash" in match[0] else "", text)
    return re.sub(r"\\([%&#$^/])|[{}]|\\(?=\s)", lambda match: match[1] or "", text).strip()


class _Rest:
    """The nodes that are still to be read; macros take their arguments from it."""

    def __init__(self, nodes: Sequence[Node]) -> None:
        self._nodes = list(reversed(nodes))

    def next(self) -> Node | None:
        return self._nodes.pop() if self._nodes else None

    def argument(self) -> list[Node]:
        """Return the next argument: a group, a macro with what follows it, or a character."""
        if self._nodes and self._nodes[-1].kind == "chars" and not self._nodes[-1].text.strip():
            self._nodes.pop()
        node = self.next()
        if node is None:
            return []
        if node.kind == "group":
            return list(node.children)
        if node.kind == "macro":
            following = self._nodes and self._nodes[-1].kind in ("group", "chars")
            return [node, *(self.argument_as_group() if following and node.text in macros.ACCENTS else ())]
        if node.kind == "chars":
            text = node.text.lstrip()
            self._nodes.append(node._replace(text=text[1:]))
            return [node._replace(text=text[:1])]
        return [node]

    def argument_as_group(self) -> list[Node]:
        """Return the next argument as one node."""
        found = self.argument()
        return [Node("group", "", found[0].start, found[-1].end, found)] if found else []

    def matched(self, pattern: re.Pattern[str]) -> str:
        """Return the characters that follow and match a pattern; they are read."""
        if self._nodes and self._nodes[-1].kind == "chars" and (match := pattern.match(self._nodes[-1].text)):
            node = self._nodes.pop()
            self._nodes.append(node._replace(text=node.text[match.end() :]))
            return match[0]
        return ""

    def verbatim(self) -> str:
        """Return the text in braces, or between two signs such as `|`, that follows."""
        if self.has_group:
            return verbatim(self._nodes.pop().text)
        return self.matched(re.compile(r"([^\w\s*])(?:(?!\1).)*\1", re.DOTALL))[1:-1]

    @property
    def has_text(self) -> bool:
        """Whether a group with text follows, and not the `{}` behind a macro without arguments."""
        return self.has_group and bool(self._nodes[-1].children)

    @property
    def has_group(self) -> bool:
        """Whether a group follows."""
        return bool(self._nodes) and self._nodes[-1].kind == "group"


class _Reader:
    """Reads the nodes of one value."""

    def __init__(self, defined: Macros) -> None:
        self.problems: list[Problem] = []
        self._defined = defined
        self._quotes = 0
        self._expansions = 0

    def pieces(self, nodes: Sequence[Node], italic: bool = False) -> Iterator[Styled]:
        """Yield the text of nodes; a macro such as ``\\em`` holds until the group ends."""
        rest = _Rest(nodes)
        while (node := rest.next()) is not None:
            if node.kind == "chars":
                yield Styled(_quotes(node.text), italic)
            elif node.kind == "group":
                yield from self.pieces(node.children, italic)
            elif node.kind == "special":
                yield Styled(macros.SPECIALS.get(node.text, node.text), italic)
            elif node.kind == "math":
                found: list[str] = []
                yield from mathematics(node.text, found)
                self._report(node, *found)
            elif node.text in macros.ITALIC_ON:
                italic = True
            elif node.text in macros.ITALIC_OFF:
                if not rest.has_group:
                    italic = False
            else:
                yield from self._macro(node, rest, italic)

    def _report(self, node: Node, *messages: str) -> None:
        self.problems += [Problem(message, node.start, node.end) for message in messages]

    def _macro(self, node: Node, rest: _Rest, italic: bool) -> Iterator[Styled]:
        name = node.text
        if (macro := self._defined.get(name)) is not None and name not in macros.LETTERS and self._expansions < 200:
            self._expansions += 1
            arguments = [_latex(rest.argument_as_group()) for _ in range(macro.arguments)]
            body = parse(expanded(macro, arguments))
            yield from self.pieces([part._replace(start=node.start, end=node.end) for part in body], italic)
        elif name in macros.ACCENTS:
            yield Styled(_accented(name, in_line(list(self.pieces(rest.argument(), italic)))), italic)
        elif name in macros.DROPPED:
            rest.matched(re.compile(r"\*"))
            for _ in range(macros.DROPPED[name]):
                rest.argument()
        elif name in macros.ITALIC:
            yield from self.pieces(rest.argument(), not italic if name != "textit" else True)
        elif name in macros.QUOTES:
            rest.matched(re.compile(r"\*"))
            before, after = macros.INNER_QUOTES if self._quotes and "quote" in name else macros.QUOTES[name]
            self._quotes += 1
            yield from (Styled(before, italic), *self.pieces(rest.argument(), italic), Styled(after, italic))
            self._quotes -= 1
        elif name == "href":
            address = verbatim(_latex(rest.argument()))
            linked = joined(self.pieces(rest.argument(), italic))
            yield from (piece._replace(target=address) for piece in linked)
        elif name in ("url", "path", "nolinkurl", "verb") and (address := rest.verbatim()):
            yield Styled(address, italic)
        elif name in ("textsuperscript", "textsubscript", "up", "high"):
            found: list[str] = []
            inner = in_line(list(self.pieces(rest.argument())))
            yield Styled(scripted("_" if name == "textsubscript" else "^", inner, found), italic)
            self._report(node, *found)
        elif name in macros.SECOND:
            rest.matched(re.compile(r"\[[^\]]*\]"))
            first, second = rest.argument(), rest.argument()
            yield from self.pieces(second or first, italic)
        elif name in ("kern", "hskip", "vskip", "hspace*"):
            rest.matched(_DIMENSION)
        elif name in ("char", "symbol"):
            yield Styled(_character(rest), italic)
        elif name in macros.LETTERS:
            yield Styled(macros.LETTERS[name], italic)
        elif (text := symbols().get(name)) is not None:
            yield Styled(text, italic)
        elif name not in macros.SILENT:
            has_text = rest.has_text or len(name) == 1
            what = "only its text" if has_text else "its name"
            self._report(node, f"the macro `\\{name}` is not known; {what} is printed")
            yield Styled("" if has_text else name, italic)


def _latex(nodes: Sequence[Node]) -> str:
    """Return the source of nodes, as far as addresses and arguments of macros need it."""
    return "".join(map(_source, nodes))


def _source(node: Node) -> str:
    if node.kind == "group":
        return f"{{{_latex(node.children)}}}"
    if node.kind == "macro":
        return f"\\{node.text}{' ' if node.text.isalpha() else ''}"
    return f"${node.text}$" if node.kind == "math" else node.text


def _quotes(text: str) -> str:
    """Return characters with the signs that LaTeX prints for others."""
    return text.replace("'", "’").replace("`", "‘").replace("~", "\u00a0")


def _accented(name: str, text: str) -> str:
    """Return a text with an accent on its first letter."""
    if not text.strip():
        return macros.SPACING.get(name, "") + text
    mark = macros.ACCENTS[name]
    first = {"ı": "i", "ȷ": "j"}.get(text[0], text[0]) if unicodedata.combining(mark) > 220 else text[0]
    return unicodedata.normalize("NFC", first + mark) + text[1:]


def _character(rest: _Rest) -> str:
    """Return the character with a number: ``\\char"E9``, ``\\char'046``, ``\\symbol{95}``."""
    typed = rest.matched(re.compile(r"\s*(?:\"[0-9A-Fa-f]+|'[0-7]+|\d+)\s?")).strip() or _latex(rest.argument())
    base = {'"': 16, "'": 8}.get(typed[:1], 10)
    try:
        char = chr(int(typed.lstrip("\"'"), base))
    except (ValueError, OverflowError):
        return typed
    return char if char.isprintable() else ""
