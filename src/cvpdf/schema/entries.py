"""The entries of sections: the shared fields, then one model for each kind.

`form` is the printed form of a kind: rendering, the checks and fitting all read it, so each field that is printed is
named there once.
"""

from typing import Annotated, ClassVar, Literal, Self

from pydantic import BeforeValidator, model_validator

from cvpdf.schema.dates import Date, EndDate, FreeDate
from cvpdf.schema.form import DOT, Detail, Form
from cvpdf.schema.links import Email, Url
from cvpdf.schema.model import Bounded, Bullet, Highlights, Model, Named
from cvpdf.schema.paragraphs import Paragraphs, SubBullets, as_bullets
from cvpdf.schema.phones import Phone
from cvpdf.schema.text import Key, Line, Place, Title
from cvpdf.schema.value import fault


class Period(Model):
    """A single `date`, or a period with `start_date` and `end_date`."""

    date: FreeDate | None = None
    """A single date, or free text in quotes."""
    start_date: Date | None = None
    """Start of the period: a year, month or day."""
    end_date: EndDate | None = None
    """End of the period: a year, month or day, or `present`."""

    @model_validator(mode="after")
    def _one_form(self) -> Self:
        if self.date is not None and (self.start_date or self.end_date):
            raise fault(
                "date-forms", "`date` cannot be combined with `start_date` or `end_date`", "keep one of the two forms"
            )
        if self.start_date is not None and self.end_date is None:
            hint = "add `end_date: present` if this is ongoing, or use a single `date`"
            raise fault("open-period", "`start_date` is given without `end_date`", hint)
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


class Education(Entry):
    """A degree or another course of study."""

    form: ClassVar[Form] = Form(
        "institution",
        ("degree", "area", "department"),
        (
            Detail(("grade",), "grade"),
            Detail(("thesis",), "thesis"),
            Detail(("advisors",), "advisors", "advisor"),
            Detail(("courses",), "courses"),
            Detail(("summary",)),
        ),
    )

    institution: Line
    """University or school."""
    department: Line | None = None
    """School, faculty or department within the institution."""
    degree: Line | None = None
    """Degree: Ph.D., M.Sc., B.A. …"""
    area: Line | None = None
    """Field of study."""
    grade: Line | None = None
    """Final grade or average, as printed."""
    advisors: tuple[Line, ...] = ()
    """Advisors of the thesis."""
    thesis: Title | None = None
    """Title of the thesis; `*…*` is italics."""
    courses: tuple[Line, ...] = ()
    """Relevant courses."""


class Role(Named, Bounded, Period):
    """One of several positions at the same employer."""

    form: ClassVar[Form] = Form("position", ("team",))

    position: Line
    """Job title."""
    team: Line | None = None
    """Team, group or department."""
    location: Place | None = None
    """City and country, if different from those of the employer."""
    summary: Paragraphs = ()
    """One or two sentences before the bullets, or paragraphs and lists; inline Markdown."""
    highlights: Highlights = ()
    """Bullets: responsibilities, achievements, results."""


class Experience(Entry):
    """A job: a `position`, or several `roles` at the same employer, newest first."""

    form: ClassVar[Form] = Form("company", ("position", "team"))

    company: Line
    """Name of the employer."""
    position: Line | None = None
    """Job title. For several titles at one employer use `roles`."""
    team: Line | None = None
    """Team, group or department."""
    roles: tuple[Role, ...] = ()
    """Several positions at this employer, each with its own period and bullets."""

    @model_validator(mode="after")
    def _position_or_roles(self) -> Self:
        if self.position is not None and self.roles:
            raise fault(
                "position-and-roles", "`position` cannot be combined with `roles`", "move the position into `roles`"
            )
        return self


class Project(Entry):
    """A research project or another project."""

    form: ClassVar[Form] = Form(
        "name", ("role", "publications"), (Detail(("advisors",), "advisors", "advisor"), Detail(("summary",)))
    )

    name: Title
    """Name or title of the project; `*…*` is italics."""
    role: Line | None = None
    """Your role in the project."""
    advisors: tuple[Line, ...] = ()
    """Advisors of the project."""
    publications: tuple[Key, ...] = ()
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

    name: Line
    """Name of the certificate or licence."""
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
    """A group of skills on one line."""

    form: ClassVar[Form] = Form("label", ("keywords",), (), style="line")

    label: Line
    """Name of the group: Languages, Frameworks …"""
    keywords: tuple[Line, ...]
    """The skills, one list item each."""


class Language(Named):
    """A language that you speak."""

    form: ClassVar[Form] = Form("language", ("fluency",), (), style="line")

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
    email: Email | None = None
    """E-mail address."""
    phone: Phone | None = None
    """Telephone number; without country code it belongs to the `country` in `basics`."""
    quote: Paragraphs = ()
    """Statement of the person about you; inline Markdown."""
