# Two commands for a fresh machine with Python 3.11+, git and make: `make demo` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
DEMO_MODELS := .demo/models

.PHONY: demo test check bench clean

$(INSTALLED): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "regwire needs Python 3.11 or newer: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 2; }
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[fast,dev]'
	touch $@

# A model is fitted once and again whenever the data or the code that fits has changed.
$(DEMO_MODELS)/.fitted: $(INSTALLED) $(wildcard data/*) $(wildcard model/*.py) $(wildcard training/*.py)
	@echo "Fitting a model on data/labels.csv (one to three minutes) ..."
	@rm -rf $(DEMO_MODELS)
	@$(BIN)/regwire retrain --models $(DEMO_MODELS)
	@touch $@

demo: $(DEMO_MODELS)/.fitted
	@$(BIN)/regwire tag examples --models $(DEMO_MODELS) -o .demo/tagged.csv --table
	@echo "All columns are in .demo/tagged.csv"

test: $(INSTALLED)
	$(BIN)/python -m pytest

check: $(INSTALLED)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest

bench: $(DEMO_MODELS)/.fitted
	$(BIN)/python -m benchmarks --models $(DEMO_MODELS)

clean:
	rm -rf $(VENV) .demo .pytest_cache .mypy_cache .ruff_cache .hypothesis
