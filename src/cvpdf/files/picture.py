"""A picture as a document includes it: upright, without metadata, in colours and sizes that every reader shows.

A picture that is all of this already stays as it is, byte for byte.
"""

from __future__ import annotations

import io
import warnings
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from PIL.Image import Image

MAX_PIXELS = 89_000_000
"""A picture with more needs more than 256 MB of memory; a hostile one may have any number in a small file."""
_QUALITY = 90
_PLAIN_SEGMENTS = frozenset({"APP0", "APP14"})
"""The parts of a JPEG file that only say how its pixels are coded."""
_PLAIN_CHUNKS = frozenset({b"IHDR", b"PLTE", b"IDAT", b"IEND"})
_FACE = (0.5, 0.2)
"""The part of a portrait that stays when it is cropped: the head is near the top."""

Format = Literal["JPEG", "PNG"]


class PictureError(Exception):
    """A picture that cannot be used; the text continues the sentence “the picture …”."""


@lru_cache(maxsize=2)
def prepared(content: bytes, kind: Format, max_width: int, square: bool) -> bytes:
    """Return a JPEG or PNG file, at most ``max_width`` pixels wide. Raises :class:`PictureError`.

    Cached, since a session includes the same photo at every save.
    """
    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of too many pixels, which have a limit here, and of odd metadata
            with Image.open(io.BytesIO(content), formats=[kind]) as image:
                width, height = image.size
                if width * height > MAX_PIXELS:
                    raise PictureError(_too_large(f"{width:,} × {height:,} pixels"))
                if not square and width <= max_width and _is_plain(content, image):
                    image.load()  # raises if the file is damaged
                    return content
                return _saved(_upright(image, max_width, square), kind)
    except Image.DecompressionBombError:
        raise PictureError(_too_large("too many pixels")) from None
    except PictureError:
        raise
    except Exception as problem:  # damaged files raise anything
        raise PictureError(f"cannot be read: {str(problem) or type(problem).__name__}") from None


def _too_large(size: str) -> str:
    return f"has {size}; the limit is {MAX_PIXELS // 1_000_000} million"


def _is_plain(content: bytes, image: Image) -> bool:
    """Whether nothing of a file must change: its place, colours, and what it reveals."""
    if image.mode not in ("L", "RGB"):
        return False
    if image.format == "PNG":
        return content[24] == 8 and _chunks(content) <= _PLAIN_CHUNKS
    segments: list[tuple[str, bytes]] = getattr(image, "applist", [])
    named = {name for name, data in segments if name != "APP0" or data.startswith(b"JFIF")}
    return named <= _PLAIN_SEGMENTS and len(named) == len(segments) and content.endswith(b"\xff\xd9")


def _chunks(content: bytes) -> set[bytes]:
    """Return the names of the chunks of a PNG file."""
    names, place = set(), 8
    while place + 8 <= len(content):
        names.add(content[place + 4 : place + 8])
        place += 12 + int.from_bytes(content[place : place + 4], "big")
    return names


def _upright(image: Image, max_width: int, square: bool) -> Image:
    """Return the picture as it is meant to be seen, in RGB, RGBA or grey."""
    from PIL import Image, ImageOps

    image.draft("", (2 * max_width, 2 * max_width))  # a JPEG is decoded at that size, which is faster
    picture = _in_srgb(ImageOps.exif_transpose(image))
    if square:
        side = min(picture.size)
        picture = ImageOps.fit(picture, (side, side), centering=_FACE)
    if picture.width > max_width:
        height = max(1, round(picture.height * max_width / picture.width))
        picture = picture.resize((max_width, height), Image.Resampling.LANCZOS)
    return picture


def _in_srgb(picture: Image) -> Image:
    """Return the picture in the colours that readers assume where a file has no profile."""
    from PIL import ImageCms

    profile = picture.info.get("icc_profile")
    if profile and picture.mode in ("RGB", "CMYK"):
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            converted = ImageCms.profileToProfile(picture, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
            picture = converted or picture
        except (ImageCms.PyCMSError, OSError):
            pass  # a damaged profile: the colours as they are
    if picture.mode.startswith("I"):  # 16 bits of grey
        return picture.convert("I").point(lambda value: value * (1 / 257)).convert("L")
    if picture.has_transparency_data:
        return picture.convert("RGBA")
    return picture if picture.mode in ("L", "RGB") else picture.convert("RGB")


def _saved(picture: Image, kind: Format) -> bytes:
    picture.info = {}  # whatever is left there would be written
    output = io.BytesIO()
    if kind == "JPEG":
        picture.save(output, "JPEG", quality=_QUALITY, subsampling=0)
    else:
        picture.save(output, "PNG", optimize=True)
    return output.getvalue()
