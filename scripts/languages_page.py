"""The page about languages, with a table of those that cvpdf has words for."""

from __future__ import annotations

from cvpdf.languages.words import label, languages, words
from cvpdf.render.content.dates import date_text, period_text
from cvpdf.schema.entries import Period
from cvpdf.schema.locale import Locale
from cvpdf.schema.values.dates import Date
from cvpdf.schema.values.language import Language
from cvpdf.source.nodes import Text

_PAGE = """# Languages

<!-- Generated from src/cvpdf/languages by `make docs`. -->

The text of a CV can be in any language. `locale.language` in cv.yaml says in which one. Dates, the words that cvpdf
prints itself, hyphenation, the language in the metadata of the PDF and the country of telephone numbers follow it.
`cvpdf new --language de` writes a starter in German.

| tag | language | | `short` | `long` | `numeric` | a period | from page 2 on |
|---|---|---|---|---|---|---|---|
{rows}
A tag with a region uses the words of its language: `de-AT` those of `de`, `zh-TW` those of `zh-Hant`; `zh` means
`zh-Hans`, and `no` means `nb`. Dates come from Unicode's CLDR, which also knows other languages and regions. In a
language that is not in this table the words are in English, and a warning names those that your CV prints. Give them in
`labels`:

```yaml
locale:
  language: et
  labels:
    present: praegu
    page: "lk {{}}"
```

cvpdf prints your own text as you type it: quotes, decimal separators and the space before a French colon are yours.

## Labels

The words that cvpdf prints itself. `{{}}` is the place of the number or date that belongs to the word; without it, that
comes after the word. `labels` replaces them in any language, English as well.

| key | English | {some} |
|---|---|{lines}|
{labels}
## Add a language

1. Copy `src/cvpdf/languages/en.yaml` to the file of the tag, such as `et.yaml`, and translate it. What you leave out is
   printed in English; the tests ask for all keys.
2. `labels` and `titles` are printed. Write a word as it is usual in a CV: `present` follows a dash (`Jan 2023 –
   present`), so it is in lower case where the language does not ask for a capital. `colon` is printed after a label,
   `comma` between the items of a list. If a date changes the case of what follows, put a colon before it:
   `Ważne do: {{}}`.
3. `sections` and `starter` are what `cvpdf new --language et` writes. The person is invented.
4. `dates` is optional: patterns of [CLDR](https://cldr.unicode.org/translation/date-time/date-time-patterns) where a CV
   writes another form than Babel's data: `short`, `long`, `numeric`, each also with `_day` for dates with a day, and
   `range`, the dash with its spaces.
5. `make docs`, and a line in `CHANGELOG.md`. `tests/languages/` tests every file, and `tests/cli/test_new.py` the
   starter.
"""

_SHOWN = ("de", "fr", "pl", "ja")
"""Languages in the table of labels."""


def languages_page() -> str:
    """Return the whole page."""
    labels = (
        f"| `{key}` | {word} | {' | '.join(label(tag, key) for tag in _SHOWN)} |\n"
        for key, word in words("en").labels.items()
    )
    return _PAGE.format(
        rows="".join(map(_row, languages())),
        some=" | ".join(f"`{tag}`" for tag in _SHOWN),
        lines="|".join("---" for _ in _SHOWN),
        labels="".join(labels),
    )


def _row(language: str) -> str:
    own = words(language)
    period = Period.model_validate({"start_date": Text("2021-08"), "end_date": Text("present")})
    locales = [Locale(language=Language(language), date_style=style) for style in ("short", "long", "numeric")]
    dates = (date_text(Date.parse(Text("2023-01")), locale) for locale in locales)
    page = "2".join(locales[0].label_around("page"))
    cells = (f"`{language}`", own.english_name, own.own_name, *dates, period_text(period, locales[0]), page)
    return f"| {' | '.join(cells)} |\n"
