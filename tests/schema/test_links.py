"""Addresses and identifiers: what is refused, and the exact target of what is taken."""

from __future__ import annotations

import re
import sys
from urllib.parse import urlsplit

import email_validator
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic_core import PydanticCustomError

from cvpdf.schema import links
from cvpdf.schema.identifiers import Arxiv, Doi, Orcid
from cvpdf.schema.links import Email, Phone, Url
from cvpdf.source.nodes import Text
from tests.support import PERSON, refused, resume_of, work


def field(name: str, typed: str) -> str:
    return f"{PERSON}  {name}: §{typed}\n"


class TestUrl:
    @pytest.mark.parametrize(
        "typed",
        [
            "javascript:alert(1)", "JavaScript:alert(1)", "'javascript:1'", "data:text/html,x", "file:///etc/passwd",
            "ftp://example.org/x", "vbscript:x", "about:blank", "'gopher://x.org'", "ssh://x.org", "latex:x",
        ],
    )  # fmt: skip
    def test_kinds_that_are_not_allowed(self, typed: str) -> None:
        refused(field("url", typed), "bad-url")

    def test_the_kind_is_named(self) -> None:
        refused(field("url", "javascript:alert(1)"), "bad-url", "`javascript:`", "https, http, mailto or tel")

    @pytest.mark.parametrize(
        "typed",
        [
            "https://example.org/a b", "'https://exam\tple.org'", "https://example.org/<x>", "'https://x.org/\"'",
            "'https://x.org/{a}'", "https://x.org/a|b", "'https://x.org/}\\input{x'", "https://x.org\\y",
            "'https://x.org/`'",
            "https://example.org/a^b",
        ],
    )  # fmt: skip
    def test_characters_that_no_url_has(self, typed: str) -> None:
        refused(field("url", typed), "bad-url", "a space or another character", "%20")

    @pytest.mark.parametrize(
        "typed",
        [
            "https://", "https:///x", "http://nohost", "HTTPS://nohost", "example", "'//example.org'", "https://.",
            "https://a..b", "https://x.org:99999", "https://x.org:port", "https://[::1", "https:example.org",
            "https://ex ample.org", "'tel:'", "tel:abc", "https://xn--a.example\u2024.", "https://\u3002",
            "https://пример\u00ff\u0300..рф",
        ],
    )  # fmt: skip
    def test_no_address(self, typed: str) -> None:
        refused(field("url", typed), "bad-url")

    @pytest.mark.parametrize("typed", ["'mailto:'", "mailto:ada", "'mailto:a b@x.org'"])
    def test_no_mail_address(self, typed: str) -> None:
        [code] = {d for d in ("bad-url", "bad-email") if d == _code(Url, typed.strip("'"))}
        refused(field("url", typed), code)

    @pytest.mark.parametrize(
        ("typed", "target"),
        [
            ("https://example.org", "https://example.org"),
            ("example.org", "https://example.org"),
            ("example.org/a", "https://example.org/a"),
            ("example.org:8080/a", "https://example.org:8080/a"),
            ("localhost:8000", "https://localhost:8000"),
            ("http://example.org", "http://example.org"),
            ("HTTP://Example.ORG/A", "HTTP://Example.ORG/A"),
            ("https://example.org/#c", "https://example.org/#c"),
            ("https://example.org/a_b__c~d", "https://example.org/a_b__c~d"),
            ("https://example.org/?a=b&c=d%20e+f", "https://example.org/?a=b&c=d%20e+f"),
            ("https://example.org/%7Eada/100%25", "https://example.org/%7Eada/100%25"),
            ("https://example.org/$a!*'(),;:@", "https://example.org/$a!*'(),;:@"),
            (
                "https://en.wikipedia.org/wiki/TeX_(disambiguation)",
                "https://en.wikipedia.org/wiki/TeX_(disambiguation)",
            ),
            ("https://user:pw@example.org/", "https://user:pw@example.org/"),
            ("https://foo_bar.example.org", "https://foo_bar.example.org"),
            ("https://192.0.2.1/x", "https://192.0.2.1/x"),
            ("https://example.org/é/刘", "https://example.org/%C3%A9/%E5%88%98"),
            ("https://bücher.example/ü?ö#ä", "https://xn--bcher-kva.example/%C3%BC?%C3%B6#%C3%A4"),
            ("https://Bücher.example:8080/", "https://xn--bcher-kva.example:8080/"),
            ("https://ada@bücher.example/", "https://ada@xn--bcher-kva.example/"),
            ("例子.测试", "https://xn--fsqu00a.xn--0zwm56d"),
            ("https://straße.de", "https://xn--strae-oqa.de"),
            ("mailto:ada@example.org", "mailto:ada@example.org"),
            ("mailto:ada@example.org?subject=a%20b", "mailto:ada@example.org?subject=a%20b"),
            ("tel:+49-170-1234567", "tel:+49-170-1234567"),
        ],
    )
    def test_targets(self, typed: str, target: str) -> None:
        url = resume_of(f'{PERSON}  url: "{typed}"\n').basics.url
        assert url is not None
        assert url == typed
        assert url.target == target

    def test_what_is_printed(self) -> None:
        shown = {typed: Url(typed).shown for typed in ("https://www.example.org/", "http://x.org/a/", "mailto:a@x.org")}
        assert list(shown.values()) == ["example.org", "x.org/a", "a@x.org"]

    @given(st.text())
    def test_any_text_is_refused_or_has_a_safe_target(self, typed: str) -> None:
        try:
            url = Url.parse(Text(typed))
        except PydanticCustomError:
            return
        assert url.target.isascii()
        assert urlsplit(url.target).scheme in ("https", "http", "mailto", "tel")
        assert not re.search(r"[\s<>\"{}|\\^`]", url.target)


def _code(kind: type[Url], typed: str) -> str:
    try:
        kind.parse(Text(typed))
    except PydanticCustomError as problem:
        return problem.type
    return ""


class TestEmail:
    @pytest.mark.parametrize(
        "typed",
        [
            "ada",
            "ada@",
            "'@example.org'",
            "a b@x.org",
            "ada@x..org",
            "ada@@x.org",
            "ada.@x.org",
            "<ada@x.org>",
            "a,b@x.org",
        ],
    )
    def test_wrong(self, typed: str) -> None:
        refused(field("email", typed), "bad-email", "is not an e-mail address")

    @pytest.mark.parametrize(
        ("typed", "target"),
        [
            ("ada@example.org", "mailto:ada@example.org"),
            ("ada+cv@sub.example.co.uk", "mailto:ada+cv@sub.example.co.uk"),
            ("a_b-c@example.org", "mailto:a_b-c@example.org"),
            ("o'hara@example.org", "mailto:o'hara@example.org"),
            ("a%b@example.org", "mailto:a%25b@example.org"),
            ("müller@bücher.de", "mailto:m%C3%BCller@xn--bcher-kva.de"),
        ],
    )
    def test_good(self, typed: str, target: str) -> None:
        email = resume_of(f'{PERSON}  email: "{typed}"\n').basics.email
        assert email == typed
        assert Email(typed).target == target

    @given(
        st.lists(st.sampled_from(["ada", "X1", "9", ".", "-", "_", "+", "%", "é", "", "a" * 59]), max_size=4),
        st.lists(st.sampled_from(["example", "x-y", "9", "-", "--", ".", "org", "xn--a", "b" * 40, "o"]), max_size=5),
        st.sampled_from(["org", "co.uk", "x9", "9", "o", "Test", *email_validator.SPECIAL_USE_DOMAIN_NAMES]),
    )
    def test_what_needs_no_library_is_an_address_for_the_library(
        self, user: list[str], host: list[str], last: str
    ) -> None:
        address = f"{''.join(user)}@{''.join(host)}.{last}"
        if links._is_ordinary(address):
            email_validator.validate_email(address, check_deliverability=False, test_environment=True)

    @pytest.mark.parametrize("last", email_validator.SPECIAL_USE_DOMAIN_NAMES)
    def test_the_library_decides_on_names_for_special_use(self, last: str) -> None:
        assert not links._is_ordinary(f"ada@example.{last}")

    def test_an_ordinary_address_needs_no_library(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(sys.modules, "email_validator", None)
        assert Email.parse(Text("ada+cv@sub-1.example.co.uk")) == "ada+cv@sub-1.example.co.uk"


class TestPhone:
    @pytest.mark.parametrize(
        ("typed", "words"),
        [
            ("0170 1234567", ["the country code is missing", "+65 6516 6666"]),
            ("call me", ["the country code is missing"]),
            ("+49", ["is not a telephone number"]),
            ("+491", ["is not a telephone number: The string"]),
            ("+1 212 555 010", ["too few digits"]),
            ("+49 170 1234567 1234567 1234", ["is not a telephone number"]),
            ("+999 1234567", ["is not a telephone number"]),
            ("[+49]", []),
        ],
    )
    def test_wrong(self, typed: str, words: list[str]) -> None:
        if typed.startswith("["):
            refused(field("phone", typed).replace("phone: §", "§phone: "), "wrong-type", "a list")
        else:
            refused(field("phone", typed), "bad-phone", *words)

    @pytest.mark.parametrize(
        ("typed", "target"),
        [
            ("+491701234567", "tel:+49-170-1234567"),
            ("+49 170 1234567", "tel:+49-170-1234567"),
            ("+49 (0)170 / 123 45 67", "tel:+49-170-1234567"),
            ("+65 6516 6666", "tel:+65-6516-6666"),
            ("+1 (212) 555-0100", "tel:+1-212-555-0100"),
            ("+86 138 0013 8000", "tel:+86-138-0013-8000"),
            ("+44 20 7946 0000 ext. 12", "tel:+44-20-7946-0000;ext=12"),
        ],
    )
    def test_prints_as_typed(self, typed: str, target: str) -> None:
        phone = resume_of(f"{PERSON}  phone: {typed}\n").basics.phone
        assert phone == typed
        assert isinstance(phone, Phone)
        assert phone.target == target


class TestDoi:
    @pytest.mark.parametrize(
        "typed",
        [
            "11.1145/1",
            "10.11/x",
            "10.1145",
            "10.1145/",
            "10.1145/a b",
            "doi",
            "https://example.org/10.1145/1",
            "'10.1145x/1'",
            "1e3",
        ],
    )
    def test_wrong(self, typed: str) -> None:
        refused(work(f"doi: §{typed}"), "bad-doi", "is not a DOI", "10.1145/3581784.3607073")

    @pytest.mark.parametrize(
        ("typed", "bare", "target"),
        [
            ("10.1145/3581784.3607073", "10.1145/3581784.3607073", "10.1145/3581784.3607073"),
            ("doi:10.1145/1", "10.1145/1", "10.1145/1"),
            ("DOI: 10.1145/1", "10.1145/1", "10.1145/1"),
            ("https://doi.org/10.1145/1", "10.1145/1", "10.1145/1"),
            ("http://dx.doi.org/10.1145/1", "10.1145/1", "10.1145/1"),
            ("https://www.doi.org/10.1145/1", "10.1145/1", "10.1145/1"),
            ("doi.org/10.1145/1", "10.1145/1", "10.1145/1"),
            ("10.1000.10/123456", "10.1000.10/123456", "10.1000.10/123456"),
            ("10.1007/978-3-030-58580-8_1", "10.1007/978-3-030-58580-8_1", "10.1007/978-3-030-58580-8_1"),
            (
                "10.1002/(SICI)1097-4571(199806)49:8<693::AID-ASI4>3.0.CO;2-O",
                "10.1002/(SICI)1097-4571(199806)49:8<693::AID-ASI4>3.0.CO;2-O",
                "10.1002/(SICI)1097-4571(199806)49:8%3C693::AID-ASI4%3E3.0.CO;2-O",
            ),
            (
                "https://doi.org/10.1002/(SICI)1097-4571(199806)49:8%3C693::AID-ASI4%3E3.0.CO;2-O",
                "10.1002/(SICI)1097-4571(199806)49:8<693::AID-ASI4>3.0.CO;2-O",
                "10.1002/(SICI)1097-4571(199806)49:8%3C693::AID-ASI4%3E3.0.CO;2-O",
            ),
            ("10.1000/a#b?c%d", "10.1000/a#b?c%d", "10.1000/a%23b%3Fc%25d"),
            ("10.1000/é", "10.1000/é", "10.1000/%C3%A9"),
        ],
    )
    def test_good(self, typed: str, bare: str, target: str) -> None:
        doi = resume_of(work(f'doi: "{typed}"')).publications[0].doi
        assert isinstance(doi, Doi)
        assert doi == bare
        assert doi.target == "https://doi.org/" + target


class TestArxiv:
    @pytest.mark.parametrize(
        "typed",
        [
            "2513.12345", "2500.12345", "250.12345", "2509.1786", "2509.178633", "1412.12345", "1501.1234",
            "2509-17863",
            "hep-th/9913001", "hep-th/99010", "Hep-th/9901001", "9901001",
            "2509.17863v", "https://example.org/2509.17863", "٢509.17863",
        ],
    )  # fmt: skip
    def test_wrong(self, typed: str) -> None:
        refused(work(f"arxiv: §{typed}"), "bad-arxiv", "is not an arXiv number", "2509.17863")

    def test_the_number_of_digits_is_explained(self) -> None:
        refused(work("arxiv: §1412.12345"), "bad-arxiv", "four digits after the dot until 2014, five since 2015")

    @pytest.mark.parametrize(
        ("typed", "bare"),
        [
            ("2509.17863", "2509.17863"),
            ("2509.17863v2", "2509.17863v2"),
            ("0704.0001", "0704.0001"),
            ("1412.9999", "1412.9999"),
            ("1501.00001", "1501.00001"),
            ("arXiv:2509.17863", "2509.17863"),
            ("arxiv: 2509.17863", "2509.17863"),
            ("https://arxiv.org/abs/2509.17863v1", "2509.17863v1"),
            ("http://www.arxiv.org/pdf/2509.17863.pdf", "2509.17863"),
            ("https://arxiv.org/pdf/2509.17863", "2509.17863"),
            ("hep-th/9901001", "hep-th/9901001"),
            ("math.GT/0309136", "math.GT/0309136"),
            ("cond-mat/0703123v3", "cond-mat/0703123v3"),
            ("https://arxiv.org/abs/hep-th/9901001", "hep-th/9901001"),
        ],
    )
    def test_good(self, typed: str, bare: str) -> None:
        arxiv = resume_of(work(f'arxiv: "{typed}"')).publications[0].arxiv
        assert isinstance(arxiv, Arxiv)
        assert arxiv == bare
        assert arxiv.target == f"https://arxiv.org/abs/{bare}"


class TestOrcid:
    @pytest.mark.parametrize(
        "typed", ["0000-0002-1825-009", "0000000218250097", "0000-0002-1825-009x", "me", "0000-0002-1825-009٧"]
    )
    def test_wrong_form(self, typed: str) -> None:
        refused(field("orcid", typed), "bad-orcid", "is not an ORCID iD", "0000-0002-1825-0097")

    @pytest.mark.parametrize("typed", ["0000-0002-1825-0096", "0000-0002-1852-0097", "0000-0002-1825-009X"])
    def test_wrong_check_digit(self, typed: str) -> None:
        refused(field("orcid", typed), "bad-orcid", "check digit", "compare the digits")

    @pytest.mark.parametrize("bare", ["0000-0002-1825-0097", "0000-0001-5109-3700", "0000-0002-1694-233X"])
    @pytest.mark.parametrize("before", ["", "https://orcid.org/", "http://orcid.org/"])
    def test_good(self, bare: str, before: str) -> None:
        orcid = resume_of(f"{PERSON}  orcid: {before}{bare}\n").basics.orcid
        assert isinstance(orcid, Orcid)
        assert orcid == bare
        assert orcid.target == f"https://orcid.org/{bare}"
