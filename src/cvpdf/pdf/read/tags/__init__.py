"""The structure of a tagged PDF (PDF/UA-1, ISO 14289-1), read with pikepdf: its elements, and which rules it breaks."""
