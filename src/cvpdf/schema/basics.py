"""The person: the header of every variant."""

from cvpdf.schema.identifiers import Orcid
from cvpdf.schema.links import Email, Phone, Url
from cvpdf.schema.model import Model
from cvpdf.schema.paragraphs import Paragraphs
from cvpdf.schema.photo import Photo
from cvpdf.schema.text import Line, Place, Prose


class Profile(Model):
    """An account on a social or professional network."""

    network: Line
    """Name of the network: GitHub, LinkedIn, Google Scholar, X …"""
    username: Line
    """Name of the account, as printed."""
    url: Url | None = None
    """Address of the account. For well-known networks it is derived from the user name."""


class Basics(Model):
    """The person: name, contact details and summary."""

    name: Line
    """Full name. It is the title of every variant, and is highlighted in lists of authors."""
    native_name: Line | None = None
    """Name in its own script, printed beside `name`."""
    other_names: tuple[Line, ...] = ()
    """Other names to highlight in lists of authors, such as a former one. Initials, titles and order need none."""
    headline: Prose | None = None
    """One line under the name, such as position and field."""
    affiliations: tuple[Line, ...] = ()
    """Current institutions."""
    location: Place | None = None
    """City and country, or an address; its lines are printed with commas between."""
    email: Email | None = None
    """E-mail address."""
    phone: Phone | None = None
    """Telephone number with country code."""
    url: Url | None = None
    """Home page."""
    orcid: Orcid | None = None
    """ORCID iD."""
    profiles: tuple[Profile, ...] = ()
    """Accounts on networks."""
    summary: Paragraphs = ()
    """A few sentences about yourself. A blank line starts a new paragraph, `- ` an item of a list."""
    photo: Photo | None = None
    """Photo beside the header. The variant `onepage` shows it only if its `header` contains `photo`."""
