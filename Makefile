# Python 3.10, make and the package registries are all that these commands need.
PYTHON := .venv/bin/python
export RASA_TELEMETRY_ENABLED := false
export TF_CPP_MIN_LOG_LEVEL := 3
export PYTHONPATH := $(CURDIR)

.PHONY: help run test unit chat shell token coverage lint types lock members evaluate clean

help:            ## Show these commands
	@grep -E '^[a-z]+:.*##' Makefile | sed -E 's/:[^#]*## /\t/' | expand -t 12

run: .venv/run.ok       ## Set everything up and start the assistant on http://127.0.0.1:8080 (PORT changes it)
	@$(PYTHON) run.py

test: .venv/dev.ok      ## Set everything up and run the tests
	@$(PYTHON) -m pytest tests -m "not model and not stack and not browser and not postgres" -n 2 --dist loadfile
	@$(PYTHON) -m bot.train
	@$(PYTHON) -m pytest tests -m "(model or stack) and not browser and not postgres"
	@$(PYTHON) -m pytest tests -m browser -rs

unit: .venv/dev.ok      ## Run the tests that need no model
	@$(PYTHON) -m pytest tests -m "not model and not stack and not browser and not postgres" -n 2 --dist loadfile

chat: .venv/run.ok      ## Talk to the running assistant in the terminal (MEMBER=… as that member)
	@$(PYTHON) -m messaging.chat $(MEMBER)

shell: .venv/run.ok     ## Talk to Rasa alone, beside a running `make run`
	@ACTIONS_URL=http://127.0.0.1:$$($(PYTHON) -c 'from settings import settings as s; print(s().actions_port)')/webhook \
	 ACTIONS_KEY=$$($(PYTHON) -c 'from settings import settings as s; print(s().key("action"))') \
	 $(PYTHON) -W ignore -m rasa shell

token: .venv/run.ok     ## Print a token for a demonstration member (MEMBER=…)
	@$(PYTHON) -m messaging.token $(MEMBER)

members: .venv/run.ok   ## Fill a member database with N synthetic members
	@$(PYTHON) -m members.fill $(N)

coverage: .venv/run.ok  ## Show which topics answer from each heading of the guide
	@$(PYTHON) -m knowledge.coverage

evaluate: .venv/dev.ok  ## Measure the understanding (SETS="a.jsonl b.jsonl" adds sets of your own)
	@$(PYTHON) -m nlu.evaluate $(SETS)

lint: .venv/dev.ok      ## Check style and types
	@.venv/bin/ruff check . && .venv/bin/ruff format --check . && .venv/bin/mypy

lock:                   ## Pin the dependencies again (needs uv)
	cd requirements && for name in run dev; do uv pip compile -q --python-version 3.10 --generate-hashes --no-header \
	  --no-annotate --no-emit-index-url --no-emit-find-links $$name.in -o $$name.lock; done

clean:                  ## Remove what was built, not the data
	rm -rf .venv models/*.tar.gz .pytest_cache .mypy_cache .ruff_cache

.venv/run.ok: requirements/run.lock
	@tools/install run

.venv/dev.ok: requirements/dev.lock .venv/run.ok
	@tools/install dev
