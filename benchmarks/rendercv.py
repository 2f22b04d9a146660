"""RenderCV beside cvpdf: the seed CV in its format, and the task that makes one PDF of it.

RenderCV typesets with Typst and does not check its PDF. It has no variants; the PDF corresponds to `full`.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml
from benchmarks.timing import Task, run
from benchmarks.workloads import Bench, Editor, bullets, word_to_change

ONLY_PDF = ("--dont-generate-markdown", "--dont-generate-html", "--dont-generate-png")

Map = dict[str, Any]


def converted(cv: str) -> str:
    """Return the text of a cv.yaml in RenderCV's format, with the same content in the same order.

    What RenderCV has no field for (advisors, a second name, notes on publications) becomes part of summaries and of
    the headline. Marks for variants are dropped, since everything is shown. Raises KeyError for a kind of section that
    the seed CV does not contain.
    """
    data = yaml.load(cv, Loader=yaml.CBaseLoader)
    basics = data["basics"]
    works = {work["key"]: work for work in data["publications"]}
    person: Map = {
        "name": basics["name"],
        "headline": " · ".join([basics["native_name"], *basics["affiliations"]]),
        "email": basics["email"],
        "website": basics["url"],
        "social_networks": [_profile(profile) for profile in basics["profiles"]],
        "sections": {section["title"]: _section(section, works, basics["name"]) for section in data["sections"]},
    }
    design = {"theme": "classic", "page": {"size": "a4"}}
    document = {"cv": person, "design": design, "locale": {"language": "english"}}
    return yaml.safe_dump(document, allow_unicode=True, sort_keys=False, width=110)


def converted_works(cv: str) -> str:
    """Return the text of a cv.yaml of :mod:`benchmarks.publications` in RenderCV's format."""
    data = yaml.load(cv, Loader=yaml.CBaseLoader)
    basics = data["basics"]
    jobs = [_job(job, {}) for section in data["sections"] for job in section.get("entries", ())]
    works = [_listed(work, basics["name"]) for work in data["publications"]]
    person = {
        "name": basics["name"],
        "email": basics["email"],
        "sections": {"Experience": jobs, "Publications": works},
    }
    document = {"cv": person, "design": {"theme": "classic", "page": {"size": "a4"}}}
    return yaml.safe_dump(document, allow_unicode=True, sort_keys=False, width=110)


def _listed(work: Map, me: str) -> Map:
    fields: Map = {"title": work["title"], "authors": [_author(name, me) for name in work["authors"]]}
    fields |= {"journal": work.get("venue") or f"arXiv:{work['arxiv']}", "date": int(work["date"])}
    return fields | ({"doi": work["doi"]} if "doi" in work else {})


def _profile(profile: Map) -> Map:
    network = "X" if profile["network"] == "Twitter/X" else profile["network"]
    return {"network": network, "username": profile["username"].strip("@")}


def _section(section: Map, works: Mapping[str, Map], me: str) -> list[Any]:
    match section["kind"]:
        case "text":
            return [section["text"]]
        case "skills":
            return [{"label": skill["label"], "details": ", ".join(skill["keywords"])} for skill in section["entries"]]
        case "publications":
            status = section["where"]["status"]
            return [_work(work, me) for work in works.values() if work.get("status", "published") == status]
        case kind:
            convert = {"education": _school, "experience": _job, "projects": _project}[kind]
            return [convert(entry, works) for entry in section["entries"]]


def _period(entry: Map) -> Map:
    """Return the dates and the bullets of an entry."""
    dates = {key: entry[key] for key in ("start_date", "end_date") if key in entry}
    highlights = list(bullets({"highlights": entry.get("highlights", ())}))
    return dates | ({"highlights": highlights} if highlights else {})


def _school(entry: Map, _works: Mapping[str, Map]) -> Map:
    fields = {key: entry[key] for key in ("institution", "area", "degree")}
    return fields | _period(entry) | {"summary": entry["department"]}


def _job(entry: Map, _works: Mapping[str, Map]) -> Map:
    position = ", ".join(filter(None, (entry["position"], entry.get("team"))))
    return {"company": entry["company"], "position": position, **_period(entry)}


def _project(entry: Map, works: Mapping[str, Map]) -> Map:
    lines = [_venue(works[key], short=True) for key in entry["publications"]]
    if "advisors" in entry:
        lines.append(f"Advisors: {', '.join(entry['advisors'])}")
    return {"name": entry["name"], **_period(entry), "summary": " · ".join([*lines, entry["summary"]])}


def _work(work: Map, me: str) -> Map:
    fields: Map = {"title": work["title"], "authors": [_author(name, me) for name in work["authors"]]}
    fields |= {"journal": _venue(work, short=False), "date": int(work["date"])}
    if "arxiv" in work:
        fields["url"] = f"https://arxiv.org/abs/{work['arxiv']}"
    return fields | ({"summary": work["note"]} if "note" in work else {})


def _author(name: str, me: str) -> str:
    """Return an author with the owner of the CV in bold; a star is escaped, since it would mark emphasis."""
    bare = name.rstrip("*")
    stars = "\\*" * (len(name) - len(bare))
    return f"**{bare}**{stars}" if bare == me else f"{bare}{stars}"


def _venue(work: Map, short: bool) -> str:
    if "venue" not in work:
        return f"arXiv:{work['arxiv']}"
    return str(work["venue_short"]) if short else f"{work['venue']} ({work['venue_short']})"


def edited_render(bench: Bench, cv: str | None = None) -> Task:
    """Return a task that makes RenderCV's PDF after the same edit, and nothing else. One run has come before.

    ``cv`` is a cv.yaml of :mod:`benchmarks.publications`; without it, the CV is the seed CV.
    """
    assert bench.rendercv is not None
    folder = bench.new_folder("rendercv", converted(bench.cv) if cv is None else converted_works(cv))
    file = folder / "cv.yaml"
    editor = Editor(file, word_to_change(cv or bench.cv, file.read_text("utf-8")))
    command = (str(Path(bench.rendercv).absolute()), "render", file.name, *ONLY_PDF)
    run(Task(command, folder))
    [pdf] = (folder / "rendercv_output").glob("*.pdf")
    return Task(command, folder, editor.edit, lambda: editor.check(pdf))
