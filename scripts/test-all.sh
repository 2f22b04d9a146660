#!/bin/sh
# Run the tests with several versions of Python, each in its own virtual environment .venv-VERSION.
# Usage: scripts/test-all.sh VERSION...      from the root of the repository
# Versions that are not installed are reported and skipped. Exit status 1: tests failed, or no version was found.
set -u
here=$(dirname "$0")
outcome=
failed=0
tested=0
for version do
    if ! sh "$here/find-python.sh" "$version" >/dev/null; then
        outcome="$outcome
Python $version: not installed"
        continue
    fi
    echo "Python $version"
    tested=$((tested + 1))
    if sh "$here/install-cvpdf.sh" ".venv-$version" dev "$version" &&
        ".venv-$version/bin/python" -m pytest -n auto; then
        outcome="$outcome
Python $version: passed"
    else
        failed=1
        outcome="$outcome
Python $version: FAILED"
    fi
done
printf '%s\n' "$outcome"
[ "$failed" = 0 ] && [ "$tested" -gt 0 ]
