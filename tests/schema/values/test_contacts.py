"""Contacts: one value, a list, or a mapping with labels."""

from __future__ import annotations

import pytest

from tests.support import PERSON, accepted, refused

VALUES = {"email": "a@x.org", "phone": "+65 6516 6666", "url": "x.org", "details": "Dutch"}


@pytest.mark.parametrize(("field", "value"), VALUES.items())
def test_the_three_forms(field: str, value: str) -> None:
    forms: dict[str, list[str | None]] = {
        value: [None],
        f"[{value}, {value}]": [None, None],
        f"{{a: {value}, b c: {value}}}": ["a", "b c"],
    }
    for typed, labels in forms.items():
        contacts = getattr(accepted(f"{PERSON}  {field}: {typed}\n").basics, field)
        assert [(item.label, item.value) for item in contacts] == [(label, value) for label in labels]
    assert getattr(accepted(f"{PERSON}  {field}:\n").basics, field) == ()


def test_a_place_has_parts_instead_of_labels() -> None:
    assert [item.value for item in accepted(f"{PERSON}  location: [Paris, Rome]\n").basics.location] == [
        "Paris",
        "Rome",
    ]
    refused(f"{PERSON}  §location: {{city: Paris, country: FR}}\n", "wrong-type", "as one text", "Paris, FR")


def test_errors_have_the_place_of_their_item() -> None:
    refused(f"{PERSON}  email: [a@x.org, §b]\n", "bad-email")
    refused(f"{PERSON}  email: {{home: a@x.org, work: §b}}\n", "bad-email")
    refused(f"{PERSON}  email:\n    - home: §b\n", "bad-email")
    refused(f"{PERSON}  email:\n    - §[a@x.org]\n", "wrong-type", "got a list")
    refused(f"{PERSON}  email: [{{label: home, address: §b}}]\n", "bad-email")
    refused(f"{PERSON}  details:\n    §Nationality:\n", "wrong-type", "got nothing")


@pytest.mark.parametrize("typed", ["[{a: Dutch}, {b: Dutch}]", "[{label: a, value: Dutch}, {label: b, text: Dutch}]"])
def test_labels_in_a_list(typed: str) -> None:
    details = accepted(f"{PERSON}  details: {typed}\n").basics.details
    assert [tuple(item) for item in details] == [("a", "Dutch"), ("b", "Dutch")]
