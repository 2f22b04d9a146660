"""Telephone numbers: in international and in home form, with words around them, with and without a country."""

from __future__ import annotations

import subprocess
import sys

import phonenumbers
import pytest
from phonenumbers import PhoneNumberFormat, PhoneNumberType

from cvpdf.schema.values.phones import Phone
from cvpdf.source.nodes import Text
from tests.support import PERSON, accepted, entry, noted, refused, resume_of


def test_every_country_in_both_forms_with_words_around() -> None:
    numbers = [
        (region, number)
        for region in sorted(phonenumbers.SUPPORTED_REGIONS)
        for kind in PhoneNumberType.values()
        if (number := phonenumbers.example_number_for_type(region, kind)) is not None
        # A number such as `310-1234` in Canada cannot be dialled from abroad.
        if phonenumbers.is_possible_number_with_reason(number) == phonenumbers.ValidationResult.IS_POSSIBLE
    ]
    for region, number in numbers:
        uri = phonenumbers.format_number(number, PhoneNumberFormat.RFC3966)
        for form in (PhoneNumberFormat.NATIONAL, PhoneNumberFormat.INTERNATIONAL):
            typed = phonenumbers.format_number(number, form)
            for text in (typed, f"Tel. {typed}", f"{typed} (mobile)", f"{typed} / M"):
                assert [piece.target for piece in Phone.parse(Text(text)).pieces(region)] == [uri], text


@pytest.mark.parametrize(
    ("typed", "country", "targets"),
    [
        ("+49 (0)170 / 123 45 67", None, ["tel:+49-170-1234567"]),
        ("+49 (0)30 123456", "US", ["tel:+49-30-123456"]),
        ("(555) 010-0199", "US", ["tel:+1-555-010-0199"]),
        ("(555) 010-0199", None, [""]),
        ("+1 800-FLOWERS", None, ["tel:+1-800-356-9377"]),
        ("+44 20 7946 0000 ext. 12", None, ["tel:+44-20-7946-0000;ext=12"]),
        ("020 7946 0958, x12", "GB", ["tel:+44-20-7946-0958;ext=12"]),
        ("010 1234 5678 내선 12", "KR", ["tel:+82-10-1234-5678;ext=12"]),
        ("030 123456 Durchwahl 12", "DE", ["tel:+49-30-123456;ext=12"]),
        ("030 12345-12", "DE", ["tel:+49-30-1234512"]),
        ("030/123456", "DE", ["tel:+49-30-123456"]),
        ("0049 30 123456", "DE", ["tel:+49-30-123456"]),
        ("010-8888 8888", "CN", ["tel:+86-10-8888-8888"]),
        ("+49 30 123456 / 0171 1234567", "DE", ["tel:+49-30-123456", "tel:+49-171-1234567"]),
        ("+1 212 555 0100 (w) · +1 212 555 0101 (m)", None, ["tel:+1-212-555-0100", "tel:+1-212-555-0101"]),
        # Of another country, of one's own town, too short.
        ("06 12 34 56 78", "US", [""]),
        ("555-0199", "US", [""]),
        ("(212) 555-010", "US", [""]),
    ],
)
def test_targets(typed: str, country: str | None, targets: list[str]) -> None:
    pieces = Phone.parse(Text(typed)).pieces(country)
    assert [piece.target for piece in pieces if piece.is_number] == targets
    assert "".join(piece.text for piece in pieces) == typed


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("call me", "it has no digits"),
        ("on request", "it has no digits"),
        ("12", "too few digits"),
        ("1234567 1234567 1234567", "too many digits"),
        ("+49", "too few or too many digits"),
        ("+491", "too few or too many digits"),
        ("+1 212 555 010", "too few digits for its country"),
        ("+49 170 1234567 1234567 1234", "too few or too many digits"),
        ("+999 1234567", "the country code does not exist"),
    ],
)
def test_rejected(typed: str, words: str) -> None:
    refused(f"{PERSON}  phone: §{typed}\n", "bad-phone", words, "+65 6516 6666")
    refused(f"{PERSON}  phone:\n    - +65 6516 6666\n    - §{typed}\n", "bad-phone", words)
    refused(entry("references", f"name: N\nphone: §{typed}"), "bad-phone", words)


@pytest.mark.parametrize(
    "country", ["  country: US\n", "  country: United States\n", "  country: USA\n", "locale: {language: en-us}\n"]
)
def test_a_country_links_numbers_in_home_form(country: str) -> None:
    accepted(f"{PERSON}  phone: (212) 555-0100\n{country}")


def test_the_country_of_a_language() -> None:
    for language, phone in (("ja", "03-1234-5678"), ("ko", "02-312-3456"), ("zh-Hans-CN", "010-8888 8888")):
        accepted(f"{PERSON}  phone: {phone}\nlocale: {{language: {language}}}\n")
    noted(f"{PERSON}  phone: §030 123456\nlocale: {{language: de}}\n", "phone-unlinked", "`country: US`")


def test_without_a_link() -> None:
    noted(f"{PERSON}  phone: §(212) 555-0100\n", "phone-unlinked", "country is not known", "`country: US`")
    noted(f"{PERSON}  country: GB\n  phone: §(212) 555-01\n", "phone-unlinked", "the country GB", "check its digits")
    noted(entry("references", "name: N\nphone: §(212) 555-0100"), "phone-unlinked", "country is not known")


def test_unknown_country() -> None:
    refused(f"{PERSON}  country: §Germny\n", "bad-country", "did you mean `DE`?")
    refused(f"{PERSON}  country: §XX\n", "bad-country", "US, GB, DE")
    assert [resume_of(f"{PERSON}  country: {c}\n").basics.country for c in ("uk", "Deutschland")] == ["GB", "DE"]


def test_names_of_countries_load_no_areas() -> None:
    code = "import sys; from cvpdf.schema.values import countries as c; print(len(c._names()) > 250, *sys.modules)"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert shown[0] == "True"
    assert "phonenumbers.geodata" not in shown
