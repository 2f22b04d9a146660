"""The names of authors and editors in the forms that citation styles print."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Literal, NamedTuple

from cvpdf.render.content.runs import Phrase
from cvpdf.render.content.styles.values import People, Value, word
from cvpdf.schema.authors import Author
from cvpdf.schema.values.author_names import AuthorName, joined

GAP = "…"
"""What stands for authors who are left out between two that are printed."""
_PIECES = re.compile(r"\s+|(?<=\.)(?=[^\W\d_])|(?<=^[A-Z])(?=[A-Z]$)")


class Form(NamedTuple):
    """How a style prints names."""

    family_first: bool | Literal["once"] = False
    """Whether the family name is first; `once`: only of the first author."""
    initials: str | None = None
    """What follows each initial (`.`, or nothing), or `None` for full given names."""
    comma: str = ","
    """Between the family name and the given names behind it."""
    last: str = ""
    """The word before the last name: `and`, `&`."""
    last_comma: Literal["always", "three", "never"] = "three"
    """Whether a comma is before that word: always, from three names on, or never."""
    over: int = 0
    """The longest list that is printed whole; 0 is any."""
    keep: int = 1
    """How many names of a longer list are printed."""
    final: bool = False
    """Whether the last name of a longer list is printed too, behind `…`."""
    particle_last: bool = False
    """Whether `van der` is behind the given names where the family name is first: `Berg, Jan van der`."""


def in_form(people: People, form: Form, phrase: Callable[[Author, str], Phrase], et_al: str) -> Value:
    """Return people in a form; the person of the CV is never left out of a long list."""
    authors = people.people
    if any(author.is_gap for author in authors):
        form = form._replace(over=0, last="")  # the list is cut already, as cv.yaml asks for
    names = (str(one) if one.is_gap else _name(one.name, form, k == 0) for k, one in enumerate(authors))
    what = people.role.removesuffix("s")
    phrases = [replace(phrase(one, name), what=what) for one, name in zip(authors, names, strict=True)]
    own = [place for place, one in enumerate(phrases) if any(run.own_name for run in one.runs)]
    places = _places(len(phrases), own, form)
    is_open = people.others is not None or places[-1] != len(phrases) - 1
    return Value(people.role, _joined([phrases[k] for k in places], places, form, et_al if is_open else ""))


def _places(count: int, own: Sequence[int], form: Form) -> list[int]:
    """Return the places of the names that are printed."""
    if not form.over or count <= form.over:
        return list(range(count))
    return sorted({*range(form.keep), *own, *([count - 1] if form.final else [])})


def _joined(phrases: Sequence[Phrase], places: Sequence[int], form: Form, et_al: str) -> Iterator[Phrase]:
    """Yield phrases with commas, the word before the last one, and what stands for those that are left out."""
    yield phrases[0]
    has_gaps = any(right - left > 1 for left, right in pairwise(places))
    for index, (left, right) in enumerate(pairwise(places), 2):
        if right - left > 1:
            yield word(f", {GAP}{'' if form.final else ','} ")
        elif index == len(phrases) and not et_al and not has_gaps and form.last:
            is_list = form.last_comma == "always" or (form.last_comma == "three" and len(phrases) > 2)
            yield word(f"{',' if is_list else ''} {form.last} ")
        else:
            yield word(", ")
        yield phrases[index - 1]
    if et_al:
        yield word(f"{',' if len(phrases) > 1 else ''} {et_al}")


def _name(name: AuthorName, form: Form, is_first: bool) -> str:
    if name.group or name.is_east_asian or not (name.given or name.particle):
        return name.natural
    given = name.given if form.initials is None else initials(name.given, form.initials)
    if not (form.family_first is True or (form.family_first and is_first)):
        return name._replace(given=given).natural.replace(", ", " ")
    if form.particle_last:
        given, family = " ".join(filter(None, (given, name.particle))), name.family
    else:
        family = joined(name.particle, name.family)
    # Without a comma behind the family name there is none before the suffix: `Doe JQ Jr.`.
    suffix = f"{form.comma} {name.suffix}" if name.suffix else ""
    return f"{family}{form.comma} {given}{suffix}" if given else f"{family}{suffix}"


def initials(given: str, mark: str) -> str:
    """Return given names as initials, each with a mark behind it: `J.-P.`, `T. M.`; without a mark `JP`, `TM`."""
    names = [part for part in _PIECES.split(given) if part]
    shown = ("-".join(f"{_first(part)}{mark}" for part in re.split("[-‐‑]", name) if part) for name in names)
    return " ".join(shown) if mark else "".join(shown).replace("-", "")


def _first(name: str) -> str:
    """Return the first letter of a name with its accents, which may be characters of their own."""
    found = re.match(r"[^\w]*\w[\u0300-\u036f]*", name)
    return found[0] if found else name[:1]
