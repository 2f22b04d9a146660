"""From a document to a PDF: finding LaTeX, formats, running engines, reading the log."""
