"""The format of ``cv.yaml``: its types, its models, and the checks that no single field can make."""

BUILT_IN_VARIANTS = ("full", "onepage", "publications")
"""The variants that every CV has. Named here, since shell completion has no time to import the schema."""
