"""How an entry refers to a work of the bibliography."""

from __future__ import annotations

from cvpdf.schema.links import Link
from cvpdf.schema.publications import Publication


def reference_text(work: Publication) -> str:
    """Return the short form: the venue, or the arXiv number, or else the title."""
    return str(work.venue_short or work.venue or (f"arXiv:{work.arxiv}" if work.arxiv else work.title))


def work_target(work: Publication) -> Link | None:
    """Return the best address: the DOI lasts longest, the publisher's page is next."""
    return work.doi or work.url or work.arxiv
