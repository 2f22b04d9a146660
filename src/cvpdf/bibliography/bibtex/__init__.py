"""Entries of BibTeX and biblatex as publications of cv.yaml."""
