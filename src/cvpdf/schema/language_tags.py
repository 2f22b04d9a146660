"""Which keys of cv.yaml are languages, and which declared one a wrong tag stands for."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cvpdf.diagnostics import Diagnostic, Span, error
from cvpdf.languages.tags import canonical
from cvpdf.schema.suggest import did_you_mean

_USUAL = re.compile(r"[a-z]{2,3}(-[a-z]{4})?(-([a-z]{2}|[0-9]{3}))?")
"""Language, script, region, in small letters."""


def primary(tag: str) -> str:
    """Return the language of a tag without script and region: `zh` of `zh-Hans`."""
    return _plain(tag).partition("-")[0]


def has_usual_form(word: object) -> bool:
    """Return whether a value has the usual form of a tag, also as it is written elsewhere: `pt_BR`, `DE`."""
    return isinstance(word, str) and _USUAL.fullmatch(_plain(word)) is not None


def is_language(word: str) -> bool:
    """Return whether a word is the tag of a language that exists."""
    if not has_usual_form(word):
        return False
    from babel import localedata

    return localedata.exists(primary(word))


def undeclared_language(tag: str, declared: Sequence[str], span: Span | None = None) -> Diagnostic:
    """Return the error for a language that is not declared, with the one that is meant or how to declare it."""
    alike = [known for known in declared if primary(known) == primary(tag)]
    if span is None:
        hint = did_you_mean(tag, declared)
    elif alike:
        hint = f"did you mean `{next((known for known in alike if _plain(known) == _plain(tag)), alike[0])}`?"
    else:
        hint = f"write `languages: [{', '.join([*declared, canonical(tag.replace('_', '-'))])}]` below `locale`"
    message = f"`{tag}` is not one of the languages of this CV ({', '.join(declared)})"
    return error("undeclared-language", message, span, hint)


def _plain(tag: str) -> str:
    return tag.replace("_", "-").lower()
