"""Digests tell pages apart by all that the readers go by, and pages that are the same are not read again."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from io import BytesIO

import pytest
from pypdf import PageObject, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    EncodedStreamObject,
    FloatObject,
    NameObject,
    NumberObject,
    RectangleObject,
    StreamObject,
)
from pypdf.generic import TextStringObject as String

from cvpdf import prereader
from cvpdf.pdf.read import knownpages
from cvpdf.pdf.read import pdfium_reader as layout
from cvpdf.pdf.read.facts import PageFacts
from cvpdf.pdf.read.knownpages import KnownPages
from cvpdf.pdf.read.pdfium_reader import Layout, read
from cvpdf.pdf.read.pypdf_reader import Opened
from tests.pdf.conftest import Compile
from tests.preview.pdfs import pdf

LINES = ["Ada Lovelace", "Analyst"]


def digests(data: bytes) -> tuple[bytes | None, ...]:
    return Opened(data).digests()


def digest(data: bytes) -> bytes:
    [found] = digests(data)
    assert found is not None
    return found


def changed(change: Callable[[PageObject], object], data: bytes | None = None) -> bytes:
    """Return a PDF of one page with a change."""
    writer = PdfWriter(BytesIO(data or pdf(LINES)))
    change(writer.pages[0])
    written = BytesIO()
    writer.write(written)
    return written.getvalue()


def same(_page: PageObject) -> None:
    """Write it as it is."""


def linked(uri: str, page: PageObject, kind: str = "/Link", right: float = 50) -> None:
    action = DictionaryObject({NameObject("/S"): NameObject("/URI"), NameObject("/URI"): String(uri)})
    rect = ArrayObject(map(FloatObject, (10, 10, right, 20)))
    annotation = {"/Subtype": NameObject(kind), "/A": action, "/Rect": rect}
    made = DictionaryObject({NameObject(key): value for key, value in annotation.items()})
    page[NameObject("/Annots")] = ArrayObject([made])


def font(page: PageObject) -> DictionaryObject:
    fonts = page["/Resources"]["/Font"]  # type: ignore[index]
    found: DictionaryObject = next(iter(fonts.values())).get_object()
    return found


def stream(data: bytes) -> DecodedStreamObject:
    made = DecodedStreamObject()
    made.set_data(data)
    return made


def test_where_a_page_stands_does_not_matter() -> None:
    one, other = digests(pdf(LINES, ["Notes"])), digests(pdf(["Notes"], LINES, LINES))
    assert one == (other[1], other[0])
    assert other[1] == other[2]


CHANGES: list[Callable[[PageObject], object]] = [
    lambda page: page.__setitem__(NameObject("/Contents"), stream(b"BT ET")),
    lambda page: page.__setitem__(NameObject("/Rotate"), NumberObject(90)),
    lambda page: page.__setitem__(NameObject("/UserUnit"), NumberObject(2)),
    lambda page: setattr(page, "cropbox", RectangleObject((0, 0, 99, 99))),
    lambda page: font(page).__setitem__(NameObject("/BaseFont"), NameObject("/Courier")),
    lambda page: font(page).__setitem__(NameObject("/ToUnicode"), stream(b"begincmap")),
    lambda page: linked("https://example.org", page),
]


@pytest.mark.parametrize("change", CHANGES)
def test_what_readers_go_by(change: Callable[[PageObject], object]) -> None:
    assert digest(changed(change)) != digest(changed(same))


@pytest.mark.parametrize(
    "change",
    [
        lambda page: linked("https://example.com", page),
        lambda page: linked("https://example.org", page, kind="/Widget"),
        lambda page: linked("https://example.org", page, right=51),
    ],
)
def test_links(change: Callable[[PageObject], object]) -> None:
    link = changed(lambda page: linked("https://example.org", page))
    assert digest(link) == digest(changed(same, link))
    assert digest(changed(change)) != digest(link)


def test_what_is_in_a_stream_counts() -> None:
    def with_map(data: bytes) -> bytes:
        return changed(lambda page: font(page).__setitem__(NameObject("/ToUnicode"), stream(data)))

    assert digest(with_map(b"a")) == digest(with_map(b"a")) != digest(with_map(b"b"))


def test_an_object_that_holds_itself() -> None:
    def inside(page: PageObject) -> None:
        resources = page["/Resources"].get_object()
        assert isinstance(resources, DictionaryObject)
        form, inner = stream(b""), DictionaryObject()
        form[NameObject("/Resources")] = inner
        page.pdf._add_object(form)  # type: ignore[union-attr]
        inner[NameObject("/XObject")] = DictionaryObject({NameObject("/Me"): form.indirect_reference})
        resources[NameObject("/XObject")] = DictionaryObject({NameObject("/Me"): form.indirect_reference})

    assert digests(changed(inside)) == (None,)


def test_other_pages_have_digests_beside_one_that_holds_itself() -> None:
    writer = PdfWriter(BytesIO(pdf(LINES, ["Notes"])))
    first, second = writer.pages
    me = DictionaryObject()
    reference = writer._add_object(me)
    me[NameObject("/Me")] = reference
    for page in (first, second):
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): page["/Resources"]["/Font"]})  # type: ignore[index]
    first["/Resources"][NameObject("/Pattern")] = me.indirect_reference  # type: ignore[index]
    written = BytesIO()
    writer.write(written)
    found = digests(written.getvalue())
    assert found[0] is None
    assert found[1] is not None


def test_a_name_is_not_the_string_that_looks_like_it() -> None:
    name, string = (changed(partial(set_encoding, value)) for value in (NameObject("/MacRoman"), String("/MacRoman")))
    assert digest(name) != digest(string)


def set_encoding(value: NameObject | String, page: PageObject) -> None:
    font(page)[NameObject("/Encoding")] = value


def test_nothing_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    """pypdf takes a second for some pictures."""
    opened = Opened(changed(same))
    monkeypatch.setattr(StreamObject, "get_data", lambda _stream: pytest.fail("a stream is unpacked"))
    monkeypatch.setattr(EncodedStreamObject, "get_data", lambda _stream: pytest.fail("a stream is unpacked"))
    assert all(opened.digests())


def test_a_stream_that_cannot_be_unpacked() -> None:
    def broken(page: PageObject) -> None:
        contents = stream(b"no zlib")
        contents[NameObject("/Filter")] = NameObject("/NoSuchFilter")
        page[NameObject("/Contents")] = page.pdf._add_object(contents)  # type: ignore[union-attr]

    opened = Opened(changed(broken))
    assert all(opened.digests())
    assert not opened.damages, "who reads the page tells of that"
    opened.page(0)
    assert opened.damages


@pytest.fixture(scope="module")
def of_latex(compiled: Compile) -> bytes:
    """Three pages by pdfTeX, with subsets of fonts."""
    return compiled("First \\textbf{page}\\newpage Second \\textit{page}\\newpage Third page").read_bytes()


@pytest.mark.tex
def test_after_a_change_on_the_first_page(of_latex: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    data = of_latex
    known = KnownPages()
    first = list(prereader.parts(data, known=known))
    writer = PdfWriter(BytesIO(data))
    writer.pages[0][NameObject("/Contents")] = stream(b"BT ET")
    written = BytesIO()
    writer.write(written)

    read_now: list[int] = []
    real = Opened.page

    def noting(opened: Opened, number: int) -> PageFacts:
        read_now.append(number)
        return real(opened, number)

    monkeypatch.setattr(Opened, "page", noting)
    second = dict(prereader.parts(written.getvalue(), known=known))
    pages = {what: told for what, told in first if what >= 0}
    assert len(pages) == 3
    assert read_now == [0]
    assert {number: second[number] for number in range(1, len(pages))} == {n: pages[n] for n in range(1, len(pages))}
    assert second[0].text == ""


@pytest.mark.tex
def test_layouts_that_are_known_are_not_read_again(of_latex: bytes) -> None:
    data = of_latex
    frames = Opened(data).frames
    fresh, _ = read(data, frames)
    assert read(data, frames, [None] * len(frames)) == (fresh, "")
    mine = Layout("known before")
    assert read(data, frames, [None, mine]) == ((fresh[0], mine, *fresh[2:]), "")
    assert read(b"%PDF-", frames, [mine] * len(frames))[1], "whether pdfium can read the file is found out each time"


def test_pages_behind_the_last_whose_layout_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    data = pdf(LINES, LINES)
    frames = Opened(data).frames
    monkeypatch.setattr(layout, "MAX_PAGES", 1)
    fresh, _ = read(data, frames)
    assert fresh[0].runs
    assert not fresh[1].runs
    assert read(data, frames, [fresh[0], fresh[0]]) == (fresh, "")


def test_only_the_latest_are_kept() -> None:
    known = KnownPages()
    page, layout = PageFacts("a", 1, 1), Layout("b")
    known.add_pages([(None, page)])
    known.add_layouts([(None, layout)])
    assert (known.page(None), known.layout(None)) == (None, None)
    names = [str(number).encode() for number in range(knownpages.KEPT + 3)]
    known.add_pages((name, page) for name in names)
    known.add_layouts((name, layout) for name in names)
    assert [name for name in names if known.page(name) is None] == names[:3]
    assert [name for name in names if known.layout(name) is None] == names[:3]
    known.add_pages([(names[3], page), (b"new", page)])
    assert known.page(names[3]) == page
    assert known.page(names[4]) is None
