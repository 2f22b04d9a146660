"""Hints for unknown names: did you mean …?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from cvpdf.diagnostics import Diagnostic, Span, error
from cvpdf.languages.tags import canonical, is_language, plain, primary
from cvpdf.languages.words import meant
from cvpdf.source.nodes import Text

MAX_LISTED = 30
"""The most names that a hint lists."""


def most_similar(word: str, known: Iterable[str], cutoff: float = 0.6) -> str | None:
    """Return the most similar known name, if one is similar enough: by ``cutoff``, from 0 to 1 (equal)."""
    import difflib

    lowered = {name.lower(): name for name in known}
    plain = word.lower().replace("-", "_").replace(" ", "_")
    similar = difflib.get_close_matches(plain, lowered, n=1, cutoff=cutoff)
    return lowered[similar[0]] if similar else None


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return a hint with the most similar known name, or with all of them if none is similar."""
    names = list(known)
    if similar := most_similar(word, names):
        return f"did you mean `{similar}`?"
    if not names:
        return "none is defined"
    return "one of: " + ", ".join(names[:MAX_LISTED]) + ", …" * (len(names) > MAX_LISTED)


def unknown_variant(name: str, known: Iterable[str], span: Span | None = None) -> Diagnostic:
    """Return the error for the name of a variant that neither is built in nor appears in cv.yaml."""
    return error("unknown-variant", f"unknown variant `{name}`", span, did_you_mean(name, known))


def unknown_tag(tag: Text, known: Iterable[str], what: str) -> Diagnostic:
    """Return the error for a tag that does not occur; ``what`` begins the sentence: `no publication has`."""
    return error("unknown-tag", f"{what} the tag `{tag}`", tag.span, did_you_mean(tag, known))


def undeclared_language(tag: str, declared: Sequence[str], span: Span | None = None) -> Diagnostic:
    """Return the error for a language that is not declared, with the one that is meant or how to declare it."""
    alike = [known for known in declared if primary(known) in (primary(tag), primary(meant(tag) or tag))]
    if alike:
        hint = f"did you mean `{next((known for known in alike if plain(known) == plain(tag)), alike[0])}`?"
    elif span is None or not is_language(tag):
        more = "; `languages` below `locale` declares more" if is_language(tag) else ""
        hint = did_you_mean(tag, declared) + more
    else:
        hint = f"write `languages: [{', '.join([*declared, canonical(tag.replace('_', '-'))])}]` below `locale`"
    message = f"`{tag}` is not one of the languages of this CV ({', '.join(declared)})"
    return error("undeclared-language", message, span, hint)
