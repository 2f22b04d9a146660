"""The format of ``cv.yaml``: its types, its models, and the checks across fields."""
