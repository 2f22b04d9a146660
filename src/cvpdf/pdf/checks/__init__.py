"""The checks of a finished PDF, one module each."""
