"""A hash of all that the facts about a page depend on, so that no page need be read twice.

After a small change most pages of a CV are what they were: the same content stream, fonts and links. What a reader
makes of such a page cannot be anything else than before.
"""

from __future__ import annotations

from hashlib import blake2b
from typing import Any

from cvpdf.pdf.read.font_walk import entry, items

_DEPENDS_ON = ("/Contents", "/CropBox", "/MediaBox", "/Resources", "/Rotate", "/UserUnit")
"""What of a page decides about its text and its size (ISO 32000-2, 7.7.3.3). What it has inherited is there too, as
pypdf hands that down.
"""

_SIZE = 16
"""Bytes of a hash: with so many no two pages ever have the same by chance."""


class PageDigests:
    """Hashes pages of one file, each object of which is hashed once."""

    def __init__(self) -> None:
        from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, StreamObject

        self._reference, self._dictionary, self._array, self._stream = (
            IndirectObject,
            DictionaryObject,
            ArrayObject,
            StreamObject,
        )
        self._holders = (IndirectObject, DictionaryObject, ArrayObject)
        self._known: dict[tuple[int, int], bytes] = {}
        self._open: set[tuple[int, int]] = set()
        """The objects that are being hashed; one of them inside itself would have no end."""

    def of(self, page: Any) -> bytes | None:
        """Return the hash of a page of pypdf's; ``None`` if it has none. Raises what pypdf raises."""
        parts: list[bytes] = []
        self._open.clear()
        try:
            for key in _DEPENDS_ON:
                parts.append(key.encode())
                self._write(page.get(key), parts)
            for annotation in items(entry(page, "/Annots")):
                self._write_link(annotation, parts)
        except _CyclicError:
            return None
        return _hash(parts)

    def _write_link(self, annotation: Any, parts: list[bytes]) -> None:
        """Add what :func:`.page_facts` asks of an annotation; its page leads to all the rest."""
        uri = entry(entry(annotation, "/A"), "/URI")
        for value in (entry(annotation, "/Subtype"), uri, getattr(uri, "original_bytes", None)):
            parts.append(repr(value).encode("utf-8", "surrogatepass"))
        parts.append(repr(items(entry(annotation, "/Rect"))).encode("utf-8", "surrogatepass"))

    def _write(self, value: Any, parts: list[bytes]) -> None:
        """Add an object, written out, with the hashes of those that it refers to."""
        if isinstance(value, self._reference):
            parts.append(self._referred(value))
        elif isinstance(value, self._dictionary):
            parts.append(b"<<")
            for name in sorted(value):
                parts.append(repr(name).encode())
                self._write(value.get(name), parts)
            parts.append(b">>")
            if isinstance(value, self._stream):
                # As it is packed: to unpack a picture may take a second, and how it is packed stands in the dictionary.
                data = bytes(value._data)
                parts += b"stream %d " % len(data), data
        elif isinstance(value, self._array) and any(isinstance(element, self._holders) for element in value):
            parts.append(b"[")
            for element in value:
                self._write(element, parts)
            parts.append(b"]")
        else:
            # A name and a string may look alike.
            parts += type(value).__name__.encode(), repr(value).encode("utf-8", "surrogatepass")

    def _referred(self, reference: Any) -> bytes:
        key = reference.idnum, reference.generation
        if key in self._open:
            raise _CyclicError
        if key not in self._known:
            self._open.add(key)
            parts: list[bytes] = []
            self._write(reference.get_object(), parts)
            self._known[key] = _hash(parts)
            self._open.remove(key)
        return self._known[key]


class _CyclicError(Exception):
    """An object holds itself."""


def _hash(parts: list[bytes]) -> bytes:
    return blake2b(b"\0".join(parts), digest_size=_SIZE).digest()
