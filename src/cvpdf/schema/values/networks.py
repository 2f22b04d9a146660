"""Social and professional networks: the addresses of their accounts, and what an account can be called."""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import SplitResult, parse_qs, quote, unquote, urlsplit

from cvpdf.schema.suggest import most_similar


class Network(NamedTuple):
    """A network that gives each account an address of the same form."""

    name: str
    address: str
    """The address of an account, with ``{}`` at the place of its name."""
    account: str
    """A regular expression of the names that accounts can have. It admits more rather than less."""
    hint: str
    """What a name looks like."""

    @property
    def host(self) -> str:
        """The host name without ``www.``."""
        return (urlsplit(self.address).hostname or "").removeprefix("www.")


_WORD = r"[A-Za-z0-9_.-]+"
_HANDLE = r"@?[A-Za-z0-9_.-]+"
_WITH_SLASH = rf"{_WORD}(?:/{_WORD})*"

_NETWORKS = (
    Network("arXiv", "https://arxiv.org/a/{}", r"[a-z'-]+(?:_[a-z'-]+)*_\d+|[\dX-]{19}", "hof_t_1"),
    Network("Behance", "https://www.behance.net/{}", _WORD, "tesshof"),
    Network("Bitbucket", "https://bitbucket.org/{}", _WITH_SLASH, "tess-hof"),
    Network(
        "Bluesky",
        "https://bsky.app/profile/{}",
        r"@?[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+|did:[a-z]+:\S+",
        "tess.bsky.social",
    ),
    Network("Codeberg", "https://codeberg.org/{}", _WITH_SLASH, "tess-hof"),
    Network("dblp", "https://dblp.org/pid/{}", r"[a-z0-9]+/[A-Za-z0-9-]+", "12/3456"),
    Network("Dribbble", "https://dribbble.com/{}", _WORD, "tesshof"),
    Network("Facebook", "https://www.facebook.com/{}", r"[\w.-]+", "tess.hof"),
    Network("GitHub", "https://github.com/{}", rf"@?[A-Za-z0-9_-]+(?:/{_WORD})?", "tess-hof"),
    Network("GitLab", "https://gitlab.com/{}", rf"@?{_WITH_SLASH}", "tess-hof"),
    Network(
        "Google Scholar",
        "https://scholar.google.com/citations?user={}",
        r"[A-Za-z0-9_-]{12}",
        "AbCdEfGhIjkJ, the 12 characters behind `user=` in its address",
    ),
    Network("Hugging Face", "https://huggingface.co/{}", _WITH_SLASH, "tess-hof"),
    Network("Instagram", "https://www.instagram.com/{}", _HANDLE, "tess.hof"),
    Network("Kaggle", "https://www.kaggle.com/{}", _WORD, "tesshof"),
    Network("LeetCode", "https://leetcode.com/u/{}", _WORD, "tesshof"),
    Network("LinkedIn", "https://www.linkedin.com/in/{}", r"[^\s/?#@]+", "tess-hof"),
    Network("Medium", "https://medium.com/@{}", _HANDLE, "tesshof"),
    Network("OpenReview", "https://openreview.net/profile?id={}", r"~[^\s/?#&]+\d", "~Tess_Hof1"),
    Network("ORCID", "https://orcid.org/{}", r"\d{4}-\d{4}-\d{4}-\d{3}[\dXx]", "0000-0002-1825-0097"),
    Network("Reddit", "https://www.reddit.com/u/{}", r"[A-Za-z0-9_-]+", "tesshof"),
    Network("ResearchGate", "https://www.researchgate.net/profile/{}", r"[^\s/?#@]+", "Tess-Hof"),
    Network(
        "Semantic Scholar",
        "https://www.semanticscholar.org/author/{}",
        r"(?:[^\s/?#]+/)?\d+",
        "1234567, the number at the end of its address",
    ),
    Network(
        "Stack Overflow",
        "https://stackoverflow.com/users/{}",
        r"\d+(?:/[^\s/?#]+)?",
        "22656, the number in its address",
    ),
    Network("Telegram", "https://t.me/{}", r"@?[A-Za-z0-9_]+", "tesshof"),
    Network("Threads", "https://www.threads.net/@{}", _HANDLE, "tess.hof"),
    Network("X", "https://x.com/{}", r"@?[A-Za-z0-9_]+", "tesshof"),
    Network("XING", "https://www.xing.com/profile/{}", r"[^\s/?#@]+", "Tess_Hof"),
    Network("YouTube", "https://www.youtube.com/@{}", r"@?[^\s/?#@]+", "tesshof"),
    Network("Zenodo", "https://zenodo.org/communities/{}", _WORD, "tess-lab"),
)
_OTHER_NAMES = {"Twitter": "X", "Twitter (X)": "X", "X (Twitter)": "X", "Scholar": "Google Scholar"}
_WITHOUT_ADDRESS = ("WhatsApp", "Skype", "WeChat", "Discord", "Signal")
"""Networks that give accounts no address which contains the name."""
_FEDIVERSE = ("mastodon", "fediverse")
"""Networks of many servers. An account is `@name@server`."""
_WITHOUT_ADDRESS = ("Discord", "Mastodon", "Skype", "WeChat", "WhatsApp")
"""Other networks that people name in a CV."""


class Account(NamedTuple):
    """An account as it is printed, and its address, if that is not derived from the name."""

    name: str
    url: str | None = None


def read_account(network: str, typed: str) -> Account:
    """Return the account that a text names: by its name, by its address, or by a part of that, such as `in/tess`."""
    known = network_of(network)
    address = _address(typed, known)
    if address is None:
        if known is None or re.fullmatch(known.account, typed):
            return Account(typed)
        # A part of the address: the host is missing.
        return Account(_name_in(known, urlsplit(f"https://{known.host}/{typed.lstrip('/')}")) or typed)
    parts = urlsplit(address)
    if _key(network) in _FEDIVERSE and (match := re.fullmatch(r"/(?:@|users/)([A-Za-z0-9_.-]+)/?", parts.path)):
        return Account(f"@{match[1]}@{parts.hostname}")
    if known is not None and _host_is_of(parts.hostname or "", known):
        if not parts.path.strip("/") and (parts.hostname or "").removeprefix("www.") == known.host:
            return Account(typed)
        name = _name_in(known, parts)
        if name is not None:
            return Account(name)
    elif known is not None and network_at(typed) is not None:
        return Account(typed)
    return Account(re.sub(r"^https?://(?:www\.)?", "", typed).rstrip("/"), typed)


def account_address(network: str, name: str) -> str:
    """Return the URI of an account, or an empty string if it is not known."""
    known = network_of(network)
    bare = name.removeprefix("@")
    if known is not None:
        return known.address.format(quote(bare, safe="/-._~=:"))
    user, at, server = bare.partition("@")
    return f"https://{server}/@{quote(user)}" if at and _key(network) in _FEDIVERSE else ""


def network_of(name: str) -> Network | None:
    """Return the network that a profile names, in any spelling: `Linked In`, `X/Twitter`."""
    keys = {_key(name), _key(name.split("/")[0])}
    names = {_key(other): _key(usual) for other, usual in _OTHER_NAMES.items()}
    keys |= {names[key] for key in keys if key in names}
    return next((network for network in _NETWORKS if _key(network.name) in keys), None)


def network_written(key: str) -> str:
    """Return the name of the network that a key names, as a person wrote it: `Twitter`, `google_scholar`; or empty."""
    names = [network.name for network in _NETWORKS] + ["Twitter", "Mastodon", *_WITHOUT_ADDRESS]
    if _key(key) in ("orcid", "arxiv"):
        return ""
    known = next((name for name in names if _key(name) == _key(key)), "")
    return known or (other.name if (other := network_of(key)) else "")


def similar_network(name: str) -> str | None:
    """Return the network whose name is most similar to a misspelt one."""
    return most_similar(name, [network.name for network in _NETWORKS if len(network.name) > 3], 0.8)


def network_at(address: str) -> Network | None:
    """Return the network that an address belongs to."""
    host = urlsplit(address if "//" in address else f"https://{address}").hostname or ""
    return next((network for network in _NETWORKS if _host_is_of(host, network)), None)


def lacks_server(network: str, name: str) -> bool:
    """Return whether the name of an account needs a server to be found."""
    return _key(network) in _FEDIVERSE and "@" not in name.removeprefix("@")


def _key(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower())


def _host_is_of(host: str, network: Network) -> bool:
    """Return whether a host name is that of a network, or one of its countries: `de.linkedin.com`."""
    host = {"twitter.com": "x.com", "threads.com": "threads.net"}.get(host.removeprefix("www."), host)
    country = re.sub(r"^scholar\.google\.[a-z.]+$", "scholar.google.com", host)
    return country == network.host or host.endswith(f".{network.host}")


def _address(typed: str, known: Network | None) -> str | None:
    """Return what was typed as an address with its scheme, or `None` if it is not one."""
    if re.match(r"https?://", typed, flags=re.I):
        return typed
    is_host = re.match(r"(?:[\w-]+\.)+[A-Za-z]{2,}(?=/|$)", typed)
    if is_host is None or not (typed.startswith("www.") or network_at(typed) or (known is None and "/" in typed)):
        return None
    return f"https://{typed}"


def _name_in(network: Network, parts: SplitResult) -> str | None:
    """Return the name of the account in an address on the host of a network; `None` if there is none."""
    template = urlsplit(network.address)
    if template.query:
        names = parse_qs(parts.query).get(template.query.partition("=")[0], [""])
        candidates = [names[0]]
    else:
        before = template.path.partition("{}")[0]
        rest = unquote(parts.path)
        if not rest.startswith(before) or rest.endswith(".php"):
            return None
        rest = rest.removeprefix(before).strip("/").removesuffix(".html")
        candidates = [rest, rest.split("/")[0]]
    return next((name for name in candidates if re.fullmatch(network.account, name)), None)
