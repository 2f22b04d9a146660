"""The smallest CV that contains each model, with ``@`` at the place of another field."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

from cvpdf.schema import entries as e
from cvpdf.schema import sections as s
from cvpdf.schema.authors import AuthorParts
from cvpdf.schema.basics import Basics, Profile
from cvpdf.schema.bibliography import Bibliography
from cvpdf.schema.design import Design, ThemeFile, Tokens
from cvpdf.schema.education import Degree, Education, Study
from cvpdf.schema.fit import Fit
from cvpdf.schema.locale import Locale
from cvpdf.schema.model import Bounded, Bullet, Highlight, Marks, Model, Named, OrText, Weighed
from cvpdf.schema.page import FontFiles, Margins, ScriptFonts
from cvpdf.schema.photo import Photo
from cvpdf.schema.publications import Publication, WorkLink
from cvpdf.schema.resume import Resume
from cvpdf.schema.variants import Bounds, CheckRule, SectionRule, TagRule, Variant
from cvpdf.schema.work_lists import Shorten, Where, WorkGroup, WorkList
from tests.support import PERSON, entry, section, work

BIB = Path(__file__).parent.parent / "bibliography" / "data" / "one.bib"

ENTRIES: dict[str, tuple[type[Model], str]] = {
    "education": (Education, "institution: U"),
    "experience": (e.Experience, "company: C\nposition: P"),
    "projects": (e.Project, "name: N"),
    "awards": (e.Award, "title: T"),
    "grants": (e.Grant, "title: T"),
    "talks": (e.Talk, "title: T"),
    "teaching": (e.Teaching, "course: C"),
    "service": (e.Service, "role: R"),
    "certificates": (e.Certificate, "name: N"),
    "volunteering": (e.Volunteering, "organization: O"),
    "custom": (e.Custom, "title: T"),
    "skills": (e.Skill, "weight: 1\nlabel: L\nkeywords: [C++, C#]"),
    "languages": (e.Language, "language: L"),
    "references": (e.Reference, "name: N"),
    "list": (e.Item, "text: T"),
}
"""The model and the required fields of an entry, for each kind of section with entries."""

SECTIONS: dict[str, type[Model]] = {
    get_args(model.model_fields["kind"].annotation)[0]: model for model in s.SectionBase.__subclasses__()
}


def _section_home(kind: str) -> str:
    needed = {"text": "text: Hello", "publications": "numbered: true"}.get(kind, "entries: []")
    return section(kind, f"{needed}\n@")


HOMES: dict[type[Model], str] = {
    Resume: PERSON + "@\n",
    Basics: PERSON + "  @\n",
    Profile: PERSON + "  profiles:\n    - network: X\n      username: ada\n      @\n",
    Photo: PERSON + "  photo:\n    file: me.jpg\n    @\n",
    Highlight: entry("awards", "title: T\nhighlights:\n  - text: Bold\n    @"),
    e.Role: entry("experience", "company: C\nroles:\n  - position: P\n    @"),
    Degree: entry("education", "institution: U\ndegrees:\n  -\n    degree: D\n    @"),
    Publication: work("@"),
    WorkLink: work("links:\n  - label: code\n    url: example.org\n    @"),
    AuthorParts: work("editors:\n  - family: Hof\n    @"),
    Bibliography: PERSON + f"bibliography:\n  - file: {BIB}\n    @\n",
    Where: section("publications", "where:\n  status: published\n  @"),
    WorkGroup: section("publications", "groups:\n  - title: G\n    @"),
    Shorten: section("publications", "shorten:\n  over: 4\n  @"),
    WorkList: section("publications", "@"),
    Variant: PERSON + "variants:\n  short:\n    extends: full\n    @\n",
    SectionRule: PERSON + "variants:\n  short:\n    limits:\n      - id: talks\n        @\n",
    Bounds: PERSON
    + "variants:\n  short:\n    limits:\n      - id: talks\n        entries:\n          max: 3\n          @\n",
    Fit: PERSON + "variants:\n  short:\n    max_pages: 1\n    fit:\n      prefer: content\n      @\n",
    CheckRule: PERSON + "checks:\n  text-missing:\n    severity: note\n    @\n",
    TagRule: PERSON + "variants:\n  short:\n    tags:\n      exclude: []\n      @\n",
    Design: PERSON + "design:\n  paper: a4\n  @\n",
    **{type(group.default): PERSON + f"design:\n  {name}:\n    @\n" for name, group in Tokens.model_fields.items()},
    FontFiles: PERSON + "design:\n  font:\n    regular: a.ttf\n    @\n",
    ScriptFonts: PERSON + "design:\n  fonts:\n    mono: Hack\n    @\n",
    Margins: PERSON + "design:\n  margins:\n    top: 20mm\n    @\n",
    Locale: PERSON + "locale:\n  language: en\n  @\n",
    **{model: _section_home(kind) for kind, model in SECTIONS.items()},
    **{model: entry(kind, f"{fields}\n@") for kind, (model, fields) in ENTRIES.items()},
}

BASES = {
    Tokens,
    ThemeFile,
    Model,
    Weighed,
    Bounded,
    Marks,
    Named,
    OrText,
    e.Period,
    e.Entry,
    s.SectionBase,
    s.Sorted,
    Bullet,
    Study,
}


def all_models(base: type[Model] = Model) -> set[type[Model]]:
    """Return every model of the schema that can occur in a file."""
    found = {base} - BASES
    return found.union(*(all_models(model) for model in base.__subclasses__()))
