# Everything a newcomer, a developer or a build machine calls. Start with `make run`.
.DEFAULT_GOAL := help
PY := .venv/bin/python
UV := UV_PYTHON_DOWNLOADS=never .venv/bin/uv pip
# What a run compiles is kept for its workers and the next one, whatever the shell says.
export PYTHONDONTWRITEBYTECODE :=
WORKERS := $(shell expr $$(nproc) \* 3 / 2)
CATALOGUES := $(wildcard locales/*/LC_MESSAGES/enlace.po)

.PHONY: help run test check lock catalogues bench-turns bench-start bench-lists bench-reminders bench-export clean

help:
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-14s %s\n", $$1, $$2}'

run: .venv/.run catalogues ## start the bot (without a token: in the built-in sandbox)
	@exec $(PY) -m bot run

test: .venv/.dev catalogues ## every test, on SQLite and PostgreSQL
	$(PY) -m pytest -n $(WORKERS)

check: .venv/.dev catalogues ## the static gate, then every test
	.venv/bin/ruff format --check .
	.venv/bin/ruff check .
	.venv/bin/mypy
	PYTHONPATH=. .venv/bin/lint-imports
	$(PY) -m tests.gates.catalogues
	$(PY) -m tests.gates.migrations
	$(PY) -m tests.gates.access
	.venv/bin/hadolint Dockerfile
	$(PY) -m pytest -n $(WORKERS)

lock: .venv/bin/uv ## renew the hashed lock files
	@for name in uv run dev; do \
	  $(UV) compile --universal --python-version 3.11 --generate-hashes --no-annotate \
	    --no-emit-index-url --no-emit-find-links --upgrade --quiet \
	    --custom-compile-command 'make lock' requirements/$$name.in -o requirements/$$name.lock || exit 1; \
	done

catalogues: $(CATALOGUES:.po=.mo)
%.mo: %.po | .venv/.run
	@$(PY) -m babel.messages.frontend --quiet compile -i $< -o $@

bench-turns: .venv/.dev catalogues ## a durable form step beside stock python-telegram-bot
	$(PY) -m benchmarks.turns

bench-start: .venv/.dev catalogues ## seconds to ready and idle memory beside `import telegram.ext`
	$(PY) -m benchmarks.start

bench-lists: .venv/.dev catalogues ## ten thousand submissions, filtered and searched, on both databases
	$(PY) -m benchmarks.lists

bench-reminders: .venv/.dev catalogues ## thousands of reminders queued, and sent through the sandbox by one worker and by four
	$(PY) -m benchmarks.reminders

bench-export: .venv/.dev catalogues ## documents of thousands of submissions, beside the libraries' own ways
	$(PY) -m benchmarks.export

clean: ## remove what was built (never data/)
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache $(CATALOGUES:.po=.mo)

.venv/bin/uv: requirements/uv.lock
	python3 -m venv .venv
	.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/uv.lock
	@touch $@

.venv/.run: .venv/bin/uv requirements/run.lock
	$(UV) install --quiet --require-hashes --python $(PY) -r requirements/run.lock
	@touch $@

.venv/.dev: .venv/.run requirements/dev.lock
	$(UV) sync --quiet --require-hashes --python $(PY) requirements/dev.lock
	@touch $@
