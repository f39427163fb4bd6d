# make          set up .venv with Midad and every tool
# make run      open Midad (offscreen demonstration where there is no display)
# make test     everything that must hold, as CI runs it
# make torture  the long runs (N=1000 worlds of syncing)     make bench  the measurements, as ratios to a floor

PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$p; break; }; done)
VENV := .venv
BIN := $(VENV)/bin
CATALOGUES := $(wildcard resources/locale/*/LC_MESSAGES/*.po)

.PHONY: all run test check torture bench catalogues format clean

all: $(VENV)/ready

# A half-made environment must not pass for a whole one: the stamp comes last.
$(VENV)/ready: pyproject.toml packaging/debian-packages $(CATALOGUES)
	@sh packaging/debian-packages run
	@test -x $(BIN)/python || { \
		python="$(PYTHON)"; [ -n "$$python" ] || python=python3; \
		echo "Setting up $(VENV) …"; rm -rf $(VENV); $$python -m venv $(VENV); }
	@echo "Installing Midad and its tools …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade pip
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@$(BIN)/python packaging/compile_catalogues.py >/dev/null
	@touch $@

run: all
	@sh packaging/debian-packages run
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ] || [ "$$(uname)" != Linux ]; then \
		$(BIN)/midad; \
	else \
		echo "There is no display here: Midad shows the same job off the screen."; \
		$(BIN)/midad demo --to demo; \
	fi

check: all
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

test: check
	@sh packaging/debian-packages test
	QT_QPA_PLATFORM=offscreen $(BIN)/pytest -m "not torture" -n auto --maxprocesses 4 --dist loadgroup

torture: all
	@sh packaging/debian-packages test
	MIDAD_EXPLORES=1 QT_QPA_PLATFORM=offscreen $(BIN)/pytest -m "not torture" tests/unit tests/gui/writing
	N=$(N) MIDAD_EXPLORES=1 QT_QPA_PLATFORM=offscreen $(BIN)/pytest -m torture --timeout=7200

bench: all
	@sh packaging/debian-packages test
	$(BIN)/python -m tests.bench

# Gather the sentences, merge them into every language, compile.
catalogues: all
	$(BIN)/pybabel -q extract -F packaging/babel.cfg -k pgettext:1c,2 --project=midad \
		--no-location --sort-output -o resources/locale/midad.pot editor
	$(BIN)/pybabel -q update -D midad -i resources/locale/midad.pot -d resources/locale \
		--no-fuzzy-matching --ignore-pot-creation-date
	$(BIN)/python packaging/compile_catalogues.py

format: all
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean:
	rm -rf $(VENV) demo dist build
