# Everything a machine needs, made on the way: `make demo` and `make test` work on a bare Debian or
# Ubuntu with Python 3.11, git and make. What is there already is left alone.

SHELL := /bin/bash
PYTHON := .venv/bin/python
IMAGES ?= python:3.11-slim debian:bookworm-slim postgres:15
# What `make test` hands to pytest: make test PYTEST="-k reset"
PYTEST ?=
# What depends on how an engine isolates.
WALLS := tests/scenarios/test_walls.py
ISOLATION := tests/scenarios/test_isolation.py tests/scenarios/test_prove.py tests/scenarios/test_prove_images.py tests/contract/test_networks.py \
	tests/contract/test_containers.py $(WALLS)::test_no_datagram_reaches_the_machine \
	$(WALLS)::test_the_machines_side_has_no_address
DOCKER := scripts/with-docker.sh

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help demo test test-engines check bench docs images engine venv venv-dev browser forge-rules test-tools

help: ## what there is to make
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: venv engine images ## a sandbox of the example app, and its address
	@$(DOCKER) .venv/bin/sandbox up --demo
	@printf '\n  So that a terminal knows the command, paste this line into every new terminal:\n  export PATH="%s/.venv/bin:$$PATH"\n' "$(CURDIR)"

test: venv-dev engine images browser forge-rules test-tools ## all the tests, on real containers
	@$(DOCKER) $(PYTHON) -m pytest -n auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder $(PYTEST)

test-engines: venv-dev engine images test-tools ## the tests of isolation on the oldest engine that is supported
	@$(DOCKER) scripts/engine-beside.sh 20.10 $(PYTHON) -m pytest -n 0 $(ISOLATION)

check: venv-dev ## format, lint, types and the rules of who imports whom
	@scripts/check.sh

bench: venv-dev engine images ## the figures in the README
	@$(DOCKER) $(PYTHON) -m benchmarks

docs: venv-dev ## the reference of seed recipes, written from their model
	@$(PYTHON) -m sandbox.seeding.recipes.reference > docs/recipes.md

images: engine ## the base images: pulled, or built from the distribution's packages
	@$(DOCKER) bash compose/images/build.sh $(IMAGES)

engine: ## a running Docker engine
	@scripts/engine.sh

venv:
	@scripts/venv.sh run

venv-dev:
	@scripts/venv.sh dev

browser: venv-dev
	@scripts/browser.sh

forge-rules:
	@scripts/forge-rules.sh

test-tools:
	@scripts/test-tools.sh
