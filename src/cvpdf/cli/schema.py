"""``cvpdf schema``."""

from __future__ import annotations

from cvpdf.cli.output import echo_json

EXAMPLES = """
cvpdf schema > cv.schema.json    # for the first line of cv.yaml
"""
EXIT_CODES = "0 ok"


def run() -> None:
    """Print the JSON Schema of cv.yaml.

    Editors and other programs read it.
    """
    from cvpdf.schema.json_schema import json_schema

    echo_json(json_schema())
