"""One font of TeX: the three files that pdfTeX reads for it."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Callable

from cvpdf.fonts.face import Face
from cvpdf.fonts.font_set import FontFile
from cvpdf.fonts.layout_tables import anchored, kerns, ligatures
from cvpdf.fonts.outlines import Drawn, glyph_name, outlines
from cvpdf.fonts.plan import TexFontPlan
from cvpdf.fonts.slots import LIGATURES, SPACE
from cvpdf.fonts.tfm import Metrics, tfm

_MOST_KERN = 0.08
_ABOVE = 230
"""The combining class of marks above a letter."""
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
            glyphs[slot], texts[slot] = drawn, text
    if plan.ligatures:
        for text, glyph in ligatures(main).items():
            slot = 27 + LIGATURES.index(text)
            glyphs[slot], texts[slot] = Drawn(main, [(glyph, 0, 0)], main.advance(glyph) / main.units), text
    names = {slot: glyph_name(text) for slot, text in sorted(texts.items())}
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
    """Return the glyph of a letter, with its marks where the font's anchors put them; ``None`` if the face lacks it."""
    base, marks = text[0], text[1:]
    if base in _DOTLESS and any(unicodedata.combining(mark) == _ABOVE for mark in marks):
        base = _DOTLESS[base] if face.glyph(_DOTLESS[base]) else base
    names = [face.glyph(character) for character in (base, *marks)]
    found = [name for name in names if name is not None]
    if len(found) < len(names):
        return None
    width = face.advance(found[0])
    parts = [(found[0], 0.0, 0.0)]
    for mark in found[1:]:
        parts.append((mark, *_offset(face, parts, mark, width)))
    return Drawn(face, parts, width / face.units)


def _offset(face: Face, parts: list[tuple[str, float, float]], mark: str, width: float) -> tuple[float, float]:
    """Return where a mark is drawn: on the mark before it, on the letter, or where its own bearing puts it."""
    last, x, y = parts[-1]
    if len(parts) > 1 and (place := anchored(face, last, mark, onto_mark=True)) is not None:
        return x + place[0], y + place[1]
    # Marks without anchors reach back over the letter before them.
    return anchored(face, parts[0][0], mark) or (width, 0.0)


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
