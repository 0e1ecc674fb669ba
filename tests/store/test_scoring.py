"""Scores: found again by their passages, added beside the old ones, and the claims that a model has yet to score."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.store.sample import SCORER, person, said, span, spans, sure
from tracker.errors import QueryError, StoreError
from tracker.records import (
    Article,
    ArticleToScore,
    Attribution,
    Certainty,
    Claim,
    Extraction,
    ScoreChange,
    Span,
    Speaker,
)
from tracker.store import ClaimQuery, Store

ADA = person("Ada Lovelace", "Lovelace")
OTHER = "another@2"
SENTENCE = "Ada Lovelace said the bridge may be safe."


@pytest.fixture
def store() -> Iterator[Store]:
    with Store.open(":memory:") as store:
        yield store


def printed(before: str, ref: str, score: Certainty | None) -> Extraction:
    """The sentence after other words, with its score moved to where it stands there."""
    start = len(before)
    if score is not None:
        score = replace(
            score, evidence=tuple(Span(s.start + start, s.end + start) for s in score.evidence), offset=start
        )
    return said(ADA, "the bridge may be safe", ref=ref, text=before + SENTENCE, certainty=score)


MAY = sure("possible", 0.45, evidence=spans(SENTENCE, "may"), key="k1")


# --- scores a model has given before


def test_a_passage_is_known_again_wherever_it_was_printed(store: Store) -> None:
    store.add_article(printed("A long day. ", "a.txt", MAY))
    assert store.known_scores(SCORER, ["k1"]) == {"k1": MAY}
    store.add_article(printed("", "b.txt", MAY))
    store.add_article(printed("Rain, and more rain, fell. ", "c.txt", MAY))
    assert store.known_scores(SCORER, ["k1", "k1", "k2"]) == {"k1": MAY}
    for claim in store.claims():
        text = store.article(claim.article.ref).article.text
        assert [one.of(text) for one in claim.evidence] == ["may"]
    offsets = store.as_sqlite_utils().conn.execute("SELECT passage_start, evidence FROM scores ORDER BY id").fetchall()
    assert offsets == [(12, "[[29, 32]]"), (0, "[[29, 32]]"), (27, "[[29, 32]]")]


def test_only_the_same_model_and_the_same_key_are_known(store: Store) -> None:
    store.add_article(printed("", "a.txt", MAY))
    store.add_article(said(ADA, ref="b.txt", certainty=sure()))
    assert store.known_scores(OTHER, ["k1"]) == {}
    assert store.known_scores(SCORER, ["K1", "k", "", "k1 ", "\ud800"]) == {}
    assert store.known_scores(SCORER, []) == {}
    assert store.known_scores(SCORER, iter(["k1"])) == {"k1": MAY}


def test_the_newest_of_several_is_known(store: Store) -> None:
    newer = replace(MAY, level="probable", score=0.7)
    store.add_article(printed("", "a.txt", MAY))
    store.add_article(printed("Once more: ", "b.txt", newer))
    store.add_article(printed("", "c.txt", replace(MAY, model=OTHER)))
    assert store.known_scores(SCORER, ["k1"]) == {"k1": newer}
    assert store.known_scores(OTHER, ["k1"]) == {"k1": replace(MAY, model=OTHER)}


def test_a_text_that_was_superseded_is_still_known(store: Store) -> None:
    store.add_article(printed("", "a.txt", MAY))
    store.add_article(said(ADA, ref="a.txt"))
    assert store.known_scores(SCORER, ["k1"]) == {"k1": MAY}


def test_many_keys_at_once(store: Store) -> None:
    store.add_articles(printed("", f"{n}.txt", replace(MAY, key=f"key-{n}")) for n in range(50))
    known = store.known_scores(SCORER, [f"key-{n}" for n in range(40_000)])
    assert sorted(known) == sorted(f"key-{n}" for n in range(50))
    assert all(certainty.key == key for key, certainty in known.items())


@pytest.mark.parametrize("analysed", [False, True])
def test_keys_are_found_by_the_index(store: Store, *, analysed: bool) -> None:
    store.add_articles(printed("", f"{n}.txt", replace(MAY, key=f"key-{n % 9}")) for n in range(50))
    conn = store.as_sqlite_utils().conn
    if analysed:
        conn.execute("ANALYZE")
    asked: list[str] = []
    conn.set_trace_callback(asked.append)
    store.known_scores(SCORER, ["key-3"])
    conn.set_trace_callback(None)
    plan = [row[3] for row in conn.execute(f"EXPLAIN QUERY PLAN {asked[0]}")]
    assert "SEARCH scores USING COVERING INDEX scores_passage_key (model=? AND passage_key=?)" in plan


# --- adding scores


def test_scoring_again_adds_a_row_and_the_newest_is_shown(store: Store) -> None:
    store.add_article(said(ADA))
    conn = store.as_sqlite_utils().conn
    given = (sure("certain", 0.9), sure("possible", 0.4, model=OTHER), sure("possible", 0.4, model=OTHER))
    before: Certainty | None = None
    for number, after in enumerate(given, 1):
        rows = conn.execute("SELECT * FROM scores ORDER BY id").fetchall()
        change = ScoreChange(1, "The bridge is safe.", "Ada Lovelace", before, after)
        assert store.add_scores({1: after}) == [change]
        assert conn.execute("SELECT * FROM scores ORDER BY id").fetchall()[:-1] == rows, "nothing is overwritten"
        assert conn.execute("SELECT count(*) FROM scores").fetchone() == (number,)
        (claim,) = store.claims()
        assert (claim.certainty, claim.score, claim.certainty_model) == (after.level, after.score, after.model)
        assert store.article("1").attributions[0].claims[0].certainty == after
        before = after


def test_a_change_tells_everything_of_the_score_before(store: Store) -> None:
    old = replace(MAY, evidence=(Span(33, 36),), offset=4)
    store.add_article(said(None, certainty=old))
    assert store.add_scores({1: sure()}) == [ScoreChange(1, "The bridge is safe.", None, old, sure())]


def test_changes_come_in_the_order_they_were_given(store: Store) -> None:
    store.add_articles(said(ADA, ref=f"{n}.txt") for n in range(60))
    numbers = [*range(60, 30, -1), *range(1, 31)]
    changes = store.add_scores({number: sure(score=number / 100) for number in numbers})
    assert [change.claim_id for change in changes] == numbers
    assert {claim.id: claim.score for claim in store.claims()} == {number: number / 100 for number in numbers}


def test_scoring_nothing(store: Store) -> None:
    assert store.add_scores({}) == []


def test_an_unknown_claim_is_refused_and_nothing_added(store: Store) -> None:
    store.add_article(said(ADA))
    with pytest.raises(QueryError, match="no claim 2 to score"):
        store.add_scores({1: sure(), 2: sure()})
    assert store.claims()[0].certainty is None


def test_a_full_disk_adds_no_score(tmp_path: Path) -> None:
    with Store.open(tmp_path / "t.db") as store:
        store.add_articles(said(ADA, ref=f"{n}.txt", certainty=sure()) for n in range(2000))
        conn = store.as_sqlite_utils().conn
        conn.execute(f"PRAGMA max_page_count = {conn.execute('PRAGMA page_count').fetchone()[0] + 2}")
        with pytest.raises(StoreError, match="disk is full"):
            store.add_scores({number: sure(model=OTHER, key="k" * 32) for number in range(1, 2001)})
        assert {claim.certainty_model for claim in store.claims()} == {SCORER}


# --- what a model has yet to score


def two_claims(ref: str, first: Certainty | None, second: Certainty | None) -> Extraction:
    """An article of three attributions: one with two claims, one without any, one with one."""
    text = "Ada Lovelace said it is safe and open. Some disagreed. The ministry denied that it fell."
    ministry = Speaker("the ministry", "organization")
    attributions = (
        Attribution(
            source=spans(text, "Ada Lovelace"),
            cue=spans(text, "said"),
            content=spans(text, "it is safe and open"),
            kind="mixed",
            confidence=0.9,
            speaker=ADA,
            claims=(
                Claim(span(text, "it is safe"), "It is safe.", first),
                Claim(span(text, "open"), "It is open."),
            ),
            distance="neutral",
        ),
        Attribution(spans(text, "Some"), spans(text, "disagreed"), (), "indirect", 0.5),
        Attribution(
            source=spans(text, "The ministry"),
            cue=spans(text, "denied"),
            content=spans(text, "that it fell"),
            kind="indirect",
            confidence=0.8,
            speaker=ministry,
            claims=(Claim(span(text, "it fell"), "It fell.", second),),
        ),
    )
    return Extraction(Article(ref, text, title="Safe", outlet="Post", date="2024-01-02"), attributions, "m@1")


def test_claims_that_a_model_has_not_scored(store: Store) -> None:
    extraction = two_claims("a.txt", sure(), None)
    store.add_article(extraction)
    first, none, last = extraction.attributions
    assert list(store.articles_to_score(SCORER)) == [
        ArticleToScore(1, extraction.article, (replace(first, claims=first.claims[1:]), none, last), ((2,), (), (3,)))
    ]
    unscored = replace(first, claims=(replace(first.claims[0], certainty=None), first.claims[1]))
    assert list(store.articles_to_score(OTHER)) == [
        ArticleToScore(1, extraction.article, (unscored, none, last), ((1, 2), (), (3,)))
    ]


def test_claims_that_are_scored_are_left_out(store: Store) -> None:
    store.add_article(two_claims("a.txt", None, sure()))
    (item,) = store.articles_to_score(SCORER)
    assert [len(attribution.claims) for attribution in item.attributions] == [2, 0, 0]
    assert item.claim_ids == ((1, 2), (), ())
    store.add_scores({1: sure(), 2: sure()})
    assert list(store.articles_to_score(SCORER)) == []


def test_a_score_by_another_model_later_does_not_count(store: Store) -> None:
    store.add_article(said(ADA, certainty=sure()))
    store.add_scores({1: sure(model=OTHER)})
    assert list(store.articles_to_score(SCORER)) == []
    assert [item.claim_ids for item in store.articles_to_score("third@1")] == [((1,),)]


def test_articles_without_claims_and_superseded_ones_are_left_out(store: Store) -> None:
    store.add_article(Extraction(Article("empty.txt", "Nothing."), (), "m@1"))
    store.add_article(said(ADA, "the bridge is safe", ref="a.txt"))
    store.add_article(said(ADA, "the bridge is closed", ref="a.txt"))
    store.add_article(said(ADA, ref="b.txt"))
    items = list(store.articles_to_score(SCORER))
    assert [(item.article_id, item.article.ref) for item in items] == [(3, "a.txt"), (4, "b.txt")]
    assert items[0].article.text.endswith("is closed.")


def test_scores_may_be_added_between_two_steps(tmp_path: Path) -> None:
    with Store.open(tmp_path / "t.db") as store:
        store.add_articles(said(ADA, ref=f"{n}.txt") for n in range(40))
        seen = []
        for item in store.articles_to_score(SCORER):
            seen.append(item.article_id)
            store.add_scores({number: sure() for numbers in item.claim_ids for number in numbers})
        assert seen == list(range(1, 41))
        assert store.as_sqlite_utils().conn.execute("SELECT count(*) FROM scores").fetchone() == (40,)
        assert list(store.articles_to_score(SCORER)) == []


def test_what_is_left_unscored_comes_once_and_again_next_time(store: Store) -> None:
    store.add_articles(said(ADA, ref=f"{n}.txt") for n in range(3))
    assert [item.article_id for item in store.articles_to_score(SCORER)] == [1, 2, 3]
    assert [item.article_id for item in store.articles_to_score(SCORER)] == [1, 2, 3]


def test_what_others_do_meanwhile_is_seen(tmp_path: Path) -> None:
    path = tmp_path / "t.db"
    with Store.open(path) as store, Store.open(path) as other:
        store.add_articles(said(ADA, ref=f"{n}.txt") for n in range(4))
        steps = store.articles_to_score(SCORER)
        assert next(steps).article_id == 1
        other.add_scores({2: sure()})
        other.add_article(said(ADA, "the bridge is closed", ref="2.txt"))
        assert [item.article_id for item in steps] == [4, 5]


def test_an_interrupted_run_goes_on_where_it_was(tmp_path: Path) -> None:
    path = tmp_path / "t.db"
    with Store.open(path) as store:
        store.add_articles(said(ADA, ref=f"{n}.txt") for n in range(5))
        steps = store.articles_to_score(SCORER)
        for item in (next(steps), next(steps)):
            store.add_scores({item.claim_ids[0][0]: sure()})
    with Store.open(path) as store:
        assert [item.article_id for item in store.articles_to_score(SCORER)] == [3, 4, 5]


def test_a_closed_generator_leaves_nothing_open(store: Store) -> None:
    store.add_articles(said(ADA, ref=f"{n}.txt") for n in range(5))
    steps = store.articles_to_score(SCORER)
    next(steps)
    steps.close()  # type: ignore[attr-defined]
    assert store.add_article(said(ADA, ref="new.txt")).added


def test_rescoring_finds_what_a_question_shows(store: Store) -> None:
    store.add_articles([two_claims("a.txt", sure(), sure()), said(ADA, ref="b.txt")])
    for item in store.articles_to_score(OTHER):
        found = {n: sure("doubtful", 0.1, model=OTHER, polarity="unknown") for ids in item.claim_ids for n in ids}
        assert [change.after for change in store.add_scores(found)] == list(found.values())
    assert len(store.claims(ClaimQuery(certainty="doubtful", polarity="unknown", max_score=0.1))) == 4
    assert store.claims(ClaimQuery(certainty="certain")) == []


def test_the_page_on_the_schema_shows_how_to_read_evidence(store: Store) -> None:
    page = (Path(__file__).parents[2] / "docs" / "schema.md").read_text(encoding="utf-8")
    sql = page.partition("## The words that made it so")[2].partition("```sql")[2].partition("```")[0]
    store.add_article(printed("After “—”: ", "a.txt", MAY))
    assert store.as_sqlite_utils().conn.execute(sql).fetchall() == [("The bridge may be safe.", "possible", "may")]
