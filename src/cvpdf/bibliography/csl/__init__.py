"""Bibliographies in CSL-JSON."""
