# What a person does with the catalogue, by one word each. `make` lists the words.
# Needs python3 (3.11 or newer, with venv) and make; all else is installed into .venv, or made in var.

PYTHON ?= python3
PORT ?= 8000
ARGS ?=
BIN := .venv/bin
MANAGE := $(BIN)/python manage.py
STATIC := $(shell find activities -path '*/static/*' -type f 2>/dev/null)
# Two packages bring pages of their own that the catalogue does not show.
COLLECT := --clear --no-input --verbosity 0 --ignore redoc --ignore rest_framework

# A server on this machine speaks plain HTTP.
LOCAL := TLS=0 PORT=$(PORT)
# As in production, with a key for the one command.
PRODUCTION := DEBUG=0 TLS=1 ALLOWED_HOSTS=catalogue.example DATABASE_URL=sqlite://:memory: \
  SECRET_KEY=$$($(PYTHON) -c "import secrets; print(secrets.token_urlsafe(64))")

.DEFAULT_GOAL := help
.PHONY: help run administrator secret test test-sqlite test-postgres check bench lock clean

help:  ## list what can be done
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## */\1\t/' | expand -t 16

run: .venv/.runtime var/secret_key var/static/staticfiles.json  ## serve the catalogue on this machine (PORT=8000)
	@$(LOCAL) $(MANAGE) migrate --verbosity 0
	@$(LOCAL) $(MANAGE) load_fixtures
	@echo
	@echo "  pages  http://127.0.0.1:$(PORT)/"
	@echo "  API    http://127.0.0.1:$(PORT)/api/v1/"
	@echo "  admin  http://127.0.0.1:$(PORT)/admin/   (make administrator creates the first account)"
	@echo
	@$(LOCAL) exec $(BIN)/gunicorn --config python:iomcatalog.gunicorn

administrator: .venv/.runtime var/secret_key  ## create an account that may do everything in the admin
	@$(LOCAL) $(MANAGE) migrate --verbosity 0
	@$(LOCAL) $(MANAGE) createsuperuser

test: test-sqlite test-postgres  ## the whole suite on both databases (ARGS="tests/test_dates.py -x")

# The bar for coverage holds for the whole suite only.
test-sqlite: .venv/.development  ## the suite on SQLite
	DATABASE_URL= $(BIN)/pytest -n 2 $(if $(ARGS),$(ARGS),--cov)

test-postgres: .venv/.development  ## the suite on a throw-away PostgreSQL
	$(BIN)/python -m tests.postgres -- $(BIN)/pytest -n 2 $(ARGS)

check: .venv/.development  ## everything that can be judged without running the code
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/djlint --check --lint templates
	$(BIN)/lint-imports --no-logo
	$(BIN)/mypy
	@# It rewrites what is older than Django 5.2, and fails when it did.
	git ls-files -z -- '*.py' | xargs -0 $(BIN)/django-upgrade --target-version 5.2
	$(PRODUCTION) $(MANAGE) check --deploy --fail-level WARNING
	$(PRODUCTION) $(MANAGE) makemigrations --check --dry-run

bench: .venv/.benchmark var/static/staticfiles.json  ## measure the catalogue against its peers, write docs/performance.md (ARGS="--sizes 1k,10k")
	$(BIN)/python -m benchmarks.run $(ARGS)

lock: .venv/.development  ## choose the newest versions that fit pyproject.toml, and pin them with hashes
	$(BIN)/uv pip compile $(LOCK) pyproject.toml --output-file requirements.txt
	$(BIN)/uv pip compile $(LOCK) pyproject.toml --group dev --constraints requirements.txt --output-file requirements-dev.txt
	$(BIN)/uv pip compile $(LOCK) --group bench --constraints requirements-dev.txt --output-file requirements-bench.txt
LOCK := --quiet --upgrade --universal --generate-hashes --no-annotate --custom-compile-command "make lock"

clean:  ## remove the environment and all caches; the database and the key in var stay
	rm -rf .venv var/static .coverage .hypothesis .mypy_cache .pytest_cache .ruff_cache .import_linter_cache

secret: var/secret_key  ## make the secret key of this machine, once

var/secret_key:
	@mkdir -p var
	@umask 077 && $(PYTHON) -c "import secrets; print(secrets.token_urlsafe(64))" > $@

var/static/staticfiles.json: .venv/.runtime var/secret_key $(STATIC)
	@$(LOCAL) $(MANAGE) collectstatic $(COLLECT)

.venv/bin/python:
	$(PYTHON) -m venv .venv

.venv/.runtime: requirements.txt | .venv/bin/python
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

.venv/.development: requirements-dev.txt .venv/.runtime
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

.venv/.benchmark: requirements-bench.txt .venv/.development
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-bench.txt
	@touch $@
