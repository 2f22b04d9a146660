"""The package that contains a missing file, font or program.

Names of Debian's packages are those of Debian 12, checked with ``dpkg -S`` where they are installed here; names of
TeX Live's are those of ``tlmgr``.
"""

from __future__ import annotations

import re
from fnmatch import fnmatchcase
from typing import NamedTuple

_DEBIAN = {
    "latexmk": "latexmk",
    "perl": "perl",
    "texlive-binaries": "kpsewhich",
    "texlive-luatex": "lualatex luatex luahbtex luaotfload*",
    "texlive-latex-base": """pdflatex pdftex article.cls amsmath.sty array.sty babel.sty bookmark.sty calc.sty
        charter.sty fancyhdr.sty fontenc.sty geometry.sty graphicx.sty helvet.sty hyperref.sty inputenc.sty keyval.sty
        longtable.sty mathpazo.sty mathptmx.sty natbib.sty pifont.sty tabularx.sty url.sty t1bch.fd""",
    "texlive-base": "amssymb.sty iftex.sty glyphtounicode.tex",
    "texlive-latex-recommended": """booktabs.sty cmap.sty eso-pic.sty etoolbox.sty fontspec.sty microtype.sty
        parskip.sty ragged2e.sty setspace.sty xcolor.sty everyshi.sty letltxmacro.sty scr*.cls koma*.sty""",
    "texlive-latex-extra": """accsupp.sty adjustbox.sty arydshln.sty changepage.sty csquotes.sty dashrule.sty
        enumitem.sty fullpage.sty lastpage.sty moderncv* multirow.sty needspace.sty paracol.sty pdfx.sty relsize.sty
        tcolorbox.sty textpos.sty titlesec.sty titling.sty tocloft.sty europecv* currvita* xstring.sty""",
    "texlive-fonts-recommended": "marvosym.sty bch*.* phv*.* pp*8t.* ptm*.* pcr*.*",
    "texlive-fonts-extra": """academicons.sty ebgaramond.sty fontawesome*.sty inconsolata.sty lato.sty libertin*.sty
        roboto.sty sourcesanspro.sty sourceserifpro.sty FiraSans.sty opensans.sty raleway.sty XCharter*""",
    "texlive-pictures": "tikz.sty pgf*",
    "texlive-plain-generic": "soul*.sty ulem.sty",
    "texlive-bibtex-extra": "biblatex.sty",
    "cm-super": "ecrm* ecbx* ectt* ecsx* ecss* ecti* tcrm* sfrm*",
    "lmodern": "lmodern.sty ec-lm* lm*.pfb",
    "tex-gyre": "tg*.sty ec-qp* ec-qt* ec-qh* qpl* qtm* qhv*",
    "texlive-lang-chinese": "ctex*.sty ctex*.cls xeCJK.sty",
    "texlive-lang-japanese": "luatexja*",
    "texlive-lang-german": "ngerman.ldf german.ldf",
    "texlive-lang-french": "french.ldf",
    "texlive-lang-spanish": "spanish.ldf",
    "texlive-lang-italian": "italian.ldf",
    "texlive-lang-portuguese": "portuguese.ldf brazil*.ldf",
    "texlive-lang-polish": "polish.ldf",
    "texlive-lang-greek": "greek.ldf lgr*.*",
    "texlive-lang-cyrillic": "russian.ldf ukrainian.ldf t2a*.*",
    "texlive-lang-czechslovak": "czech.ldf slovak.ldf",
    "texlive-lang-european": "dutch.ldf swedish.ldf danish.ldf norsk.ldf finnish.ldf turkish.ldf",
}

_TEX_LIVE = {
    "latex-bin": "pdflatex",
    "pdftex": "pdftex glyphtounicode.tex",
    "luatex": "luatex",
    "luahbtex": "lualatex luahbtex",
    "kpathsea": "kpsewhich",
    "psnfss": "charter.sty helvet.sty mathpazo.sty mathptmx.sty pifont.sty t1bch.fd",
    "charter": "bch*.*",
    "helvetic": "phv*.*",
    "palatino": "pp*8t.*",
    "times": "ptm*.*",
    "courier": "pcr*.*",
    "graphics": "graphicx.sty keyval.sty",
    "tools": "array.sty calc.sty longtable.sty tabularx.sty",
    "latex": "article.cls fontenc.sty inputenc.sty",
    "amsfonts": "amssymb.sty",
    "preprint": "fullpage.sty",
    "moderncv": "moderncv*",
    "koma-script": "scr*.cls koma*.sty",
    "soul": "soul*.sty",
    "fontawesome5": "fontawesome5*.sty",
    "libertinus-type1": "libertinus*.sty",
    "libertine": "libertine.sty",
    "fira": "FiraSans.sty",
    "xcharter": "XCharter*",
    "pgf": "tikz.sty pgf*",
    "luaotfload": "luaotfload*",
    "cm-super": "ecrm* ecbx* ectt* ecsx* ecss* ecti* tcrm* sfrm*",
    "lm": "lmodern.sty ec-lm* lm*.pfb",
    "tex-gyre": "tg*.sty ec-qp* ec-qt* ec-qh* qpl* qtm* qhv*",
    "ctex": "ctex*.sty ctex*.cls",
    "xecjk": "xeCJK.sty",
    "luatexja": "luatexja*",
    "babel-german": "ngerman.ldf german.ldf",
    "babel-portuges": "portuguese.ldf brazil*.ldf",
    "babel-norsk": "norsk.ldf",
}


class Provider(NamedTuple):
    """The packages that contain a file: Debian's and TeX Live's; ``None`` where it has none or none is known."""

    debian: str | None
    tex_live: str | None


def provider(name: str) -> Provider:
    """Return the packages with a file (``enumitem.sty``), a font (``Charis SIL``) or a program (``latexmk``)."""
    plain = re.sub(r"\s", "", name.rpartition("/")[2])
    debian, tex_live = _lookup(_DEBIAN, plain), _lookup(_TEX_LIVE, plain)
    if tex_live is None and debian is not None:
        stem, _, ending = plain.partition(".")
        tex_live = f"babel-{stem}" if ending == "ldf" else stem
    return Provider(debian, tex_live)


def provider_of_patterns(name: str) -> Provider:
    """Return the packages with hyphenation patterns by their name in TeX, such as ``ngerman``."""
    debian = _lookup(_DEBIAN, f"{name}.ldf")
    tex_live = {"ngerman": "german", "norsk": "norwegian"}.get(name, name)
    return Provider(debian, f"hyphen-{tex_live}" if debian else None)


def _lookup(table: dict[str, str], name: str) -> str | None:
    for package, patterns in table.items():
        if any(fnmatchcase(name, pattern) for pattern in patterns.split()):
            return package
    return None
