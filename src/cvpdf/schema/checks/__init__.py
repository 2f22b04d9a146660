"""Checks of a whole cv.yaml that has the right form: names that do not exist, periods, authors, contacts."""
