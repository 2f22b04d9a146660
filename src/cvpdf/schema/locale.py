"""The language of the CV, its dates, and the words that cvpdf prints itself."""

from typing import ClassVar, Literal

from cvpdf.east_asian import has_no_spaces
from cvpdf.languages import words
from cvpdf.schema.model import OrText
from cvpdf.schema.values.language import Language
from cvpdf.schema.values.text import Key, Line


class Locale(OrText):
    """Language and dates: the tag of a language, or a mapping."""

    text_field: ClassVar[str] = "language"

    language: Language = Language("en")
    """Language of the text as a BCP 47 tag: `en`, `en-GB`, `de`, `zh-Hans` … Dates and labels follow it."""
    languages: tuple[Language, ...] = ()
    """The languages of a CV in several, such as `[en, de]`: any text may then be a mapping, `{en: …, de: …}`."""
    date_style: Literal["short", "long", "numeric", "iso"] = "short"
    """Format of dates, as the language writes it: `Jan 2023`, `January 2023`, `01/2023`; `iso` is `2023-01`."""
    dates: Literal["typographic", "ascii"] = "typographic"
    """Print periods with the dash of the language (`typographic`), or a hyphen (`ascii`) for parsers that drop it."""
    labels: dict[Key, Line] = {}  # noqa: RUF012 (pydantic copies it)
    """Words of your own in place of those that cvpdf prints itself; `docs/languages.md` lists the keys."""

    def label(self, key: str) -> str:
        """Return a word that cvpdf prints: the one in `labels`, else that of the language, else the English one."""
        before, after = self.label_around(key)
        return before.rstrip() + after

    def label_around(self, key: str) -> tuple[str, str]:
        """Return what a label prints before and after its number or date, whose place is ``{}`` or behind the word."""
        text = str(self.labels.get(Key(key)) or words.label(self.language, key))
        before, place, after = text.partition("{}")
        return (before, after) if place else (f"{text} ", "")

    @property
    def colon(self) -> str:
        """What is printed after a label: the colon of the language, and a space if the sign has none in it."""
        return _spaced(self.label("colon"))

    @property
    def comma(self) -> str:
        """What is printed between items: the comma of the language, and a space if the sign has none in it."""
        return _spaced(self.label("comma"))


def _spaced(mark: str) -> str:
    return mark if has_no_spaces(mark[-1:]) else f"{mark} "
