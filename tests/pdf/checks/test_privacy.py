from __future__ import annotations

import zlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pikepdf import Array, Dictionary, Name, Pdf, String

from cvpdf.diagnostics import Diagnostic
from cvpdf.expectation import Expectation, ExpectedLink
from cvpdf.pdf.checks import privacy
from cvpdf.pdf.checks.local_names import LocalNames, local_names
from cvpdf.pdf.inspection import inspect
from cvpdf.pdf.read import qpdf_reader
from cvpdf.pdf.read.facts import FileFacts, FileText, PdfFacts
from cvpdf.pdf.read.object_scan import readable_text
from tests.pdf.conftest import BODY, GOOD, PREAMBLE, Compile, expected
from tests.pdf.edits import only, spoilt

HERE = LocalNames(users=("janeroe",), hosts=("zebra7",), folders=("/export9/deep/cv",))
NOTHING = PdfFacts("a.pdf", ())


def found(text: str, expectation: Expectation | None = None, facts: PdfFacts = NOTHING) -> list[Diagnostic]:
    file = FileFacts((FileText("object 1", text),))
    return privacy.check(replace(facts, file=file), expectation or Expectation(), HERE)


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("/home/janeroe/cv/photo.pdf", "/home/janeroe/cv/photo.pdf"),
        ("(/Users/janeroe/Library/x.png)", "/Users/janeroe/Library/x.png"),
        ("see /tmp/tmp1234/cv.tex.", "/tmp/tmp1234/cv.tex"),
        ("file:///home/janeroe/a.html", "/home/janeroe/a.html"),
        ("--output=/work/cv/cv.pdf", "/work/cv/cv.pdf"),
        ("<</F(/usr/share/x.pfb)>>", "/usr/share/x.pfb"),
        (r"C:\Users\Jane Roe\cv.docx", r"C:\Users\Jane Roe\cv.docx"),
        (r"(D:\\Eigene Dateien\\cv\\a.tex)", r"D:\\Eigene Dateien\\cv\\a.tex"),
        ("C:/Users/janeroe/cv.tex", "C:/Users/janeroe/cv.tex"),
        ("made in /export9/deep/cv by me", "/export9/deep/cv"),
        ("a\n/var/folders/x1/T/cv", "/var/folders/x1/T/cv"),
    ],
)
def test_paths(text: str, path: str) -> None:
    [one] = found(text)
    assert one.code == "private-path"
    assert f"`{path}`" in one.message


@pytest.mark.parametrize(
    "text",
    [
        "https://example.org/home/jane/cv.html",
        "https://example.org//tmp/x",
        "http://localhost:8000/home/x",
        "https://x.edu/~jane/Users/a/b",
        "and/or/tmp/x ./tmp/x ../home/x",
        "/F8 9 Tf /Type/Font /Users",
        "/home /tmp/",
        r"(A:\000\101\102) http:\\x\y",
        "see https://x.org/a?next=b&u=c/work/cv",
        "/export9/deep/cv2 /export9/deep",
    ],
)
def test_no_paths(text: str) -> None:
    assert found(text) == []


def test_the_worst_path_is_told_once_and_many_in_short() -> None:
    assert len(found("/tmp/a/b /tmp/a/b /tmp/a/b")) == 1
    many = found(" ".join(f"/tmp/{n}/x" for n in range(9)))
    assert len(many) == 6
    assert "4 more" in many[-1].message


def test_names() -> None:
    assert [d.message for d in found("by janeroe on zebra7")] == [
        "the file contains the user name of this machine, `janeroe`, in object 1",
        "the file contains the host name of this machine, `zebra7`, in object 1",
    ]
    assert [d.code for d in found("janeroe@zebra7: -janeroe-")] == ["private-name", "private-name"]
    assert found("Janeroe xjaneroe janeroe2 janeroe_ ZEBRA7") == []


def test_a_name_in_a_path_is_one_complaint() -> None:
    assert [d.code for d in found("/home/janeroe/zebra7/a")] == ["private-path"]


def test_what_cv_yaml_prints_is_not_private() -> None:
    said = Expectation(
        texts=(expected("Ran everything in /home/janeroe/bin"),), links=(ExpectedLink("https://zebra7.org/"),)
    )
    assert found("(/home/janeroe/bin) Tj janeroe zebra7", said) == []
    assert [d.code for d in found("/home/janeroe/other", said)] == ["private-path"]
    assert found("janeroe", Expectation(author="janeroe")) == []


def test_without_a_source_what_is_seen_is_not_private() -> None:
    file = FileFacts((FileText("x", "/home/janeroe/bin zebra7"),))
    shown = replace(NOTHING, file=file, title="On /home/jane\nroe/bin and zebra7")
    assert privacy.check(shown, None, HERE) == []
    assert {str(d.severity) for d in privacy.check(replace(shown, title=""), None, HERE)} == {"warning"}


def test_names_of_nobody(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("USER", "LOGNAME", "USERNAME", "SUDO_USER"):
        monkeypatch.setenv(name, "root")
    monkeypatch.setenv("COMPUTERNAME", "pc")
    monkeypatch.setenv("HOME", "/root")
    found = local_names(tmp_path / "a.pdf")
    assert not {"root", "pc", ""} & {*found.users, *found.hosts}
    assert str(tmp_path) in found.folders
    assert "/root" not in found.folders
    monkeypatch.setenv("USER", "janeroe")
    monkeypatch.setenv("COMPUTERNAME", "zebra7.example.org")
    assert "janeroe" in local_names().users
    assert local_names().hosts == ("zebra7.example.org", "zebra7")


@pytest.fixture
def jane(monkeypatch: pytest.MonkeyPatch) -> None:
    """The user is janeroe, on zebra7."""
    monkeypatch.setenv("USER", "janeroe")
    monkeypatch.setenv("COMPUTERNAME", "zebra7")


def hide_in_stream(pdf: Pdf) -> None:
    pdf.pages[0].contents_add(pdf.make_stream(b"% written by janeroe\n"), prepend=True)


def hide_in_xmp(pdf: Pdf) -> None:
    stream = pdf.make_stream("<x:xmpmeta xmlns:x='adobe:ns:meta/'>zebra7</x:xmpmeta>".encode("utf-16"))
    stream.Type, stream.Subtype = Name.Metadata, Name.XML
    pdf.Root.Metadata = stream


def hide_in_an_unused_object(pdf: Pdf) -> None:
    pdf.Root.Unused = Array([Dictionary(A=[Dictionary(B=String("für janeroe"))])])


@pytest.mark.tex
@pytest.mark.usefixtures("jane")
@pytest.mark.parametrize("hide", [hide_in_stream, hide_in_xmp, hide_in_an_unused_object])
def test_a_private_name(good_pdf: Path, tmp_path: Path, hide: Callable[[Pdf], None]) -> None:
    only(spoilt(good_pdf, tmp_path / "a.pdf", hide), "privacy", "private-name", GOOD)


@pytest.mark.tex
@pytest.mark.usefixtures("jane")
def test_after_the_end_of_the_file(good_pdf: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(good_pdf.read_bytes() + b"% /home/janeroe/cv.tex\n")
    only(path, "privacy", "private-path", GOOD)


@pytest.mark.tex
def test_the_name_of_an_included_file(compiled: Compile) -> None:
    box = compiled(r"\vspace*{1cm}\rule{1cm}{1cm}")
    body = BODY + rf"\pdfximage{{{box}}}\setbox0\hbox{{\pdfrefximage\pdflastximage}}\wd0=1cm \ht0=1cm \box0"
    assert inspect(compiled(body), GOOD).failed == ()
    told = compiled(body, PREAMBLE.replace("ptexinfo=-1", "ptexinfo=0"))
    found = only(told, "privacy", "private-path", GOOD)
    assert str(box) in found.message
    assert "/PTEX.FileName" in found.message


def test_an_earlier_state_of_the_file_is_searched(plain_pdf: Path) -> None:
    data = plain_pdf.read_bytes()
    old = b"99 0 obj\n<<>>\nstream\n" + zlib.compress(b"/home/janeroe/old") + b"\nendstream\nendobj\n"
    file = qpdf_reader.read(b"%PDF-1.7\n" + old + b"startxref\n0\n%%EOF\n" + data)
    assert any("/home/janeroe/old" in part.text for part in file.texts)


def test_names_of_fonts_and_pictures_are_read() -> None:
    font = b"\0\1\0\0" + bytes(range(128, 200)) + "by janeroe".encode("utf-16-be") + b"\xff\0"
    assert "by janeroe" in readable_text(font)
    assert "xmp:janeroe" in readable_text(b"\xff\xd8\xff\xe1xmp:janeroe\0\x9c" * 3)
    assert readable_text("Zoë".encode()) == "Zoë"


def add(pdf: Pdf, annotation: Dictionary) -> None:
    # Behind the visible text, so that the check of the links finds text under it.
    annotation.Type, annotation.Rect = Name.Annot, pdf.pages[0].Annots[0].Rect
    pdf.pages[0].Annots.append(pdf.make_indirect(annotation))


def in_root(**entries: Any) -> Callable[[Pdf], None]:
    return lambda pdf: pdf.Root.update(Dictionary(**entries))


def annotated(**entries: Any) -> Callable[[Pdf], None]:
    return lambda pdf: add(pdf, Dictionary(**entries))


def named_script(pdf: Pdf) -> None:
    tree = Dictionary(Names=[String("a"), Dictionary(S=Name.JavaScript, JS=pdf.make_stream(b"app.alert(1)"))])
    pdf.Root.Names = Dictionary(JavaScript=tree)


def automatic(pdf: Pdf) -> None:
    pdf.pages[0].AA = Dictionary(O=Dictionary(S=Name.Named, N=Name.NextPage))


@pytest.mark.tex
@pytest.mark.parametrize(
    ("edit", "word"),
    [
        (in_root(OpenAction=Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))), "JavaScript"),
        (named_script, "JavaScript"),
        (annotated(Subtype=Name.Link, A=Dictionary(S=Name.Launch, F=String("calc.exe"))), "Launch"),
        (annotated(Subtype=Name.Widget, FT=Name.Btn, A=Dictionary(S=Name.SubmitForm)), "SubmitForm"),
        (annotated(Subtype=Name.RichMedia), "RichMedia"),
        (automatic, "automatic action"),
        (in_root(AcroForm=Dictionary(Fields=[], XFA=String("x"))), "XFA"),
    ],
)
def test_active_content(good_pdf: Path, tmp_path: Path, edit: Callable[[Pdf], None], word: str) -> None:
    found = only(spoilt(good_pdf, tmp_path / "a.pdf", edit), "privacy", "active-content", GOOD)
    assert word in found.message


def notes(pdf: Pdf) -> Dictionary:
    stream = pdf.make_stream(b"secret", Type=Name.EmbeddedFile)
    return Dictionary(Type=Name.Filespec, UF=String("notes.txt"), EF=Dictionary(F=stream))


def attach(pdf: Pdf) -> None:
    pdf.Root.Names = Dictionary(EmbeddedFiles=Dictionary(Names=[String("a"), notes(pdf)]))


def pin(pdf: Pdf) -> None:
    add(pdf, Dictionary(Subtype=Name.FileAttachment, FS=notes(pdf)))


@pytest.mark.tex
@pytest.mark.parametrize("edit", [attach, pin])
def test_attachment(good_pdf: Path, tmp_path: Path, edit: Callable[[Pdf], None]) -> None:
    found = only(spoilt(good_pdf, tmp_path / "a.pdf", edit), "privacy", "attachment", GOOD)
    assert "notes.txt" in found.message


def below(*keys: str) -> Callable[[Pdf], None]:
    """Return an edit that puts a stream below keys of the catalogue."""

    def edit(pdf: Pdf) -> None:
        value: Any = pdf.make_stream(b"root:x:0:0:root")
        for key in reversed(keys):
            value = pdf.make_indirect(Dictionary({key: value}))
        pdf.Root[keys[0]] = value[keys[0]]

    return edit


@pytest.mark.tex
@pytest.mark.parametrize("keys", [("/Foo",), ("/Foo", "/XObject", "/Im1"), ("/Metadata", "/Foo")])
def test_a_stream_that_no_page_uses(good_pdf: Path, tmp_path: Path, keys: tuple[str, ...]) -> None:
    found = only(spoilt(good_pdf, tmp_path / "a.pdf", below(*keys)), "privacy", "unknown-stream", GOOD, None)
    assert "which no page uses: stream" in found.message


@pytest.mark.tex
def test_a_file_that_a_template_embeds(compiled: Compile) -> None:
    pdf = compiled(BODY + r"\immediate\pdfobj stream file {a.tex}")
    assert only(pdf, "privacy", "unknown-stream", GOOD, None)


@pytest.mark.tex
def test_harmless_things_are_not_active(good_pdf: Path, tmp_path: Path) -> None:
    def harmless(pdf: Pdf) -> None:
        page = pdf.pages[0]
        page.Resources.Font.AA = page.Resources.Font[next(iter(page.Resources.Font.keys()))]
        page.Resources.Font.JS = page.Resources.Font.AA
        pdf.Root.OpenAction = Array([page.obj, Name.Fit])
        pdf.Root.Names = Dictionary(EmbeddedFiles=Dictionary(Names=[]))

    assert inspect(spoilt(good_pdf, tmp_path / "a.pdf", harmless), GOOD).diagnostics == ()


def test_what_a_camera_writes() -> None:
    facts = PdfFacts("a.pdf", (), file=FileFacts(revealed=("the GPS position", "the program")))
    [found] = privacy.check(facts, Expectation(), HERE)
    assert (str(found.severity), found.code) == ("error", "picture-metadata")
    assert found.message == "the metadata of a picture in the PDF contain the GPS position, the program"
    [found] = privacy.check(facts, None, HERE)
    assert str(found.severity) == "warning"
