"""Reading large bibliographies: `python -m benchmarks.bibliographies font.bib tugboat.bib biblatex-examples.bib`.

The files are part of TeX Live (Debian's `texlive-bibtex-extra` and the documentation of biblatex). For each, it prints
how many entries there are, how many were read or reported, which messages have no place, and the time.
"""

from __future__ import annotations

import re
import sys
import time
from collections import Counter
from pathlib import Path

from cvpdf.bibliography.read_bib import read_bib
from cvpdf.schema.works import read_works

_HEAD = re.compile(r"^\s*@(\w+)\s*[{(]", re.MULTILINE)
_NO_ENTRIES = ("string", "comment", "preamble")


def typed_entries(text: str) -> int:
    """Return the number of entries that begin a line."""
    return sum(match[1].lower() not in _NO_ENTRIES for match in _HEAD.finditer(text))


def main(paths: list[Path]) -> None:
    """Print the numbers of each file."""
    read_bib(Path(__file__))  # imports bibtexparser
    for path in paths:
        begin = time.perf_counter()
        found = read_bib(path)
        read = time.perf_counter() - begin
        begin = time.perf_counter()
        works, problems = read_works([path], keep_going=True)
        whole = time.perf_counter() - begin
        typed = typed_entries(path.read_text("utf-8", "replace"))
        print(
            f"{path.name}: {typed} entries, {len(found.entries)} read in {read:.2f} s, {len(found.left_out)} left out"
        )
        print(
            f"  {len(works)} works in {whole:.2f} s; {sum(d.span is None for d in problems)} messages without a place"
        )
        print("  " + ", ".join(f"{count} {code}" for code, count in Counter(d.code for d in problems).most_common()))


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]])
