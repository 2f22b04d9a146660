from __future__ import annotations

import io

from PIL import Image

from cvpdf.pdf.read.picture_metadata import revealed


def jpeg(exif: Image.Exif | bytes = b"", xmp: bytes = b"") -> bytes:
    output = io.BytesIO()
    Image.new("RGB", (8, 8)).save(output, "JPEG", exif=exif, xmp=xmp)
    return output.getvalue()


def test_exif() -> None:
    exif = Image.Exif()
    exif.update({0x0112: 6, 0x0110: "Model 1"})
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8769)[0xA431] = "12345"
    found = ["the GPS position", "the model of the camera", "the serial number of the camera"]
    assert list(revealed(jpeg(exif))) == found


def test_xmp() -> None:
    assert list(revealed(jpeg(xmp=b"<x exif:GPSLatitude='1'/>"))) == ["the GPS position"]
    assert list(revealed(jpeg(xmp=b"<x dc:title='A'/>"))) == []


def test_nothing_is_revealed() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    assert list(revealed(jpeg(exif))) == []
    assert list(revealed(jpeg())) == []


def test_damaged_pictures() -> None:
    for content in (
        b"",
        b"\xff\xd8",
        b"\xff\xd8\xff\xe1",
        b"\xff\xd8\xff\xe1\x00\x0cExif\0\0MM**",
        b"\xff\xd8\xff\xe1\0\0x",
    ):
        assert list(revealed(content)) == []
