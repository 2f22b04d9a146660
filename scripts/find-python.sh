#!/bin/sh
# Print the path of a Python 3.11 or newer that can create virtual environments; with an argument such as 3.12, of that
# version. Without an argument, $PYTHON is the only candidate if it is set. Exit status 1: not found.
set -u

wanted=${1:-}
candidates() {
    if [ -n "$wanted" ]; then
        printf '%s\n' "python$wanted" python3
    elif [ -n "${PYTHON:-}" ]; then
        printf '%s\n' "$PYTHON"
        return
    else
        printf '%s\n' python3 python3.13 python3.12 python3.11
    fi
    # Versions that pyenv has installed but not put on the PATH.
    pyenv_root=${PYENV_ROOT:-$(pyenv root 2>/dev/null || echo "${HOME:-}/.pyenv")}
    for minor in ${wanted:-3.13 3.12 3.11}; do
        for found in "$pyenv_root/versions/$minor".*/bin/python3; do
            if [ -x "$found" ]; then printf '%s\n' "$found"; fi
        done
    done
}

# suits PYTHON MODULE: whether it runs, has the right version, and has the module.
suits() {
    "$1" -c 'import sys
version = ".".join(map(str, sys.version_info[:2]))
right = version == sys.argv[1] if sys.argv[1] else sys.version_info >= (3, 11)
__import__(sys.argv[2])
sys.exit(not right)' "$wanted" "$2" </dev/null >/dev/null 2>&1
}

# Prefer a complete Python; otherwise take one without ensurepip, for which Debian has the package python3-venv.
for module in ensurepip sys; do
    found=$(candidates | while IFS= read -r python; do
        if suits "$python" "$module"; then
            command -v "$python"
            break
        fi
    done)
    if [ -n "$found" ]; then
        printf '%s\n' "$found"
        exit 0
    fi
done
exit 1
