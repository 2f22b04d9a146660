"""Jinja in a sandbox, with limits: what templates and citation styles share."""
