"""The entries of education: a course of study, or an institution with several degrees."""

from typing import ClassVar, Self

from pydantic import model_validator

from cvpdf.schema.entries import Entry, Period
from cvpdf.schema.form import Detail, Form
from cvpdf.schema.model import Bounded, Highlights, Model, Named, OrText
from cvpdf.schema.values.prose_fields import Paragraphs
from cvpdf.schema.values.text import Line, Place, Title
from cvpdf.schema.values.value import fault

_DETAILS = (
    Detail(("grade",), "grade", beside=True),
    Detail(("thesis",), "thesis"),
    Detail(("advisors",), "advisors", "advisor", beside=True),
    Detail(("courses",), "courses"),
    Detail(("summary",)),
)


class Study(Model):
    """What is said of a course of study, with or without an institution."""

    area: Line | None = None
    """Field of study."""
    department: Line | None = None
    """School, faculty or department within the institution."""
    grade: Line | None = None
    """Final grade or average, as printed."""
    advisors: tuple[Line, ...] = ()
    """Advisors of the thesis."""
    thesis: Title | None = None
    """Title of the thesis; `*…*` is italics."""
    courses: tuple[Line, ...] = ()
    """Relevant courses."""


class Degree(OrText, Study, Named, Bounded, Period):
    """One of several degrees of the same institution: a text, or a mapping with `degree` or `area`."""

    form: ClassVar[Form] = Form("degree", ("department",), _DETAILS, title_rest=("area",))
    text_field: ClassVar[str] = "degree"

    degree: Line | None = None
    """Degree: Ph.D., M.Sc., B.A. … Required, unless there is an `area`."""
    location: Place | None = None
    """City and country, if different from those of the institution."""
    summary: Paragraphs = ()
    """One or two sentences before the bullets, or paragraphs and lists; inline Markdown."""
    highlights: Highlights = ()
    """Bullets: responsibilities, achievements, results."""

    @model_validator(mode="after")
    def _has_title(self) -> Self:
        if self.degree is None and self.area is None:
            raise fault("missing-field", "`degree` is missing from this degree", "add `degree: …` or `area: …`")
        return self


class Education(Study, Entry):
    """A course of study: a `degree`, or several `degrees` of the same institution, newest first."""

    form: ClassVar[Form] = Form("institution", ("degree", "area", "department"), _DETAILS, parts="degrees")

    institution: Line
    """University or school."""
    degree: Line | None = None
    """Degree: Ph.D., M.Sc., B.A. … For several degrees of one institution use `degrees`."""
    degrees: tuple[Degree, ...] = ()
    """Several degrees of this institution, each with its own period, details and bullets."""

    @property
    def roles(self) -> tuple[Degree, ...]:
        """The degrees, under the name by which all stages know the parts of an entry."""
        return self.degrees

    @model_validator(mode="after")
    def _degree_or_degrees(self) -> Self:
        if self.degree is not None and self.degrees:
            raise fault(
                "degree-and-degrees", "`degree` cannot be combined with `degrees`", "move the degree into `degrees`"
            )
        return self
