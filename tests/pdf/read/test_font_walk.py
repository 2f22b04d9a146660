from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, NameObject, NumberObject, StreamObject

from cvpdf.pdf.read.facts import FontFacts
from tests.pdf.conftest import edited, facts_of, names


def dictionary(**values: Any) -> DictionaryObject:
    return DictionaryObject({NameObject(f"/{key}"): value for key, value in values.items()})


def font(name: str, **values: Any) -> DictionaryObject:
    plain = {"Type": NameObject("/Font"), "Subtype": NameObject("/Type1"), "BaseFont": NameObject(name)}
    return dictionary(**{**plain, **values})


def form(resources: DictionaryObject) -> StreamObject:
    stream = DecodedStreamObject()
    stream.set_data(b"")
    stream.update(names({"/Type": "/XObject", "/Subtype": "/Form"}))
    stream[NameObject("/Resources")] = resources
    return stream


def fonts(pdf: Path, target: Path, edit: Callable[[PdfWriter, DictionaryObject], None]) -> dict[str, FontFacts]:
    """Return the fonts of the changed file by name, without the Helvetica that it has had."""

    def apply(writer: PdfWriter) -> None:
        edit(writer, writer.pages[0]["/Resources"])  # type: ignore[arg-type]

    found = {f.name: f for f in facts_of(edited(pdf, target, apply)).fonts}
    del found["Helvetica"]
    return found


def test_through_nested_forms(tmp_path: Path, plain_pdf: Path) -> None:
    def nest(writer: PdfWriter, resources: DictionaryObject) -> None:
        inner = form(dictionary(Font=dictionary(F1=font("/Inner"))))
        outer = form(dictionary(XObject=dictionary(X=writer._add_object(inner))))
        resources[NameObject("/XObject")] = dictionary(Y=writer._add_object(outer))

    assert list(fonts(plain_pdf, tmp_path / "a.pdf", nest)) == ["Inner"]


def test_a_form_that_holds_itself(tmp_path: Path, plain_pdf: Path) -> None:
    def loop(writer: PdfWriter, resources: DictionaryObject) -> None:
        own = form(dictionary(Font=dictionary(F1=font("/Own"))))
        reference = writer._add_object(own)
        own["/Resources"][NameObject("/XObject")] = dictionary(X=reference)  # type: ignore[index]
        resources[NameObject("/XObject")] = dictionary(X=reference)

    assert list(fonts(plain_pdf, tmp_path / "a.pdf", loop)) == ["Own"]


def test_patterns_and_appearances(tmp_path: Path, plain_pdf: Path) -> None:
    def add(writer: PdfWriter, resources: DictionaryObject) -> None:
        pattern = form(dictionary(Font=dictionary(F1=font("/InPattern"))))
        resources[NameObject("/Pattern")] = dictionary(P=writer._add_object(pattern))
        appearance = form(dictionary(Font=dictionary(F1=font("/InAppearance"))))
        states = dictionary(On=writer._add_object(appearance))
        annotation = dictionary(Subtype=NameObject("/Widget"), AP=dictionary(N=states))
        writer.pages[0][NameObject("/Annots")] = ArrayObject([annotation])

    assert set(fonts(plain_pdf, tmp_path / "a.pdf", add)) == {"InPattern", "InAppearance"}


@pytest.mark.parametrize("embedded", [True, False])
def test_descendants_of_composite_fonts(tmp_path: Path, plain_pdf: Path, embedded: bool) -> None:
    def add(writer: PdfWriter, resources: DictionaryObject) -> None:
        program = DecodedStreamObject()
        program.set_data(b"no font")
        descriptor = dictionary(FontFile2=writer._add_object(program)) if embedded else dictionary()
        descendant = font("/ABCDEF+Noto", Subtype=NameObject("/CIDFontType2"), FontDescriptor=descriptor)
        resources["/Font"][NameObject("/F2")] = font(  # type: ignore[index]
            "/ABCDEF+Noto",
            Subtype=NameObject("/Type0"),
            Encoding=NameObject("/Identity-H"),
            DescendantFonts=ArrayObject([writer._add_object(descendant)]),
        )

    found = fonts(plain_pdf, tmp_path / "a.pdf", add)
    assert found["Noto"] == FontFacts("Noto", "Type0", embedded, True, False, False)


@pytest.mark.parametrize(
    ("differences", "standard"),
    [
        (["/A", "/eacute", "/f_i"], False),
        (["/A", "/eacute", "/fi", "/uni20AC", "/u1F600"], True),
        (["/A", "/g12"], False),
        ([], False),
    ],
)
def test_glyph_names(tmp_path: Path, plain_pdf: Path, differences: list[str], standard: bool) -> None:
    def add(_: PdfWriter, resources: DictionaryObject) -> None:
        array = ArrayObject([NumberObject(65), *(NameObject(name) for name in differences)])
        resources["/Font"][NameObject("/F2")] = font("/X", Encoding=dictionary(Differences=array))  # type: ignore[index]

    assert fonts(plain_pdf, tmp_path / "a.pdf", add)["X"].standard_encoding == standard


def test_nonsense_in_place_of_dictionaries(tmp_path: Path, plain_pdf: Path) -> None:
    def add(_: PdfWriter, resources: DictionaryObject) -> None:
        resources["/Font"][NameObject("/F2")] = NumberObject(1)  # type: ignore[index]
        resources["/Font"][NameObject("/F3")] = font(  # type: ignore[index]
            "/X", Encoding=NumberObject(1), FontDescriptor=ArrayObject(), DescendantFonts=NumberObject(3)
        )
        resources[NameObject("/XObject")] = ArrayObject([NumberObject(1)])

    assert fonts(plain_pdf, tmp_path / "a.pdf", add)["X"] == FontFacts("X", "Type1", False, False, False, False)
