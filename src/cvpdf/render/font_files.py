"""The font files of a rendered document, and the letters that no font has."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from cvpdf.diagnostics import Diagnostic, Span, error, note
from cvpdf.east_asian import has_no_spaces, is_east_asian
from cvpdf.files.fingerprint import fingerprint
from cvpdf.fonts.document_fonts import document_fonts
from cvpdf.fonts.find import built_in
from cvpdf.fonts.font_error import FontError
from cvpdf.fonts.font_set import FontSet
from cvpdf.fonts.letters import clusters
from cvpdf.fonts.make.plan import Lent
from cvpdf.quoting import characters
from cvpdf.render.latex import printed

STYLE = "-fonts"
"""The end of the name of the package that loads the fonts of a document."""
_OF_THE_CLASS = frozenset("•·")
"""Signs that the class prints by LaTeX's commands."""
_ONE_FONT = "Greek, for example, is set in one font as a whole; `cvpdf fonts` shows what each font has"
_OTHER_FONT = "write something else, or choose another `design.font`: `cvpdf fonts` shows the letters of each family"
_REPLACE = {
    "Co": "delete it: it is for private use, and means something in one font only",
    "Cn": "delete it: it is no character of Unicode",
    "So": "write a word instead: pictures such as emoji are not text that every reader knows",
}
"""What to do about characters that no text font has, by category."""
_SHOWN = 6
"""Letters that a note lists."""


class Fonts(NamedTuple):
    """The fonts of a document: all that LaTeX reads of them, by name, and the letters that they were made for."""

    files: Mapping[str, bytes] = MappingProxyType({})
    letters: frozenset[str] = frozenset()

    @property
    def key(self) -> tuple[bytes | str, ...]:
        """Return what changes whenever a font changes: the package, and the names of the files, which are hashes."""
        return (*(self.files[name] for name in self.files if name.endswith(".sty")), *sorted(self.files))


NO_FONTS = Fonts()
"""Those of a document that loads other fonts."""


def style_name(output: str) -> str:
    """Return the name of the package with the fonts of a PDF of this name, in letters that TeX reads."""
    plain = re.sub(r"[^A-Za-z0-9_-]", "-", output)
    return f"{plain}{'' if plain == output else '-' + fingerprint([output])[:6]}{STYLE}"


def fonts_of(
    tex: str, letters: frozenset[str], texts: Iterable[tuple[str, Span | None]], fonts: FontSet, style: str
) -> tuple[Fonts, list[Diagnostic]]:
    """Return the fonts for a ``.tex`` and other ``letters``, and an error for each text with a letter that none has.

    ``texts`` are those that the document prints. What only its metadata contain needs no font; LaTeX itself reports
    what a template prints beyond them. ``style`` is the :func:`style_name`.
    """
    letters |= clusters(tex) | _OF_THE_CLASS
    try:
        made = document_fonts(letters, fonts, style.removesuffix(STYLE))
    except FontError as problem:
        return NO_FONTS, [error("bad-font", str(problem), None, "choose another `design.font`, or install it again")]
    lacking: dict[Span | None, frozenset[str]] = {}
    for text, span in texts if made.lacking else ():
        lacking[span] = lacking.get(span, frozenset()) | clusters(printed(text)) & made.lacking
    problems = [_not_in_font(sorted(some), span, fonts) for span, some in lacking.items() if some]
    return Fonts(made.files, letters), [*problems, *_borrowed(made.borrowed)]


def _not_in_font(letters: list[str], span: Span | None, fonts: FontSet) -> Diagnostic:
    wide = [letter for letter in letters if is_east_asian(letter[0])]
    if wide:
        script = "han" if has_no_spaces(wide[0]) else "hangul"
        families = " and ".join(family.name for family in fonts.wide) or "no font"
        hint = f"`pip install 'cvpdf[fonts]'` brings fonts with more letters; or name one: `design.fonts.{script}`"
    else:
        families = f"`{fonts.main.name}` and the fonts that come with cvpdf"
        hint = _REPLACE.get(unicodedata.category(letters[0][0]), _OTHER_FONT)
    verb = "has" if len(fonts.wide) < 2 and wide else "have"
    return error("character-not-in-font", f"{families} {verb} no {characters(letters)}", span, hint)


def _borrowed(borrowed: Mapping[str, Lent]) -> list[Diagnostic]:
    """Return a note for each chosen font that lacks letters, which another font sets.

    Signs are not worth one, nor what the default font lacks: its supplement is made for it.
    """
    own = {one.name for one in (built_in.CHARTER, *built_in.DONORS)}
    notes = []
    for family in dict.fromkeys(lent.lacking for lent in borrowed.values() if lent.lacking != built_in.CHARTER.name):
        lenders = {c: lent.lender for c, lent in borrowed.items() if lent.lacking == family and c[0].isalpha()}
        shown = " ".join(sorted(lenders)[:_SHOWN]) + (" …" if len(lenders) > _SHOWN else "")
        others = sorted({"Charter" if name in own else name for name in lenders.values()})
        message = f"the font `{family}` has no `{shown}`; {' and '.join(f'`{one}`' for one in others)} is used instead"
        notes += [note("letters-borrowed", message, None, _ONE_FONT)] if lenders else []
    return notes
