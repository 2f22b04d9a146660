"""Read a PDF into plain facts, with pypdf, pdfium and qpdf."""
