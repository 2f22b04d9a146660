"""Simple mathematics as Unicode: ``O(n \\log n)`` is O(*n* log *n*), ``H_2O`` is H₂O, ``\\alpha`` is α."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from cvpdf.bibliography.latex.styled import Styled
from cvpdf.bibliography.latex.symbols import symbols

_TOKEN = re.compile(r"\\[A-Za-z]+\*?|\\.|\s+|.", re.DOTALL)
# Unicode has more raised and lowered letters, but the fonts that come with cvpdf do not.
_SUPERIOR = str.maketrans("0123456789+-–−=().hijlnrswxy", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁼⁽⁾·ʰⁱʲˡⁿʳˢʷˣʸ")
_INFERIOR = str.maketrans("0123456789+-–−=()aehjklmnopstx", "₀₁₂₃₄₅₆₇₈₉₊₋₋₋₌₍₎ₐₑₕⱼₖₗₘₙₒₚₛₜₓ")
_AS_IT_IS = frozenset(".,*′°†‡™® ")
"""What is raised by itself, or looks the same."""
_ORDINALS = frozenset({"st", "nd", "rd", "th", "e", "er", "re", "ère", "ème", "o", "a", "os", "as"})
"""What is raised behind a number, and printed beside it here."""
_OPERATORS = frozenset(
    {
        "arccos", "arcsin", "arctan", "arg", "cos", "cosh", "cot", "deg", "det", "dim", "exp", "gcd", "hom", "inf",
        "ker", "lg", "lim", "ln", "log", "max", "min", "mod", "Pr", "sec", "sin", "sinh", "sup", "tan", "tanh",
    }
)  # fmt: skip
_ACCENTS = {"bar": "\u0304", "overline": "\u0304", "hat": "\u0302", "widehat": "\u0302", "tilde": "\u0303",
            "widetilde": "\u0303", "dot": "\u0307", "ddot": "\u0308", "acute": "\u0301", "check": "\u030c",
            "breve": "\u0306", "grave": "\u0300"}  # fmt: skip
_DOUBLE_STRUCK = dict(zip("CHNPQRZ", "ℂℍℕℙℚℝℤ", strict=True))
_SIGNS = {
    "less": "<", "greater": ">", "lt": "<", "gt": ">", "dots": "…", "ldots": "…", "cdots": "⋯", "prime": "′",
    "longrightarrow": "→", "longleftarrow": "←", "Longrightarrow": "⇒", "Longleftarrow": "⇐",
    "implies": "⇒", "iff": "⇔", "longleftrightarrow": "↔", "Longleftrightarrow": "⇔", "longmapsto": "↦", "to": "→",
    "gets": "←", "sim": "∼", "bullet": "•", "cdot": "⋅", "mid": "|", "vert": "|", "Vert": "‖", "lvert": "|",
    "rvert": "|", "lVert": "‖", "rVert": "‖", "backslash": "\\", "slash": "/", "colon": ":", "degree": "°",
    "textless": "<", "textgreater": ">", "textdegree": "°", "%": "%", "&": "&", "#": "#", "_": "_", "$": "$",
    "{": "{", "}": "}", "lbrace": "{", "rbrace": "}", "langle": "⟨", "rangle": "⟩", "star": "⋆", "S": "§", "hbar": "ħ",
    "|": "‖", "sharp": "♯", "epsilon": "ϵ", "varepsilon": "ε", "phi": "ϕ", "varphi": "φ", "-": "",
    "leqslant": "≤", "geqslant": "≥", "lessapprox": "≲", "gtrapprox": "≳", "imath": "ı", "jmath": "ȷ", "Re": "Re",
    "Im": "Im",
}  # fmt: skip
"""Signs that pylatexenc does not know, or for which the fonts that come with cvpdf have another form."""
_UPRIGHT = frozenset(
    {
        "mathrm", "text", "operatorname", "mbox", "mathbf", "mathsf", "mathtt", "textrm", "textbf", "textsf",
        "boldsymbol", "bm", "hbox", "textup", "textnormal", "texttt", "rm", "bf",
    }
)  # fmt: skip
_DROPPED = frozenset(
    {
        "left", "right", "big", "Big", "bigl", "bigr", "Bigl", "Bigr", "displaystyle", "textstyle", "mathit",
        "mathbin", "mathrel", "mathop", "ensuremath", "limits", "nolimits", "it", "em", "cal", "Biggl", "Biggr", "bigg",
        "middle", "vec", "overrightarrow", "underline", "textit", "emph", "mathnormal", "scriptstyle", "nonumber",
    }
)  # fmt: skip
_SPACES = {" ": " ", ",": "\u202f", ";": " ", ":": " ", "quad": " ", "qquad": " ", "!": "", "\\": " "}
_RELATIONS = frozenset("=<>≤≥≈≡∈⊂⊆→←↔⇒×±∼≪≫∝≠⊗⊕∩∪")
_PIECE = re.compile(r"(?:[\w\u0300-\u036f]|[·.](?=[¹²³⁰-⁹₀-₉]))+|(?:[^\w\u0300-\u036f·.]|[·.](?![¹²³⁰-⁹₀-₉]))+")
"""A word with its accents, marks and decimals above and below the line, which is in italics as a whole; or signs."""
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
    for match in _PIECE.finditer(text):
        yield Styled(match[0], any(italic[match.start() : match.end()]))


def scripted(sign: str, text: str, problems: list[str]) -> str:
    """Return a text above (`^`) or below (`_`) the line, and add it to the problems if it has no such form."""
    changed = text.translate(_SUPERIOR if sign == "^" else _INFERIOR)
    if sign == "^" and text in ("∘", "TM", "SM", "R"):
        return {"∘": "°", "TM": "™", "SM": "℠", "R": "®"}[text]
    if all(new != old or new in _AS_IT_IS for new, old in zip(changed, text, strict=True)):
        return changed
    if sign == "^" and text in _ORDINALS:
        return text
    where = "above" if sign == "^" else "below"
    shown = f"{sign}{text}" if len(text) == 1 or (text.isalnum() and sign == "_") else f"{sign}({text})"
    problems.append(f"`{text}` cannot be printed {where} the line; it is printed as `{shown}`")
    return shown


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
                yield self._script(token)
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

    def _script(self, sign: str) -> _Atom:
        return _Atom(scripted(sign, "".join(atom.text for atom in self._argument()), self._problems))

    def _macro(self, name: str) -> Iterator[_Atom]:
        if name in _SPACES:
            yield _Atom(_SPACES[name])
        elif name in _OPERATORS:
            yield _Atom(name, word=True)
        elif name in _UPRIGHT:
            yield from (atom._replace(variable=False) for atom in self._argument())
        elif name in _DROPPED:
            return
        elif name in ("frac", "dfrac", "tfrac", "sfrac", "nicefrac"):
            yield from (*_bracketed(self._argument()), _Atom("/"), *_bracketed(self._argument()))
        elif name == "sqrt":
            yield from (_Atom("√"), *_bracketed(self._argument()))
        elif name in _ACCENTS:
            atoms = self._argument()
            yield from (atom._replace(text=atom.text + _ACCENTS[name]) for atom in atoms)
        elif name == "mathbb":
            yield from (_Atom(_DOUBLE_STRUCK.get(atom.text, atom.text)) for atom in self._argument())
        elif name in ("mathfrak", "mathscr", "mathcal"):
            yield from self._argument()
        elif text := _SIGNS.get(name) or symbols().get(name):
            yield _Atom(text, bool(_GREEK.fullmatch(text)))
        else:
            self._problems.append(f"the macro `\\{name}` of mathematics is not known; its name is printed")
            yield _Atom(name, word=True)


def _bracketed(atoms: list[_Atom]) -> list[_Atom]:
    return [_Atom("("), *atoms, _Atom(")")] if len(atoms) > 1 else atoms
