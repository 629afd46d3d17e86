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

.PHONY: serve test test-full staff-link demo totals bench bench-quick bench-pages screenshots holidays fonts openapi lock pictures cards manual-pictures staff-links revoke-link \
  package deploy destroy restore rotate-keys person office-check launch-pack sbom audit cost rehearse-release

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
	@$(VENV) -m pytest --numprocesses auto --dist worksteal

## The same with the slow suites at full length: 50 seeds of each race, 999 places, long histories.
test-full: export NATRAK_TESTS = full
test-full: test

## One signed URL for staff: make staff-link OFFICE=bang-rak DATE=2026-12-01 SCOPE=day-list
staff-link:
	@$(PYTHON) infra/setup.py link
	@$(VENV) -m infra.staff_link --office "$(OFFICE)" --date "$(DATE)" --scope "$(SCOPE)" \
	  --data-dir "$(DATA_DIR)" --now "$(NOW)" --port "$(PORT)" --base-url "$(BASE_URL)" \
	  --stage "$(STAGE)"

## The links an office gave out: make staff-links OFFICE=bang-rak; STAGE=prod asks a deployed copy
staff-links:
	@$(PYTHON) infra/setup.py link
	@$(VENV) -m infra.staff_link list --office "$(OFFICE)" --data-dir "$(DATA_DIR)" --now "$(NOW)" \
	  --stage "$(STAGE)"

## End one of them at once: make revoke-link OFFICE=bang-rak LINK=<its id or its whole address>
revoke-link:
	@$(PYTHON) infra/setup.py link
	@$(VENV) -m infra.staff_link revoke --office "$(OFFICE)" --link "$(LINK)" \
	  --data-dir "$(DATA_DIR)" --now "$(NOW)" --stage "$(STAGE)"

## A sample year of bookings, services and surveys, in a data directory of its own (.demo).
demo: DEMO_DIR = $(if $(filter file,$(origin DATA_DIR)),.demo,$(DATA_DIR))
demo:
	@$(PYTHON) infra/setup.py serve
	@$(VENV) -m infra.demo --data-dir "$(DEMO_DIR)" --base-url "$(BASE_URL)"

## Every figure of speed beside its floor: one table, and build/bench.json. README=1 shows it there.
bench:
	@$(PYTHON) infra/setup.py test
	@$(VENV) -m tests.bench
	@$(if $(README),$(VENV) -m tests.bench --readme)

## The same in a minute: fewer runs, and without the longest rows.
bench-quick:
	@$(PYTHON) infra/setup.py test
	@$(VENV) -m tests.bench --quick

## What every page and each step of a booking cost on a slow phone; JSON in build/bench/.
bench-pages:
	@$(PYTHON) infra/setup.py test
	@$(VENV) -m tests.bench.pages
	@$(VENV) -m tests.bench.journey

## Count the kept totals anew: make totals OFFICE=bang-rak FROM=2026-01-01 STAGE=prod (or DATA_DIR=)
totals:
	@$(PYTHON) infra/setup.py serve
	@$(VENV) -m infra.rebuild_totals --office "$(OFFICE)" --from "$(FROM)" --stage "$(STAGE)" \
	  --data-dir "$(DATA_DIR)" --now "$(NOW)"

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

## The pictures of the staff's manual, taken anew: to be looked at after a change of the desk.
manual-pictures:
	@$(PYTHON) infra/setup.py test
	@$(VENV) -m tests.browser.manual_pictures

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

## All that is deployed, under build/package/, without credentials: make package STAGE=prod
package:
	@$(PYTHON) infra/setup.py link
	@$(VENV) -m infra.package --stage "$(STAGE)"

## From AWS credentials to a running service: make deploy STAGE=prod MAIL_FROM=… ALARM_MAIL=…
## DRY=1 shows every call and makes none. Also DOMAIN=, STAFF_MAIL=, TABLE= (after a restore),
## SET='ApiRate=2000 ApiBurst=4000' (any parameter of the stack; it keeps what it has).
deploy: package
	@$(VENV) -m infra.deploy deploy --stage "$(STAGE)" --mail-from "$(MAIL_FROM)" \
	  --alarm-mail "$(ALARM_MAIL)" --staff-mail "$(STAFF_MAIL)" --domain "$(DOMAIN)" \
	  --table "$(TABLE)" --set "$(SET)" $(if $(DRY),--dry)

## Take a copy down; the table, a backup of it and the keys stay, pictures of papers go. Asks first.
destroy:
	@$(PYTHON) infra/setup.py link
	@$(VENV) -m infra.deploy destroy --stage "$(STAGE)" $(if $(DRY),--dry)

## A new key for staff links, from now on: make rotate-keys STAGE=prod. END=1 also ends, within five
## minutes, every link that was made before: for a link or a key in wrong hands.
rotate-keys:
	@$(PYTHON) infra/setup.py link
	@$(VENV) -m infra.deploy rotate-keys --stage "$(STAGE)" $(if $(END),--end) $(if $(DRY),--dry)

## The bookings as they were: make restore STAGE=prod AT=2026-12-14T07:50+07:00
restore:
	@$(PYTHON) infra/setup.py link
	@$(VENV) -m infra.deploy restore --stage "$(STAGE)" --at "$(AT)" $(if $(DRY),--dry)

## What is known of a person, or forgetting them: make person PHONE=+66… DO=show|erase STAGE=prod
## INTO=… is a new folder for the pictures of papers that are shown.
person:
	@$(PYTHON) infra/setup.py serve
	@$(VENV) -m infra.person_request "$(DO)" --phone "$(PHONE)" --stage "$(STAGE)" \
	  --data-dir "$(DATA_DIR)" --into "$(INTO)"

## Check an office's data and show its calendar before it opens: make office-check OFFICE=dusit
office-check:
	@$(PYTHON) infra/setup.py link
	@$(VENV) -m infra.join check --office "$(OFFICE)" --now "$(NOW)"

## The launch pack of an office, in Thai, under build/launch/: make launch-pack OFFICE=bang-rak
launch-pack:
	@$(PYTHON) infra/setup.py link
	@$(VENV) -m infra.join pack --office "$(OFFICE)" --base-url "$(BASE_URL)"

## What is in the function, as CycloneDX, and whether the locks are whole: build/sbom.json
sbom:
	@$(PYTHON) infra/setup.py test
	@$(VENV) -m infra.supply sbom

## Known weaknesses of what is in the function; asks the network, and says so if it cannot.
audit:
	@$(PYTHON) infra/setup.py test
	@$(VENV) -m infra.supply audit

## The monthly bill, from measured units and dated prices.
cost:
	@$(PYTHON) infra/setup.py link
	@$(VENV) -m infra.cost

## The minute in which 999 places are given out, simulated.
rehearse-release:
	@$(PYTHON) infra/setup.py link
	@$(VENV) -m infra.release_minute

## Pin all packages anew, with hashes and without addresses.
lock:
	@$(PYTHON) infra/setup.py serve
	@$(VENV) -m pip install --quiet uv
	@cd . && for args in \
	  "functions/requirements.in -o functions/requirements.txt" \
	  "-c functions/requirements.txt --group serve functions/requirements.in -o requirements/serve.txt" \
	  "-c requirements/serve.txt --group serve --group test functions/requirements.in -o requirements/test.txt" \
	  "-c requirements/serve.txt infra/papers/requirements.in -o infra/papers/requirements.txt"; do \
	  .venv/bin/uv pip compile --quiet --upgrade --universal --generate-hashes --python-version 3.11 \
	    --no-header $$args; done
