"""Characters of East Asian scripts."""

from __future__ import annotations

import re
import sys

from cvpdf.east_asian import has_no_spaces, is_east_asian

CLASS = "\u1100-\u11ff\u2e80-\u2fdf\u3001-\u318f\u31a0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f"
CLASS += "\uac00-\ud7ff\uf900-\ufaff\uff01-\uff9f\U00020000-\U0003ffff"
"""All of them, for a class of a regular expression."""


def test_east_asian_characters() -> None:
    everything = "".join(map(chr, range(sys.maxunicode + 1)))
    assert "".join(filter(is_east_asian, everything)) == "".join(re.findall(f"[{CLASS}]", everything))
    assert all(map(is_east_asian, "한ㄅかカ一"))


def test_hangul_has_spaces() -> None:
    assert all(map(has_no_spaces, "ㄅかカ一。ー𠀀"))
    assert not any(map(has_no_spaces, "한ㄱ\u1100aЖ "))
