"""What the checks will look for: everything that is printed, and nothing that is not."""

from __future__ import annotations

import re
from textwrap import dedent, indent

import pytest

from cvpdf.expectation import Expectation
from cvpdf.render.expected import expectation
from cvpdf.schema.sections import KINDS
from tests.render.rendering import rendered, selection_of

DATED = """
    start_date: 2020-01
    end_date: present
    location: _location_
    url: https://_url_.example.org
    summary: _summary_ **bold** [_link_](https://_target_.example.org)
    highlights:
      - _plain_
      - {text: _marked_, tags: [TAG], priority: 5}
      - {text: HIDDEN, hide: true}
    tags: [TAG]
    """

ENTRIES = {
    "education": "institution: _i_\ndepartment: _d_\ndegree: _g_\narea: _a_\ngrade: _gr_\nadvisors: [_x_, _y_]\n"
    "thesis: _t_\ncourses: [_c1_, _c2_]",
    "experience": "company: _c_\nposition: _p_\nteam: _t_",
    "projects": "name: _n_\nrole: _r_\nadvisors: [_a_]",
    "awards": "title: _t_\nawarder: _a_",
    "grants": "title: _t_\nfunder: _f_\namount: _a_\nrole: _r_\nnumber: _n_",
    "talks": "title: _t_\nevent: _e_\nrole: _r_",
    "teaching": "course: _c_\ninstitution: _i_\nrole: _r_",
    "service": "role: _r_\norganization: _o_",
    "certificates": "name: _n_\nissuer: _i_",
    "volunteering": "organization: _o_\nposition: _p_",
    "custom": "title: _t_\nsubtitle: _s_",
}
UNDATED = {
    "skills": "label: _l_\nkeywords: [_C++_, '_C#_']\ntags: [TAG]",
    "languages": "language: _l_\nfluency: _f_",
    "references": "name: _n_\nposition: _p_\nemail: _e_@example.org\nphone: +41 44 668 18 00\nquote: _q_ *italics*",
}


def section(kind: str, fields: str) -> str:
    entry = indent(dedent(fields).strip("\n"), " " * 8)
    head = f"basics: {{name: Ada}}\nsections:\n  - kind: {kind}\n    id: KEY\n    title: _title_\n    entries:\n"
    return f"{head}      -\n{entry}\n"


def texts(found: Expectation) -> list[str]:
    return [text.text for text in found.texts]


def links(found: Expectation) -> list[str]:
    return list(dict.fromkeys(link.uri for link in found.links))


def marked(snippet: str) -> set[str]:
    """Return the words between underscores that are not part of an address."""
    return set(re.findall(r"(?<![\w/])_[^_\s]+_(?!\.example)", snippet))


@pytest.mark.parametrize("kind", [*ENTRIES, *UNDATED])
def test_every_field_of_every_kind_of_entry_is_expected_and_printed(kind: str) -> None:
    snippet = section(kind, ENTRIES[kind] + "\n" + dedent(DATED) if kind in ENTRIES else UNDATED[kind])
    result = rendered(snippet)
    found = " | ".join(texts(result.expectation))
    for word in marked(snippet):
        assert word in found, word
        assert word.replace("_", r"\_").replace("#", r"\#") in result.tex, word
    for hidden in ("HIDDEN", "TAG", "KEY", "**", "priority"):
        assert hidden not in found
        assert hidden not in result.tex
    if kind in ENTRIES:
        assert "Jan\u00a02020 – Present" in texts(result.expectation)
        assert "_summary_ bold _link_" in texts(result.expectation)
        assert links(result.expectation) == ["https://_url_.example.org", "https://_target_.example.org"]


def test_no_kind_is_forgotten_here() -> None:
    assert {*ENTRIES, *UNDATED, "text", "publications"} == set(KINDS)


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
              email: ada@example.org
              phone: +41 44 668 18 00
              url: https://www.example.org/ada/
              orcid: 0000-0002-1825-0097
              profiles:
                - {network: GitHub, username: ada}
                - {network: Unknown, username: '@ada'}
                - {network: Site, username: x, url: https://x.example.org}
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
        *("Ada Lovelace", "刘", "h1", "a1", "a2", "l1", "ada@example.org", "+41 44 668 18 00", "example.org/ada"),
        *("0000-0002-1825-0097", "GitHub: ada", "Unknown: @ada", "Site: x", "s1", "s2", "T", "one two"),
    ]
    assert links(found) == [
        *("mailto:ada@example.org", "tel:+41-44-668-18-00", "https://www.example.org/ada/"),
        *("https://orcid.org/0000-0002-1825-0097", "https://github.com/ada", "https://x.example.org"),
    ]
    assert (found.title, found.author, found.language) == ("Ada Lovelace – Curriculum Vitae", "Ada Lovelace", "en")


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
        *("best", "10.1000/1", "arXiv:2509.17863", "x.org", "t3", "Cy", "v3", "y.org"),
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
