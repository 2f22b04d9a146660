"""What lists print of publications as plain text."""

from __future__ import annotations

from textwrap import dedent

from cvpdf.render.content.blocks import Work
from cvpdf.render.content.walk import walk
from tests.render.rendering import selection_of


def works(snippet: str, style: str = "venue-first", options: str = "") -> dict[str, Work]:
    """Return the publications of a snippet of cv.yaml as a list prints them, by key."""
    basics = "" if "basics:" in snippet else "basics: {name: Tess Hof}\n"
    more = f"design: {{publications: {{style: {style}}}}}\nsections: [{{kind: publications, title: P, {options}}}]\n"
    content = walk(selection_of(f"{basics}{dedent(snippet)}\n{more}"))
    found = (work for group in content.sections[0].groups for work in group.works)
    return {str(work.source.key): work for work in found}


def text_of(work: Work) -> str:
    """Return a publication as plain text, with its addresses at the end."""
    parts = ("".join(phrase.text for phrase in part.phrases) + " " * part.space for part in work.parts)
    text = " ".join(filter(None, ("".join(parts), " · ".join(phrase.text for phrase in work.links))))
    return text.replace("\u00a0", " ")


def printed(snippet: str, style: str = "venue-first", options: str = "") -> dict[str, str]:
    """Return the publications of a snippet of cv.yaml as plain text, by key."""
    return {key: text_of(work) for key, work in works(snippet, style, options).items()}
