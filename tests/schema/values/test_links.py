"""Web addresses and e-mail addresses: which are rejected, and the exact targets of the others."""

from __future__ import annotations

import re
import sys
from urllib.parse import urlsplit

import email_validator
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic_core import PydanticCustomError

from cvpdf.schema.values import links
from cvpdf.schema.values.links import Email, Url
from cvpdf.source.nodes import Text
from tests.support import PERSON, refused, resume_of

SCHEMES = (
    "javascript:alert(1)", "JavaScript:alert(1)", "data:text/html,x", "file:///etc/passwd",
    "ftp://example.org/x", "vbscript:x", "about:blank", "'gopher://x.org'", "ssh://x.org", "latex:x",
)  # fmt: skip
CHARACTERS = (
    "https://example.org/a b", "'https://exam\tple.org'", "https://example.org/<x>", "'https://x.org/\"'",
    "'https://x.org/{a}'", "https://x.org/a|b", "'https://x.org/}\\input{x'", "https://x.org\\y", "'https://x.org/`'",
    "https://example.org/a^b",
)  # fmt: skip
HOSTS = (
    "'javascript:1'", "https://", "https:///x", "http://nohost", "HTTPS://nohost", "example", "'//example.org'", "https://.",
    "https://a..b", "https://x.org:99999", "https://x.org:port", "https://[::1", "https:example.org",
    "https://ex ample.org", "'tel:'", "tel:abc", "https://xn--a.example\u2024.", "https://\u3002",
    "https://пример\u00ff\u0300..рф", "'mailto:a b@x.org'",
)  # fmt: skip
EMAILS = (
    "ada", "ada@", "'@example.org'", "a b@x.org", "ada@x..org", "ada@@x.org", "ada.@x.org", "<ada@x.org>", "a,b@x.org",
)  # fmt: skip
WRONG = (
    *(("url", typed, "bad-url", "use https, http, mailto or tel") for typed in SCHEMES),
    *(("url", typed, "bad-url", "a space is %20") for typed in CHARACTERS),
    *(("url", typed, "bad-url", "") for typed in HOSTS),
    *(("url", typed, "bad-email", "is not an e-mail address") for typed in ("'mailto:'", "mailto:ada")),
    *(("email", typed, "bad-email", "is not an e-mail address") for typed in EMAILS),
)


@pytest.mark.parametrize(("field", "typed", "code", "words"), WRONG)
def test_rejected(field: str, typed: str, code: str, words: str) -> None:
    refused(f"{PERSON}  {field}: §{typed}\n", code, words)


def test_the_rejected_scheme_is_named() -> None:
    refused(f"{PERSON}  url: §javascript:alert(1)\n", "bad-url", "`javascript:`")


UNCHANGED = (
    "https://example.org", "http://example.org", "HTTP://Example.ORG/A", "https://example.org/#c",
    "https://example.org/a_b__c~d", "https://example.org/?a=b&c=d%20e+f", "https://example.org/%7Eada/100%25",
    "https://example.org/$a!*'(),;:@", "https://en.wikipedia.org/wiki/TeX_(disambiguation)",
    "https://user:pw@example.org/", "https://foo_bar.example.org", "https://192.0.2.1/x", "mailto:ada@example.org",
    "mailto:ada@example.org?subject=a%20b", "tel:+49-170-1234567",
)  # fmt: skip
TARGETS = (
    *(("url", typed, typed) for typed in UNCHANGED),
    ("url", "example.org", "https://example.org"),
    ("url", "example.org/a", "https://example.org/a"),
    ("url", "example.org:8080/a", "https://example.org:8080/a"),
    ("url", "localhost:8000", "https://localhost:8000"),
    ("url", "https://example.org/é/刘", "https://example.org/%C3%A9/%E5%88%98"),
    ("url", "https://bücher.example/ü?ö#ä", "https://xn--bcher-kva.example/%C3%BC?%C3%B6#%C3%A4"),
    ("url", "https://Bücher.example:8080/", "https://xn--bcher-kva.example:8080/"),
    ("url", "https://ada@bücher.example/", "https://ada@xn--bcher-kva.example/"),
    ("url", "例子.测试", "https://xn--fsqu00a.xn--0zwm56d"),
    ("url", "https://straße.de", "https://xn--strae-oqa.de"),
    ("email", "ada@example.org", "mailto:ada@example.org"),
    ("email", "ada+cv@sub.example.co.uk", "mailto:ada+cv@sub.example.co.uk"),
    ("email", "a_b-c@example.org", "mailto:a_b-c@example.org"),
    ("email", "o'hara@example.org", "mailto:o'hara@example.org"),
    ("email", "a%b@example.org", "mailto:a%25b@example.org"),
    ("email", "müller@bücher.de", "mailto:m%C3%BCller@xn--bcher-kva.de"),
)


@pytest.mark.parametrize(("field", "typed", "target"), TARGETS)
def test_targets(field: str, typed: str, target: str) -> None:
    [(_, link)] = getattr(resume_of(f'{PERSON}  {field}: "{typed}"\n').basics, field)
    assert (link, link.target) == (typed, target)


def test_the_printed_form_of_an_address() -> None:
    printed = [Url(typed).shown for typed in ("https://www.example.org/", "http://x.org/a/", "mailto:a@x.org")]
    assert printed == ["example.org", "x.org/a", "a@x.org"]


@given(st.text())
def test_any_text_is_rejected_or_has_a_safe_target(typed: str) -> None:
    try:
        url = Url.parse(Text(typed))
    except PydanticCustomError:
        return
    assert url.target.isascii()
    assert urlsplit(url.target).scheme in ("https", "http", "mailto", "tel")
    assert not re.search(r"[\s<>\"{}|\\^`]", url.target)


@given(
    st.lists(st.sampled_from(["ada", "X1", "9", ".", "-", "_", "+", "%", "é", "", "a" * 59]), max_size=4),
    st.lists(st.sampled_from(["example", "x-y", "9", "-", "--", ".", "org", "xn--a", "b" * 40, "o"]), max_size=5),
    st.sampled_from(["org", "co.uk", "x9", "9", "o", "Test", *email_validator.SPECIAL_USE_DOMAIN_NAMES]),
)
def test_an_ordinary_address_is_valid_for_the_library(user: list[str], host: list[str], last: str) -> None:
    address = f"{''.join(user)}@{''.join(host)}.{last}"
    if links._is_ordinary(address):
        email_validator.validate_email(address, check_deliverability=False, test_environment=True)


@pytest.mark.parametrize("last", email_validator.SPECIAL_USE_DOMAIN_NAMES)
def test_the_library_checks_special_use_domains(last: str) -> None:
    assert not links._is_ordinary(f"ada@example.{last}")


def test_an_ordinary_address_does_not_need_the_library(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "email_validator", None)
    assert Email.parse(Text("ada+cv@sub-1.example.co.uk")) == "ada+cv@sub-1.example.co.uk"
