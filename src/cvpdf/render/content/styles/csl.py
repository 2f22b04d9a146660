"""Works in a style of the Citation Style Language: from what pandoc prints to the parts of a work."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise
from typing import NamedTuple

from cvpdf.render.content.blocks import Part
from cvpdf.render.content.phrases import Phrases
from cvpdf.render.content.runs import Phrase, Run
from cvpdf.render.content.styles import joining
from cvpdf.render.content.styles.csl_data import NUMBERS, csl_item
from cvpdf.render.content.styles.csl_marks import Char, Piece, mark
from cvpdf.render.content.styles.csl_names import NameForm, extent
from cvpdf.render.content.styles.pandoc import printed
from cvpdf.render.content.styles.values import Value, word
from cvpdf.schema.authors import Author
from cvpdf.schema.citation_style import CitationStyle
from cvpdf.schema.publications import LINKS, Publication
from cvpdf.selection.selection import Selection
from cvpdf.source.nodes import Text

_PEOPLE = ("authors", "editors")
_ALWAYS = ("title", "date", "status", "award", "note")
"""What follows at the end if the style does not print it."""


class _Item(NamedTuple):
    """A value, or words of the style, with the characters that pandoc prints for it."""

    chars: Sequence[Char]
    value: Value | None = None

    @property
    def text(self) -> str:
        return _joined(self.chars)


class CslStyle:
    """A style for the works of a selection. `status` returns the words for how far a work has come."""

    def __init__(
        self,
        style: CitationStyle,
        selection: Selection,
        phrases: Phrases,
        status: Callable[[Publication], Value | None],
    ) -> None:
        self._phrases = phrases
        self._form = NameForm.of(style.text)
        self._et_al = selection.locale.label("et_al")
        self._statuses = {str(work.key): status(work) for work in selection.publications.values()}
        works = list(selection.publications.values())
        # Styles write the first letter in upper case where that is wanted.
        statuses = (str(self._statuses[str(work.key)] or "") for work in works)
        items = [csl_item(work, f"{s[:1].lower()}{s[1:]}", mark) for work, s in zip(works, statuses, strict=True)]
        data = json.dumps([item | {"id": str(place)} for place, item in enumerate(items)], ensure_ascii=False)
        entries = printed(style, str(selection.locale.language), data)
        self._entries = {str(work.key): entry for work, entry in zip(works, entries, strict=True)}

    def parts(self, work: Publication, fields: tuple[str, ...]) -> tuple[tuple[Part, ...], frozenset[str]]:
        """Return the parts of a work, and those of the `fields` that the style leaves out."""
        items = _merged(list(self._items(work, self._entries[str(work.key)])))
        for name in ("date", *NUMBERS):
            items = list(self._located(work, name, items))
        roles = {item.value.role for item in items if item.value is not None}
        roles |= {"venue"} if "venue_short" in roles and work.venue is None else set()
        text, values = _text(items)
        for name in _ALWAYS:
            value = self._statuses[str(work.key)] if name == "status" else self._field(work, name)
            if value and name not in roles:
                text += f". \x01{len(values)}\x02."
                values.append(value)
        kept = {*roles, *_ALWAYS, *LINKS}
        return joining.parts(text, values), frozenset(name for name in fields if name not in kept)

    def _items(self, work: Publication, printed_pieces: Sequence[Piece]) -> Iterator[_Item]:
        found = list(printed_pieces)
        if work.others:
            found = [self._with_et_al(piece, before) for before, piece in pairwise((None, *found)) if piece is not None]
        is_first = True
        for index, piece in enumerate(found):
            if piece.role in _PEOPLE:
                yield from self._name(work, found, index, is_first)
                is_first = False
            elif piece.role:
                yield _Item(piece.chars, self._value(work, piece))
            elif piece.target:
                yield self._link(work, piece)
            elif index + 1 == len(found) or found[index + 1].role not in _PEOPLE:
                yield _Item(piece.chars)

    def _name(self, work: Publication, found: list[Piece], index: int, is_first: bool) -> Iterator[_Item]:
        """Yield the words before a name, and the name; cut from the words behind it what belongs to the name."""
        piece = found[index]
        author: Author = getattr(work, piece.role)[piece.place]
        before = _words(found[index - 1]) if index else ()
        after = _words(found[index + 1]) if index + 1 < len(found) else ()
        is_inverted = self._form.family_first == "all" or (self._form.family_first == "first" and is_first)
        size = extent(author.name, _joined(before), _joined(after), is_inverted, self._form.has_stops)
        cut = len(before) - size.before
        if before[:cut]:
            yield _Item(before[:cut])
        if size.after:
            found[index + 1] = found[index + 1]._replace(chars=after[size.after :])
        chars = (*before[cut:], *piece.chars, *after[: size.after])
        phrase = replace(self._phrases.author(author, _joined(chars)), what=piece.role.removesuffix("s"))
        yield _Item(chars, Value(piece.role, (phrase,)))

    def _with_et_al(self, piece: Piece, before: Piece | None) -> Piece:
        """Return words with “et al.” in place of the name `others`, which some styles print as a name."""
        place = piece.text.find("others")
        if piece.role or before is None or before.role != "authors" or place < 0:
            return piece
        words = [piece.chars[place]._replace(text=char) for char in self._et_al]
        return piece._replace(chars=(*piece.chars[:place], *words, *piece.chars[place + len("others") :]))

    def _value(self, work: Publication, piece: Piece) -> Value:
        """Return the value of a field as the style prints it, at its place in cv.yaml or the bibliography."""
        field = getattr(work, piece.role, None)
        if not isinstance(field, Text):
            field = work.venue_short if piece.role == "venue" else None
        is_italic = all(char.italic for char in piece.chars)
        runs: list[Run] = []
        for italic, chars in groupby(piece.chars, lambda char: char.italic and not is_italic):
            shown = Text("".join(char.text for char in chars), field.span if field is not None else None)
            runs += (run._replace(italic=italic) for run in self._phrases.value(shown).runs)
        role = "venue_short" if piece.role == "venue" and work.venue is None and work.venue_short else piece.role
        return Value(role, (Phrase(tuple(runs), role.replace("_", " "), field.span if field is not None else None),))

    def _link(self, work: Publication, piece: Piece) -> _Item:
        """Return an address with the name of its field, if it has one."""
        links = ((name, getattr(work, name)) for name in LINKS)
        same = ((name, link) for name, link in links if link and _same(link.target, piece.target))
        role, link = next(same, ("", None))
        target = link.target if link is not None else piece.target
        phrase = Phrase((Run(piece.text, target=target),), role or "link", link.span if link is not None else None)
        return _Item(piece.chars, Value(role, (phrase,)))

    def _field(self, work: Publication, name: str) -> Value | None:
        field = getattr(work, name)
        return Value(name, (self._phrases.value(field, name),)) if field else None

    def _located(self, work: Publication, name: str, items: Sequence[_Item]) -> Iterator[_Item]:
        """Yield the items with a number as a value of its own, where it is the only one among the words.

        CSL tests numbers for being numbers, so they have no marks. The first year is the date.
        """
        field = getattr(work, name)
        number = (
            str(field.year or "") if field and name == "date" else re.sub(r"(?<=\d)-+(?=\d)", "–", str(field or ""))
        )
        if not number:
            yield from items
            return
        pattern = re.compile(rf"(?<![\w–-]){re.escape(number)}(?![\w–-])")
        matches = [
            (k, match) for k, item in enumerate(items) if item.value is None for match in pattern.finditer(item.text)
        ]
        if not matches or (name != "date" and len(matches) > 1):
            yield from items
            return
        place, match = matches[0]
        text = str(field) if name == "date" and field.is_free else match[0]
        for index, item in enumerate(items):
            if index != place:
                yield item
                continue
            start, end = match.span()
            value = Value(name, (Phrase((Run(text),), name.replace("_", " "), field.span),))
            cut = (_Item(item.chars[:start]), _Item(item.chars[start:end], value), _Item(item.chars[end:]))
            yield from (one for one in cut if one.chars)


def _words(piece: Piece) -> Sequence[Char]:
    """Return the characters of words of the style; none of a value or an address."""
    return () if piece.role or piece.target else piece.chars


def _joined(chars: Sequence[Char]) -> str:
    return "".join(char.text for char in chars)


def _merged(items: list[_Item]) -> list[_Item]:
    """Return the items with names of one list, and the words between, as one value."""
    merged: list[_Item] = []
    for item in items:
        last = merged[-2:]
        is_name = item.value is not None and item.value.role in _PEOPLE
        if is_name and len(last) == 2 and last[0].value is not None and last[1].value is None:
            assert item.value is not None
            first, words = last
            assert first.value is not None
            if first.value.role == item.value.role:
                phrases = (*first.value.phrases, word(words.text), *item.value.phrases)
                merged[-2:] = [_Item((*first.chars, *words.chars, *item.chars), Value(item.value.role, phrases))]
                continue
        merged.append(item)
    return merged


def _text(items: Sequence[_Item]) -> tuple[str, list[Value]]:
    """Return the text of a style with the places of its values, as :meth:`StyleTemplate.fill` does."""
    text, values = "", list[Value]()
    italic = bold = False
    for item in items:
        stretches = [item.chars] if item.value is not None else [[char] for char in item.chars]
        for chars in stretches:
            now_italic, now_bold = all(char.italic for char in chars), all(char.bold for char in chars)
            text += (
                ("*" if now_italic != italic else "") if now_bold == bold else ("***" if now_italic != italic else "**")
            )
            italic, bold = now_italic, now_bold
            if item.value is not None:
                text += f"\x01{len(values)}\x02"
                values.append(item.value)
            else:
                char = chars[0].text
                text += f"\\{char}" if char in "*~\\" else char
    return text, values


def _same(left: str, right: str) -> bool:
    return left.casefold().rstrip("/") == right.casefold().rstrip("/")
