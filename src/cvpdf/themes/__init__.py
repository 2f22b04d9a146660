"""The templates and the LaTeX files that give a document its look."""
