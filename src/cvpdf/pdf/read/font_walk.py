"""Find the fonts that pages can use: their own, and those of form XObjects, patterns, annotations, Type 3 glyphs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pypdf import PageObject
from pypdf.generic import DictionaryObject, IndirectObject, NullObject

from cvpdf.pdf.read.facts import FontFacts
from cvpdf.pdf.read.glyph_names import names_character

_SUBSET = re.compile(r"^[A-Z]{6}\+")
_FONT_FILES = ("/FontFile", "/FontFile2", "/FontFile3")
_NAMED_ENCODINGS = {"/WinAnsiEncoding", "/MacRomanEncoding", "/MacExpertEncoding", "/StandardEncoding"}


def resolved(value: Any) -> Any:
    """Return the object behind an indirect reference, ``None`` behind a dangling one."""
    if isinstance(value, IndirectObject):
        value = value.get_object()
    return None if isinstance(value, NullObject) else value


def entry(holder: Any, key: str) -> Any:
    """Return ``holder[key]`` resolved, ``None`` if ``holder`` is not a dictionary or has no such key."""
    return resolved(holder.get(key)) if isinstance(holder, dict) else None


def items(value: Any) -> list[Any]:
    """Return the resolved elements of an array, none if ``value`` is not an array."""
    return [resolved(element) for element in value] if isinstance(value, list) else []


def fonts_of(pages: list[PageObject]) -> tuple[FontFacts, ...]:
    """Return the different fonts of the pages, in the order of their first use."""
    seen: set[int] = set()
    fonts = (_facts(font) for page in pages for holder in _roots(page) for font in _walk(holder, seen))
    return tuple(dict.fromkeys(fonts))


def _roots(page: PageObject) -> Iterator[Any]:
    yield page
    for annotation in items(entry(page, "/Annots")):
        normal = entry(entry(annotation, "/AP"), "/N")
        if isinstance(normal, dict):
            yield normal
            # An appearance with states is a dictionary of streams.
            yield from (resolved(state) for state in normal.values())


def _walk(holder: Any, seen: set[int]) -> Iterator[DictionaryObject]:
    """Yield the fonts in the resources of ``holder``. A stack, since hostile files nest deeper than Python's calls."""
    stack = [holder]
    while stack:
        resources = entry(stack.pop(), "/Resources")
        # pypdf returns the same object for the same reference, so identity shows what was visited.
        if not isinstance(resources, dict) or id(resources) in seen:
            continue
        seen.add(id(resources))
        for font in _values(entry(resources, "/Font")):
            if id(font) not in seen:
                seen.add(id(font))
                yield font
                stack.append(font)
        stack += [form for form in _values(entry(resources, "/XObject")) if entry(form, "/Subtype") == "/Form"]
        stack += _values(entry(resources, "/Pattern"))


def _values(value: Any) -> list[Any]:
    elements = [resolved(element) for element in value.values()] if isinstance(value, dict) else []
    return [element for element in elements if isinstance(element, dict)]


def _facts(font: DictionaryObject) -> FontFacts:
    subtype = str(entry(font, "/Subtype") or "?").removeprefix("/")
    described = next(iter(items(entry(font, "/DescendantFonts"))), None) if subtype == "Type0" else font
    descriptor = entry(described, "/FontDescriptor")
    name = str(entry(font, "/BaseFont") or entry(font, "/Name") or "?").removeprefix("/")
    return FontFacts(
        name=_SUBSET.sub("", name),
        subtype=subtype,
        # The glyphs of a Type 3 font are content streams of the file itself.
        embedded=subtype == "Type3" or any(entry(descriptor, key) is not None for key in _FONT_FILES),
        subset=_SUBSET.match(name) is not None,
        to_unicode=entry(font, "/ToUnicode") is not None,
        standard_encoding=_is_standard(entry(font, "/Encoding"), subtype),
    )


def _is_standard(encoding: Any, subtype: str) -> bool:
    if isinstance(encoding, str):
        return not encoding.startswith("/Identity") if subtype == "Type0" else encoding in _NAMED_ENCODINGS
    if subtype == "Type0" or not isinstance(encoding, dict):
        return False
    names = [name for name in items(entry(encoding, "/Differences")) if isinstance(name, str) and name != "/.notdef"]
    if not names:
        return entry(encoding, "/BaseEncoding") in _NAMED_ENCODINGS
    return all(names_character(name.removeprefix("/")) for name in names)
