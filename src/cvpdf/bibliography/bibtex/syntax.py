"""What is wrong with an entry that bibtexparser cannot read, and where."""

from __future__ import annotations

import re

from cvpdf.diagnostics import Diagnostic, Related, error
from cvpdf.quoting import quoted
from cvpdf.source.read import SourceFile

_HEAD = re.compile(r"@(?P<type>\w*)[ \t]*[{(]\s*(?P<key>[^\s,={}\"]*)")
_LINE = re.compile(r"^[ \t]*(?P<name>[\w-]+)[ \t]*=", re.MULTILINE)
_FIELD = re.compile(r"[\s,]*(?P<name>[A-Za-z][\w-]*)\s*=\s*[{\"\d]")
_BRACE = re.compile(r"\\.|[{}]", re.DOTALL)


def syntax_error(source: SourceFile, raw: str, start: int, at: int, reason: str) -> Diagnostic:
    """Return the error of an entry with the text `raw`, at the offset `at` of the file, for the parser's `reason`."""
    head = _HEAD.match(raw)
    entry = f"`@{head['type']}{{{quoted(head['key'])}`" if head else "the entry"
    # The parser says where the sign that it did not expect ends.
    point = source.position(min(max(at - 1, start), len(source.text)))
    if "comma after entry key" in reason:
        if head and source.text[head.end() + start :].lstrip().startswith("="):
            message = f"the entry `@{head['type']}` has no key before its first field"
            return error("no-key", message, source.span(start, start + head.end()), f"write `@{head['type']}{{key, …`")
        return error("bib-syntax", f"no comma follows the key of {entry}", point, "write `@article{key, …`")
    if dangling := re.search(r"after entry key `(.*?)`", reason):
        hint = "a field is `name = {text}`"
        return error("bib-syntax", f"in {entry}, `{quoted(dangling[1])}` has no value", point, hint)
    if "Expected a `=`" in reason:
        message = f"in {entry}, a field without a value, or a comma too many"
        point = source.position(min(at, len(source.text)))
        return error("bib-syntax", message, point, "a field is `name = {text}`, and one comma separates two fields")
    span = source.span(start, start + (head.end() if head else 1))
    hint = "each `{` needs a `}`, and each quote a second one"
    if (opened := _not_closed(raw)) is not None:
        name, offset = opened
        field = source.span(start + offset, start + offset + len(name))
        message = f"the value of `{name}` in {entry} is not closed"
        return error("bib-syntax", message, field, hint, [Related("the entry begins here", span)])
    return error("bib-syntax", f"{entry} is not closed", span, hint)


def name_of(raw: str) -> str:
    """Return the key of an entry that cannot be read, else its type, else nothing."""
    head = _HEAD.match(raw)
    return head["key"] or f"@{head['type']}" if head else ""


def leftover(source: SourceFile, raw: str, start: int) -> Diagnostic | None:
    """Return the error of a text between entries that looks like fields: the entry before it was closed too early."""
    if (field := _FIELD.match(raw)) is None:
        return None
    place = source.span(start + field.start("name"), start + field.end("name"))
    message = f"the field `{field['name']}` is outside of an entry"
    return error("bib-syntax", message, place, "the entry above has a `}` too many, or is closed too early")


def _not_closed(raw: str) -> tuple[str, int] | None:
    """Return the name and the offset of the field whose value is not closed before a line with the next field."""
    depth, last, place = 0, None, 0
    for line in _LINE.finditer(raw):
        for brace in _BRACE.finditer(raw, place, line.start()):
            depth += {"{": 1, "}": -1}.get(brace[0], 0)
        place = line.start()
        if depth > 1 and last is not None:
            break
        last = (line["name"], line.start("name"))
    return last
