# Plain commands; each also works typed by hand. Set-up: see CONTRIBUTING.md.
PYTHON ?= python
ENCODER ?= sentence-transformers/all-MiniLM-L6-v2
CORPUS ?= ../shared/data/attribution/polnear
RUN ?= runs/attribution
BUNDLE ?= tracker/models/bundles/attribution-en
CERTAINTY ?= ../shared/data/certainty
CERTAINTY_RUN ?= runs/certainty
CERTAINTY_BUNDLE ?= tracker/models/bundles/certainty-en
NLI ?= ../shared/data/nli
NLI_RUN ?= runs/contradiction
NLI_BUNDLE ?= tracker/models/bundles/nli-en
VERSION ?= 1.0.0

.PHONY: check test lint types layers docs docs-check gate wheel train train-certainty train-contradiction bench ci

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

docs:  # writes docs/cli.md and export.md anew from the commands' own help and columns, schema.sql from the migrations
	$(PYTHON) -m cogapp -r docs/cli.md docs/export.md
	$(PYTHON) -m tracker.store.schema > schema.sql
	$(PYTHON) -m tests.docs.examples  # what examples print that is not true any more; names what is left to do by hand

docs-check:  # schema.sql is checked by tests/store, examples by tests/docs
	$(PYTHON) -m cogapp --check docs/cli.md docs/export.md

gate:
	$(PYTHON) -m evals.gate

wheel:
	$(PYTHON) -m build

TAGGER = $(PYTHON) -m training.attribution --encoder $(ENCODER) --corpus $(CORPUS)

train:  # needs `pip install -e '.[torch]'`; ENCODER is a folder or a hub name; writes the bundle and its card
	# PolNeAR alone; three times two epochs on top with the written articles, rounded as int8; the mean of all
	$(TAGGER) --out $(RUN)/1 --written 0
	$(PYTHON) -m training.export $(RUN)/1/hf --out $(RUN)/first/attribution-en --version 0.1.0
	for seed in 31 37 41; do $(TAGGER) --out $(RUN)/$$seed --from $(RUN)/first/attribution-en --epochs 2 \
		--learning-rate 8e-5 --head-learning-rate 4e-4 --ema 0.99 --rounding 1 --seed $$seed || exit 1; done
	$(PYTHON) -m training.average $(RUN)/1/hf $(RUN)/31/hf $(RUN)/37/hf $(RUN)/41/hf --weights 3 2 2 2 \
		--out $(RUN)/mean/hf
	$(PYTHON) -m training.export $(RUN)/mean/hf --out $(BUNDLE) --version $(VERSION)
	$(PYTHON) -m training.confidence $(BUNDLE) --gold $(CORPUS)/dev.jsonl.gz
	$(PYTHON) -m training.evaluate $(BUNDLE) --gold $(CORPUS)/dev.jsonl.gz

CERTAINTY_DATA = --corpora $(CERTAINTY) --articles $(CORPUS)/train.jsonl.gz
SETTLE = --head-learning-rate 2e-4 --corpus-levels 0 --ema 0.99

train-certainty:  # the certainty model; CERTAINTY holds one folder a corpus. Two teachers (one of six layers; one of five in
	# four runs, the mean of the last two), and a pupil of four layers
	$(PYTHON) -m training.certainty --encoder $(ENCODER) $(CERTAINTY_DATA) --out $(CERTAINTY_RUN)/six --layers 6 \
		--company 0 --news 0 --denials 0
	$(PYTHON) -m training.certainty --encoder $(ENCODER) $(CERTAINTY_DATA) --out $(CERTAINTY_RUN)/1 --company 0 --news 0 \
		--denials 0
	$(PYTHON) -m training.certainty --encoder $(CERTAINTY_RUN)/1/hf $(CERTAINTY_DATA) --out $(CERTAINTY_RUN)/2 $(SETTLE) \
		--epochs 1 --learning-rate 6e-5 --company 0 --news 0 --denials 0
	$(PYTHON) -m training.certainty --encoder $(CERTAINTY_RUN)/2/hf $(CERTAINTY_DATA) --out $(CERTAINTY_RUN)/3 $(SETTLE) \
		--epochs 2 --learning-rate 8e-5 --denials 0
	$(PYTHON) -m training.certainty --encoder $(CERTAINTY_RUN)/3/hf $(CERTAINTY_DATA) --out $(CERTAINTY_RUN)/4 $(SETTLE) \
		--epochs 1 --learning-rate 6e-5
	$(PYTHON) -m training.average $(CERTAINTY_RUN)/3/hf $(CERTAINTY_RUN)/4/hf --weights 0.7 0.3 \
		--out $(CERTAINTY_RUN)/mean/hf
	$(PYTHON) -m training.certainty --encoder $(CERTAINTY_RUN)/4/hf $(CERTAINTY_DATA) --out $(CERTAINTY_RUN)/pupil \
		--teachers $(CERTAINTY_RUN)/six/hf $(CERTAINTY_RUN)/mean/hf --layers 4 --unlabelled 6000 \
		--head-learning-rate 2e-4
	$(PYTHON) -m training.export $(CERTAINTY_RUN)/pupil/hf --task certainty --out $(CERTAINTY_BUNDLE) --version $(VERSION)
	$(PYTHON) -m training.calibrate $(CERTAINTY_BUNDLE) --corpora $(CERTAINTY)
	$(PYTHON) -m evals.certainty $(CERTAINTY_BUNDLE) --card

NLI_ROWS = $(PYTHON) -m training.contradiction_rows --encoder $(ENCODER) --corpora $(NLI) --proposed $(NLI_RUN)/proposed.jsonl
NLI_TRAIN = $(PYTHON) -m training.contradiction
TEACHERS = $(NLI_RUN)/1/hf $(NLI_RUN)/2/hf $(NLI_RUN)/3/hf
LATER = 'cards[d-h]*.txt' 'told*.txt'

train-contradiction:  # the contradiction model: three teachers, a pupil, two short runs on what was written last; then the judge
	$(PYTHON) -m training.proposed --articles $(CORPUS)/train.jsonl.gz --stories training/data/stories/read \
		--out $(NLI_RUN)/proposed.jsonl
	$(NLI_ROWS) --out $(NLI_RUN)/rows --epochs 4 --reported 9000 --near 20 --others 18
	$(NLI_TRAIN) --encoder $(ENCODER) --rows $(NLI_RUN)/rows --out $(NLI_RUN)/1 --seed 1 --batch 8192 --learning-rate 2.5e-4
	$(NLI_TRAIN) --encoder $(ENCODER) --rows $(NLI_RUN)/rows --out $(NLI_RUN)/2 --seed 2 --batch 12288 \
		--learning-rate 3e-4 --hide 0.08
	$(NLI_TRAIN) --encoder $(ENCODER) --rows $(NLI_RUN)/rows --out $(NLI_RUN)/3 --seed 3 --batch 8192 --dropout 0.15
	$(NLI_TRAIN) --encoder $(NLI_RUN)/1/hf --teachers $(TEACHERS) --rows $(NLI_RUN)/rows --out $(NLI_RUN)/pupil --seed 4 \
		--epochs 3 --batch 12288 --head-learning-rate 4e-4 --taught 0.75
	$(NLI_ROWS) --out $(NLI_RUN)/rows2 --epochs 1 --seed 21 --scenes $(LATER) --others 10 --near 12 --across 4 \
		--public 0.25 --told 0.35 --reported 5000
	$(NLI_TRAIN) --encoder $(NLI_RUN)/pupil/hf --rows $(NLI_RUN)/rows2 --out $(NLI_RUN)/settled --seed 5 --epochs 1 \
		--learning-rate 1e-4 --head-learning-rate 2e-4 --ema 0.99
	$(NLI_ROWS) --out $(NLI_RUN)/rows3 --epochs 1 --seed 31 --scenes $(LATER) 'implied*.txt' 'world*.txt' --others 6 \
		--near 8 --across 3 --public 0.15 --told 0.2 --reported 3500
	$(NLI_TRAIN) --encoder $(NLI_RUN)/settled/hf --teachers $(NLI_RUN)/pupil/hf --rows $(NLI_RUN)/rows3 \
		--out $(NLI_RUN)/last --seed 6 --epochs 1 --learning-rate 8e-5 --head-learning-rate 1.5e-4 --ema 0.995 --taught 0.25
	$(PYTHON) -m training.average $(NLI_RUN)/settled/hf $(NLI_RUN)/last/hf --weights 0.4 0.6 --out $(NLI_RUN)/mean/hf
	$(PYTHON) -m training.export $(NLI_RUN)/mean/hf --task contradiction --out $(NLI_BUNDLE) --version $(VERSION)
	$(PYTHON) -m training.weigh $(NLI_BUNDLE) --corpora $(NLI) --articles $(CORPUS)/train.jsonl.gz
	$(PYTHON) -m evals.contradiction $(NLI_BUNDLE) --card

bench:
	$(PYTHON) -m benchmarks.bench_startup
	$(PYTHON) -m benchmarks.bench_memory
	$(PYTHON) -m benchmarks.bench_tables
	$(PYTHON) -m benchmarks.bench_extract
	$(PYTHON) -m benchmarks.bench_candidates
	$(PYTHON) -m benchmarks.bench_speakers
	$(PYTHON) -m benchmarks.bench_report
	$(PYTHON) -m benchmarks.bench_pages
	$(PYTHON) -m benchmarks.bench_adding --model 300 --memory 100000

ci:
	bash .ci/run
