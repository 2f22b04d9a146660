"""Shell completion of variant names from the cv.yaml of the command line."""

from __future__ import annotations

import os
from pathlib import Path

import typer

from cvpdf.schema.variant_names import BUILT_IN_VARIANTS


def variant_names(context: typer.Context, incomplete: str) -> list[str]:
    """Return the variants that start with ``incomplete``; only the built-in ones if cv.yaml cannot be read."""
    return [name for name in (*BUILT_IN_VARIANTS, *_own(context)) if name.startswith(incomplete)]


def _own(context: typer.Context) -> list[str]:
    from cvpdf.source.compose import compose
    from cvpdf.source.nodes import Mapping
    from cvpdf.source.read import read_source

    # While the value of an option is incomplete, the parser leaves the arguments unread.
    # Path.is_file raises PermissionError.
    left = next((word for word in context.args if os.path.isfile(word)), None)  # noqa: PTH113
    source, _ = read_source(Path(left or str(context.params.get("cv") or "cv.yaml")))
    tree = compose(source)[0] if source else None
    variants = tree.get("variants") if tree else None
    if not isinstance(variants, Mapping):
        return []
    return [str(name) for name in variants if name not in BUILT_IN_VARIANTS]
