"""Shell completion of variant names from the cv.yaml of the command line."""

from __future__ import annotations

import os
from pathlib import Path

import typer

from cvpdf.schema.variant_names import BUILT_IN_VARIANTS


def variant_names(context: typer.Context, incomplete: str) -> list[str]:
    """Return the variants that start with ``incomplete``; only the built-in ones if cv.yaml cannot be read."""
    # While the value of an option is incomplete, the parser leaves the arguments unread.
    # Path.is_file raises PermissionError.
    left = next((word for word in context.args if os.path.isfile(word)), None)  # noqa: PTH113
    cv = Path(left or str(context.params.get("cv") or "cv.yaml"))
    return [name for name in all_variants(cv) if name.startswith(incomplete)]


def all_variants(cv: Path) -> list[str]:
    """Return the built-in variants and those of a cv.yaml, if it can be read."""
    from cvpdf.source.compose import compose
    from cvpdf.source.nodes import Mapping
    from cvpdf.source.read import read_source

    source, _ = read_source(cv)
    tree = compose(source)[0] if source else None
    variants = tree.get("variants") if tree else None
    own = [str(name) for name in variants] if isinstance(variants, Mapping) else []
    return list(dict.fromkeys((*BUILT_IN_VARIANTS, *own)))
