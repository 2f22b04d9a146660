"""Font files: finding them, and making of them what pdfTeX reads, for the letters of one document."""
