from __future__ import annotations

from pathlib import Path

import pytest

from cvpdf.diagnostics import Span
from cvpdf.render.sourcemap import Marker, SourceMap, split_marks, without_marks
from tests.render.rendering import HOSTILE_PERSON, of_file, printed

CV = Path(__file__).parents[2] / "cv.yaml"
TREE = Path(__file__).parents[2] / "examples"


def place(line: int) -> Span:
    return Span.point("cv.yaml", line)


MAP = SourceMap((3, 3, 7, 9), tuple(place(line) for line in (30, 31, 70, 90)))


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (3, None, 30),
        (7, None, 70),
        (5, None, 31),
        (8, None, 70),
        (99, None, 90),
        (4, 8, 70),
        (7, 9, 70),
        (5, 6, 31),
        (1, 5, 30),
    ],
)
def test_locate(first: int, last: int | None, expected: int) -> None:
    assert MAP.locate(first, last) == place(expected)


def test_nothing_is_before_the_first_value() -> None:
    assert MAP.locate(2) is None
    assert MAP.locate(1, 2) is None
    assert SourceMap((), ()).locate(5) is None


def test_marks_are_taken_out_and_become_the_map() -> None:
    marker = Marker()
    text = f"a\n{marker.mark(place(4))}b {marker.mark(None)}c{marker.mark(place(5))}d\n\n{marker.mark(place(6))}"
    tex, found = split_marks(text, marker)
    assert tex == "a\nb cd\n\n"
    assert found == SourceMap((2, 2, 4), (place(4), place(5), place(6)), ("b c", "d", ""))
    assert without_marks(text) == tex


def test_marks_that_a_template_has_damaged_do_no_harm() -> None:
    marker = Marker()
    mark = marker.mark(place(4))
    tex, found = split_marks(f"{mark[:2]}a {mark[1:]}b \x0199\x02c {mark}", marker)
    assert "\x01" not in tex
    assert "\x02" not in tex
    assert found.spans == (place(4),)


@pytest.mark.parametrize("operation", ["[:2]", "[1:]", "|replace('0', '77')", "|reverse", "|list", "|upper"])
def test_no_filter_lets_a_mark_into_the_tex(operation: str, tmp_path: Path) -> None:
    tex = printed(rf"\BLOCK{{macro m()}}\VAR{{basics.name}}\BLOCK{{endmacro}}\VAR{{m(){operation}}}", tmp_path)
    assert not any(ord(character) < 32 and character != "\n" for character in tex)
    assert r"\input{" not in printed(rf"\VAR{{basics.name{operation}}}", tmp_path, HOSTILE_PERSON)


@pytest.mark.parametrize("variant", ["full", "onepage", "publications"])
def test_every_value_of_the_seed_leads_back_to_its_words(variant: str) -> None:
    source = CV.read_text("utf-8").splitlines()
    result = of_file(CV, variant)
    lines = result.tex.split("\n")
    assert len(result.source_map.lines) > 20
    assert list(result.source_map.lines) == sorted(result.source_map.lines)
    for number, span in zip(result.source_map.lines, result.source_map.spans, strict=True):
        assert span.file == str(CV)
        words = [word for word in typed(source, span).split() if word.isalpha() and len(word) > 3]
        if words and words != ["present"] and "publications: [" not in source[span.line - 1]:
            assert words[0].casefold() in lines[number - 1].casefold(), (span, lines[number - 1])


def typed(source: list[str], span: Span) -> str:
    """Return what stands between the two ends of a span."""
    lines = source[span.line - 1 : span.end_line]
    lines[-1] = lines[-1][: span.end_column - 1]
    return " ".join([lines[0][span.column - 1 :], *lines[1:]])


def test_the_lines_of_some_values_of_the_seed() -> None:
    result = of_file(CV, "full")
    source = CV.read_text("utf-8").splitlines()
    for words, in_source in (
        ("top 10\\% intern", "top 10% intern"),
        ("Qiji Zhifeng", "Qiji Zhifeng"),
        ("{刘子铭}", "刘子铭"),
    ):
        at = next(number for number, line in enumerate(result.tex.split("\n"), 1) if words in line and "cv" in line)
        spans = [s for line, s in zip(result.source_map.lines, result.source_map.spans, strict=True) if line == at]
        assert any(in_source in source[span.line - 1] for span in spans), words


@pytest.mark.parametrize("file", [CV, *sorted(TREE.glob("*.yaml"))], ids=lambda file: file.stem)
def test_no_mark_is_left_in_any_tex(file: Path) -> None:
    for variant in ("full", "onepage", "publications"):
        tex = of_file(file, variant).tex
        assert not any(ord(character) < 32 and character != "\n" for character in tex)
