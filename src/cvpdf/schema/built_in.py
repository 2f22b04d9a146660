"""The built-in variants, and the chain of variants that a variant extends."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cvpdf.schema.resume import Resume
from cvpdf.schema.values.text import Key
from cvpdf.schema.variants import HEADER_FIELDS, Variant

BUILT_IN: Mapping[str, Mapping[str, Any]] = {
    "full": {"title": "Curriculum Vitae", "template": "full.tex.j2", "header": HEADER_FIELDS, "engine": "auto"},
    "onepage": {
        "extends": "full",
        "title": "Résumé",
        "template": "onepage.tex.j2",
        "max_pages": 1,
        "fit": "true",
        "header": tuple(f for f in HEADER_FIELDS if f != "photo"),
        "design": {"entry_heads": "inline"},
        # Entries of these kinds are rarely worth more than one line.
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
"""The built-in variants, in the form of cv.yaml."""


def ancestry(resume: Resume, name: str) -> list[Variant]:
    """Return a variant and the variants that it extends, the variant itself first.

    A variant of cv.yaml with the name of a built-in one extends that one; any other extends ``full`` by default. Every
    name must exist, and no variant may extend itself: :mod:`cvpdf.schema.checks.consistency` checks both.
    """
    chain: list[Variant] = []
    previous: str | None = None
    current: str | None = name
    while current is not None:
        if current in resume.variants and current != previous:
            variant = resume.variants[Key(current)]
            parent: str | None = variant.extends or (current if current in BUILT_IN else "full")
        else:
            variant = Variant.model_validate(BUILT_IN[current])
            parent = variant.extends
        chain.append(variant)
        previous, current = current, str(parent) if parent else None
    return chain
