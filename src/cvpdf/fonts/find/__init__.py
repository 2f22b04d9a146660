"""Families of fonts: those that come with cvpdf or are installed, their letters, and the choice for a document."""
