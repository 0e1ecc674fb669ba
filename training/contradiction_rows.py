"""What a contradiction run reads → what the encoder reads, epoch by epoch, with the marks of structure.

    python -m training.contradiction_rows --encoder PATH|ORG/NAME --corpora FOLDER --proposed FILE --out FOLDER

Reasoning over structure takes longer than a step of training does on a GPU, so that it is done before, by several
processes, and once for all the runs that read the same. Every epoch is another part of what there is.
"""

from __future__ import annotations

import argparse
import json
import os
import random
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from tracker.contradiction.encoding import encode, order
from tracker.contradiction.labels import RELATIONS
from tracker.contradiction.structure import find_structure
from tracker.records import REASONS, Statement
from training.contradiction_examples import (
    PUBLIC,
    Example,
    Menu,
    card_examples,
    find_strangers,
    proposed_examples,
    public_examples,
    read_cards,
    read_names,
    rename,
    sides_of,
)
from training.corpora import read_rows
from training.tokenizing import load_tokenizer

_AT_ONCE = 2000  # pairs handed to a process together
Row = tuple[npt.NDArray[np.int32], npt.NDArray[np.int32]]
Pair = tuple[Statement, Statement]


@dataclass(frozen=True)
class Rows:
    """Encoded pairs: ids and types of each; `allowed` [pairs, relations], the relations it may have; `reason` [pairs],
    -1 where there is none; `weight` [pairs]."""

    tokens: list[Row]
    allowed: npt.NDArray[np.bool_]
    reason: npt.NDArray[np.int64]
    weight: npt.NDArray[np.float32]


def write_rows(rows: Rows, file: Path) -> None:
    """Keep them in a file."""
    ids, types = (np.concatenate([row[part] for row in rows.tokens]) for part in (0, 1))
    lengths = np.array([len(row[0]) for row in rows.tokens])
    np.savez(
        file, ids=ids, types=types.astype(np.uint8), lengths=lengths, allowed=rows.allowed, reason=rows.reason,
        weight=rows.weight,
    )  # fmt: skip


def load_rows(file: Path) -> Rows:
    """Those of a file that `write_rows` has written."""
    with np.load(file) as kept:
        cuts = np.cumsum(kept["lengths"])[:-1]
        ids, types = np.split(kept["ids"], cuts), np.split(kept["types"].astype(np.int32), cuts)
        return Rows(list(zip(ids, types, strict=True)), kept["allowed"], kept["reason"], kept["weight"])


class Kitchen:
    """Encodes in processes of its own; of a `share` of the examples the names are exchanged."""

    def __init__(self, encoder: str, names: Sequence[str], share: float, workers: int) -> None:
        self._pool = ProcessPoolExecutor(
            workers, get_context("spawn"), initializer=_prepare, initargs=(encoder, list(names), share)
        )

    def begin(self, examples: Sequence[Example], seed: int | None) -> Iterator[Rows]:
        """Set to work on examples; without a `seed` no name is exchanged."""
        parts = [list(examples[at : at + _AT_ONCE]) for at in range(0, len(examples), _AT_ONCE)]
        seeds = [None if seed is None else seed * 1000 + number for number in range(len(parts))]
        return self._pool.map(_encoded, parts, seeds)

    def close(self) -> None:
        """End the processes."""
        self._pool.shutdown(cancel_futures=True)


def joined(parts: Iterable[Rows]) -> Rows:
    """Examples that were set to work on, once they are there."""
    found = list(parts)
    return Rows(
        [row for part in found for row in part.tokens],
        np.concatenate([part.allowed for part in found]),
        np.concatenate([part.reason for part in found]),
        np.concatenate([part.weight for part in found]),
    )


_own: dict[str, Any] = {}  # of one process


def _prepare(encoder: str, names: list[str], share: float) -> None:
    os.environ["TOKENIZERS_PARALLELISM"] = "false"
    _own.update(tokenizer=load_tokenizer(encoder), names=names, share=share)


def _encoded(examples: list[Example], seed: int | None) -> Rows:
    chosen = examples
    if seed is not None:
        rng = random.Random(seed)
        chosen = [rename(e, _own["names"], rng) if rng.random() < _own["share"] else e for e in examples]
    pairs = [(e.a, e.b) for e in chosen]
    tokens = encode(pairs, [find_structure(a, b).marks() for a, b in pairs], _own["tokenizer"])
    return Rows(
        [(ids.astype(np.int32), types.astype(np.int32)) for ids, types in tokens],
        np.array([[name in e.gold for name in RELATIONS] for e in chosen]),
        np.array([REASONS.index(e.reason) if e.reason else -1 for e in chosen]),
        np.array([e.weight for e in chosen], dtype=np.float32),
    )


def epochs_of(
    corpora: Path, proposed: Path | None, menu: Menu, count: int, seed: int, scenes: Sequence[str] = ("*.txt",)
) -> Iterator[list[Example]]:
    """The examples of some epochs."""
    cards = read_cards(corpora, scenes).train
    strangers, names = find_strangers(cards), read_names(cards)
    public = {name: read_rows(corpora / name / "train.jsonl.gz") for name in PUBLIC}
    pairs = read_rows(proposed) if proposed else []
    for epoch in range(count):
        rng = random.Random(1000 * seed + epoch)
        chosen = [
            example
            for card, near in zip(cards, strangers, strict=True)
            for example in card_examples(card, menu, rng, near, names)
        ]
        yield chosen + public_examples(public, menu, rng) + proposed_examples(pairs, menu, rng)


def dev_examples(corpora: Path) -> Iterator[tuple[str, list[Example]]]:
    """Pairs that steer a run, by name: all of the cards held back and of a third of the scenes, and some corpora."""
    cards = read_cards(corpora).dev
    yield "cards", _pairs_of(card for card in cards if "same_side" not in card)
    yield "scenes", _pairs_of([card for card in cards if "same_side" in card][::3])
    for name in ("newsclaims", "realcontra", "fever_symmetric"):
        rows = read_rows(next((corpora / name).glob("dev.jsonl*")))
        yield (
            name,
            [
                _dev(Statement(r["a"], r.get("a_source")), Statement(r["b"], r.get("b_source")), r["label"])
                for r in rows
            ],
        )


def _dev(a: Statement, b: Statement, label: str, reason: str | None = None) -> Example:
    return Example(*order(a, b), ("contradiction",) if label == "contradiction" else ("neutral",), reason)


def _pairs_of(cards: Iterable[dict[str, Any]]) -> list[Example]:
    out = []
    for card in cards:
        sides = sides_of(card)
        true = {frozenset((i, j)): reason for i, j, reason, _ in card["contradictions"]}
        for i in range(len(sides)):
            for j in range(i):
                reason = true.get(frozenset((i, j)))
                out.append(_dev(sides[i], sides[j], "contradiction" if reason else "other", reason))
    return out


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--encoder", required=True, help="a Hugging Face directory or hub name, for its tokenizer")
    parser.add_argument("--corpora", type=Path, required=True, help="folder with one folder a corpus")
    parser.add_argument("--proposed", type=Path, help="pairs that the tool proposes (training.proposed)")
    parser.add_argument("--scenes", nargs="+", default=["*.txt"], help="files of scenes to read")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--seed", type=int, default=13)
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 2)
    for name, value in asdict(Menu()).items():
        parser.add_argument("--" + name.replace("_", "-"), type=type(value), default=value)
    args = vars(parser.parse_args())
    encoder, corpora, proposed, scenes, out, epochs, seed, workers = (
        args.pop(name) for name in ("encoder", "corpora", "proposed", "scenes", "out", "epochs", "seed", "workers")
    )
    menu = Menu(**args)
    out.mkdir(parents=True, exist_ok=True)
    kitchen = Kitchen(encoder, read_names(read_cards(corpora).train), menu.rename, workers)
    begun = [(f"dev-{name}", kitchen.begin(examples, None)) for name, examples in dev_examples(corpora)]
    for number, examples in enumerate(epochs_of(corpora, proposed, menu, epochs, seed, scenes), 1):
        begun.append((f"epoch-{number}", kitchen.begin(examples, 100 * seed + number)))
        print(f"epoch {number}: {len(examples)} pairs", flush=True)
    for name, parts in begun:
        write_rows(joined(parts), out / f"{name}.npz")
    (out / "menu.json").write_text(json.dumps({"epochs": epochs, "seed": seed, **asdict(menu)}, indent=1))
    kitchen.close()


if __name__ == "__main__":
    main()
