"""The CV in the browser while it is written: pages, checks, and the way from a printed line back to cv.yaml."""
