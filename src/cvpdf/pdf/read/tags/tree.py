"""The structure tree: its elements, which marked content and which links belong to each, and the rules of nesting."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from cvpdf.pdf.read.facts import Element, TagProblem
from cvpdf.pdf.read.tags.metadata import LANGUAGE

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
        for name in root.get("/RoleMap", Dictionary()):
            if str(name)[1:] in KIDS:
                self._wrong(f"the role of {str(name)[1:]} is mapped to another one")
        kids = list(_kids(root))
        for kid in kids:
            self._read(kid, root, -1, 0)
        if [kid.get("/S") for kid in kids if isinstance(kid, Dictionary)] != [Name.Document]:
            self._wrong("the root does not contain exactly one Document")
        self._check_headings()

    def elements(self) -> tuple[Element, ...]:
        """Return the elements in the order of reading."""
        return tuple(Element(kind, parent, tuple(pieces), tuple(uris)) for kind, parent, pieces, uris in self._found)

    def _wrong(self, text: str) -> None:
        self.problems.append(TagProblem("tags-structure", text))

    def _read(self, element: Any, above: Dictionary, parent: int, depth: int) -> None:
        if not isinstance(element, Dictionary) or "/S" not in element:
            self._wrong("something in the tree is no element")
            return
        if element.objgen in self.kinds or depth > _MAX_DEPTH or len(self._found) > _MAX_ELEMENTS:
            self._wrong("an element is inside of itself, or in two places")
            return
        kind = str(element.S)[1:]
        self.kinds[element.objgen] = kind
        index = len(self._found)
        pieces: list[tuple[int, int]] = []
        uris: list[str] = []
        self._found.append((kind, parent, pieces, uris))
        self._check(element, kind, above)
        kids = list(_kids(element))
        for kid in kids:
            if isinstance(kid, Dictionary) and "/S" in kid:
                inside = len(self._found)
                self._read(kid, element, index, depth + 1)
                if inside < len(self._found):
                    pieces += self._found[inside][2]
            elif isinstance(kid, int):
                self._claim(element, element.get("/Pg"), kid, pieces)
            elif isinstance(kid, Dictionary) and kid.get("/Type") == Name.MCR:
                self._claim(element, kid.get("/Pg", element.get("/Pg")), int(kid.MCID), pieces)
            elif isinstance(kid, Dictionary) and kid.get("/Type") == Name.OBJR:
                self.links.setdefault(kid.Obj.objgen, element.objgen)
                uris.append(str(kid.Obj.get("/A", Dictionary()).get("/URI", "")))
            else:
                self._wrong(f"{kind} contains something that is neither an element nor content")
        if not kids:
            self._wrong(f"{kind} is empty")
        if kind == "LI":
            parts = [str(kid.S)[1:] for kid in kids if isinstance(kid, Dictionary) and "/S" in kid]
            if parts not in (["LBody"], ["Lbl", "LBody"]):
                self._wrong(f"an item of a list consists of {' and '.join(parts) or 'nothing'}")

    def _claim(self, element: Dictionary, page: Any, number: int, pieces: list[tuple[int, int]]) -> None:
        if not isinstance(page, Dictionary) or page.objgen not in self._pages:
            self.problems.append(TagProblem("tags-content", f"content {number} is on no page of the document"))
            return
        key = page.objgen, number
        if key in self.owners:
            self.problems.append(TagProblem("tags-content", f"content {number} belongs to two elements"))
        self.owners[key] = element.objgen
        pieces.append((self._pages[page.objgen], number))

    def _check(self, element: Dictionary, kind: str, above: Dictionary) -> None:
        if kind not in KIDS:
            self._wrong(f"the type {kind} is unknown")
        if "/P" not in element or element.P.objgen != above.objgen:
            self._wrong(f"{kind} names another element as the one around it")
        outer = str(above.S)[1:] if "/S" in above else ""
        if outer and kind not in KIDS.get(outer, {kind}):
            self._wrong(f"{kind} is inside of {outer}")
        if "/Lang" in element and not LANGUAGE.fullmatch(str(element.Lang)):
            self._wrong(f"the language of {kind} is `{element.Lang}`")
        if kind == "Figure":
            if not str(element.get("/Alt", "")).strip():
                self._wrong("a picture has no text in place of it (/Alt)")
            attributes = element.get("/A")
            if not isinstance(attributes, Dictionary) or "/BBox" not in attributes:
                self._wrong("a picture does not say where it is (/BBox)")

    def _check_headings(self) -> None:
        level, names = 0, 0
        for kind, *_ in self._found:
            if re.fullmatch("H[1-6]", kind):
                if int(kind[1]) > level + 1:
                    self._wrong(f"{kind} comes after a heading of level {level}")
                level = int(kind[1])
                names += kind == "H1"
        if names != 1:
            self._wrong(f"there are {names} headings of level 1; the name is the only one")


def _kids(element: Any) -> Iterator[Any]:
    kids = element.get("/K")
    if isinstance(kids, Array):
        yield from kids
    elif kids is not None:
        yield kids
