"""Other forms of a CV than a PDF."""
