"""Notes about lists of authors: the person is in none of them, one item has several authors, a name has Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise

from cvpdf.diagnostics import Diagnostic, note, warning
from cvpdf.schema.authors import EQUAL, Author
from cvpdf.schema.basics import Basics
from cvpdf.schema.checks.own_name import find_own
from cvpdf.schema.checks.person_names import parts_of
from cvpdf.schema.publications import Publication
from cvpdf.schema.resume import Resume
from cvpdf.schema.values.author_names import is_group

_SEPARATOR = re.compile(r"\s*[;；、]\s*|,?\s+(?:and|und|et|&)\s+(?!al\b|others\b|\d)", re.IGNORECASE)
_INITIAL = re.compile(r"(?:^|[\s.-])[^\W\d_]\.")
_INITIALS = re.compile(r"(?:[^\W\d_]\.[\s-]?)+")
_SIMILAR = 0.6
"""The least ratio of similarity for a suggestion."""


def own_index(people: Sequence[Author], basics: Basics) -> list[int]:
    """Return the index of the author or editor who is the person of the CV; several if that cannot be decided."""
    by_orcid = [index for index, author in enumerate(people) if basics.orcid and author.orcid == basics.orcid]
    if by_orcid:
        return by_orcid
    own = [basics.name, *([basics.native_name] if basics.native_name else [])]
    emphasised = [index for index, author in enumerate(people) if author.is_emphasised]
    # Somebody with another ORCID iD is another person, whatever the name.
    names = ["" if basics.orcid and author.orcid else author.bare for author in people]
    return find_own(names, own, basics.other_names, emphasised)


def separate_authors(text: str, known: Iterable[str] = ()) -> list[str]:
    """Return the authors in a text that has several, or nothing; a comma counts if it cannot be that of `Hof, Tess`.

    It cannot if there are initials before it, or if a part is one of the `known` names.
    """
    if is_group(text):
        return []
    if len(authors := [part for part in _SEPARATOR.split(text) if part.strip(" ,")]) > 1:
        return authors
    parts, _ = parts_of(text)
    first = parts[0]
    if len(parts) > 2:
        return parts
    if len(parts) == 2 and " " in first and (_INITIAL.search(first) or any(part in known for part in parts)):
        return parts
    return []


def authors_in(text: str) -> list[str]:
    """Return the authors in a text that is not a list; empty if a comma can be that of `Hof, Tess` or between two."""
    authors: list[str] = []
    for group in _SEPARATOR.split(text):
        parts = [part.strip() for part in group.split(",") if part.strip()]
        if len(parts) % 2 == 0 and all(_INITIALS.fullmatch(part) for part in parts[1::2]):
            authors += [f"{last}, {first}" for last, first in zip(parts[::2], parts[1::2], strict=True)]
        elif all(" " in part for part in parts):
            authors += parts
        elif len(parts) <= 2:
            authors.append(", ".join(parts))
        else:
            return []
    return authors


def check(resume: Resume) -> Iterator[Diagnostic]:
    """Yield the notes, each once for several works that are alike."""
    known = {author.bare for work in resume.publications for author in work.authors} | {str(resume.basics.name)}
    several: dict[Author, list[str]] = {}
    for work in resume.publications:
        for author in work.authors:
            if parts := separate_authors(author.bare, known - {author.bare}):
                several[author] = parts
    for author, parts in several.items():
        complete = len(parts) == 2 or all(" " in part for part in parts)
        hint = f"write a list item for each author{': ' + listed(parts) if complete else ''}"
        yield note("several-authors", f"the author `{author}` seems to be {len(parts)} authors", author.span, hint)
    yield from _emphasised(resume.publications)
    yield from _equal_alone(work for work in resume.publications if several.keys().isdisjoint(work.authors))
    yield from _own_name(resume, several)
    if bare := [work for work in resume.publications if not work.authors and not work.editors]:
        message = f"`{bare[0].key}`{_count(bare)} {'has' if len(bare) == 1 else 'have'} no authors"
        yield warning("no-authors", message, bare[0].key.span, "list them in `authors` (BibTeX: `author`) in order")


def listed(names: Iterable[str]) -> str:
    """Return names as a list of YAML in backticks, each in quotes so that its commas separate nothing."""
    quoted = (name.strip(" ,").replace("\\", "\\\\").replace('"', '\\"') for name in names)
    return "`[" + ", ".join(f'"{name}"' for name in quoted) + "]`"


def _emphasised(works: Sequence[Publication]) -> Iterator[Diagnostic]:
    typed: dict[str, list[Author]] = {}
    for author in (author for work in works for author in work.authors if author.is_emphasised):
        typed.setdefault(str(author), []).append(author)
    for text, authors in typed.items():
        works_too = f" ({len(authors)} times)" if len(authors) > 1 else ""
        message = f"the Markdown around the author `{text}`{works_too} is not printed"
        hint = f"write `{authors[0].bare}`; your own name is bold by itself, and `*` after a name is equal contribution"
        yield note("author-markup", message, authors[0].span, hint)


def _equal_alone(works: Iterable[Publication]) -> Iterator[Diagnostic]:
    """Yield a note for each work in which only one of the authors has the mark of equal contribution."""
    for work in works:
        marked = [author for author in work.authors if EQUAL in author.marks]
        if len(marked) == 1 and not any(is_group(author) for author in work.authors):
            message = f"`{marked[0].bare}` is the only author of `{work.key}` with a `{EQUAL}`, for equal contribution"
            hint = f"add `{EQUAL}` to the other authors who contributed equally, or remove this one"
            yield note("single-equal-author", message, marked[0].span, hint)


def _own_name(resume: Resume, several: dict[Author, list[str]]) -> Iterator[Diagnostic]:
    """Yield a note for works without the person, once for each similar name, and for works with two similar authors."""
    basics = resume.basics
    missing: dict[str, list[Publication]] = {}
    for work in resume.publications:
        own = own_index(work.authors, basics)
        if len(own) > 1:
            names = " and ".join(f"`{work.authors[index]}`" for index in own)
            message = (
                f"more than one author of `{work.key}` can be `{basics.name}`: {names}; none of them is highlighted"
            )
            hint = "write your own name in the work as in `basics.name`"
            yield note("own-name-ambiguous", message, work.authors[own[0]].span, hint)
        inside = [part for author in work.authors for part in several.get(author, ())]
        is_partial = any(is_group(author) for author in work.authors)
        if own or is_partial or find_own(inside, [basics.name], basics.other_names) or not work.authors:
            continue
        missing.setdefault(_similar(work.authors, basics, several), []).append(work)
    for name, works in missing.items():
        hint = "if you are one of the authors, add this spelling of your name to `basics.other_names`"
        pairs = (f"{first.bare}, {last.bare}" for first, last in pairwise(works[0].authors))
        if split := next((pair for pair in pairs if find_own([pair], [basics.name])), None):
            hint = f'put a name that contains a comma in quotes: `"{split}"`'
        elif name:
            hint = f"if `{name}` is you, write `other_names: {listed([name])[1:-1]}` below `basics`"
        message = f"no author of `{works[0].key}`{_count(works)} is `{basics.name}`"
        yield note("own-name-missing", message, works[0].authors[0].span, hint)


def _similar(authors: Sequence[Author], basics: Basics, several: Iterable[Author]) -> str:
    """Return the author that is most similar to the person; empty if none is."""
    names = [basics.name, *basics.other_names, *([basics.native_name] if basics.native_name else [])]
    best, result = _SIMILAR, ""
    for author in authors:
        for name in names if author not in several and not (basics.orcid and author.orcid) else ():
            ratio = SequenceMatcher(None, _sorted(author.bare), _sorted(name)).ratio()
            if ratio > best:
                best, result = ratio, author.bare
    return result


def _sorted(name: str) -> str:
    return " ".join(sorted(name.casefold().split()))


def _count(items: Sequence[object]) -> str:
    """Return `` and 2 more works`` for three works; empty for one."""
    more = len(items) - 1
    return f" and {more} more work{'s' * (more > 1)}" if more else ""
