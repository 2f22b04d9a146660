"""``cvpdf clean``."""

from __future__ import annotations

from cvpdf.cli.output import echo

EXAMPLES = "Example: `cvpdf clean`, if something of LaTeX seems stale, or before cvpdf is removed."


def run() -> int:
    """Remove what cvpdf keeps between builds, outside of your folders: precompiled formats and templates."""
    from cvpdf.latex import formats
    from cvpdf.render import compiled

    folder = formats.default_folder()
    freed = (formats.clean(folder) if folder else 0) + compiled.clean()
    echo(f"{freed / 1e6:.1f} MB of caches are removed" if freed else "there was nothing in the caches")
    return 0
