# Needs Python 3, make and git; fetches everything else into this folder. `make help` lists what there is.
PYTHON ?= python3

.PHONY: help run test check bench load eval format prepare train

help:
	@echo "make run      start everything on the demo city and print how to try it"
	@echo "make test     every test"
	@echo "make check    what CI runs: format, lint, types, imports, understanding, every test"
	@echo "make bench    measure the whole stack, beside stock Rasa"
	@echo "make load     the loads that a city has to hold, with a stand-in for Twilio (ARGS=--short for a quick try)"
	@echo "make eval     measure how well messages are understood"
	@echo "make format   put the code into the house's format"

run: prepare
	@exec .venv/bin/permitline up

test: prepare
	@exec .venv/bin/python tools/check.py --tests-only

check: prepare
	@exec .venv/bin/python tools/check.py

bench: prepare train
	@exec .venv/bin/python -m bench

load: prepare train
	@exec .venv/bin/python -m load $(ARGS)

eval: prepare train
	@exec .venv/bin/python -m quality

format: prepare
	@.venv/bin/ruff check --fix-only --quiet .
	@.venv/bin/ruff format .

train: prepare
	@dialogue/.venv/bin/python -m dialogue.train

prepare:
	@$(PYTHON) tools/prepare.py
