"""The entries of sections, one model for each kind; what they share comes first."""

from typing import Literal, Self

from pydantic import model_validator

from cvpdf.schema.dates import Date, EndDate, FreeDate
from cvpdf.schema.links import Email, Phone, Url
from cvpdf.schema.model import Bounded, Highlight, Model, Named
from cvpdf.schema.text import Key, Line, Prose, fault


class Period(Model):
    """When: one `date`, or `start_date` and `end_date`."""

    date: FreeDate | None = None
    """A single date, or a period in your own words (in quotes)."""
    start_date: Date | None = None
    """The first year, month or day."""
    end_date: EndDate | None = None
    """The last year, month or day, or `present`."""

    @model_validator(mode="after")
    def _one_form(self) -> Self:
        if self.date is not None and (self.start_date or self.end_date):
            raise fault("date-forms", "`date` stands beside `start_date` or `end_date`", "keep one of the two forms")
        if self.start_date is not None and self.end_date is None:
            hint = "add `end_date: present` if it goes on, or write a single `date`"
            raise fault("open-period", "`start_date` has no `end_date`", hint)
        return self


class Entry(Named, Bounded, Period):
    """What entries of all dated kinds have in common."""

    location: Line | None = None
    """City, country, or `Remote`."""
    url: Url | None = None
    """Address of the institution or of the thing itself; its name becomes the link."""
    summary: Prose | None = None
    """A sentence or two before the bullets; inline Markdown."""
    highlights: tuple[Highlight, ...] = ()
    """Bullets."""
    page_break: Literal["before", "avoid", "allow"] | None = None
    """`before` begins a new page; `allow` lets a page end within the entry; else (`avoid`) it stays whole if it can."""


class Education(Entry):
    """A degree."""

    institution: Line
    """University or school."""
    department: Line | None = None
    """School, faculty or department within the institution."""
    degree: Line | None = None
    """Ph.D., M.Sc., B.A. …"""
    area: Line | None = None
    """Field of study."""
    grade: Line | None = None
    """Final grade or average, as it is to be printed."""
    advisors: tuple[Line, ...] = ()
    """Advisors of the thesis."""
    thesis: Line | None = None
    """Title of the thesis."""
    courses: tuple[Line, ...] = ()
    """Courses worth naming."""


class Role(Named, Bounded, Period):
    """One of several positions at the same employer."""

    position: Line
    """Job title."""
    team: Line | None = None
    """Team, group or department."""
    location: Line | None = None
    """City, country, if it differs from the employer's."""
    summary: Prose | None = None
    """A sentence or two before the bullets."""
    highlights: tuple[Highlight, ...] = ()
    """Bullets."""


class Experience(Entry):
    """A job: one `position`, or several `roles` at one employer, newest first."""

    company: Line
    """The employer."""
    position: Line | None = None
    """Job title; with several titles use `roles`."""
    team: Line | None = None
    """Team, group or department."""
    roles: tuple[Role, ...] = ()
    """Several positions at this employer, each with its own period and bullets."""

    @model_validator(mode="after")
    def _position_or_roles(self) -> Self:
        if self.position is None and not self.roles:
            raise fault("missing-position", "neither `position` nor `roles` is given", "add `position: …`")
        if self.position is not None and self.roles:
            raise fault("position-and-roles", "`position` stands beside `roles`", "move it into `roles`")
        return self


class Project(Entry):
    """A project, of research or otherwise."""

    name: Line
    """The project's name or title."""
    role: Line | None = None
    """The person's part in it."""
    advisors: tuple[Line, ...] = ()
    """Advisors."""
    publications: tuple[Key, ...] = ()
    """Keys of publications that came out of it; their venues are printed and linked."""


class Award(Entry):
    """A prize, scholarship or honour."""

    title: Line
    """What was awarded."""
    awarder: Line | None = None
    """Who awarded it."""


class Grant(Entry):
    """Money for research."""

    title: Line
    """Title of the grant or project."""
    funder: Line | None = None
    """Who pays."""
    amount: Line | None = None
    """How much, as it is to be printed."""
    role: Line | None = None
    """PI, co-PI …"""
    number: Line | None = None
    """Grant number."""


class Talk(Entry):
    """A talk given."""

    title: Line
    """Title of the talk."""
    event: Line | None = None
    """Conference, seminar, host."""
    role: Line | None = None
    """Keynote, invited, poster …"""


class Teaching(Entry):
    """A course taught."""

    course: Line
    """Name of the course."""
    institution: Line | None = None
    """Where."""
    role: Line | None = None
    """Lecturer, teaching assistant …"""


class Service(Entry):
    """Work for the field or the institution."""

    role: Line
    """Reviewer, programme committee, chair …"""
    organization: Line | None = None
    """For whom: conferences, journals, committees."""


class Certificate(Entry):
    """A certificate or licence."""

    name: Line
    """What is certified."""
    issuer: Line | None = None
    """Who issued it."""


class Volunteering(Entry):
    """Unpaid work."""

    organization: Line
    """For whom."""
    position: Line | None = None
    """As what."""


class Custom(Entry):
    """An entry of any other kind."""

    title: Line
    """First line."""
    subtitle: Line | None = None
    """Second line."""


class Skill(Named):
    """A group of skills on one line."""

    label: Line
    """What the group is called: Languages, Frameworks …"""
    keywords: tuple[Line, ...]
    """The skills, each a list item, so that `C++` and `C#` stay what they are."""


class Language(Named):
    """A natural language."""

    language: Line
    """Its name."""
    fluency: Line | None = None
    """Native, C1 …"""


class Reference(Named):
    """Somebody who can be asked."""

    name: Line
    """The person's name."""
    position: Line | None = None
    """Title and institution."""
    email: Email | None = None
    """Mail address."""
    phone: Phone | None = None
    """Telephone number."""
    quote: Prose | None = None
    """What the person says."""
