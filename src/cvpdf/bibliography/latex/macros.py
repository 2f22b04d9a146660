"""What the macros of LaTeX in bibliographies stand for, where pylatexenc does not know them or drops them."""

from __future__ import annotations

JOURNALS = {
    "aap": "Astronomy & Astrophysics", "aapr": "Astronomy & Astrophysics Review",
    "aaps": "Astronomy & Astrophysics Supplement", "actaa": "Acta Astronomica", "aj": "Astronomical Journal",
    "ao": "Applied Optics", "apj": "Astrophysical Journal", "apjl": "Astrophysical Journal Letters",
    "apjs": "Astrophysical Journal Supplement", "aplett": "Astrophysics Letters",
    "apspr": "Astrophysics Space Physics Research", "apss": "Astrophysics and Space Science",
    "araa": "Annual Review of Astronomy and Astrophysics", "azh": "Astronomicheskii Zhurnal",
    "baas": "Bulletin of the American Astronomical Society", "bac": "Bulletin of the Astronomical Institutes of"
    " Czechoslovakia", "bain": "Bulletin of the Astronomical Institutes of the Netherlands",
    "caa": "Chinese Astronomy and Astrophysics", "cjaa": "Chinese Journal of Astronomy and Astrophysics",
    "fcp": "Fundamentals of Cosmic Physics", "gca": "Geochimica et Cosmochimica Acta",
    "grl": "Geophysical Research Letters", "iaucirc": "IAU Circular", "icarus": "Icarus",
    "jcap": "Journal of Cosmology and Astroparticle Physics", "jcp": "Journal of Chemical Physics",
    "jgr": "Journal of Geophysical Research",
    "jqsrt": "Journal of Quantitative Spectroscopy and Radiative Transfer",
    "jrasc": "Journal of the Royal Astronomical Society of Canada", "maps": "Meteoritics and Planetary Science",
    "memras": "Memoirs of the Royal Astronomical Society", "memsai": "Memorie della Società Astronomica Italiana",
    "mnras": "Monthly Notices of the Royal Astronomical Society", "na": "New Astronomy", "nar": "New Astronomy Review",
    "nat": "Nature", "nphysa": "Nuclear Physics A", "pasa": "Publications of the Astronomical Society of Australia",
    "pasj": "Publications of the Astronomical Society of Japan",
    "pasp": "Publications of the Astronomical Society of the Pacific", "physrep": "Physics Reports",
    "physscr": "Physica Scripta", "planss": "Planetary and Space Science", "pra": "Physical Review A",
    "prb": "Physical Review B", "prc": "Physical Review C", "prd": "Physical Review D", "pre": "Physical Review E",
    "prl": "Physical Review Letters", "procspie": "Proceedings of SPIE", "psj": "Planetary Science Journal",
    "qjras": "Quarterly Journal of the Royal Astronomical Society",
    "rmxaa": "Revista Mexicana de Astronomía y Astrofísica", "skytel": "Sky and Telescope", "solphys": "Solar Physics",
    "sovast": "Soviet Astronomy", "ssr": "Space Science Reviews", "zap": "Zeitschrift für Astrophysik",
}  # fmt: skip
"""Journals of astronomy, by the macros that exports of the NASA ADS contain."""

LETTERS = {
    "LaTeXe": "LaTeX2ε", "eTeX": "ε-TeX", "MF": "METAFONT", "MP": "MetaPost", "METAFONT": "METAFONT",
    "METAPOST": "MetaPost", "AmS": "AMS", "AmSTeX": "AMS-TeX", "AmSLaTeX": "AMS-LaTeX", "AllTeX": "(La)TeX",
    "TUB": "TUGboat", "POSTSCRIPT": "PostScript", "PS": "PostScript",
    "slash": "/", "emdash": "—", "endash": "–", "textasteriskcentered": "*", "newblock": " ", "newline": " ",
    "linebreak": " ", "break": " ", "par": " ", "hfill": " ", "quad": " ", "qquad": " ", "enspace": " ",
    "enskip": " ", "thinspace": "\u202f", "nobreakspace": "\u00a0", "space": " ", ",": "\u202f", ";": " ", ":": " ",
    " ": " ", "\n": " ", "\t": " ", "\r": " ", "\\": " ", "textquotesingle": "'", "textquotedbl": '"',
    "textbackslash": "\\", "textperiodcentered": "·", "textbar": "|", "textgreater": ">", "textless": "<",
    "textunderscore": "_", "textvisiblespace": "␣", "bibrangedash": "–", "hyphen": "-", "Dash": "—",
    "andothers": "et al.", "item": " ", "backslash": "\\", "lq": "‘", "rq": "’", "dots": "…", "ldots": "…",
    "textellipsis": "…", "glqq": "„", "grqq": "“", "glq": "‚", "grq": "‘", "flqq": "«", "frqq": "»", "flq": "‹",
    "frq": "›", "quotedblbase": "„", "quotesinglbase": "‚", "No": "№", "textnumero": "№", "copyright": "©",
    "pounds": "£", "P": "¶", "S": "§", "dag": "†", "ddag": "‡", "degree": "°", "celsius": "°C", "micro": "µ",
    "textmu": "µ", "textohm": "Ω", "euro": "€", "EUR": "€", "i": "ı", "j": "ȷ", "IJ": "IJ", "ij": "ij",
    "less": "<", "greater": ">", "lt": "<", "gt": ">", "textasciicircum": "^", "textasciitilde": "~",
    **{name: name for name in (
        "TeX", "LaTeX", "BibTeX", "XeTeX", "XeLaTeX", "LuaTeX", "LuaLaTeX", "pdfTeX", "pdfLaTeX", "ConTeXt", "LyX",
        "TikZ", "PGF", "CTAN", "TUG", "PiCTeX", "SliTeX", "PDF", "XML", "HTML", "SGML", "CSS", "DVI", "AMS",
    )},
    **dict.fromkeys(("-", "/", "!", "@", "allowbreak", "nobreak", "relax", "null", "ignorespaces", "protect", "penalty",
                     "leavevmode", "unskip", "noindent", "strut", "sloppy", "xspace", "autocap", "nolinebreak"), ""),
    **JOURNALS,
}  # fmt: skip
"""Logos, spaces, signs and journals."""

ACCENTS = {
    "`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", "=": "\u0304", "u": "\u0306", ".": "\u0307",
    '"': "\u0308", "r": "\u030a", "H": "\u030b", "v": "\u030c", "G": "\u030f", "d": "\u0323", "c": "\u0327",
    "k": "\u0328", "b": "\u0331", "t": "\u0361", "U": "\u030e", "f": "\u0311", "textcommabelow": "\u0326",
}  # fmt: skip
"""The combining characters of accents."""
SPACING = {"`": "`", "'": "´", "^": "^", "~": "~", "=": "¯", '"': "¨", ".": "˙", "r": "°", "c": "¸", "v": "ˇ", "u": "˘"}
"""Accents that stand alone: ``\\~{}``."""

ITALIC = frozenset({"emph", "mkbibemph", "mkbibitalic", "textit", "textsl"})
"""Macros whose argument is in italics."""
ITALIC_ON = frozenset({"em", "it", "itshape", "sl", "slshape"})
ITALIC_OFF = frozenset({"rm", "upshape", "normalfont", "textup", "textrm", "textnormal", "mbox", "hbox"})
"""Macros that switch italics on and off, up to the end of the group or for their argument."""
SILENT = frozenset(
    {
        "Large", "LARGE", "Huge", "huge", "MakeLowercase", "MakeTextUppercase", "MakeUppercase", "NoCaseChange", "bf",
        "bfseries", "bfdefault", "bibfnamefont", "bibnamefont", "bibstring", "bibfont", "biband", "citenamefont",
        "ensuremath", "footnotesize", "large", "lowercase", "mathrm", "mkbibbold", "natexlab", "nobibliography",
        "nocase", "normalsize", "rmfamily", "sc", "scriptsize", "scshape", "sf", "sffamily", "small", "smash", "rlap",
        "llap", "text", "textbf", "textcyrillic", "textgreek", "textlatin", "textmd", "textnohyphenation", "textsc",
        "textsf", "texttt", "tiny", "tt", "ttfamily", "underline", "uline", "uppercase", "textls", "acro", "ac",
        "foreignlanguage*", "boldmath", "unboldmath", "mathversion", "scriptstyle", "displaystyle", "textstyle",
        "centering", "raggedright", "url*", "sout", "hl", "ul", "so", "mathit", "mathbf", "nolinkurl", "file", "pkg",
        "cs", "code", "ordinal", "mdseries", "smallcaps", "mediumseries", "textsmaller", "textlarger", "upper",
    }
)  # fmt: skip
"""Macros of which only the arguments count."""
DROPPED = {
    "SortNoop": 1, "bibsort": 1, "hspace": 1, "index": 1, "label": 1, "noopsort": 1, "nosort": 1, "printfirst": 1,
    "sortnoop": 1, "noop": 1, "vspace": 1, "phantom": 1, "hphantom": 1, "vphantom": 1, "color": 1, "selectlanguage": 1,
    "Begin": 1, "End": 1, "setlength": 2, "fontsize": 2, "fontencoding": 1, "fontfamily": 1, "inputencoding": 1,
}  # fmt: skip
"""Macros with arguments that are not printed, and how many: what only sorts, and what measures."""
SECOND = {"texorpdfstring", "foreignlanguage", "textcolor", "bibinfo", "raisebox", "scalebox", "colorbox", "mkbibtext"}
"""Macros of whose two arguments the second is printed."""
QUOTES = {
    "enquote": ("“", "”"), "mkbibquote": ("“", "”"), "textquote": ("“", "”"), "mkbibparens": ("(", ")"),
    "mkbibbrackets": ("[", "]"), "parentext": ("(", ")"), "footnote": (" (", ")"), "thanks": (" (", ")"),
}  # fmt: skip
"""Macros that put signs around their argument."""
INNER_QUOTES = ("‘", "’")
"""Those of a quotation inside of a quotation."""
SPECIALS = {"``": "“", "''": "”", "--": "–", "---": "—", "!`": "¡", "?`": "¿"}
"""Characters that stand for another one."""
