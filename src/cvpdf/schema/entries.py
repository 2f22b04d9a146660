"""The entries of sections: the shared fields, then one model for each kind.

`form` is the printed form of a kind: rendering, the checks and fitting all read it, so each field that is printed is
named there once.
"""

from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import BeforeValidator, model_validator

from cvpdf.schema.form import DOT, Detail, Form
from cvpdf.schema.model import Bounded, Bullet, Highlights, Model, Named, OrText
from cvpdf.schema.values.contacts import Contacts, OneOrMore
from cvpdf.schema.values.dates import Date, EndDate, FreeDate
from cvpdf.schema.values.links import Email, Url
from cvpdf.schema.values.phones import Phone
from cvpdf.schema.values.prose_fields import Paragraphs, SubBullets, as_bullets
from cvpdf.schema.values.text import Line, Place, Title, WorkKey
from cvpdf.schema.values.value import fault


class Period(Model):
    """A single `date`, or a period with `start_date` and `end_date`."""

    date: FreeDate | None = None
    """A single date, or free text in quotes."""
    start_date: Date | None = None
    """Start of the period: a year, month or day."""
    end_date: EndDate | None = None
    """End of the period: a year, month or day, or `present`."""

    lone_end: ClassVar[str] = ""
    """Key of the label before an `end_date` without a start."""

    @model_validator(mode="after")
    def _one_form(self) -> Self:
        if self.date is not None and (self.start_date or self.end_date):
            message = "`date` cannot be combined with `start_date` or `end_date`"
            is_start = self.start_date is None and not self.date.is_free
            hint = f"write `start_date: {self.date}`" if is_start else "keep one of the two forms"
            raise fault("date-forms", message, hint, field="date")
        if self.start_date is not None and self.end_date is None:
            hint = "add `end_date: present` if this is ongoing, or use a single `date`"
            raise fault("open-period", "`start_date` is given without `end_date`", hint, field="start_date")
        if self.lone_end and self.end_date is not None and self.end_date.is_present and self.start_date is None:
            hint = 'remove it, or write the words that you want to print: `date: "No expiry"`'
            raise fault("open-period", "`end_date: present` is given without `start_date`", hint, field="end_date")
        return self


class Entry(Named, Bounded, Period):
    """The fields that all dated entries share."""

    location: Place | None = None
    """City and country, or `Remote`."""
    url: Url | None = None
    """Web address of the institution or of the item itself. The first line of the entry links to it."""
    summary: Paragraphs = ()
    """One or two sentences before the bullets, or paragraphs and lists; inline Markdown."""
    highlights: Highlights = ()
    """Bullets: responsibilities, achievements, results."""
    page_break: Literal["before", "avoid", "allow"] | None = None
    """`before` starts a new page, `allow` permits a page break inside, `avoid` (default) prevents it if possible."""


_WORK_DETAILS = (Detail(("summary",)), Detail(("keywords",), "keywords"))


class Role(Named, Bounded, Period):
    """One of several positions at the same employer."""

    form: ClassVar[Form] = Form("position", ("team",), _WORK_DETAILS)

    position: Line
    """Job title."""
    team: Line | None = None
    """Team, group or department."""
    location: Place | None = None
    """City and country, if different from those of the employer."""
    keywords: tuple[Line, ...] = ()
    """Skills and tools that you used, one list item each."""
    summary: Paragraphs = ()
    """One or two sentences before the bullets, or paragraphs and lists; inline Markdown."""
    highlights: Highlights = ()
    """Bullets: responsibilities, achievements, results."""


class Experience(Entry):
    """A job: a `position`, or several `roles` at the same employer, newest first."""

    form: ClassVar[Form] = Form("company", ("position", "team"), _WORK_DETAILS)

    company: Line
    """Name of the employer."""
    position: Line | None = None
    """Job title. For several titles at one employer use `roles`."""
    team: Line | None = None
    """Team, group or department."""
    keywords: tuple[Line, ...] = ()
    """Skills and tools that you used, one list item each."""
    roles: tuple[Role, ...] = ()
    """Several positions at this employer, each with its own period and bullets."""

    @model_validator(mode="after")
    def _position_or_roles(self) -> Self:
        if self.position is not None and self.roles:
            raise fault(
                "position-and-roles",
                "`position` cannot be combined with `roles`",
                "move the position into `roles`",
                field="position",
            )
        return self


class Project(Entry):
    """A research project or another project."""

    form: ClassVar[Form] = Form(
        "name", ("role", "publications"), (Detail(("advisors",), "advisors", "advisor", beside=True), *_WORK_DETAILS)
    )

    name: Title
    """Name or title of the project; `*…*` is italics."""
    role: Line | None = None
    """Your role in the project."""
    advisors: tuple[Line, ...] = ()
    """Advisors of the project."""
    keywords: tuple[Line, ...] = ()
    """Skills and tools that you used, one list item each."""
    publications: tuple[WorkKey, ...] = ()
    """Keys of the publications that resulted from it. Their venues are printed and linked."""


class Award(Entry):
    """A prize, scholarship or honour."""

    form: ClassVar[Form] = Form("title", ("awarder",), style="short")

    title: Line
    """Name of the award."""
    awarder: Line | None = None
    """Institution that gave the award."""


class Grant(Entry):
    """A research grant."""

    form: ClassVar[Form] = Form("title", ("role", "funder", "amount", "number"), style="short")

    title: Title
    """Title of the grant or of the project; `*…*` is italics."""
    funder: Line | None = None
    """Funding agency or institution."""
    amount: Line | None = None
    """Amount with its currency, as printed."""
    role: Line | None = None
    """Your role in the grant: PI, co-PI …"""
    number: Line | None = None
    """Number of the grant."""


class Talk(Entry):
    """A talk or a poster."""

    form: ClassVar[Form] = Form("title", ("role", "event"), style="short")

    title: Title
    """Title of the talk; `*…*` is italics."""
    event: Line | None = None
    """Conference, seminar or host."""
    role: Line | None = None
    """Kind of talk: keynote, invited, poster …"""


class Teaching(Entry):
    """A course that you taught."""

    form: ClassVar[Form] = Form("course", ("role", "institution"), style="short")

    course: Line
    """Name of the course."""
    institution: Line | None = None
    """University or school where you taught it."""
    role: Line | None = None
    """Your role: lecturer, teaching assistant …"""


class Service(Entry):
    """Service to your field or institution."""

    form: ClassVar[Form] = Form("role", ("organization",), style="short")

    role: Line
    """Your role: reviewer, programme committee, chair …"""
    organization: Line | None = None
    """Conferences, journals or committees that you served."""


class Certificate(Entry):
    """A certificate or licence."""

    form: ClassVar[Form] = Form("name", ("issuer",), style="short")
    lone_end: ClassVar[str] = "valid_until"

    name: Line
    """Name of the certificate or licence. An `end_date` without a start is printed as `Valid until`."""
    issuer: Line | None = None
    """Organisation that issued it."""


class Volunteering(Entry):
    """A volunteer position."""

    form: ClassVar[Form] = Form("organization", ("position",), style="short")

    organization: Line
    """Organisation that you worked for."""
    position: Line | None = None
    """Your role there."""


class Custom(Entry):
    """An entry of any other kind."""

    form: ClassVar[Form] = Form("title", ("subtitle",), style="short")

    title: Line
    """First line of the entry."""
    subtitle: Line | None = None
    """Second line of the entry."""


class Item(Bullet):
    """An item of a list: a text, or a mapping with `text` and the fields that control selection."""

    form: ClassVar[Form] = Form("text", (), (), style="item")
    below: ClassVar[str] = "items"

    items: SubBullets = ()
    """Items one level below this one, shown whenever it is."""


Items = Annotated[tuple[Item, ...], BeforeValidator(lambda value: as_bullets(value, Item.below))]
"""A list of items, or one text with a line `- …` for each."""


class Skill(Named):
    """A skill, or a group of skills on one line. A plain text is a skill; several in a row share a line."""

    form: ClassVar[Form] = Form("label", ("keywords",), (), style="line", qualifier="level")

    label: Line | None = None
    """Name of the skill or of the group: Python, Languages, Frameworks …"""
    level: Line | None = None
    """How well you master it, printed in brackets: expert, advanced …"""
    keywords: tuple[Line, ...] = ()
    """The skills of the group, one list item each."""

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, data: Any) -> Any:
        return {"keywords": [data]} if isinstance(data, str) else data

    @model_validator(mode="after")
    def _has_content(self) -> Self:
        if self.label is None and (self.level is not None or not self.keywords):
            raise fault("missing-label", "`label` is missing from this skill", "add `label: …`")
        return self


class Language(OrText, Named):
    """A language that you speak: a text, or a mapping with `language`."""

    form: ClassVar[Form] = Form("language", ("fluency",), (), style="line")
    text_field: ClassVar[str] = "language"

    language: Line
    """Name of the language."""
    fluency: Line | None = None
    """Level: native, C1 …"""


class Reference(Named):
    """A person who can recommend you."""

    form: ClassVar[Form] = Form(
        "name", ("position",), (Detail(("email", "phone"), separator=DOT, required=True), Detail(("quote",)))
    )

    name: Line
    """Name of the person."""
    position: Line | None = None
    """Position and institution of the person."""
    email: Annotated[Contacts, OneOrMore(Email)] = ()
    """E-mail address."""
    phone: Annotated[Contacts, OneOrMore(Phone)] = ()
    """Telephone number; without country code it belongs to the `country` in `basics`."""
    quote: Paragraphs = ()
    """Statement of the person about you; inline Markdown."""
