"""From a ``Resume`` and a variant's name to a ``Selection``: exactly what one PDF will say."""

from typing import TYPE_CHECKING

from cvpdf import lazy

if TYPE_CHECKING:
    from cvpdf.variants.built_in import BUILT_IN
    from cvpdf.variants.selecting import select
    from cvpdf.variants.selection import Dropped, PublicationGroup, Selection, ShownSection
    from cvpdf.variants.settings import FitBounds, Settings, resolve, variant_names

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
        "cvpdf.variants.built_in": ("BUILT_IN",),
        "cvpdf.variants.selecting": ("select",),
        "cvpdf.variants.selection": ("Dropped", "PublicationGroup", "Selection", "ShownSection"),
        "cvpdf.variants.settings": ("FitBounds", "Settings", "resolve", "variant_names"),
    },
)
