"""Small fonts for pdfTeX: a plan of which letter goes where, then outlines, metrics and the package of macros."""
