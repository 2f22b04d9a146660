"""Read one page with pypdf: its text, its size as it is shown, its links."""

from __future__ import annotations

from typing import Any

from cvpdf.pdf.read.facts import LinkFacts, PageFacts
from cvpdf.pdf.read.font_walk import entry, items, resolved
from cvpdf.pdf.read.text_runs import Frame


def frame_of(page: Any) -> Frame:
    """Return how the page is shown: the crop box within the medium (ISO 32000-2, 14.11.2.1), the rotation, the unit."""
    left, bottom, right, top = (float(side) for side in page.cropbox)
    medium = [float(side) for side in page.mediabox]
    left, bottom = max(left, medium[0]), max(bottom, medium[1])
    right, top = max(left, min(right, medium[2])), max(bottom, min(top, medium[3]))
    quarter_turns = round(int(page.rotation or 0) / 90) % 4
    return Frame(left, bottom, right, top, quarter_turns * 90, float(entry(page, "/UserUnit") or 1))


def page_facts(page: Any, frame: Frame) -> PageFacts:
    """Return the facts that pypdf reads on a page. Raises whatever pypdf raises."""
    links: list[str] = []
    link_boxes: list[LinkFacts] = []
    for annotation in items(entry(page, "/Annots")):
        uri = entry(entry(annotation, "/A"), "/URI")
        if entry(annotation, "/Subtype") == "/Link" and uri is not None:
            links.append(_uri(uri))
            sides = items(entry(annotation, "/Rect"))
            if len(sides) == 4:
                link_boxes.append(LinkFacts(links[-1], frame.box(*(float(side) for side in sides))))
    pictures = entry(entry(page, "/Resources"), "/XObject")
    width, height = frame.size
    return PageFacts(
        text=printable(page.extract_text()),
        width=width,
        height=height,
        links=tuple(links),
        has_image=bool(pictures),
        link_boxes=tuple(link_boxes),
    )


def string(value: Any) -> str:
    """Return a text string of the file; empty if there is none."""
    value = resolved(value)
    if isinstance(value, bytes):
        value = value.decode("utf-8", "replace")
    return printable(str(value)) if value is not None else ""


def printable(text: str) -> str:
    """Return the text with surrogate pairs joined and lone ones replaced, which no terminal or JSON can print."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def _uri(value: Any) -> str:
    """Return a URI action's target; bytes beyond ASCII, which the standard forbids, are taken as UTF-8."""
    text = string(value)
    if text.isascii():
        return text
    raw = value if isinstance(value, bytes) else getattr(value, "original_bytes", b"")
    try:
        return raw.decode("utf-8") or text
    except UnicodeDecodeError:
        return text
