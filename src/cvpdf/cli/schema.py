"""``cvpdf schema``."""

from __future__ import annotations

from cvpdf.cli.output import echo

EXAMPLES = "Example: `cvpdf schema > cv.schema.json`, then name that file in the first line of cv.yaml."


def run() -> None:
    """Print the JSON Schema of cv.yaml, for editors and other programs."""
    from cvpdf.report.terminal import dumps
    from cvpdf.schema.json_schema import json_schema

    echo(dumps(json_schema()))
