"""Font files as they are: opening them, compressed ones too, their names and their glyphs."""
