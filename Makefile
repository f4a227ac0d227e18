# For developers. Everything runs in the environment the launcher prepares; nothing else needs to be installed.
PYTHON := .venv/bin/python
export PYTHONPATH := src

.PHONY: check ready format formatted lint types arrows docs tests test test-cluster lock bench

check: formatted lint types arrows docs tests
	@echo "check: everything holds"

ready:
	@./gongkai prepare --with-tests

format: ready
	$(PYTHON) -m ruff format
	$(PYTHON) -m ruff check --fix

formatted: ready
	$(PYTHON) -m ruff format --check

lint: ready
	$(PYTHON) -m ruff check

types: ready
	$(PYTHON) -m mypy src/gongkai

arrows: ready
	.venv/bin/lint-imports --no-cache --no-logo

docs: ready
	$(PYTHON) -m pytest -q tests/repository tests/docs

# GONGKAI_SKIP_TESTS=1 leaves out the suite where it has just run on its own (see .ci/run).
tests: ready
ifeq ($(GONGKAI_SKIP_TESTS),1)
	@echo "check: the suite is left out, GONGKAI_SKIP_TESTS=1"
else
	./gongkai test
endif

test:
	./gongkai test

# Search on a real OpenSearch cluster of one and of three nodes; says so where Java or Maven Central is absent.
test-cluster: ready
	@$(PYTHON) tests/cluster/run.py

lock:
	python3 requirements/lock.py

# Every program of benchmarks/, or those named: make bench BENCH="due demo". Each prints one JSON document; all together take long.
BENCH ?= $(basename $(notdir $(sort $(wildcard benchmarks/*.py))))
bench: ready
	@for name in $(BENCH); do echo "== $$name"; $(PYTHON) "benchmarks/$$name.py" || exit 1; done
