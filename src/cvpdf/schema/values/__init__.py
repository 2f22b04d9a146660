"""The types of single values in cv.yaml: text, dates, links, numbers, contacts."""
