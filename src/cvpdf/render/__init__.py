"""Renders a ``Selection`` as the text of a ``.tex`` file, with its source map and what its PDF must contain."""
