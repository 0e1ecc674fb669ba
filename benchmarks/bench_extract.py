"""Speed of extraction: how much of the time the model takes, and how it compares with plain PyTorch.

    python -m benchmarks.bench_extract [--corpus FILE.jsonl.gz] [--hf runs/attribution/hf]

One process, models loaded beforehand. The comparison needs the extra `[torch]` and the fp32 weights that
`training.attribution` leaves in `runs/attribution/hf`; without them it is left out, and the table says so.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
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
TORCH_RATIO = 3.0


@dataclass
class Meter:
    """Seconds and tokens (without padding) that went through the model."""

    seconds: float = 0.0
    tokens: int = 0


def attach(meter: Meter) -> None:
    """Count every call of `OnnxBackend.logits` from now on."""
    plain = OnnxBackend.logits

    def counted(self: OnnxBackend, batch: Batch) -> Floats:
        begin = time.perf_counter()
        logits = plain(self, batch)
        meter.seconds += time.perf_counter() - begin
        meter.tokens += int(batch.attention_mask.sum())
        return logits

    OnnxBackend.logits = counted  # type: ignore[method-assign]


@dataclass(frozen=True)
class Pass:
    """One run over the corpus."""

    seconds: float
    in_model: float
    tokens: int
    attributions: int


def extract(extractor: Extractor, articles: Sequence[Article], meter: Meter) -> Pass:
    """All articles once through the pipeline."""
    meter.seconds, meter.tokens = 0.0, 0
    begin = time.perf_counter()
    found = sum(len(extraction.attributions) for extraction in extractor.extract_many(articles))
    return Pass(time.perf_counter() - begin, meter.seconds, meter.tokens, found)


def max_length() -> int:
    """How many tokens the shipped model reads at once; the yardstick gets as many."""
    manifest = json.loads((find_bundle("attribution-en") / "manifest.json").read_text(encoding="utf-8"))
    return int(manifest["max_length"])


def measure(articles: Sequence[Article], hf: Path | None, rounds: int) -> tuple[list[Pass], dict[str, list[float]]]:
    """Ours and the yardsticks, in turn; the first round fills the caches and does not count."""
    meter = Meter()
    attach(meter)
    extractor = Extractor()
    texts = [article.text for article in articles]
    yardsticks = {}
    if hf is not None:
        from benchmarks.plain_torch import PlainTorch

        plain = PlainTorch(hf, max_length=max_length(), threads=usable_processors())
        yardsticks = {"batched by length": plain.by_length, "`pipeline()`": plain.by_pipeline}
    passes: list[Pass] = []
    theirs: dict[str, list[float]] = {name: [] for name in yardsticks}
    extract(extractor, articles[:8], meter)
    for yardstick in yardsticks.values():
        yardstick(texts[:8])
    for _ in range(rounds):
        passes.append(extract(extractor, articles, meter))
        for name, yardstick in yardsticks.items():
            theirs[name].append(yardstick(texts))
    return passes, theirs


def rows_of(passes: Sequence[Pass], theirs: dict[str, list[float]], count: int) -> list[Row]:
    """The table: our medians, and theirs as ratios."""
    seconds = statistics.median(one.seconds for one in passes)
    share = statistics.median(one.in_model / one.seconds for one in passes)
    tokens = passes[0].tokens
    rows = [
        Row("articles a second", f"{count / seconds:.1f}"),
        Row("tokens a second", f"{tokens / seconds:,.0f}"),
        Row("attributions found", f"{passes[0].attributions:,}"),
        Row("time inside the model", f"{share:.1%}", f"at least {MODEL_SHARE:.0%}", share >= MODEL_SHARE),
    ]
    for name, times in theirs.items():
        ratio = statistics.median(times) / seconds
        value = f"{count / statistics.median(times):.1f} articles a second; ours is {ratio:.2f} times that"
        rows.append(Row(f"PyTorch fp32, {name}", value, f"at least {TORCH_RATIO:.0f} times", ratio >= TORCH_RATIO))
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
    passes, theirs = measure(articles, hf, options.rounds)
    sys.exit(not report(f"Extraction of {len(articles)} articles", rows_of(passes, theirs, len(articles))))


if __name__ == "__main__":
    main()
