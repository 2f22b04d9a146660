"""Which package has a family that is not installed, and which free family looks like one that is sold."""

from __future__ import annotations

from collections.abc import Iterator

from cvpdf.fonts.find.names import key, plain
from cvpdf.installation import apt_command, package_command

_RENDERCV_FONTS = """
    EB Garamond, Fontin, Gentium Book Plus, Lato, Mukta, Noto Sans, Noto Sans JP, Noto Sans KR, Noto Sans SC, Open Sans,
    Open Sauce Sans, Poppins, Raleway, Roboto, Source Sans 3, Ubuntu
"""
"""The families of the extra `fonts`."""

_FONTPKG = """
    albert-sans alegreya-sans andada-pro archivo archivo-narrow arimo arvo asap assistant atkinson-hyperlegible barlow
    barlow-condensed barlow-semi-condensed be-vietnam-pro bitter bodoni-moda cabin cairo cardo chivo comfortaa
    cormorant cormorant-garamond crimson-pro crimson-text dm-mono dm-sans dm-serif-text domine dosis eb-garamond
    encode-sans epilogue exo exo-2 figtree fira-code fira-sans fira-sans-condensed fraunces geist geist-mono
    hanken-grotesk heebo hind ibm-plex-mono ibm-plex-sans ibm-plex-sans-condensed ibm-plex-serif inconsolata
    instrument-sans inter inter-tight jetbrains-mono josefin-sans jost kanit karla lato lexend libre-baskerville
    libre-franklin literata lora manrope maven-pro merriweather merriweather-sans montserrat mukta mulish newsreader
    noto-sans noto-sans-display noto-serif nunito nunito-sans onest open-sans outfit overpass oxygen play
    playfair-display plus-jakarta-sans poppins pt-sans pt-sans-narrow pt-serif public-sans quicksand raleway
    red-hat-display red-hat-text roboto roboto-condensed roboto-flex roboto-mono roboto-slab rubik saira sarabun
    schibsted-grotesk signika sofia-sans sora source-code-pro source-sans-3 source-serif-4 space-grotesk space-mono
    spectral titillium-web urbanist vollkorn work-sans zilla-slab
"""
"""The families that a Python package `fontpkg-…` has, without those that are for headlines only."""

_DEBIAN = """
    fonts-cantarell: Cantarell
    fonts-crosextra-caladea: Caladea
    fonts-crosextra-carlito: Carlito
    fonts-dejavu: DejaVu Sans, DejaVu Serif, DejaVu Sans Mono, DejaVu Sans Condensed, DejaVu Serif Condensed
    fonts-hack: Hack
    fonts-ipaexfont: IPAexMincho, IPAexGothic
    fonts-junicode: Junicode
    fonts-liberation: Liberation Sans, Liberation Serif, Liberation Mono
    fonts-linuxlibertine: Linux Libertine O, Linux Biolinum O
    fonts-lmodern: Latin Modern Roman, Latin Modern Sans, Latin Modern Mono
    fonts-nanum: NanumGothic, NanumMyeongjo, NanumBarunGothic
    fonts-noto-cjk: Noto Serif CJK SC, Noto Serif CJK TC, Noto Serif CJK HK, Noto Serif CJK JP, Noto Serif CJK KR
    fonts-noto-cjk: Noto Sans CJK SC, Noto Sans CJK TC, Noto Sans CJK HK, Noto Sans CJK JP, Noto Sans CJK KR
    fonts-sil-charis: Charis SIL
    fonts-sil-gentiumplus: Gentium Plus
    fonts-texgyre: TeX Gyre Adventor, TeX Gyre Bonum, TeX Gyre Cursor, TeX Gyre Heros, TeX Gyre Pagella
    fonts-texgyre: TeX Gyre Schola, TeX Gyre Termes
    fonts-wqy-zenhei: WenQuanYi Zen Hei
"""
"""Families of Debian's and Ubuntu's packages."""

_SIMILAR = """
    Arial, Helvetica, Helvetica Neue, Sans, Sans Serif: TeX Gyre Heros, Liberation Sans, Arimo
    Avant Garde, Century Gothic, Futura: TeX Gyre Adventor, Jost
    Avenir, Optima, Gill Sans: Lato
    Baskerville: Libre Baskerville
    Bookman, Bookman Old Style: TeX Gyre Bonum
    Calibri: Carlito
    Cambria: Caladea
    Century Schoolbook, New Century Schoolbook: TeX Gyre Schola
    Computer Modern, CMU Serif: Latin Modern Roman
    Courier, Courier New: TeX Gyre Cursor, Liberation Mono
    Garamond, Adobe Garamond Pro, Garamond Premier Pro: EB Garamond
    Georgia, Serif: Charter
    Gotham, Proxima Nova: Montserrat
    Batang, Nanum Myeongjo, Noto Serif KR, Source Han Serif K: Noto Serif CJK KR
    Malgun Gothic, Apple SD Gothic Neo, Source Han Sans K: Noto Sans CJK KR
    Menlo, Monaco, Consolas, Mono, Monospace, SF Mono: DejaVu Sans Mono, Liberation Mono, JetBrains Mono
    Meta, FF Meta: Fira Sans
    Minion, Minion Pro, Source Serif, Source Serif Pro: Source Serif 4
    MS Mincho, Hiragino Mincho, Yu Mincho, Noto Serif JP, Source Han Serif: Noto Serif CJK JP
    MS Gothic, Hiragino Sans, Yu Gothic, Meiryo: Noto Sans CJK JP
    Myriad, Myriad Pro, Frutiger, Segoe UI, Source Sans, Source Sans Pro: Source Sans 3
    Palatino, Palatino Linotype, Book Antiqua: TeX Gyre Pagella
    PMingLiU, MingLiU, Songti TC, Noto Serif TC, Source Han Serif TC: Noto Serif CJK TC
    SimHei, Heiti, Microsoft YaHei, PingFang SC, Source Han Sans SC: Noto Sans CJK SC
    SimSun, Songti, Songti SC, STSong, FangSong, Noto Serif SC, Source Han Serif SC: Noto Serif CJK SC
    Times, Times New Roman, Times Roman, Nimbus Roman: TeX Gyre Termes, Liberation Serif
"""
"""Names of families that are seldom installed: free ones that look similar or have the same widths."""


def _lines(table: str) -> Iterator[tuple[list[str], list[str]]]:
    for line in table.strip().splitlines():
        left, right = line.strip().split(": ")
        yield left.split(", "), right.split(", ")


SIMILAR = {plain(name): families for names, families in _lines(_SIMILAR) for name in names}
"""Free families by the name of one that is not."""

_PYTHON: dict[str, list[str]] = {}
_OF_DEBIAN: dict[str, str] = {}
_NAMES: list[str] = []
for _name in " ".join(_RENDERCV_FONTS.split()).split(", "):
    _PYTHON.setdefault(key(_name), []).append("rendercv-fonts")
    _NAMES.append(_name)
for _slug in _FONTPKG.split():
    _PYTHON.setdefault(key(_slug), []).append(f"fontpkg-{_slug}")
    _NAMES.append(_slug.replace("-", " ").title())
for (_package,), _names in _lines(_DEBIAN):
    for _name in _names:
        _OF_DEBIAN[key(_name)] = _package
        _NAMES.append(_name)

KNOWN = tuple(_NAMES)
"""The names of all families of which the package is known."""


def how_to_install(name: str) -> str | None:
    """Return what this user installs a family with: `` `pip install fontpkg-lora` ``; ``None`` if that is not known."""
    commands = [package_command(one) for one in _PYTHON.get(key(name), ())]
    package = _OF_DEBIAN.get(key(name))
    if package and (apt := apt_command()):
        commands.append(f"{apt} {package}")
    if package and not commands:
        return f"the files of Debian's package `{package}` in your font folder, such as `~/.local/share/fonts`"
    return " or ".join(f"`{command}`" for command in commands) or None
