"""Articles added together: what waits to be written is written, or gone with what failed, and nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.store.sample import person, said
from tracker.errors import InputError, QueryError
from tracker.store import ClaimQuery, Store


def test_what_waits_is_there_at_the_end_of_the_group() -> None:
    with Store.open(":memory:") as store:
        with store.together() as group:
            first = group.add(said(person("Orla Quennell"), "the mole is sound", ref="a"))
            second = group.add(said(person("Orla Quennell"), "the pier is sound", ref="b"))
            assert store.claims() == []
            group.write()
            assert [claim.text for claim in store.claims()] == ["The mole is sound.", "The pier is sound."]
            third = group.add(said(person("Orla Quennell"), "the lock is sound", ref="c"))
        assert [first.claims, second.claims, third.claims] == [1, 1, 1]
        assert [claim.id for claim in store.claims(ClaimQuery(text="sound"))] == [1, 2, 3]
        assert [one.name for one in store.find_speakers("Orla Quennell")] == ["Orla Quennell"]


def test_an_article_that_fails_leaves_what_waited_before_it() -> None:
    with Store.open(":memory:") as store:
        bad = said(person("Orla Quennell"), "the pier is sound", ref="b")
        (attribution,) = bad.attributions
        claims = tuple(replace(claim, text="half \ud800") for claim in attribution.claims)
        with store.together() as group:
            group.add(said(person("Orla Quennell"), "the mole is sound", ref="a"))
            with pytest.raises(InputError, match="surrogate"):
                group.add(replace(bad, attributions=(replace(attribution, claims=claims),)))
            group.add(said(person("Tam Vasterby"), "the lock is sound", ref="c"))
        assert {article.ref for article in store.articles()} == {"a", "c"}
        assert [(claim.id, claim.text) for claim in store.claims()] == [
            (1, "The mole is sound."),
            (2, "The lock is sound."),
        ]


def test_a_group_that_fails_leaves_nothing_waiting() -> None:
    with Store.open(":memory:") as store:

        def half() -> None:
            with store.together() as group:
                group.add(said(person("Orla Quennell"), "the mole is sound", ref="a"))
                raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            half()
        store.add_article(said(person("Tam Vasterby"), "the lock is sound", ref="c"))
        assert [claim.text for claim in store.claims()] == ["The lock is sound."]


def test_one_that_is_added_alone_in_a_group_and_fails_takes_nothing_along() -> None:
    with Store.open(":memory:") as store:
        with store.together() as group:
            group.add(said(person("Orla Quennell"), "the mole is sound", ref="a"))
            with pytest.raises(InputError):
                store.add_article(said(person("Orla Quennell"), "the pier is sound", ref="b\ud800"))
            store.add_article(said(person("Orla Quennell"), "the lock is sound", ref="c"))
            assert len(store.claims()) == 2
        assert len(store.claims()) == 2


def test_what_another_decides_meanwhile_is_known() -> None:
    with Store.open(":memory:") as store:
        for ref, name in (("a", "Orla Quennell"), ("b", "Tam Vasterby")):
            store.add_article(said(person(name), "the mole is sound", ref=ref))
        store.merge_speakers(2, 1)
        store.add_article(said(person("Tam Vasterby"), "the lock is sound", ref="c"))
        assert {claim.speaker.id for claim in store.claims() if claim.speaker is not None} == {1}


def test_what_is_decided_within_a_group_holds_for_what_waits() -> None:
    with Store.open(":memory:") as store:
        with store.together() as group:
            for ref, name in (("a", "Orla Quennell"), ("b", "Tam Vasterby")):
                group.add(said(person(name), "the mole is sound", ref=ref))
            store.merge_speakers(2, 1)
            with pytest.raises(QueryError):
                store.merge_speakers(2, 1)
        assert [claim.speaker.id for claim in store.claims() if claim.speaker is not None] == [1, 1]
