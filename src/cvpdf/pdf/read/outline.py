"""Read the outline of a PDF (the bookmarks that readers show beside the pages) as a flat list."""

from __future__ import annotations

from typing import Any

import pikepdf

from cvpdf.pdf.read.facts import OutlineEntry, OutlineTarget

MAX_ENTRIES = 20_000
"""No document has more, but a damaged one could seem to."""


def entries(pdf: pikepdf.Pdf) -> tuple[OutlineEntry, ...]:
    """Return the entries in the order in which they are shown. Raises :class:`ValueError` if they form a loop."""
    root = pdf.Root.get("/Outlines")
    if not isinstance(root, pikepdf.Dictionary):
        return ()
    targets = _Targets(pdf)
    result: list[OutlineEntry] = []
    seen: set[tuple[int, int]] = set()
    stack: list[tuple[Any, int]] = [(root.get("/First"), 1)]
    while stack and len(result) < MAX_ENTRIES:
        item, level = stack.pop()
        if not isinstance(item, pikepdf.Dictionary):
            continue
        if item.is_indirect:
            if item.objgen in seen:
                raise ValueError("an entry appears twice")
            seen.add(item.objgen)
        title = item.get("/Title")
        result.append(OutlineEntry(str(title) if title is not None else "", level, targets.of(item)))
        stack += [(item.get("/Next"), level), (item.get("/First"), level + 1)]
    return tuple(result)


class _Targets:
    """Finds out where entries lead."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self._page_ids = {page.objgen for page in pdf.pages}
        self._named = pdf.Root.get("/Dests")
        tree = names.get("/Dests") if isinstance(names := pdf.Root.get("/Names"), pikepdf.Dictionary) else None
        # Repair would change the tree that is read. Without it, a damaged tree may raise at any look-up.
        self._tree = pikepdf.NameTree(tree, auto_repair=False) if isinstance(tree, pikepdf.Dictionary) else None

    def of(self, item: Any) -> OutlineTarget:
        target, action = item.get("/Dest"), item.get("/A")
        if target is None and isinstance(action, pikepdf.Dictionary):
            if action.get("/S") != "/GoTo":
                return "elsewhere"
            target = action.get("/D")
            if target is None:
                return "nowhere"
        if target is None:
            return "none"
        return "page" if self._resolves(target) else "nowhere"

    def _resolves(self, target: Any) -> bool:
        if isinstance(target, pikepdf.String) and self._tree is not None:
            target = self._tree.get(str(target))
        elif isinstance(target, pikepdf.Name) and isinstance(self._named, pikepdf.Dictionary):
            target = self._named.get(str(target))
        if isinstance(target, pikepdf.Dictionary):
            target = target.get("/D")
        if not isinstance(target, pikepdf.Array) or not len(target):
            return False
        page = target[0]
        return isinstance(page, pikepdf.Object) and page.objgen in self._page_ids
