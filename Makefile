# Everything is installed into .venv. Only apt-get (LaTeX, poppler, and chromium for the tests) and the cache of cvpdf
# write outside this folder.
# Recipes use relative paths only, so the folder may have any name. "make help" lists the targets.

.DEFAULT_GOAL := build
.NOTPARALLEL:
.SUFFIXES:
MAKEFLAGS += --no-builtin-rules
.PHONY: build test test-under-load test-bare test-embedded check format test-all bench docs picture clean distclean help latex latex-complete poppler chromium moved

python := .venv/bin/python

# Works without any environment variable, and with any Python variables that are set.
PATH ?= /usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
export PATH
export PYTHONUTF8 := 1
unexport PYTHONPATH PYTHONHOME PYTHONOPTIMIZE PYTHONDONTWRITEBYTECODE VIRTUAL_ENV CDPATH

build: .venv/.installed latex ## install what is missing, then build every variant of cv.yaml into build/ (the default)
	@$(python) -m cvpdf build

test: .venv/.installed-dev latex-complete poppler chromium ## install what the tests need and run them all (ARGS="-k dates" selects)
	@$(python) -m pytest -n auto $(ARGS)

test-bare: ## build the CV and all examples without root rights, TeX on the PATH and network, in a fresh clone
	@sh scripts/test-bare.sh

test-embedded: .venv/.installed-dev ## the tests of typesetting with the embedded LaTeX alone
	@sh scripts/test-embedded.sh $(ARGS)

test-under-load: .venv/.installed-dev latex-complete poppler chromium ## the tests beside 8 busy processes
	@sh scripts/test-under-load.sh 8 $(ARGS)

check: .venv/.installed-dev ## style, formatting and static types
	@$(python) -m ruff check .
	@$(python) -m ruff format --check .
	@$(python) -m mypy

format: .venv/.installed-dev ## fix the style and format the code
	@$(python) -m ruff check --fix .
	@$(python) -m ruff format .

test-all: .venv/.installed-dev latex-complete poppler chromium ## run the tests with Python 3.11, 3.12 and 3.13, as far as they are installed
	@sh scripts/test-all.sh 3.11 3.12 3.13

bench: .venv/.installed-dev latex-complete ## measure time and memory, and write docs/performance.md (ARGS=--quick)
	@$(python) -m benchmarks.speed $(ARGS)

docs: .venv/.installed ## regenerate the pages that are made from the schema and the checks
	@$(python) scripts/generate_docs.py

picture: build poppler ## create the pictures of the docs: the one-page résumé, all themes, styles and macros
	@mkdir -p docs/images
	@pdftoppm -png -r 110 -singlefile build/onepage.pdf docs/images/onepage
	@$(python) -m cvpdf themes --preview docs/images/themes.png
	@$(python) scripts/macro_sheet.py
	@$(python) scripts/style_pictures.py

clean: ## remove build results and caches
	rm -rf build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis

distclean: clean ## remove the virtual environments as well
	rm -rf .venv .venv-3.*

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-15s %s\n", $$1, $$2 }' Makefile

# .venv/.installed contains the path of this folder and the pyproject.toml that was installed. The installation is
# checked again when pyproject.toml is newer, when the Python of the environment is missing, or when the folder moved.
.venv/.installed: pyproject.toml $(python)
	@PYTHON='$(PYTHON)' sh scripts/install-cvpdf.sh .venv

.venv/.installed-dev: pyproject.toml $(python)
	@PYTHON='$(PYTHON)' sh scripts/install-cvpdf.sh .venv dev

$(python): ;

ifneq ($(wildcard .venv/.installed),)
ifneq ($(shell IFS= read -r path <.venv/.installed; printf %s "$$path"),$(CURDIR))
.venv/.installed .venv/.installed-dev: moved
endif
endif
ifneq ($(wildcard .venv/.unfinished),)
.venv/.installed .venv/.installed-dev: moved
endif
moved: ;

latex: .venv/.installed
	@sh scripts/install-latex.sh .venv

latex-complete: .venv/.installed-dev
	@sh scripts/install-latex.sh .venv --complete

chromium:
	@command -v chromium >/dev/null 2>&1 || sh scripts/apt-install.sh chromium || \
	    echo "Cannot install chromium without root rights; browser tests of the preview are skipped." >&2

poppler:
	@command -v pdftotext >/dev/null 2>&1 || sh scripts/apt-install.sh poppler-utils || \
	    echo "Cannot install pdftotext (poppler-utils) without root rights; tests that need it are skipped." >&2
