"""From a ``Selection`` to the text of a ``.tex`` file, its source map, and what its PDF must hold."""

from typing import TYPE_CHECKING

from cvpdf import lazy

if TYPE_CHECKING:
    from cvpdf.render.rendering import MADE_BY, PHOTO, Abilities, Measurable, Rendered, measurable, render

__all__ = ["MADE_BY", "PHOTO", "Abilities", "Measurable", "Rendered", "measurable", "render"]

__getattr__ = lazy.names(
    __name__,
    {"cvpdf.render.rendering": ("MADE_BY", "PHOTO", "Abilities", "Measurable", "Rendered", "measurable", "render")},
)
