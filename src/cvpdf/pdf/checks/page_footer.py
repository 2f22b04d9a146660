"""The running foot, which repeats the name and must not stand in for a name that was lost."""

from __future__ import annotations

import re


def without_feet(text: str, foot: str, pages: int) -> str:
    """Return a text layer without the foot of its second and later pages, once for each page where it is there.

    ``foot`` is what stands before the page's number. A template of the user's own may have another foot or none.
    """
    if not foot:
        return text
    form = r"\s+".join(map(re.escape, foot.split()))
    for number in range(2, pages + 1):
        text = re.sub(rf"(?<!\w){form}\s+{number}(?!\w)", "\n", text, count=1)
    return text
