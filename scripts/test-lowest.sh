#!/bin/sh
# Run a part of the tests with the oldest versions of the dependencies that pyproject.toml allows, in .venv-lowest.
# Usage: scripts/test-lowest.sh      from the root of the repository, after `make test` or `make check`
# What runs the tests comes from .venv, so pip installs the dependencies of cvpdf only.
set -eu
python=.venv-lowest/bin/python
[ -x "$python" ] || .venv/bin/python -m venv .venv-lowest
packages=$("$python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
printf '%s\n' "$(pwd -P)/src" "$(.venv/bin/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')" \
    >"$packages/rest.pth"
.venv/bin/python scripts/lowest.py >.venv-lowest/lowest.txt
# pip warns that tools in .venv want newer versions.
"$python" -m pip install --quiet --disable-pip-version-check -r .venv-lowest/lowest.txt 2>.venv-lowest/pip.log || {
    cat .venv-lowest/pip.log >&2
    exit 1
}
# Random data and limits test cvpdf itself, not its dependencies, and would take half of the time.
own="test_any or text_like_yaml or every_cut or mutations or without_aliases or without_end or every_country or thousands"
# Plug-ins of pytest in .venv may belong to newer versions.
PYTEST_DISABLE_PLUGIN_AUTOLOAD=1 "$python" -m pytest -p xdist -n auto -m "not tex" -k "not ($own)" \
    tests/source tests/schema tests/report tests/files tests/render/test_environment.py \
    tests/languages tests/fonts tests/render/content/test_markdown.py tests/render/content/test_dates.py \
    tests/pdf/read tests/cli/test_build.py tests/cli/test_help.py tests/preview/test_app.py
