# make demo: the main job.  make test: all tests.  Both set up what they need, once.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: demo check test lint build bench pictures help

help:
	@sed -n 's/^\([a-z]*\):.*## /make \1\t/p' Makefile

demo: .venv/ready ## a sample plan with suggested goals, in demo/
	@$(BIN)/xlgoals demo

check: lint ## style, types, and every test that needs no office program
	$(BIN)/python -m pytest --numprocesses 2 --dist loadfile -m "not libreoffice and not node and not postgres"

test: .venv/ready-for-tests ## every test, LibreOffice included
	@tools/install-libreoffice.sh
	@tools/install-validator.sh
	@tools/install-postgres.sh
	$(BIN)/python -m pytest --numprocesses 2 --dist loadfile

lint: .venv/ready-for-tests ## style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

build: .venv/ready-for-tests ## committed workbooks and generated pages, anew
	$(BIN)/python -m build

bench: .venv/ready-for-tests ## speed and accuracy against peers, as ratios in one run
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test,bench]'
	@for file in benchmarks/*.py; do echo "== $$file"; $(BIN)/python $$file || exit 1; done

pictures: .venv/ready-for-tests ## pictures of the sheets, for the README
	@tools/install-libreoffice.sh
	$(BIN)/python tools/pictures.py

.venv/ready: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "xlgoals needs Python 3.11 or later; say which with: make PYTHON=python3.12 demo"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

.venv/ready-for-tests: .venv/ready
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test]'
	@touch $@
