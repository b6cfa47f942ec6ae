# For a fresh Debian or Ubuntu: `make demo`, `make test`. Nothing has to be installed by hand.
# `make help` lists the targets that have a comment behind them.

.DEFAULT_GOAL := help
.NOTPARALLEL:
python := .venv/bin/python
# Debian's: the strongest isolation.
packages := bubblewrap
# CI also holds references to PyTorch, SciPy and scikit-learn; elsewhere `CI=1 make test` does.
comma := ,
extras := test,dev$(if $(CI),$(comma)oracles)

.PHONY: help
help: ## Show this list.
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' Makefile

.PHONY: demo
demo: ## Make the environment, then grade a wrong Adam and a right one.
	@.ci/environment
	@$(python) -m grader demo

.PHONY: test
test: ## Install what the tests need, then run the whole gate.
	@.ci/environment $(extras)
	@.ci/debian $(packages) || echo 'Going on without: for every test, run `sudo apt install $(packages)`.'
	@$(MAKE) --no-print-directory --keep-going gate

.PHONY: check
check: ## Check format, lint and types: the part of the gate that takes seconds.
	@.ci/environment test,dev
	@$(MAKE) --no-print-directory --keep-going format lint types

# Every step is run, whatever the one before said: one run tells all there is to put right.
.PHONY: gate format lint types validate tests
gate: format lint types validate tests
format:
	$(python) -m ruff format --check
lint:
	$(python) -m ruff check
types:
	$(python) -m mypy
# Every seventh mutant here, all of them in `full`.
validate:
	$(python) -m grader validate --mutants --sample 7
tests: # last, so that pytest's own line closes the run
	$(python) -m pytest --ignore=tests/attacks # in `full` until their verdicts hold on a busy machine too

.PHONY: bench
bench: ## Measure the figures the grader has to hold, in medians.
	@.ci/environment test,dev
	@for file in benchmarks/*.py; do echo "$$file"; $(python) "$$file" || exit 1; done

.PHONY: full
full: test bench margins ## Everything, without a limit of time: figures, mutants, tiers, kills, fuzz, other Pythons.
	$(python) -m grader validate --mutants
	BACKGRADE_FUZZ=10000 BACKGRADE_TIERS=all BACKGRADE_FULL=1 $(python) -m pytest
	@for version in 3.11 3.12 3.13; do \
	    if python$$version -c '' 2>/dev/null; then \
	        PYTHON=python$$version VENV=.venv-$$version .ci/environment test && .venv-$$version/bin/python -m pytest || exit 1; \
	    else echo "There is no python$$version here: not tested."; fi; \
	done

.PHONY: margins
margins: ## Show how near right answers and mistakes come to each tolerance.
	@.ci/environment
	@$(python) -m grader validate --margins

.PHONY: schema
schema: ## Write docs/results.schema.json anew from the model of a report.
	@.ci/environment
	@$(python) -c 'import json; from grader.render.json import schema; print(json.dumps(schema(), indent=2))' >docs/schema.new
	@mv docs/schema.new docs/results.schema.json
