"""The sections of a CV: a union with ``kind`` as discriminator."""

from typing import Annotated, Any, Literal, Self, get_args

from pydantic import (
    Discriminator,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    Tag,
    TypeAdapter,
    field_validator,
    model_validator,
)
from pydantic_core import CoreSchema, PydanticKnownError, core_schema

from cvpdf.schema import entries as e
from cvpdf.schema.education import Education
from cvpdf.schema.model import Bounded, Model, Weighed
from cvpdf.schema.values.prose_fields import Paragraphs
from cvpdf.schema.values.text import Flag, Key, Line
from cvpdf.schema.values.value import JsonSchema, fault
from cvpdf.schema.work_lists import WorkList


class SectionBase(Weighed, Bounded):
    """The fields that all sections share."""

    title: Line
    """Heading."""
    id: Key | None = None
    """Name by which variants refer to the section. The default is its kind."""
    tags: tuple[Key, ...] = ()
    """Words by which variants include or exclude the section. Without tags it may always be shown."""
    hide: Flag = Flag("false")
    """Never show the section."""
    page_break: Literal["before", "avoid"] | None = None
    """`before` starts a new page; `avoid` keeps the section on one page if it fits."""
    kind: str
    """Kind of the section."""
    intro: Paragraphs = ()
    """Words below the heading, before the entries: paragraphs and lists; inline Markdown."""


class Sorted(Model):
    """The order of entries that have dates."""

    sort: Literal["date", "-date"] | None = None
    """`date` prints the newest first, `-date` the oldest; undated ones come last. Default: as in the file."""


class EducationSection(Sorted, SectionBase):
    """Degrees and other education."""

    kind: Literal["education"]
    entries: tuple[Education, ...]
    """Degrees, newest first."""


class ExperienceSection(Sorted, SectionBase):
    """Jobs."""

    kind: Literal["experience"]
    entries: tuple[e.Experience, ...]
    """Jobs, newest first."""


class ProjectsSection(Sorted, SectionBase):
    """Projects."""

    kind: Literal["projects"]
    entries: tuple[e.Project, ...]
    """Projects."""


class AwardsSection(Sorted, SectionBase):
    """Awards."""

    kind: Literal["awards"]
    entries: tuple[e.Award, ...]
    """Awards."""


class GrantsSection(Sorted, SectionBase):
    """Grants."""

    kind: Literal["grants"]
    entries: tuple[e.Grant, ...]
    """Grants."""


class TalksSection(Sorted, SectionBase):
    """Talks."""

    kind: Literal["talks"]
    entries: tuple[e.Talk, ...]
    """Talks."""


class TeachingSection(Sorted, SectionBase):
    """Courses taught."""

    kind: Literal["teaching"]
    entries: tuple[e.Teaching, ...]
    """Courses."""


class ServiceSection(Sorted, SectionBase):
    """Academic or professional service."""

    kind: Literal["service"]
    entries: tuple[e.Service, ...]
    """Tasks and offices."""


class CertificatesSection(Sorted, SectionBase):
    """Certificates."""

    kind: Literal["certificates"]
    entries: tuple[e.Certificate, ...]
    """Certificates."""


class VolunteeringSection(Sorted, SectionBase):
    """Volunteer work."""

    kind: Literal["volunteering"]
    entries: tuple[e.Volunteering, ...]
    """Volunteer positions."""


class CustomSection(Sorted, SectionBase):
    """Entries of any other kind."""

    kind: Literal["custom"]
    entries: tuple[e.Custom, ...]
    """Entries."""


class SkillsSection(SectionBase):
    """Skills in groups, one line for each group."""

    kind: Literal["skills"]
    entries: tuple[e.Skill, ...]
    """Skills, or groups of skills."""

    @field_validator("entries")
    @classmethod
    def _join_plain_texts(cls, entries: tuple[e.Skill, ...]) -> tuple[e.Skill, ...]:
        """Return the entries with plain texts in a row joined into one line."""
        joined: list[e.Skill] = []
        for entry in entries:
            if joined and all(skill.model_fields_set == {"keywords"} for skill in (joined[-1], entry)):
                joined[-1] = e.Skill.model_validate({"keywords": (*joined[-1].keywords, *entry.keywords)})
            else:
                joined.append(entry)
        return tuple(joined)


class LanguagesSection(SectionBase):
    """Languages you speak, all on one line; limited space drops the section as a whole."""

    kind: Literal["languages"]
    entries: tuple[e.Language, ...]
    """Languages."""


class ReferencesSection(SectionBase):
    """People who can recommend you."""

    kind: Literal["references"]
    entries: tuple[e.Reference, ...]
    """References."""


class TextSection(SectionBase):
    """Paragraphs of text."""

    kind: Literal["text"]
    text: Paragraphs
    """Text of the section; inline Markdown. A blank line starts a new paragraph, `- ` and `1. ` an item of a list."""


class ListSection(SectionBase):
    """Plain items: bullets, numbers, or one line."""

    kind: Literal["list"]
    style: Literal["bullets", "numbers", "line"] = "bullets"
    """`line` prints all items on one line, with dots between; limited space then drops the section as a whole."""
    entries: e.Items
    """Items: texts, or mappings with `text`."""


class PublicationsSection(WorkList, SectionBase):
    """A list of the publications in the top-level `publications`."""

    kind: Literal["publications"]
    sort: Literal["date", "-date", "type", "title", "file"] | None = None
    """`date` prints the newest first, `-date` the oldest; undated ones come last. `type` and `title` keep the order of
    the file among equals. Default: as in the file."""
    group_by: Literal["type", "status", "year"] | None = None
    """Group the works under subheadings: by what they are, how far they have come, or the year, also in free text."""

    @model_validator(mode="after")
    def _grouped_once(self) -> Self:
        if self.group_by is not None and self.groups is not None:
            raise fault("given-twice", "`group_by` and `groups` are both given", "remove one of them", "group_by")
        if self.prefix == "true" and self.group_by != "type":
            message = "`prefix: true` needs `group_by: type`"
            raise fault("bad-choice", message, "write the letters, such as `prefix: J`", "prefix")
        return self


def is_one_block(section: SectionBase) -> bool:
    """Return whether a section is shown as a whole: running text, or entries on one line."""
    is_line = isinstance(section, LanguagesSection) or (isinstance(section, ListSection) and section.style == "line")
    return is_line or isinstance(section, TextSection)


def _kind(data: Any) -> str | None:
    """Return the kind of a section, which is a mapping before validation and a model after it."""
    kind = data.get("kind") if isinstance(data, dict) else getattr(data, "kind", None)
    return str(kind) if isinstance(kind, str) else None


class _ByKind:
    """Validates a section by the model of its kind.

    pydantic's own union does the same, but builds the validators of all kinds before it validates one.
    """

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Return a schema that validates with the model of the kind; pydantic adopts the errors of that model."""
        models = {tag.tag: model for model, tag in map(get_args, get_args(source))}

        def validate(data: Any) -> Any:
            kind = _kind(data)
            if kind is None:
                raise PydanticKnownError("union_tag_not_found", {"discriminator": "kind"})
            if kind not in models:
                raise PydanticKnownError(
                    "union_tag_invalid", {"discriminator": "kind", "tag": kind, "expected_tags": ", ".join(models)}
                )
            return models[kind].model_validate(data)

        return core_schema.no_info_plain_validator_function(validate)

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchema:
        """Return the JSON Schema of pydantic's own union."""
        return handler(TypeAdapter(Annotated[_Sections, Discriminator(_kind)]).core_schema)


_Sections = (
    Annotated[EducationSection, Tag("education")]
    | Annotated[ExperienceSection, Tag("experience")]
    | Annotated[ProjectsSection, Tag("projects")]
    | Annotated[PublicationsSection, Tag("publications")]
    | Annotated[SkillsSection, Tag("skills")]
    | Annotated[TextSection, Tag("text")]
    | Annotated[ListSection, Tag("list")]
    | Annotated[AwardsSection, Tag("awards")]
    | Annotated[GrantsSection, Tag("grants")]
    | Annotated[TalksSection, Tag("talks")]
    | Annotated[TeachingSection, Tag("teaching")]
    | Annotated[ServiceSection, Tag("service")]
    | Annotated[CertificatesSection, Tag("certificates")]
    | Annotated[LanguagesSection, Tag("languages")]
    | Annotated[VolunteeringSection, Tag("volunteering")]
    | Annotated[ReferencesSection, Tag("references")]
    | Annotated[CustomSection, Tag("custom")]
)

Section = Annotated[_Sections, _ByKind()]
"""Any section."""

KINDS: tuple[str, ...] = tuple(tag.tag for tag in (get_args(member)[1] for member in get_args(get_args(Section)[0])))
"""The names of all kinds."""
