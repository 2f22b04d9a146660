"""Addresses of accounts on well-known networks, derived from the user name."""

from __future__ import annotations

import re
from urllib.parse import quote

from cvpdf.schema.basics import Profile

_ADDRESSES = {
    "arxiv": "https://arxiv.org/a/{}",
    "bluesky": "https://bsky.app/profile/{}",
    "codeberg": "https://codeberg.org/{}",
    "dblp": "https://dblp.org/pid/{}",
    "facebook": "https://www.facebook.com/{}",
    "github": "https://github.com/{}",
    "gitlab": "https://gitlab.com/{}",
    "googlescholar": "https://scholar.google.com/citations?user={}",
    "huggingface": "https://huggingface.co/{}",
    "instagram": "https://www.instagram.com/{}",
    "kaggle": "https://www.kaggle.com/{}",
    "linkedin": "https://www.linkedin.com/in/{}",
    "medium": "https://medium.com/@{}",
    "orcid": "https://orcid.org/{}",
    "researchgate": "https://www.researchgate.net/profile/{}",
    "stackoverflow": "https://stackoverflow.com/users/{}",
    "telegram": "https://t.me/{}",
    "twitter": "https://x.com/{}",
    "x": "https://x.com/{}",
    "youtube": "https://www.youtube.com/@{}",
    "zenodo": "https://zenodo.org/communities/{}",
}


def profile_target(profile: Profile) -> str:
    """Return the account's URI, or an empty string if the network is unknown and no ``url`` is given."""
    if profile.url is not None:
        return profile.url.target
    name = str(profile.username).lstrip("@")
    network = re.sub(r"[^a-z0-9]", "", profile.network.lower().split("/")[0])
    if network == "mastodon" and "@" in name:
        user, host = name.split("@", 1)
        return f"https://{host}/@{quote(user)}"
    if network not in _ADDRESSES:
        return ""
    return _ADDRESSES[network].format(quote(name, safe="/-._~="))
