"""`cvpdf text` on the worked example, the examples, and PDFs from elsewhere."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
from pypdf import PdfWriter

from cvpdf.expectation import Expectation
from cvpdf.pdf.normalise import normalise
from cvpdf.pipeline.load import load
from cvpdf.render.expected import expectation
from cvpdf.selection.apply_variant import select
from cvpdf.selection.settings import resolve
from tests.cli.running import BAD, GOOD, ROOT, cvpdf, in_process, write
from tests.cli.test_completion import BUILT_IN, completed
from tests.pdf.conftest import text_page

pytestmark = pytest.mark.tex


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("text é") / "out"


def printed(cv: Path, variant: str, out: Path) -> list[str]:
    result = cvpdf("text", cv, "--variant", variant, "-o", out)
    assert (result.exit_code, result.stderr) == (0, ""), result.output
    assert result.stdout.endswith("\n")
    return result.stdout.splitlines()


def folded_lines(lines: list[str], file: Path, variant: str) -> tuple[Expectation, list[str]]:
    """Return what the PDF should contain, each text of which is in one line, and the normalised lines."""
    resume = load(file).resume
    assert resume is not None
    wanted = expectation(select(resume, resolve(resume, variant)))
    folded = [normalise(line) for line in lines]
    missing = [text.text for text in wanted.texts if not any(normalise(text.text) in line for line in folded)]
    # Two parts of a word that LaTeX has hyphenated stay in two lines.
    unhyphenated = "".join(line.removesuffix("-") if line.endswith("-") else f"{line} " for line in folded)
    assert [text for text in missing if not (wanted.hyphenated and normalise(text) in unhyphenated)] == []
    return wanted, folded


@pytest.mark.parametrize("variant", ["full", "publications"])
def test_each_string_is_in_one_line(variant: str, out: Path) -> None:
    lines = printed(ROOT / "cv.yaml", variant, out)
    wanted, folded = folded_lines(lines, ROOT / "cv.yaml", variant)
    assert lines[0].startswith("Ziming Liu")
    headings = [section.title.text for section in wanted.sections if section.level == 1]
    assert [line for before, line in itertools.pairwise(lines) if not before] == headings
    bullets = [part.text for section in wanted.sections for entry in section.entries for part in entry.body]
    assert [line for line in folded if line.startswith("• ")] == [
        line for line in (f"• {normalise(bullet)}" for bullet in bullets) if line in folded
    ]
    if variant == "publications":
        numbers = [line.split(" ")[0] for line in lines if line[:1].isdigit()]
        assert numbers == [str(n) for n in range(1, 11)], "each publication is one line"


@pytest.mark.parametrize("example", ["industry-25-years", "deutsch"])
def test_examples_with_other_sections(example: str, out: Path) -> None:
    file = ROOT / "examples" / f"{example}.yaml"
    lines = printed(file, "full", out.with_name(example))
    folded_lines(lines, file, "full")
    if example == "deutsch":
        assert "Prof. Dr.-Ing. Jörg Beispielhuber" in lines[lines.index("Referenzen") + 1]
        assert "beispielhuber@" not in lines[lines.index("Referenzen") + 1]


def test_it_builds_what_is_not_there_and_says_nothing_else(tmp_path: Path) -> None:
    """As users run it: bytes of UTF-8 and nothing on standard error, wherever the console is."""
    write(
        tmp_path / "cv.yaml", GOOD.replace("Analyst", "Αναλύτρια →", 1).replace("headline: Αναλύτρια →", "headline: 刘")
    )
    done = in_process("text", cwd=tmp_path, variables={"PYTHONUTF8": "0", "LC_ALL": "C", "PYTHONIOENCODING": "ascii"})
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    assert "刘" in done.stdout
    assert "\n\nWork\n" in done.stdout
    assert (tmp_path / "build" / "full.pdf").is_file()
    stamp = (tmp_path / "build" / "full.pdf").stat().st_mtime_ns
    again = in_process("text", cwd=tmp_path)
    assert again.stdout == done.stdout
    assert (tmp_path / "build" / "full.pdf").stat().st_mtime_ns == stamp


def test_failures_are_those_of_a_build(tmp_path: Path) -> None:
    wrong = cvpdf("text", write(tmp_path / "bad.yaml", BAD), "-o", tmp_path / "out")
    assert (wrong.exit_code, wrong.stdout) == (1, "")
    assert "error[unknown-key]" in wrong.stderr
    assert " 1 | basics: {name: Ada, emial: x}\n" in wrong.stderr
    unknown = cvpdf("text", write(tmp_path / "cv.yaml"), "--variant", "onepgae", "-o", tmp_path / "out")
    assert (unknown.exit_code, unknown.stdout) == (2, "")
    assert "did you mean `onepage`" in unknown.stderr
    missing = cvpdf("text", tmp_path / "missing.yaml")
    assert (missing.exit_code, missing.stdout) == (1, "")
    crowded = GOOD.replace("highlights: [one", f"highlights: [{', '.join(f'bullet {n}' for n in range(90))}, one")
    long = cvpdf(
        "text",
        write(tmp_path / "long.yaml", crowded + "  onepage: {fit: false}\n"),
        "--variant",
        "onepage",
        "-o",
        tmp_path / "out",
    )
    assert (long.exit_code, long.stdout) == (5, "")
    assert "error[too-many-pages]" in long.stderr


def test_a_variant_with_nothing_to_show(tmp_path: Path) -> None:
    file = write(tmp_path / "cv.yaml", "basics: {name: Ada Lovelace}\n")
    result = cvpdf("text", file, "--variant", "publications", "-o", tmp_path / "out")
    assert result.exit_code == 0
    assert "Ada Lovelace" in result.stdout


def test_any_pdf(tmp_path: Path) -> None:
    writer = PdfWriter()
    for text in ("Hello from one", "Hello from two"):
        text_page(writer, text)
    writer.write(tmp_path / "plain é.pdf")
    result = cvpdf("text", "--pdf", tmp_path / "plain é.pdf")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "Hello from one\n\nHello from two\n", "")


@pytest.mark.parametrize("words", [("cv.yaml",), ("--variant", "full"), ("-o", "build")])
def test_a_pdf_needs_no_other_option(words: tuple[str, ...]) -> None:
    result = cvpdf("text", "--pdf", "cv.pdf", *words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "error[conflicting-options]: --pdf prints a PDF that exists" in result.stderr


@pytest.mark.parametrize("content", [None, b"", b"no pdf", b"%PDF-1.7\n%%EOF"])
def test_what_is_no_pdf(content: bytes | None, tmp_path: Path) -> None:
    file = tmp_path / "bad.pdf"
    if content is not None:
        file.write_bytes(content)
    result = cvpdf("text", "--pdf", file)
    assert (result.exit_code, result.stdout) == (5, "")
    assert "error[" in result.stderr


def test_completion(tmp_path: Path) -> None:
    write(tmp_path / "cv.yaml")
    assert completed("cvpdf text --variant ", tmp_path) == [*BUILT_IN, "short"]
