"""From the bytes of ``cv.yaml`` to plain data in which every string still knows where it was typed.

``read.py`` turns a path into text, ``compose.py`` text into :class:`~cvpdf.source.nodes.Mapping`,
:class:`~cvpdf.source.nodes.Sequence` and :class:`~cvpdf.source.nodes.Text`. Nothing here knows what a CV is.
"""

from cvpdf.source.compose import compose
from cvpdf.source.nodes import Mapping, Node, Sequence, Text
from cvpdf.source.read import SourceFile, read_source

__all__ = ["Mapping", "Node", "Sequence", "SourceFile", "Text", "compose", "read_source"]
