from __future__ import annotations

import io
import json

import pytest

from tracker.errors import InputError
from tracker.ingest.gold import read_gold
from tracker.measures import GoldArticle, Roles
from tracker.records import Span

TEXT = "🚒 Ann said it rained."
GOOD = {"source": [[2, 5]], "cue": [[6, 10]], "content": [[11, 20]]}


def read(*rows: object) -> list[GoldArticle | InputError]:
    lines = "".join(json.dumps(row) + "\n" for row in rows)
    return list(read_gold(io.BytesIO(lines.encode()), "gold.jsonl"))


def test_spans_count_characters_and_come_in_order() -> None:
    row = {"id": 7, "text": TEXT, "attributions": [{**GOOD, "content": [[14, 20], [11, 13]], "kind": "indirect"}]}
    (one,) = read(row)
    assert isinstance(one, GoldArticle)
    assert one.article.ref == "7"
    assert one.attributions == (Roles((Span(2, 5),), (Span(6, 10),), (Span(11, 13), Span(14, 20))),)
    assert [span.of(one.article.text) for span in one.attributions[0].content] == ["it", "rained"]


def test_what_need_not_be_there() -> None:
    first, second = read(
        {"text": TEXT, "attributions": []}, {"text": TEXT, "attributions": [{"source": None, "content": [[0, 3]]}]}
    )
    assert isinstance(first, GoldArticle)
    assert isinstance(second, GoldArticle)
    assert (first.article.ref, second.article.ref) == ("1", "2")
    assert second.attributions == (Roles((), (), (Span(0, 3),)),)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"text": None}, '"text" is missing'),
        ({"attributions": None}, '"attributions" is no array of objects'),
        ({"attributions": [GOOD, 5]}, '"attributions" is no array of objects'),
        ({"attributions": [{**GOOD, "content": []}]}, "attribution 1 has no content"),
        ({"attributions": [GOOD, {**GOOD, "cue": [6, 10]}]}, "the cue of attribution 2 is no list of [start, end]"),
        ({"attributions": [{**GOOD, "cue": [[6, 10.0]]}]}, "the cue of attribution 1 is no list of [start, end]"),
        ({"attributions": [{**GOOD, "cue": [[True, 10]]}]}, "the cue of attribution 1 is no list of [start, end]"),
        (
            {"attributions": [{**GOOD, "source": [[5, 2]]}]},
            "the source of attribution 1 is [5, 2], and the text has 21 ",
        ),
        ({"attributions": [{**GOOD, "content": [[11, 22]]}]}, "the content of attribution 1 is [11, 22], and the text"),
        ({"id": "a"}, "\"id\" 'a' stands in line 1 already"),
    ],
)
def test_a_row_that_is_none_is_named_and_the_rest_is_read(change: dict[str, object], said: str) -> None:
    row = {"id": "b", "text": TEXT, "attributions": [GOOD]}
    first, bad, last = read({**row, "id": "a"}, {**row, **change}, {**row, "id": "c"})
    assert isinstance(first, GoldArticle)
    assert isinstance(last, GoldArticle)
    assert isinstance(bad, InputError)
    assert str(bad).startswith(f"gold.jsonl:2: {said}")
    assert "\n" not in str(bad)


def test_attributions_must_be_there() -> None:
    (bad,) = read({"id": "a", "text": TEXT})
    assert isinstance(bad, InputError)
    assert str(bad).startswith('gold.jsonl:1: "attributions" is missing; each line is one object: {')
