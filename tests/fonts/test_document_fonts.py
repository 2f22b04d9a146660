from __future__ import annotations

from cvpdf.fonts.document_fonts import document_fonts
from cvpdf.fonts.letters import clusters
from tests.fonts.families import font_set


def test_each_letter_comes_from_the_first_family_that_has_it() -> None:
    made = document_fonts(clusters("ș ə 刘 한 さ ⴰ"), font_set("zh"), "full")
    assert made.lacking == {"ⴰ"}
    assert [(b.family, b.style, b.lender, b.letters) for b in made.borrowed][:1] == [
        ("XCharter", "regular", "GentiumBookPlus", ("ə",))
    ]
    style = made.files["full-fonts.sty"].decode()
    for line in (
        "\\ProvidesPackage{full-fonts}",
        "\\cvf@define{ə}{\\cvf@x{",
        "\\cvf@define{刘}{\\cvf@w{0}{cvfw0}{1}}",
        "\\cvf@define{さ}{\\cvf@w{0}{cvfw0}{0}}",
        "\\cvf@define{한}{\\cvf@w{3}{cvfw1}{0}}",
    ):
        assert line in style
    names = {path.partition(".")[0] for path in made.files if path.startswith("fonts/")}
    assert all(f"<{name}.enc <{name}.ttf" in style for name in names)
    assert {f"{name}.{ending}" for name in names for ending in ("ttf", "tfm", "enc")} < set(made.files)
