"""The seed CV in RenderCV's format."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import yaml

Map = dict[str, Any]


def converted(cv: str) -> str:
    """Return the text of a cv.yaml in RenderCV's format, with the same content in the same order.

    What RenderCV has no field for (advisors, a second name, remarks on works) goes into summaries and the headline.
    Marks for variants are dropped, as everything is shown. Raises KeyError for a kind of section that is not in the
    seed CV.
    """
    data = yaml.load(cv, Loader=yaml.CBaseLoader)
    basics = data["basics"]
    works = {work["key"]: work for work in data["publications"]}
    person: Map = {
        "name": basics["name"],
        "headline": " · ".join([basics["native_name"], *basics["affiliations"]]),
        "email": basics["email"],
        "website": basics["url"],
        "social_networks": [
            {
                "network": "X" if one["network"] == "Twitter/X" else one["network"],
                "username": one["username"].strip("@"),
            }
            for one in basics["profiles"]
        ],
        "sections": {one["title"]: _section(one, works, basics["name"]) for one in data["sections"]},
    }
    design = {"theme": "classic", "page": {"size": "a4"}}
    made = {"cv": person, "design": design, "locale": {"language": "english"}}
    return yaml.safe_dump(made, allow_unicode=True, sort_keys=False, width=110)


def _section(section: Map, works: Mapping[str, Map], me: str) -> list[Any]:
    match section["kind"]:
        case "text":
            return [section["text"]]
        case "skills":
            return [{"label": one["label"], "details": ", ".join(one["keywords"])} for one in section["entries"]]
        case "publications":
            status = section["filter"]["status"]
            return [_work(work, me) for work in works.values() if work.get("status", "published") == status]
        case kind:
            make = {"education": _school, "experience": _job, "projects": _project}[kind]
            return [make(one, works) for one in section["entries"]]


def _period(entry: Map) -> Map:
    made = {key: entry[key] for key in ("start_date", "end_date") if key in entry}
    found = [one["text"] if isinstance(one, dict) else one for one in entry.get("highlights", ())]
    return made | ({"highlights": found} if found else {})


def _school(entry: Map, _works: Mapping[str, Map]) -> Map:
    made = {key: entry[key] for key in ("institution", "area", "degree")}
    return made | _period(entry) | {"summary": entry["department"]}


def _job(entry: Map, _works: Mapping[str, Map]) -> Map:
    position = ", ".join(filter(None, (entry["position"], entry.get("team"))))
    return {"company": entry["company"], "position": position, **_period(entry)}


def _project(entry: Map, works: Mapping[str, Map]) -> Map:
    lines = [_venue(works[key], short=True) for key in entry["publications"]]
    if "advisors" in entry:
        lines.append(f"Advisors: {', '.join(entry['advisors'])}")
    return {"name": entry["name"], **_period(entry), "summary": " · ".join([*lines, entry["summary"]])}


def _work(work: Map, me: str) -> Map:
    made: Map = {"title": work["title"], "authors": [_author(name, me) for name in work["authors"]]}
    made |= {"journal": _venue(work, short=False), "date": int(work["date"])}
    if "arxiv" in work:
        made["url"] = f"https://arxiv.org/abs/{work['arxiv']}"
    return made | ({"summary": work["note"]} if "note" in work else {})


def _author(name: str, me: str) -> str:
    """Return an author with the owner of the CV in bold; a star is escaped, lest it begin or end emphasis."""
    bare = name.rstrip("*")
    stars = "\\*" * (len(name) - len(bare))
    return f"**{bare}**{stars}" if bare == me else f"{bare}{stars}"


def _venue(work: Map, short: bool) -> str:
    if "venue" not in work:
        return f"arXiv:{work['arxiv']}"
    return str(work["venue_short"]) if short else f"{work['venue']} ({work['venue_short']})"
