"""Order, glued and torn strings: one run of LaTeX makes a page of each kind; each must fail in its way and no other."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cvpdf.diagnostics import Diagnostic, Severity, Span
from cvpdf.expectation import Expectation, ExpectedEntry, ExpectedSection
from cvpdf.pdf.checks.order import check
from cvpdf.pdf.inspection import inspect
from cvpdf.pdf.read.facts import PageFacts, PdfFacts
from tests.pdf.conftest import PREAMBLE, Compile, expected, pages_of
from tests.pdf.layouts import expectation, page, run, with_runs
from tests.pdf.layouts import facts as layout_facts

NAME = r"{\Large Jane Roe}\par jane@example.org\par "
WORK = r"\textbf{Experience}\par "
JOB = r"Acme Corp (London) \hfill 2019--2023\par "
FIRST = r"Built the large machine that sorts all letters\par "
SECOND = r"Sold two hundred of them to offices abroad\par "
OTHER = r"Zebra Works \hfill 2015--2018\par "
THIRD = r"Painted stripes in Experience Park\par "
STUDY = r"\textbf{Education}\par Old University \hfill 2011\par "
GOOD = NAME + WORK + JOB + FIRST + SECOND + OTHER + THIRD + STUDY

TITLE, DATE = expected("Acme Corp (London)", "title", 10), expected("2019–2023", "date", 11)
BULLETS = (
    expected("Built the large machine that sorts all letters", "bullet", 12),
    expected("Sold two hundred of them to offices abroad", "bullet", 13),
)
ZEBRA = ExpectedEntry(
    expected("Zebra Works", "title", 15),
    expected("2015–2018", "date", 16),
    (expected("Painted stripes in Experience Park", "bullet", 17),),
)
SCHOOL = ExpectedEntry(expected("Old University", "title", 21), expected("2011", "date", 22))
SECTIONS = (
    ExpectedSection(expected("Experience", "section title", 9), 1, (ExpectedEntry(TITLE, DATE, BULLETS), ZEBRA)),
    ExpectedSection(expected("Education", "section title", 20), 1, (SCHOOL,)),
)


def strings(*sections: ExpectedSection) -> Expectation:
    texts = [expected("Jane Roe", "name", 2), expected("jane@example.org", "email", 3)]
    for section in sections:
        texts.append(section.title)
        for entry in section.entries:
            texts += [entry.title, *([entry.date] if entry.date else []), *entry.body]
    return Expectation(tuple(texts), (), "Jane Roe – CV", "Jane Roe", "en", name=texts[0], sections=sections)


EXPECTED = replace(strings(*SECTIONS), max_pages=1, span=Span.point("cv.yaml", 30))

PAGES: dict[str, tuple[str, str, list[tuple[str, int]], list[str]]] = {
    # what is printed, the check that must fail, the codes with their lines, the codes without a source
    "good": (GOOD, "", [], []),
    "running head": (r"Curriculum Vitae\par " + GOOD, "order", [("order-name", 2)], ["order-name"]),
    "sections": (
        NAME + STUDY + WORK + JOB + FIRST + SECOND + OTHER + THIRD,
        "order",
        [("order-section", 20)],
        [],
    ),
    "entries": (NAME + WORK + OTHER + THIRD + JOB + FIRST + SECOND + STUDY, "order", [("order-entry", 10)], []),
    "date first": (
        GOOD.replace(JOB, r"2019--2023 \hfill Acme Corp (London)\par "),
        "order",
        [("order-entry", 11)],
        [],
    ),
    "date last": (
        GOOD.replace(JOB + FIRST + SECOND, "Acme Corp (London)\\par " + FIRST + SECOND + r"2019--2023\par "),
        "order",
        [("order-entry", 11)],
        [],
    ),
    "bullets": (GOOD.replace(FIRST + SECOND, SECOND + FIRST), "order", [("order-entry", 12)], []),
    "bullet astray": (GOOD.replace(SECOND, "") + SECOND, "order", [("order-entry", 13)], []),
    "date behind bracket": (GOOD.replace(r"London) \hfill ", "London)"), "order", [("glued-date", 11)], ["glued-date"]),
    "date behind word": (GOOD.replace(r"Works \hfill ", "Works"), "text", [("glued-words", 15)], ["glued-date"]),
    "columns": (
        GOOD.replace(
            FIRST + SECOND,
            r"Built the large machine \qquad Sold two hundred\par "
            r"that sorts all letters \qquad of them to offices abroad\par ",
        ),
        "text",
        [("torn-line", 12), ("torn-line", 13)],
        [],
    ),
}


@pytest.fixture(scope="module")
def document(compiled: Compile) -> Path:
    return compiled(r"\parindent0pt " + r"\newpage ".join(body for body, *_ in PAGES.values()), PREAMBLE)


@pytest.mark.tex
@pytest.mark.parametrize("name", PAGES)
def test_each_page_fails_in_its_way_only(name: str, document: Path, tmp_path: Path) -> None:
    _, failing, codes, foreign = PAGES[name]
    pdf = pages_of(document, tmp_path / "a.pdf", list(PAGES).index(name), outline=("Experience", "Education"))
    inspection = inspect(pdf, EXPECTED)
    found = [d for d in inspection.diagnostics if d.span]
    assert [(d.code, d.span.line) for d in found if d.span] == codes, found
    assert inspection.failed == ((failing,) if failing else ())
    without = inspect(pdf, None)
    assert [d.code for d in without.diagnostics] == foreign
    assert without.ok


def facts(text: str, second: str | None = None) -> PdfFacts:
    second = text if second is None else second
    return PdfFacts("a.pdf", (PageFacts(text, 595, 842, pdfium_text=second),), read_by_pdfium=True)


def codes(found: list[Diagnostic]) -> list[tuple[str, int]]:
    return [(d.code, d.span.line if d.span else 0) for d in found]


RIGHT = (
    "Jane Roe\nExperience\nAcme Corp (London) 2019–2023\nBuilt the large machine that sorts all letters\n"
    "Sold two hundred of them to offices abroad\nZebra Works 2015–2018\nPainted stripes in Experience Park\n"
    "Education\nOld University 2011"
)


def test_right_for_both() -> None:
    assert check(facts(RIGHT), EXPECTED) == []
    assert check(facts(RIGHT), Expectation()) == []


def test_the_native_name_may_be_first() -> None:
    native = expected("Τζέιν Ρόου", "native name", 2)
    leading = replace(EXPECTED, texts=(native, *EXPECTED.texts))
    assert check(facts(f"Τζέιν Ρόου {RIGHT}"), leading) == []
    assert codes(check(facts(RIGHT.replace("Jane Roe", "Jane Roe Τζέιν Ρόου")), leading)) == [("order-name", 2)]


def test_one_complaint_for_two_readers() -> None:
    wrong = RIGHT.replace("Acme Corp (London) 2019–2023", "2019–2023 Acme Corp (London)")
    for pair in ((wrong, wrong), (wrong, RIGHT), (RIGHT, wrong)):
        [found] = check(facts(*pair), EXPECTED)
        assert found.message == ("the date `2019–2023` is not read between `Acme Corp (London)` and the next title")
        assert codes([found]) == [("order-entry", 11)]


def test_what_is_nowhere_is_not_out_of_order() -> None:
    for part in ("Experience", "Acme Corp (London)", "2019–2023", "Education", "Jane Roe", "Old University 2011"):
        assert check(facts(RIGHT.replace(part, "")), EXPECTED) == []


def test_a_section_takes_its_entries_with_it() -> None:
    head, _, rest = RIGHT.partition("\nExperience")
    first, _, second = rest.partition("\nEducation")
    found = check(facts(f"{head}\nEducation{second}\nExperience{first}"), EXPECTED)
    assert codes(found) == [("order-section", 20)]
    assert found[0].message.endswith("is out of order in the text layer; it should follow `Zebra Works`")


def test_equal_titles_and_dates() -> None:
    entry = ExpectedEntry(expected("Acme", "title", 5), expected("2020", "date", 6), (expected("2020", "bullet", 7),))
    expectation = strings(ExpectedSection(expected("Acme", "section title", 4), 1, (entry, entry, entry)))
    assert check(facts("Jane Roe Acme" + " Acme 2020 2020" * 3), expectation) == []
    wrong = "Jane Roe Acme Acme 2020 2020 Acme 2020 Acme 2020 2020"
    assert codes(check(facts(wrong), expectation)) == [("order-entry", 6)]


@pytest.mark.parametrize(
    ("before", "is_glued"),
    [
        *((text, False) for text in ("Acme (", "Acme – ", "Acme–\n", "東京", "Acme\n", "Acme|", "Acme\u00a0")),
        *((text, True) for text in ("Acme)", "Acme.", "Acme,", "Acme+", "Acme]")),
    ],
)
def test_what_a_date_may_follow(before: str, is_glued: bool) -> None:
    title = expected("東京" if before == "東京" else "Acme", "title")
    expectation = strings(ExpectedSection(expected("Work"), 1, (ExpectedEntry(title, expected("2020", "date", 6)),)))
    assert codes(check(facts(f"Jane Roe Work {before}2020"), expectation)) == [("glued-date", 6)] * is_glued


ENTRIES = st.lists(st.sampled_from(["Acme", "Work", "Acme Work", "Bell"]), min_size=1, max_size=6)


@given(st.lists(ENTRIES, min_size=1, max_size=4))
def test_what_is_printed_in_order_is_in_order(sections: list[list[str]]) -> None:
    made, lines = [], ["Jane Roe"]
    for titles in sections:
        entries = []
        for number, title in enumerate(titles):
            entries.append(ExpectedEntry(expected(title), expected(f"20{number}0"), (expected("Bell Work"),) * 2))
            lines += [title, f"20{number}0", "Bell Work", "Bell Work"]
        made.append(ExpectedSection(expected("Work"), 1, tuple(entries)))
        lines[-4 * len(titles) : -4 * len(titles)] = ["Work"]
    assert check(facts("\n".join(lines)), strings(*made)) == []


@pytest.mark.parametrize(
    ("text", "is_glued"),
    [
        ("Engineer 2019–2023", False),
        ("ICML2019–2023 is upper-case", False),
        ("see example.org/talks2019-2023 and talk_2019-2020", False),
        ("Engineer (Jan 2020)", False),
        ("Conference2019", False),
        ("mid-2019 – 2020", False),
        ("EngineerJan 2020", True),
        ("Engineer2019–2023", True),
        ("the firm (Berlin)2019 - present", True),
    ],
)
def test_guessed_glue(text: str, is_glued: bool) -> None:
    found = check(facts(f"x {text}, y {text}"), None)
    assert [(d.code, d.severity) for d in found] == [("glued-date", Severity.WARNING)] * is_glued


def test_a_running_head_before_the_name_is_a_note() -> None:
    body = page("Jane Roe")
    head = run("Last updated May 2026", 60, body.height - 30)
    source = expectation(texts=strings().texts)
    for before, severity in (("Last updated May 2026", "note"), ("Last updated May 2026\nOther words", "error")):
        text = f"{before}\nJane Roe"
        some = with_runs(body, head, *body.runs)._replace(text=text, pdfium_text=text)
        [found] = check(layout_facts(some), source)
        assert (str(found.severity), found.code) == (severity, "order-name")
