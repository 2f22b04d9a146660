"""Temporary: moved to cvpdf.loading (a function `cvpdf.load` is public API). Import cvpdf.loading instead."""

from cvpdf.loading import *  # noqa
from cvpdf.loading import load, Loaded  # noqa
