"""The kinds of text in ``cv.yaml``. A kind says what a text means, not how it looks.

Every kind is a :class:`~cvpdf.source.nodes.Text`, so a value keeps its line number, which errors of LaTeX and of the
checks then report. The class of a value decides how it is rendered:

* :class:`Line` is printed exactly as typed;
* :class:`Prose` may contain inline Markdown;
* :class:`Title` is a line that may contain italics;
* :class:`Key` is a name that other parts refer to, and is never printed.

Beside this module, ``paragraphs`` has paragraphs and lists, ``links`` has links, ``identifiers`` has DOIs and other
numbers, ``dates`` has dates.
"""

from __future__ import annotations

import re
from typing import ClassVar, Self

from cvpdf.schema.values.links import Url
from cvpdf.schema.values.value import JsonSchema, Value, fault
from cvpdf.source.nodes import Text


class Line(Value):
    """Text of one line that is printed exactly as typed: names, titles, places. Never Markdown."""

    __slots__ = ()


class Place(Line):
    """A line for a place. The lines of an address are printed with commas between."""

    __slots__ = ()

    @classmethod
    def parse(cls, text: Text) -> Self:
        """Join the lines."""
        lines = (line.strip().rstrip(",") for line in text.split("\n"))
        return super().parse(Text(", ".join(filter(None, lines)), text.span, text.quoted))


class Prose(Value):
    """Running text with inline Markdown: ``**bold**``, ``*italics*``, `` `code` `` and ``[text](https://…)``."""

    __slots__ = ()

    @classmethod
    def parse(cls, text: Text) -> Self:
        """Check the targets of links. Markup itself cannot be wrong: what is not markup is literal text."""
        for match in re.finditer(r"\]\(\s*<?([a-zA-Z][a-zA-Z0-9+.-]*:[^)\s>]*)", text):
            Url.parse(Text(match[1], text.span))
        return super().parse(text)


class Title(Line):
    """The title of a work: as a line, but ``*…*`` around whole words is italics, for species and genes."""

    __slots__ = ()


class Key(Value):
    """The name of a section, entry, publication, tag or variant. It is referred to, and never printed."""

    __slots__ = ()
    expected = "a name"

    @classmethod
    def parse(cls, text: Text) -> Self:
        """Allow what is safe in file names, command lines and Make targets, in any script."""
        if not re.fullmatch(r"\w[\w.:+-]*", text) or len(text) > 100:
            message = f"`{text}` is not a valid name"
            raise fault("bad-key", message, "use letters, digits, `-`, `_`, `.`, `:` and `+`, without spaces")
        return cls(text)


class WorkKey(Key):
    """The key of a publication, which may have more signs: `DBLP:conf/sc/HofB23` (the keys that BibTeX allows)."""

    __slots__ = ()

    @classmethod
    def parse(cls, text: Text) -> Self:
        """Allow what BibTeX allows."""
        if not re.fullmatch(r"[^\s,{}\"#%=()\\~']+", text) or len(text) > 200:
            message = f"`{text}` is not a valid key"
            raise fault("bad-key", message, "use letters, digits and signs such as `-`, `:` and `/`, without spaces")
        return cls(text)


_FLAGS = dict.fromkeys(("yes", "y", "on", "1"), "type `true`") | dict.fromkeys(("no", "n", "off", "0"), "type `false`")


class Flag(Value):
    """``true`` or ``false``, as typed."""

    __slots__ = ()
    expected = "`true` or `false`"
    json_schema: ClassVar[JsonSchema] = {"type": "boolean"}

    @classmethod
    def parse(cls, text: Text) -> Self:
        """Reject the other spellings of YAML 1.1, so that ``NO`` means the country everywhere."""
        if text.strip().lower() not in ("true", "false"):
            raise fault("bad-flag", f"expected `true` or `false`, got `{text}`", _FLAGS.get(text.strip().lower()))
        return cls(text.strip().lower(), text.span)

    def __bool__(self) -> bool:
        return str(self) == "true"
