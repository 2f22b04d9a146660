"""Build CVs of hostile strings and judge the PDFs by a reader that cvpdf does not use.

    python -m benchmarks.hostile_strings [--count 10000] [--jobs 2]

Each string stands in a field of its own: every text field of every kind of section takes its turn. A string is *found*
if poppler's `pdftotext` reads it exactly: white space counts as one space, and a line break may stand between any two
characters. A string that cvpdf refuses is taken out, the rest is built again, and poppler judges the refused PDF as
well. Three results fail the trial: a string that is lost in a PDF that passed, a string that was executed, and a string
that was refused although poppler reads it exactly.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import subprocess
import sys
import tempfile
import unicodedata
import zlib
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from typing import Any, get_args, get_type_hints

import cvpdf
from cvpdf.diagnostics import Diagnostic
from cvpdf.schema import sections
from cvpdf.schema.basics import Basics
from cvpdf.schema.model import Highlight
from cvpdf.schema.publications import Author, Publication
from cvpdf.schema.values import text

CANARY = "CANARY-OF-THE-TRIAL"
NOT_PRINTED = frozenset({"kind", "photo", "country", "other_names"})
NAMED = frozenset(
    {"missing-character", "unsupported-script", "invisible-character", "control-character", "overfull-line"}
    | {"outside-margins"}
)
"""Codes of refusals that docs/checks.md names: no installed font has the character, or a line has no place to break."""
PRINTED_AS = str.maketrans({"\u2011": "-", "\u00ad": None, "\u200b": None, "\u200c": None, "\u200d": None})
"""What docs/checks.md says is printed as another character, or not at all."""
EXPANDED = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ĳ": "ij", "Ĳ": "IJ"})
"""Letters that poppler reads as two, although the file says one."""


@dataclass(frozen=True)
class String:
    """A string of the trial, as typed."""

    kind: str
    typed: str
    field: str = ""


# ------------------------------------------------------------------------------------------------------------- strings
WORDS = (
    "folding",
    "maps",
    "of",
    "noise",
    "control",
    "data",
    "crane",
    "hull",
    "under",
    "never",
    "Zürich",
    "naïve",
    "señor",
)
TEX = (
    r"\input{/etc/hostname}", r"\write18{touch CANARY}", r"\immediate\write18{touch CANARY}", r"\end{document}",
    r"\csname end\endcsname", "$x^2$", "100% sure", "a & b", "#1", "C#", "snake_case", "~home", "{braces}", "{", "}",
    r"\\", "^^5cend", r"\def\x{y}", r"\par", r"\VAR{7*191}", r"\BLOCK{if 1}", "%% for x in y", r"\#{ comment }",
    "{{ 7*191 }}", "{% raw %}", r"\directlua{os.exit()}", r"\openout5=CANARY", "---", "--", "``x''", ",,x", "<<x>>",
    "?`", "!`", "fi fl ffi ffl", "f\u200ci", r"\cvat{1}", r"\relax", "^^M", "$$", r"\(", r"\verb|x|", "@", "|", "=",
)  # fmt: skip
SIGNS = "×→←↔≤≥≈±€£¥₩₹°µ½²³™®©§¶†‡•…–—‘’“”„‚«»‹›′″№∞√∑∫∂−÷¬¿¡"
LETTERS = {
    "latin-1": "àâäéèêëïîôöùûüçñßøåæÅÆØ",
    "latin-extended": "ğıİşłŁęąćńśźżőűčďěňřšťůžăâîșțēīūģķļņ",
    "vietnamese": "ạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộ",
    "greek": "αβγδεζηθικλμνξοπρστυφχψωάέήίόύώΑΒΓ",
    "cyrillic": "абвгдежзийклмнопрстуфхцчшщъыьэюяЁёЇїЄєҐґ",
    "han": "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会",
    "kana": "あいうえおかきくけこさしすせそアイウエオカキクケコーっッ",
    "hangul": "가나다라마바사아자차카타파하한국어",
    "decomposed": "e\u0301a\u0308o\u0302n\u0303",
    "compatibility": "ﬁﬂﬀﬃĳĲŉǆℌ①Ⅷ㎏",
    "invisible": "\u00ad\u200b\u2011\u00a0\u202f\u2009",
}
ADDRESSES = (
    "https://a.example/{}/{}?q={}&r=%20#{}", "www.{}-{}.example/{}", "{}.{}@{}.example", "10.1000/{}.{}_{}",
    "git@host.example:{}/{}.git", "C:\\{}\\{}", "/usr/{}/{}_{}.tar.gz", "{}::{}<{}>", "{}->{}", "key={};{}={}",
)  # fmt: skip


def strings(seed: int) -> Iterator[String]:
    """Yield strings without end, always the same ones for a seed."""
    pick = random.Random(seed)

    def words(least: int, most: int) -> list[str]:
        return [pick.choice(WORDS) for _ in range(pick.randint(least, most))]

    def mixed(extra: str, most: int = 8) -> str:
        all_words = words(1, most)
        all_words.insert(pick.randrange(len(all_words) + 1), extra)
        return " ".join(all_words)

    def touching(sign: str) -> str:
        return pick.choice(("{0}{1}{2}", "{0}{1} {2}", "{0} {1}{2}", "{1}{2}", "{0}{1}")).format(
            pick.choice((*WORDS, "10", "50.000", "p", "VP")), sign, pick.choice((*WORDS, "0.05", "3", "X"))
        )

    def letters(name: str) -> str:
        alphabet = LETTERS[name]
        if name in ("compatibility", "invisible"):
            return "".join(pick.choice(WORDS)[:4] + pick.choice(alphabet) for _ in range(3)) + "end"
        syllables = alphabet if name != "decomposed" else [alphabet[i : i + 2] for i in range(0, len(alphabet), 2)]
        return "".join(pick.choice(syllables) for _ in range(pick.randint(2, 12)))

    for number in count():
        turn = number % 12
        if turn in (0, 1):
            yield String("LaTeX and Jinja", mixed(pick.choice(TEX)))
        elif turn == 2:
            yield String("LaTeX and Jinja", "".join(pick.choice(TEX) for _ in range(3)))
        elif turn in (3, 4):
            yield String("signs", mixed(touching(pick.choice(SIGNS)), 4))
        elif turn == 5:
            name = pick.choice([*LETTERS])
            yield String(name, mixed(letters(name)))
        elif turn == 6:
            pattern = pick.choice(ADDRESSES)
            parts = ["-".join(words(1, 4)) for _ in range(pattern.count("{}"))]
            yield String("addresses", pattern.format(*parts))
        elif turn == 7:
            yield String("addresses", mixed("/".join(words(6, 30)), 12))
        elif turn == 8:
            yield String("long words", "".join(words(8, 20)))
        elif turn == 9:
            yield String("ASCII", "".join(chr(pick.randrange(33, 127)) for _ in range(pick.randint(3, 60))))
        elif turn == 10:
            yield String("quotes", mixed(pick.choice("'\"‘’“”„«»`") + pick.choice(WORDS) + pick.choice("'\"’”“»`")))
        else:
            yield String("length", " ".join(words(1, 120)))


# ------------------------------------------------------------------------------------------------------------ documents
class _Slots:
    """Fills the text fields of models with the next strings."""

    def __init__(self, strings: Iterator[String]) -> None:
        self.strings = strings
        self.used: list[String] = []

    def next(self, field: str, prose: bool) -> str:
        while True:
            string = next(self.strings)
            # Markup of prose has other tests; a line that begins like a list item is one.
            if prose and (
                re.search(r"[*`]|\]\(", string.typed) or re.match(r"\s*([•‣▪●]|([-+·–]|\d+[.)])(\s|$))", string.typed)
            ):
                continue
            self.used.append(replace(string, field=field))
            return string.typed

    def mapping(self, model: Any, where: str, depth: int = 0) -> dict[str, Any]:
        """Return a mapping for a model in which each text field has a string of its own."""
        filled = {}
        for name, hint in get_type_hints(model, include_extras=True).items():
            if name in model.model_fields and name not in NOT_PRINTED:
                value = self.value(hint, f"{where}.{name}", depth)
                if value is not None:
                    filled[name] = value
        return filled

    def value(self, hint: Any, where: str, depth: int) -> Any:
        classes = [part for part in _parts(hint) if isinstance(part, type)]
        if Highlight in classes and depth < 2:
            return [self.next(where, True), self.next(where, True)]
        if Author in classes:
            return ["Bo Li", "Ada Roe"]
        if any(issubclass(part, text.Prose | text.Title) for part in classes):
            return self.next(where, True)
        if any(issubclass(part, text.Line) for part in classes):
            return [self.next(where, False)] * 1 if tuple in _origins(hint) else self.next(where, False)
        return None


def _parts(hint: Any) -> Iterator[Any]:
    yield hint
    for part in get_args(hint):
        yield from _parts(part)


def _origins(hint: Any) -> set[Any]:
    return {getattr(part, "__origin__", part) for part in _parts(hint)}


def document(source: Iterator[String]) -> tuple[dict[str, Any], list[String]]:
    """Return a CV of all kinds of sections, as data, and its strings."""
    slots = _Slots(source)
    basics = {**slots.mapping(Basics, "basics"), "name": "Tess Hof"}
    slots.used = [string for string in slots.used if string.field != "basics.name"]
    parts = []
    for member in get_args(sections._Sections):
        model, tag = get_args(member)
        section = {**slots.mapping(model, tag.tag), "kind": tag.tag}
        entry = next((p for p in _parts(get_type_hints(model).get("entries")) if hasattr(p, "model_fields")), None)
        if entry is not None:
            section["entries"] = [_valid(slots.mapping(entry, tag.tag)) for _ in range(2)]
        parts.append(section)
    works = [{**slots.mapping(Publication, "publications"), "key": f"k{n}"} for n in range(4)]
    return {"basics": basics, "sections": parts, "publications": works}, slots.used


def _valid(entry: dict[str, Any]) -> dict[str, Any]:
    if "position" in entry:
        entry.pop("roles", None)
    return entry


# -------------------------------------------------------------------------------------------------------------- judging
def is_exact(string: str, page: str) -> bool:
    """Whether a page text contains a string exactly; a line break may stand between any two characters."""
    wanted = unicodedata.normalize("NFC", " ".join(string.translate(PRINTED_AS).translate(EXPANDED).split()))
    pattern = r"\s*?".join(r"\s+" if c == " " else re.escape(c) for c in wanted)
    pattern = pattern.replace(r"\s*?\s+\s*?", r"\s+").replace(r"\s*?", r"(?:\n\s*)?")
    return re.search(pattern, page.translate(EXPANDED)) is not None


def poppler(pdf: Path) -> str:
    """Return the text of a PDF as poppler reads it, without page footers."""
    read = subprocess.run(["pdftotext", "-raw", str(pdf), "-"], capture_output=True, text=True, check=True).stdout
    return unicodedata.normalize("NFC", re.sub(r"Tess Hof · Page \d+\n\f?", "", read.replace("\f", "")))


def trial(seed: int) -> tuple[Counter[tuple[str, str]], list[str]]:
    """Build one document, without what is refused, until it passes. Returns counts and what failed."""
    counts: Counter[tuple[str, str]] = Counter()
    failures: list[str] = []
    data, used = document(strings(seed))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        remaining = list(used)
        for _ in range(8):
            path = folder / "cv.yaml"
            path.write_text(json.dumps(data, ensure_ascii=False, indent=1), "utf-8")
            report = cvpdf.build(path, variants="full", output_dir=folder / "out", timeout=200)
            errors = [d for d in report.all_diagnostics() if d.is_error]
            if not errors:
                break
            page = _refused_page(folder)
            lines = path.read_text("utf-8").splitlines()
            taken = [s for s in remaining if any(_at(lines, d) == s.typed for d in errors)]
            if not taken:
                failures += [f"seed {seed}: {d.code}: {d.message} ({d.span})" for d in errors]
                return counts, failures
            for string in taken:
                codes = [d.code for d in errors if _at(lines, d) == string.typed]
                code = next((code for code in codes if code in NAMED), codes[0])
                wrongly = code not in NAMED and bool(page) and is_exact(string.typed, page)
                counts[string.kind, "refused although exact" if wrongly else f"refused: {code}"] += 1
                if wrongly or code not in NAMED:
                    failures.append(f"seed {seed}: {code}, exact for poppler: {wrongly}: {string}")
                remaining.remove(string)
            data = _without(data, {s.typed for s in taken})
        else:
            return counts, [*failures, f"seed {seed}: refused eight times"]
        page = poppler(folder / "out" / "full.pdf")
        for string in remaining:
            found = is_exact(string.typed, page)
            counts[string.kind, "found" if found else "lost"] += 1
            if not found:
                failures.append(f"seed {seed}: lost: {string}")
        if "1337" in page or any(CANARY in str(p) or p.name == "CANARY" for p in folder.rglob("*")):
            failures.append(f"seed {seed}: a string was executed")
    return counts, failures


def _refused_page(folder: Path) -> str:
    refused = folder / "out" / ".cvpdf" / "full.pdf"
    return poppler(refused) if refused.is_file() else ""


def _at(lines: list[str], diagnostic: Diagnostic) -> str:
    """Return the string on the line of a diagnostic: the file has one string on each line."""
    if diagnostic.span is None or diagnostic.span.line > len(lines):
        return ""
    value = lines[diagnostic.span.line - 1].strip().rstrip(",").removeprefix('"')
    value = value.partition('": "')[2] if re.match(r'\w+": "', value) else value
    try:
        return str(json.loads(f'"{value}'))
    except json.JSONDecodeError:
        return ""


def _without(data: Any, refused: set[str]) -> Any:
    if isinstance(data, dict):
        return {key: _without(value, refused) for key, value in data.items()}
    if isinstance(data, list):
        return [_without(value, refused) for value in data]
    # Each replacement is another word: checks of the layout find a text by its words.
    return f"plain{zlib.crc32(data.encode()):x}" if data in refused else data


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--seed", type=int, default=0, help="the first document's")
    options = parser.parse_args()
    counts: Counter[tuple[str, str]] = Counter()
    failures: list[str] = []
    with ProcessPoolExecutor(options.jobs) as pool:
        for first in count(options.seed, 2 * options.jobs):
            for some, failed in pool.map(trial, range(first, first + 2 * options.jobs)):
                counts += some
                failures += failed
            print(f"{counts.total()} strings, {len(failures)} failures", file=sys.stderr)
            if counts.total() >= options.count:
                break
    outcomes = sorted({outcome for _, outcome in counts})
    print(f"| strings | {' | '.join(outcomes)} |\n|{'---|' * (len(outcomes) + 1)}")
    for kind in sorted({kind for kind, _ in counts}):
        print(f"| {kind} | {' | '.join(str(counts[kind, outcome]) for outcome in outcomes)} |")
    print(f"\n{counts.total()} strings, {len(failures)} failures", *failures[:200], sep="\n")
    sys.exit(bool(failures))


if __name__ == "__main__":
    main()
