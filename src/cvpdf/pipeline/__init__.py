"""One build: from the options of a command to checked PDFs in the output folder."""
