# make demo    check examples/ and write out/report.html
# make test    style, types and tests
# make test-versions  a quick part of the tests on the lowest versions that we declare and on the newest there are
# make lock    the versions of requirements/ anew; needs uv (pip install uv)
# make bench   measure; fails on nothing
# make docs    write the pages of the rules, the schemas, and the accuracy where labels lie beside the checkout
# make site    the documentation as a site in out/site, to be read offline
# make pictures  the pictures of docs/images/ anew; needs Chromium
# Needs make and Python 3.11 or newer; everything else goes into .venv, for demo and test from the locks of requirements/.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet
# The package itself, without asking a registry: what it needs and what builds it is there already.
THIS := $(PIP) --no-deps --no-build-isolation -e .
UV ?= uv
LOCK := $(UV) pip compile pyproject.toml --quiet --upgrade --universal --python-version 3.11 --group build \
	--generate-hashes --no-header --no-emit-index-url --no-emit-find-links

.PHONY: demo test test-versions test-lowest test-newest lock bench docs site pictures clean

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

test-versions: test-lowest test-newest

test-lowest test-newest: test-%: | $(BIN)/python
	@.ci/versions $* $(BIN)/python $(VENV)

# For all Pythons from 3.11 on and all systems at once. run: what the package needs; dev: and what its tests need; lowest:
# the same at the lower bounds of pyproject.toml.
lock:
	@command -v $(UV) >/dev/null || { echo "uv is needed: pip install uv"; exit 1; }
	$(LOCK) --extra dev -o requirements/dev.txt
	$(LOCK) -c requirements/dev.txt -o requirements/run.txt
	$(LOCK) --extra test --extra xls --extra audit --resolution lowest-direct -o requirements/lowest.txt

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
$(VENV)/.installed: pyproject.toml requirements/run.txt | $(BIN)/python
	$(PIP) --require-hashes -r requirements/run.txt
	$(THIS)
	@touch $@

$(VENV)/.dev: pyproject.toml requirements/dev.txt | $(BIN)/python
	$(PIP) --require-hashes -r requirements/dev.txt
	$(THIS)
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
