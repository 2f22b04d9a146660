"""Which file each letter of a document comes from, and which slot of which font of TeX it gets."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Sequence, Set
from dataclasses import replace

from cvpdf.fonts.font_set import NEAREST, Family, FontFile, FontSet, Style
from cvpdf.fonts.make.plan import FamilyPlan, Lent, Plan, TexFontPlan
from cvpdf.fonts.make.slots import LIGATURES, SIGNS, WIDE_SLOTS, Slots, allot, prefixes
from cvpdf.fonts.make.wide import by_family, shared_signs, spacing_class, wanted_family, wide_letters

_MAIN = "cvf"
"""The name of the main family in LaTeX."""

_WIDE = 0.95
"""The size of Han, kana and Hangul, which fill more of their em than Latin letters. It is that of the glyphs, since
poppler takes another font size in a line for a space."""

_SEPARATE = ("LATIN", "MODIFIER", "")
"""The first words of the names of letters that each come from the first font that has it."""

_WITHOUT_FI = ("tr", "az", "crh", "tt")
"""Languages that tell ``i`` from ``ı``; a ligature would hide the dot."""


def plan_fonts(clusters: Set[str], fonts: FontSet, characters: Callable[[FontFile], Set[str]]) -> Plan:
    """Return the plan for the letters of a document. ``characters`` says which characters a file has."""
    return _Planner(clusters, fonts, characters).plan()


class _Planner:
    """What is known of the document, and what has been found of its letters so far."""

    def __init__(self, clusters: Set[str], fonts: FontSet, characters: Callable[[FontFile], Set[str]]) -> None:
        self.clusters, self.fonts, self.characters = clusters, fonts, characters
        self.borrowed: dict[str, Lent] = {}
        self.together: dict[str, Set[str]] = {}
        self.owners = {file: family.name for family in _families(fonts) for _, file in family.files}

    def plan(self) -> Plan:
        families, definitions, wide = self._wide()
        narrow = self.clusters - wide
        self._keep_scripts_together(narrow)
        everywhere = tuple(self.owners)
        lacking = {cluster for cluster in narrow if self._source(cluster, everywhere) is None}
        slots = allot(narrow - lacking)
        # Ligatures join a letter and its marks, but not across two fonts.
        lacking |= {cluster for cluster in slots.overflow if len(cluster) > 1}
        main = self._text(self.fonts.main, _MAIN, slots, narrow)
        mono = self._text(self.fonts.mono, "cvfm", slots, narrow)
        present = {letter for _, letter, _ in main.fonts["regular"].letters}
        own = [
            f"\\cvf@define{{{letter}}}{{\\cvf@x{{{slot}}}}}"
            for letter, slot in sorted(slots.defined.items())
            if letter in present
        ]
        # The patterns of a language mean other letters by these slots.
        own.append("".join(f"\\lccode{slot}=0 " for slot in sorted(slots.defined.values())))
        extra = []
        for number, part in enumerate(_parts([letter for letter in slots.overflow if len(letter) == 1])):
            extra.append(self._overflow(f"cvfx{number}", part))
            own += [f"\\cvf@define{{{letter}}}{{\\cvf@y{{cvfx{number}}}{{{slot}}}}}" for slot, letter in part]
        return Plan(
            families=(main, mono, *extra, *families),
            definitions=(*own, *definitions),
            lacking=frozenset(lacking),
            borrowed=dict(sorted(self.borrowed.items())),
        )

    def _text(self, family: Family, name: str, slots: Slots, wanted: Set[str]) -> FamilyPlan:
        """Return the plan of the main or the typewriter family, which share the slots."""
        is_main = name == _MAIN
        needed = {part for cluster in wanted for part in prefixes(cluster)}
        fonts: dict[Style, TexFontPlan] = {}
        for style in NEAREST:
            order = self._order(family, style)
            # Letters that the document does not have are in the font if the family has them; no donor is opened for
            # them. But a sign that one style has is in all of them, as all may contain LaTeX's command for it.
            main = [order[0], _file(self.fonts.main, style), *(file for _, file in self.fonts.main.files)]
            sources = [
                (
                    slot,
                    letter,
                    self._source(letter, order if letter in needed else main if letter in SIGNS else order[:1]),
                )
                for slot, letter in sorted(slots.letters.items())
                if letter not in LIGATURES
            ]
            letters = tuple((slot, letter, file) for slot, letter, file in sources if file)
            with_fi = is_main and self.fonts.language.split("-")[0] not in _WITHOUT_FI
            fonts[style] = TexFontPlan(order[0], letters, is_text=is_main, ligatures=with_fi)
            if is_main:
                self._note_borrowed(style, [(c, file) for _, c, file in letters if c in wanted])
        upright: tuple[Style, ...] = ("regular", "bold") if is_main and self.fonts.small_capitals else ()
        capitals = {style: replace(fonts[style], ligatures=False, small_capitals=True) for style in upright}
        return FamilyPlan("T1", name, fonts, hyphenates=is_main, small_capitals=capitals)

    def _overflow(self, name: str, part: Sequence[tuple[int, str]]) -> FamilyPlan:
        """Return the plan of a family for letters that have no slot in the main family."""
        fonts: dict[Style, TexFontPlan] = {}
        for style in NEAREST:
            order = self._order(self.fonts.main, style)
            letters = tuple((slot, c, file) for slot, c in part if (file := self._source(c, order)))
            fonts[style] = TexFontPlan(order[0], letters, ligatures=False)
            self._note_borrowed(style, [(c, file) for _, c, file in letters])
        return FamilyPlan("U", name, fonts)

    def _wide(self) -> tuple[list[FamilyPlan], list[str], set[str]]:
        """Return families for Han, kana and Hangul, their definitions, and the letters that need no other font."""
        letters = wide_letters(self.clusters)
        shared = shared_signs(self.clusters, self.fonts.language)
        chosen = by_family(letters | shared, self.fonts.wide, lambda family: self.characters(_file(family, "regular")))
        for letter, family in chosen.items():
            wanted = wanted_family(letter, self.fonts.wide)
            if wanted is not None and letter not in self.characters(_file(wanted, "regular")):
                self.borrowed[letter] = Lent(wanted.name, family.name)
        plans: list[FamilyPlan] = []
        definitions: list[str] = []
        both: list[str] = []
        for family in self.fonts.wide:
            for part in _parts(sorted(letter for letter, its in chosen.items() if its is family)):
                name = f"cvfw{len(plans)}"
                plans.append(self._wide_family(name, family, part))
                for slot, letter in part:
                    what = f"{{{spacing_class(letter, self.fonts.language)}}}{{{name}}}{{{slot}}}"
                    if letter in shared:
                        both.append(f"\\cvf@both{{{letter}}}{what}")
                    else:
                        definitions.append(f"\\cvf@define{{{letter}}}{{\\cvf@w{what}}}")
        return plans, definitions + both, set(chosen) - shared

    def _wide_family(self, name: str, family: Family, part: Sequence[tuple[int, str]]) -> FamilyPlan:
        fonts: dict[Style, TexFontPlan] = {}
        for style in ("regular", "bold"):
            order = list(dict.fromkeys([_file(family, style), _file(family, "regular")]))
            letters = tuple((slot, c, file) for slot, c in part if (file := self._source(c, order)))
            fonts[style] = TexFontPlan(order[0], letters, is_text=False, ligatures=False, most_depth=0.2, scale=_WIDE)
        return FamilyPlan("U", name, fonts)

    def _keep_scripts_together(self, letters: Set[str]) -> None:
        """Find the letters that come from one font: a word of Greek or Cyrillic is not set in two.

        Latin letters are not among them: the whole text would be in another font than the chosen one.
        """
        scripts: dict[str, set[str]] = {}
        for letter in letters:
            if letter[0].isalpha() and (script := unicodedata.name(letter[0], "").split(" ")[0]) not in _SEPARATE:
                scripts.setdefault(script, set()).add(letter)
        for together in scripts.values():
            self.together |= {letter: set("".join(together)) for letter in together}

    def _order(self, family: Family, style: Style) -> list[FontFile]:
        """Return the files that are asked for a letter of a style: the family's own, other families', other styles."""
        main = self.fonts.main
        files = [_file(each, style) for each in dict.fromkeys((family, main, *self.fonts.donors, *self.fonts.wide))]
        return list(dict.fromkeys([*files, *(file for _, file in family.files), *self.owners]))

    def _source(self, letter: str, order: Iterable[FontFile]) -> FontFile | None:
        """Return the first file that has the letter, and if there is one all others that must be in the same font."""
        order, own = tuple(order), set(letter)
        wanted = (self.together[letter], own) if letter in self.together else (own,)
        return next((file for needed in wanted for file in order if needed <= self.characters(file)), None)

    def _note_borrowed(self, style: Style, letters: Iterable[tuple[str, FontFile]]) -> None:
        own = self.fonts.main.file(style)
        # Hardly a CV has bold italics.
        if own is not None and style != "bold_italic":
            for letter, file in letters:
                if not set(letter) <= self.characters(own) and self.owners[file] != self.fonts.main.name:
                    self.borrowed.setdefault(letter, Lent(self.fonts.main.name, self.owners[file]))


def _file(family: Family, style: Style) -> FontFile:
    """Return the file of a style, or of the nearest one that the family has."""
    return next((file for near in NEAREST[style] if (file := family.file(near))), family.files[0][1])


def _families(fonts: FontSet) -> tuple[Family, ...]:
    return (fonts.main, *fonts.donors, *fonts.wide, fonts.mono)


def _parts(letters: Sequence[str]) -> list[list[tuple[int, str]]]:
    """Return the slots and letters of each font for letters that are in no encoding of LaTeX."""
    size = len(WIDE_SLOTS)
    return [
        list(zip(WIDE_SLOTS, letters[start : start + size], strict=False)) for start in range(0, len(letters), size)
    ]
