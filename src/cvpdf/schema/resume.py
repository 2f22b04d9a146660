"""The whole of ``cv.yaml``."""

from cvpdf.schema.basics import Basics
from cvpdf.schema.design import Design, Locale
from cvpdf.schema.model import Model
from cvpdf.schema.publications import Publication
from cvpdf.schema.sections import Section
from cvpdf.schema.text import Key
from cvpdf.schema.variants import Variant


class Resume(Model):
    """A CV: who, what, and how it is to be shown. The order in the file is the order on the page."""

    basics: Basics
    """The person."""
    sections: tuple[Section, ...] = ()
    """The sections, in order."""
    publications: tuple[Publication, ...] = ()
    """The bibliography; sections of kind `publications` list it, projects refer to it by key."""
    variants: dict[Key, Variant] = {}  # noqa: RUF012 (pydantic copies it)
    """Changes to the built-in variants `full`, `onepage` and `publications`, and further ones."""
    design: Design = Design.model_construct()
    """Looks."""
    locale: Locale = Locale.model_construct()
    """Language and dates."""
