"""Citation styles of the user's own: where they are found, and where their errors are reported."""

from __future__ import annotations

from pathlib import Path

import pytest

from cvpdf.pipeline.load import load
from cvpdf.render.content.walk import walk
from cvpdf.selection.apply_variant import select
from cvpdf.selection.settings import resolve

CV = """\
basics: {name: Tess Hof}
sections: [{kind: publications, title: P%s}]
publications: [{key: a, title: Rain, authors: [Jan Berg, Tess Hof], venue: Weather, date: 2023}]
design: {publications: {style: %s}}
"""


def _problems(folder: Path, style: str, text: str | None = None, section: str = "") -> list[tuple[str, str, str]]:
    (folder / "cv.yaml").write_text(CV % (section, style), encoding="utf-8")
    if text is not None:
        (folder / style).write_bytes(text.encode("latin-1"))
    loaded = load(folder / "cv.yaml")
    return [
        (one.code, f"{Path(one.span.file).name}:{one.span.line}", one.message) for one in loaded.diagnostics if one.span
    ]


@pytest.mark.parametrize("named", ["my.j2", "mine", "section"])
def test_a_style_of_the_users_own(tmp_path: Path, named: str) -> None:
    text = r"\VAR{authors}: *\VAR{title}* (\VAR{date}, \VAR{venue|upper})"
    styles = tmp_path / "latex_templates" / "styles"
    styles.mkdir(parents=True)
    (styles / "mine.j2").write_text(text)
    (tmp_path / "my.j2").write_text(text)
    section = ", style: mine" if named == "section" else ""
    assert _problems(tmp_path, "venue-first" if section else named, section=section) == []
    loaded = load(tmp_path / "cv.yaml")
    assert loaded.resume is not None
    assert loaded.files == ((tmp_path / "my.j2",) if named == "my.j2" else ())
    [work] = walk(select(loaded.resume, resolve(loaded.resume, "full"))).sections[0].groups[0].works
    text = "".join("".join(phrase.text for phrase in part.phrases) + " " * part.space for part in work.parts)
    assert text == "Jan\u00a0Berg, Tess\u00a0Hof: Rain (2023, WEATHER)"


@pytest.mark.parametrize(
    ("text", "code", "line", "words"),
    [
        ("\\VAR{title}\n\n\\VAR{journal}", "style-error", 3, "'journal' is undefined"),
        ("\\VAR{title}\n\\VAR{title", "style-syntax", 2, "unexpected end of template"),
        ("\\VAR{title}\n%% if 1", "style-syntax", 2, "Unexpected end of template"),
        ("\\VAR{title}\n\\VAR{1 // 0}", "style-error", 2, "integer division or modulo by zero"),
        ("\\VAR{title}\\VAR{title.__class__}", "style-error", 1, "unsafe"),
        ("\n\\BLOCK{include 'ieee.j2'}\\VAR{title}", "style-error", 1, "a style is a single file"),
        (
            "\\VAR{title}\\VAR{'x' * 10**9}",
            "style-limit",
            1,
            "was stopped: it produces more than 20,000,000",
        ),
        ("\\VAR{title}\n\\VAR{label('vol')}", "style-error", 2, "there is no label `vol`"),
        ("\\VAR{title}\n\\VAR{leave_out('publishr')}", "style-error", 2, "there is no field `publishr`"),
        ("\\VAR{title}\n\\VAR{names(title)}", "style-error", 2, "`names` takes `authors` or `editors`"),
        ("\\VAR{title}\n\\VAR{address(title)}", "style-error", 2, "take a number in a register or a `url`"),
        ("\\VAR{title}\\VAR{names(authors, over=2, keep=3)}", "style-error", 1, "`keep` is at least 1"),
        ("\\VAR{title}\\VAR{names(authors, last_comma='no')}", "style-error", 1, "not `no`"),
        ("\\VAR{authors}", "style-error", 1, "does not print the title of `a`"),
        ("\\VAR{title}\n\xe4", "style-unreadable", 2, "not encoded in UTF-8"),
    ],
)
def test_errors_of_a_style_name_its_line(tmp_path: Path, text: str, code: str, line: int, words: str) -> None:
    [(found, place, message)] = _problems(tmp_path, "my.j2", text)
    assert (found, place) == (code, f"my.j2:{line}")
    assert words in message


@pytest.mark.parametrize("style", ["iee", "none.j2", "styles/none.j2"])
def test_a_style_that_does_not_exist(tmp_path: Path, style: str) -> None:
    [(code, place, message)] = _problems(tmp_path, style)
    assert (code, place) == ("unknown-style", "cv.yaml:4")
    assert f"`{style}`" in message
