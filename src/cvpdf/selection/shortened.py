"""Long lists of authors, of which a list of publications prints only some."""

from __future__ import annotations

from cvpdf.schema.authors import Author
from cvpdf.schema.publications import Publication
from cvpdf.schema.work_lists import Shorten
from cvpdf.selection.where import Own


def shortened(work: Publication, shorten: Shorten | None, own: Own) -> Publication:
    """Return a work with the first authors, and the person of the CV with its place among all: `… T. Hof (7/42) …`."""
    total = len(work.authors)
    at_least = "+" if work.others else ""
    if shorten is None or total <= shorten.over:
        return work
    index = own.index(work)
    # A collaboration is what readers know such a work by, wherever it is in the list.
    groups = {place for place, author in enumerate(work.authors) if author.name.group}
    kept = [place for place in range(total) if place < shorten.keep or place == index or place in groups]
    authors: list[Author] = []
    last = -1
    for place in kept:
        if place > last + 1:
            authors.append(Author.gap())
        author = work.authors[place]
        authors.append(author.placed(place + 1, f"{total}{at_least}") if place == index else author)
        last = place
    if last < total - 1 and not work.others:  # else “et al.” says so
        authors.append(Author.gap("" if index is not None else f" ({total})"))
    return work.model_copy(update={"authors": tuple(authors)})
