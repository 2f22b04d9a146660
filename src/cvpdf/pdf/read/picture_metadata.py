"""What the metadata of a JPEG picture reveal about the person and the device."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

_EXIF = b"Exif\0\0"
_XMP = b"http://ns.adobe.com/xap/1.0/\0"
_GPS_TAG, _CAMERA_TAG = 0x8825, 0x8769
_TAGS = {
    0x010F: "the maker of the camera",
    0x0110: "the model of the camera",
    0x0131: "the program",
    0x013B: "the artist",
    0x8298: "the copyright",
    0xA430: "the owner of the camera",
    0xA431: "the serial number of the camera",
}
_XMP_WORDS = {b"GPSLatitude": "the GPS position", b"SerialNumber": "the serial number of the camera"}


def revealed(jpeg: bytes) -> Iterator[str]:
    """Yield what the metadata of a picture reveal, such as `the GPS position`."""
    for segment in _application_segments(jpeg):
        if segment.startswith(_EXIF):
            yield from _in_exif(segment)
        elif segment.startswith(_XMP):
            yield from (what for word, what in _XMP_WORDS.items() if word in segment)


def _application_segments(jpeg: bytes) -> Iterator[bytes]:
    """Yield the content of each APP1 segment, which contains Exif or XMP."""
    place = 2
    while jpeg[place : place + 1] == b"\xff" and (kind := jpeg[place + 1 : place + 2]) not in (b"", b"\xda"):
        size = int.from_bytes(jpeg[place + 2 : place + 4], "big")
        if kind == b"\xe1":
            yield jpeg[place + 4 : place + 2 + size]
        place += 2 + size


def _in_exif(segment: bytes) -> Iterator[str]:
    # Few PDFs have Exif data, and the import takes 20 ms.
    from PIL import Image

    exif = Image.Exif()
    with suppress(Exception):  # damaged data raise anything, and a reader sees as little in them
        exif.load(segment)
        if exif.get_ifd(_GPS_TAG):
            yield "the GPS position"
        tags = {*exif, *exif.get_ifd(_CAMERA_TAG)}
        yield from (what for tag, what in _TAGS.items() if tag in tags)
