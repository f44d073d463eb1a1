# Every door of the project. `make` alone does `make setup`; `make help` lists the rest.
# Settings are read from the environment, then from .env: see .env.example.
SHELL := /bin/bash
PORT ?= 8000
# A different interpreter: make setup PYTHON=/usr/bin/python3.12
PYTHON ?=
# Arguments for pytest: make test-sqlite ARGS="tests/unit -k money"
ARGS ?=
# The machine's address on its network, for make run-phone; found by itself when there is only one
ADDRESS ?=
# How long make storm and make kill go on.
SEEDS ?= 25000
KILLS ?= 2000
BROWSER_KILLS ?= 300
CORRUPTIONS ?= 50
# How many malformed files make hostile-files hands in, and from which commit make migrate-under-load upgrades.
CASES ?= 10000
FROM ?= HEAD~50
export PORT PYTHON ADDRESS

BIN := .venv/bin

.PHONY: setup help system run run-phone kill-phone errand-elsewhere fuzz-deposit test test-sqlite test-postgres lint format bench bench-large storm kill storm-ledgers drill drill-large migrate-under-load attack hostile hostile-files canaries scan accessible docs-pictures lock

setup: ## virtual environment and a check of system libraries, nothing started
	@scripts/setup run

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-15s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

system: ## every system package that run and test need, in one go (Debian, Ubuntu; as root)
	@scripts/system-packages python run test

run: setup ## fresh machine -> running demonstration (PORT=8000, DATABASE_URL honoured)
	@scripts/run

run-phone: setup ## the same over https on the local network, to try on a real phone (PORT, ADDRESS)
	@scripts/run phone

kill-phone: ## the browser killed while it saves, its stores corrupted (ARGS="--kills 300 --corruptions 50")
	@scripts/setup test
	@$(BIN)/python scripts/kill_phone.py $(ARGS)

errand-elsewhere: ## the errand at the door in Firefox and WebKit, where they are installed (ARGS="firefox")
	@scripts/setup test
	@$(BIN)/python scripts/errand_elsewhere.py $(ARGS)

fuzz-deposit: ## schemathesis over the deposit API, where it is installed (ARGS="--cases 100000")
	@scripts/setup test
	@$(BIN)/python scripts/fuzz_deposit.py $(ARGS)

test: ## fresh machine -> whole suite, SQLite then PostgreSQL, browser tests included
	@scripts/setup test
	@scripts/run-tests sqlite postgres -- $(ARGS)

test-sqlite: ## the suite on SQLite only
	@scripts/setup test
	@scripts/run-tests sqlite -- $(ARGS)

test-postgres: ## the suite on PostgreSQL only (own throw-away server, or TEST_DATABASE_URL)
	@scripts/setup test
	@scripts/run-tests postgres -- $(ARGS)

lint: ## ruff, djlint, mypy, migrations, deployment checks, lock files
	@scripts/setup dev
	@scripts/lint

format: ## ruff puts imports and layout right
	@scripts/setup dev
	@$(BIN)/ruff check --fix --exit-zero .
	@$(BIN)/ruff format .

bench: ## ratios to floors measured in the same run, about half an hour (ARGS=deposit for one)
	@scripts/setup test
	@$(BIN)/python -m bench $(ARGS)

bench-large: ## the same at full size (takes as long as it takes)
	@scripts/setup test
	@LARGE=1 $(BIN)/python -m bench $(ARGS)

storm-ledgers: ## stock and money under eight workers and 100,000 random events each, on both databases (ROUNDS, EVENTS, FIRST)
	@scripts/setup test
	@DATABASE_URL=sqlite:///storm.sqlite3 $(BIN)/python scripts/storm_ledgers.py
	@folder=$$(mktemp -d) && url=$$(scripts/pg-throwaway start $$folder) && { DATABASE_URL=$$url $(BIN)/python scripts/storm_ledgers.py; code=$$?; scripts/pg-throwaway stop $$folder; exit $$code; }
storm: ## the deposit protocol in 25,000 new seeds of bad weather, a lane for each core (SEEDS=25000 LANES=, DATABASE_URL honoured)
	@scripts/setup test
	@$(BIN)/python -m tests.deposit.storm --seeds $(SEEDS) $(if $(LANES),--lanes $(LANES))

kill: ## kill -9 of the server on both databases, then of the browser (KILLS=2000 BROWSER_KILLS=300 CORRUPTIONS=50)
	@scripts/setup test
	@DATABASE_URL= $(BIN)/python -m tests.deposit.kill --kills $(KILLS)
	@folder=$$(mktemp -d) && url=$$(scripts/pg-throwaway start $$folder) && { DATABASE_URL=$$url $(BIN)/python -m tests.deposit.kill --kills $(KILLS); code=$$?; scripts/pg-throwaway stop $$folder; exit $$code; }
	@$(BIN)/python scripts/kill_phone.py --kills $(BROWSER_KILLS) --corruptions $(CORRUPTIONS)

attack: ## a solver against everything that 20 simulated offices told in 24 months each (OFFICES=20)
	@scripts/setup test
	@OFFICES=$(or $(OFFICES),20) $(BIN)/python -m pytest -q tests/unit/reports/test_attack_through_the_office.py

drill: ## a backup of this office brought back beside it, proved, its time and losses printed
	@scripts/setup run
	@$(BIN)/python manage.py restore_drill

drill-large: ## the same for an invented office of a million rows (ARGS="--rows 1000000", DATABASE_URL honoured)
	@scripts/setup test
	@$(BIN)/python scripts/drill_large.py $(ARGS)

migrate-under-load: ## a large office upgraded on PostgreSQL while phones hand in (FROM=the commit that runs now)
	@scripts/setup test
	@folder=$$(mktemp -d /tmp/pg.XXXXXX) && url=$$(scripts/pg-throwaway start $$folder) && { DATABASE_URL=$$url $(BIN)/python scripts/migrate_under_load.py --from $(FROM) $(ARGS); code=$$?; scripts/pg-throwaway stop $$folder; exit $$code; }

canaries: ## marked names and notes planted, the office used by everybody, every byte that leaves it searched for them
	@scripts/setup test
	@$(BIN)/python -m tests.canaries

scan: ## wapiti, sqlmap and schemathesis on a twin with planted faults, then on the office (ARGS="--minutes 10 --forms 60 --cases 2000")
	@scripts/setup test
	@scripts/scan-tools
	@$(BIN)/python -m tests.scanners $(ARGS)

hostile-files: ## malformed lists, spreadsheets and pictures through the pages that take them (CASES=10000)
	@scripts/setup test
	@$(BIN)/python -m tests.hostile --cases $(CASES)

accessible: ## every page at three widths and every PDF through the checkers; the accessibility statement is made of what they find
	@scripts/setup test
	@ACCESSIBLE_WIDTHS=320,768,1280 ACCESSIBLE_RESULTS=office/accessibility.json $(BIN)/python -m pytest -q tests/browser/test_accessible.py
	@$(BIN)/python manage.py accessibility_statement docs/accessibility.md

hostile: ## all the naughty strings through every field of every form (make test gives each form a quarter of them)
	@scripts/setup test
	@STRINGS_SHARE=1 $(BIN)/python -m pytest -n 2 -m slow -k hostile

docs-pictures: ## pictures of the main screens at 1280 and 375 px into docs/pictures
	@scripts/setup test
	@$(BIN)/python scripts/docs_pictures.py

lock: ## compile the hashed requirements from pyproject.toml (needs uv)
	@scripts/lock
