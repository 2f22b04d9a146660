"""From a ``Resume`` and a variant's name to a ``Selection``: exactly what one PDF will say."""

from typing import TYPE_CHECKING

from cvpdf import lazy

if TYPE_CHECKING:
    from cvpdf.selection.built_in import BUILT_IN
    from cvpdf.selection.selecting import select
    from cvpdf.selection.selection import Dropped, PublicationGroup, Selection, ShownSection
    from cvpdf.selection.settings import FitBounds, Settings, resolve, variant_names

__all__ = [
    "BUILT_IN",
    "Dropped",
    "FitBounds",
    "PublicationGroup",
    "Selection",
    "Settings",
    "ShownSection",
    "resolve",
    "select",
    "variant_names",
]

__getattr__ = lazy.names(
    __name__,
    {
        "cvpdf.selection.built_in": ("BUILT_IN",),
        "cvpdf.selection.selecting": ("select",),
        "cvpdf.selection.selection": ("Dropped", "PublicationGroup", "Selection", "ShownSection"),
        "cvpdf.selection.settings": ("FitBounds", "Settings", "resolve", "variant_names"),
    },
)
