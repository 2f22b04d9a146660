"""The one error of the fonts: a file that cannot be used, and why."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager


class FontError(Exception):
    """A font file cannot be used. ``reason`` completes the sentence "the font `path` …"."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"the font `{path}` {reason}")
        self.path = path
        self.reason = reason


@contextmanager
def reading(path: str) -> Iterator[None]:
    """Turn whatever goes wrong while a font file is read into a :class:`FontError`.

    fontTools trusts its input: a damaged file ends in nearly any exception, from `struct.error` to `RecursionError`.
    """
    try:
        yield
    except FontError:
        raise
    except FileNotFoundError as problem:
        raise FontError(path, "does not exist") from problem
    except OSError as problem:
        raise FontError(path, f"cannot be read: {problem.strerror or problem}") from problem
    except Exception as problem:
        detail = str(problem).partition("\n")[0][:100] or type(problem).__name__
        raise FontError(path, f"is damaged: {detail}") from problem
