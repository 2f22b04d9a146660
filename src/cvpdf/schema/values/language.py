"""Language tags in cv.yaml."""

from __future__ import annotations

from typing import Self

from cvpdf.languages.tags import canonical, is_tag
from cvpdf.languages.words import meant
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
            tag = typed.split(".")[0].replace("_", "-")
            right = meant(typed) or ("_" in typed and is_tag(tag) and canonical(tag))
            hint = f"{f'type `{right}`; ' if right else ''}examples: en, en-GB, de, pt-BR, zh-Hans"
            raise fault("bad-language", f"`{typed}` is not a language tag", hint)
        return cls(canonical(typed), text.span, text.quoted)
