"""Reads the bytes of ``cv.yaml`` as plain data in which every string has its place in the file.

``read.py`` turns a path into text, ``compose.py`` text into :class:`~cvpdf.source.nodes.Mapping`,
:class:`~cvpdf.source.nodes.Sequence` and :class:`~cvpdf.source.nodes.Text`. Nothing here knows what a CV is.
"""
