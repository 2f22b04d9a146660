#!/bin/sh
# Run the tests that typeset with the embedded LaTeX alone: there is no TeX on the PATH.
# Usage: scripts/test-embedded.sh [OPTION OF PYTEST...]      from the root of the repository, after the installation of dev
set -eu
bin=$(mktemp -d)
trap 'rm -rf "$bin"' EXIT
sh scripts/path-without-tex.sh "$bin"
PATH=$bin .venv/bin/python -m pytest -n auto -m tex "$@"
