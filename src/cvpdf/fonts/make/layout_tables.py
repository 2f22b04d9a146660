"""What the tables GPOS and GSUB (or the old `kern`) of a font say about pairs of glyphs: kerns, ligatures, marks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Set
from typing import Any

from cvpdf.fonts.font_error import reading
from cvpdf.fonts.make.slots import LIGATURES
from cvpdf.fonts.read.face import Face

_PAIRS, _MARK_TO_BASE, _MARK_TO_MARK = 2, 4, 6
_SINGLE, _LIGATURE = 1, 4


def kerns(face: Face, glyphs: Set[str]) -> dict[tuple[str, str], float]:
    """Return the kern of each pair of glyphs that has one, in units of the font.

    Of a lookup the first subtable that knows the pair counts; several lookups add up (OpenType specification, GPOS).
    """
    with reading(face.file.path):
        lookups = list(_lookups(face, "GPOS", "kern", _PAIRS))
        if not lookups and "kern" in face.font:
            tables = [table.kernTable for table in face.font["kern"].kernTables if hasattr(table, "kernTable")]
            return {
                pair: value
                for table in tables
                for pair, value in table.items()
                if pair[0] in glyphs and pair[1] in glyphs
            }
        total: dict[tuple[str, str], float] = {}
        delta = _variations(face)
        for lookup in lookups:
            seen: dict[tuple[str, str], Any] = {}
            for subtable in lookup:
                for pair, value in _pairs(subtable, glyphs):
                    seen.setdefault(pair, value)
            for pair, value in seen.items():
                kern = (getattr(value, "XAdvance", 0) or 0) + delta(getattr(value, "XAdvDevice", None))
                if kern:
                    total[pair] = total.get(pair, 0) + kern
        return total


def _pairs(subtable: Any, glyphs: Set[str]) -> Iterator[tuple[tuple[str, str], Any]]:
    """Yield the pairs that a subtable applies to, with the value of the first glyph."""
    covered = subtable.Coverage.glyphs
    if subtable.Format == 1:
        for left, pairs in zip(covered, subtable.PairSet, strict=False):
            if left in glyphs:
                for record in pairs.PairValueRecord:
                    if record.SecondGlyph in glyphs:
                        yield (left, record.SecondGlyph), record.Value1
        return
    first, second = subtable.ClassDef1.classDefs, subtable.ClassDef2.classDefs
    # HarfBuzz goes on to the next subtable if the second glyph is in no class.
    rights = [(glyph, second[glyph]) for glyph in glyphs if second.get(glyph)]
    for left in glyphs & set(covered):
        row = subtable.Class1Record[first.get(left, 0)].Class2Record
        for right, number in rights:
            yield (left, right), row[number].Value1


def small_capitals(face: Face) -> dict[str, str]:
    """Return the small capital of each glyph that has one."""
    with reading(face.file.path):
        subtables = [subtable for lookup in _lookups(face, "GSUB", "smcp", _SINGLE) for subtable in lookup]
        return {glyph: small for subtable in reversed(subtables) for glyph, small in subtable.mapping.items()}


def ligatures(face: Face) -> dict[str, str]:
    """Return the glyphs of those of :data:`~cvpdf.fonts.make.slots.LIGATURES` that the font makes by itself."""
    with reading(face.file.path):
        letters = {face.glyph(letter): letter for letter in "fil"}
        found: dict[str, str] = {}
        for lookup in _lookups(face, "GSUB", "liga", _LIGATURE):
            for subtable in lookup:
                for first, items in subtable.ligatures.items():
                    for item in items if first in letters else ():
                        text = "".join(letters.get(glyph, "?") for glyph in (first, *item.Component))
                        if text in LIGATURES:
                            found.setdefault(text, item.LigGlyph)
        if "GSUB" not in face.font:
            # Older fonts have them as characters only.
            found = {text: glyph for text, sign in zip(LIGATURES, "ﬀﬁﬂﬃﬄ", strict=True) if (glyph := face.glyph(sign))}
        return found


def anchored(face: Face, base: str, mark: str, onto_mark: bool = False) -> tuple[float, float] | None:
    """Return where a mark is drawn relative to a base glyph (or another mark); ``None`` if no anchors say it."""
    with reading(face.file.path):
        delta = _variations(face)
        kind, feature = (_MARK_TO_MARK, "mkmk") if onto_mark else (_MARK_TO_BASE, "mark")
        for lookup in _lookups(face, "GPOS", feature, kind):
            for subtable in lookup:
                if onto_mark:
                    marks, marked = subtable.Mark1Coverage.glyphs, subtable.Mark1Array.MarkRecord
                    bases, records = subtable.Mark2Coverage.glyphs, subtable.Mark2Array.Mark2Record
                else:
                    marks, marked = subtable.MarkCoverage.glyphs, subtable.MarkArray.MarkRecord
                    bases, records = subtable.BaseCoverage.glyphs, subtable.BaseArray.BaseRecord
                if mark not in marks or base not in bases:
                    continue
                own, record = marked[marks.index(mark)], records[bases.index(base)]
                anchors = record.Mark2Anchor if onto_mark else record.BaseAnchor
                if (anchor := anchors[own.Class]) is not None:
                    (x, y), (mark_x, mark_y) = _place(anchor, delta), _place(own.MarkAnchor, delta)
                    return x - mark_x, y - mark_y
    return None


def _place(anchor: Any, delta: Callable[[Any], float]) -> tuple[float, float]:
    return (
        anchor.XCoordinate + delta(getattr(anchor, "XDeviceTable", None)),
        anchor.YCoordinate + delta(getattr(anchor, "YDeviceTable", None)),
    )


def _variations(face: Face) -> Callable[[Any], float]:
    """Return the function that says by how much a value of a variable font differs in this instance."""
    store = getattr(face.font["GDEF"].table, "VarStore", None) if face.normalized and "GDEF" in face.font else None
    if store is None:
        return lambda _: 0
    from fontTools.varLib.varStore import VarStoreInstancer

    instance = VarStoreInstancer(store, face.font["fvar"].axes, face.normalized)

    def delta(device: Any) -> float:
        if device is None or device.DeltaFormat != 0x8000:
            return 0
        return float(instance[(device.StartSize << 16) + device.EndSize])

    return delta


def _lookups(face: Face, table: str, feature: str, kind: int) -> Iterator[list[Any]]:
    """Yield the lookups of a feature in the default language of every script, in order, as lists of subtables."""
    if table not in face.font:
        return
    root, extension = face.font[table].table, 9 if table == "GPOS" else 7
    if not (root.ScriptList and root.FeatureList and root.LookupList):
        return
    languages = [script.Script.DefaultLangSys for script in root.ScriptList.ScriptRecord]
    used = {number for language in languages if language for number in language.FeatureIndex}
    records = [root.FeatureList.FeatureRecord[number] for number in sorted(used)]
    for number in sorted(_numbers(record for record in records if record.FeatureTag == feature)):
        lookup = root.LookupList.Lookup[number]
        subtables = [s.ExtSubTable if lookup.LookupType == extension else s for s in lookup.SubTable]
        if subtables and subtables[0].LookupType == kind:
            yield subtables


def _numbers(records: Iterable[Any]) -> set[int]:
    return {number for record in records for number in record.Feature.LookupListIndex}
