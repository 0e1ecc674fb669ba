from __future__ import annotations

from pathlib import Path

import numpy as np

from tracker.contradiction.labels import RELATIONS
from tracker.models import find_bundle
from tracker.records import REASONS, Statement
from training.contradiction_examples import Example
from training.contradiction_rows import Kitchen, joined, load_rows, write_rows

EXAMPLES = [
    Example(Statement("All of them left Torsk."), Statement("Two of them stayed."), ("contradiction",), "degree"),
    Example(Statement("All of them left."), Statement("It rained in Torsk."), ("neutral", "unrelated"), weight=0.5),
] * 3


def test_rows_say_what_each_pair_may_be_and_survive_a_file(tmp_path: Path) -> None:
    kitchen = Kitchen(str(find_bundle("nli-en")), ["Velm"], 0.0, 1)
    rows = joined(kitchen.begin(EXAMPLES, seed=3))
    kitchen.close()
    names = [[RELATIONS[i] for i in np.flatnonzero(row)] for row in rows.allowed]
    assert names == [["contradiction"], ["neutral", "unrelated"]] * 3
    assert rows.reason.tolist() == [REASONS.index("degree"), -1] * 3
    assert rows.weight.tolist() == [1.0, 0.5] * 3
    assert len({len(ids) for ids, _ in rows.tokens}) == 2
    write_rows(rows, tmp_path / "rows.npz")
    again = load_rows(tmp_path / "rows.npz")
    for (ids, types), (kept_ids, kept_types) in zip(rows.tokens, again.tokens, strict=True):
        assert (ids == kept_ids).all()
        assert (types == kept_types).all()
    for name in ("allowed", "reason", "weight"):
        assert (getattr(rows, name) == getattr(again, name)).all()


def test_names_are_exchanged_on_both_sides_alike() -> None:
    both = Example(Statement("They left Torsk."), Statement("Nobody left Torsk."), ("contradiction",))
    kitchen = Kitchen(str(find_bundle("nli-en")), ["Velm"], 1.0, 1)
    renamed = joined(kitchen.begin([both], seed=3)).tokens[0][0]
    plain = joined(kitchen.begin([both], seed=None)).tokens[0][0]
    velm = Example(Statement("They left Velm."), Statement("Nobody left Velm."), ("contradiction",))
    wanted = joined(kitchen.begin([velm], seed=None)).tokens[0][0]
    kitchen.close()
    assert renamed.tolist() == wanted.tolist() != plain.tolist()
