"""Names of families: which spellings mean the same."""

from __future__ import annotations

_TEX_GYRE = ("adventor", "bonum", "cursor", "heros", "pagella", "schola", "termes")
_SHORT = {
    "charter": "XCharter",
    "bitstreamcharter": "XCharter",
    "latinmodern": "LM Roman 10",
    "latinmodernroman": "LM Roman 10",
    "latinmodernsans": "LM Sans 10",
    "latinmodernmono": "LM Mono 10",
    **{name: f"TeX Gyre {name.title()}" for name in _TEX_GYRE},
}


def plain(name: str) -> str:
    """Return a name without what people write differently: `Source Sans 3`, `source-sans-3`, `SourceSans3`."""
    return "".join(filter(str.isalnum, name.casefold()))


def key(name: str) -> str:
    """Return what all names of a family have in common, the short ones included: `pagella`, `TeX Gyre Pagella`."""
    return plain(_SHORT.get(plain(name), name))
