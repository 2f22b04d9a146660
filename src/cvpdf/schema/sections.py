"""The sections of a CV: a union told apart by ``kind``."""

from typing import Annotated, Any, Literal, get_args

from pydantic import Discriminator, GetCoreSchemaHandler, GetJsonSchemaHandler, Tag, TypeAdapter
from pydantic_core import CoreSchema, PydanticKnownError, core_schema

from cvpdf.schema import entries as e
from cvpdf.schema.model import Bounded, Model, Weighed
from cvpdf.schema.text import Flag, JsonSchema, Key, Line, Paragraphs, number


class SectionBase(Weighed, Bounded):
    """What all sections have."""

    title: Line
    """The heading."""
    id: Key | None = None
    """The name by which variants refer to the section; without it, its kind."""
    tags: tuple[Key, ...] = ()
    """Words by which variants include or exclude the section."""
    hide: Flag = Flag("false")
    """Never shown."""
    page_break: Literal["before", "avoid"] | None = None
    """`before` begins a new page; `avoid` keeps the section on one page if it fits on one."""


class EducationSection(SectionBase):
    """Degrees."""

    kind: Literal["education"]
    """The kind of section."""
    entries: tuple[e.Education, ...]
    """Degrees, newest first."""


class ExperienceSection(SectionBase):
    """Jobs."""

    kind: Literal["experience"]
    """The kind of section."""
    entries: tuple[e.Experience, ...]
    """Jobs, newest first."""


class ProjectsSection(SectionBase):
    """Projects."""

    kind: Literal["projects"]
    """The kind of section."""
    entries: tuple[e.Project, ...]
    """Projects."""


class AwardsSection(SectionBase):
    """Awards."""

    kind: Literal["awards"]
    """The kind of section."""
    entries: tuple[e.Award, ...]
    """Awards."""


class GrantsSection(SectionBase):
    """Grants."""

    kind: Literal["grants"]
    """The kind of section."""
    entries: tuple[e.Grant, ...]
    """Grants."""


class TalksSection(SectionBase):
    """Talks."""

    kind: Literal["talks"]
    """The kind of section."""
    entries: tuple[e.Talk, ...]
    """Talks."""


class TeachingSection(SectionBase):
    """Courses taught."""

    kind: Literal["teaching"]
    """The kind of section."""
    entries: tuple[e.Teaching, ...]
    """Courses."""


class ServiceSection(SectionBase):
    """Academic or professional service."""

    kind: Literal["service"]
    """The kind of section."""
    entries: tuple[e.Service, ...]
    """Services."""


class CertificatesSection(SectionBase):
    """Certificates."""

    kind: Literal["certificates"]
    """The kind of section."""
    entries: tuple[e.Certificate, ...]
    """Certificates."""


class VolunteeringSection(SectionBase):
    """Unpaid work."""

    kind: Literal["volunteering"]
    """The kind of section."""
    entries: tuple[e.Volunteering, ...]
    """Engagements."""


class CustomSection(SectionBase):
    """Anything else that has entries."""

    kind: Literal["custom"]
    """The kind of section."""
    entries: tuple[e.Custom, ...]
    """Entries."""


class SkillsSection(SectionBase):
    """Skills, a group a line."""

    kind: Literal["skills"]
    """The kind of section."""
    entries: tuple[e.Skill, ...]
    """Groups of skills."""


class LanguagesSection(SectionBase):
    """Natural languages."""

    kind: Literal["languages"]
    """The kind of section."""
    entries: tuple[e.Language, ...]
    """Languages."""


class ReferencesSection(SectionBase):
    """People who can be asked."""

    kind: Literal["references"]
    """The kind of section."""
    entries: tuple[e.Reference, ...]
    """References."""


class TextSection(SectionBase):
    """Running text."""

    kind: Literal["text"]
    """The kind of section."""
    text: Paragraphs
    """Paragraphs; inline Markdown."""


class PublicationFilter(Model):
    """Which publications a section lists; all conditions must hold."""

    keys: tuple[Key, ...] | None = None
    """Only these, in this order."""
    status: Literal["published", "preprint"] | None = None
    """Only published works, or only preprints."""
    tags: tuple[Key, ...] = ()
    """Only works with one of these tags."""
    since: Annotated[int, number(1900, 2100)] | None = None
    """Only works of this year and later."""
    until: Annotated[int, number(1900, 2100)] | None = None
    """Only works of this year and earlier."""


class PublicationsSection(SectionBase):
    """A list of publications, taken from the top-level `publications`."""

    kind: Literal["publications"]
    """The kind of section."""
    filter: PublicationFilter = PublicationFilter.model_construct()
    """Which publications; without it all of them."""
    group_by: Literal["status", "year"] | None = None
    """Subheadings: published works and preprints, or years."""
    numbered: Flag = Flag("false")
    """Number the works."""


def _kind(data: Any) -> str | None:
    """Tell the kind of a section that is still a mapping, or already a model."""
    kind = data.get("kind") if isinstance(data, dict) else getattr(data, "kind", None)
    return str(kind) if isinstance(kind, str) else None


class _ByKind:
    """Validates a section by the model of its kind.

    pydantic's own union does the same, but builds the validators of all kinds before it validates one.
    """

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Leave everything to the model that is found; what that complains about, pydantic takes over."""
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
"""The kinds of sections."""
