"""Links: web addresses and e-mail addresses, each with the URI that the PDF links to."""

from __future__ import annotations

import re
from typing import ClassVar, Self
from urllib.parse import quote, unquote, urlsplit

from cvpdf.schema.values.value import JsonSchema, Value, fault
from cvpdf.source.nodes import Text

SCHEMES = ("https", "http", "mailto", "tel")
"""The schemes of links. Others, such as ``javascript:`` and ``file:``, are rejected."""


class Link(Value):
    """A value that is a link in the PDF."""

    __slots__ = ()

    @property
    def target(self) -> str:
        """The absolute URI, in ASCII, exactly as in the PDF's annotation."""
        raise NotImplementedError


class Url(Link):
    """An ``https``, ``http``, ``mailto`` or ``tel`` address. The default scheme is ``https``."""

    __slots__ = ()
    expected = "a URL"
    json_schema: ClassVar[JsonSchema] = {"type": "string"}

    @classmethod
    def parse(cls, text: Text) -> Self:
        """Check scheme and host."""
        typed = text.strip()
        if re.search(r"[\s<>\"{}|\\^`]", typed):
            hint = "percent-encode it: a space is %20"
            raise fault(
                "bad-url", f"`{typed}` contains a space or another character that is not allowed in a URL", hint
            )
        if re.fullmatch(r"[^/:?#@]+@[^/:?#@]+", typed):
            raise fault("bad-url", f"`{typed}` is an e-mail address", f"write it as `email`, or type `mailto:{typed}`")
        scheme = re.match(r"([a-zA-Z][a-zA-Z0-9+.-]*):(?!\d)", typed)
        if scheme and scheme[1].lower() not in SCHEMES:
            hint = "use https, http, mailto or tel"
            raise fault("bad-url", f"links with `{scheme[1]}:` are not allowed", hint)
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
        """The address with its scheme, host names in Punycode, and other non-ASCII characters percent-encoded."""
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


def _ascii_host(host: str) -> str:
    """Return an international host name in Punycode (IDNA 2008)."""
    if host.isascii():
        return host
    import idna

    return idna.encode(host, uts46=True).decode("ascii")


def _percent_encode(address: str) -> str:
    return quote(address, safe="%/:=&?~#+!$,;'@()*[]-._")


class Email(Link):
    """An e-mail address."""

    __slots__ = ()
    expected = "an e-mail address"
    json_schema: ClassVar[JsonSchema] = {"type": "string"}

    @classmethod
    def parse(cls, text: Text) -> Self:
        """Check the syntax, without any network request."""
        typed = text.strip()
        if _is_ordinary(typed):
            return cls(typed, text.span)
        from email_validator import EmailNotValidError, EmailSyntaxError, validate_email

        try:
            validate_email(typed, check_deliverability=False, test_environment=True)
        except (EmailNotValidError, EmailSyntaxError) as problem:
            reason = str(problem).rstrip(".")
            message = f"`{typed}` is not an e-mail address: {reason[:1].lower()}{reason[1:]}"
            raise fault("bad-email", message, _email_hint(typed)) from None
        return cls(typed, text.span)

    @property
    def target(self) -> str:
        """The ``mailto:`` URI."""
        user, _, host = str(self).rpartition("@")
        return "mailto:" + quote(f"{user}@{_ascii_host(host)}", safe="@+-._!$&'*=~")


def _email_hint(typed: str) -> str:
    """Return what to type for an address with something around it, or for several."""
    found = re.findall(r"[^\s<>()\[\],;:/]+@[^\s<>()\[\],;:/]+\.[^\W\d]+", typed)
    if len(found) > 1:
        return f"write a list: `[{', '.join(found)}]`"
    return f"type `{found[0]}`" if found and found[0] != typed else "example: tess@example.org"


_SPECIAL_USE = ("arpa", "invalid", "local", "localhost", "onion", "test")
"""Top-level domains for which email-validator has special rules (IANA, special-use domain names)."""

_SHORT = 60
"""Characters. The limits of the standards for the parts of an address are higher."""


def _is_ordinary(address: str) -> bool:
    """Whether an address is certainly valid, so that email-validator, which takes 15 ms to import, is not needed."""
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
