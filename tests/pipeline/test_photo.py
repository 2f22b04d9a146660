from __future__ import annotations

import os
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from cvpdf import validate
from cvpdf.diagnostics import Diagnostic, ExitCode, Severity
from cvpdf.pdf.read import qpdf_reader
from cvpdf.pipeline.build import build
from cvpdf.pipeline.options import Options
from cvpdf.pipeline.photo import MAX_BYTES, PhotoFile, read_photo
from cvpdf.schema.photo import Photo, PhotoLook
from tests.support import complaints, person, refused, resume_of


def taken(path: Path, orientation: int = 6) -> None:
    """Write a picture as a phone does: turned, with the place and the owner."""
    exif = Image.Exif()
    exif.update({0x0112: orientation, 0x010F: "ACME Camera", 0x0131: "Phone of Tess"})
    exif.get_ifd(0x8825)[1] = "N"
    Image.new("RGB", (80, 60), "red").save(path, "JPEG", exif=exif)


def photo(**fields: str) -> Photo:
    return Photo.model_validate(fields)


def read(folder: Path, **fields: str) -> PhotoFile | Diagnostic:
    wanted = photo(**fields)
    return read_photo(folder, wanted, wanted.look(PhotoLook()))


def problem(folder: Path, name: str, **fields: str) -> Diagnostic:
    result = read(folder, file=name, **fields)
    assert isinstance(result, Diagnostic)
    assert result.code == "bad-photo"
    return result


def test_a_path_or_a_mapping() -> None:
    plain = resume_of(person("photo: a.jpg")).basics.photo
    assert plain is not None
    assert (plain.file, plain.look(PhotoLook())) == ("a.jpg", PhotoLook())
    full = resume_of(person("photo: {file: a.jpg, width: 3cm, shape: round, side: left}")).basics.photo
    assert full is not None
    assert (full.file, full.width, full.shape, full.side) == ("a.jpg", "3cm", "round", "left")
    theme = PhotoLook(width="40mm", side="left")
    assert plain.look(theme) == theme
    assert full.look(theme) == PhotoLook(width="3cm", shape="round", side="left")
    refused(
        person("photo: {file: a.jpg, width: §90mm}"), "bad-length", "the width `90mm` is out of range", "10mm to 60mm"
    )
    assert complaints(person("photo: {width: 30mm}"))[0][0] == "missing-field"


def test_a_photo_is_turned_and_scaled_and_has_no_metadata(tmp_path: Path) -> None:
    taken(tmp_path / "me.JPG")
    result = read(tmp_path, file="me.JPG")
    assert isinstance(result, PhotoFile)
    assert result.name == "cvpdf-photo-24mm.jpg"
    assert b"ACME" not in result.content


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("none.jpg", "does not exist"),
        ("folder.jpg", "is a folder"),
        ("pipe.jpg", "is not a regular file"),
        ("zero.jpg", "is not a regular file"),
        ("huge.jpg", f"the limit is {MAX_BYTES:,}"),
        ("text.jpg", "the contents of `text.jpg` are not JPEG"),
        ("real.jpg", "the contents of `real.jpg` are PNG, not JPEG"),
        ("damaged.jpg", "`damaged.jpg` cannot be read: "),
        ("me.heic", "`me.heic` is not an image format"),
    ],
)
def test_files_that_are_no_photo(name: str, words: str, tmp_path: Path) -> None:
    (tmp_path / "folder.jpg").mkdir()
    os.mkfifo(tmp_path / "pipe.jpg")
    (tmp_path / "zero.jpg").symlink_to("/dev/zero")
    with (tmp_path / "huge.jpg").open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    (tmp_path / "text.jpg").write_text("text", "utf-8")
    Image.new("RGB", (9, 9)).save(tmp_path / "real.jpg", "PNG")
    (tmp_path / "damaged.jpg").write_bytes(b"\xff\xd8 and more")
    assert words in problem(tmp_path, name).message


def test_a_pdf_file_has_no_shape(tmp_path: Path) -> None:
    (tmp_path / "me.pdf").write_bytes(b"%PDF-1.5 and more")
    assert isinstance(read(tmp_path, file="me.pdf"), PhotoFile)
    assert "cannot be cropped to the shape `round`" in problem(tmp_path, "me.pdf", shape="round").message


def test_validate_finds_a_missing_photo(tmp_path: Path) -> None:
    (tmp_path / "cv.yaml").write_text(person("photo: {file: none.jpg}"), "utf-8")
    report = validate(tmp_path / "cv.yaml")
    assert not report.ok
    [found] = report.diagnostics
    assert (found.code, str(found.span).rpartition("cv.yaml")[2]) == ("bad-photo", ":3:17")


def printed(pdf: Path) -> int:
    """Return the width in mm of the picture on the first page; its left edge is that of the text."""
    with pypdfium2.PdfDocument(pdf) as document:
        [picture] = document[0].get_objects(filter=(pypdfium2.raw.FPDF_PAGEOBJ_IMAGE,))
        left, _, right, _ = picture.get_bounds()
        assert left == pytest.approx(23 * 72 / 25.4, abs=0.5)
        return round(float(right - left) * 25.4 / 72)


@pytest.mark.tex
def test_in_the_pdf(tmp_path: Path) -> None:
    """`full` shows it upright, `wide` larger, `onepage` says that it is left out; what a camera writes is found."""
    taken(tmp_path / "me.jpg")
    cv = tmp_path / "cv.yaml"
    variants = "variants: {wide: {extends: full, design: {photo: {width: 40mm, side: right}}}}\n"
    text = person("headline: Engineer\nphoto: {file: me.jpg, shape: square, side: left}") + variants
    cv.write_text(text, "utf-8")
    report = build(Options(cv, tmp_path / "build", ("full", "onepage", "wide")))
    assert report.exit_code == ExitCode.OK
    [left_out] = report.all_diagnostics()
    assert (left_out.code, left_out.severity) == ("photo-left-out", Severity.NOTE)
    assert left_out.message == "variant `onepage` does not show the photo"
    assert [printed(tmp_path / "build" / f"{name}.pdf") for name in ("full", "wide")] == [24, 40]
    with pikepdf.open(tmp_path / "build" / "full.pdf") as pdf:
        [image] = (
            item for item in pdf.objects if isinstance(item, pikepdf.Stream) and item.get("/Subtype") == "/Image"
        )
        assert (int(image.Width), int(image.Height)) == (60, 60)
        assert qpdf_reader.read((tmp_path / "build" / "full.pdf").read_bytes()).revealed == ()
        image.write((tmp_path / "me.jpg").read_bytes(), filter=pikepdf.Name.DCTDecode)
        pdf.save(tmp_path / "spoilt.pdf")
    revealed = ("the GPS position", "the maker of the camera", "the program")
    assert qpdf_reader.read((tmp_path / "spoilt.pdf").read_bytes()).revealed == revealed


def test_a_variant_that_names_its_fields_gets_no_note(tmp_path: Path) -> None:
    taken(tmp_path / "me.jpg")
    cv = tmp_path / "cv.yaml"
    text = person("headline: Engineer\nphoto: me.jpg") + "variants: {onepage: {header: [headline], fit: false}}\n"
    cv.write_text(text, "utf-8")
    assert build(Options(cv, tmp_path / "build", ("onepage",), tex_only=True)).all_diagnostics() == []
