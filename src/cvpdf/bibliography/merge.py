"""The works of bibliographies as publications of cv.yaml: the tree that is validated contains both."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import NamedTuple

from cvpdf.bibliography.bibtex.fields import to_publication
from cvpdf.bibliography.duplicates import merged
from cvpdf.bibliography.inherit import inherit
from cvpdf.bibliography.read_bib import read_bib
from cvpdf.bibliography.records import BibEntry, BibFile
from cvpdf.diagnostics import Diagnostic, Related, Span, error, note
from cvpdf.quoting import quoted
from cvpdf.source.nodes import Mapping, Node, Sequence, Text


class Merged(NamedTuple):
    """The tree with all works, what is wrong with the bibliographies, and their files."""

    tree: Mapping
    diagnostics: tuple[Diagnostic, ...]
    files: tuple[Path, ...]
    left_out: tuple[str, ...] = ()
    """The keys, or else the types, of entries that are not in the tree because of errors."""


class _Named(NamedTuple):
    """A bibliography as cv.yaml names it."""

    file: Text
    tags: Sequence | None = None
    merge_preprints: bool = False


def merge(tree: Mapping, folder: Path) -> Merged:
    """Return the tree of a cv.yaml in a folder with the works of its bibliographies."""
    named = list(_named(tree.get("bibliography")))
    if not named:
        return Merged(tree, (), ())
    files = tuple(folder / one.file.strip() for one in named)
    problems: list[Diagnostic] = []
    reads = [read_bib(path, one.file.span) for one, path in zip(named, files, strict=True)]
    problems += [problem for read in reads for problem in read.diagnostics]
    unique = set(map(id, _unique([key for read in reads for key in _keys(read)], problems)))
    inherited = inherit([entry for read in reads for entry in read.entries if id(entry.key) in unique])
    problems += inherited.diagnostics
    typed = tree.get("publications")
    wanted = {str(item.get("key")) for item in typed if isinstance(item, Mapping)} if isinstance(typed, list) else set()
    by_key = {id(entry.key): entry for entry in inherited.entries}
    works: dict[str, Mapping] = {}
    mergeable: list[Mapping] = []
    for one, read in zip(named, reads, strict=True):
        mine = {str(work["key"]): work for work in read.works if id(work["key"]) in unique}
        for key in (entry.key for entry in read.entries if id(entry.key) in unique):
            if key in inherited.parents and key not in wanted:
                problems += _not_listed(by_key[id(key)], tree)
                continue
            if by_key[id(key)].type == "set":
                message = f"the set `{quoted(key)}` is left out; its works are listed one by one"
                problems.append(note("bib-set", message, key.span))
                continue
            made = to_publication(by_key[id(key)])
            problems += made.diagnostics
            mine[str(key)] = made.node
        works |= {key: _tagged(work, one.tags) for key, work in mine.items()}
        mergeable += mine.values() if one.merge_preprints else ()
    unknown: list[Diagnostic] = []
    whole = _with_works(tree, works, problems, unknown)
    # The keys of a file that cannot be read are not known.
    problems += unknown if all(read.source for read in reads) else ()
    if mergeable:
        _merge_preprints(whole["publications"], mergeable)
    left_out = [name for read in reads for name in read.left_out]
    left_out += [key for read in reads for key in _keys(read) if id(key) not in unique]
    left_out += [key for key, work in works.items() if not work.get("title")]
    return Merged(whole, tuple(problems), files, tuple(left_out))


def _not_listed(entry: BibEntry, tree: Mapping) -> Iterator[Diagnostic]:
    """Yield a note if an entry that others refer to seems to be a work of the person of the CV."""
    basics = tree.get("basics")
    name = basics.get("name") if isinstance(basics, Mapping) else None
    family = str(name).split(",")[0].split()[-1:] if isinstance(name, Text) else []
    people = f"{entry.value('author')} {entry.value('editor')}"
    if family and re.search(rf"\b{re.escape(family[0])}\b", people, re.IGNORECASE):
        message = f"`{quoted(entry.key)}` is not listed itself, because other entries refer to it"
        hint = f"to list it, add `{{key: {quoted(entry.key)}}}` to `publications:`"
        yield note("not-listed", message, entry.key.span, hint)


def _named(node: Node) -> Iterator[_Named]:
    """Yield the bibliographies that are given in a valid form; the schema reports the others."""
    for item in node if isinstance(node, Sequence) else [node]:
        if isinstance(item, Text) and item.strip():
            yield _Named(item)
        elif isinstance(item, Mapping) and isinstance(file := item.get("file"), Text) and file.strip():
            tags = item.get("tags")
            merges = str(item.get("merge_preprints")).lower() == "true"
            yield _Named(file, tags if isinstance(tags, Sequence) else None, merges)


def _keys(read: BibFile) -> Iterator[Text]:
    yield from (entry.key for entry in read.entries)
    yield from (work["key"] for work in read.works)


def _unique(keys: Iterable[Text], problems: list[Diagnostic]) -> Iterator[Text]:
    """Yield the first use of each key."""
    first: dict[str, Text] = {}
    for key in keys:
        before = first.setdefault(key.casefold(), key)
        if before is key:
            yield key
            continue
        assert before.span is not None
        message = f"the key `{quoted(key)}` is in two bibliographies"
        related = [Related("first used here", before.span)]
        problems.append(error("duplicate-key", message, key.span, "rename or remove one of them", related))


def _tagged(work: Mapping, tags: Sequence | None) -> Mapping:
    """Return a work with the tags of its bibliography."""
    if tags is not None and isinstance(own := work.setdefault("tags", Sequence(tags.span)), Sequence):
        work.key_spans.setdefault("tags", tags.span)
        own.extend(tags)
        own.item_spans.extend(tags.item_spans)
    return work


def _with_works(
    tree: Mapping, works: dict[str, Mapping], problems: list[Diagnostic], unknown: list[Diagnostic]
) -> Mapping:
    """Return the tree with the works below `publications`: first those that only cv.yaml has.

    Keys that no work has are added to `unknown`.
    """
    typed = tree.get("publications")
    publications = Sequence(typed.span if isinstance(typed, Sequence) else tree.span)
    items: list[tuple[Node, Span]] = (
        list(zip(typed, typed.item_spans, strict=True)) if isinstance(typed, Sequence) else []
    )
    for item, span in items:
        key = item.get("key") if isinstance(item, Mapping) else None
        if isinstance(item, Mapping) and isinstance(key, Text) and (work := works.get(str(key))) is not None:
            works[str(key)] = _overlaid(work, item)
            continue
        if isinstance(item, Mapping) and isinstance(key, Text) and "title" not in item:
            close = get_close_matches(str(key), works, 1, 0.7)
            hint = f"did you mean `{close[0]}`?" if close else "give its `title`, or use a key of a bibliography"
            message = f"no bibliography has the key `{quoted(key)}`"
            unknown.append(error("unknown-publication", message, key.span, hint))
            continue
        publications.append(item)
        publications.item_spans.append(span)
    for work in works.values():
        if work.get("title"):
            publications.append(work)
            publications.item_spans.append(work.span)
        else:
            problems.append(_without_title(work))
    merged = Mapping(tree.span)
    merged.update(tree)
    merged.key_spans |= tree.key_spans
    merged.typed = tree.typed
    merged["publications"] = publications
    merged.key_spans.setdefault("publications", tree.key_spans["bibliography"])
    return merged


def _merge_preprints(publications: Sequence, mergeable: Iterable[Mapping]) -> None:
    """Remove preprints whose published version is there too."""
    kept = set(map(id, merged([work for work in publications if isinstance(work, Mapping)], mergeable)))
    items = list(zip(publications, publications.item_spans, strict=True))
    items = [(work, span) for work, span in items if not isinstance(work, Mapping) or id(work) in kept]
    publications[:] = [work for work, _ in items]
    publications.item_spans[:] = [span for _, span in items]


def _without_title(work: Mapping) -> Diagnostic:
    """Return the error of an entry without a title; a field with almost that name is meant."""
    key, extra = work["key"], work.get("extra") or Mapping(work.span)
    close = get_close_matches("title", extra, 1, 0.7)
    span = extra.key_spans[close[0]] if close else key.span
    hint = "did you mean `title`?" if close else "add `title = {…}` to it"
    return error("missing-field", f"the entry `{quoted(key)}` has no title", span, hint)


def _overlaid(work: Mapping, item: Mapping) -> Mapping:
    """Return a work with the fields that cv.yaml gives for its key; tags are added, others replaced."""
    both = Mapping(work.span)
    both.update(work)
    both.key_spans |= work.key_spans
    for name, value in item.items():
        if name == "key":
            continue  # messages about the entry point to it
        if name == "tags" and isinstance(value, Sequence) and isinstance(before := work.get("tags"), Sequence):
            value = _chained(before, value)
        both[name] = value
        both.key_spans[name] = item.key_spans[name]
    return both


def _chained(first: Sequence, second: Sequence) -> Sequence:
    both = Sequence(second.span)
    both.extend([*first, *second])
    both.item_spans.extend([*first.item_spans, *second.item_spans])
    return both
