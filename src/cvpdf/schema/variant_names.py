"""The names of the variants that every CV has. Shell completion reads them without importing the models."""

BUILT_IN_VARIANTS = ("full", "onepage", "publications")
