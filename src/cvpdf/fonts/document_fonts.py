"""The fonts of a document: from its letters and its families to the files that pdfTeX reads."""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping, Set
from dataclasses import dataclass

from cvpdf.files.fingerprint import fingerprint
from cvpdf.fonts import cache
from cvpdf.fonts.font_reader import FontReader
from cvpdf.fonts.font_set import FontSet
from cvpdf.fonts.make.plan import Lent, Plan, TexFontPlan

_lock = threading.Lock()
"""Held while fonts are made, so that variants that start together make those that they share once."""


@dataclass(frozen=True)
class DocumentFonts:
    """All files that belong beside a ``.tex``, and what the families do not have."""

    files: Mapping[str, bytes]
    """By path relative to the ``.tex``: ``NAME-fonts.sty`` and ``fonts/cv-….ttf``, ``.tfm`` and ``.enc``."""
    lacking: frozenset[str]
    """Letters that no family has; they are not on the page."""
    borrowed: Mapping[str, Lent]
    """Letters that the family which the design names for them lacks, and who lends each."""


def document_fonts(clusters: Set[str], fonts: FontSet, name: str) -> DocumentFonts:
    """Return the fonts for the letters of a document, from the cache if they are there.

    ``clusters`` are those of :func:`cvpdf.fonts.letters.clusters`; ``name`` begins the name of the ``.sty``. Raises
    :class:`~cvpdf.fonts.font_error.FontError` if a font file cannot be used.
    """
    folder = cache.default_folder()
    with FontReader(folder) as reader:
        families = (fonts.main, fonts.mono, *fonts.donors, *fonts.wide)
        identities = [[(style, reader.identity(file)) for style, file in family.files] for family in families]
        names = [(family.name, family.scripts) for family in families]
        others = (sorted(clusters), names, len(fonts.donors), fonts.language, fonts.leading, fonts.small_capitals, name)
        key = f"document-{fingerprint([cache.code_version(), identities, others])}"
        if (entry := cache.load(folder, key)) is not None:
            return _unpacked(entry)
        # What makes fonts is not imported where they are in the cache.
        from cvpdf.fonts.make.planning import plan_fonts
        from cvpdf.fonts.make.style import style_file

        with _lock:
            plan = plan_fonts(clusters, fonts, reader.characters)
            files, tex_names = _tex_fonts(plan, reader)
    files[f"{name}-fonts.sty"] = style_file(name, plan, tex_names, fonts.leading).encode()
    made = DocumentFonts(dict(sorted(files.items())), plan.lacking, plan.borrowed)
    cache.store(folder, key, _packed(made))
    cache.keep_within(cache.LIMIT, folder)
    return made


def _tex_fonts(plan: Plan, reader: FontReader) -> tuple[dict[str, bytes], dict[TexFontPlan, str]]:
    """Return the files of all fonts, and the name of each, which is a hash of them."""
    files: dict[str, bytes] = {}
    names: dict[TexFontPlan, str] = {}
    for font in dict.fromkeys(font for family in plan.families for font in family.all_fonts()):
        made = reader.tex_font(font)
        names[font] = f"cv-{fingerprint(made.values())[:12]}"
        files |= {f"fonts/{names[font]}.{ending}": content for ending, content in made.items()}
    return files, names


def _packed(made: DocumentFonts) -> dict[str, bytes]:
    return {**made.files, "": json.dumps([sorted(made.lacking), dict(made.borrowed)]).encode()}


def _unpacked(entry: dict[str, bytes]) -> DocumentFonts:
    lacking, borrowed = json.loads(entry.pop(""))
    return DocumentFonts(entry, frozenset(lacking), {letter: Lent(*names) for letter, names in borrowed.items()})
