"""Did you mean …?"""

from __future__ import annotations

from collections.abc import Iterable

MAX_LISTED = 30
"""Known words that a hint lists."""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return a hint: the nearest known word, or all of them if none is near."""
    import difflib

    names = list(known)
    lowered = {name.lower(): name for name in names}
    plain = word.lower().replace("-", "_").replace(" ", "_")
    near = difflib.get_close_matches(plain, lowered, n=1, cutoff=0.6)
    if near:
        return f"did you mean `{lowered[near[0]]}`?"
    return "known here: " + (", ".join(names[:MAX_LISTED]) + ", …" * (len(names) > MAX_LISTED) if names else "none")
