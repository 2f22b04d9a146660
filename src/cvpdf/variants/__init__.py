"""From a ``Resume`` and a variant's name to a ``Selection``: exactly what one PDF will say."""

from cvpdf.variants.select import select
from cvpdf.variants.selection import Dropped, PublicationGroup, Selection, ShownSection
from cvpdf.variants.settings import BUILT_IN, FitBounds, Settings, resolve, variant_names

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
