# make demo    check the shipped case, write its report page
# make test    the whole suite, notebooks included
# make lab     the notebooks in JupyterLab
# make notebooks   run them all again and keep what they show (after a change of verdicts or data)
# make pictures    photograph the README's pictures again, in Chromium
# make check   lint, types, imports
# make lock    write requirements.lock anew: the pins of constraints.txt with their files' hashes
# make audit   look for known vulnerabilities of the pins (asks pypi.org)
# make clean   remove all that these made
#
# TORCH_INDEX names a package index for a CPU-only torch:
#   make demo TORCH_INDEX=https://download.pytorch.org/whl/cpu

PYTHON ?= python3
VENV ?= .venv
TORCH_INDEX ?=

BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip
INSTALL := $(PIP) install --quiet -c constraints.txt
CASE := data/cases/apple-aws
PAGE := build/apple-aws.html
# A file's tests stay in one process, which loads the model and opens the browser once, and leaves
# the other cores to the other processes.
PYTEST := OMP_NUM_THREADS=1 $(BIN)/python -m pytest -n auto --maxprocesses 4 --dist loadfile

.PHONY: demo test lab notebooks pictures check lock audit clean
.DELETE_ON_ERROR:

demo: $(VENV)/.core
	$(BIN)/claimcheck check $(CASE) --html $(PAGE)

test: $(VENV)/.test
	$(PYTEST)
	$(PYTEST) --nbval \
	  $(addprefix --nbval-sanitize-with ,$(wildcard notebooks/sanitize.cfg)) notebooks

lab: $(VENV)/.notebooks
	$(BIN)/jupyter lab notebooks

# Without times and versions, so that a change shows only what changed.
notebooks: $(VENV)/.notebooks
	$(BIN)/python -c "from claimcheck import tours; tours.renew('notebooks')"

pictures: $(VENV)/.test
	$(BIN)/python tests/pictures.py

check: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

lock: $(VENV)/.pip
	$(PIP) install --quiet uv==0.13.9
	$(BIN)/uv pip compile --quiet --no-deps --universal --python-version 3.11.5 --generate-hashes \
	  --no-annotate --custom-compile-command 'make lock' --output-file requirements.lock constraints.txt

# Strict, or a package that could not be looked up would count as free of them.
audit: $(VENV)/.pip
	$(INSTALL) pip-audit==2.10.1
	$(BIN)/python -m pip_audit --strict --disable-pip --require-hashes --requirement requirements.lock

clean:
	rm -rf $(VENV) build claimcheck.egg-info
	rm -rf .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache

# The pip that Python 3.11 ships can't resolve lxml[html_clean], so pip comes first.
$(VENV)/.pip:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or later is needed; name one: make PYTHON=python3.12")'
	$(PYTHON) -m venv $(VENV)
	$(PIP) install --quiet --upgrade pip
	@touch $@

# torch alone and at its pin, so that a CPU wheel at hand or TORCH_INDEX decides its build, and
# without what it needs, which the next step takes from the usual index.
$(VENV)/.torch: constraints.txt | $(VENV)/.pip
	$(PIP) install --quiet --no-deps $(if $(TORCH_INDEX),--index-url $(TORCH_INDEX)) \
	  $(shell grep '^torch==' constraints.txt)
	@touch $@

$(VENV)/.core: pyproject.toml constraints.txt $(VENV)/.torch
	$(INSTALL) --editable .
	@touch $@

$(VENV)/.notebooks $(VENV)/.test $(VENV)/.dev: $(VENV)/.%: $(VENV)/.core
	$(INSTALL) --editable '.[$*]'
	@touch $@
