from __future__ import annotations

import io
import struct
import zlib
from typing import Any

import pytest
from PIL import Image, ImageCms

from cvpdf.files.picture import MAX_PIXELS, Format, PictureError, prepared

RED, BLUE = (255, 0, 0), (0, 0, 255)


def two_colours(width: int = 60, height: int = 40) -> Image.Image:
    """Return a picture that is red at its top left and blue elsewhere."""
    picture = Image.new("RGB", (width, height), BLUE)
    picture.paste(RED, (0, 0, width // 2, height // 2))
    return picture


def saved(picture: Image.Image, kind: Format = "JPEG", **options: Any) -> bytes:
    output = io.BytesIO()
    picture.save(output, kind, **options)
    return output.getvalue()


def exif(**tags: Any) -> Image.Exif:
    data = Image.Exif()
    data.update({int(tag[1:]): value for tag, value in tags.items()})
    return data


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}
"""How a camera stores an upright picture, for each value of the orientation."""


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_the_orientation_is_respected(orientation: int, kind: Format) -> None:
    picture = two_colours()
    stored = picture.transpose(TURNS[orientation]) if orientation in TURNS else picture
    content = saved(stored, kind, exif=exif(t274=orientation))
    result = opened(prepared(content, kind, 1000, False)).convert("RGB")
    assert result.size == (60, 40)
    red, *others = (result.getpixel(place) for place in ((5, 5), (55, 5), (5, 35), (55, 35)))
    assert isinstance(red, tuple)
    assert red[0] > 200
    assert all(isinstance(pixel, tuple) and pixel[2] > 200 for pixel in others)


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_metadata_are_removed(kind: Format) -> None:
    data = exif(t271="ACME Camera", t305="Phone of Tess")
    data.get_ifd(0x8825)[1] = "N"
    options = {"comment": b"secret"} if kind == "JPEG" else {}
    content = saved(two_colours(), kind, exif=data, icc_profile=b"secret profile", dpi=(300, 300), **options)
    assert b"ACME" in content
    result = prepared(content, kind, 1000, False)
    assert not [word for word in (b"ACME", b"Phone", b"Exif", b"secret") if word in result]
    assert set(opened(result).info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    assert prepared.__wrapped__(content, kind, 1000, False) == result


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
@pytest.mark.parametrize("mode", ["RGB", "L"])
def test_a_picture_that_needs_nothing_stays_as_it_is(mode: str, kind: Format) -> None:
    content = saved(two_colours().convert(mode), kind)
    assert prepared(content, kind, 60, False) == content
    assert prepared(content, kind, 59, False) != content


def test_what_follows_the_picture_is_removed() -> None:
    """Phones append a film."""
    content = saved(two_colours())
    assert b"film" not in prepared(content + b"film", "JPEG", 60, False)


@pytest.mark.parametrize(
    ("mode", "kind", "result"),
    [
        ("CMYK", "JPEG", "RGB"),
        ("P", "PNG", "RGB"),
        ("1", "PNG", "RGB"),
        ("LA", "PNG", "RGBA"),
        ("RGBA", "PNG", "RGBA"),
        ("I;16", "PNG", "L"),
    ],
)
def test_colours_that_not_all_readers_show(mode: str, kind: Format, result: str) -> None:
    picture = Image.new("I;16", (9, 9), 65535) if mode == "I;16" else two_colours().convert(mode)
    assert opened(prepared(saved(picture, kind), kind, 1000, False)).mode == result


def test_bright_grey_of_16_bits_stays_bright() -> None:
    result = opened(prepared(saved(Image.new("I;16", (9, 9), 60000), "PNG"), "PNG", 1000, False))
    assert result.getpixel((4, 4)) == pytest.approx(60000 / 257, abs=1)


def test_a_colour_profile_is_applied() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    result = opened(prepared(saved(two_colours(), "PNG", icc_profile=profile), "PNG", 1000, False))
    assert (result.getpixel((5, 5)), "icc_profile" in result.info) == (RED, False)


def test_the_first_picture_of_a_film() -> None:
    film = saved(two_colours(), "PNG", save_all=True, append_images=[Image.new("RGB", (60, 40), "white")])
    result = opened(prepared(film, "PNG", 1000, False))
    assert (getattr(result, "n_frames", 1), result.getpixel((5, 5))) == (1, RED)


def test_large_pictures_are_scaled_and_squares_cropped() -> None:
    content = saved(two_colours(3000, 2000))
    assert opened(prepared(content, "JPEG", 300, False)).size == (300, 200)
    assert opened(prepared(content, "JPEG", 300, True)).size == (300, 300)
    assert opened(prepared(saved(two_colours(20, 40)), "JPEG", 300, True)).size == (20, 20)


def bomb(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (bomb(10_000, 9_000), "has 10,000 × 9,000 pixels; the limit is 89 million"),
        (bomb(60_000, 60_000), "has too many pixels; the limit is 89 million"),
        (bomb(100, 100), "cannot be read: "),
        (b"\x89PNG\r\n\x1a\n broken", "cannot be read: "),
        (saved(two_colours(), "PNG")[:80], "cannot be read: "),
    ],
)
def test_pictures_that_cannot_be_used(content: bytes, words: str) -> None:
    with pytest.raises(PictureError) as failure:
        prepared(content, "PNG", 1000, False)
    assert str(failure.value).startswith(words)
    assert MAX_PIXELS == 89_000_000
