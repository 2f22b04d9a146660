"""Files of publications beside cv.yaml: from BibTeX and CSL-JSON to the same nodes as publications typed there.

``read_bib.py`` turns a ``.bib`` into entries, ``inherit.py`` gives them the fields of the entries that they refer to,
``bibtex/fields.py`` and ``csl/csl_json.py`` make the mapping of a publication, and ``merge.py`` puts all of them into
the tree of cv.yaml.
"""
