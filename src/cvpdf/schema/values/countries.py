"""The country of the person, which gives telephone numbers in home form their country code."""

from __future__ import annotations

import difflib
import re
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Self

from cvpdf.schema.values.value import Value, fault, squeeze
from cvpdf.source.nodes import Text

_OTHER_NAMES = {
    "uk": "GB", "usa": "US", "u.s.": "US", "u.s.a.": "US", "uae": "AE", "united states of america": "US",
    "great britain": "GB", "england": "GB", "scotland": "GB", "wales": "GB", "northern ireland": "GB",
    "czechia": "CZ", "türkiye": "TR", "north macedonia": "MK", "the netherlands": "NL", "korea": "KR",
    "republic of korea": "KR",
}  # fmt: skip
"""Common names that the library does not have."""

_LANGUAGES_OF_ONE_COUNTRY = {
    "bg": "BG", "cs": "CZ", "da": "DK", "et": "EE", "fi": "FI", "he": "IL", "hu": "HU", "is": "IS", "ja": "JP",
    "ka": "GE", "ko": "KR", "lt": "LT", "lv": "LV", "nb": "NO", "nn": "NO", "no": "NO", "pl": "PL", "sk": "SK",
    "sl": "SI", "th": "TH", "uk": "UA", "vi": "VN",
}  # fmt: skip
"""Languages whose CVs are nearly always from one country. Others, such as `en` and `de`, name no country."""


class Country(Value):
    """A country: a code of ISO 3166-1 alpha-2, such as ``US``, or a name. The value is the code."""

    __slots__ = ()
    expected = "a country"

    @classmethod
    def parse(cls, text: Text) -> Self:
        """Return the code. Names are known in English, and in the other languages that phonenumbers has."""
        import phonenumbers

        typed = squeeze(text)
        code = _OTHER_NAMES.get(typed.casefold(), typed.upper())
        if code in phonenumbers.SUPPORTED_REGIONS:
            return cls(code, text.span)
        names = _names() if len(typed) > 3 else {}
        if typed.casefold() in names:
            return cls(names[typed.casefold()], text.span)
        similar = difflib.get_close_matches(typed.casefold(), names, n=1)
        hint = f"did you mean `{names[similar[0]]}`?" if similar else "write its code: US, GB, DE …"
        raise fault("bad-country", f"`{typed}` is not a country", hint)


def _names() -> dict[str, str]:
    """Return the codes of all countries by name, in lower case."""
    import phonenumbers

    # The package of this module has the areas of all numbers, whose import takes half a second.
    place = Path(phonenumbers.__file__).parent / "geodata" / "locale.py"
    spec = spec_from_file_location("phonenumbers.geodata.locale", place)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    # The value `*aa` refers to the name in the language `aa`, which is there too.
    return {
        name.casefold(): code
        for code, names in module.LOCALE_DATA.items()
        for name in names.values()
        if name[:1] != "*"
    }


def country_of(given: Country | None, language: str) -> str | None:
    """Return the country of telephone numbers without country code: the one given, else that of the language tag."""
    return str(given) if given is not None else region_of_language(language)


def region_of_language(tag: str) -> str | None:
    """Return the region of a language tag (`de-AT` is AT), or the country of a language that only one country has."""
    language, *subtags = tag.split("-")
    regions = [part.upper() for part in subtags if re.fullmatch("[A-Za-z]{2}", part)]
    return regions[0] if regions else _LANGUAGES_OF_ONE_COUNTRY.get(language.lower())
