"""The person: what stands in the head of every variant."""

from cvpdf.schema.links import Email, Orcid, Phone, Url
from cvpdf.schema.model import Model
from cvpdf.schema.text import Line, Paragraphs, Prose


class Profile(Model):
    """An account on a network."""

    network: Line
    """The network's name: GitHub, LinkedIn, Google Scholar, X …"""
    username: Line
    """The account's name, as it is printed."""
    url: Url | None = None
    """The account's address; for well-known networks it is made from the user name."""


class Basics(Model):
    """The person."""

    name: Line
    """The name as it is printed in large letters and recognised in lists of authors."""
    native_name: Line | None = None
    """The name in its own script, printed beside `name`."""
    other_names: tuple[Line, ...] = ()
    """Further spellings of the name in lists of authors; they are only recognised, not printed."""
    headline: Prose | None = None
    """One line under the name: position, field."""
    affiliations: tuple[Line, ...] = ()
    """Institutions that the person belongs to now."""
    location: Line | None = None
    """City, country."""
    email: Email | None = None
    """Mail address."""
    phone: Phone | None = None
    """Telephone number with its country code."""
    url: Url | None = None
    """Home page."""
    orcid: Orcid | None = None
    """ORCID iD."""
    profiles: tuple[Profile, ...] = ()
    """Accounts on networks."""
    summary: Paragraphs = ()
    """A few sentences about the person; blank lines part paragraphs."""
    photo: Line | None = None
    """Path of a JPEG, PNG or PDF file, relative to cv.yaml."""
