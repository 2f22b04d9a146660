"""The whole of ``cv.yaml``."""

from cvpdf.schema.basics import Basics
from cvpdf.schema.design import Design
from cvpdf.schema.locale import Locale
from cvpdf.schema.model import Model
from cvpdf.schema.publications import Publication
from cvpdf.schema.sections import Section
from cvpdf.schema.values.text import Key
from cvpdf.schema.variants import CheckRule, Variant


class Resume(Model):
    """The top level of cv.yaml."""

    basics: Basics
    """Name, contact details and summary."""
    sections: tuple[Section, ...] = ()
    """Sections of the CV, in the order of the page."""
    publications: tuple[Publication, ...] = ()
    """Publications. Sections of kind `publications` list them; projects refer to them by key."""
    variants: dict[Key, Variant] = {}  # noqa: RUF012 (pydantic copies it)
    """Changes to the built-in variants `full`, `onepage` and `publications`, and variants of your own."""
    checks: dict[Key, CheckRule] = {}  # noqa: RUF012
    """Severities that differ from the default and allowed texts, for all variants; see `docs/checks.md`."""
    design: Design = Design.model_construct()
    """Design of the document."""
    locale: Locale = Locale.model_construct()
    """Language, dates and labels."""
