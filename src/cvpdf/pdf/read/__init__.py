"""A PDF read into plain facts, with pypdf, pdfium and qpdf."""
