"""Reading font files through the cache. fontTools is imported, and a file opened, only for what the cache lacks."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from cvpdf.files.fingerprint import fingerprint
from cvpdf.fonts import cache
from cvpdf.fonts.font_set import FontFile
from cvpdf.fonts.make.plan import TexFontPlan

if TYPE_CHECKING:
    from cvpdf.fonts.read.face import Face


class FontReader:
    """Opens each face once, and closes all of them at the end. Everything may raise :class:`FontError`."""

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder
        self._faces: dict[FontFile, Face] = {}
        self._characters: dict[FontFile, frozenset[str]] = {}
        self._identities: dict[FontFile, tuple[object, ...]] = {}

    def __enter__(self) -> FontReader:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        for face in self._faces.values():
            face.close()

    def identity(self, file: FontFile) -> tuple[object, ...]:
        """Return what identifies a face: the content of its file, not its path."""
        if file not in self._identities:
            self._identities[file] = (cache.digest(self.folder, file.path), file.number, file.location)
        return self._identities[file]

    def characters(self, file: FontFile) -> frozenset[str]:
        """Return the characters that a face has."""
        if file not in self._characters:
            key = f"characters-{self._key(self.identity(file))}"
            entry = cache.load(self.folder, key)
            if entry is None:
                text = "".join(sorted(self._opened(file).characters))
                entry = {"characters": text.encode("utf-8", "surrogatepass")}
                cache.store(self.folder, key, entry)
            self._characters[file] = frozenset(entry["characters"].decode("utf-8", "surrogatepass"))
        return self._characters[file]

    def tex_font(self, plan: TexFontPlan) -> dict[str, bytes]:
        """Return the files of a font of TeX by ending."""
        letters = [(slot, text, self.identity(file)) for slot, text, file in plan.letters]
        others = (plan.is_text, plan.ligatures, plan.most_height, plan.most_depth)
        key = f"font-{self._key(self.identity(plan.main), letters, others)}"
        files = cache.load(self.folder, key)
        if files is None:
            from cvpdf.fonts.make.tex_font import tex_font

            files = tex_font(plan, self._opened)
            cache.store(self.folder, key, files)
        return files

    def _key(self, *parts: object) -> str:
        return fingerprint([cache.code_version(), *parts])

    def _opened(self, file: FontFile) -> Face:
        if file not in self._faces:
            from cvpdf.fonts.read.face import Face

            self._faces[file] = Face(file)
        return self._faces[file]


def characters(file: FontFile) -> frozenset[str]:
    """Return the characters that a face has. Raises :class:`FontError`."""
    with FontReader(cache.default_folder()) as reader:
        return reader.characters(file)
