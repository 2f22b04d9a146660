"""A block that has changed is measured alone, with the very lines that measuring everything gives; or not at all."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from cvpdf.fitting import measure_cache as measuring
from cvpdf.fitting.lone import lone_change, spliced
from cvpdf.fitting.measure_cache import Workshop, measured
from cvpdf.latex import Cancellation, find_toolchain
from cvpdf.latex.measure import BLOCKS, BODY, Measurement
from cvpdf.render import Abilities, Measurable, templates
from cvpdf.selection.settings import FitBounds
from tests.fitting.test_measure_cache import CLASS, EPOCH, PHOTO, preamble

FILES = {templates.CLASS_FILE: CLASS}
BOUNDS = FitBounds((9.4, 10.0), (0.94, 1.0), (0.6, 1.2), "content")
BODY_TEXT = r"""
\cvname{Ada \cvat{0}Lovelace}{}
\cvsummary{\cvat{1}Wrote the first programme for a machine that was never built.}

\cvsection{\cvat{2}Experience}
\cventry{\cvlink{https://example.org/a\%20b}{\cvat{3}Analytical Engines}}{\cvat{4}1842 to 1843}{\cvat{5}Programmer}{}
\cvfield{Advisor}{\cvat{6}Charles Babbage}
\cvbullet{\cvat{7}\cvstrong{Bernoulli} numbers, computed by a machine; 100\% of them.}
\cvbullet{\cvat{8}A short one.}
\cvrole{\cvat{9}Senior}{\cvat{10}1843}{}{}
\cvbullet{\cvat{11}As a senior.}

\cvallowbreaks
\cventry{\cvat{12}Next}{}{}{}
\cvbullet{\cvat{13}Only this.}

\cvsection{\cvat{14}Publications}
\cvpublication{[1]}{%
\cvpubtitle{\cvat{15}Notes}.
\cvauthors{\cvat{16}\cvme{A.~Lovelace}*, \cvat{17}L.~Menabrea}.
}
\cvremark{* Equal contribution}

\cvsection{\cvat{18}Skills}
\cvskill{\cvat{19}Languages}{\cvat{20}French, \cvat{21}Italian}
\cvitem{\cvat{22}Award}{\cvat{23}1844}

\cvsection{\cvat{24}Text}
\cvtext{\cvat{25}One paragraph.}
"""
LONG = " and on, and on, as long as it takes until there is no room left on this line or on the next one, or so" * 2


def change(before: str, after: str, head: str | None = None, files: dict[str, bytes] | None = None) -> str | None:
    return lone_change(head or preamble(), before, after, FILES if files is None else files)


@pytest.mark.parametrize(
    ("old", "new", "pair"),
    [
        ("A short one", "One", "\\cvbullet{\\cvat{8}A short one.}\n\n\\cvbullet{\\cvat{8}One.}\n"),
        ("One par", "A par", "\\cvtext{\\cvat{25}One paragraph.}\n\n\\cvtext{\\cvat{25}A paragraph.}\n"),
    ],
)
def test_the_block_as_it_was_and_as_it_is(old: str, new: str, pair: str) -> None:
    assert change(BODY_TEXT, BODY_TEXT.replace(old, new)) == pair


def test_a_block_of_several_lines() -> None:
    found = change(BODY_TEXT, BODY_TEXT.replace("Notes", "More notes"))
    assert found is not None
    assert found.count("\\cvpublication{[1]}{%") == 2
    assert found.count("L.~Menabrea") == 2


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("", ""),
        ("A short one.}", "A short one.}\n\\cvbullet{\\cvat{99}Another}"),
        ("\\cvbullet{\\cvat{13}Only this.}\n", ""),
        ("\\cvat{8}A", "\\cvat{9}A"),
        ("\\cvat{8}A", "A"),
        ("short", "short\\vspace{1cm}"),
        ("short", "short\\cvsetup{}"),
        ("Ada ", "Augusta "),
        ("* Equal", "* An equal"),
        ("[1]", "[11]"),
        ("\\cvallowbreaks\n", "\n"),
        ("A short one.}", "A short one.}\\cvallowbreaks"),
        ("A short one.}", "A short one.}\\cvbullet{Another.}"),
        ("A short one.}", "A short one.} and more"),
        ("A short one.}", "A short one.}%"),
        ("short", "short^^5cgdef"),
        ("short", "short\\cvallowbreaks"),
        ("\\cvbullet{\\cvat{8}", "\\cvbullet {\\cvat{8}"),
    ],
)
def test_what_is_more_than_that(old: str, new: str) -> None:
    assert change(BODY_TEXT, BODY_TEXT.replace(old, new, 1)) is None


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("short", "short\\gdef\\cvstrong#1{}"),
        ("A short one.}", "A short one.}\\cvallowbreaks"),
        ("[1]}{%", "[1]}{%\n"),
    ],
)
def test_what_was_there_before_counts_as_well(old: str, new: str) -> None:
    before = BODY_TEXT.replace(old, new, 1)
    assert before != BODY_TEXT
    assert (change(before, BODY_TEXT) is None) is ("\n" not in new)
    # However far away from what has changed.
    assert (change(before.replace("Only", "Just"), before) is None) is ("gdef" in new)


def test_the_number_of_a_publication_may_stand_on_a_line_of_its_own() -> None:
    before = BODY_TEXT.replace("\\cvpublication{[1]}{%", "\\cvpublication{%\n[1]}{%")
    assert change(before, before.replace("[1]", "[12]")) is None
    assert change(before, before.replace("Notes", "More notes")) is not None


def test_two_changes_are_not_one() -> None:
    assert change(BODY_TEXT, BODY_TEXT.replace("short", "small").replace("Only", "Just")) is None


@pytest.mark.parametrize(
    ("head", "files"),
    [
        (preamble() + "\\renewcommand\\cvbullet[1]{#1}", FILES),
        (preamble(), {templates.CLASS_FILE: CLASS + b"%"}),
        (preamble(), {**FILES, "photo.png": PHOTO}),
        (preamble(), {}),
    ],
)
def test_where_others_have_a_say(head: str, files: dict[str, bytes]) -> None:
    assert change(BODY_TEXT, BODY_TEXT.replace("short", "small"), head, files) is None


RULES = "150 0.2 0 10000 0.4 0 10000 0.2 0 10000 0.2 0"
WHOLE = [
    "page 100",
    *("layout 9 1 5 6", f"block bullet 10 7 {RULES}", f"block bullet 10 8 {RULES}", "loose 0"),
    *("layout 10 1 5 6", f"block bullet 11 7 {RULES}", "newpage", f"block bullet 12 8 {RULES}", "loose 3"),
]
PAIR = [
    "page 100",
    *("layout 9 1 5 6", f"block bullet 10 8 {RULES}", f"block bullet 20 8 {RULES.replace('150', '300')}", "loose 0"),
    *("layout 10 1 5 6", f"block bullet 12 8 {RULES}", f"block bullet 22 8 {RULES}", "loose 0"),
]


def test_only_the_height_is_taken_over() -> None:
    found = spliced(WHOLE, PAIR)
    assert found == [line.replace("bullet 10 8", "bullet 20 8").replace("bullet 12 8", "bullet 22 8") for line in WHOLE]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("page 100", "page 101"),
        ("layout 9 1 5 6", "layout 9 1 5 7"),
        ("bullet 10 8", "bullet 9 8"),
        ("bullet 10 8", "text 10 8"),
        ("bullet 12 8", "bullet 12 9"),
        ("bullet 22 8", "text 22 8"),
        ("300 0.2 0", "10000 0.2 0"),
        ("300 0.2 0", "300 0.3 0"),
        ("loose 0", "keep"),
    ],
)
def test_measurements_that_do_not_go_together(old: str, new: str) -> None:
    bad = [line.replace(old, new) for line in PAIR]
    assert bad != PAIR
    assert spliced(WHOLE, bad) is None


@pytest.mark.parametrize("bad", [[], PAIR[:-1], PAIR[:5], [*PAIR, *PAIR[1:5]], PAIR[:3] + PAIR[4:]])
def test_measurements_that_are_not_whole(bad: list[str]) -> None:
    assert spliced(WHOLE, bad) is None


def test_a_place_that_is_named_twice() -> None:
    assert spliced([line.replace("bullet 10 7", "bullet 10 8") for line in WHOLE], PAIR) is None


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The bodies that LaTeX has measured."""
    bodies: list[str] = []
    real = measuring._measure

    def noting(texts: dict[str, bytes], document: Measurable, workshop: Workshop) -> Measurement:
        bodies.append(texts[BODY].decode())
        return real(texts, document, workshop)

    monkeypatch.setattr(measuring, "_measure", noting)
    return bodies


@pytest.fixture
def workshop(tmp_path: Path) -> Iterator[Workshop]:
    switch = Cancellation()
    yield Workshop((), Abilities(), find_toolchain(), tmp_path / "fit", FILES, 60.0, EPOCH, switch)
    switch.cancel()


def written(workshop: Workshop, body: str) -> str:
    """Measure a body and return what is then written."""
    found = measured(Measurable(preamble(), body, (), "pdflatex"), BOUNDS, workshop)
    assert not isinstance(found, str), found
    return (workshop.folder / BLOCKS).read_text("ascii")


@pytest.mark.tex
def test_each_block_alone_is_as_high_as_among_the_others(workshop: Workshop, runs: list[str], tmp_path: Path) -> None:
    written(workshop, BODY_TEXT)
    everything = workshop._replace(folder=tmp_path / "everything")
    rng = random.Random(5)
    body = BODY_TEXT
    for number in rng.sample(range(1, 26), 10):
        before = body
        body = body.replace(f"\\cvat{{{number}}}", f"\\cvat{{{number}}}{rng.choice(['New', 'New' + LONG])} ")
        runs.clear()
        alone = written(workshop, body)
        assert runs == [change(before, body)], number
        assert (workshop.folder / BODY).read_text("utf-8") == body
        runs.clear()
        assert alone == written(everything, body)
        (everything.folder / "measured.key").unlink()
        assert runs == [body]


@pytest.mark.tex
def test_a_block_that_is_not_alone_is_measured_with_all_others(workshop: Workshop, runs: list[str]) -> None:
    """What was recorded is changed here, as if the block had been higher among the others."""
    first = BODY_TEXT.replace("\\cvbullet{\\cvat{8}", "\\cvbullet{\\cvat{8}\\cvcode{x} ")
    written(workshop, first)
    recorded = (workshop.folder / BLOCKS).read_text("ascii")
    bullet = next(line for line in recorded.splitlines() if line.startswith("block bullet") and line.split()[3] == "8")
    higher = " ".join([*bullet.split()[:2], "7", *bullet.split()[3:]])
    (workshop.folder / BLOCKS).write_text(recorded.replace(bullet, higher), "ascii")
    runs.clear()
    second = first.replace("A short one", "A short second one")
    assert written(workshop, second) == recorded
    assert runs == [change(first, second), second]


@pytest.mark.tex
def test_after_an_interruption_nothing_is_taken_for_measured(
    workshop: Workshop, runs: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    written(workshop, BODY_TEXT)
    second = BODY_TEXT.replace("short", "small")

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(measuring, "spliced", interrupted)
        with pytest.raises(KeyboardInterrupt):
            written(workshop, second)
    runs.clear()
    again = written(workshop, BODY_TEXT)
    assert runs == [BODY_TEXT]
    assert "block header" in again
