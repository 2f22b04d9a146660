"""Find the streams of a PDF that nothing uses which the file shows: data that a program or a template put there."""

from __future__ import annotations

from typing import Any

import pikepdf

_USED = frozenset(
    (
        *("/Kids", "/Contents", "/Resources", "/Annots", "/AP", "/Group", "/Metadata", "/OutputIntents"),
        *("/DestOutputProfile", "/FontDescriptor", "/DescendantFonts", "/ToUnicode", "/Encoding", "/CIDToGIDMap"),
        *("/FontFile", "/FontFile2", "/FontFile3", "/CIDSet", "/SMask", "/Mask", "/Alternates", "/CS", "/G", "/TR"),
        *("/TR2", "/BG", "/BG2", "/UCR", "/UCR2", "/HT", "/Function", "/Functions", "/DecodeParms", "/JBIG2Globals"),
        "/UseCMap",
    )
)
"""Keys whose value a reader of the file uses to show it (ISO 32000-2)."""
_BY_NAME = frozenset(
    (
        *("/XObject", "/Font", "/ColorSpace", "/Pattern", "/Shading", "/ExtGState", "/Properties", "/CharProcs"),
        *("/N", "/R", "/D"),
    )
)
"""Keys of dictionaries whose entries have any name."""
_PRIVATE = "/PieceInfo"
"""Data of a drawing program, which TeX copies with a picture."""


def stray_streams(pdf: pikepdf.Pdf) -> list[int]:
    """Return the numbers of the streams that are reached from the pages by no key that shows something."""
    streams = {
        item.objgen[0]
        for item in pdf.objects
        if isinstance(item, pikepdf.Stream) and item.get("/Type") not in ("/XRef", "/ObjStm")
    }
    stack: list[tuple[str, Any]] = [("", pdf.Root.get("/Pages"))]
    stack += [(key, pdf.Root.get(key)) for key in ("/Metadata", "/OutputIntents")]
    seen: set[tuple[int, int]] = set()
    while stack:
        key, value = stack.pop()
        if not isinstance(value, pikepdf.Object):
            continue
        if value.is_indirect:
            if value.objgen in seen:
                continue
            seen.add(value.objgen)
        if isinstance(value, pikepdf.Array):
            stack += [(key, element) for element in value]
        elif isinstance(value, pikepdf.Dictionary | pikepdf.Stream):
            every = key in _BY_NAME or key == _PRIVATE
            for name, element in value.items():
                if key == _PRIVATE or name == _PRIVATE:
                    stack.append((_PRIVATE, element))
                elif every or name in _USED or name in _BY_NAME:
                    stack.append(("" if every else name, element))
    return sorted(streams - {number for number, _ in seen})
