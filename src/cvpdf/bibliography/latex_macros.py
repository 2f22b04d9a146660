"""What the macros of LaTeX in bibliographies stand for, where pylatexenc does not know them or drops them."""

from __future__ import annotations

JOURNALS = {
    "apj": "Astrophysical Journal", "apjl": "Astrophysical Journal Letters",
    "apjs": "Astrophysical Journal Supplement", "aj": "Astronomical Journal", "aap": "Astronomy & Astrophysics",
    "aaps": "Astronomy & Astrophysics Supplement", "aapr": "Astronomy & Astrophysics Review",
    "araa": "Annual Review of Astronomy and Astrophysics",
    "mnras": "Monthly Notices of the Royal Astronomical Society",
    "pasp": "Publications of the Astronomical Society of the Pacific",
    "pasj": "Publications of the Astronomical Society of Japan", "nat": "Nature", "icarus": "Icarus",
    "jcap": "Journal of Cosmology and Astroparticle Physics", "prd": "Physical Review D",
    "prl": "Physical Review Letters", "prc": "Physical Review C", "pra": "Physical Review A",
    "prb": "Physical Review B", "pre": "Physical Review E", "solphys": "Solar Physics",
    "ssr": "Space Science Reviews", "planss": "Planetary and Space Science", "grl": "Geophysical Research Letters",
    "jgr": "Journal of Geophysical Research", "physrep": "Physics Reports",
    "rmxaa": "Revista Mexicana de Astronomía y Astrofísica", "na": "New Astronomy", "nar": "New Astronomy Reviews",
    "pasa": "Publications of the Astronomical Society of Australia", "procspie": "Proceedings of SPIE",
    "aplett": "Astrophysics Letters", "baas": "Bulletin of the American Astronomical Society",
    "memsai": "Memorie della Società Astronomica Italiana", "psj": "Planetary Science Journal",
    "maps": "Meteoritics and Planetary Science", "gca": "Geochimica et Cosmochimica Acta", "ao": "Applied Optics",
    "actaa": "Acta Astronomica", "zap": "Zeitschrift für Astrophysik", "iaucirc": "IAU Circular",
}  # fmt: skip
"""Journals of astronomy, by the macros that exports of the NASA ADS contain."""

LETTERS = {
    "TeX": "TeX", "LaTeX": "LaTeX", "LaTeXe": "LaTeX2ε", "BibTeX": "BibTeX", "XeTeX": "XeTeX", "LuaTeX": "LuaTeX",
    "eTeX": "ε-TeX", "pdfTeX": "pdfTeX", "ConTeXt": "ConTeXt", "MF": "METAFONT", "MP": "MetaPost", "slash": "/",
    "textasteriskcentered": "*", "newblock": " ", "newline": " ", "linebreak": " ", "break": " ", "par": " ",
    "hfill": " ", "quad": " ", "qquad": " ", "enspace": " ", "enskip": " ", "thinspace": "\u202f", ",": "\u202f",
    ";": " ", ":": " ", " ": " ", "\n": " ", "\t": " ", "\\": " ", "-": "", "/": "", "!": "", "@": "",
    "allowbreak": "", "nobreak": "", "relax": "", "null": "", "ignorespaces": "", "protect": "", "penalty": "",
    "hskip": "", "textquotesingle": "'", "textquotedbl": '"', "textbackslash": "\\", "textperiodcentered": "·",
    "textbar": "|", "textgreater": ">", "textless": "<", "textunderscore": "_", "textvisiblespace": "␣",
    "bibrangedash": "–", "hyphen": "-", "textendash": "–", "textemdash": "—", "Dash": "—", "andothers": "et al.",
    **JOURNALS,
}  # fmt: skip
"""Logos, spaces, signs and journals."""

ITALIC = frozenset(
    {
        "em", "emph", "it", "itshape", "mkbibemph", "mkbibitalic", "sl", "slshape", "textit", "textsl",
    }
)  # fmt: skip
"""Macros for italics."""

PLAIN = frozenset(
    {
        "Large", "MakeLowercase", "MakeTextUppercase", "MakeUppercase", "NoCaseChange", "bf", "bfseries",
        "bibfnamefont", "bibinfo", "bibnamefont", "bibstring", "circled", "citenamefont", "ensuremath",
        "footnotesize", "foreignlanguage", "hbox", "large", "leavevmode", "lowercase", "mathrm", "mbox",
        "mkbibbold", "mkbibparens", "natexlab", "nobibliography", "nocase", "nolinkurl", "normalfont", "path",
        "rm", "rmfamily", "sc", "scriptsize", "scshape", "selectlanguage", "sf", "sffamily", "small",
        "texorpdfstring", "t", "text", "textbf", "textcyrillic", "textgreek", "textlatin", "textmd",
        "textnohyphenation", "textnormal", "textrm", "textsc", "textsf", "textsubscript", "texttt", "textup",
        "tiny", "tt", "ttfamily", "underline", "unskip", "uppercase", "upshape", "url",
    }
)  # fmt: skip
"""Macros of which only the arguments count."""

DROPPED = frozenset(
    {
        "SortNoop", "bibsort", "hspace", "index", "label", "noopsort", "nosort", "printfirst", "vspace",
    }
)  # fmt: skip
"""Macros whose first argument is not printed: it only sorts."""

QUOTES = {"enquote": ("“", "”"), "mkbibquote": ("“", "”"), "textquote": ("“", "”"), "mkbibparens": ("(", ")")}
"""Macros that put signs around their argument."""

SPECIALS = {"``": "“", "''": "”", "`": "‘", "'": "’", "~": "\u00a0", "--": "–", "---": "—", "!`": "¡", "?`": "¿"}
"""Characters that stand for another one."""
