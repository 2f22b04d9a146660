"""CVs for other programs that are YAML or JSON, recognised by their keys."""

from __future__ import annotations

from collections.abc import Mapping as AnyMapping
from typing import Any

from cvpdf.diagnostics import Diagnostic, Span, error
from cvpdf.source.formats import NEW
from cvpdf.source.nodes import Mapping
from cvpdf.source.read import SourceFile

_JSON_RESUME = frozenset(
    ("work", "volunteer", "education", "awards", "certificates", "skills", "languages", "interests", "references")
)


def check(source: SourceFile, tree: Mapping | None) -> Diagnostic | None:
    """Return the error for a file of another program; ``tree`` is ``None`` if the file is not valid YAML."""
    is_json = source.text.lstrip().startswith("{")
    data: AnyMapping[str, Any] | None = tree
    if tree is None and is_json:
        import json

        # JSON allows escape sequences that YAML refuses, such as those of emojis.
        try:
            data = json.loads(source.text)
        except (ValueError, RecursionError):
            return None
    if not isinstance(data, AnyMapping):
        return None
    what, key = _program(data, is_json)
    if what is None:
        return None
    span = tree.key_spans.get(key) if tree is not None else None
    hint = f"a cv.yaml has another form, with `basics:` and a list of `sections:`; {NEW}"
    return error("foreign-file", f"this is {what}, not a cv.yaml", span or Span.point(source.name), hint)


def _program(data: AnyMapping[str, Any], is_json: bool) -> tuple[str | None, str]:
    """Return what a file is, and the key that shows it."""
    basics, sections = data.get("basics"), data.get("sections")
    if isinstance(data.get("cv"), AnyMapping) and basics is None:
        return "a RenderCV file", "cv"
    if isinstance(data.get("content"), AnyMapping) and basics is None:
        return "a YAMLResume file", "content"
    if isinstance(sections, AnyMapping) and isinstance(basics, AnyMapping) and "metadata" in data:
        return "a Reactive Resume file", "sections"
    if isinstance(basics, AnyMapping) and sections is None:
        words = [key for key in data if key in _JSON_RESUME]
        marked = "label" in basics or "image" in basics or isinstance(basics.get("location"), AnyMapping)
        if len(words) > 1 or (words and (marked or is_json)) or "jsonresume" in str(data.get("$schema")):
            return "a JSON Resume file", (words or ["$schema"])[0]
    if is_json and basics is None:
        return "a JSON file", next(iter(data), "")
    return None, ""
