"""Read the filled areas of a page, and tell which colours are behind a text.

pdfium's C functions are called directly, as in :mod:`cvpdf.pdf.read.text_runs`.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from cvpdf.pdf.read.facts import WHITE, Box, Colour

MAX_GROUNDS = 1000
"""Filled areas of a page that are read; a drawing of more is no ground of a text."""
_MAX_SEGMENTS = 200
"""Segments of an area; a more intricate one counts as the rectangle around it."""
_LEAST = 4.0
"""Points: lower and narrower areas are rules, bullets and underlines."""
_OPAQUE = 0.6
"""A more transparent area only tints the text below it."""
_ACROSS = (0.02, 0.25, 0.5, 0.75, 0.98)
_UP = (0.3, 0.7)
"""Where in the box of a text its ground is looked up, as parts of its width and height."""

Point = tuple[float, float]
Polygon = tuple[Point, ...]


class Shape(NamedTuple):
    """Closed polygons that are filled together, on the page as it is shown."""

    polygons: tuple[Polygon, ...]
    even_odd: bool = False
    """Whether areas that overlap an even number of times stay empty (ISO 32000-2, 8.5.3.3)."""

    def contains(self, point: Point) -> bool:
        """Whether the point is inside."""
        x, y = point
        crossings = [
            1 if above > y else -1
            for polygon in self.polygons
            for (left, below), (right, above) in pairwise((*polygon, polygon[0]))
            if (below > y) != (above > y) and x < left + (y - below) / (above - below) * (right - left)
        ]
        return len(crossings) % 2 == 1 if self.even_odd else sum(crossings) != 0


class Ground(NamedTuple):
    """A filled area."""

    shape: Shape
    clips: tuple[Shape, ...]
    """Only what is inside of all of these is painted."""
    colour: Colour
    opacity: float
    """From 0 to 1."""

    def contains(self, point: Point) -> bool:
        """Whether the point is painted."""
        return all(shape.contains(point) for shape in (self.shape, *self.clips))


def colours_behind(box: Box, grounds: Sequence[Ground]) -> tuple[Colour, ...]:
    """Return the colours behind a text in this box, each once, from grounds in the order in which they are painted."""
    if not grounds:
        return (WHITE,)
    return tuple(dict.fromkeys(_colour_at(point, grounds) for point in _points(box)))


def is_covered(box: Box, later: Sequence[Ground]) -> bool:
    """Whether most of a text in this box is hidden by areas that are painted later."""
    opaque = [ground for ground in later if ground.opacity > _OPAQUE]
    points = _points(box) if opaque else []
    hidden = sum(any(ground.contains(point) for ground in opaque) for point in points)
    return 2 * hidden > len(points)


def _points(box: Box) -> list[Point]:
    width, height = box.right - box.left, box.top - box.bottom
    return [(box.left + x * width, box.bottom + y * height) for x in _ACROSS for y in _UP]


def _colour_at(point: Point, grounds: Iterable[Ground]) -> Colour:
    red, green, blue = map(float, WHITE)
    for ground in grounds:
        if ground.contains(point):
            red, green, blue = (
                below + ground.opacity * (above - below)
                for below, above in zip((red, green, blue), ground.colour, strict=True)
            )
    return round(red), round(green), round(blue)


def read_ground(raw: Any, item: Any, inner: Callable[[Point], Point], outer: Callable[[Point], Point]) -> Ground | None:
    """Return what a path object of pdfium fills, ``None`` if nothing or too little to be behind a text.

    ``inner`` converts the coordinates of the path to those of the page, ``outer`` those of its clipping paths.
    """
    mode, stroke = ctypes.c_int(), raw.FPDF_BOOL()
    channels = [ctypes.c_uint() for _ in range(4)]
    if (
        not raw.FPDFPath_GetDrawMode(item, mode, stroke)
        or mode.value == raw.FPDF_FILLMODE_NONE
        or not raw.FPDFPageObj_GetFillColor(item, *channels)
    ):
        return None
    red, green, blue, alpha = (channel.value for channel in channels)
    segments = (raw.FPDFPath_GetPathSegment(item, i) for i in range(raw.FPDFPath_CountSegments(item)))
    polygons = _polygons(raw, segments, inner)
    xs, ys = ([point[axis] for polygon in polygons for point in polygon] for axis in (0, 1))
    if not xs or min(max(xs) - min(xs), max(ys) - min(ys)) < _LEAST:
        return None
    even_odd = mode.value == raw.FPDF_FILLMODE_ALTERNATE
    return Ground(Shape(polygons, even_odd), _clips(raw, item, outer), (red, green, blue), alpha / 255)


def _clips(raw: Any, item: Any, convert: Callable[[Point], Point]) -> tuple[Shape, ...]:
    clip = raw.FPDFPageObj_GetClipPath(item)
    shapes = []
    for number in range(max(0, raw.FPDFClipPath_CountPaths(clip)) if clip else 0):
        count = max(0, raw.FPDFClipPath_CountPathSegments(clip, number))
        segments = (raw.FPDFClipPath_GetPathSegment(clip, number, i) for i in range(count))
        if polygons := _polygons(raw, segments, convert):
            shapes.append(Shape(polygons))
    return tuple(shapes)


def _polygons(raw: Any, segments: Iterable[Any], convert: Callable[[Point], Point]) -> tuple[Polygon, ...]:
    """Return the subpaths of a path. A curve counts as four straight lines."""
    x, y = ctypes.c_float(), ctypes.c_float()
    polygons: list[list[Point]] = []
    controls: list[Point] = []
    for segment in segments:
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        point = convert((x.value, y.value))
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO or not polygons:
            polygons.append([point])
        elif kind != raw.FPDF_SEGMENT_BEZIERTO:
            polygons[-1].append(point)
        elif len(controls) < 2:
            controls.append(point)
        else:
            polygons[-1] += _curve((polygons[-1][-1], *controls, point))
            controls = []
    if sum(map(len, polygons)) > _MAX_SEGMENTS:
        xs, ys = zip(*(point for polygon in polygons for point in polygon), strict=True)
        polygons = [[(min(xs), min(ys)), (max(xs), min(ys)), (max(xs), max(ys)), (min(xs), max(ys))]]
    return tuple(map(tuple, polygons))


def _curve(controls: tuple[Point, ...]) -> list[Point]:
    """Return four points of a Bézier curve behind its first one."""
    points = []
    for t in (0.25, 0.5, 0.75, 1.0):
        weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t**2 * (1 - t), t**3)
        x, y = (sum(w * point[axis] for w, point in zip(weights, controls, strict=True)) for axis in (0, 1))
        points.append((x, y))
    return points
