# Plain commands; each also works typed by hand. Set-up: see CONTRIBUTING.md.
PYTHON ?= python
ENCODER ?= sentence-transformers/all-MiniLM-L6-v2
CORPUS ?= ../shared/data/attribution/polnear
RUN ?= runs/attribution
SCORER ?= ../shared/tools/score_attribution.py
BUNDLE ?= tracker/models/bundles/attribution-en
CERTAINTY ?= ../shared/data/certainty
CERTAINTY_RUN ?= runs/certainty
CERTAINTY_BUNDLE ?= tracker/models/bundles/certainty-en
VERSION ?= 1.0.0

.PHONY: check test lint types layers docs docs-check gate wheel train train-certainty bench ci

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

docs:  # writes docs/cli.md anew from the commands' own help, and schema.sql from the migrations
	$(PYTHON) -m cogapp -r docs/cli.md
	$(PYTHON) -m tracker.store.schema > schema.sql

docs-check:  # schema.sql is checked by tests/store
	$(PYTHON) -m cogapp --check docs/cli.md

gate:
	$(PYTHON) -m evals.gate

wheel:
	$(PYTHON) -m build

train:  # needs `pip install -e '.[torch]'`; ENCODER is a folder or a hub name; writes the bundle and its card
	$(PYTHON) -m training.attribution --encoder $(ENCODER) --corpus $(CORPUS) --out $(RUN)
	$(PYTHON) -m training.export $(RUN)/hf --out $(BUNDLE) --version $(VERSION)
	$(PYTHON) -m training.evaluate $(BUNDLE) --gold $(CORPUS)/dev.jsonl.gz --scorer $(SCORER)

train-certainty:  # the same for the certainty model; CERTAINTY holds one folder a corpus
	$(PYTHON) -m training.certainty --encoder $(ENCODER) --corpora $(CERTAINTY) --out $(CERTAINTY_RUN)
	$(PYTHON) -m training.certainty --encoder $(CERTAINTY_RUN)/hf --corpora $(CERTAINTY) --out $(CERTAINTY_RUN)-settled \
		--epochs 1 --learning-rate 6e-5 --head-learning-rate 2e-4 --corpus-levels 0 --ema 0.99
	$(PYTHON) -m training.export $(CERTAINTY_RUN)-settled/hf --task certainty --out $(CERTAINTY_BUNDLE) --version $(VERSION)
	$(PYTHON) -m training.calibrate $(CERTAINTY_BUNDLE) --corpora $(CERTAINTY)
	$(PYTHON) -m evals.certainty $(CERTAINTY_BUNDLE) --card

bench:
	$(PYTHON) -m benchmarks.bench_startup
	$(PYTHON) -m benchmarks.bench_memory
	$(PYTHON) -m benchmarks.bench_extract

ci:
	bash .ci/run
