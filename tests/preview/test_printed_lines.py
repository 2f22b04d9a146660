"""Where values stand on the pages."""

from __future__ import annotations

import pytest

from cvpdf.pdf.read.facts import Box
from cvpdf.preview.pdf_letters import page_sizes, read_letters
from cvpdf.preview.printed_lines import Line, find_lines
from tests.preview.pdfs import HEIGHT, WIDTH, expectation, expected, pdf


def found(content: bytes, *texts: tuple[str, int], foot: str = "") -> list[tuple[int, str, int]]:
    """Return page, text and line of cv.yaml of what is found."""
    wanted = expectation(*(expected(text, line) for text, line in texts), foot=foot)
    return [(one.page, one.key, one.span.line) for one in find_lines(read_letters(content), wanted)]


def test_letters() -> None:
    read = read_letters(pdf(["Hi you"], ["2nd"]))
    assert [(one.key, one.page, one.begins) for one in read] == [
        ("H", 0, True),
        ("i", 0, False),
        ("y", 0, True),
        ("o", 0, False),
        ("u", 0, False),
        ("2", 1, True),
        ("n", 1, False),
        ("d", 1, False),
    ]
    first = read[0].box
    assert first.left == pytest.approx(40, abs=1)
    assert first.bottom < 360 < first.top
    assert page_sizes(pdf(["Hi"], ["you"])) == ((WIDTH, HEIGHT), (WIDTH, HEIGHT))
    assert page_sizes(b"rubbish") == ()


def test_accents_are_normalised() -> None:
    assert found(pdf(["Z\u00fcrich"]), ("Zu\u0308rich", 1)) == [(0, "Zürich", 1)]


def test_a_value_on_several_lines_has_a_box_on_each() -> None:
    [first, second] = find_lines(read_letters(pdf(["one two", "three"])), expectation(expected("one two three", 4)))
    assert (first.key, second.key) == ("onetwo", "three")
    assert first.box.bottom > second.box.top
    assert first.box.left == pytest.approx(second.box.left, abs=1)
    assert first.value == second.value == "one two three"


def test_what_stands_several_times_goes_in_order() -> None:
    content = pdf(["Intern", "Engines", "Intern", "Boats"])
    texts = [("Engines", 1), ("Intern", 2), ("Boats", 3), ("Intern", 4)]
    assert found(content, *texts) == [(0, "Intern", 2), (0, "Engines", 1), (0, "Intern", 4), (0, "Boats", 3)]


def test_a_short_text_is_not_found_inside_of_a_longer_one() -> None:
    content = pdf(["NeurIPS 2025 Proceedings", "2025"])
    assert found(content, ("2025", 1), ("NeurIPS 2025 Proceedings", 2)) == [
        (0, "NeurIPS2025Proceedings", 2),
        (0, "2025", 1),
    ]


def test_a_word_is_not_found_inside_of_a_word() -> None:
    assert found(pdf(["Art in Cartoons and Art"]), ("Art", 1), ("Art", 2)) == [(0, "Art", 1), (0, "Art", 2)]
    assert found(pdf(["Cartoons"]), ("Art", 1)) == []
    assert found(pdf(["glued Artwords"]), ("Art", 1)) == [(0, "Art", 1)], "better than nothing"


def test_more_copies_than_expected_go_to_those_whose_neighbours_are_near() -> None:
    content = pdf(["Jane", "alpha beta", "gamma delta", "Jane", "epsilon zeta"])
    texts = [("gamma delta", 1), ("Jane", 2), ("epsilon zeta", 3)]
    places_of_jane = [line for line in placed(content, *texts) if line.key == "Jane"]
    assert [line.box.bottom < 300 < line.box.top for line in places_of_jane] == [True]


def placed(content: bytes, *texts: tuple[str, int]) -> list[Line]:
    return find_lines(read_letters(content), expectation(*(expected(text, line) for text, line in texts)))


def test_a_value_that_a_page_break_parts_is_found_in_pieces() -> None:
    content = pdf(["The first half of it", "Jane Page 1"], ["and the second half"])
    assert found(content, ("The first half of it and the second half", 5)) == [
        (0, "Thefirsthalfofit", 5),
        (1, "andthesecondhalf", 5),
    ]


def test_the_running_foot_leads_to_the_name() -> None:
    content = pdf(["Jane Roe", "Work"], ["More", "Jane Roe Page 2"])
    assert found(content, ("Jane Roe", 1), ("Work", 2), ("More", 3), foot="Jane Roe Page {}") == [
        (0, "JaneRoe", 1),
        (0, "Work", 2),
        (1, "More", 3),
        (1, "JaneRoePage", 1),
    ]


def test_what_is_not_there_is_not_found() -> None:
    assert found(pdf(["something"]), ("nothing", 1), ("   ", 2)) == []
    assert found(pdf([]), ("nothing", 1)) == []


def test_a_turned_page() -> None:
    from io import BytesIO

    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(BytesIO(pdf(["Turned"]))))
    writer.pages[0].rotate(90)
    written = BytesIO()
    writer.write(written)
    line, *_ = placed(written.getvalue(), ("Turned", 1))
    assert page_sizes(written.getvalue()) == ((HEIGHT, WIDTH),)
    # Turned clockwise, what was 40 from the left is 40 from the top, and the top is at the right.
    assert line.box.top == pytest.approx(WIDTH - 40, abs=1)
    assert line.box.left == pytest.approx(360, abs=5)
    assert isinstance(line.box, Box)
