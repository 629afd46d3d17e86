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

.PHONY: serve test test-full staff-link bench screenshots holidays fonts openapi lock pictures cards

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

## What every page costs on a slow phone: a table, and build/bench/pages.json.
bench:
	@$(PYTHON) infra/setup.py test
	@$(VENV) -m tests.bench.pages

## Every page as people see it, into build/screenshots/: to be looked at after a change.
screenshots:
	@$(PYTHON) infra/setup.py test
	@$(VENV) -m tests.browser.screenshots

## The pictures in the guide, taken anew from the running site.
pictures:
	@$(PYTHON) infra/setup.py test
	@$(VENV) -m tests.browser.pictures

## The pictures the office shares (papers of each case, shared links), after a change of the rules.
cards:
	@$(PYTHON) infra/setup.py test
	@$(VENV) -m infra.data.make_cards

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
