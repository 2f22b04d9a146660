"""Selects what one variant shows: a ``Resume`` and a variant's name become a ``Selection``."""
