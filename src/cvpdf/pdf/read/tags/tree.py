"""The structure tree: its elements, which marked content and which links belong to each, and the rules of nesting."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from cvpdf.pdf.read.facts import Element, TagProblem
from cvpdf.pdf.read.tags.metadata import LANGUAGE
from cvpdf.pdf.read.tags.values import dictionary, items, number

Key = tuple[int, int]
"""Object and generation number."""

_MAX_DEPTH = 50
_MAX_ELEMENTS = 100_000
_HEADINGS = {"H1", "H2", "H3", "H4", "H5", "H6"}
_INLINE = {"Span", "Link", "Figure"}
_BLOCKS = {"P", *_HEADINGS}
_GROUPS = {"Document", "Part", "Sect", "Div"}
KIDS: dict[str, set[str]] = {
    **dict.fromkeys(_GROUPS, _GROUPS | _BLOCKS | {"L", "Figure"}),
    **dict.fromkeys(_BLOCKS, _INLINE),
    "L": {"LI", "L"},
    "LI": {"Lbl", "LBody"},
    "Lbl": _INLINE,
    "LBody": _INLINE | _BLOCKS | {"L"},
    "Span": _INLINE,
    "Link": {"Span"},
    "Figure": set(),
}
"""The types that cvpdf writes, and what may be in each."""
_OTHERS = {
    *("Art", "BlockQuote", "Caption", "TOC", "TOCI", "Index", "NonStruct", "Private", "H", "Table", "TR", "TH", "TD"),
    *("THead", "TBody", "TFoot", "Quote", "Note", "Reference", "BibEntry", "Code", "Annot", "Ruby", "RB", "RT", "RP"),
    *("Warichu", "WT", "WP", "Formula", "Form"),
}
"""The other types of the standard (ISO 32000-1, 14.8.4), about which nothing is known."""
_MAX_ROLES = 5


class ElementTree:
    """The elements of a document. What is wrong with them is in ``problems``."""

    def __init__(self, pdf: pikepdf.Pdf, root: Dictionary) -> None:
        self.problems: list[TagProblem] = []
        self.owners: dict[tuple[Key, int], Key] = {}
        """The element of each piece of marked content: by page and number."""
        self.links: dict[Key, Key] = {}
        """The element of each annotation."""
        self.kinds: dict[Key, str] = {}
        """The type of each element."""
        self._pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages, 1)}
        self._found: list[tuple[str, int, list[tuple[int, int]], list[str]]] = []
        self._roles = {str(key)[1:]: str(role)[1:] for key, role in dictionary(root.get("/RoleMap")).items()}
        for name in self._roles.keys() & (KIDS.keys() | _OTHERS):
            self._wrong(f"the role of {name} is mapped to another one")
        kids = _kids(root)
        for kid in kids:
            self._read(kid, root, -1, 0)
        if [self._kind(kid) for kid in kids if isinstance(kid, Dictionary)] != ["Document"]:
            self._wrong("the root does not contain exactly one Document")
        self._check_headings()

    def elements(self) -> tuple[Element, ...]:
        """Return the elements in the order of reading."""
        return tuple(Element(kind, parent, tuple(pieces), tuple(uris)) for kind, parent, pieces, uris in self._found)

    def _wrong(self, text: str, own: bool = False) -> None:
        self.problems.append(TagProblem("tags-structure", text, own))

    def _kind(self, element: Dictionary) -> str:
        """Return the type of an element; of a type that only this file knows, the one that it stands for."""
        kind = str(element.get("/S", "/"))[1:]
        for _ in range(_MAX_ROLES):
            if kind in KIDS or kind not in self._roles:
                break
            kind = self._roles[kind]
        return kind

    def _read(self, element: Any, above: Dictionary, parent: int, depth: int) -> None:
        if not isinstance(element, Dictionary) or not isinstance(element.get("/S"), Name) or not element.is_indirect:
            self._wrong("something in the tree is no element")
            return
        if element.objgen in self.kinds:
            self._wrong("an element is inside of itself, or in two places")
            return
        if depth > _MAX_DEPTH or len(self._found) > _MAX_ELEMENTS:
            self._wrong(f"there are more than {_MAX_DEPTH} levels or {_MAX_ELEMENTS:,} elements")
            return
        kind = self._kind(element)
        self.kinds[element.objgen] = kind
        index = len(self._found)
        pieces: list[tuple[int, int]] = []
        uris: list[str] = []
        self._found.append((kind, parent, pieces, uris))
        self._check(element, kind, above)
        kids = _kids(element)
        parts = []
        for kid in kids:
            if isinstance(kid, Dictionary) and "/S" in kid:
                parts.append(self._kind(kid))
                inside = len(self._found)
                self._read(kid, element, index, depth + 1)
                if inside < len(self._found):
                    pieces += self._found[inside][2]
            elif (piece := number(kid)) is not None:
                self._claim(element, element.get("/Pg"), piece, pieces)
            elif (piece := number(dictionary(kid).get("/MCID"))) is not None:
                self._claim(element, kid.get("/Pg", element.get("/Pg")), piece, pieces)
            elif dictionary(kid).get("/Type") == Name.OBJR:
                annotation = dictionary(kid.get("/Obj"))
                self.links.setdefault(annotation.objgen, element.objgen)
                uris.append(str(dictionary(annotation.get("/A")).get("/URI", "")))
            else:
                self._wrong(f"{kind} contains something that is neither an element nor content")
        if not kids and kind not in _OTHERS:
            self._wrong(f"{kind} is empty", own=kind not in _BLOCKS)
        if kind == "LI" and parts not in (["LBody"], ["Lbl", "LBody"]):
            self._wrong(f"an item of a list consists of {' and '.join(parts) or 'nothing'}")

    def _claim(self, element: Dictionary, page: Any, piece: int, pieces: list[tuple[int, int]]) -> None:
        page_number = self._pages.get(dictionary(page).objgen)
        if page_number is None:
            self.problems.append(TagProblem("tags-content", f"content {piece} is on no page of the document"))
            return
        key = page.objgen, piece
        if key in self.owners:
            self.problems.append(TagProblem("tags-content", f"content {piece} belongs to two elements"))
        self.owners[key] = element.objgen
        pieces.append((page_number, piece))

    def _check(self, element: Dictionary, kind: str, above: Dictionary) -> None:
        if kind not in KIDS and kind not in _OTHERS:
            self._wrong(f"the type {kind} is unknown")
        if dictionary(element.get("/P")).objgen != above.objgen:
            self._wrong(f"{kind} names another element as the one around it")
        outer = self._kind(above)
        if kind in KIDS and outer in KIDS and kind not in KIDS[outer]:
            self._wrong(f"{kind} is inside of {outer}", own=not {kind, outer} & {"L", "LI", "LBody"})
        if "/Lang" in element and not LANGUAGE.fullmatch(str(element.Lang)):
            self._wrong(f"the language of {kind} is `{element.Lang}`")
        if kind == "Figure":
            if not str(element.get("/Alt", "")).strip():
                self._wrong("a picture has no text in place of it (/Alt)")
            if "/BBox" not in dictionary(element.get("/A")):
                self._wrong("a picture does not say where it is (/BBox)", own=True)

    def _check_headings(self) -> None:
        levels = [int(kind[1]) for kind, *_ in self._found if kind in _HEADINGS]
        for before, level in pairwise([0, *levels]):
            if level > before + 1:
                self._wrong(f"H{level} comes after a heading of level {before}")
        if levels.count(1) != 1:
            self._wrong(f"there are {levels.count(1)} headings of level 1; the name is the only one", own=True)


def _kids(element: Any) -> list[Any]:
    kids = element.get("/K")
    return items(kids) if isinstance(kids, Array) else [] if kids is None else [kids]
