"""Checks of telephone numbers and profiles: which get no link, and which accounts cannot exist."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cvpdf.diagnostics import Diagnostic, error, note
from cvpdf.schema.basics import Profile
from cvpdf.schema.entries import Reference
from cvpdf.schema.resume import Resume
from cvpdf.schema.values.countries import country_of
from cvpdf.schema.values.networks import lacks_server, network_at, network_of, similar_network
from cvpdf.schema.values.phones import Phone


def check(resume: Resume) -> Iterator[Diagnostic]:
    """Yield the diagnostics of all telephone numbers and profiles."""
    country = country_of(resume.basics.country, resume.locale.language)
    entries = (entry for section in resume.sections for entry in getattr(section, "entries", ()))
    references = (entry for entry in entries if isinstance(entry, Reference))
    for contact in (*resume.basics.phone, *(contact for entry in references for contact in entry.phone)):
        if isinstance(contact.value, Phone):
            yield from _phone(contact.value, country)
    for profile in resume.basics.profiles:
        if profile.url is None:
            yield from _profile(profile)


def _phone(phone: Phone, country: str | None) -> Iterator[Diagnostic]:
    for piece in phone.pieces(country):
        if not piece.is_number or piece.target:
            continue
        if country is None:
            message = f"`{piece.text}` has no link, because its country is not known"
            hint = "add your country to `basics`, such as `country: US`, or write the number with its country code"
        else:
            message = f"`{piece.text}` has no link, because it is not a complete number of the country {country}"
            hint = "check its digits, or write it with its country code, such as +65 6516 6666"
        yield note("phone-unlinked", message, phone.span, hint)


def _profile(profile: Profile) -> Iterator[Diagnostic]:
    network, typed = network_of(profile.network), profile.username
    if network is not None and not re.fullmatch(network.account, typed):
        other = network_at(typed) if "/" in typed else None
        if other is not None and other is not network:
            message = f"`{typed}` is an address of {other.name}, not of {network.name}"
            hint = f"write `network: {other.name}`"
        else:
            message = f"no account of {network.name} is called `{typed}`"
            hint = f"example: {network.hint}; for another address add `url: https://…`"
        yield error("bad-profile", message, typed.span, hint)
    elif lacks_server(profile.network, typed):
        hint = f'write its server too: "@{typed.removeprefix("@")}@mastodon.social"'
        yield note("profile-unlinked", f"the server of `{typed}` is missing, so it has no link", typed.span, hint)
    elif not profile.target:
        message = f"the network `{profile.network}` is not known, so this profile has no link"
        similar = similar_network(profile.network)
        hint = f"did you mean `{similar}`? If not, add `url: https://…`" if similar else "add `url: https://…`"
        yield note("profile-unlinked", message, profile.network.span, hint)
