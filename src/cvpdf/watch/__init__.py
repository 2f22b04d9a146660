"""Rebuilding at every save, with everything that takes time to load kept loaded."""
