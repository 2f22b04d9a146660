"""The live preview in the browser: pages, checks, and the line of cv.yaml behind each printed line."""
