"""The families that are installed, by name. A place is searched only if no earlier one has the family."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cvpdf.fonts.folders import Place, places
from cvpdf.fonts.font_info import FontInfo, NotAFont, read_fonts, styles_of
from cvpdf.fonts.font_set import Family, Script
from cvpdf.fonts.names import key, plain

_LEADING = {"xcharter": 1.24, "texgyrepagella": 1.26}
"""Where a font's own metrics are far from what its letters need."""


@dataclass(frozen=True)
class Installed:
    """A family, where it comes from, and how it wants its lines."""

    family: Family
    origin: str
    """`cvpdf`, the name of a package, `system`, `TeX`, or `file`."""
    leading: float
    sans: bool
    scripts: tuple[Script, ...] = ()
    """The East Asian scripts that it claims to have."""


def find(name: str) -> Installed | None:
    """Return the family of this name or short name; ``None`` if it is not installed."""
    wanted = key(name)
    for place in places():
        fonts = scan(place)
        # A family of LM Roman has eight sizes of type, one of Lato nine weights: these have names of their own.
        for field in ("family", "narrow_family"):
            if group := [font for font in fonts if plain(getattr(font, field)) == wanted]:
                return installed(getattr(group[0], field), group, place.name)
    return None


def all_families() -> Iterator[Installed]:
    """Yield every family, place by place; of two with the same name only the first, which is the one that is used."""
    seen: set[str] = set()
    for place in places():
        of_place: dict[str, list[FontInfo]] = {}
        for font in scan(place):
            of_place.setdefault(plain(font.family), []).append(font)
        for name, group in sorted(of_place.items()):
            if name not in seen:
                seen.add(name)
                yield installed(group[0].family, group, place.name)


def installed(name: str, fonts: list[FontInfo], origin: str) -> Installed:
    """Return the family that some fonts form."""
    files = styles_of(fonts)
    regular = next(
        font for font in fonts if (font.path, font.number) == (files["regular"].path, files["regular"].number)
    )
    leading = _LEADING.get(plain(name), min(max(regular.leading, 1.17), 1.28))
    return Installed(Family(name, tuple(files.items())), origin, leading, regular.sans, regular.scripts)


def scan(place: Place) -> list[FontInfo]:
    """Return the fonts of a place. Files that are not usable are skipped."""
    fonts: list[FontInfo] = []
    for path, _size, _time in place.files():
        try:
            fonts += read_fonts(Path(path))
        except NotAFont:
            continue
    return fonts
