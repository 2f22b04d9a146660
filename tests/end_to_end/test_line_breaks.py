"""Addresses, DOIs, code and soft hyphens at random widths: whatever breaks, every text is found."""

from __future__ import annotations

import random
from pathlib import Path

import pypdf
import pytest

import cvpdf
from cvpdf.latex.get_latex import how_to_get_patterns

pytestmark = pytest.mark.tex

INVISIBLE = "un\u00adfor\u00adtu\u00adnate a\u200bb f\u200ci"
SIGNS = ["10×", "50.000€", "p≤0.05", "Java→Kotlin", "×10", "5±2", "20°C", "**5×**"]


def document(count: int, seed: int = 1) -> str:
    """Return a CV of random addresses."""
    chance = random.Random(seed)

    def word(longest: int) -> str:
        return "".join(chance.choices("abcdefgXYZ0123456789", k=chance.randint(1, longest)))

    def address() -> str:
        path = "".join("/" + chance.choice("_-.").join(word(14) for _ in range(3)) for _ in range(chance.randint(0, 4)))
        return f"{word(12).lower()}.example{path}?{word(8)}={word(30)}&{word(4)}={word(45)}#{word(9)}"

    lines = ["basics: {name: Tess Hof, email: tess.hof@mail.example}", "sections:"]
    lines.append("  - {kind: publications, title: Publications}\n  - kind: text\n    title: Text\n    text:")
    for sign in SIGNS * (count // 40):
        code = "".join(chance.choices(["a_b", "foo", "::", ".", "->", "()", "--", "/"], k=9))
        lines.append(f'      - "{word(9)} {sign}, https://{address()} `{code}` {INVISIBLE}"')
    lines.append("publications:")
    for n in range(count):
        doi = f", doi: 10.1234/{word(9)}.{word(9)}-{word(9)}" if n % 2 else ""
        title = " ".join(word(9) for _ in range(chance.randint(1, 14)))
        lines.append(f"  - {{key: k{n}, title: T{n} {title}, authors: [Tess Hof], date: 2020,")
        lines.append(f'     venue: V {word(9)}, url: "https://{address()}"{doi}}}')
    return "\n".join(lines)


def test_nothing_is_lost_where_lines_break(tmp_path: Path) -> None:
    (tmp_path / "cv.yaml").write_text(document(300), "utf-8")
    report = cvpdf.build(tmp_path / "cv.yaml", variants=["full"], output_dir=tmp_path / "out", strict=True)
    assert (report.exit_code, [v.outcome for v in report.variants]) == (0, ["built"])


def test_german_words_are_hyphenated(tmp_path: Path) -> None:
    words = "Softwareentwicklung Qualitätssicherung Wiederverwendbarkeit Straßenverkehrsordnung"
    head = "basics: {name: T}\nlocale: {language: de}\ndesign: {hyphenation: true}\nsections:"
    text = f"{head} [{{kind: text, title: T, text: {' '.join([words] * 9)}}}]"
    (tmp_path / "cv.yaml").write_text(text, "utf-8")
    report = cvpdf.build(tmp_path / "cv.yaml", variants=["full"], output_dir=tmp_path / "out")
    notes = [d for d in report.all_diagnostics() if d.code == "hyphenation-missing"]
    lines = pypdf.PdfReader(tmp_path / "out" / "full.pdf").pages[0].extract_text().splitlines()
    assert report.exit_code == 0
    if notes:
        assert notes[0].hint == how_to_get_patterns("ngerman")
    assert any(line.rstrip().endswith("-") for line in lines) is not bool(notes)


def test_addresses_and_code_are_not_hyphenated(tmp_path: Path) -> None:
    addresses = (
        "https://the-documentation.internationalisation-administration.example",
        "documentation.internationalisation@the-administration.example",
        "doi:10.1016/internationalisation.administration",
        "`documentation.internationalisation`",
    )
    lines = [f"  - {'a ' * count}{address}" for address in addresses for count in range(1, 60, 3)]
    head = "basics: {name: T}\ndesign: {hyphenation: true}\nsections:\n- kind: list\n  title: T\n  entries:\n"
    (tmp_path / "cv.yaml").write_text(f"{head}{chr(10).join(lines)}\n", "utf-8")
    report = cvpdf.build(tmp_path / "cv.yaml", variants=["full"], output_dir=tmp_path / "out")
    assert report.exit_code == 0, report.all_diagnostics()
    pages = pypdf.PdfReader(tmp_path / "out" / "full.pdf").pages
    assert [line for page in pages for line in page.extract_text().splitlines() if line.rstrip().endswith("-")] == []


def test_a_word_that_is_too_long_is_one_error(tmp_path: Path) -> None:
    word = "pneumonoultramicroscopic" * 6
    text = f"basics: {{name: Tess Hof}}\nsections:\n- {{kind: text, title: Text, text: [Some text., {word}]}}\n"
    (tmp_path / "cv.yaml").write_text(text, "utf-8")
    report = cvpdf.build(tmp_path / "cv.yaml", variants=["full"], output_dir=tmp_path / "out")
    [found] = [d for d in report.all_diagnostics() if d.is_error]
    assert (found.code, found.span and found.span[1:3]) == ("outside-margins", (3, 48))
    assert r"`\u00ad` where a hyphen may be added" in str(found.hint)
