"""Remove the page footers from a text, since the name in them must not count for one that is missing elsewhere."""

from __future__ import annotations

import re


def without_footers(text: str, footer: str, pages: int) -> str:
    """Return the text of a PDF without the footer of each page if it has several: the first match for each page.

    ``footer`` has ``{}`` at the place of the page number, and may have ``{pages}``, the number of pages. A custom
    template may have another footer, or none.
    """
    if not footer or pages < 2:
        return text
    missing = {str(number) for number in range(1, pages + 1)}

    def remove(match: re.Match[str]) -> str:
        if match[1] not in missing:
            return match[0]
        missing.remove(match[1])
        return "\n"

    # Readers may see a space between Han and digits, or none.
    before, after = (part.split() for part in footer.replace("{pages}", str(pages)).rsplit("{}", 1))
    pattern = r"\s*".join([*map(re.escape, before), r"(\d+)", *map(re.escape, after)])
    return re.sub(rf"(?<!\w){pattern}(?!\w)", remove, text)
