"""The families that are installed, by name. A place is searched only if no earlier one has the family."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain

from cvpdf.files.fingerprint import fingerprint, stamp
from cvpdf.fonts import cache
from cvpdf.fonts.find import built_in
from cvpdf.fonts.find.folders import Place, places
from cvpdf.fonts.find.names import key, plain
from cvpdf.fonts.font_error import FontError
from cvpdf.fonts.font_set import Family, Script
from cvpdf.fonts.read.font_info import FontInfo, from_json, read_fonts, styles_of

_LEADING = {"texgyrepagella": 1.26}
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
    forbidden: str = ""
    """Why it may not be in a PDF; mostly empty."""


CHARTER = Installed(built_in.CHARTER, "cvpdf", 1.24, sans=False)
_FIRST = (CHARTER, Installed(built_in.MONO, "cvpdf", 1.2, sans=False))
_LAST = tuple(
    Installed(family, "cvpdf", 1.28, sans=False, scripts=("han", "kana", "hangul")) for family in built_in.WIDE.values()
)
"""With the commonest letters only, so that an installed family of the same name comes first."""


def find(name: str) -> Installed | None:
    """Return the family of this name or short name; ``None`` if it is not installed."""
    wanted = key(name)
    return _own(_FIRST, wanted) or _find(wanted) or _own(_LAST, wanted)


def _own(families: Iterable[Installed], wanted: str) -> Installed | None:
    return next((one for one in families if plain(one.family.name) == wanted), None)


def _find(wanted: str) -> Installed | None:
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
    for one in chain(_FIRST, families_in(places()), _LAST):
        if (name := plain(one.family.name)) not in seen:
            seen.add(name)
            yield one


def families_in(places: Iterable[Place]) -> Iterator[Installed]:
    """Yield the families of some places, each place in alphabetical order."""
    for place in places:
        groups: dict[str, list[FontInfo]] = {}
        for font in scan(place):
            groups.setdefault(plain(font.family), []).append(font)
        for _, group in sorted(groups.items()):
            yield installed(group[0].family, group, place.name)


def installed(name: str, fonts: list[FontInfo], origin: str) -> Installed:
    """Return the family that some fonts form."""
    files = styles_of(fonts)
    regular = next(
        font for font in fonts if (font.path, font.number) == (files["regular"].path, files["regular"].number)
    )
    leading = _LEADING.get(plain(name), min(max(regular.leading, 1.17), 1.28))
    return Installed(
        Family(name, tuple(files.items())), origin, leading, regular.sans, regular.scripts, regular.forbidden
    )


def scan(place: Place) -> list[FontInfo]:
    """Return the fonts of a place. Files that are not usable are skipped."""
    files = place.files()

    def read() -> list[FontInfo]:
        fonts: list[FontInfo] = []
        for path, _ in files:
            with suppress(FontError):
                fonts += read_fonts(path)
        return fonts

    return _cached(files, read)


def fonts_of(path: str) -> list[FontInfo]:
    """Return the fonts of a file. Raises :class:`FontError` if it is not usable."""
    return _cached([path, stamp(path)], lambda: list(read_fonts(path)))


def _cached(files: Sequence[object], read: Callable[[], list[FontInfo]]) -> list[FontInfo]:
    """Return what was read when the files were the same: fontTools takes long to import."""
    folder = cache.default_folder()
    key = f"fonts-{fingerprint([cache.code_version(), *files])}"
    if (known := cache.load(folder, key)) is not None:
        return [from_json(fields) for fields in json.loads(known["fonts"])]
    fonts = read()
    cache.store(folder, key, {"fonts": json.dumps(fonts).encode()})
    return fonts
