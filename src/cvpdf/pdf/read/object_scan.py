"""Scan every object of a PDF, whether a page uses it or not, for text, active content and attachments."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import pikepdf

from cvpdf.pdf.read.facts import FileText
from cvpdf.pdf.read.picture_metadata import revealed

MAX_STREAM = 50_000_000
"""Bytes of a stream that are scanned; a stream can unpack to a thousand times its size."""
MAX_TOTAL = 200_000_000
"""Bytes of all streams together that are scanned."""
_PIECE = 512
"""Bytes that are unpacked at once."""
_SHORTEST = 4
"""Shorter strings cannot contain a path or a name."""

ACTIONS = frozenset(
    {"/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/Rendition", "/Movie", "/Sound", "/RichMediaExecute"}
)
ANNOTATIONS = frozenset({"/RichMedia", "/Movie", "/Sound", "/Screen", "/3D"})

_BODY = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)
_ASCII = re.compile(rb"[\x20-\x7e\t]{6,}")
_UTF_16 = re.compile(rb"(?:\x00[\x20-\x7e]){5,}|(?:[\x20-\x7e]\x00){5,}")
_FONTS = (b"\0\1\0\0", b"OTTO", b"true", b"ttcf")
"""The first bytes of fonts with a table of names, which are in UTF-16."""


@dataclass(slots=True)
class ObjectScan:
    """The result of a scan."""

    texts: list[FileText] = field(default_factory=list)
    active: dict[str, None] = field(default_factory=dict)
    attachments: dict[str, None] = field(default_factory=dict)
    revealed: dict[str, None] = field(default_factory=dict)
    """What the metadata of pictures reveal."""
    problems: list[str] = field(default_factory=list)
    scanned: int = 0
    """Bytes of streams."""


def scan_objects(pdf: pikepdf.Pdf) -> ObjectScan:
    """Return what every object contains. Nothing is raised except :class:`MemoryError`."""
    scan = ObjectScan()
    for item in pdf.objects:
        if not isinstance(item, pikepdf.Object):
            continue
        number = str(item.objgen[0])
        try:
            _visit(item, number, scan)
            if isinstance(item, pikepdf.Stream) and item.get("/Type") != "/XRef":
                data = _unpacked(item)[: max(0, MAX_TOTAL - scan.scanned)]
                scan.scanned += len(data)
                what = "the XMP metadata" if item.get("/Type") == "/Metadata" else f"the stream of object {number}"
                scan.texts.append(FileText(what, readable_text(data)))
                if data.startswith(b"\xff\xd8"):
                    scan.revealed |= dict.fromkeys(revealed(data))
        except MemoryError:
            raise
        except Exception as problem:
            scan.problems.append(f"object {number}: {problem or type(problem).__name__}")
    return scan


def between_objects(data: bytes) -> Iterator[FileText]:
    """Yield the text outside of streams and, if the file was changed later, in the streams of earlier revisions."""
    yield FileText("the file outside of streams", readable_text(_BODY.sub(b"", data)))
    if data.count(b"startxref") > 1:
        total = 0
        for match in _BODY.finditer(data):
            body = _inflated(match[1])[: max(0, MAX_TOTAL - total)]
            total += len(body)
            yield FileText(f"the stream at byte {match.start()}", readable_text(body))


def readable_text(data: bytes) -> str:
    """Return the text in bytes: all of it if they are UTF-8, else every run of ASCII, also as UTF-16."""
    if b"\0" not in data:
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError:
            pass
    runs = _ASCII.findall(data)
    if data.startswith(_FONTS) or data.count(b"\0") > len(data) // 8:
        runs += [run.replace(b"\0", b"") for run in _UTF_16.findall(data)]
    return b"\n".join(runs).decode("ascii")


def _visit(item: Any, number: str, scan: ObjectScan) -> None:
    """Scan an object and everything written inside of it. A stack, since hostile files nest deep."""
    stack: list[tuple[str, Any]] = [("", item)]
    while stack:
        key, value = stack.pop()
        if isinstance(value, pikepdf.String):
            if len(text := _text(value)) >= _SHORTEST:
                scan.texts.append(FileText(f"{key} of object {number}".lstrip(), text))
        elif isinstance(value, pikepdf.Array):
            stack += [(key, element) for element in value if _is_direct(element)]
        elif isinstance(value, pikepdf.Dictionary | pikepdf.Stream):
            # Each access through pikepdf is a call into C++; this makes one for all entries.
            entries = dict(value.items())
            _note_features(entries, number, scan)
            stack += [(name, element) for name, element in entries.items() if _is_direct(element)]


def _is_direct(element: Any) -> bool:
    """Whether a value is written here, and is not a reference to an object that is scanned anyway."""
    return isinstance(element, pikepdf.Object) and not element.is_indirect


def _note_features(holder: Mapping[str, Any], number: str, scan: ObjectScan) -> None:
    """Note active content and attachments. Resources may use any name as a key, so values are checked as well."""
    action, subtype = _name(holder.get("/S")), _name(holder.get("/Subtype"))
    if action in ACTIONS:
        scan.active[action[1:]] = None
    elif isinstance(holder.get("/JS"), pikepdf.String | pikepdf.Stream):
        scan.active["JavaScript"] = None
    if subtype in ANNOTATIONS and "/Rect" in holder:
        scan.active[f"{subtype[1:]} annotation"] = None
    if "/XFA" in holder and "/Fields" in holder:
        scan.active["XFA form"] = None
    automatic = holder.get("/AA")
    if isinstance(automatic, pikepdf.Dictionary) and any(_is_action(value) for _, value in automatic.items()):
        scan.active["automatic action"] = None
    embedded = holder.get("/EF")
    if isinstance(embedded, pikepdf.Dictionary) and any(key in embedded for key in ("/F", "/UF")):
        name = holder.get("/UF") or holder.get("/F")
        scan.attachments[_text(name) if isinstance(name, pikepdf.String) else f"object {number}"] = None
    elif subtype == "/FileAttachment" and "/Rect" in holder and not isinstance(holder.get("/FS"), pikepdf.Dictionary):
        scan.attachments[f"object {number}"] = None


def _is_action(value: Any) -> bool:
    return isinstance(value, pikepdf.Dictionary) and bool(_name(value.get("/S")))


def _name(value: Any) -> str:
    return str(value) if isinstance(value, pikepdf.Name) else ""


def _text(value: Any) -> str:
    try:
        return str(value)
    except UnicodeError:
        return bytes(value).decode("latin-1")


def _unpacked(stream: Any) -> bytes:
    """Return a stream's content. Of pictures, only those that are files of their own, such as a JPEG."""
    filters = stream.get("/Filter")
    if _name(stream.get("/Subtype")) == "/Image":
        packed = filters is not None and ("JPXDecode" in repr(filters) or "DCTDecode" in repr(filters))
        return bytes(stream.read_raw_bytes())[:MAX_STREAM] if packed else b""
    if filters is None:
        return bytes(stream.read_raw_bytes())[:MAX_STREAM]
    if _name(filters) == "/FlateDecode" and stream.get("/DecodeParms") is None:
        return _inflated(stream.read_raw_bytes())
    try:
        return bytes(stream.read_bytes())[:MAX_STREAM]
    except pikepdf.DataDecodingError:  # a filter that qpdf does not know
        return bytes(stream.read_raw_bytes())[:MAX_STREAM]


def _inflated(data: bytes) -> bytes:
    """Return as much as can be unpacked, piece by piece, since an error loses the output of its piece."""
    machine, result = zlib.decompressobj(), bytearray()
    with suppress(zlib.error):
        for start in range(0, len(data), _PIECE):
            result += machine.decompress(data[start : start + _PIECE])
            if machine.eof or len(result) >= MAX_STREAM:
                break
    return bytes(result[:MAX_STREAM])
