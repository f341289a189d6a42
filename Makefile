# Two commands: `make book` and `make test`. The pip lines they run are in README.md.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
READY := $(VENV)/ready
TIER ?= fast

.PHONY: book pdf test lint bench clean

# The package is installed in place; a changed dependency list or pin makes the environment anew.
# pip compiles modules one after another, those of the packages' own tests too; all processors compile the others.
$(READY): pyproject.toml book/constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "symattn needs Python 3.11 or newer; run: make PYTHON=python3.12 ..."; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile -c book/constraints.txt -e '.[all,book,dev]'
	@$(BIN)/python -m compileall -qq -j 0 -x '/tests/' $(VENV)/lib || true
	@touch $@

# What the same code and packages have made is kept: a changed sentence costs its page only. After a warning nothing read is kept,
# since the next build would not repeat the warning.
book: $(READY)
	$(BIN)/symattn verify --reuse --record book/_build/ledger.json
	$(BIN)/jupyter-book build -W --keep-going book || { rm -rf book/_build/.doctrees; exit 1; }
	@echo
	@echo "The book is built. Open book/_build/html/index.html, or serve it with:"
	@echo "  $(BIN)/python -m http.server --directory book/_build/html 8000"

# Prints the pages that `make book` has built.
pdf: $(READY)
	$(BIN)/python book/pdf.py

test: $(READY)
	$(BIN)/python -m pytest -n auto --dist worksteal --tier $(TIER)

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: $(READY)
	$(BIN)/python -m pytest tests/benchmarks -n 0 --benchmark-only --benchmark-group-by=group --benchmark-columns=min,median,rounds

clean:
	rm -rf $(VENV) book/_build .pytest_cache .mypy_cache .ruff_cache .hypothesis .benchmarks
