"""The files whose lines messages show: cv.yaml, and those that it names, which are read when a message needs them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from cvpdf.files.read import read_bytes
from cvpdf.source.formats import other_than_text
from cvpdf.source.read import SourceFile, decode_text

_MAX_BYTES = 10_000_000


class Sources(Mapping[str, SourceFile]):
    """Text files by the name that spans contain. What is no text file, or is gone, is not in it."""

    def __init__(self, *known: SourceFile | None) -> None:
        self._files: dict[str, SourceFile | None] = {source.name: source for source in known if source}

    def __getitem__(self, name: str) -> SourceFile:
        """Return a file, which is read if it is not known."""
        if name not in self._files:
            self._files[name] = _read(name)
        source = self._files[name]
        if source is None:
            raise KeyError(name)
        return source

    def __iter__(self) -> Iterator[str]:
        """Iterate over the names of the files that were read."""
        return (name for name, source in self._files.items() if source)

    def __len__(self) -> int:
        """Return the number of the files that were read."""
        return sum(1 for _ in self)


def _read(name: str) -> SourceFile | None:
    content, _ = read_bytes(Path(name), limit=_MAX_BYTES)
    if content is None or other_than_text(content):
        return None
    return decode_text(name, content)[0]
