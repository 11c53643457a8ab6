# make demo    check examples/ and write out/report.html
# make test    style, types and tests
# make bench   measure; fails on nothing
# make docs    write the pages of the rules, the schemas, and the accuracy where labels lie beside the checkout
# make site    the documentation as a site in out/site, to be read offline
# make pictures  the pictures of docs/images/ anew; needs Chromium
# Needs make and Python 3.11 or newer; everything else goes into .venv.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet

.PHONY: demo test bench docs site pictures clean

# Findings end with exit code 1; that is what the demonstration is for.
demo: $(VENV)/.installed
	@mkdir -p out
	@$(BIN)/budgetlint check examples/ --format text -o out/report.html || test $$? -eq 1
	@echo "out/report.html"

test: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check --quiet .
	$(BIN)/mypy
	$(BIN)/python -m pytest -n auto -q

bench: $(VENV)/.bench
	@$(BIN)/python benchmarks/run.py

docs: $(VENV)/.installed
	$(BIN)/python docs/make_rules.py
	-$(BIN)/python benchmarks/accuracy.py --write

site: $(VENV)/.docs
	@NO_MKDOCS_2_WARNING=1 $(BIN)/python -m mkdocs build --strict --quiet
	@echo "out/site/index.html"

pictures: $(VENV)/.installed
	$(BIN)/python docs/make_screenshots.py

# Stamps, so that nothing is installed twice: the package alone, with the tools of development, of the site, of measuring.
$(VENV)/.installed: pyproject.toml | $(BIN)/python
	$(PIP) -e .
	@touch $@

$(VENV)/.dev: pyproject.toml | $(BIN)/python
	$(PIP) -e '.[dev]'
	@touch $(VENV)/.installed $@

$(VENV)/.docs: pyproject.toml | $(VENV)/.installed
	$(PIP) -e '.[docs]'
	@touch $@

# What cannot be installed is left out of the table, and said so there.
$(VENV)/.bench: pyproject.toml | $(VENV)/.installed
	@$(PIP) -e '.[bench]' && touch $@ || echo "bench: the extra tools could not be installed"

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is needed: make PYTHON=python3.12"; exit 1; }
	$(PYTHON) -m venv $(VENV)

clean:
	rm -rf $(VENV) out build dist
