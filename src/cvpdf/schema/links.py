"""Addresses and identifiers: URL, e-mail, telephone, DOI, ORCID, arXiv. Each checks itself and knows its target."""

from __future__ import annotations

import re
from typing import Self
from urllib.parse import quote, unquote, urlsplit

from cvpdf.schema.text import JsonSchema, Value, fault, squeeze
from cvpdf.source.nodes import Text

SCHEMES = ("https", "http", "mailto", "tel")
"""Nothing else may become a link: no ``javascript:``, no ``file:``."""


class Link(Value):
    """A value that is a link in the PDF."""

    __slots__ = ()

    @property
    def target(self) -> str:
        """The absolute URI, in ASCII, exactly as it must stand in the PDF's annotation."""
        raise NotImplementedError


class Url(Link):
    """An ``https``, ``http``, ``mailto`` or ``tel`` address. Without a scheme, ``https`` is taken."""

    __slots__ = ()
    wanted = "a URL"

    @classmethod
    def parse(cls, text: Text) -> Self:
        """Check scheme and host."""
        typed = text.strip()
        if re.search(r"[\s<>\"{}|\\^`]", typed):
            hint = "percent-encode such characters, a space as %20"
            raise fault("bad-url", f"`{typed}` holds a space or another character that no URL has", hint)
        scheme = re.match(r"([a-zA-Z][a-zA-Z0-9+.-]*):(?!\d)", typed)
        if scheme and scheme[1].lower() not in SCHEMES:
            hint = "only https, http, mailto and tel links are allowed"
            raise fault("bad-url", f"`{scheme[1]}:` is not an allowed kind of link", hint)
        try:
            url = cls(typed, text.span)
            target = url.target
            host = urlsplit(target).hostname
            urlsplit(target).port  # noqa: B018 (reading it checks it)
        except (ValueError, UnicodeError):
            raise fault("bad-url", f"`{typed}` is not a URL", "example: https://example.org/page") from None
        kind, _, rest = target.partition(":")
        if kind.lower() in ("http", "https"):
            if host != "localhost" and not re.fullmatch(r"[^.]+(\.[^.]+)+\.?", host or ""):
                raise fault("bad-url", f"`{typed}` has no host name", "example: https://example.org/page")
        elif kind.lower() == "mailto":
            Email.parse(Text(unquote(rest.partition("?")[0]), text.span))
        elif not re.search(r"\d", rest):
            raise fault("bad-url", f"`{typed}` has no telephone number", "example: tel:+65-6516-6666")
        return url

    @property
    def target(self) -> str:
        """The address with its scheme; international host names in Punycode, other characters percent-encoded."""
        address = str(self) if re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*:(?!\d)", self) else f"https://{self}"
        if address.isascii():
            return _percent_encode(address)
        parts = urlsplit(address)
        host = _ascii_host(parts.hostname or "")
        account = "".join(parts.netloc.rpartition("@")[:2])
        netloc = account + (host if parts.port is None else f"{host}:{parts.port}")
        return _percent_encode(parts._replace(netloc=netloc).geturl())

    @property
    def shown(self) -> str:
        """The address as it is printed: without scheme, ``www.`` and a final slash."""
        return re.sub(r"^(?:https?://(?:www\.)?|mailto:|tel:)", "", str(self)).rstrip("/")

    @classmethod
    def json_schema(cls) -> JsonSchema:
        """Return the JSON Schema of a string."""
        return {"type": "string"}


def _ascii_host(host: str) -> str:
    """Return an international host name in Punycode (IDNA 2008)."""
    if host.isascii():
        return host
    import idna

    return idna.encode(host, uts46=True).decode("ascii")


def _percent_encode(address: str) -> str:
    return quote(address, safe="%/:=&?~#+!$,;'@()*[]-._")


class Email(Link):
    """A mail address."""

    __slots__ = ()
    wanted = "a mail address"

    @classmethod
    def parse(cls, text: Text) -> Self:
        """Check the syntax; nothing is asked of the network."""
        typed = text.strip()
        if _is_ordinary(typed):
            return cls(typed, text.span)
        from email_validator import EmailNotValidError, EmailSyntaxError, validate_email

        try:
            validate_email(typed, check_deliverability=False, test_environment=True)
        except (EmailNotValidError, EmailSyntaxError) as problem:
            raise fault("bad-email", f"`{typed}` is not a mail address: {str(problem).rstrip('.')}") from None
        return cls(typed, text.span)

    @property
    def target(self) -> str:
        """The ``mailto:`` URI."""
        user, _, host = str(self).rpartition("@")
        return "mailto:" + quote(f"{user}@{_ascii_host(host)}", safe="@+-._!$&'*=~")

    @classmethod
    def json_schema(cls) -> JsonSchema:
        """Return the JSON Schema of a string."""
        return {"type": "string"}


_SPECIAL_USE = ("arpa", "invalid", "local", "localhost", "onion", "test")
"""Endings of host names that email-validator has its own rules for (IANA, special-use domain names)."""

_SHORT = 60
"""Characters; no limit for the parts of an address is lower."""


def _is_ordinary(address: str) -> bool:
    """Whether a mail address is one beyond doubt, for which the library need not be loaded: that takes 15 ms."""
    user, _, host = address.partition("@")
    *labels, last = host.split(".")
    words = [*re.split("[._+-]", user), *host.replace("-", ".").split(".")]
    return (
        address.isascii()
        and max(len(user), len(host)) <= _SHORT
        and all(word.isalnum() for word in words)
        and bool(labels)
        and last.isalpha()
        and len(last) > 1
        and last.lower() not in _SPECIAL_USE
    )


class Phone(Link):
    """A telephone number with its country code; it prints as typed."""

    __slots__ = ()
    wanted = "a telephone number"

    @classmethod
    def parse(cls, text: Text) -> Self:
        """Check that the number can exist in its country."""
        import phonenumbers

        typed = squeeze(text)
        hint = "write it with its country code, for example +65 6516 6666"
        try:
            number = phonenumbers.parse(typed, None)
        except phonenumbers.NumberParseException as problem:
            # The library puts the number of the reason before it.
            reason = re.sub(r"^\(\d+\) |\.$", "", str(problem))
            reason = reason if typed.startswith("+") else "it has no country code"
            raise fault("bad-phone", f"`{typed}` is not a telephone number: {reason}", hint) from None
        if not phonenumbers.is_possible_number(number):
            raise fault("bad-phone", f"`{typed}` has too many or too few digits for its country", hint)
        return cls(typed, text.span)

    @property
    def target(self) -> str:
        """The ``tel:`` URI in the international form of RFC 3966."""
        import phonenumbers

        return phonenumbers.format_number(phonenumbers.parse(str(self), None), phonenumbers.PhoneNumberFormat.RFC3966)


class Doi(Link):
    """A DOI, bare or as a ``doi.org`` address."""

    __slots__ = ()
    wanted = "a DOI"

    @classmethod
    def parse(cls, text: Text) -> Self:
        """Keep the bare DOI: a prefix ``10.`` with four to nine digits, a slash, a suffix (DOI Handbook, 2.2)."""
        bare = re.sub(r"^doi:\s*", "", text.strip(), flags=re.I)
        address = re.match(r"(?:https?://)?(?:dx\.|www\.)?doi\.org/", bare, flags=re.I)
        if address:
            bare = unquote(bare[address.end() :])
        if not re.fullmatch(r"10\.[0-9]{4,9}(?:\.[0-9]+)*/[^\s]+", bare):
            raise fault("bad-doi", f"`{text}` is not a DOI", "example: 10.1145/3581784.3607073")
        return cls(bare, text.span)

    @property
    def target(self) -> str:
        """The address at the DOI resolver."""
        return "https://doi.org/" + quote(str(self), safe="/:;()._-")


class Arxiv(Link):
    """An arXiv number, new (``2509.17863``) or old (``hep-th/9901001``), with or without a version."""

    __slots__ = ()
    wanted = "an arXiv number"

    @classmethod
    def parse(cls, text: Text) -> Self:
        """Check form and month; four digits follow the dot until 2014, five since 2015 (arXiv identifier scheme)."""
        typed = text.strip()
        bare = re.sub(r"^(?:https?://(?:www\.)?arxiv\.org/(?:abs|pdf)/|arxiv:\s*)", "", typed, flags=re.I)
        bare = re.sub(r"\.pdf$", "", bare)
        new = re.fullmatch(r"(\d\d)(\d\d)\.(\d{4,5})(v\d+)?", bare, flags=re.A)
        old = re.fullmatch(r"[a-z-]+(?:\.[A-Z]{2})?/(\d\d)(\d\d)\d{3}(v\d+)?", bare, flags=re.A)
        hint = "example: 2509.17863"
        match = new or old
        if match is None or not 1 <= int(match[2]) <= 12:
            raise fault("bad-arxiv", f"`{typed}` is not an arXiv number", hint)
        if new and len(new[3]) != (5 if int(new[1]) >= 15 else 4):
            message = f"`{typed}` is not an arXiv number: four digits follow the dot until 2014, five since"
            raise fault("bad-arxiv", message, hint)
        return cls(bare, text.span)

    @property
    def target(self) -> str:
        """The address of the abstract."""
        return f"https://arxiv.org/abs/{self}"


class Orcid(Link):
    """An ORCID iD, bare or as an ``orcid.org`` address."""

    __slots__ = ()
    wanted = "an ORCID iD"

    @classmethod
    def parse(cls, text: Text) -> Self:
        """Check the form and the check digit (ISO 7064 11,2)."""
        bare = re.sub(r"^(?:https?://orcid\.org/)", "", text.strip(), flags=re.I)
        if not re.fullmatch(r"\d{4}-\d{4}-\d{4}-\d{3}[\dX]", bare, flags=re.A):
            raise fault("bad-orcid", f"`{text}` is not an ORCID iD", "example: 0000-0002-1825-0097")
        total = 0
        for digit in bare.replace("-", "")[:-1]:
            total = (total + int(digit)) * 2
        expected = "0123456789X"[(12 - total % 11) % 11]
        if bare[-1] != expected:
            raise fault("bad-orcid", f"the check digit of `{bare}` is wrong: a digit is mistyped or swapped")
        return cls(bare, text.span)

    @property
    def target(self) -> str:
        """The address of the record."""
        return f"https://orcid.org/{self}"
