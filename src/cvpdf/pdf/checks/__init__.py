"""The checks, one module each. A module that defines ``CHECK`` is found by :mod:`cvpdf.pdf.codes`."""
