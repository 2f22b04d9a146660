"""The content streams of a tagged PDF: every piece belongs to one element, or to none on purpose; and the links."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any, Literal, NamedTuple

import pikepdf
from pikepdf import Dictionary, Name

from cvpdf.pdf.read.facts import TagProblem
from cvpdf.pdf.read.tags.tree import ElementTree
from cvpdf.pdf.read.tags.values import dictionary, items, number

_PAINTS = {"Tj", "TJ", "'", '"', "f", "F", "f*", "S", "s", "B", "B*", "b", "b*", "Do", "sh", "INLINE IMAGE"}
"""The operators that paint something (ISO 32000-2, annex A)."""
_BEGIN = {"BDC": 2, "BMC": 1}
"""The operators that begin content, and how many operands each has."""


def page_problems(pdf: pikepdf.Pdf, root: Dictionary, tree: ElementTree) -> list[TagProblem]:
    """Return the rules that pages, their content and their annotations break (ISO 14289-1, 7.1 and 7.18)."""
    rows: dict[int, Any] = {}
    problems = list(_flatten(root.get("/ParentTree"), rows, set()))
    used: set[tuple[tuple[int, int], int]] = set()
    numbers: set[int] = set()
    for page_number, page in enumerate(pdf.pages, 1):
        key = number(page.obj.get("/StructParents"))
        row = None if key is None else rows.get(key)
        problems += _taken(key, numbers)
        if row is None:
            problems.append(_wrong(f"page {page_number} has no row in the parent tree"))
        annotations = items(page.obj.get("/Annots"))
        if annotations and page.obj.get("/Tabs") != Name.S:
            problems.append(_wrong(f"page {page_number} does not say that the order of tabs is that of the structure"))
        try:
            problems += _content_problems(page, page_number, items(row), tree, used)
        except (pikepdf.PdfError, TypeError, ValueError) as problem:
            problems.append(_wrong(f"the content of page {page_number} cannot be read: {problem}"))
        for annotation in map(dictionary, annotations):
            problems += _taken(number(annotation.get("/StructParent")), numbers)
            problems += _link_problems(annotation, page_number, rows, tree)
    problems += [_wrong(f"content {key[1]} is on no page") for key in tree.owners if key not in used]
    return problems


def _wrong(text: str, own: bool = False) -> TagProblem:
    return TagProblem("tags-content", text, own)


def _flatten(node: Any, rows: dict[int, Any], seen: set[tuple[int, int]]) -> Iterator[TagProblem]:
    """Collect the parent tree, which is a number tree (ISO 32000-2, 7.9.7)."""
    waiting = [dictionary(node)]
    while waiting:
        node = waiting.pop()
        if node.is_indirect and node.objgen in seen:
            yield _wrong("the parent tree contains itself")
            continue
        seen.add(node.objgen)
        numbers = items(node.get("/Nums"))
        keys = [key for key in map(number, numbers[::2]) if key is not None]
        if keys != sorted(set(keys)) or len(keys) * 2 != len(numbers):
            yield _wrong("the parent tree is not sorted")
        for key, value in zip(map(number, numbers[::2]), numbers[1::2], strict=False):
            if key is not None:
                rows[key] = value
        waiting += map(dictionary, items(node.get("/Kids")))


def _taken(key: int | None, numbers: set[int]) -> Iterator[TagProblem]:
    if key is not None:
        if key in numbers:
            yield _wrong(f"two parts of the file have the number {key} in the parent tree")
        numbers.add(key)


class _Open(NamedTuple):
    """What an operator has begun: content, an artifact, or neither."""

    kind: Literal["content", "an artifact", ""]
    in_text: bool
    """Whether that was between BT and ET."""


def _content_problems(
    page: pikepdf.Page, page_number: int, row: list[Any], tree: ElementTree, used: set[tuple[tuple[int, int], int]]
) -> Iterator[TagProblem]:
    stack: list[_Open] = []
    depth = Counter({"content": 0, "an artifact": 0})
    in_text = False
    on_page: set[int] = set()
    where = f"page {page_number}"
    named = dictionary(dictionary(page.obj.get("/Resources")).get("/Properties"))
    for instruction in pikepdf.parse_content_stream(page):
        operands: Any = instruction.operands
        name = str(instruction.operator)
        if name in _BEGIN:
            if len(operands) != _BEGIN[name]:
                yield _wrong(f"{where}: {name} has {len(operands)} operands")
                continue
            tag = str(operands[0])[1:]
            properties = operands[1] if name == "BDC" else None
            if isinstance(properties, Name):
                properties = named.get(str(properties))
            piece = number(dictionary(properties).get("/MCID"))
            if tag == "Artifact":
                if depth["content"]:
                    yield _wrong(f"{where}: an artifact is inside of content")
                stack.append(_Open("an artifact", in_text))
            elif piece is None:
                stack.append(_Open("", in_text))
            else:
                if outer := next((kind for kind in ("content", "an artifact") if depth[kind]), None):
                    yield _wrong(f"{where}: content is inside of {outer}")
                if piece in on_page:
                    yield _wrong(f"{where}: two pieces have the number {piece}")
                on_page.add(piece)
                used.add((page.obj.objgen, piece))
                stack.append(_Open("content", in_text))
                yield from _owner_problems((page.obj.objgen, piece), tag, where, row, tree)
            depth[stack[-1].kind] += 1
        elif name == "EMC":
            if not stack:
                yield _wrong(f"{where}: content ends that has not begun")
                continue
            ended = stack.pop()
            depth[ended.kind] -= 1
            if ended.in_text != in_text:
                yield _wrong(f"{where}: content begins outside and ends inside of a text object, or the reverse")
        elif name in ("BT", "ET"):
            in_text = name == "BT"
        elif name in _PAINTS and not depth["content"] and not depth["an artifact"]:
            what = "text" if name in ("Tj", "TJ", "'", '"') else "a drawing or picture"
            yield _wrong(f"{where}: {what} is neither content nor an artifact")
    if stack:
        yield _wrong(f"{where}: content does not end")


def _owner_problems(
    key: tuple[tuple[int, int], int], tag: str, where: str, row: list[Any], tree: ElementTree
) -> Iterator[TagProblem]:
    owner, piece = tree.owners.get(key), key[1]
    if owner is None:
        yield _wrong(f"{where}: content {piece} belongs to no element")
        return
    parent = row[piece] if 0 <= piece < len(row) else None
    if not isinstance(parent, Dictionary) or parent.objgen != owner:
        yield _wrong(f"{where}: the parent tree names another element for content {piece}")
    if tree.kinds[owner] != tag:
        yield _wrong(f"{where}: content of {tree.kinds[owner]} is called {tag}", own=True)


def _link_problems(annotation: Any, page_number: int, rows: dict[int, Any], tree: ElementTree) -> Iterator[TagProblem]:
    def wrong(text: str) -> TagProblem:
        return TagProblem("tags-link", f"page {page_number}: {text}")

    uri = dictionary(annotation.get("/A")).get("/URI", "")
    if annotation.get("/Subtype") != Name.Link:
        yield wrong("an annotation is no link")
        return
    if not str(annotation.get("/Contents", "")).strip():
        yield wrong(f"the link to {uri} has no text for screen readers (/Contents)")
    key = number(annotation.get("/StructParent"))
    element = dictionary(None if key is None else rows.get(key))
    if element.get("/S") != Name.Link:
        yield wrong(f"the link to {uri} belongs to no element")
    elif tree.links.get(annotation.objgen) != element.objgen:
        yield wrong(f"a line of the link to {uri} is not in the structure")
