# Everything lives in .venv; each target installs what it needs. `make help` lists them.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed

# more arguments: `make test ARGS="-k mbind -x"`, `make serve ARGS="--http-port 9000"`
ARGS ?=
# test processes
JOBS ?= auto

# what proves the pure rooms
ENGINE_TESTS := $(addprefix tests/,mm cxl fabric devices conformance imports scenarios experiments control)

PYTEST := $(BIN)/pytest -n $(JOBS) --dist worksteal

# bytecode is compiled once at installation; without it each start costs two seconds more
unexport PYTHONDONTWRITEBYTECODE
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: help
help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sort | awk -F ':.*## ' '{printf "  \033[1m%-14s\033[0m %s\n", $$1, $$2}'

# --- set up ---------------------------------------------------------------------------------------

.PHONY: install
install: $(INSTALLED) ## put everything into .venv (skipped when nothing changed)

$(INSTALLED): requirements.lock requirements-dev.lock pyproject.toml
	@test -x $(BIN)/python || tools/make_venv.sh $(VENV) $(PYTHON)
	@echo "installing into $(VENV)"
	@$(BIN)/python -m pip install --quiet -r requirements-dev.lock
	@$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@$(BIN)/python -m pip check
	@$(BIN)/python -m compileall -q service
	@touch $@

.PHONY: browser
browser: ## install Chromium for the browser tests where possible (Debian, as root)
	@tools/install_browser.sh

# --- run ------------------------------------------------------------------------------------------

.PHONY: serve
serve: install ## run the service with the demo fabric; data stays in ./var
	@mkdir -p var
	@exec $(BIN)/cxltwin demo $(ARGS)

.PHONY: demo-reset
demo-reset: ## forget the data of `make serve`
	rm -rf var

# --- check ----------------------------------------------------------------------------------------

.PHONY: test
test: install browser ## all tests, with a real PostgreSQL and Chromium where they can be had
	@$(PYTEST) -m "not slow" $(ARGS)

.PHONY: test-slow
test-slow: install browser ## the long suites
	@$(PYTEST) -m slow --timeout 3600 $(ARGS)

.PHONY: coverage
coverage: install ## branch coverage of the pure rooms by the tests of the engine
	@CXLTWIN_MM_EXAMPLES=30 $(BIN)/coverage run -m pytest -m "not slow" --timeout 3000 $(ENGINE_TESTS) $(ARGS)
	@$(BIN)/coverage report

.PHONY: lint
lint: lint-style lint-types lint-rooms lint-proto ## style, types, room borders, proto files

.PHONY: lint-style
lint-style: install
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

.PHONY: lint-types
lint-types: install
	@$(BIN)/mypy

.PHONY: lint-rooms
lint-rooms: install
	@$(BIN)/lint-imports

.PHONY: lint-proto
lint-proto: install
	@$(BIN)/buf lint

.PHONY: format
format: install ## let ruff format and mend what it can
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

.PHONY: mutation
mutation: install ## plant bugs into the engine and count those the tests miss (ARGS="--seed 2")
	@$(BIN)/python tools/mutation.py $(ARGS)

.PHONY: bench
bench: install ## measure the data structures of the engine: ratios, not absolute rates
	@$(BIN)/python bench/engine.py $(ARGS)

# --- generate -------------------------------------------------------------------------------------

.PHONY: proto
proto: install ## write proto/ from the command models, and service/gen from proto/
	@$(BIN)/python -m service.rpc.generate

.PHONY: openapi
openapi: install ## write docs/api/openapi.json and the answers of its examples
	@$(BIN)/python tools/record_examples.py

.PHONY: docs
docs: install ## write the pages of docs/reference that are made from tables
	@$(BIN)/python tools/reference_pages.py
	@$(BIN)/python tools/contracts.py
	@$(BIN)/python tools/model_pages.py
	@$(BIN)/python tools/use_cases.py
	@$(BIN)/python tools/isolation_data.py

.PHONY: isolation-data
isolation-data: install ## run E1 and E2: docs/explanation/isolation-data.md, results in build/isolation-data
	@$(BIN)/python tools/isolation_data.py build/isolation-data

.PHONY: lock
lock: ## write the lock files from pyproject.toml (ARGS=--upgrade for newest versions)
	@tools/lock.sh $(ARGS)

.PHONY: clean
clean: ## remove .venv, caches and reports; ./var stays
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis .schemathesis
	rm -rf .coverage htmlcov mutants build dist reports
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
