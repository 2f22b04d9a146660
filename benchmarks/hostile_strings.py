"""Build CVs of hostile strings and judge the PDFs by a reader that cvpdf does not use.

    python -m benchmarks.hostile_strings [--count 10000] [--jobs 2]

Each string stands in a field of its own: every text field of every kind of section takes its turn. The documents differ
in language and font, and every other one is typeset by the embedded LaTeX where `cvpdf[tinytex]` is installed. A string
is *found* if poppler's `pdftotext` reads it exactly: white space counts as one space, and a line break may stand
between any two characters. A string that cvpdf refuses is taken out, the rest is built again, and poppler judges the
refused PDF as well. Three results fail the trial: a string that is lost in a PDF that passed, a string that was
executed, and a string that was refused although poppler reads it exactly.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import shutil
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
from cvpdf.latex.toolchain import find_embedded
from cvpdf.schema import sections
from cvpdf.schema.authors import Author
from cvpdf.schema.basics import Basics
from cvpdf.schema.model import Highlight
from cvpdf.schema.publications import Publication
from cvpdf.schema.values import text

PATH = os.environ.get("PATH", "")
PDFTOTEXT = shutil.which("pdftotext") or "pdftotext"
CANARY = "CANARY-OF-THE-TRIAL"
NOT_PRINTED = frozenset({"kind", "photo", "country", "other_names", "native_language"})
NAMED = frozenset(
    {"character-not-in-font", "script-not-supported", "invisible-character", "control-character", "overfull-line"}
    | {"outside-margins"}
)
"""Codes of refusals that docs/checks.md names: no installed font has the character, or a line has no place to break."""
PRINTED_AS = str.maketrans({**dict.fromkeys("\u2010\u2011", "-"), **dict.fromkeys("\u200b\u200c\u200d")})
"""What docs/checks.md says is printed as another character, or not at all."""
EXPANDED = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ĳ": "ij", "Ĳ": "IJ"})
"""Letters that poppler reads as two, although the file says one."""


@dataclass(frozen=True)
class String:
    """A string of the trial, as typed."""

    kind: str
    typed: str
    field: str = ""
    markup: str = ""
    """What the page shows, if the typed text has Markdown."""

    @property
    def printed(self) -> str:
        """What the page shows. The last comma of a place is that of an address of several lines."""
        return self.typed.rstrip(",") if self.field.endswith("location") else self.markup or self.typed


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
SIGNS = "×→←↔≤≥≈±€£¥₩₹°µ½²³™®©§¶†‡•…–—‘’“”„‚«»‹›′″№∞√∑∫∂−÷¬¿¡₺₴₫₱₽₪₦¢≠∈∉⊂∪∩∀∃∇∝∼≅⇒⇔↑↓⟨⟩·‰‱"
LETTERS = {
    "latin-1": "àâäéèêëïîôöùûüçñßøåæÅÆØþðÞÐýÿ",
    "latin-extended": "ğıİşłŁęąćńśźżőűčďěňřšťůžăâîșțēīūģķļņħĦġċĉŝŭŵŷľĺŕŋœŒſđ",
    "Latin of Africa, Asia": "ɓɗƙƴẹọṣŋɖƒɛɔǎǐǒǔǖǘǚǜḍṭṛṣṇḥāṃḫẖṯʿʾəẁẃẅỳẞȳǵḱǫơưʻ",
    "vietnamese": "ạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹđĐƠƯ",
    "greek": "αβγδεζηθικλμνξοπρστυφχψωάέήίόύώΑΒΓς;·",
    "polytonic Greek": "ἀἁἂἃἄἅἆἇἐἔἠἦἰἴὀὅὐὖὠὦὰὲὴὶὸὺὼᾀᾄᾐᾠᾳᾶᾷῃῆῇῖῥῦῳῶῷἈἘἩἸὈὙὨ",
    "cyrillic": "абвгдежзийклмнопрстуфхцчшщъыьэюяЁёЇїЄєҐґЎўЂђЋћЉљЊњЏџЅѕЃѓЌќЈјЀѐЍѝ",
    "Cyrillic of Asia": "әғқңөұүһіӘҒҚҢӨҰҮҺІҗҖҳҲҷҶӣӯӑӗ",
    "IPA": "ɐɑɒæɓʙβɔɕçɗɖðʤəɘɚɛɜɝɞɟʄɡɠɢʛɦɧħɥʜɨɪʝɭɬɫɮʟɱɯɰŋɳɲɴøɵɸœɶʘɹɺɾɻʀʁɽʂʃʈʧθʉʊʋⱱʌɣɤʍχʎʏʑʐʒʔʡʕʢˈˌːˑ",
    "han simplified": "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会龙龟鑫囍〇",
    "han traditional": "的一是在不了有和人這中大為上個國我以要他時來用們生到作地於出就分對成會龍龜體灣臺灑",
    "hiragana": "あいうえおかきくけこさしすせそがぎぐぱぴぷっゃゅょぁぃゎゐゑをんゝゞ",
    "katakana": "アイウエオカキクケコーッャュョァィヮヵヶヴンヽヾ・",
    "hangul": "가나다라마바사아자차카타파하한국어뷁쀍ㄱㄴㅏㅣ",
    "decomposed": ("e\u0301", "a\u0308", "o\u0302", "n\u0303", "u\u031b\u0323", "か\u3099", "\u1112\u1161\u11ab"),
    "marks": (
        "m\u0303", "ɛ\u0303", "q\u030c", "x\u0302", "r\u0304", "o\u0328\u0301", "e\u0329\u0301", "а\u0301", "ы\u0301",
        "n\u0308",
    ),
    "compatibility": "ﬁﬂﬀﬃĳĲŉǆℌ①Ⅷ㎏℃㈱㍿",
    "invisible": "\u00ad\u200b\u2011\u00a0\u202f\u2009",
    "full width": "０１２３９ＡＢＣＺａｂｃｚ（）［］｛｝！＂＃＄％＆＇＊＋，－．／：；＜＝＞？＠＾＿｀｜～￥￦￡",
    "half width": "｡｢｣､･ｱｲｳｴｵｶﾞﾊﾟｯｰﾝ",
    "wide signs": "、。〃〈〉《》「」『』【】〔〕〜・ー！（），．：；？々〆※〒○●□■◆★☆♪→←↑↓①②③Ⅰ・…—‘’“”",
    "quotes": "'\"‘’“”„‚«»‹›`´′″‛‟「」『』《》〈〉",
    "dashes": "-‐‑‒–—―−－ー〜～~_",
}  # fmt: skip
"""Alphabets: letters, or syllables of several characters."""
LANGUAGES = ("en", "zh-Hans", "ja", "de", "ko", "el", "zh-Hant", "ru", "fr", "pl", "tr", "vi", "uk")
FONTS = ("charter", "charter", "Source Sans 3", "charter", "EB Garamond", "Lato", "Gentium Book Plus")
MARKUP = ("**{}**", "*{}*", "`{}`", "[{}](https://a.example)", "**[{}](https://a.example)**")
ADDRESSES = (
    "https://a.example/{}/{}?q={}&r=%20#{}", "www.{}-{}.example/{}", "{}.{}@{}.example", "10.1000/{}.{}_{}",
    "git@host.example:{}/{}.git", "C:\\{}\\{}", "/usr/{}/{}_{}.tar.gz", "{}::{}<{}>", "{}->{}", "key={};{}={}",
)  # fmt: skip
MARKS = re.compile(r"[*`]|\]\(")
ITEM = re.compile(r"\s*([•‣▪●]|([-+·–]|\d+[.)])(\s|$))")
BEFORE = (*[""] * 6, "(", "（", "“", "「", "‘", "《", "/", "- ")
AFTER = (
    *[" "] * 4,
    *[""] * 6,
    ", ",
    "、",
    "。",
    "）",
    ")",
    "”",
    "」",
    "’",
    "》",
    " – ",
    "——",
    "…",
    "·",
    "年",
    ": ",
    "：",
    "%",
)


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
        if name in ("compatibility", "invisible", "quotes", "dashes"):
            return "".join(pick.choice(WORDS)[:4] + pick.choice(LETTERS[name]) for _ in range(3)) + "end"
        return "".join(pick.choice(LETTERS[name]) for _ in range(pick.randint(2, 12)))

    def scripts(most: int = 8) -> tuple[str, str]:
        """Return a text of pieces of many scripts: as typed with Markdown, and as the page shows it."""
        typed = printed = ""
        for _ in range(pick.randint(2, most)):
            piece = pick.choice((*WORDS, "A", "x", "2021", "3.14", "50 %", *map(letters, LETTERS)))
            before, after = pick.choice(BEFORE), pick.choice(AFTER)
            piece = piece.replace("`", "´")
            marks = "[]*_~"
            plain = (
                typed.endswith(("*", "`"))
                or not (piece[0].isalnum() and piece[-1].isalnum())
                or set(piece) & set(marks)
            )
            markup = "{}" if plain else pick.choice(("{}", "{}", *MARKUP))
            if markup == "*{}*" or (
                markup != "{}" and (piece[0] + piece[-1]).strip("0123456789") != piece[0] + piece[-1]
            ):
                before, after = " ", " "  # inside a word neither a single asterisk nor one beside a digit is markup
            elif (typed[-1:] == "*" and piece[0].isdigit()) or typed[-1:].isdigit():
                before = " "
            typed += before + markup.format(piece) + after
            printed += before + piece + after
        return typed.strip(" ,"), printed.strip(" ,")

    for number in count():
        turn = number % 16
        if turn in (0, 1):
            yield String("LaTeX and Jinja", mixed(pick.choice(TEX)))
        elif turn == 2:
            yield String("LaTeX and Jinja", "".join(pick.choice(TEX) for _ in range(3)))
        elif turn in (3, 4):
            yield String("signs", mixed(touching(pick.choice(SIGNS)), 4))
        elif turn in (5, 12):
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
        elif turn == 11:
            yield String("length", " ".join(words(1, 120)))
        else:
            typed, printed = scripts()
            yield String("scripts", typed, markup=printed)


# ------------------------------------------------------------------------------------------------------------ documents
class _Slots:
    """Fills the text fields of models with the next strings."""

    def __init__(self, strings: Iterator[String]) -> None:
        self.strings = strings
        self.used: list[String] = []

    def next(self, field: str, form: type[text.Line | text.Prose]) -> str:
        while True:
            string = next(self.strings)
            if not issubclass(form, text.Prose) and not issubclass(form, text.Title):
                string = replace(string, markup="")
            # Markdown that is not meant, and a line that begins like a list item, have other tests.
            elif ITEM.match(string.typed) or (
                MARKS.search(string.typed) and not (string.markup and issubclass(form, text.Prose))
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
            return [self.next(where, text.Prose), self.next(where, text.Prose)]
        if Author in classes:
            return ["Bo Li", "Ada Roe"]
        for form in (text.Prose, text.Title, text.Line):
            if any(issubclass(part, form) for part in classes):
                filled = self.next(where, form)
                return [filled] if form is text.Line and tuple in _origins(hint) else filled
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


def settings(seed: int) -> dict[str, Any]:
    """Return the language and the font of a document."""
    return {
        "locale": {"language": LANGUAGES[seed % len(LANGUAGES)]},
        "design": {"font": FONTS[seed // 2 % len(FONTS)]},
    }


def _valid(entry: dict[str, Any]) -> dict[str, Any]:
    if "position" in entry:
        entry.pop("roles", None)
    return entry


# -------------------------------------------------------------------------------------------------------------- judging
def is_exact(string: str, page: str) -> bool:
    """Whether a page text contains a string exactly; a line break may stand between any two characters."""
    wanted = unicodedata.normalize("NFC", " ".join(string.translate(PRINTED_AS).translate(EXPANDED).split()))
    special = {" ": r"\s+", "\u00ad": r"(?:-\n)?"}
    pattern = r"\s*?".join(special.get(c) or re.escape(c) for c in wanted)
    pattern = pattern.replace(r"\s*?\s+\s*?", r"\s+").replace(r"\s*?", r"(?:\n\s*)?")
    return re.search(pattern, page.translate(EXPANDED)) is not None


def poppler(pdf: Path) -> str:
    """Return the text of a PDF as poppler reads it, without page footers."""
    read = subprocess.run([PDFTOTEXT, "-raw", str(pdf), "-"], capture_output=True, text=True, check=True).stdout
    return unicodedata.normalize("NFC", re.sub(r"Tess Hof · [^\n]*\d[^\n]*\n\f?", "", read.replace("\f", "")))


def trial(seed: int) -> tuple[Counter[tuple[str, str]], list[str]]:
    """Build one document, without what is refused, until it passes. Returns counts and what failed."""
    counts: Counter[tuple[str, str]] = Counter()
    failures: list[str] = []
    data, used = document(strings(seed))
    data |= settings(seed)
    os.environ["PATH"] = "" if seed % 2 and find_embedded() else PATH
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
                wrongly = code not in NAMED and bool(page) and is_exact(string.printed, page)
                counts[string.kind, "refused although exact" if wrongly else f"refused: {code}"] += 1
                if wrongly or code not in NAMED:
                    failures.append(f"seed {seed}: {code}, exact for poppler: {wrongly}: {string}")
                remaining.remove(string)
            data = _without(data, {s.typed for s in taken})
        else:
            return counts, [*failures, f"seed {seed}: refused eight times"]
        page = poppler(folder / "out" / "full.pdf")
        for string in remaining:
            found = is_exact(string.printed, page)
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
