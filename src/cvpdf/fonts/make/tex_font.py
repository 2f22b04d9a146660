"""One font of TeX: the three files that pdfTeX reads for it."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Callable, Sequence

from cvpdf.fonts.font_set import FontFile
from cvpdf.fonts.make.layout_tables import anchored, kerns, ligatures, small_capitals
from cvpdf.fonts.make.outlines import Drawn, glyph_name, outlines
from cvpdf.fonts.make.plan import TexFontPlan
from cvpdf.fonts.make.slots import LIGATURES, SPACE, TURN
from cvpdf.fonts.make.tfm import Metrics, tfm
from cvpdf.fonts.read.face import Face

_MOST_KERN = 0.08
_ABOVE, _BELOW = 230, 220
"""The combining classes of marks above and below a letter."""
_DOTLESS = {"i": "ı", "j": "ȷ"}
_HYPHEN, _EN_DASH, _EM_DASH = 45, 21, 22


def tex_font(plan: TexFontPlan, opened: Callable[[FontFile], Face]) -> dict[str, bytes]:
    """Return the font's files by ending: ``ttf``, ``tfm`` and ``enc``. ``opened`` opens the face of a file once."""
    main = opened(plan.main)
    blank = main.glyph(" ")
    glyphs = {SPACE: Drawn(main, [(blank, 0, 0)] if blank else [], main.space / main.units)}
    texts = {SPACE: " "}
    for slot, text, file in plan.letters:
        if (drawn := _drawn(opened(file), text)) is not None:
            glyphs[slot], texts[slot] = _small(drawn) if plan.small_capitals else drawn, text
    if plan.ligatures:
        for text, glyph in ligatures(main).items():
            slot = 27 + LIGATURES.index(text)
            glyphs[slot], texts[slot] = Drawn(main, [(glyph, 0, 0)], main.advance(glyph) / main.units), text
    names = {slot: glyph_name(text) for slot, text in sorted(texts.items())}
    if plan.is_text and TURN not in texts and (point := main.glyph(".")):
        # Invisible, but not blank: what readers of the PDF take for a change of lines, see `\\cv@turn`.
        glyphs[TURN], names[TURN] = Drawn(main, [(point, 0, 0)], main.advance(point) / main.units), "cvturn"
    font = outlines(main, {name: glyphs[slot] for slot, name in names.items()}, plan.scale)
    joined = _ligatures(texts, plan.is_text)
    boxes = {slot: font.boxes[name] for slot, name in names.items()}
    pairs = _kerns(glyphs) if plan.is_text else {}
    metrics = Metrics(
        boxes={slot: (w, min(h, plan.most_height), min(d, plan.most_depth)) for slot, (w, h, d) in boxes.items()},
        kerns={pair: kern for pair, kern in pairs.items() if pair not in joined},
        ligatures=joined,
        space=main.space / main.units,
        stretches=not main.is_fixed_pitch,
        slant=math.tan(math.radians(-main.italic_angle)),
        x_height=main.x_height / main.units,
    )
    vector = "\n".join(f"/{names.get(slot, '.notdef')}" for slot in range(256))
    return {"ttf": font.data, "tfm": tfm(metrics), "enc": f"/cvEncoding [\n{vector}\n] def\n".encode()}


def _drawn(face: Face, text: str) -> Drawn | None:
    """Return the glyph of a letter, with its marks where the font's anchors put them; ``None`` if the face lacks it.

    A letter that has no anchors, such as ``į`` under another mark, is made of its own parts, if these have anchors.
    """
    drawn = [one for form in ("NFC", "NFD") if (one := _composed(face, unicodedata.normalize(form, text)))]
    return next((one for one, is_anchored in drawn if is_anchored), drawn[0][0] if drawn else None)


def _small(drawn: Drawn) -> Drawn:
    """Return the small capital of a letter, if its face has it."""
    face, parts = drawn.face, drawn.parts
    small = small_capitals(face).get(parts[0][0]) if len(parts) == 1 else None
    return Drawn(face, [(small, 0, 0)], face.advance(small) / face.units) if small else drawn


def _composed(face: Face, text: str) -> tuple[Drawn, bool] | None:
    """Return a letter and its marks as one glyph, and whether anchors put all marks in their places."""
    base, marks = text[0], text[1:]
    if base in _DOTLESS and any(unicodedata.combining(mark) == _ABOVE for mark in marks):
        base = _DOTLESS[base] if face.glyph(_DOTLESS[base]) else base
    names = [face.glyph(character) for character in (base, *marks)]
    glyphs = [name for name in names if name is not None]
    if len(glyphs) < len(names):
        return None
    # Some fonts have anchors for marks below on the letter with the dot only.
    bases = [glyph for letter in (base, text[0]) if (glyph := face.glyph(letter))]
    parts, is_anchored = [(glyphs[0], 0.0, 0.0)], True
    for number, mark in enumerate(glyphs[1:], 1):
        if number > 1 and (place := anchored(face, glyphs[number - 1], mark, onto_mark=True)):
            place = parts[-1][1] + place[0], parts[-1][2] + place[1]
        elif number > 1 and unicodedata.combining(text[number]) == unicodedata.combining(text[number - 1]):
            place = None
        else:
            place = next((place for glyph in bases if (place := anchored(face, glyph, mark))), None)
        is_anchored = is_anchored and place is not None
        if place is None and unicodedata.combining(text[number]) in (_ABOVE, _BELOW):
            place = _centred(face, parts, mark)
        # Other marks reach back over the letter before them.
        parts.append((mark, *(place or (face.advance(glyphs[0]), 0))))
    return Drawn(face, parts, face.advance(glyphs[0]) / face.units), is_anchored


def _centred(face: Face, parts: Sequence[tuple[str, float, float]], mark: str) -> tuple[float, float]:
    """Return where a mark without anchors is drawn: over the middle of the letter, higher if the rest is higher."""
    (left, _, right, _), (mark_left, bottom, mark_right, _) = face.box(parts[0][0]), face.box(mark)
    top = max(face.box(glyph)[3] + y for glyph, _, y in parts)
    return (left + right - mark_left - mark_right) / 2, max(top - face.x_height, 0) if bottom > 0 else 0


def _ligatures(texts: dict[int, str], is_text: bool) -> dict[tuple[int, int], int]:
    """Return which two slots become which: ``f`` and ``i``, a letter and its mark, and hyphens that are a dash."""
    slots = {text: slot for slot, text in sorted(texts.items(), reverse=True)}
    joined = {
        (slots[text[:-1]], slots[text[-1]]): slot
        for text, slot in slots.items()
        if len(text) > 1 and text[:-1] in slots and text[-1] in slots
    }
    if is_text and texts.get(_EN_DASH) == "–":
        joined[_HYPHEN, _HYPHEN] = _EN_DASH
        if texts.get(_EM_DASH) == "—":
            joined[_EN_DASH, _HYPHEN] = _EM_DASH
    return joined


def _kerns(glyphs: dict[int, Drawn]) -> dict[tuple[int, int], float]:
    """Return the kerns in em between letters of the same face. A letter with marks has those of the letter.

    Readers of the PDF take a gap from .1 em on for a space, and some fonts move letters apart as far (`fY`).
    """
    slots: dict[Face, dict[str, list[int]]] = {}
    for slot, drawn in glyphs.items():
        if drawn.parts:
            slots.setdefault(drawn.face, {}).setdefault(drawn.parts[0][0], []).append(slot)
    return {
        (left, right): min(kern / face.units, _MOST_KERN)
        for face, by_glyph in slots.items()
        for (first, second), kern in kerns(face, set(by_glyph)).items()
        for left in by_glyph[first]
        for right in by_glyph[second]
    }
