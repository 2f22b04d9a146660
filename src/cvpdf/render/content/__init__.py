"""What a document prints, before it becomes LaTeX: blocks, phrases, runs."""
