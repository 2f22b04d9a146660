"""The check of tags: one good PDF with everything that a structure can contain, and a bad one for each rule."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import page
import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String
from PIL import Image

from cvpdf.diagnostics import Diagnostic, Severity
from cvpdf.expectation import Expectation
from cvpdf.pdf.checks import tags
from cvpdf.pdf.read.document import read
from cvpdf.pdf.read.tags.reader import structure
from cvpdf.pipeline.build import build
from cvpdf.pipeline.options import Options
from cvpdf.render.expected import expectation
from cvpdf.report.terminal import one_liners
from tests.render.rendering import selection_of_file

pytestmark = pytest.mark.tex

SENTENCES = " ".join(
    f"Sentence {n} says little, with [link {n} to a page of its own](https://example.org/{n}) and more words behind it."
    for n in range(70)
)


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Expectation]:
    folder = tmp_path_factory.mktemp("tagged")
    text = (Path(__file__).parents[1] / "tagged.yaml").read_text("utf-8")
    (folder / "cv.yaml").write_text(text.replace("LONG", SENTENCES), "utf-8")
    Image.new("RGB", (300, 400), "#8888aa").save(folder / "me.png")
    report = build(Options(folder / "cv.yaml", folder / "build", ("full",)))
    assert report.exit_code == 0, one_liners(report.all_diagnostics())
    return folder / "build" / "full.pdf", expectation(selection_of_file(folder / "cv.yaml", "full"))


def found(pdf: Path, wanted: Expectation | None) -> list[Diagnostic]:
    facts, problems = read(pdf, with_file=True)
    assert facts is not None, problems
    return tags.check(facts, wanted)


def elements(pdf: pikepdf.Pdf) -> Iterator[Any]:
    def inside(element: Any) -> Iterator[Any]:
        yield element
        for kid in element.get("/K", ()):
            if isinstance(kid, Dictionary) and "/S" in kid:
                yield from inside(kid)

    yield from inside(pdf.Root.StructTreeRoot.K[0])


def first(pdf: pikepdf.Pdf, kind: str, nth: int = 0) -> Any:
    return [element for element in elements(pdf) if Name(f"/{kind}") == element.S][nth]


def links(pdf: pikepdf.Pdf) -> list[Any]:
    return [annotation for page in pdf.pages for annotation in page.obj.get("/Annots", [])]


def content(pdf: pikepdf.Pdf, pattern: bytes, replacement: bytes, page: int = 0) -> None:
    one: Any = pdf.pages[page]
    old = one.Contents.read_bytes()
    new = re.sub(pattern, replacement, old, count=1, flags=re.DOTALL)
    assert new != old
    one.Contents = pdf.make_stream(new)


def xmp(pdf: pikepdf.Pdf, pattern: bytes, replacement: bytes) -> None:
    root: Any = pdf.Root
    old = root.Metadata.read_bytes()
    new = re.sub(pattern, replacement, old, flags=re.DOTALL)
    assert new != old
    root.Metadata = pdf.make_stream(new, Type=Name.Metadata, Subtype=Name.XML)


def without(container: Any, key: str) -> None:
    del container[f"/{key}"]


def put(container: Any, key: str, value: Any) -> None:
    container[f"/{key}"] = value


def _anything(value: Any) -> Any:
    return value


def rename(pdf: pikepdf.Pdf, old: str, new: str, every: bool = True) -> None:
    """Give elements another type, and their content its name."""
    for element in list(elements(pdf)):
        if Name(f"/{old}") == element.S:
            element.S = Name(f"/{new}")
            if not every:
                break
    for one in map(_anything, pdf.pages):
        before = one.Contents.read_bytes()
        after = re.sub(rb"/%b<<" % old.encode(), b"/" + new.encode() + b"<<", before, count=0 if every else 1)
        one.Contents = pdf.make_stream(after)
        if after != before and not every:
            break


def into_another(pdf: pikepdf.Pdf) -> None:
    item, paragraph = first(pdf, "LI"), first(pdf, "P")
    item.P.K = Array([kid for kid in item.P.K if kid.objgen != item.objgen])
    paragraph.K.append(item)
    item.P = paragraph


def swap_rows(pdf: pikepdf.Pdf) -> None:
    row = pdf.Root.StructTreeRoot.ParentTree.Nums[1]
    row[0], row[-1] = row[-1], row[0]


def claim_twice(pdf: pikepdf.Pdf) -> None:
    [piece, *_] = [kid for kid in first(pdf, "H2").K if kid.get("/Type") == Name.MCR]
    first(pdf, "P").K.append(Dictionary(Type=Name.MCR, Pg=piece.Pg, MCID=piece.MCID))


def forget_a_line(pdf: pikepdf.Pdf) -> None:
    def is_annotation(kid: Any) -> bool:
        return isinstance(kid, Dictionary) and kid.get("/Type") == Name.OBJR

    link = next(e for e in elements(pdf) if Name.Link == e.S and sum(map(is_annotation, e.K)) > 1)
    last = [kid for kid in link.K if is_annotation(kid)][-1]
    link.K = Array([kid for kid in link.K if not (is_annotation(kid) and kid.Obj.objgen == last.Obj.objgen)])


def link_in_a_paragraph(pdf: pikepdf.Pdf) -> None:
    numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
    place = next(i for i in range(0, len(numbers), 2) if int(numbers[i]) == int(links(pdf)[0].StructParent))
    numbers[place + 1] = first(pdf, "P")


def empty_element(pdf: pikepdf.Pdf) -> None:
    section = first(pdf, "Sect")
    section.K.append(pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.P, P=section, K=Array([]))))


def swap_sections(pdf: pikepdf.Pdf) -> None:
    document = pdf.Root.StructTreeRoot.K[0]
    *others, third, second, last = document.K
    document.K = Array([*others, second, third, last])


def date_first(pdf: pikepdf.Pdf) -> None:
    title = first(pdf, "H3")
    kids = list(title.P.K)
    place = next(index for index, kid in enumerate(kids) if kid.objgen == title.objgen)
    kids[place : place + 2] = kids[place + 1], kids[place]
    title.P.K = Array(kids)


def lower_heads(pdf: pikepdf.Pdf) -> None:
    rename(pdf, "H3", "P")
    rename(pdf, "H4", "H3")


def swap_targets(pdf: pikepdf.Pdf) -> None:
    one, *_, other = links(pdf)
    one.A.URI, other.A.URI = String(str(other.A.URI)), String(str(one.A.URI))


def parent_tree_in_itself(pdf: pikepdf.Pdf) -> None:
    tree = pdf.make_indirect(pdf.Root.StructTreeRoot.ParentTree)
    tree.Kids = Array([tree, tree, tree])
    pdf.Root.StructTreeRoot.ParentTree = tree


# ruff: noqa: E501 (a table)
BAD: dict[str, tuple[Callable[[Any], object], str, str]] = {
    "not marked": (lambda p: without(p.Root, "MarkInfo"), "tags-metadata", "/Marked"),
    "suspects": (lambda p: put(p.Root.MarkInfo, "Suspects", True), "tags-metadata", "/Suspects"),
    "no tree": (lambda p: without(p.Root, "StructTreeRoot"), "tags-missing", "no structure tree"),
    "no language": (lambda p: without(p.Root, "Lang"), "tags-metadata", "language of the document"),
    "bad language": (lambda p: put(p.Root, "Lang", String("English!")), "tags-metadata", "`English!`"),
    "title hidden": (lambda p: without(p.Root, "ViewerPreferences"), "tags-metadata", "/DisplayDocTitle"),
    "no XMP": (lambda p: without(p.Root, "Metadata"), "tags-metadata", "no XMP"),
    "XMP malformed": (lambda p: xmp(p, b"</rdf:RDF>", b"& <</rdf:RDF>"), "tags-metadata", "malformed"),
    "XMP entities": (
        lambda p: xmp(p, b"<x:xmpmeta", b'<!DOCTYPE x [<!ENTITY a "b">]><x:xmpmeta'),
        "tags-metadata",
        "document type",
    ),
    "XMP without title": (lambda p: xmp(p, b"<dc:title>.*?</dc:title>", b""), "tags-metadata", "no title"),
    "XMP other title": (lambda p: xmp(p, b"Curriculum Vitae</rdf:li></rdf:Alt></dc:title>", b"X</rdf:li></rdf:Alt></dc:title>"), "tags-metadata", "(dc:title)"),
    "XMP other keywords": (lambda p: xmp(p, b"50%", b"60%"), "tags-metadata", "(pdf:Keywords)"),
    "XMP other language": (lambda p: xmp(p, b"<rdf:li>en</rdf:li>", b"<rdf:li>de</rdf:li>"), "tags-metadata", "`de`"),
    "XMP no claim": (lambda p: xmp(p, b"<pdfuaid:part>1</pdfuaid:part>", b""), "tags-metadata", "PDF/UA-1"),
    "role remapped": (lambda p: put(p.Root.StructTreeRoot, "RoleMap", Dictionary(P=Name.H1)), "tags-structure", "role of P"),
    "unknown type": (lambda p: put(first(p, "P"), "S", Name("/Row")), "tags-structure", "type Row"),
    "wrong parent": (lambda p: put(first(p, "P"), "P", first(p, "H1")), "tags-structure", "another element"),
    "nesting": (into_another, "tags-structure", "LI is inside of P"),
    "loop": (lambda p: first(p, "P").K.append(p.Root.StructTreeRoot.K[0]), "tags-structure", "inside of itself"),
    "no alt": (lambda p: without(first(p, "Figure"), "Alt"), "tags-structure", "/Alt"),
    "empty alt": (lambda p: put(first(p, "Figure"), "Alt", String(" ")), "tags-structure", "/Alt"),
    "no box": (lambda p: without(first(p, "Figure"), "A"), "tags-structure", "/BBox"),
    "bad language of an element": (lambda p: put(first(p, "Span"), "Lang", String("Chinese (simple)")), "tags-structure", "`Chinese (simple)`"),
    "empty element": (empty_element, "tags-structure", "P is empty"),
    "item without body": (lambda p: rename(p, "LBody", "P", every=False), "tags-structure", "item of a list"),
    "level skipped": (lambda p: rename(p, "H3", "H5"), "tags-structure", "H5 comes after"),
    "no name": (lambda p: rename(p, "H1", "P"), "tags-structure", "0 headings of level 1"),
    "two names": (lambda p: rename(p, "H2", "H1", every=False), "tags-structure", "2 headings of level 1"),
    "two roots": (lambda p: p.Root.StructTreeRoot.K.append(first(p, "Sect")), "tags-structure", "two places"),
    "no parent tree": (lambda p: without(p.Root.StructTreeRoot, "ParentTree"), "tags-content", "no row"),
    "parent tree swapped": (swap_rows, "tags-content", "names another element"),
    "no StructParents": (lambda p: without(p.pages[0].obj, "StructParents"), "tags-content", "page 1 has no row"),
    "no order of tabs": (lambda p: without(p.pages[0].obj, "Tabs"), "tags-content", "order of tabs"),
    "untagged text": (lambda p: content(p, rb"/H2<</MCID \d+>>BDC(.*?)EMC", rb"\1"), "tags-content", "text is neither"),
    "untagged rule": (lambda p: content(p, rb"/Artifact<</Type/Layout>>BDC((?:(?!EMC).)*? l S(?:(?!EMC).)*)EMC", rb"\1"), "tags-content", "neither"),
    "untagged foot": (lambda p: content(p, rb"/Artifact<</Type/Pagination/Subtype/Footer>>BDC(.*?)EMC", rb"\1", 1), "tags-content", "page 2: text"),
    "text as artifact": (lambda p: content(p, rb"/H2<</MCID \d+>>BDC", b"/Artifact<</Type/Layout>>BDC"), "tags-content", "is on no page"),
    "unknown piece": (lambda p: content(p, rb"/H2<</MCID \d+>>BDC", b"/H2<</MCID 9999>>BDC"), "tags-content", "no element"),
    "piece twice": (lambda p: content(p, rb"(/P<</MCID )(\d+)(>>BDC.*?/P<</MCID )\d+", rb"\g<1>\2\g<3>\2"), "tags-content", "two pieces"),
    "other name": (lambda p: content(p, rb"/H2<<", b"/P<<"), "tags-content", "content of H2 is called P"),
    "unbalanced": (lambda p: content(p, rb"EMC(?!.*EMC)", b""), "tags-content", "does not end"),
    "ends twice": (lambda p: content(p, rb"EMC(?!.*EMC)", b"EMC EMC"), "tags-content", "has not begun"),
    "ends in a text object": (lambda p: content(p, rb"BT(.*?)ET(\s*)EMC", rb"BT\1EMC\2ET"), "tags-content", "of a text object"),
    "no operands": (lambda p: content(p, rb"\A", b"BDC BMC /P BDC EMC EMC EMC "), "tags-content", "operands"),
    "parent tree in itself": (parent_tree_in_itself, "tags-content", "contains itself"),
    "no object": (lambda p: first(p, "P").K.append(Dictionary(S=Name.Span, P=first(p, "P"))), "tags-structure", "no element"),
    "nested": (lambda p: content(p, rb"(/H2<</MCID \d+>>BDC)(.*?)EMC", rb"\1 /P<</MCID 9998>>BDC\2EMC EMC"), "tags-content", "inside of content"),
    "artifact in content": (lambda p: content(p, rb"(/H2<</MCID \d+>>BDC)(.*?)EMC", rb"\1 /Artifact BMC\2EMC EMC"), "tags-content", "artifact is inside"),
    "dangling": (lambda p: first(p, "P").K.append(Dictionary(Type=Name.MCR, Pg=p.pages[0].obj, MCID=7777)), "tags-content", "content 7777 is on no page"),
    "two owners": (claim_twice, "tags-content", "two elements"),
    "link without text": (lambda p: without(links(p)[0], "Contents"), "tags-link", "/Contents"),
    "link without element": (lambda p: without(links(p)[0], "StructParent"), "tags-link", "no element"),
    "link in a paragraph": (link_in_a_paragraph, "tags-link", "no element"),
    "line of a link": (forget_a_line, "tags-link", "a line of the link"),
    "annotation": (lambda p: put(links(p)[0], "Subtype", Name.Highlight), "tags-link", "no link"),
    "order": (swap_sections, "tags-order", "out of order; it should follow"),
    "date first": (date_first, "tags-order", "it should follow `Work`"),
    "title": (lower_heads, "text-untagged", "`Parts Ltd` is in no element of the type H3"),
    "position": (lower_heads, "text-untagged", "`First` is in no element of the type H4"),
    "targets of links": (swap_targets, "text-untagged", "the Link to"),
    "heading": (lambda p: rename(p, "H2", "P", every=False), "text-untagged", "in no element of the type H2"),
}  # fmt: skip


def test_the_good_one(good: tuple[Path, Expectation]) -> None:
    pdf, wanted = good
    assert found(pdf, wanted) == []
    with pikepdf.open(pdf) as opened:
        assert [str(first(opened, "Span").Lang), str(first(opened, "Figure").Alt)] == [
            "zh-Hans",
            "A portrait of Tess & [her] <dog>",
        ]
        assert str(first(opened, "L", 0).A.ListNumbering) == "/Disc"
        several = [
            e for e in elements(opened) if Name.Link == e.S and len({k.Obj.objgen for k in e.K if "/Obj" in k}) > 1
        ]
        assert len(several) > 3, "links of several lines"
        across = [e for e in elements(opened) if len({k.Pg.objgen for k in e.K if "/Pg" in k}) > 1]
        assert len(across) == 1, "a paragraph on two pages"


@pytest.fixture(scope="module")
def archive(good: tuple[Path, Expectation]) -> tuple[Path, Expectation]:
    folder = good[0].parents[1]
    text = (folder / "cv.yaml").read_text("utf-8").replace("standard: ua1", "standard: ua1+a2a")
    (folder / "archive.yaml").write_text(text, "utf-8")
    report = build(Options(folder / "archive.yaml", folder / "archive", ("full",)))
    assert report.exit_code == 0, one_liners(report.all_diagnostics())
    return folder / "archive" / "full.pdf", expectation(selection_of_file(folder / "archive.yaml", "full"))


@pytest.mark.parametrize(
    ("edit", "words"),
    [
        (lambda p: xmp(p, b"<pdfaid:part>.*?</pdfaid:conformance>", b""), "does not claim PDF/A-2a"),
        (lambda p: xmp(p, b"<pdfaid:conformance>A<", b"<pdfaid:conformance>B<"), "does not claim PDF/A-2a"),
        (lambda p: without(p.Root, "OutputIntents"), "/OutputIntents"),
        (lambda p: put(links(p)[0], "F", 0), "/F"),
    ],
)
def test_pdf_a(edit: Callable[[Any], object], words: str, archive: tuple[Path, Expectation], tmp_path: Path) -> None:
    pdf, wanted = archive
    assert found(pdf, wanted) == []
    for profile in (page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_2A):
        assert page.validate_pdf(str(pdf), profile=profile).is_compliant
    with pikepdf.open(pdf) as opened:
        edit(opened)
        opened.save(tmp_path / "bad.pdf", fix_metadata_version=False, static_id=True)
    [one] = [problem for problem in found(tmp_path / "bad.pdf", wanted) if problem.code == "tags-archive"]
    assert words in one.message


def test_another_program_agrees(good: tuple[Path, Expectation]) -> None:
    assert page.validate_pdf(str(good[0]), profile=page.ValidationProfile.PDF_UA_1).is_compliant


@pytest.mark.parametrize("name", BAD)
def test_each_rule(name: str, good: tuple[Path, Expectation], tmp_path: Path) -> None:
    edit, code, words = BAD[name]
    with pikepdf.open(good[0]) as pdf:
        edit(pdf)
        pdf.save(tmp_path / "bad.pdf", compress_streams=False, fix_metadata_version=False, static_id=True)
    reported = found(tmp_path / "bad.pdf", good[1])
    assert (code, Severity.ERROR) in {(one.code, one.severity) for one in reported}
    facts, _ = read(tmp_path / "bad.pdf", with_file=True)
    assert facts is not None
    everything = "\n".join([*(one.text for one in facts.file.structure.problems), *(one.message for one in reported)])
    assert words in everything


def test_any_type_of_value(good: tuple[Path, Expectation]) -> None:
    """A broken structure is reported as such, and never raises an exception."""
    wrong: list[Any] = [
        None,
        True,
        -1,
        1.5,
        String("x"),
        Name.X,
        Array([]),
        Array([None, 1, String("x")]),
        Dictionary(),
    ]
    with pikepdf.open(good[0]) as pdf:
        root: Any = pdf.Root
        tree, page_object, link = root.StructTreeRoot, pdf.pages[0].obj, first(pdf, "Link")
        some = [first(pdf, kind) for kind in ("Document", "H1", "P", "LI", "Figure")]
        for one in (root, tree, tree.ParentTree, page_object, links(pdf)[0], link, *link.K, *some):
            for key in one.keys() - {"/Type", "/Parent", "/Pages"}:
                old = one[key]
                for value in wrong:
                    if value is None:
                        del one[key]
                    else:
                        one[key] = value
                    assert structure(pdf).problems or key not in ("/S", "/K", "/P", "/StructParents", "/MCID"), (
                        key,
                        value,
                    )
                    one[key] = old
        assert structure(pdf).problems == ()


def test_what_only_cvpdf_promises(good: tuple[Path, Expectation], tmp_path: Path) -> None:
    with pikepdf.open(good[0]) as pdf:
        rename(pdf, "H2", "H1", every=False)
        first(pdf, "P").S = Name.Remark
        put(pdf.Root.StructTreeRoot, "RoleMap", Dictionary(Remark=Name.P))
        xmp(pdf, b"<pdfuaid:part>1</pdfuaid:part>", b"")
        pdf.save(tmp_path / "other.pdf")
    assert found(tmp_path / "other.pdf", None) == []
    assert {one.code for one in found(tmp_path / "other.pdf", good[1])} == {"tags-metadata", "tags-structure"}


def test_a_text_that_is_in_two_elements(good: tuple[Path, Expectation]) -> None:
    pdf, wanted = good
    joined = wanted.texts[0]._replace(text="Work A company with a name")
    [one] = found(pdf, Expectation(texts=(joined,), standard="ua1", standard_required=True))
    assert (one.code, one.span) == ("text-untagged", joined.span)


def test_without_a_source_and_without_tags(good: tuple[Path, Expectation], tmp_path: Path) -> None:
    pdf, _ = good
    assert found(pdf, None) == []
    with pikepdf.open(pdf) as opened:
        del opened.Root.StructTreeRoot
        opened.save(tmp_path / "plain.pdf")
    plain = tmp_path / "plain.pdf"
    assert found(plain, None) == []
    assert found(plain, Expectation(standard="none")) == []
    wanted = Expectation(standard="ua1")
    assert [(one.code, one.severity) for one in found(plain, wanted)] == [("tags-missing", Severity.NOTE)]
    required = replace(wanted, standard_required=True)
    assert [(one.code, one.severity) for one in found(plain, required)] == [("tags-missing", Severity.ERROR)]


def test_a_template_of_ones_own_may_lack_tags(good: tuple[Path, Expectation], tmp_path: Path) -> None:
    pdf, wanted = good
    with pikepdf.open(pdf) as opened:
        content(opened, rb"/H2<</MCID \d+>>BDC(.*?)EMC", rb"\1")
        opened.save(tmp_path / "some.pdf")
    for expected, severity in ((replace(wanted, standard_required=False), Severity.WARNING), (None, Severity.NOTE)):
        assert {one.severity for one in found(tmp_path / "some.pdf", expected)} == {severity}
