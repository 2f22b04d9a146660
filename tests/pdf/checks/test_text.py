from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cvpdf.diagnostics import Diagnostic
from cvpdf.expectation import Expectation, ExpectedText
from cvpdf.pdf.checks.text import check
from cvpdf.pdf.read.facts import PageFacts, PdfFacts
from tests.pdf.conftest import BODY, GOOD, Compile, expected, facts_of
from tests.pdf.support import calls


def facts(*pages: str) -> PdfFacts:
    return PdfFacts("a.pdf", tuple(PageFacts(text, 595, 842) for text in pages))


def missing(pdf: str, *texts: str) -> list[Diagnostic]:
    expectation = Expectation(texts=tuple(expected(text, line=line) for line, text in enumerate(texts, 1)))
    found = check(facts(pdf), expectation)
    assert all(d.code in ("text-missing", "glued-words", "torn-line") and d.is_error for d in found)
    return found


def lines(pdf: str, *texts: str) -> list[int]:
    return [d.span.line for d in missing(pdf, *texts) if d.span]


@pytest.mark.tex
def test_everything_is_there(good_pdf: Path) -> None:
    assert check(facts_of(good_pdf), GOOD) == []


@pytest.mark.tex
@pytest.mark.parametrize(
    ("written", "instead", "line"),
    [
        ("Jane Roe}", "Jane}", 2),
        ("2019--2023", "2019-2023", 7),
        ("2019--2023", "", 7),
        ("fluffy", "fluf{}fy.", 8),
        ("30", "3", 8),
        ("a state-of-the-art", "the state-of-the-art", 9),
        (r"\item Wrote", r"\iffalse", 9),
    ],
)
def test_a_change_is_seen(compiled: Compile, written: str, instead: str, line: int) -> None:
    body = BODY.replace(written, instead)
    if instead == r"\iffalse":
        body = body.replace(r"\end{itemize}", r"\fi\end{itemize}")
    found = check(facts_of(compiled(body)), GOOD)
    assert [d.span.line for d in found if d.span] == [line]


def test_nothing_expected() -> None:
    assert check(facts("x"), None) == []
    assert check(facts("x"), Expectation()) == []
    assert missing("x", "", " ") == []


def test_a_text_over_two_pages() -> None:
    assert check(facts("one two", "three"), Expectation(texts=(expected("two three"),))) == []


def test_names_what_and_shows_the_nearest() -> None:
    text = "Built a pipeline for eﬃcient training"
    [found] = missing(f"Experience. {text} of models. Other", "Built a pipeline for efficient training")
    assert found.message == "the highlight `Built a pipeline for efficient training` is not in the PDF’s text"
    letters = "U+FB03 LATIN SMALL LIGATURE FFI instead of `ffi`"
    assert found.hint == f"the most similar text is `{text}` (it has {letters})"


def test_texts_that_look_alike_are_told_apart_by_their_code_points() -> None:
    [found] = missing("state-of-the-art", "state\u2011of-the-art")
    assert found.hint is not None
    assert found.hint.endswith("(it has U+002D HYPHEN-MINUS instead of U+2011 NON-BREAKING HYPHEN)")
    [found] = missing("\u030c John", "J\u030cohn")
    assert found.hint is not None
    assert found.hint.endswith(
        "; Unicode has `J̌` only as a letter and an accent, which readers may separate: write it without"
    )


def test_nearest_of_a_single_word() -> None:
    [found] = missing("Zürich, Genf", "Zurich")
    assert found.hint == "the most similar text is `Zürich,`"
    [found] = missing("Zürich, Genf", "quantum")
    assert found.hint is None


def test_nearest_of_a_long_text_shows_the_difference() -> None:
    start = "A very long beginning that both of them share to the last letter, and then "
    [found] = missing(start + "this one", start + "that one")
    assert found.hint is not None
    assert found.hint.endswith("then this one`")


def test_word_boundaries() -> None:
    assert lines("CV of R2D2", "C", "R") == [1, 2]


def test_equal_strings_are_counted() -> None:
    assert lines("Led the team. Led the team.", "Led the team.", "Led the team.") == []
    [found] = missing("Led the team.", "Led the team.", "Led the team.")
    assert found.message == "the highlight `Led the team.` is 2 times in the source, 1 times in the PDF"
    assert [related.span.line for related in found.related] == [1]
    assert lines("nothing", "Led the team.", "Led the team.") == [1, 2]


def test_a_string_inside_a_longer_one() -> None:
    assert lines("C, C++, C#", "C", "C++", "C#") == []
    assert lines("C++, C#", "C", "C++", "C#") == [1]
    assert lines("Jane Roe and Bob Li. Jane Roe", "Jane Roe and Bob Li", "Jane Roe") == []
    assert lines("Jane Roe and Bob Li.", "Jane Roe and Bob Li", "Jane Roe") == [2]


def test_a_lost_string_does_not_take_others_with_it() -> None:
    assert lines("Python", "Wrote Python", "Python") == [1]
    assert lines("Python, Wrote Python", "Wrote Python", "Wrote Python", "Python") == [2]
    # All in one another: only the middle one is lost.
    assert lines("a b c, a", "a b c", "a b", "a") == [2]


@pytest.mark.parametrize("shown", [1.0, 0.5, 0.0])
def test_the_work_grows_with_the_publications(shown: float) -> None:
    """Also if half of them are lost, or all."""
    authors = [f"{first} Name{last}" for first in ("Jane", "Bob", "Wei", "Zoë") for last in range(500)]

    def run(count: int) -> list[Diagnostic]:
        works = [[*(authors[(n * 7 + i * 13) % 2000] for i in range(20)), f"On theory {n}"] for n in range(count)]
        pdf = "\n".join(", ".join(work) for work in works[: int(shown * count)])
        texts = tuple(ExpectedText(text, "author") for work in works for text in work)
        return check(facts(pdf), Expectation(texts=texts))

    assert bool(run(50)) == (shown < 1)
    assert calls(lambda: run(200)) < 2.5 * calls(lambda: run(100))


WORDS = st.lists(st.sampled_from(["a", "b", "C", "C++", "x-y"]), min_size=1, max_size=3).map(" ".join)


@given(st.lists(WORDS, min_size=1, max_size=8), st.randoms())
def test_what_is_printed_is_found(texts: list[str], chance: object) -> None:
    shuffled = list(texts)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert missing(" | ".join(shuffled), *texts) == []


@given(st.lists(WORDS, min_size=1, max_size=8), st.data())
def test_one_lost_string_is_one_complaint(texts: list[str], data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(texts) - 1))
    rest = texts[:index] + texts[index + 1 :]
    found = missing(" | ".join(rest), *texts)
    assert [d.message.split("`")[1].split("`")[0] for d in found] == [texts[index]]
