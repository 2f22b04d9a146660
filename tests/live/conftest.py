"""The folders and toolchains of the tests of LaTeX."""

from tests.latex.conftest import direct, embedded, engine_starts, folder, formats, run_tex, system

__all__ = ["direct", "embedded", "engine_starts", "folder", "formats", "run_tex", "system"]
