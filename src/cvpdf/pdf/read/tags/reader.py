"""The structure of a document as a whole: metadata, tree, content and links together."""

from __future__ import annotations

import pikepdf
from pikepdf import Dictionary

from cvpdf.pdf.read.facts import StructureFacts, TagProblem
from cvpdf.pdf.read.tags.content import page_problems
from cvpdf.pdf.read.tags.metadata import archive_claim, archive_problems, document_problems
from cvpdf.pdf.read.tags.tree import ElementTree

MAX_PAGES = 200
"""Longer files are not CVs and are skipped."""


def structure(pdf: pikepdf.Pdf) -> StructureFacts:
    """Return the elements in the order of reading, and the rules that the file breaks."""
    root = pdf.Root.get("/StructTreeRoot")
    if not isinstance(root, Dictionary):
        return StructureFacts(problems=(TagProblem("tags-missing", "it has no structure tree"),))
    if len(pdf.pages) > MAX_PAGES:
        return StructureFacts()
    problems = list(document_problems(pdf))
    tree = ElementTree(pdf, root)
    problems += tree.problems
    problems += page_problems(pdf, root, tree)
    if claim := archive_claim(pdf):
        problems += archive_problems(pdf)
    return StructureFacts(tree.elements(), tuple(dict.fromkeys(problems)), claim)
