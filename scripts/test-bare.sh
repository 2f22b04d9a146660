#!/bin/sh
# Prove that Python alone is enough: a user without root rights and without TeX types the first command of the README in
# a fresh clone, and builds all examples in every variant. After the installation there is no network.
# Usage: scripts/test-bare.sh      from the root of the repository
# If root starts it, the user is "nobody"; otherwise the present user.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
first=$(sed -n '/^```sh$/{n;s/ *#.*//p;q;}' README.md)

if [ "$(id -u)" = 0 ]; then
    user="setpriv --reuid=65534 --regid=65534 --clear-groups"
else
    user=env
fi
# A network of its own, which is empty; where that is forbidden, proxies that lead nowhere.
if unshare --net true 2>/dev/null; then
    offline="unshare --net"
elif unshare --user --map-current-user --net true 2>/dev/null; then
    offline="unshare --user --map-current-user --net"
else
    none=http://127.0.0.1:9
    offline="env http_proxy=$none https_proxy=$none HTTP_PROXY=$none HTTPS_PROXY=$none ALL_PROXY=$none"
fi

git clone --quiet --no-hardlinks . "$work/clone"
cp scripts/path-without-tex.sh "$work"
mkdir "$work/home"
[ "$(id -u)" != 0 ] || chown -R 65534:65534 "$work"
unset XDG_CACHE_HOME XDG_CONFIG_HOME XDG_DATA_HOME PYENV_ROOT PYENV_VERSION MAKEFLAGS MFLAGS MAKELEVEL
export HOME="$work/home"
cd "$work/clone"
$user sh "$work/path-without-tex.sh" "$work/bin"

bare() { $user env PATH="$work/bin" "$@"; }
bare_offline() { $offline $user env PATH="$work/bin" "$@"; }

echo "user: $(bare id -un); LaTeX on the PATH: $(bare sh -c 'command -v pdflatex lualatex latexmk' || echo none)"
echo "== the installation, which is the part of \`$first\` that needs the network"
bare make .venv/.installed latex
echo "== the network is switched off"
bare_offline .venv/bin/python -c 'import socket
try: socket.create_connection(("192.0.2.1", 443), timeout=2)
except OSError as problem: print(problem)'
echo "== $first"
# shellcheck disable=SC2086  # the command must be split into words
bare_offline $first
for cv in examples/*.yaml; do
    bare_offline .venv/bin/cvpdf build "$cv" -o "build/$(basename "$cv" .yaml)" >"$work/log" 2>&1 ||
        { cat "$work/log"; echo "== FAILED: cvpdf build $cv"; exit 1; }
    echo "$cv: $(awk '$3 ~ /%$/ { printf "%s%s %s of %s", comma, $1, $4, $6; comma = ", " }' "$work/log")"
done
echo "== cvpdf doctor"
bare_offline .venv/bin/cvpdf doctor | grep -e pdflatex -e '^Fonts' -e '^cvpdf can'
