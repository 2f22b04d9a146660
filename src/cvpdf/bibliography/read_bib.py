"""Reading BibTeX: every entry is returned or reported, with places.

bibtexparser finds the entries and fields. It returns values as they are typed, and says only their lines, which count
from 0. It takes ``{A} title = {B}``, where a comma is missing, for one value, ``a`` and ``A`` for two keys, and what
follows a brace too many for a comment. So values are taken apart by :mod:`~.bib_values`, places are found again in the
text, and the rest is checked here.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path

from cvpdf.bibliography.bibtex.bib_values import MONTHS, Value, field_at, value_at
from cvpdf.bibliography.bibtex.syntax import leftover, name_of, syntax_error
from cvpdf.bibliography.csl.csl_json import csl_works, is_json
from cvpdf.bibliography.latex.user_macros import Macro, definitions
from cvpdf.bibliography.records import BibEntry, BibField, BibFile
from cvpdf.diagnostics import Diagnostic, Related, Span, error, has_errors, warning
from cvpdf.files.read import read_bytes
from cvpdf.quoting import quoted
from cvpdf.source.formats import other_than_text
from cvpdf.source.nodes import Text
from cvpdf.source.read import SourceFile, decode_text, forbidden, removed

MAX_BYTES = 10_000_000
"""Limit for a bibliography; the largest of TeX's own, with 5,000 entries, has 3 MB."""


def read_bib(path: Path, span: Span | None = None) -> BibFile:
    """Read a ``.bib`` or a file of CSL-JSON. ``span`` is the place that names it."""
    content, problem = read_bytes(path, limit=MAX_BYTES, code="bibliography-unreadable", span=span)
    if content is None:
        assert problem is not None
        return BibFile(None, (), (problem._replace(hint=_meant(path) or problem.hint),))
    return parse_bib(str(path), content)


def _meant(path: Path) -> str | None:
    """Return the hint for a path without a file: a file of the folder that may be meant."""
    try:
        if path.is_file():
            return None
        is_folder = path.is_dir()
        files = sorted(file.name for file in (path if is_folder else path.parent).glob("*.bib"))
    except (OSError, ValueError):
        return None
    if is_folder:
        return f"name a file in it, such as `{quoted(files[0])}`" if files else "name a file with entries"
    close = files if len(files) == 1 else get_close_matches(path.name, files, 1)
    return f"did you mean `{quoted(close[0])}`?" if close else "the path is relative to the folder of cv.yaml"


def parse_bib(name: str, content: bytes) -> BibFile:
    """Return the entries of the content of a file with a name."""
    if other := other_than_text(content):
        hint = "save the BibTeX itself, not the page that shows it" if "HTML" in other else "name a file with entries"
        hint = "export the works as BibTeX or as CSL-JSON" if re.search("RIS|PubMed|EndNote|XML", other) else hint
        return BibFile(None, (), (error("foreign-file", f"this is {other}, not BibTeX", Span.point(name), hint),))
    source, problems = decode_text(name, content)
    if source is None or has_errors(problems):
        return BibFile(source, (), tuple(problems))
    if is_json(content):
        found = csl_works(source)
        return BibFile(source, (), (*problems, *found.diagnostics), tuple(found.works))
    for code, what, offset in forbidden(source.text):
        problems.append(warning(code, f"{what} is left out", source.position(offset), "delete it"))
    reader = _Reader(source)
    entries = tuple(reader.entries())
    if not entries and not reader.problems:
        hint = "entries look like `@article{key, title = {…}}`"
        problems.append(warning("no-entries", "the bibliography has no entries", Span.point(name), hint))
    return BibFile(source, entries, (*problems, *reader.problems), left_out=tuple(reader.left_out))


MAX_VALUE = 200_000
"""The most characters of a value. Strings that contain each other could fill the memory."""


class _Reader:
    """Reads one file; the problems are complete when all entries have been taken."""

    def __init__(self, source: SourceFile) -> None:
        self.source = source
        self.problems: list[Diagnostic] = []
        self.left_out: list[str] = []
        self._strings: dict[str, str] = dict(MONTHS)
        self._keys: dict[str, Text] = {}
        self._macros: dict[str, Macro] = {}

    def entries(self) -> Iterator[BibEntry]:
        """Yield the entries in the order of the file."""
        from bibtexparser import model
        from bibtexparser.entrypoint import parse_string

        logging.getLogger("bibtexparser").disabled = True  # it writes to the terminal; its errors are reported here
        logging.getLogger("bibtexparser.splitter").disabled = True
        text, place, failed = self.source.text, 0, False
        for block in parse_string(text, parse_stack=[]).blocks:
            raw = block.raw or ""
            start = text.find(raw, place)
            assert start >= 0, "the text of a block is in the file"
            place = start + len(raw)
            if (
                isinstance(block, (model.DuplicateBlockKeyBlock, model.DuplicateFieldKeyBlock))
                and block.ignore_error_block
            ):
                block = block.ignore_error_block
            if isinstance(block, model.Entry):
                yield from self._entry(block.entry_type, block.key, raw, start)
            elif isinstance(block, model.String):
                self._string(block.key, raw, start)
            elif isinstance(block, model.Preamble):
                at = len(re.split("[{(]", raw, maxsplit=1)[0]) + 1
                self._macros |= definitions(self._text(value_at(raw, at), start))
            elif isinstance(block, model.ParsingFailedBlock):
                # Its end can be an offset beyond the block, in the parser's text, which begins with a line end.
                at = getattr(block.error, "end_index", place) - 1
                reason = getattr(block.error, "abort_reason", str(block.error))
                self.problems.append(syntax_error(self.source, raw, start, at, reason))
                self.left_out.append(name_of(raw))
            elif not failed and (problem := leftover(self.source, raw, start)):
                self.problems.append(problem)
            failed = isinstance(block, model.ParsingFailedBlock)

    def _string(self, name: str, raw: str, start: int) -> None:
        """Define a string."""
        at = raw.index("=") + 1
        value = value_at(raw, at)
        self._report_unknown(value, start)
        self._strings[name.lower()] = self._text(value, start)

    def _entry(self, type_: str, key: str, raw: str, start: int) -> Iterator[BibEntry]:
        span = self.source.span(start, start + len(type_) + 1)
        body = re.match(r"@\w*[ \t]*[{(]\s*", raw)
        assert body is not None
        place = start + body.end()
        if not key:
            message = f"an entry `@{type_}` has no key"
            self.problems.append(error("no-key", message, span, f"write `@{type_}{{key, …`"))
            self.left_out.append(f"@{type_}")
            return
        text = Text(key, self.source.span(place, place + len(key)), quoted=True)
        if (first := self._keys.setdefault(key.casefold(), text)) is not text:
            assert first.span is not None
            message = f"the key `{quoted(key)}` is used twice" + ("" if first == key else f"; the other is `{first}`")
            related = Related("first used here", first.span)
            self.problems.append(error("duplicate-key", message, text.span, "rename or remove one of them", [related]))
            self.left_out.append(key)
            return
        yield BibEntry(type_, text, dict(self._fields(raw, body.end() + len(key), start)), span, self._macros)

    def _fields(self, raw: str, place: int, start: int) -> Iterator[tuple[str, BibField]]:
        """Yield the fields of an entry, whose text begins at an offset of the file; ``place`` is behind its key."""
        seen: dict[str, str] = {}
        place = _behind_comma(raw, place)
        while (match := field_at(raw, place)) is not None:
            name, value = match["name"].lower(), value_at(raw, match.end())
            at = self.source.span(start + match.start("name"), start + match.end("name"))
            if not value.parts:
                self.problems.append(warning("no-value", f"the field `{name}` has no value", at))
            self._report_unknown(value, start)
            text = removed(self._text(value, start))
            if name not in seen:
                seen[name] = text
                yield name, BibField(name, text, self._span(value, start) if value.parts else at, at)
            elif seen[name] != text:
                message = f"the field `{name}` is given twice; the first counts"
                self.problems.append(warning("field-twice", message, at, "remove one of them"))
            if raw[value.rest : value.rest + 1] not in (",", "}", ")", ""):
                end = self.source.span(start + value.rest, start + value.rest + 1)
                message = f"a comma is missing after the field `{name}`"
                self.problems.append(error("bib-syntax", message, end, "write a comma after each value"))
            place = _behind_comma(raw, value.rest)
        if raw[place : place + 1] not in ("}", ")", ""):
            at = self.source.span(start + place, start + place + 1)
            self.problems.append(error("bib-syntax", "a field is expected here", at, "a field is `name = {text}`"))

    def _text(self, value: Value, start: int) -> str:
        """Return the text of a value; empty, with an error, if it is too long."""
        if (length := value.length(self._strings)) <= MAX_VALUE:
            return value.text(self._strings)
        message = f"the value has {length:,} characters; the limit is {MAX_VALUE:,}"
        self.problems.append(error("value-too-long", message, self._span(value, start), "shorten it"))
        return ""

    def _span(self, value: Value, start: int) -> Span:
        return self.source.span(start + value.start, start + value.end)

    def _report_unknown(self, value: Value, start: int) -> None:
        for part in value.unknown(self._strings):
            message = f"the string `{quoted(part.text)}` is not defined"
            hint = f'define it above (`@string{{{part.text} = "…"}}`), or write the text in braces'
            span = self.source.span(start + part.start, start + part.end)
            self.problems.append(warning("unknown-string", message, span, hint))


def _behind_comma(raw: str, place: int) -> int:
    match = re.compile(r"\s*,?\s*").match(raw, place)
    assert match is not None
    return match.end()
