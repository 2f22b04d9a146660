"""Which letters the installed families have."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from typing import NamedTuple

from cvpdf.fonts import cache
from cvpdf.fonts.find.coverage import Share, shares
from cvpdf.fonts.find.installed import Installed
from cvpdf.fonts.font_error import FontError
from cvpdf.fonts.font_reader import FontReader
from cvpdf.fonts.font_set import FontFile, Style


class FamilyCoverage(NamedTuple):
    """A family, its files, and how much of each set of letters it has."""

    name: str
    origin: str
    files: Mapping[Style, FontFile]
    shares: list[Share]


def coverages(families: Iterable[Installed], detailed: bool) -> Iterator[FamilyCoverage]:
    """Yield what each family has, without those that have no letter of any set, such as fonts of icons.

    With ``detailed`` all styles are read, otherwise the regular one.
    """
    with FontReader(cache.default_folder()) as reader:
        for one in families:
            files = dict(one.family.files)
            with suppress(FontError):
                regular = reader.characters(files["regular"])
                others: dict[Style, frozenset[str]] = {}
                for style in files if detailed else ():
                    others[style] = reader.characters(files[style])
                if found := shares(regular, others):
                    yield FamilyCoverage(one.family.name, one.origin, files, found)
