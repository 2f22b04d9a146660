"""``cvpdf clean``."""

from __future__ import annotations

from cvpdf.cli.output import echo

EXAMPLES = """
cvpdf clean    # if LaTeX seems to use old files, or before you remove cvpdf
"""
EXIT_CODES = "0 ok"


def run() -> None:
    """Delete cvpdf's caches.

    They contain precompiled LaTeX formats, fonts for LaTeX, and compiled templates.
    """
    from cvpdf.fonts import cache
    from cvpdf.latex import formats
    from cvpdf.render.jinja import template_cache

    folder = formats.default_folder()
    freed = (formats.clean(folder) if folder else 0) + cache.clean(cache.default_folder()) + template_cache.clean()
    echo(f"Removed {freed / 1e6:.1f} MB of cached files." if freed else "The caches are empty.")
