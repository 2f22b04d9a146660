"""The LaTeX of bibliographies as text: letters, emphasis, simple mathematics."""
