#!/bin/sh
# Install Debian packages without asking, as root or with passwordless sudo.
# Packages that are not available in this release of the distribution are reported and skipped.
# Usage: scripts/apt-install.sh PACKAGE...
# Exit status: 0 installed, 1 apt-get failed, 2 apt-get is missing or needs root rights.
set -eu

have() { command -v "$1" >/dev/null 2>&1; }

have apt-get || exit 2
if [ "$(id -u)" = 0 ]; then
    as_root="env"
elif have sudo && sudo -n true </dev/null 2>/dev/null; then
    as_root="sudo -n env"
else
    exit 2
fi

apt() {
    # shellcheck disable=SC2086  # the prefix is meant to be split into words
    $as_root DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=120 "$@" </dev/null 2>&1
}

if ! log=$(apt update); then
    printf '%s\n' "$log" "Cannot update the package lists; trying with the existing ones." >&2
fi

if have apt-cache && known=$(apt-cache --quiet=2 show --no-all-versions "$@" 2>/dev/null | sed -n 's/^Package: //p'); then
    for package do
        shift
        if printf '%s\n' "$known" | grep -qxF -e "$package"; then
            set -- "$@" "$package"
        else
            echo "Not available in this distribution, skipped: $package" >&2
        fi
    done
    [ $# -gt 0 ] || exit 1
fi

echo "Installing with apt-get: $* ..."
if ! log=$(apt install -y --no-install-recommends "$@"); then
    printf '%s\n' "$log" >&2
    exit 1
fi
