"""The person: the header of every variant."""

from typing import Annotated, Any, Literal

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from cvpdf.schema.model import Model
from cvpdf.schema.photo import Photo
from cvpdf.schema.values.contacts import Contacts, OneOrMore
from cvpdf.schema.values.countries import Country
from cvpdf.schema.values.identifiers import Orcid
from cvpdf.schema.values.language import Language
from cvpdf.schema.values.links import Email, Url
from cvpdf.schema.values.networks import account_address, read_account
from cvpdf.schema.values.phones import Phone
from cvpdf.schema.values.prose_fields import Paragraphs
from cvpdf.schema.values.text import Line, Place, Prose
from cvpdf.schema.values.value import fault, squeeze
from cvpdf.source.nodes import Text


class Profile(Model):
    """An account on a social or professional network."""

    network: Line
    """Name of the network: GitHub, LinkedIn, Google Scholar, X …"""
    username: Line
    """Name of the account, or its address, of which the name is printed. Mastodon: `"@name@server"`. Default: `url`."""
    url: Url | None = None
    """Address of the account. For well-known networks it is derived from the user name."""

    @model_validator(mode="before")
    @classmethod
    def _read_address(cls, data: Any) -> Any:
        """Replace an address by the name of the account; of an unknown network it becomes the `url`."""
        if not isinstance(data, dict):
            return data
        typed = data.get("username") or data.get("url")
        if not isinstance(typed, Text) or not isinstance(data.get("network"), Text):
            return data
        if data["network"].strip().upper() == "ORCID":
            try:
                return {**data, "username": Orcid.parse(typed)}
            except PydanticCustomError as problem:
                field = "username" if data.get("username") else "url"
                context = problem.context or {}
                raise fault(problem.type, context["message"], context["hint"], field) from None
        account = read_account(data["network"], squeeze(typed))
        url = Text(account.url, typed.span) if account.url and not data.get("url") else data.get("url")
        return {**data, "username": Text(account.name, typed.span, typed.quoted), "url": url}

    @property
    def target(self) -> str:
        """The URI of the account; empty if it is not known."""
        return self.url.target if self.url is not None else account_address(self.network, self.username)


class Basics(Model):
    """The person: name, contact details and summary."""

    name: Line
    """Full name. It is the title of every variant, and is highlighted in lists of authors."""
    native_name: Line | None = None
    """Name in its own script, printed beside `name`."""
    native_language: Language | None = None
    """Language of `native_name`, such as `ja`, if its script does not tell: [the rule](#several-languages)."""
    name_order: Literal["latin-first", "native-first"] = "latin-first"
    """Whether `name` or `native_name` is printed first. Metadata, the page foot and file names always use `name`."""
    other_names: tuple[Line, ...] = ()
    """Other names to highlight in lists of authors, such as a former one. Initials, titles and order need none."""
    headline: Prose | None = None
    """One line under the name, such as position and field."""
    affiliations: tuple[Line, ...] = ()
    """Current institutions."""
    country: Country | None = None
    """Country of numbers without country code: a name or `US`. Not printed. Default: region of `locale.language`."""
    location: Annotated[Contacts, OneOrMore(Place, labels=False)] = ()
    """City and country, or an address, whose lines are printed with commas between; several as a list."""
    email: Annotated[Contacts, OneOrMore(Email)] = ()
    """E-mail address."""
    phone: Annotated[Contacts, OneOrMore(Phone)] = ()
    """Telephone number as you write it, with or without country code; `ext. 12` and `(mobile)` may follow."""
    url: Annotated[Contacts, OneOrMore(Url)] = ()
    """Home page."""
    orcid: Orcid | None = None
    """ORCID iD."""
    profiles: tuple[Profile, ...] = ()
    """Accounts on networks."""
    details: Annotated[Contacts, OneOrMore(Line)] = ()
    """Anything else on a line of its own, such as `{Nationality: Dutch, Driving licence: B}`."""
    summary: Paragraphs = ()
    """A few sentences about yourself. A blank line starts a new paragraph, `- ` an item of a list."""
    photo: Photo | None = None
    """Photo beside the header. The variant `onepage` shows it only if its `header` contains `photo`."""
    photo_alt: Line | None = None
    """What the photo shows, for those who cannot see it. The default is `Photo` with your name."""
