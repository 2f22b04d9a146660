"""The language of the CV, its dates, and the words that cvpdf prints itself."""

from typing import Literal

from cvpdf.schema.model import Model
from cvpdf.schema.values.text import Key, Line


class Locale(Model):
    """Language and dates."""

    language: Line = Line("en")
    """Language of the text as a BCP 47 tag, such as `en`, `en-GB`, `de`, `zh-Hans`. It also selects the month names."""
    date_style: Literal["short", "long", "numeric", "iso"] = "short"
    """Format of dates: `Jan 2023`, `January 2023`, `01/2023` or `2023-01`."""
    dates: Literal["typographic", "ascii"] = "typographic"
    """Print periods with an en dash (`typographic`), or with a hyphen (`ascii`) for parsers that drop the dash."""
    labels: dict[Key, Line] = {}  # noqa: RUF012 (pydantic copies it)
    """Translations of the words that cvpdf prints itself; the keys are listed under “Labels” in `docs/cv-yaml.md`."""

    def label(self, key: str) -> str:
        """Return the text of a label: the translation in `labels`, or the English word."""
        return str(self.labels.get(Key(key), LABELS[key]))


LABELS = {
    "present": "Present",
    "page": "Page",
    "advisor": "Advisor",
    "advisors": "Advisors",
    "thesis": "Thesis",
    "courses": "Courses",
    "keywords": "Keywords",
    "valid_until": "Valid until",
    "grade": "Grade",
    "published": "Published",
    "preprints": "Preprints",
    "published_in": "Published in",
    "undated": "Undated",
    "equal_contribution": "Equal contribution",
    "corresponding_author": "Corresponding author",
}
"""The English words that cvpdf prints itself."""
