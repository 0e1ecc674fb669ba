"""Speed of extraction: how much of the time the model takes, and how it compares with plain PyTorch.

    python -m benchmarks.bench_extract [--corpus FILE.jsonl.gz] [--hf runs/attribution/hf]

One process, models loaded beforehand. The share of the model is of processor time: while it reads one article on one
processor, others are finished on the next. The comparison needs the extra `[torch]` and the fp32 weights that
`training.attribution` leaves in `runs/attribution/hf`; without them it is left out, and the table says so.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from benchmarks.corpus import POLNEAR_DEV, read_corpus
from benchmarks.measure import ROOT, Row, report
from tracker.models import find_bundle
from tracker.models.backend import Batch, Floats
from tracker.models.onnx_backend import OnnxBackend, usable_processors
from tracker.pipeline import Extractor
from tracker.records import Article

MODEL_SHARE = 0.85
SCORING = 0.60
TORCH_RATIO = 3.0


@dataclass
class Meter:
    """Processor seconds and tokens (without padding) that went through the model."""

    seconds: float = 0.0
    tokens: int = 0


def attach(meter: Meter) -> None:
    """Count every call of `OnnxBackend.logits` from now on."""
    plain = OnnxBackend.logits
    lock = threading.Lock()

    def counted(self: OnnxBackend, batch: Batch) -> Floats:
        begin = time.thread_time()
        logits = plain(self, batch)
        with lock:
            meter.seconds += time.thread_time() - begin
            meter.tokens += int(batch.attention_mask.sum())
        return logits

    OnnxBackend.logits = counted  # type: ignore[method-assign]


@dataclass(frozen=True)
class Pass:
    """One run over the corpus."""

    seconds: float
    processor: float
    in_model: float
    tokens: int
    attributions: int


def extract(extractor: Extractor, articles: Sequence[Article], meter: Meter) -> Pass:
    """All articles once through the pipeline."""
    meter.seconds, meter.tokens = 0.0, 0
    begin, processor = time.perf_counter(), time.process_time()
    found = sum(len(extraction.attributions) for extraction in extractor.extract_many(articles))
    return Pass(time.perf_counter() - begin, time.process_time() - processor, meter.seconds, meter.tokens, found)


def fresh(extractor: Extractor) -> Extractor:
    """The extractor without what it remembers: every claim is scored again."""
    extractor.forget()
    return extractor


def max_length() -> int:
    """How many tokens the shipped model reads at once; the yardstick gets as many."""
    manifest = json.loads((find_bundle("attribution-en") / "manifest.json").read_text(encoding="utf-8"))
    return int(manifest["max_length"])


def measure(
    articles: Sequence[Article], hf: Path | None, rounds: int
) -> tuple[list[Pass], list[float], dict[str, list[float]]]:
    """Ours and the yardsticks, in turn; the first round fills the caches and does not count."""
    meter = Meter()
    attach(meter)
    extractor, scoring = Extractor(score=False), Extractor()
    texts = [article.text for article in articles]
    yardsticks = {}
    if hf is not None:
        from benchmarks.plain_torch import PlainTorch

        plain = PlainTorch(hf, max_length=max_length(), threads=usable_processors())
        yardsticks = {"the bare model in batches by length": plain.by_length, "`pipeline()`": plain.by_pipeline}
    passes: list[Pass] = []
    scored: list[float] = []
    theirs: dict[str, list[float]] = {name: [] for name in yardsticks}
    extract(extractor, articles[:8], meter)
    for yardstick in yardsticks.values():
        yardstick(texts[:8])
    for _ in range(rounds):
        passes.append(extract(extractor, articles, meter))
        scored.append(extract(fresh(scoring), articles, meter).seconds)
        for name, yardstick in yardsticks.items():
            theirs[name].append(yardstick(texts))
    return passes, scored, theirs


def rows_of(passes: Sequence[Pass], scored: Sequence[float], theirs: dict[str, list[float]], count: int) -> list[Row]:
    """The table: our medians, and theirs as ratios."""
    seconds = statistics.median(one.seconds for one in passes)
    share = statistics.median(one.in_model / one.processor for one in passes)
    tokens = passes[0].tokens
    rows = [
        Row("articles a second", f"{count / seconds:.1f}"),
        Row("tokens a second", f"{tokens / seconds:,.0f}"),
        Row("attributions found", f"{passes[0].attributions:,}"),
        Row("processor time inside the model", f"{share:.1%}", f"at least {MODEL_SHARE:.0%}", share >= MODEL_SHARE),
    ]
    more = statistics.median(scored) / seconds - 1
    value = f"{count / statistics.median(scored):.1f} articles a second; {more:.0%} more time"
    rows.append(Row("with certainty scored", value, f"at most {SCORING:.0%} more", more <= SCORING))
    for name, times in theirs.items():
        ratio = statistics.median(times) / seconds
        value = f"{count / statistics.median(times):.1f} articles a second; ours is {ratio:.2f} times that"
        target = name == "`pipeline()`"
        wanted = f"at least {TORCH_RATIO:.0f} times" if target else ""
        rows.append(Row(f"PyTorch fp32, {name}", value, wanted, ratio >= TORCH_RATIO if target else None))
    if not theirs:
        rows.append(Row("PyTorch fp32", "not measured: no fp32 weights, or no `[torch]`"))
    return rows


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, default=POLNEAR_DEV)
    parser.add_argument("--hf", type=Path, default=ROOT / "runs/attribution/hf", help="the fp32 weights")
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    hf: Path | None = options.hf
    if hf is None or not (hf / "config.json").exists() or find_spec("torch") is None:
        print(f"note: no fp32 weights in {options.hf}, or no PyTorch; the comparison is left out", file=sys.stderr)
        hf = None
    articles = read_corpus(options.corpus)
    passes, scored, theirs = measure(articles, hf, options.rounds)
    sys.exit(not report(f"Extraction of {len(articles)} articles", rows_of(passes, scored, theirs, len(articles))))


if __name__ == "__main__":
    main()
