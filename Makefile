# Plain commands; each also works typed by hand. Set-up: see CONTRIBUTING.md.
PYTHON ?= python
ENCODER ?= sentence-transformers/all-MiniLM-L6-v2
CORPUS ?= ../shared/data/attribution/polnear
RUN ?= runs/attribution

.PHONY: check test lint types layers docs docs-check gate wheel train bench ci

check: lint types layers docs-check test gate

test:
	$(PYTHON) -m pytest

lint:
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .

types:
	$(PYTHON) -m mypy

layers:
	lint-imports --no-logo

docs:  # writes docs/cli.md anew from the commands' own help
	$(PYTHON) -m cogapp -r docs/cli.md

docs-check:
	$(PYTHON) -m cogapp --check docs/cli.md

gate:
	$(PYTHON) -m evals.gate

wheel:
	$(PYTHON) -m build

train:  # needs `pip install -e '.[torch]'`; ENCODER is a folder or a hub name
	$(PYTHON) -m training.attribution --encoder $(ENCODER) --corpus $(CORPUS) --out $(RUN)

bench:
	$(PYTHON) -m benchmarks.bench_startup
	$(PYTHON) -m benchmarks.bench_memory
	$(PYTHON) -m benchmarks.bench_extract

ci:
	bash .ci/run
