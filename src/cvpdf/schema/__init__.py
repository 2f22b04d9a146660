"""The format of ``cv.yaml``: its types, its models, and the checks that no single field can make."""
