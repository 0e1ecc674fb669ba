"""Two people of one surname, mixed up in an article."""

from __future__ import annotations

import pytest

from tests.store.sample import Says, person, told
from tracker.records import Resolution
from tracker.store import Store

SURE = Resolution("surname, same article", 0.95)


def filled(
    *, role: str = "governor", day: str = "2014-03-12", other: str = "Bo Benavil", before: str = "chief"
) -> Store:
    """A governor and a chief of one surname, and an article in which the chief is called what `role` says."""
    store = Store.open(":memory:")
    store.add_article(told(person(other, role="governor"), ref="a", date="2014-03-03"))
    store.add_article(told(person("Ann Benavil", role=before), ref="b", date="2014-03-04"))
    said = Says(person("Ann Benavil", role=role), "the bridge is safe", resolution=SURE)
    store.add_article(told(said, ref="c", date=day))
    return store


def test_an_office_of_a_namesake_is_asked_about() -> None:
    with filled() as store:
        (asked,) = store.unsure_sources()
        assert (asked.article.ref, asked.because, asked.confidence) == ("c", "surname, same article", 0.95)
        assert [one.name for one in asked.candidates] == ["Bo Benavil", "Ann Benavil"]
        assert store.unsure_sources(below=0.6) == store.unsure_sources(limit=0) == []
        store.settle_source(asked.attribution_id, asked.candidates[0].id)
        assert store.unsure_sources() == []


@pytest.mark.parametrize(
    "told_otherwise",
    [{"role": "chief"}, {"day": "2014-09-12"}, {"other": "Bo Crosk"}, {"before": "deputy governor"}],
    ids=["own office", "months later", "another surname", "has it elsewhere"],
)
def test_nobody_asks_without_a_sign_of_it(told_otherwise: dict[str, str]) -> None:
    with filled(**told_otherwise) as store:
        assert store.unsure_sources() == []
