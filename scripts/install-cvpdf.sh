#!/bin/sh
# Install cvpdf with its dependencies, editable, into a virtual environment, which is created if it does not exist.
# Usage: scripts/install-cvpdf.sh VENV [EXTRA [VERSION]]       from the root of the repository
#
# VENV/.installed and VENV/.installed-EXTRA record what was installed: the path of this folder and pyproject.toml.
# VENV/.unfinished exists while an installation runs. If it exists at the start, the last run was interrupted, and the
# environment is created again. The same happens if it does not work or was copied from another folder.
set -eu
venv=$1
extra=${2:-}
version=${3:-}
python=$venv/bin/python
record=$venv/.installed${extra:+-$extra}
here=$(dirname "$0")

# Unset variables that would install packages elsewhere or use packages from elsewhere. Settings of the index, of
# certificates, proxy and cache stay.
unset PYTHONPATH PYTHONHOME PYTHONWARNINGS PYTHONOPTIMIZE VIRTUAL_ENV __PYVENV_LAUNCHER__
for variable in $(env | sed -n 's/^\(PIP_[A-Z_]*\)=.*/\1/p'); do
    case $variable in
        PIP_*INDEX* | PIP_FIND_LINKS | PIP_*CERT | PIP_PROXY | PIP_TRUSTED_HOST | PIP_*CACHE* | PIP_CONFIG_FILE) ;;
        PIP_*TIMEOUT | PIP_RETRIES | PIP_KEYRING_PROVIDER) ;;
        *) unset "$variable" ;;
    esac
done
export PYTHONUTF8=1

requirements() { pwd -P && cat pyproject.toml; }
stop() { printf '%s\n' "$@" >&2; exit 1; }

usable() {
    [ ! -e "$venv/.unfinished" ] || return 1
    [ ! -e "$venv/.installed" ] || [ "$(head -n 1 "$venv/.installed")" = "$(pwd -P)" ] || return 1
    "$python" -c 'import sys, pip; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

create() {
    base=$(sh "$here/find-python.sh" "$version") || stop \
        "cvpdf needs Python ${version:-3.11 or newer}, which ${PYTHON:-python${version:-3}} is not." \
        "On Debian and Ubuntu: apt-get install python3 python3-venv. Elsewhere: install it with your package manager." \
        "A Python that is not on the PATH: make PYTHON=/path/to/python"
    if ! "$base" -c 'import ensurepip' 2>/dev/null; then
        package=$("$base" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')
        sh "$here/apt-install.sh" "$package" || stop \
            "$base cannot create virtual environments." \
            "On Debian and Ubuntu, as root: apt-get install $package. Then run make again."
    fi
    mkdir -p "$venv"
    : >"$venv/.unfinished"
    "$base" -m venv "$venv"
}

if ! usable; then
    if [ -e "$venv" ] || [ -L "$venv" ]; then
        echo "Recreating $venv: it is incomplete, broken or from another folder."
        rm -rf "$venv"
    fi
    create
elif requirements | cmp -s - "$record"; then
    touch "$record"
    exit 0
fi

echo "Installing cvpdf${extra:+[$extra]} into $venv ..."
: >"$venv/.unfinished"
status=0
"$python" -m pip install --quiet --no-user --no-input --disable-pip-version-check -e ".${extra:+[$extra]}" \
    </dev/null || status=$?
if [ "$status" -gt 128 ]; then # interrupted by a signal
    exit "$status"
fi
rm -f "$venv/.unfinished"
if [ "$status" != 0 ]; then
    stop "pip could not install cvpdf${extra:+[$extra]}; see the reason above." \
        "If the network is the reason: connect, or set PIP_INDEX_URL to a mirror or PIP_FIND_LINKS to a folder of wheels," \
        "then run make again."
fi
# Make the path to the sources relative: Python 3.11 reads .pth files in the encoding of the locale, and would not start
# with LC_ALL=C in a folder with an accent in its name.
for pth in "$venv"/lib/python3*/site-packages/*.pth; do
    if [ "$(cat "$pth")" = "$(pwd -P)/src" ]; then echo ../../../../src >"$pth"; fi
done
requirements >"$venv/.installed"
if [ -n "$extra" ]; then cp "$venv/.installed" "$record"; fi
