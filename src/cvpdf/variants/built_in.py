"""The variants that are there without being written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cvpdf.schema.variants import HEADER_FIELDS

BUILT_IN: Mapping[str, Mapping[str, Any]] = {
    "full": {
        "title": "Curriculum Vitae",
        "template": "full.tex.j2",
        "header": HEADER_FIELDS,
        "engine": "auto",
    },
    "onepage": {
        "extends": "full",
        "title": "Résumé",
        "template": "onepage.tex.j2",
        "max_pages": 1,
        "fit": "true",
        "header": tuple(f for f in HEADER_FIELDS if f != "photo"),
        "design": {"entry_heads": "inline"},
        # What is rarely worth more than a line gets one.
        "limits": (
            *(
                {"id": kind, "highlights": 0, "omit": ("summary",)}
                for kind in ("awards", "grants", "talks", "teaching", "service", "certificates")
            ),
            {"id": "references", "omit": ("quote",)},
        ),
    },
    "publications": {
        "extends": "full",
        "title": "Publications",
        "template": "publications.tex.j2",
        "header": ("native_name", "affiliations", "email", "url", "orcid", "profiles"),
        "sections": ({"id": "publications", "group_by": "status", "numbered": "true"},),
    },
}
"""The built-in variants, written as a user would write them."""
