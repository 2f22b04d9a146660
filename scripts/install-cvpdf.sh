#!/bin/sh
# Install cvpdf with its dependencies, editable, into a virtual environment, which is made if it is not there.
# Usage: scripts/install-cvpdf.sh VENV [EXTRA [VERSION]]       from the root of the repository
#
# VENV/.installed and VENV/.installed-EXTRA record what was installed: the path of this folder and pyproject.toml.
# VENV/.unfinished stands there while an installation runs. Where it is found at the start, the last run was cut off,
# and the environment is made anew; so is one that does not work any more or was copied from another folder.
set -eu
venv=$1
extra=${2:-}
version=${3:-}
python=$venv/bin/python
record=$venv/.installed${extra:+-$extra}
here=$(dirname "$0")

# Variables that would send the packages elsewhere, or elsewhere's packages here. Where pip finds packages is the
# user's affair: index, certificates, proxy and cache are left as they are.
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
        "cvpdf needs Python ${version:-3.11 or newer}, and ${PYTHON:-python${version:-3}} is not that." \
        "On Debian and Ubuntu: apt-get install python3 python3-venv. Elsewhere: install it with your package manager." \
        "A Python that is not on the PATH: make PYTHON=/path/to/python"
    if ! "$base" -c 'import ensurepip' 2>/dev/null; then
        package=$("$base" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')
        sh "$here/apt-install.sh" "$package" || stop \
            "$base cannot make virtual environments." \
            "On Debian and Ubuntu, as root: apt-get install $package. Then run make again."
    fi
    mkdir -p "$venv"
    : >"$venv/.unfinished"
    "$base" -m venv "$venv"
}

if ! usable; then
    if [ -e "$venv" ] || [ -L "$venv" ]; then
        echo "Making $venv anew: it is unfinished, broken or from another folder."
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
if [ "$status" -gt 128 ]; then # by a signal, so in the middle of something
    exit "$status"
fi
rm -f "$venv/.unfinished"
if [ "$status" != 0 ]; then
    stop "pip could not install cvpdf${extra:+[$extra]}; the reason stands above." \
        "If it is the network: connect (or set PIP_INDEX_URL to a mirror, PIP_FIND_LINKS to a folder of wheels)," \
        "then run make again."
fi
# The path to the sources, relative: Python 3.11 reads .pth files in the locale's encoding, and would not start at all in
# a folder with an accent in its name and LC_ALL=C.
for pth in "$venv"/lib/python3*/site-packages/*.pth; do
    if [ "$(cat "$pth")" = "$(pwd -P)/src" ]; then echo ../../../../src >"$pth"; fi
done
requirements >"$venv/.installed"
if [ -n "$extra" ]; then cp "$venv/.installed" "$record"; fi
