# The few commands everyone uses. Each sets up what it needs, from a fresh clone.

PYTHON   ?= python3
PORT     ?= 8000
DATA_DIR ?= .local
NOW      ?=
BASE_URL ?=
SCOPE    ?= day-list

VENV := .venv/bin/python
# The Chalice project is imported as in Lambda: `app` and `chalicelib` at the top.
export PYTHONPATH := functions:site:.
export PYTHONDONTWRITEBYTECODE =

.PHONY: serve test test-full staff-link staff-links revoke-link bench demo screenshots holidays fonts openapi lock

## The site and the API on http://127.0.0.1:$(PORT); bookings are kept in $(DATA_DIR).
serve:
	@$(PYTHON) infra/setup.py serve
	@exec $(VENV) -m infra.local.serve --port "$(PORT)" --data-dir "$(DATA_DIR)" --now "$(NOW)"

## Everything there is to check, browser included.
test:
	@$(PYTHON) infra/setup.py test
	@$(VENV) -m ruff check
	@$(VENV) -m ruff format --check
	@$(VENV) -m mypy
	@node --test --test-reporter=dot tests/site/js/*.test.mjs
	@$(VENV) -m pytest

## The same with the slow suites at full length: 50 seeds of each race, 999 places, long histories.
test-full: export NATRAK_TESTS = full
test-full: test

## One signed URL for staff: make staff-link OFFICE=bang-rak DATE=2026-12-01 SCOPE=day-list
staff-link:
	@$(PYTHON) infra/setup.py link
	@$(VENV) -m infra.staff_link --office "$(OFFICE)" --date "$(DATE)" --scope "$(SCOPE)" \
	  --data-dir "$(DATA_DIR)" --now "$(NOW)" --port "$(PORT)" --base-url "$(BASE_URL)"

## The links an office gave out: make staff-links OFFICE=bang-rak
staff-links:
	@$(PYTHON) infra/setup.py link
	@$(VENV) -m infra.staff_link list --office "$(OFFICE)" --data-dir "$(DATA_DIR)" --now "$(NOW)"

## End one of them at once: make revoke-link OFFICE=bang-rak LINK=<its id or its whole address>
revoke-link:
	@$(PYTHON) infra/setup.py link
	@$(VENV) -m infra.staff_link revoke --office "$(OFFICE)" --link "$(LINK)" \
	  --data-dir "$(DATA_DIR)" --now "$(NOW)"

## A sample year of bookings, services and surveys, in a data directory of its own (.demo).
demo: DEMO_DIR = $(if $(filter file,$(origin DATA_DIR)),.demo,$(DATA_DIR))
demo:
	@$(PYTHON) infra/setup.py serve
	@$(VENV) -m infra.demo --data-dir "$(DEMO_DIR)" --base-url "$(BASE_URL)"

## What every page costs on a slow phone: a table, and build/bench/pages.json.
bench:
	@$(PYTHON) infra/setup.py test
	@$(VENV) -m tests.bench.pages

## Every page as people see it, into build/screenshots/: to be looked at after a change.
screenshots:
	@$(PYTHON) infra/setup.py test
	@$(VENV) -m tests.browser.screenshots

## Freeze the government's holidays into data, after a new edition of the `holidays` package.
holidays:
	@$(PYTHON) infra/setup.py test
	@$(VENV) infra/data/freeze_holidays.py

## Cut the typeface anew into site/docs/assets/fonts/, after a new edition or for more letters.
fonts:
	@$(PYTHON) infra/setup.py test
	@$(VENV) -m infra.data.make_fonts

## Describe the API anew, after a change of routes or fields.
openapi:
	@$(PYTHON) infra/setup.py test
	@$(VENV) -m infra.data.make_openapi

## Pin all packages anew, with hashes and without addresses.
lock:
	@$(PYTHON) infra/setup.py serve
	@$(VENV) -m pip install --quiet uv
	@cd . && for args in \
	  "functions/requirements.in -o functions/requirements.txt" \
	  "-c functions/requirements.txt --group serve functions/requirements.in -o requirements/serve.txt" \
	  "-c requirements/serve.txt --group serve --group test functions/requirements.in -o requirements/test.txt"; do \
	  .venv/bin/uv pip compile --quiet --upgrade --universal --generate-hashes --python-version 3.11 \
	    --no-header $$args; done
