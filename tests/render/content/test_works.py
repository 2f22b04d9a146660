"""What lists print of publications: every field, once."""

from __future__ import annotations

import pytest

from tests.render.content.styles.works import printed, works

LAST = (
    "{key: x, title: T, authors: [A. Bo*, Cy Di], venue: V, venue_short: 'V ’20', date: 2020, note: N, doi: 10.5555/x"
)


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ("volume: 3, issue: 4, pages: 5--9", "T. A. Bo*, Cy Di. V ’20, V, vol. 3, no. 4, pp. 5–9. N. doi:10.5555/x"),
        ("award: Best paper, others: true", "T. A. Bo*, Cy Di, et al. V ’20, V. Best paper. N. doi:10.5555/x"),
        ("status: under_review", "T. A. Bo*, Cy Di. V ’20, V. Under review. N. doi:10.5555/x"),
        ("edition: 3, article_number: e7", "T. A. Bo*, Cy Di. V ’20, V, article e7, 3rd ed. N. doi:10.5555/x"),
        ("edition: Revised, series: S, number: 2", "T. A. Bo*, Cy Di. V ’20, V, S, no. 2, Revised. N. doi:10.5555/x"),
        ("editors: [E. F.], event: V", "T. A. Bo*, Cy Di. V ’20, V, edited by E. F. N. doi:10.5555/x"),
        (
            "genre: Report, number: R1, institution: I, publisher: I, place: P, event: E, event_place: G",
            "T. A. Bo*, Cy Di. Report R1, V ’20, V, E, G, I, P. N. doi:10.5555/x",
        ),
        (
            "pubmed: 31452104, acl: E06-1234, isbn: 3-16-148410-X, issn: 0317-8471",
            "T. A. Bo*, Cy Di. V ’20, V. N. doi:10.5555/x · PubMed 31452104 · ACL E06-1234 · ISBN 3-16-148410-X",
        ),
        (
            "hal: hal-01234567, ssrn: 12345, pmc: PMC67, dblp: conf/sc/H, links: [{label: code, url: a.org}]",
            "T. A. Bo*, Cy Di. V ’20, V. N. doi:10.5555/x · PMC67 · dblp conf/sc/H · hal-01234567 · SSRN 12345 · code",
        ),
    ],
)
def test_fields_of_the_first_style(fields: str, text: str) -> None:
    assert printed(f"publications: [{LAST}, {fields}}}]")["x"] == text


@pytest.mark.parametrize(
    ("status", "other", "text"),
    [
        ("in_press", "", "T. A. B. V. In press."),
        ("in_press", "note: in press at V", "T. A. B. V. in press at V."),
        ("in_press", "date: 'to appear, 2027'", "T. A. B. V, to appear, 2027."),
        ("accepted", "date: 2026", "T. A. B. V, 2026. Accepted."),
        ("preprint", "date: 2026", "T. A. B. V, 2026."),
    ],
)
def test_the_status_is_said_once(status: str, other: str, text: str) -> None:
    work = f"{{key: x, title: T, authors: [A. B.], venue: V, status: {status}, {other}}}"
    assert printed(f"publications: [{work}]")["x"] == text


def test_words_of_a_style_are_in_the_language_of_the_cv() -> None:
    work = "key: x, title: T, authors: [A. B.], editors: [C. D.], venue: V, volume: 2, edition: 3, pages: 4"
    german = printed(f"locale: de\npublications: [{{{work}, status: in_press}}]")["x"]
    assert german == "T. A. B. V, herausgegeben von C. D., Bd. 2, S. 4, 3. Aufl. Im Druck."


def test_a_link_with_a_label_is_expected_with_its_address() -> None:
    snippet = "{key: x, title: T, links: [{label: slides, url: 'https://a.org/s'}]}"
    [link] = works(f"publications: [{snippet}]")["x"].links
    assert (link.text, link.targets) == ("slides", ("https://a.org/s",))
