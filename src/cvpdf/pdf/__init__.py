"""Check finished PDFs: ``read/`` turns a file into plain facts, ``checks/`` looks at the facts, one module a check.

:mod:`cvpdf.pdf.inspection` runs everything; :mod:`cvpdf.pdf.limits` does so in a process of its own.
"""
