"""Ask other programs about the tags of PDFs, and print a table of their answers in Markdown.

    python -m benchmarks.tag_judges FILE-OR-FOLDER...

page-validation comes with the extra `dev`; `outloud`, `pdfua`, `qpdf` and `pdfinfo` are asked if they are installed.
`outloud` and `pdfua` are on PyPI, best in an environment of their own on the PATH: they bring large libraries.

Known false alarms: PDFA2A-STREAM-LENGTH-001 of page-validation for a stream whose last byte is a carriage return; of
outloud HDG-010 and PAG-001 for a heading that is a year, ORD-001 where languages change within a paragraph.
"""

from __future__ import annotations

import ctypes
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import page
import pypdfium2
import pypdfium2.raw as pdfium

from cvpdf.pdf.checks import tags
from cvpdf.pdf.read.document import read


def main() -> None:
    files = [file for name in sys.argv[1:] for file in _files(Path(name))]
    if not files:
        sys.exit("usage: python -m benchmarks.tag_judges FILE-OR-FOLDER...")
    common = len(_common(files).parts)
    print(f"| file | {' | '.join(JUDGES)} |\n|---|{'---|' * len(JUDGES)}")
    for file in files:
        answers = (judge(file) for judge in JUDGES.values())
        print(f"| {Path(*file.parts[common:])} | {' | '.join(answers)} |", flush=True)


def _files(path: Path) -> Iterator[Path]:
    yield from sorted(path.rglob("*.pdf")) if path.is_dir() else [path]


def _common(files: list[Path]) -> Path:
    return next(folder for folder in files[0].parents if all(folder in file.parents for file in files))


def _own(file: Path) -> str:
    facts, problems = read(file, with_file=True)
    found = problems if facts is None else tags.check(facts, None)
    return _listed(sorted({one.code for one in found}))


def _page_validation(profile: str, claim: bytes = b"") -> Callable[[Path], str]:
    def judge(file: Path) -> str:
        if claim not in file.read_bytes():
            return "no claim"
        result = page.validate_pdf(str(file), profile=getattr(page.ValidationProfile, profile))
        return _listed(sorted({one.rule_id for one in result.failures}))

    return judge


def _outloud(file: Path) -> str:
    output = _output("outloud", "--fail-on", "never", "--json", "-", str(file))
    if output is None:
        return "–"
    findings = json.loads(output)["results"][0]["findings"]
    return _listed(sorted({f"{one['severity']} {one['rule']}" for one in findings}))


def _pdfua(file: Path) -> str:
    output = _output("pdfua", "check", str(file))
    return "–" if output is None else _listed(sorted(set(re.findall(r"\[(?:ERROR|WARN\w*) *\] (\S+)", output))))


def _qpdf(file: Path) -> str:
    output = _output("qpdf", "--check", str(file))
    return "–" if output is None else _listed(re.findall(r"WARNING.*|ERROR.*", output))


def _poppler(file: Path) -> str:
    output = _output("pdfinfo", "-struct", str(file))
    return "–" if output is None else f"{len(re.findall(r'(?m)^ *[A-Z]', output))} elements"


def _pdfium(file: Path) -> str:
    """Return how many elements Chrome's reader finds on the pages, and the content that belongs to none."""
    count, loose = 0, []
    for one in pypdfium2.PdfDocument(file):
        tree = pdfium.FPDF_StructTree_GetForPage(one.raw)
        if not tree:
            return "no tree"
        owned: set[int] = set()
        waiting = [
            pdfium.FPDF_StructTree_GetChildAtIndex(tree, n) for n in range(pdfium.FPDF_StructTree_CountChildren(tree))
        ]
        while waiting:
            element = waiting.pop()
            if element:
                count += 1
                pieces = range(pdfium.FPDF_StructElement_GetMarkedContentIdCount(element))
                owned |= {pdfium.FPDF_StructElement_GetMarkedContentIdAtIndex(element, n) for n in pieces}
                kids = range(pdfium.FPDF_StructElement_CountChildren(element))
                waiting += [pdfium.FPDF_StructElement_GetChildAtIndex(element, n) for n in kids]
        loose += [text for piece, text in _texts(one).items() if piece >= 0 and piece not in owned and text.strip()]
        pdfium.FPDF_StructTree_Close(tree)
    return f"{count} elements" + "".join(f", loose: {text.strip()[:30]}" for text in loose[:1])


def _texts(one: Any) -> dict[int, str]:
    """Return the text of each piece of content of a page; -1 is that of none."""
    text_page, found = one.get_textpage(), dict[int, str]()
    piece = -1
    for n in range(pdfium.FPDFText_CountChars(text_page.raw)):
        item = pdfium.FPDFText_GetTextObject(text_page.raw, n)
        piece = pdfium.FPDFPageObj_GetMarkedContentID(item) if item else piece
        found[piece] = found.get(piece, "") + chr(ctypes.c_uint32(pdfium.FPDFText_GetUnicode(text_page.raw, n)).value)
    return found


def _output(program: str, *arguments: str) -> str | None:
    """Return what a program prints, ``None`` if it is not installed."""
    if shutil.which(program) is None:
        return None
    return subprocess.run([program, *arguments], capture_output=True, text=True, timeout=120, check=False).stdout


def _listed(problems: list[str]) -> str:
    return ", ".join(problems) or "nothing"


JUDGES: dict[str, Callable[[Path], str]] = {
    "cvpdf": _own,
    "PDF/UA-1": _page_validation("PDF_UA_1"),
    "PDF/A-2a": _page_validation("PDF_A_2A", b"<pdfaid:part>"),
    "outloud": _outloud,
    "pdfua": _pdfua,
    "qpdf": _qpdf,
    "poppler": _poppler,
    "pdfium": _pdfium,
}

if __name__ == "__main__":
    main()
