"""Inputs into the store without a model: what is told when nothing is new, when a group takes long, when one fails."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import pytest

from tracker import adding
from tracker.adding import add_inputs
from tracker.errors import ModelError
from tracker.pipeline import Extractor
from tracker.records import AddResult, Article, Extraction
from tracker.settings import Settings
from tracker.store import Store

SETTINGS = Settings(contradictions=False)


class Stub:
    """Finds nothing, in groups of eight; fails at an article whose ref is `at`."""

    model_name = "attribution-stub@1"
    certainty_model_name = "certainty-stub@1"

    def __init__(self, at: str = "") -> None:
        self.at, self.seen = at, 0

    def extract_groups(self, articles: Iterable[Article], **_: object) -> Iterator[Sequence[Extraction]]:
        """One group for each eight articles."""
        group: list[Extraction] = []
        for article in articles:
            if article.ref == self.at:
                raise ModelError("the model broke")
            self.seen += 1
            group.append(Extraction(article, (), self.model_name))
            if len(group) == 8:
                yield group
                group = []
        if group:
            yield group


def stub(monkeypatch: pytest.MonkeyPatch, at: str = "") -> Stub:
    found = Stub(at)
    monkeypatch.setattr(Extractor, "of", lambda _: found)
    return found


def file_of(folder: Path, refs: Iterable[str], name: str = "in.jsonl") -> str:
    path = folder / name
    rows = ({"id": ref, "text": f"The lock of {ref} is sound, people at the mole say."} for ref in refs)
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return str(path)


def test_what_is_known_is_told_before_the_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(adding, "IDLE", 4)
    found = stub(monkeypatch)
    known = [f"k{number}" for number in range(10)]
    with Store.open(tmp_path / "t.db") as store:
        assert len(list(add_inputs([file_of(tmp_path, known)], store, settings=SETTINGS))) == 10
        found.seen = 0
        results = add_inputs([file_of(tmp_path, [*known, "new", *known])], store, settings=SETTINGS)
        first = [next(results) for _ in range(4)]
        assert [isinstance(one, AddResult) and one.added for one in first] == [False] * 4
        assert found.seen == 0, "told before anything new was read"
        rest = list(results)
        assert [isinstance(one, AddResult) and one.added for one in rest].count(True) == 1
        assert len(rest) == 17


def test_a_transaction_that_takes_long_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(adding, "_HELD", -1.0)  # seconds: every article is one too many
    stub(monkeypatch)
    refs = [f"a{number}" for number in range(5)]
    path = tmp_path / "t.db"
    with Store.open(path) as store, Store.open(path) as other:
        results = add_inputs([file_of(tmp_path, refs)], store, settings=SETTINGS)
        for count, _ in enumerate(results, start=1):
            assert len(other.articles()) == count, "what is told is there for others"
        assert len(store.articles()) == 5


def test_an_error_in_the_middle_keeps_what_was_stored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stub(monkeypatch, at="a11")
    source = file_of(tmp_path, [f"a{number}" for number in range(20)])
    told: list[adding.Outcome] = []
    with Store.open(tmp_path / "t.db") as store:
        run = store.begin_run("tracker add")
        with pytest.raises(ModelError):
            told.extend(add_inputs([source], store, settings=SETTINGS, run=run))
        assert store.run(run).added == len(store.articles()) == len(told) == 8
        stub(monkeypatch)
        again = list(add_inputs([source], store, settings=SETTINGS))
        assert sum(isinstance(one, AddResult) and one.added for one in again) == 20 - len(told)
        assert len(store.articles()) == 20
