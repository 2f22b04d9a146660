"""Variants fitted and built with a real LaTeX: their pages, what is left out, and the diagnostics."""

from __future__ import annotations

import itertools
import random
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
from pypdf import PdfReader

from cvpdf.diagnostics import ExitCode
from cvpdf.fitting.report import FitReport
from cvpdf.pipeline.build import build
from cvpdf.pipeline.fit_only import fit_variants
from cvpdf.pipeline.options import Options
from cvpdf.report.results import BuildReport
from cvpdf.themes.theme import built_in_folder
from tests.fitting.test_heights import PHOTO

pytestmark = pytest.mark.tex

WORDS = ["measured", "engine", "of", "numbers", "for", "tables", "cards", "wheels", "carry", "method", "proof"]
WORDS += ["notes", "series", "memoir", "scheme", "page"]


def cv(entries: int, bullets: int, variant: str, extra: str = "", seed: int = 1) -> str:
    """Return a CV with bullets of different lengths and priorities, and one variant `v`."""
    rng = random.Random(seed)
    lines = ["basics: {name: Ada Lovelace, email: ada@example.org}", "sections:"]
    for section in range(2):
        lines += ["  - kind: experience", f"    title: Section {section}", f"    id: s{section}", "    entries:"]
        for entry in range(entries):
            year = 2020 - entry
            lines += [
                f"      - company: Company {section}.{entry}",
                "        position: Engineer",
                f"        date: {year}",
                f"        priority: {rng.randint(1, 5)}",
                "        highlights:",
            ]
            for bullet in range(bullets):
                text = " ".join(rng.choice(WORDS) for _ in range(rng.randint(3, 40)))
                text = f"Bullet {section}.{entry}.{bullet} {text}"
                lines += [f"          - {{text: {text}, priority: {rng.randint(1, 5)}}}"]
    return "\n".join([*lines, extra, "variants:", f"  v: {variant}", ""])


@dataclass
class Place:
    home: Path

    def write(self, text: str) -> None:
        (self.home / "cv.yaml").write_text(text, "utf-8")

    def template(self, text: str) -> None:
        folder = self.home / "latex_templates"
        folder.mkdir(exist_ok=True)
        (folder / "full.tex.j2").write_text(text, "utf-8")

    @property
    def options(self) -> Options:
        return Options(self.home / "cv.yaml", self.home / "build", ("v",))

    def build(self) -> BuildReport:
        return build(self.options)

    def report(self) -> FitReport:
        [fit] = fit_variants(self.options).fits
        return fit.report

    def pages(self) -> list[str]:
        return [page.extract_text() for page in PdfReader(self.home / "build" / "v.pdf").pages]


CROWDED = cv(6, 5, "{max_pages: 1, fit: true}")


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Place:
    place = Place(tmp_path_factory.mktemp("crowded"))
    place.write(CROWDED)
    result = place.build()
    assert (result.exit_code, codes(result)) == (ExitCode.OK, set())
    return place


@pytest.fixture
def crowded(built: Place, place: Place) -> Place:
    """A copy of a folder in which more than a page of content was fitted and built."""
    shutil.copytree(built.home, place.home, dirs_exist_ok=True)
    return place


def codes(result: BuildReport) -> set[str]:
    return {diagnostic.code for diagnostic in result.all_diagnostics()} - {"own-templates"}


def test_a_photo_is_measured_with_the_header(place: Place) -> None:
    (place.home / "me.png").write_bytes(PHOTO)
    text = cv(6, 5, "{max_pages: 1, fit: true, header: [email, photo]}")
    place.write(text.replace("basics: {", "basics: {photo: me.png, "))
    result = place.build()
    assert (result.exit_code, codes(result)) == (ExitCode.OK, set())
    [one] = result.variants
    assert one.summary is not None
    assert one.summary.fill > 0.98
    assert len(PdfReader(place.home / "build" / "v.pdf").pages[0].images) == 1


def test_a_crowded_page_is_filled_with_the_best(crowded: Place) -> None:
    report = crowded.report()
    assert (report.pages, report.fill > 0.98) == (1, True)
    assert report.left_out
    [text] = crowded.pages()
    on_one_line = text.replace("\n", " ")
    for item in report.items:
        if item.kind == "highlight":
            assert (item.text[:12] in on_one_line) == item.shown, item.text
    # The file beside the PDF lists everything.
    written = (crowded.home / "build" / "v.fit.txt").read_text("utf-8")
    assert all(item.text[:10] in written for item in report.left_out if item.kind == "highlight")


def test_what_fits_is_all_shown_as_loosely_as_allowed(place: Place) -> None:
    place.write(cv(1, 2, "{max_pages: 1, fit: {font_size: [9, 10.5], spacing: [0.6, 1.3]}}"))
    report = place.report()
    assert report.left_out == ()
    assert (report.layout.font_size, report.layout.spacing) == (10.5, 1.3)
    assert report.free_lines > 10
    assert place.build().exit_code == ExitCode.OK


@pytest.mark.parametrize("pages", [2, 3])
def test_more_pages_than_one(place: Place, pages: int) -> None:
    place.write(cv(9, 7, f"{{max_pages: {pages}, fit: true}}"))
    result = place.build()
    assert (result.exit_code, codes(result)) == (ExitCode.OK, set())
    row = result.variants[0].summary
    assert row is not None
    assert row.pages == pages
    assert row.fill > 0.92
    assert place.report().left_out


def test_legibility_keeps_the_type_and_shows_less(place: Place) -> None:
    text = cv(6, 5, "{max_pages: 1, fit: {font_size: [9, 10.5], prefer: content}}")
    place.write(text)
    much = place.report()
    place.write(text.replace("prefer: content", "prefer: legibility"))
    readable = place.report()
    assert (much.layout.font_size, readable.layout.font_size) == (9, 10.5)
    assert readable.layout.line_spacing == 1
    assert readable.value < much.value
    assert readable.fill > 0.98


def test_legibility_gives_way_to_pins(place: Place) -> None:
    text = cv(2, 6, "{max_pages: 1, fit: {font_size: [9, 12], prefer: legibility}}").replace(
        "{text:", "{pin: true, text:"
    )
    place.write(text)
    report = place.report()
    assert report.left_out == ()
    assert report.layout.font_size < 12
    assert "would not fit" in report.because or "everything fits" in report.because


def test_pins_that_do_not_fit_leave_the_last_pdf(crowded: Place) -> None:
    files = [crowded.home / "build" / name for name in ("v.pdf", "v.tex", "v.fit.txt")]
    before = [file.read_bytes() for file in files]
    crowded.write(CROWDED.replace("{text:", "{pin: true, text:"))
    result = crowded.build()
    assert result.exit_code == ExitCode.CHECK_FAILED
    [problem] = [d for d in result.all_diagnostics() if d.is_error]
    assert problem.code == "does-not-fit"
    assert "lines) taller than the page at the tightest layout (9 pt" in problem.message
    assert len(problem.related) == 3
    assert [file.read_bytes() for file in files] == before


def test_pins_that_begin_a_page_are_measured_too(place: Place) -> None:
    text = cv(9, 7, "{max_pages: 2, fit: true}").replace("{text:", "{pin: true, text:")
    place.write(text.replace("    id: s1", "    id: s1\n    page_break: before"))
    result = place.build()
    [problem] = [d for d in result.all_diagnostics() if d.is_error]
    assert problem.code == "does-not-fit"
    assert "taller than the 2 pages" in problem.message
    # The pinned items are named, not their ancestors.
    assert "Bullet" in (problem.hint or "")
    assert "Section" not in (problem.hint or "")


def test_partners_in_crossed_order_end_in_a_message(place: Place) -> None:
    def entry(name: str, bullets: list[str]) -> str:
        lines = [f"      - company: {name}", "        position: P", "        date: 2020", "        highlights:"]
        return "\n".join([*lines, *(f"          - {{{bullet}}}" for bullet in bullets)]) + "\n"

    count = 24
    first = [f"text: Bullet one {n} and {' more' * 30}, id: a{n}" for n in range(count)]
    second = [f"text: Bullet two {n} and {' more' * 30}, keep_with: a{(n * 7) % count}" for n in range(count)]
    text = "basics: {name: Ada}\nsections:\n  - kind: experience\n    title: W\n    entries:\n"
    text += entry("A", first) + entry("B", second)
    place.write(text + "variants: {v: {max_pages: 1, fit: true}}\n")
    result = place.build()
    assert (result.exit_code, codes(result)) == (ExitCode.CHECK_FAILED, {"fit-tangled"})
    place.write(text.replace(" more" * 30, "") + "variants: {v: {max_pages: 2, fit: true}}\n")
    assert place.report().left_out == ()


def test_what_is_worth_least_is_shown_where_there_is_room(place: Place) -> None:
    text = cv(1, 3, "{max_pages: 1, fit: true}").replace("{text:", "{weight: 0, text:")
    place.write(text)
    report = place.report()
    assert report.fits_all
    assert report.left_out == ()


def test_what_comes_back_brings_what_it_must(place: Place) -> None:
    """An entry with a `min` of bullets needs the room for all of them."""
    place.write(CROWDED.replace("position: Engineer", "position: Engineer\n        min: 4"))
    report = place.report()
    [*entries] = [i for i, item in enumerate(report.items) if item.kind == "entry" and not item.shown]
    assert entries
    for index in entries:
        bullets = sorted(item.height for item in report.items if item.parent == index)
        assert report.items[index].missing > report.items[index].height + sum(bullets[:4]) - report.line * 2


def test_rules_that_contradict_are_told(place: Place) -> None:
    text = cv(1, 3, "{max_pages: 1, fit: true}")
    text = text.replace("position: Engineer", "position: Engineer\n        pin: true\n        min: 1\n        max: 1")
    text = text.replace("{text: Bullet 0.0.0", "{id: a, keep_with: b, text: Bullet 0.0.0")
    text = text.replace("{text: Bullet 0.0.1", "{id: b, keep_with: c, text: Bullet 0.0.1")
    text = text.replace("{text: Bullet 0.0.2", "{id: c, keep_with: a, text: Bullet 0.0.2")
    place.write(text)
    result = place.build()
    assert (result.exit_code, codes(result)) == (ExitCode.CHECK_FAILED, {"fit-impossible"})


def test_measurements_are_kept_while_the_text_is_the_same(crowded: Place) -> None:
    heights = crowded.home / "build" / ".cvpdf" / "v.heights"
    before = heights.read_bytes()
    for word, priority, measured in (("Engineer", "1", False), ("Analyst", "4", True)):
        crowded.write(CROWDED.replace("Engineer", word).replace("priority: 4", f"priority: {priority}"))
        assert crowded.build().exit_code == ExitCode.OK
        assert (heights.read_bytes() != before) == measured


def test_a_template_that_sets_more_than_was_measured(place: Place) -> None:
    """The finished PDF shows it; a warning reports it, and the second fit allows for it."""
    base = (built_in_folder() / "base.tex.j2").read_text("utf-8")
    trick = "%% if design.page.spacing != 1\n\\vspace{40pt}\n%% endif\n\n\\end{document}"
    place.template(base.replace("\n\\end{document}", trick))
    place.write(CROWDED)
    result = place.build()
    assert (result.exit_code, codes(result)) == (ExitCode.OK, {"fit-inexact"})
    # The second fit allows for it, so there is only one warning.
    [warning] = [d for d in result.all_diagnostics() if d.code != "own-templates"]
    assert "40.0 pt higher than predicted" in warning.message
    assert f"check that the templates in `{place.home / 'latex_templates'}`" in str(warning.hint)
    assert len(place.pages()) == 1
    row = result.variants[0].summary
    assert row is not None
    assert row.fill > 0.97


def test_a_template_with_a_mistake(place: Place) -> None:
    base = (built_in_folder() / "base.tex.j2").read_text("utf-8")
    place.template(base.replace("\\begin{document}", "\\begin{document}\\nothingknown"))
    place.write(cv(2, 2, "{max_pages: 1, fit: true}"))
    result = place.build()
    assert (result.exit_code, "fit-failed" in codes(result)) == (ExitCode.LATEX_FAILED, True)
    assert any("Undefined control sequence" in d.message for d in result.all_diagnostics())
    place.template("\\documentclass{article}\\begin{document}\\VAR{basics.name}\\end{document}")
    [own_class] = [d for d in place.build().all_diagnostics() if d.is_error]
    assert (own_class.code, "`fit: false`" in str(own_class.hint)) == ("template-not-measurable", True)
    place.template("\\documentclass{cvpdf}\\input{other}")
    assert codes(place.build()) == {"template-not-measurable"}


def test_the_tex_without_latex_holds_everything(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(place.home / "missing"))
    place.write(CROWDED)
    result = build(Options(place.home / "cv.yaml", place.home / "build", ("v",), tex_only=True))
    if "not-fitted" not in codes(result):
        pytest.skip("an embedded LaTeX is installed")
    assert result.exit_code == ExitCode.OK
    assert "Bullet 1.5.4" in (place.home / "build" / "v.tex").read_text("utf-8")


def test_entries_stay_whole_unless_they_may_be_parted(place: Place) -> None:
    def parted() -> int:
        assert place.build().exit_code == ExitCode.OK
        pages = place.pages()
        own = [{".".join(text.split(".")[:2]) for text in page.split("Bullet ")[1:]} for page in pages]
        return len([1 for earlier, later in itertools.pairwise(own) if earlier & later])

    place.write(cv(18, 2, "{}"))
    assert parted() == 0
    assert len(place.pages()) > 2
    place.write(cv(6, 9, "{}"))
    assert parted() > 0, "rather than leave more than an eighth of a page empty"
    place.write(cv(18, 3, "{}"))
    few = parted()
    place.write(cv(18, 3, "{}").replace("position: Engineer", "position: Engineer\n        page_break: allow"))
    assert parted() > few


def test_an_entry_on_a_new_page_takes_its_heading_along(place: Place) -> None:
    text = cv(2, 1, "{}").replace("company: Company 1.0", "company: Company 1.0\n        page_break: before")
    place.write(text)
    assert place.build().exit_code == ExitCode.OK
    first, second = place.pages()
    assert "Section 1" not in first
    assert second.startswith("Section 1")
    place.write(text.replace("company: Company 1.1", "company: Company 1.1\n        page_break: before"))
    assert place.build().exit_code == ExitCode.OK
    assert [page.split("\n")[0] for page in place.pages()][1:] == ["Section 1", "Company 1.1 2019"]
