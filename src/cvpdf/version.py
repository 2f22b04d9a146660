"""The version of cvpdf."""

__version__ = "0.1.0"
