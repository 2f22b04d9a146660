"""What the checks will look for: everything that is printed, and nothing that is not."""

from __future__ import annotations

import json
import re
from textwrap import dedent, indent
from typing import Any, get_args, get_origin

import pytest

from cvpdf.expectation import Expectation
from cvpdf.render.expected import expectation
from cvpdf.schema.model import Bounded, Highlight, Model, Named
from cvpdf.schema.sections import SectionBase
from cvpdf.schema.values.contacts import OneOrMore
from cvpdf.schema.values.dates import Date, EndDate
from cvpdf.schema.values.links import Email, Url
from cvpdf.schema.values.paragraphs import ListItem
from cvpdf.schema.values.phones import Phone
from cvpdf.schema.values.text import Line, Place, Prose, Title
from tests.render.rendering import rendered, selection_of

ENTRIES: dict[str, type[Model]] = {
    get_args(model.model_fields["kind"].annotation)[0]: get_args(model.model_fields["entries"].annotation)[0]
    for model in SectionBase.__subclasses__()
    if "entries" in model.model_fields
}
NOT_PRINTED = {*Named.model_fields, *Bounded.model_fields, "page_break"}
ELSEWHERE = {"date", "roles", "degrees", "publications"}
"""Fields that cannot be beside others, or need more than the entry; they have tests of their own."""
SAMPLES: dict[Any, str] = {
    Line: "_{}_",
    Title: "_{}_",
    Place: "_{}_",
    ListItem: "_{}_",
    Prose: "_{}_ **bold** [_link_](https://target.example.org)",
    Url: "https://{}.example.org",
    Email: "{}@example.org",
    Phone: "+41 44 668 18 00",
    Date: "2020-01",
    EndDate: "present",
    Highlight: "_{}_",
}


def filled(model: type[Model]) -> dict[str, Any]:
    """Return an entry with a value in every field that is printed."""
    entry: dict[str, Any] = {}
    for name, field in model.model_fields.items():
        if name not in NOT_PRINTED | ELSEWHERE:
            many = get_origin(field.annotation) is tuple
            kind = field.annotation if isinstance(field.annotation, type) else get_args(field.annotation)[0]
            kind = next((form.kind for form in field.metadata if isinstance(form, OneOrMore)), kind)
            sample = SAMPLES[kind].format(name)
            entry[name] = [sample, sample.replace("_", "_2", 1)] if many else sample
    return entry


def section(kind: str, fields: str) -> str:
    entry = indent(dedent(fields).strip("\n"), " " * 8)
    head = f"basics: {{name: Ada}}\nsections:\n  - kind: {kind}\n    id: KEY\n    title: _title_\n    entries:\n"
    return f"{head}      -\n{entry}\n"


def texts(found: Expectation) -> list[str]:
    return [text.text for text in found.texts]


def links(found: Expectation) -> list[str]:
    return list(dict.fromkeys(link.uri for link in found.links))


def marked(text: str) -> list[str]:
    """Return the words between underscores, as they are in a text or in LaTeX."""
    return re.findall(r"_[^_\s]+_", text.replace(r"\_", "_"))


def test_several_degrees_of_one_institution() -> None:
    result = rendered(
        section(
            "education",
            """
            institution: _u_
            degrees:
              - {degree: _d1_, area: _a1_, date: 2020, grade: _g1_, thesis: _t1_, highlights: [_h1_]}
              - {degree: _d2_, department: _a2_, location: _l2_, courses: [_c2_]}
              - {area: _a3_}
              - _d4_
            """,
        )
    )
    found = [
        "_title_",
        *(f"_{name}_" for name in ["u", "d1", "a1", "g1", "t1", "h1", "d2", "a2", "l2", "c2", "a3", "d4"]),
    ]
    # The degree and its area share a line, which comes before the date.
    assert "_d1_, _a1_" in texts(result.expectation)
    assert marked(" ".join(texts(result.expectation))) == marked(result.tex) == found


def test_skills_in_every_form() -> None:
    entries = "[Python, Rust, {label: Go, level: expert}, {label: Web, level: good, keywords: [Django]}, Leadership]"
    result = rendered(f"basics: {{name: Ada}}\nsections: [{{kind: skills, title: S, entries: {entries}}}]\n")
    assert texts(result.expectation) == [
        "Ada",
        "S",
        "Python",
        "Rust",
        "Go (expert)",
        "Web (good)",
        "Django",
        "Leadership",
    ]
    assert result.expectation.keywords == ("Python", "Rust", "Go", "Django", "Leadership")
    assert r"\cvskill{}{Python, Rust}" in result.tex
    assert r"\cvskill{Go\cvlight{ (}\cvlight{expert}\cvlight{)}}{}" in result.tex


def test_until_when_a_certificate_is_valid() -> None:
    for fields, printed in (
        ("end_date: 2030", "Valid until 2030"),
        ("start_date: 2020, end_date: 2030", "2020 – 2030"),
    ):
        assert texts(expectation(selection_of(section("certificates", f"{{name: N, {fields}}}"))))[-1] == printed
    assert texts(expectation(selection_of(section("awards", "{title: N, end_date: 2020}"))))[-1] == "2020"


@pytest.mark.parametrize("kind", ENTRIES)
def test_every_field_of_every_kind_of_entry_is_expected_and_printed_in_order(kind: str) -> None:
    entry = filled(ENTRIES[kind])
    given = [value for value in entry.values() for value in ([value] if isinstance(value, str) else value)]
    if "highlights" in entry:
        entry["highlights"].append({"text": "HIDDEN", "hide": "true"})
    result = rendered(section(kind, json.dumps({**entry, "tags": ["TAG"], "priority": 5})))
    found = texts(result.expectation)
    assert sorted(marked(" | ".join(found))) == sorted([*marked(" | ".join(given)), "_title_"])
    assert marked(" | ".join(found)) == marked(result.tex.partition(r"\begin{document}")[2])
    assert ("Jan\u00a02020 – Present" in found) is ("start_date" in entry)
    assert [("email@example.org" in found), ("+41\u00a044\u00a0668\u00a018\u00a000" in found)] == [
        "email" in entry,
        "phone" in entry,
    ]
    for address in ("https://url.example.org", "https://target.example.org"):
        assert (address in links(result.expectation)) is any(address in value for value in given)
    for hidden in ("HIDDEN", "TAG", "KEY", "**", "priority"):
        assert hidden not in " | ".join(found)
        assert hidden not in result.tex


def test_roles() -> None:
    found = texts(
        expectation(
            selection_of(
                section(
                    "experience",
                    """
                    company: c
                    roles:
                      - {position: p1, team: t1, location: l1, start_date: 2020, end_date: 2021, summary: s1,
                         highlights: [h1]}
                      - {position: p2, date: 2019}
                      - {position: p3, date: 2018, hide: true}
                    """,
                )
            )
        )
    )
    for word in ("c", "p1", "t1", "l1", "2020 – 2021", "s1", "h1", "p2", "2019"):
        assert word in found
    assert "p3" not in found
    assert "2018" not in found


def test_a_reference_with_several_contacts() -> None:
    fields = "name: Bo\nemail: [a@example.org, b@example.org]\nphone: {office: +41 44 668 18 00, home: '+41446681801'}"
    result = rendered(section("references", fields))
    found = [text.replace("\u00a0", " ") for text in texts(result.expectation)]
    assert found[-4:] == ["a@example.org", "b@example.org", "office: +41 44 668 18 00", "home: +41446681801"]
    assert result.tex.count(r"\cvtext{") == 1
    assert result.tex.count(r" \cvsep ") == 3


def test_text_sections_and_the_header() -> None:
    found = expectation(
        selection_of(
            """
            basics:
              name: Ada Lovelace
              native_name: 刘
              other_names: [A. Lovelace]
              headline: '**h1**'
              affiliations: [a1, a2]
              location: l1
              email: {private: ada@example.org}
              phone: [+41 44 668 18 00, +1 212 555 0100 · 2125550101]
              country: US
              url: https://www.example.org/ada/
              orcid: 0000-0002-1825-0097
              profiles:
                - {network: GitHub, username: ada}
                - {network: Unknown, username: '@ada'}
                - {network: Site, username: x, url: https://x.example.org}
              details: {Nationality: Dutch, Driving licence: B}
              summary: |
                s1

                s2
              photo: me.jpg
            sections:
              - {kind: text, title: T, text: 'one `two`'}
              - {kind: text, title: No, text: no, hide: true}
            """
        )
    )
    assert texts(found) == [
        *(
            "Ada Lovelace",
            "刘",
            "h1",
            "a1",
            "a2",
            "l1",
            "private: ada@example.org",
            "+41 44 668 18 00".replace(" ", "\u00a0"),
        ),
        *(
            "+1\u00a0212\u00a0555\u00a00100 · 2125550101",
            "example.org/ada",
            "ORCID\u00a00000-0002-1825-0097",
            "GitHub: ada",
        ),
        *("Unknown: @ada", "Site: x", "Nationality: Dutch", "Driving\u00a0licence: B"),
        *("s1", "s2", "T", "one two"),
    ]
    assert links(found) == [
        *("mailto:ada@example.org", "tel:+41-44-668-18-00", "tel:+1-212-555-0100", "tel:+1-212-555-0101"),
        "https://www.example.org/ada/",
        *("https://orcid.org/0000-0002-1825-0097", "https://github.com/ada", "https://x.example.org"),
    ]
    assert (found.title, found.author, found.language) == ("Ada Lovelace – Curriculum Vitae", "Ada Lovelace", "en")


def test_the_text_of_a_link() -> None:
    """It is what is printed; of several links of a text to one address, that of the first."""
    prose = "See [a **b** c](https://a.example), [d](https://b.example) and [e](https://a.example)."
    found = expectation(
        selection_of(f"basics: {{name: Ada Lovelace, url: https://x.example/ada/, summary: '{prose}'}}")
    )
    assert [(link.uri, link.text) for link in found.links] == [
        ("https://x.example/ada/", "x.example/ada"),
        ("https://a.example", "a b c"),
        ("https://b.example", "d"),
    ]


WORKS = """
basics: {name: Ada Lovelace}
sections:
  - {kind: publications, title: P, group_by: status, numbered: true}
  - kind: projects
    title: R
    entries:
      - {name: n, publications: [KEY1, KEY2, KEY3]}
publications:
  - {key: KEY1, title: t1, authors: [Ada Lovelace*, "Bob Li *†"], venue: v1, venue_short: vs1, date: 2023-05,
     note: "**best**", doi: 10.1000/1, arxiv: 2509.17863, url: https://x.org, tags: [TAG]}
  - {key: KEY2, title: t2, authors: [Cy], status: preprint, arxiv: 2509.17864}
  - {key: KEY3, title: t3, authors: [Cy], venue: v3, url: https://y.org}
  - {key: KEY4, title: t4, authors: [Cy], hide: true}
"""


def test_publications_and_references_to_them() -> None:
    result = rendered(WORKS)
    assert texts(result.expectation) == [
        *("Ada Lovelace", "P", "Published", "t1", "Ada\u00a0Lovelace*", "Bob\u00a0Li*†", "vs1", "v1", "May\u00a02023"),
        *("best", "doi:10.1000/1", "arXiv:2509.17863", "x.org", "t3", "Cy", "v3", "y.org"),
        *("Preprints", "t2", "Cy", "arXiv:2509.17864"),
        *("R", "n", "vs1", "arXiv:2509.17864", "v3"),
    ]
    assert links(result.expectation) == [
        *("https://doi.org/10.1000/1", "https://arxiv.org/abs/2509.17863", "https://x.org", "https://y.org"),
        "https://arxiv.org/abs/2509.17864",
    ]
    for hidden in ("KEY", "TAG", "t4"):
        assert hidden not in result.tex
    assert result.tex.count(r"\cvremark") == 2
    assert r"\cvme{Ada~Lovelace}*, Bob~Li*†" in result.tex


def test_what_a_variant_leaves_out_is_not_expected() -> None:
    snippet = (
        WORKS + "variants: {v: {header: [], sections: [projects], limits: [{id: projects, omit: [publications]}]}}\n"
    )
    assert texts(expectation(selection_of(snippet, "v"))) == ["Ada Lovelace", "R", "n"]


def test_every_text_has_its_place_and_a_name() -> None:
    for text in expectation(selection_of(WORKS)).texts:
        assert text.span is not None
        assert text.what


def test_the_limit_of_pages_is_the_variants() -> None:
    assert expectation(selection_of(WORKS)).max_pages is None
    assert expectation(selection_of(WORKS, "onepage")).max_pages == 1
