"""Shell completion of variant names, languages and themes from the cv.yaml of the command line."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import typer

from cvpdf.schema.variant_names import BUILT_IN_VARIANTS


def variant_names(context: typer.Context, incomplete: str) -> list[str]:
    """Return the variants that start with ``incomplete``; only the built-in ones if cv.yaml cannot be read."""
    return [name for name in all_variants(_file(context)) if name.startswith(incomplete)]


def languages(context: typer.Context, incomplete: str) -> list[str]:
    """Return the languages that the cv.yaml declares and that start with ``incomplete``."""
    locale = _tree(_file(context)).get("locale")
    declared = locale.get("languages") if isinstance(locale, dict) else None
    return [str(tag) for tag in declared if str(tag).startswith(incomplete)] if isinstance(declared, list) else []


def themes(context: typer.Context, incomplete: str) -> list[str]:
    """Return the names of the themes, those beside the cv.yaml included, that start with ``incomplete``."""
    from cvpdf.themes.theme import folders_for
    from cvpdf.themes.theme_files import theme_names

    return [name for name in theme_names(folders_for(_file(context).parent)) if name.startswith(incomplete)]


def built_in_themes(incomplete: str) -> list[str]:
    """Return the themes that come with cvpdf and that start with ``incomplete``."""
    from cvpdf.themes.theme import built_in_folder
    from cvpdf.themes.theme_files import theme_names

    return [name for name in theme_names((built_in_folder(),)) if name.startswith(incomplete)]


def built_in_languages(incomplete: str) -> list[str]:
    """Return the languages that cvpdf has words for and that start with ``incomplete``."""
    from cvpdf.languages.words import languages

    return [tag for tag in languages() if tag.startswith(incomplete)]


def _file(context: typer.Context) -> Path:
    # While the value of an option is incomplete, the parser leaves the arguments unread.
    # Path.is_file raises PermissionError.
    left = next((word for word in context.args if os.path.isfile(word)), None)  # noqa: PTH113
    return Path(left or str(context.params.get("cv") or "cv.yaml"))


def all_variants(cv: Path) -> list[str]:
    """Return the built-in variants and those of a cv.yaml, if it can be read."""
    variants = _tree(cv).get("variants")
    own = [str(name) for name in variants] if isinstance(variants, dict) else []
    return list(dict.fromkeys((*BUILT_IN_VARIANTS, *own)))


def _tree(cv: Path) -> dict[str, Any]:
    """Return the tree of a cv.yaml; an empty one if it cannot be read."""
    from cvpdf.source.compose import compose
    from cvpdf.source.read import read_source

    source, _ = read_source(cv)
    return (compose(source)[0] if source else None) or {}
