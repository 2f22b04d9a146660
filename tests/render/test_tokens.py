"""The tokens of a design as keys of the class."""

from __future__ import annotations

import re

from cvpdf.render.tokens import _KEYS, _typed, token_lines
from cvpdf.schema.design import Design
from cvpdf.schema.look import DateLook, HeaderLook
from cvpdf.schema.values.text import Flag
from cvpdf.themes.theme import built_in_folder


def test_only_what_differs_is_printed_a_group_a_line() -> None:
    header = HeaderLook.model_construct(layout="center", name_size=3.0, icons=Flag("true"))
    design = Design.model_construct(dates=DateLook.model_construct(place="left"), header=header)
    assert list(token_lines(design)) == ["header=center, name-size=3, icons=true", "entry-date=left"]


def test_the_defaults_are_those_of_the_class() -> None:
    core = (built_in_folder() / "cvpdf-core.sty").read_text("utf-8")
    of_the_class = dict(re.findall(r"(?m)^\\cv@key\{([\w-]+)\}\s*\\cv@[\w@]+\s*\{(.*?)\}", core))
    design = Design.model_construct()
    for group, keys in _KEYS.items():
        for name, key in keys.items():
            assert _typed(getattr(getattr(design, group), name)) == re.sub(r"^\.", "0.", of_the_class[key]), key
    page = design.page
    printed: dict[str, object] = {"paper": page.paper, "font-size": page.font_size, "line-spacing": page.line_spacing}
    printed |= {f"margin-{side}": getattr(page.margins, side) for side in ("top", "bottom", "left", "right")}
    printed |= {"spacing": page.spacing, "accent": design.colours.accent, "hyphenation": page.hyphenation}
    assert {key: _typed(value) for key, value in printed.items()} == {key: of_the_class[key] for key in printed}


def test_every_token_has_a_key() -> None:
    elsewhere = {"page": None, "colours": {"accent"}, "publications": {"style"}}
    for group, keys in _KEYS.items():
        fields = type(getattr(Design.model_construct(), group)).model_fields
        assert fields.keys() - keys.keys() == (elsewhere.get(group) or set()), group
    assert Design.SHORT_FORMS.keys() <= Design.model_fields.keys()
