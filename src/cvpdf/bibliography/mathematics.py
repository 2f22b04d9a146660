"""Simple mathematics as Unicode: ``O(n \\log n)`` is O(*n* log *n*), ``H_2O`` is H₂O, ``\\alpha`` is α."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from cvpdf.bibliography.styled import Styled

_TOKEN = re.compile(r"\\[A-Za-z]+\*?|\\.|\s+|.", re.DOTALL)
_SUPERIOR = str.maketrans("0123456789+-−=()abcdefghijklmnoprstuvwxyz", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ")
_INFERIOR = str.maketrans("0123456789+-−=()aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ")
_AS_IT_IS = frozenset("*′°†‡")
"""What is raised by itself."""
_OPERATORS = frozenset(
    {
        "arccos", "arcsin", "arctan", "arg", "cos", "cosh", "cot", "deg", "det", "dim", "exp", "gcd", "hom", "inf",
        "ker", "lg", "lim", "ln", "log", "max", "min", "mod", "Pr", "sec", "sin", "sinh", "sup", "tan", "tanh",
    }
)  # fmt: skip
_ACCENTS = {"bar": "\u0304", "overline": "\u0304", "hat": "\u0302", "widehat": "\u0302", "tilde": "\u0303",
            "widetilde": "\u0303", "dot": "\u0307", "ddot": "\u0308", "vec": "\u20d7", "acute": "\u0301"}  # fmt: skip
_UPRIGHT = frozenset(
    {
        "mathrm", "text", "operatorname", "mbox", "mathbf", "mathsf", "mathtt", "mathcal", "textrm", "textbf",
        "boldsymbol", "rm", "bf",
    }
)  # fmt: skip
_DROPPED = frozenset(
    {
        "left", "right", "big", "Big", "bigl", "bigr", "Bigl", "Bigr", "displaystyle", "textstyle", "mathit",
        "mathbin", "mathrel", "mathop", "ensuremath", "limits", "nolimits", "it", "em",
    }
)  # fmt: skip
_SPACES = {" ": " ", ",": "\u202f", ";": " ", ":": " ", "quad": " ", "qquad": " ", "!": "", "\\": " "}
_RELATIONS = frozenset("=<>≤≥≈≡∈⊂⊆→←↔⇒×±∼≪≫∝≠⊗⊕∩∪")
_GREEK = re.compile(r"[\u03b1-\u03c9\u03d1\u03d5\u03f5ℓ]")


class _Atom(NamedTuple):
    """A sign or a word; variables are printed in italics."""

    text: str
    variable: bool = False
    word: bool = False
    """Whether spaces part it from letters beside it."""


def mathematics(source: str, problems: list[str]) -> Iterator[Styled]:
    """Yield the text of mathematics, and add what has no such form to the problems."""
    tokens = [token for token in _TOKEN.findall(source) if not token.isspace()]
    atoms = list(_Parser(tokens, problems).atoms())
    text = ""
    italic: list[bool] = []
    for index, atom in enumerate(atoms):
        spaced = atom.word and index and re.search(r"[\w)]$", text)
        relation = atom.text in _RELATIONS or (atom.text in "+−" and text[-1:] not in ("", "(", "^", "_"))
        between = 0 < index < len(atoms) - 1
        piece = f" {atom.text} " if relation and between and not text.endswith(" ") else atom.text
        if (spaced and not text.endswith(" ")) or (
            index and atoms[index - 1].word and re.match(r"\w", piece) and not text.endswith(" ")
        ):
            piece = f" {piece}"
        text += piece
        italic += [atom.variable] * len(piece)
    for match in re.finditer(r"[\w\u0300-\u036f\u20d7]+|[^\w\u0300-\u036f\u20d7]+", text):
        yield Styled(match[0], any(italic[match.start() : match.end()]))


class _Parser:
    """Reads tokens of mathematics."""

    def __init__(self, tokens: list[str], problems: list[str]) -> None:
        self._tokens = tokens
        self._place = 0
        self._problems = problems

    def atoms(self) -> Iterator[_Atom]:
        """Yield what is printed up to the end, or to the brace that closes a group."""
        while (token := self._next()) not in ("", "}"):
            if token in ("^", "_"):
                yield from self._script(token)
            elif token == "{":
                yield from list(self.atoms())
            elif token == "'":
                yield _Atom("′")
            elif token == "-":
                yield _Atom("−")
            elif token.startswith("\\") and len(token) > 1:
                yield from self._macro(token[1:].rstrip("*"))
            elif token in "~&$":
                yield _Atom(" " if token != "$" else "")
            else:
                yield _Atom(token, token.isalpha())

    def _next(self) -> str:
        token = self._tokens[self._place] if self._place < len(self._tokens) else ""
        self._place += 1
        return token

    def _argument(self) -> list[_Atom]:
        token = self._next()
        if token == "{":
            return list(self.atoms())
        return list(_Parser([token], self._problems).atoms()) if token and token != "}" else []

    def _script(self, sign: str) -> Iterator[_Atom]:
        text = "".join(atom.text for atom in self._argument())
        raised = text.translate(_SUPERIOR if sign == "^" else _INFERIOR)
        if sign == "^" and text == "∘":
            yield _Atom("°")
        elif all(new != old or new in _AS_IT_IS for new, old in zip(raised, text, strict=True)):
            yield _Atom(raised)
        else:
            what = "raised" if sign == "^" else "lowered"
            self._problems.append(f"`{text}` cannot be {what} in a title; it is printed as `{sign}{text}`")
            yield _Atom(f"{sign}{text}" if len(text) == 1 else f"{sign}({text})")

    def _macro(self, name: str) -> Iterator[_Atom]:
        if name in _SPACES:
            yield _Atom(_SPACES[name])
        elif name in _OPERATORS:
            yield _Atom(name, word=True)
        elif name in _UPRIGHT:
            yield from (atom._replace(variable=False) for atom in self._argument())
        elif name in _DROPPED:
            return
        elif name in ("frac", "dfrac", "tfrac", "sfrac"):
            yield from (*_bracketed(self._argument()), _Atom("/"), *_bracketed(self._argument()))
        elif name == "sqrt":
            yield from (_Atom("√"), *_bracketed(self._argument()))
        elif name in _ACCENTS:
            atoms = self._argument()
            yield from (atom._replace(text=atom.text + _ACCENTS[name]) for atom in atoms)
        elif name in ("mathbb", "mathfrak", "mathscr"):
            inner = "".join(atom.text for atom in self._argument())
            yield _Atom(_known(f"\\{name}{{{inner}}}") or inner)
        elif text := _known(f"\\{name}"):
            yield _Atom(text, bool(_GREEK.fullmatch(text)))
        else:
            self._problems.append(f"the macro `\\{name}` of mathematics is not known; its name is printed")
            yield _Atom(name, word=True)


def _bracketed(atoms: list[_Atom]) -> list[_Atom]:
    return [_Atom("("), *atoms, _Atom(")")] if len(atoms) > 1 else atoms


@cache
def _known(source: str) -> str:
    """Return what pylatexenc knows of a macro; empty if nothing."""
    from pylatexenc.latex2text import LatexNodes2Text

    try:
        text: str = LatexNodes2Text(math_mode="text").latex_to_text(f"${source}$").strip()
    except (IndexError, AttributeError, TypeError):
        return ""
    return "" if "\\" in text else text
