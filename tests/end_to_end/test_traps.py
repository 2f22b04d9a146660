"""The traps that résumé tools fall into, each looked for in the finished PDF."""

from __future__ import annotations

import io
import subprocess
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdf
import pytest

from cvpdf.diagnostics import ExitCode
from cvpdf.pipeline.build import build
from cvpdf.pipeline.options import Options

pytestmark = pytest.mark.tex

AS_TYPED = [
    "NO", "01234", "12:30", "1e3", "0x1F", "~", "yes", "1.10", "null", "2020-01", ".inf", "1_000", "=",
    "<b>bold</b>", "<jane@x.org>", "a lone ` backtick", "#foo(bar)", "a*b and c*d", "__init__", "+plus", "-minus",
    "5 * 3 * 2", "C#", "C++", "$5 and $6", "50 % of R&D", "{braces}", "\\foo", "\\input{x}", "x^2 and ^caret",
    "tilde ~user", "a -- b --- c", "<<guillemets>>", ",,low''", "it's ’’ ‘‘ –- ?‘x", "what?`is", "so!`is", "}\\input{x",
    "%comment", "\\end{document}",
    "&amp;", "1. first", "# heading", "| pipe |", "[brackets]", "\\textbf{no}", "^^5c", "AT&T", '"double quotes"',
]  # fmt: skip
"""Literal text that must be in the PDF as it is here."""

IN_HEADS = {
    "company": "}, date={x}, title={y",
    "location": "[a], b=c]",
    "position": "d = e, #1, {f}",
    "team": "100 %, \\\\",
    "date": "g=h, [i] {j}",
}
"""Text in the parts of a head, which are named arguments of a macro."""

PRINTED_AS = {
    "state\u2011of\u2010the\u2011art": "state-of-the-art",
    "ﬁne oﬃce": "fine office",
    "Ĳsel 1\u202f000": "IJsel 1 000",
}
"""Text with characters that are printed as others."""

RARE = "fig\u2012dash bar\u2015x ǆ ǉ m\u0303 ṛ\u0308 1\u2009000\u2007000"

WORDS = ["Efficient", "offline", "affluent", "fluffy", "fjord", "Zürich", "Łódź", "naïve", "café", "Malmö", "office"]


@dataclass(frozen=True)
class Made:
    """A finished PDF as two extractors read it."""

    pypdf: str
    poppler: str
    links: frozenset[str]
    raw: bytes

    @property
    def readings(self) -> tuple[str, str]:
        return self.pypdf, self.poppler


def cv() -> str:
    quoted = "\n".join("      - '" + text.replace("'", "''") + "'" for text in [*AS_TYPED, *PRINTED_AS])
    return f"""
basics:
  name: Jane Roe
  phone: +491701234567
  email: jane_doe%x@example.org
  url: https://example.org/a_b?q=50%25&r=~x#c
  profiles: [{{network: GitHub, username: jane_roe}}]
  summary: {" ".join(WORDS)} and **bold**, *italic*, `code_with_underscore`, [a link](https://example.org/x_y#z).
sections:
- kind: experience
  title: Work
  entries:
  - company: NO
    position: 01234
    location: 12:30
    start_date: 2020-01
    end_date: 2021-12
    highlights:
{quoted.replace("      - ", "    - ")}
    - Interoperability internationalization characterization responsibilities telecommunications infrastructure
      counterrevolutionaries incomprehensibilities electroencephalographically uncharacteristically misunderstanding
  - company: '{IN_HEADS["company"]}'
    location: '{IN_HEADS["location"]}'
    url: https://example.org/a,b=c
    roles:
    - {{position: '{IN_HEADS["position"]}', team: '{IN_HEADS["team"]}', date: '{IN_HEADS["date"]}'}}
- kind: publications
  title: Papers
publications:
- key: one
  title: "A *starred* title with `ticks` and __init__"
  authors: [Jane Roe*, Bob Li*, Ann O'Neil]
  date: 2023
  url: https://example.org/p#frag_ment
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    folder = tmp_path_factory.mktemp("made")
    (folder / "cv.yaml").write_text(cv().replace("Łódź", f"Łódź {RARE}"), encoding="utf-8")
    result = build(Options(folder / "cv.yaml", folder / "build", ("full",)))
    assert result.exit_code == ExitCode.OK, [d.message for d in result.all_diagnostics()]
    pdf = folder / "build" / "full.pdf"
    reader = pypdf.PdfReader(pdf)
    poppler = subprocess.run(["pdftotext", "-raw", str(pdf), "-"], capture_output=True, check=True).stdout.decode()
    annotations: list[Any] = [a.get_object() for page in reader.pages for a in page.get("/Annots", [])]
    links = frozenset(str(a["/A"]["/URI"]) for a in annotations)
    return Made("\n".join(p.extract_text() for p in reader.pages), poppler, links, pdf.read_bytes())


def folded(text: str) -> str:
    return " ".join(text.replace("\u00a0", " ").split())


def missing(texts: Sequence[str], reading: str) -> list[str]:
    return [text for text in texts if folded(text) not in folded(reading)]


def test_text_prints_as_typed(made: Made) -> None:
    for reading in made.readings:
        assert missing([*AS_TYPED, *IN_HEADS.values()], reading) == []


def test_characters_that_print_as_others(made: Made) -> None:
    for reading in made.readings:
        assert missing([*PRINTED_AS.values()], reading) == []
        assert missing([RARE], unicodedata.normalize("NFC", reading)) == []


def test_fields_keep_what_yaml_would_corrupt_and_markdown_would_eat(made: Made) -> None:
    fields = ["+491701234567", "NO", "01234", "12:30", "Jane Roe*, Bob Li*, Ann O'Neil"]
    fields.append("A starred title with `ticks` and __init__")
    for reading in made.readings:
        assert missing(fields, reading) == []


def test_markdown_of_prose_is_markup(made: Made) -> None:
    for reading in made.readings:
        assert "and bold, italic, code_with_underscore, a link." in folded(reading)


def test_links_keep_every_sign(made: Made) -> None:
    assert made.links >= {
        "https://example.org/a_b?q=50%25&r=~x#c",
        "https://example.org/x_y#z",
        "https://example.org/a,b=c",
        "https://example.org/p#frag_ment",
        "https://github.com/jane_roe",
        "tel:+49-170-1234567",
        "mailto:jane_doe%25x@example.org",
    }


def test_ligatures_come_back_as_letters(made: Made) -> None:
    for reading in made.readings:
        assert missing([word for word in WORDS if word != "Łódź"], reading) == []
        assert not set("ﬀﬁﬂﬃﬄ") & set(reading)


def test_no_word_is_hyphenated(made: Made) -> None:
    for reading in made.readings:
        assert missing(("electroencephalographically", "counterrevolutionaries", "misunderstanding"), reading) == []
        assert "\u00ad" not in reading


def test_employer_then_date_then_bullets(made: Made) -> None:
    text = folded(made.pypdf)
    places = [text.index(part) for part in ("Work", "NO Jan 2020 – Dec 2021", "01234 12:30", "• NO")]
    assert places == sorted(places)


def test_the_name_is_read_first(made: Made) -> None:
    for reading in made.readings:
        assert reading.lstrip().startswith("Jane Roe")


def test_no_private_use_or_replacement_characters(made: Made) -> None:
    for reading in made.readings:
        assert not [c for c in reading if 0xE000 <= ord(c) <= 0xF8FF or c == "\ufffd"]


def test_text_does_not_rely_on_actual_text(made: Made) -> None:
    reader = pypdf.PdfReader(io.BytesIO(made.raw))
    assert all(b"/ActualText" not in page.get_contents().get_data() for page in reader.pages)  # type: ignore[union-attr]


def test_periods_in_ascii_on_request(tmp_path: Path) -> None:
    text = cv() + "locale: {dates: ascii}\n"
    (tmp_path / "cv.yaml").write_text(text, encoding="utf-8")
    result = build(Options(tmp_path / "cv.yaml", tmp_path / "build", ("full",)))
    assert result.exit_code == ExitCode.OK
    text = "\n".join(page.extract_text() for page in pypdf.PdfReader(tmp_path / "build" / "full.pdf").pages)
    assert "Jan 2020 - Dec 2021" in folded(text)
