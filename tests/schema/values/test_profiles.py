"""Profiles: names and addresses of accounts, what no account can be called, and what gets no link."""

from __future__ import annotations

import pytest

from tests.support import PERSON, accepted, noted, refused


def profile(network: str, username: str, more: str = "") -> str:
    return f"{PERSON}  profiles:\n    - network: {network}\n      username: {username}\n{more}"


@pytest.mark.parametrize(
    ("network", "typed", "name", "target"),
    [
        ("GitHub", "tess-hof", "tess-hof", "https://github.com/tess-hof"),
        ("GitHub", "https://github.com/tess", "tess", "https://github.com/tess"),
        ("GitHub", "github.com/tess/", "tess", "https://github.com/tess"),
        ("GitHub", "github.com/tess?tab=repositories", "tess", "https://github.com/tess"),
        ("GitHub", "tess/cv", "tess/cv", "https://github.com/tess/cv"),
        ("GitHub", "https://git.acme.example/tess", "git.acme.example/tess", "https://git.acme.example/tess"),
        ("GitLab", "gitlab.com/group/tess", "group/tess", "https://gitlab.com/group/tess"),
        ("LinkedIn", "www.linkedin.com/in/x?utm=1", "x", "https://www.linkedin.com/in/x"),
        ("LinkedIn", "in/tess-hof", "tess-hof", "https://www.linkedin.com/in/tess-hof"),
        ("Linked In", "/in/tess-hof/", "tess-hof", "https://www.linkedin.com/in/tess-hof"),
        ("LinkedIn", "https://de.linkedin.com/in/j%C3%BCrgen/en", "jürgen", "https://www.linkedin.com/in/j%C3%BCrgen"),
        ("LinkedIn", "linkedin.com/company/x", "linkedin.com/company/x", "https://linkedin.com/company/x"),
        ("X/Twitter", "@tess", "@tess", "https://x.com/tess"),
        ("Twitter", "https://twitter.com/tess", "tess", "https://x.com/tess"),
        ("Mastodon", "@tess@social.example", "@tess@social.example", "https://social.example/@tess"),
        ("Mastodon", "https://social.example/@tess", "@tess@social.example", "https://social.example/@tess"),
        ("ORCID", "https://orcid.org/0000-0002-1825-0097", "0000-0002-1825-0097", "https://orcid.org/0000-0002-1825-0097"),
        ("Stack Overflow", "users/22656/tess", "22656/tess", "https://stackoverflow.com/users/22656/tess"),
        ("dblp", "https://dblp.org/pid/12/3456-1.html", "12/3456-1", "https://dblp.org/pid/12/3456-1"),
        ("YouTube", "youtube.com/channel/UC1", "youtube.com/channel/UC1", "https://youtube.com/channel/UC1"),
        ("Facebook", "facebook.com/profile.php?id=1", "facebook.com/profile.php?id=1", "https://facebook.com/profile.php?id=1"),
        ("Medium", "https://tess.medium.com", "tess.medium.com", "https://tess.medium.com"),
        ("Reddit", "u/tess", "tess", "https://www.reddit.com/u/tess"),
        ("Blog", "blog.example.org/x", "blog.example.org/x", "https://blog.example.org/x"),
        (
            "Google Scholar",
            "https://scholar.google.de/citations?user=AbCdEfGhIjkJ&hl=de",
            "AbCdEfGhIjkJ",
            "https://scholar.google.com/citations?user=AbCdEfGhIjkJ",
        ),
    ],
)  # fmt: skip
def test_names_and_addresses(network: str, typed: str, name: str, target: str) -> None:
    [account] = accepted(profile(network, f'"{typed}"')).basics.profiles
    assert (account.username, account.target) == (name, target)


def test_the_address_alone() -> None:
    address = "https://www.linkedin.com/in/tess"
    [account] = accepted(f"{PERSON}  profiles: [{{network: LinkedIn, url: '{address}'}}]\n").basics.profiles
    assert (account.username, account.target) == ("tess", address)


@pytest.mark.parametrize(
    ("network", "typed", "words"),
    [
        ("Google Scholar", "Tess Hof", "AbCdEfGhIjkJ"),
        ("GitHub", "Tess Hof", "example: tess-hof"),
        ("GitHub", "tess@x.org", "no account of GitHub"),
        ("GitHub", "https://github.com/", "no account of GitHub"),
        ("GitHub", "https://gitlab.com/tess", "an address of GitLab, not of GitHub"),
        ("GitHub", "gitlab.com/tess", "write `network: GitLab`"),
        ("LinkedIn", "Tess Hof", "example: tess-hof"),
        ("Stack Overflow", "tess", "the number in its address"),
        ("Bluesky", "tess", "tess.bsky.social"),
    ],
)
def test_what_no_account_is_called(network: str, typed: str, words: str) -> None:
    refused(profile(network, f"§{typed}"), "bad-profile", words)
    accepted(profile(network, typed, "      url: https://x.org\n"))


def test_the_check_digit_of_an_orcid() -> None:
    refused(f"{PERSON}  profiles:\n    - network: ORCID\n      username: §0000-0002-1825-0096\n", "bad-orcid")


def test_without_a_link() -> None:
    noted(profile("§WeChat", "tess"), "profile-unlinked", "`WeChat` is not known", "add `url: https://…`")
    noted(profile("Mastodon", "§tess"), "profile-unlinked", "@tess@mastodon.social")
