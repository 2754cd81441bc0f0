# Every target prepares what it needs: a virtual environment, the libraries of Qt, the message catalogues.

PYTHON = .venv/bin/python
PREPARE = sh packaging/bootstrap.sh

.PHONY: run test campaign mutation lint screenshots bench lock clean

run:
	@$(PREPARE) run
	@sh packaging/run.sh

test:
	@$(PREPARE) dev
	@$(PYTHON) -m pytest

campaign:
	@$(PREPARE) dev
	@$(PYTHON) packaging/campaign.py

# Changes the rules one small thing at a time; half an hour on two processors. MODULES="rules/time.py …" for some.
mutation:
	@$(PREPARE) dev
	@$(PYTHON) packaging/mutation.py $(MODULES)

lint:
	@$(PREPARE) dev
	@$(PYTHON) -m ruff format --check .
	@$(PYTHON) -m ruff check .
	@$(PYTHON) -m mypy

screenshots:
	@$(PREPARE) dev
	@$(PYTHON) packaging/screenshots.py docs/screenshots

bench:
	@$(PREPARE) dev
	@$(PYTHON) -m tests.bench

# Pins every dependency with its hashes; the locks name no index.
lock:
	@sh packaging/lock.sh

clean:
	rm -rf .venv build dist demo-output .mypy_cache .ruff_cache
