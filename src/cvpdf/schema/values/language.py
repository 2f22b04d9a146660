"""Language tags in cv.yaml."""

from __future__ import annotations

from typing import Self

from cvpdf.languages.tags import canonical, is_tag
from cvpdf.languages.words import tag_hint
from cvpdf.schema.values.text import Line
from cvpdf.schema.values.value import fault
from cvpdf.source.nodes import Text


class Language(Line):
    """A language as a BCP 47 tag. The value has the usual spelling: `en-gb` becomes `en-GB`."""

    __slots__ = ()
    expected = "a language tag"

    @classmethod
    def parse(cls, text: Text) -> Self:
        """Check the form; any language is allowed."""
        typed = text.strip()
        if not is_tag(typed):
            raise fault("bad-language", f"`{typed}` is not a language tag", tag_hint(typed))
        return cls(canonical(typed), text.span, text.quoted)
