"""Names of glyphs that define which characters the glyphs are.

ISO 32000-2, 9.10.2, names two sets: Adobe's standard Latin characters (annex D.2) and those of the Symbol font (D.5).
The f-ligatures of TeX's fonts, and names made of a Unicode value (Adobe Glyph List Specification), are
understood by all readers too.
"""

from __future__ import annotations

import re

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_ACCENTED = """
Aacute Acircumflex Adieresis Agrave Aring Atilde Ccedilla Eacute Ecircumflex Edieresis Egrave Iacute Icircumflex
Idieresis Igrave Ntilde Oacute Ocircumflex Odieresis Ograve Otilde Scaron Uacute Ucircumflex Udieresis Ugrave Yacute
Ydieresis Zcaron
"""
_LATIN = """
AE Eth Euro Lslash OE Oslash Thorn ae eth lslash oe oslash thorn acute ampersand asciicircum asciitilde asterisk at
backslash bar braceleft braceright bracketleft bracketright breve brokenbar bullet caron cedilla cent circumflex colon
comma copyright currency dagger daggerdbl degree dieresis divide dollar dotaccent dotlessi eight ellipsis emdash endash
equal exclam exclamdown fi five fl florin four fraction germandbls grave greater guillemotleft guillemotright
guilsinglleft guilsinglright hungarumlaut hyphen less logicalnot macron minus mu multiply nine numbersign ogonek one
onehalf onequarter onesuperior ordfeminine ordmasculine paragraph parenleft parenright percent period periodcentered
perthousand plus plusminus question questiondown quotedbl quotedblbase quotedblleft quotedblright quoteleft quoteright
quotesinglbase quotesingle registered ring section semicolon seven six slash space sterling three threequarters
threesuperior tilde trademark two twosuperior underscore yen zero
"""
_SYMBOL = """
Alpha Beta Chi Delta Epsilon Eta Gamma Ifraktur Iota Kappa Lambda Mu Nu Omega Omicron Phi Pi Psi Rfraktur Rho Sigma Tau
Theta Upsilon Upsilon1 Xi Zeta aleph alpha angle angleleft angleright approxequal arrowboth arrowdblboth arrowdbldown
arrowdblleft arrowdblright arrowdblup arrowdown arrowhorizex arrowleft arrowright arrowup arrowvertex asteriskmath beta
braceex braceleftbt braceleftmid bracelefttp bracerightbt bracerightmid bracerighttp bracketleftbt bracketleftex
bracketlefttp bracketrightbt bracketrightex bracketrighttp carriagereturn chi circlemultiply circleplus club congruent
copyrightsans copyrightserif delta diamond dotmath element emptyset epsilon equivalence eta existential gamma gradient
greaterequal heart infinity integral integralbt integralex integraltp intersection iota kappa lambda lessequal
logicaland logicalor lozenge minute notelement notequal notsubset nu omega omega1 omicron parenleftbt parenleftex
parenlefttp parenrightbt parenrightex parenrighttp partialdiff perpendicular phi phi1 pi product propersubset
propersuperset proportional psi radical radicalex reflexsubset reflexsuperset registersans registerserif rho second
sigma sigma1 similar spade suchthat summation tau therefore theta theta1 trademarksans trademarkserif union universal
upsilon weierstrass xi zeta
"""
_LIGATURES = "ff ffi ffl"

KNOWN = frozenset(
    [*_LETTERS, *" ".join([_ACCENTED, _ACCENTED.casefold(), _LATIN, _SYMBOL, _LIGATURES]).split()],
)
"""Without the slash that begins a name in a PDF."""
_UNICODE = re.compile(r"(uni([0-9A-F]{4})+|u[0-9A-F]{4,6})\b")


def names_character(name: str) -> bool:
    """Whether a glyph's name, without its slash, defines which character it is."""
    return name in KNOWN or _UNICODE.match(name) is not None
