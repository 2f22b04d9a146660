"""The names and dates of CSL-JSON."""

from __future__ import annotations

import re

from cvpdf.source import nodes
from cvpdf.source.nodes import Text

_PARTS = {"given": "given", "family": "family", "suffix": "suffix", "literal": "group", "name": "group"}
_SEASONS = ("Spring", "Summer", "Autumn", "Winter")


def first(value: nodes.Node) -> Text | None:
    """Return a text; of a list, as Crossref has it, the first one."""
    if isinstance(value, nodes.Sequence) and value:
        value = value[0]
    return value if isinstance(value, Text) else None


def author(person: nodes.Mapping) -> nodes.Mapping | None:
    """Return a name in parts."""
    name = nodes.Mapping(person.span)
    for csl, part in _PARTS.items():
        if (text := first(person.get(csl))) is not None and text.strip() and part not in name:
            name[part], name.key_spans[part] = Text(text.strip(), text.span, quoted=True), person.key_spans[csl]
    particles = [
        text
        for csl in ("dropping-particle", "non-dropping-particle")
        if (text := first(person.get(csl))) is not None and text.strip()
    ]
    if "family" not in name:
        return _lone(name)
    if particles:
        name["particle"] = Text(" ".join(text.strip() for text in particles), particles[0].span, quoted=True)
        name.key_spans["particle"] = particles[0].span or person.span
    name.pop("group", None)
    orcid = first(person.get("ORCID"))
    if orcid is not None and (number := re.search(r"\d{4}-\d{4}-\d{4}-\d{3}[\dX]", orcid)):
        name["orcid"], name.key_spans["orcid"] = Text(number[0], orcid.span, quoted=True), person.key_spans["ORCID"]
    return name


def _lone(name: nodes.Mapping) -> nodes.Mapping | None:
    """Return a name without a family name: that of a group, or of a person with one name."""
    if "group" in name:
        for part in name.keys() - {"group"}:
            del name[part]
        return name
    if "given" not in name:
        return None
    name["family"], name.key_spans["family"] = name.pop("given"), name.key_spans.pop("given")
    return name


def date(value: nodes.Mapping) -> Text | None:
    """Return a date of CSL as it would be typed."""
    parts = value.get("date-parts")
    days = [day for day in parts if isinstance(day, nodes.Sequence) and _day(day)] if isinstance(parts, list) else []
    season = first(value.get("season"))
    if days:
        span = days[0].span
        begin, end = _day(days[0]), _day(days[-1])
        if begin[:4] != end[:4]:
            return Text(f"{begin[:4]}–{end[:4]}", span, quoted=True)
        if season is not None and len(begin) == 4:
            name = _SEASONS[int(season) - 1] if season in ("1", "2", "3", "4") else season
            return Text(f"{name} {begin}", span, quoted=True)
        return Text(begin, span, quoted=True)
    text = first(value.get("raw")) or first(value.get("literal"))
    return Text(text.strip(), text.span, quoted=True) if text is not None and text.strip() else None


def _day(parts: nodes.Sequence) -> str:
    """Return `2024-05-03` of `[2024, 5, 3]`; empty if the year is missing."""
    texts = [str(part).strip() for part in parts[:3] if isinstance(part, Text)]
    if not texts or not re.fullmatch(r"\d{4}", texts[0]):
        return ""
    valid = [texts[0]]
    for text in texts[1:]:
        if not re.fullmatch(r"0?[1-9]|[1-3]\d", text):
            break
        valid.append(text.zfill(2))
    return "-".join(valid)
