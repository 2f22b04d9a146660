"""The content streams of a tagged PDF: every piece belongs to one element, or to none on purpose; and the links."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Dictionary, Name

from cvpdf.pdf.read.facts import TagProblem
from cvpdf.pdf.read.tags.tree import ElementTree

_PAINTS = {"Tj", "TJ", "'", '"', "f", "F", "f*", "S", "s", "B", "B*", "b", "b*", "Do", "sh", "INLINE IMAGE"}
"""The operators that paint something (ISO 32000-2, annex A)."""
_MAX_DEPTH = 50


def page_problems(pdf: pikepdf.Pdf, root: Dictionary, tree: ElementTree) -> list[TagProblem]:
    """Return the rules that pages, their content and their annotations break (ISO 14289-1, 7.1 and 7.18)."""
    rows: dict[int, Any] = {}
    problems = list(_flatten(root.get("/ParentTree", Dictionary()), rows, 0))
    used: set[tuple[tuple[int, int], int]] = set()
    numbers: set[int] = set()
    for number, page in enumerate(pdf.pages, 1):
        key = page.obj.get("/StructParents")
        row = rows.get(int(key)) if key is not None else None
        problems += _taken(key, numbers)
        if row is None:
            problems.append(_wrong(f"page {number} has no row in the parent tree"))
        if page.obj.get("/Annots") and page.obj.get("/Tabs") != Name.S:
            problems.append(_wrong(f"page {number} does not say that the order of tabs is that of the structure"))
        problems += _content_problems(page, number, row, tree, used)
        for annotation in page.obj.get("/Annots", ()):
            problems += _taken(annotation.get("/StructParent"), numbers)
            problems += _link_problems(annotation, number, rows, tree)
    problems += [_wrong(f"content {key[1]} is on no page") for key in tree.owners if key not in used]
    return problems


def _wrong(text: str) -> TagProblem:
    return TagProblem("tags-content", text)


def _flatten(node: Any, rows: dict[int, Any], depth: int) -> Iterator[TagProblem]:
    """Collect the parent tree, which is a number tree (ISO 32000-2, 7.9.7)."""
    numbers = list(node.get("/Nums", ()))
    keys = [int(key) for key in numbers[::2]]
    if keys != sorted(set(keys)):
        yield _wrong("the parent tree is not sorted")
    rows.update(zip(keys, numbers[1::2], strict=False))
    if depth < _MAX_DEPTH:
        for kid in node.get("/Kids", ()):
            yield from _flatten(kid, rows, depth + 1)


def _taken(key: Any, numbers: set[int]) -> Iterator[TagProblem]:
    if key is not None:
        if int(key) in numbers:
            yield _wrong(f"two parts of the file have the number {int(key)} in the parent tree")
        numbers.add(int(key))


def _content_problems(
    page: pikepdf.Page, number: int, row: Any, tree: ElementTree, used: set[tuple[tuple[int, int], int]]
) -> Iterator[TagProblem]:
    stack: list[int | str] = []
    in_text = False
    on_page: set[int] = set()
    for instruction in pikepdf.parse_content_stream(page):
        operands: Any = instruction.operands
        name = str(instruction.operator)
        if name in ("BDC", "BMC"):
            if in_text:
                yield _wrong(f"page {number}: content begins between BT and ET")
            tag = str(operands[0])[1:]
            properties = operands[1] if name == "BDC" else None
            piece = properties.get("/MCID") if isinstance(properties, Dictionary) else None
            inside = [one for one in stack if isinstance(one, int)]
            if tag == "Artifact":
                if inside:
                    yield _wrong(f"page {number}: an artifact is inside of content")
                stack.append(tag)
            elif piece is None:
                stack.append("")
            else:
                if inside or "Artifact" in stack:
                    yield _wrong(f"page {number}: content is inside of {'content' if inside else 'an artifact'}")
                if int(piece) in on_page:
                    yield _wrong(f"page {number}: two pieces have the number {int(piece)}")
                on_page.add(int(piece))
                used.add((page.obj.objgen, int(piece)))
                stack.append(int(piece))
                yield from _owner_problems((page.obj.objgen, int(piece)), tag, number, row, tree)
        elif name == "EMC":
            if not stack:
                yield _wrong(f"page {number}: content ends that has not begun")
            else:
                stack.pop()
        elif name in ("BT", "ET"):
            in_text = name == "BT"
        elif name in _PAINTS and not any(one == "Artifact" or isinstance(one, int) for one in stack):
            what = "text" if name in ("Tj", "TJ", "'", '"') else "a drawing or picture"
            yield _wrong(f"page {number}: {what} is neither content nor an artifact")
    if stack:
        yield _wrong(f"page {number}: content does not end")


def _owner_problems(
    key: tuple[tuple[int, int], int], tag: str, number: int, row: Any, tree: ElementTree
) -> Iterator[TagProblem]:
    owner, piece = tree.owners.get(key), key[1]
    if owner is None:
        yield _wrong(f"page {number}: content {piece} belongs to no element")
        return
    parent = row[piece] if row is not None and piece < len(row) else None
    if not isinstance(parent, Dictionary) or parent.objgen != owner:
        yield _wrong(f"page {number}: the parent tree names another element for content {piece}")
    if tree.kinds[owner] != tag:
        yield _wrong(f"page {number}: content of {tree.kinds[owner]} is called {tag}")


def _link_problems(annotation: Any, number: int, rows: dict[int, Any], tree: ElementTree) -> Iterator[TagProblem]:
    uri = str(annotation.get("/A", Dictionary()).get("/URI", ""))
    if annotation.get("/Subtype") != Name.Link:
        yield TagProblem("tags-link", f"page {number}: an annotation is no link")
        return
    if not str(annotation.get("/Contents", "")).strip():
        yield TagProblem("tags-link", f"page {number}: the link to {uri} has no text for screen readers (/Contents)")
    key = annotation.get("/StructParent")
    element = rows.get(int(key)) if key is not None else None
    if not isinstance(element, Dictionary) or element.get("/S") != Name.Link:
        yield TagProblem("tags-link", f"page {number}: the link to {uri} belongs to no element")
    elif tree.links.get(annotation.objgen) != element.objgen:
        yield TagProblem("tags-link", f"page {number}: a line of the link to {uri} is not in the structure")
