"""What people decide about who is who: it holds everywhere and for what comes, and is taken back without a trace."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import replace

import pytest

from tests.store.quoting import add, id_of, quoted
from tests.store.sample import JUDGE, Says, found, person, said, told
from tracker.errors import QueryError
from tracker.period import PeriodQuery
from tracker.records import Speaker, SpeakerKind
from tracker.store import ClaimQuery, RelationQuery, Store

OSEI = person("Ada Osei", "Osei", role="mayor")
TARR = person("Mina Tarr", "Tarr")
BOLD = person("Ada Bold", role="engineer")  # the mayor, married
ALI = person("Ali")
CITY = Speaker("Harbour City Council", "organization", names=("Harbour City Council",))
CROWD = Speaker("some residents", "group", names=("some residents",))
VOICE = Speaker("a spokeswoman", "unnamed", names=("a spokeswoman",))


@pytest.fixture
def store() -> Iterator[Store]:
    with Store.open(":memory:") as store:
        yield store


# --- merge


def test_merged_all_that_the_one_says_is_the_others(store: Store) -> None:
    add(store, ("a", OSEI), ("b", BOLD), ("c", BOLD), ("d", TARR))
    into = id_of(store, "Ada Osei")
    decision = store.merge_speakers(id_of(store, "Ada Bold"), into, by="kim", note="married in May")
    assert (decision.action, decision.speaker, decision.other) == ("merge", "Ada Bold", "Ada Osei")
    assert (decision.by, decision.note, decision.undone, decision.articles) == ("kim", "married in May", None, ())
    assert quoted(store) == {"Ada Osei": ["a", "b", "c"], "Mina Tarr": ["d"]}
    for name in ("Ada Osei", "Ada Bold", "osei", "bold"):
        assert [speaker.id for speaker in store.find_speakers(name)] == [into]
    sources = {source.speaker.name: source for source in store.sources()}
    assert sources["Ada Osei"].names == ("Ada Osei", "Osei", "Ada Bold")
    assert (sources["Ada Osei"].articles, sources["Ada Osei"].claims) == (3, 3)
    assert {source.speaker.id for source in store.each_source()} == {into, id_of(store, "Tarr")}
    assert {claim.speaker.id for claim in store.claims(ClaimQuery(speaker="Ada Bold")) if claim.speaker} == {into}
    rows = store.as_sqlite_utils().conn.execute('SELECT "Speaker" FROM who_said_what ORDER BY "Article"').fetchall()
    assert rows == [("Ada Osei",)] * 3 + [("Mina Tarr",)]
    (attribution,) = store.article("b").attributions
    assert attribution.speaker == Speaker("Ada Osei", "person", "engineer", None, ("Ada Osei", "Ada Bold")), (
        "the article's own forms and role, under the name by which she is known"
    )


def test_reports_and_what_is_told_by_somebody_know_who_was_merged(store: Store) -> None:
    extraction = told(BOLD, Says(TARR, "it is old"), ref="b")
    outer, inner = extraction.attributions
    store.add_article(told(OSEI, ref="a"))
    store.add_article(replace(extraction, attributions=(outer, replace(inner, nested_in=0))))
    store.merge_speakers(id_of(store, "Ada Bold"), id_of(store, "Ada Osei"))
    assert [claim.told_by for claim in store.claims(ClaimQuery(speaker="Tarr"))] == ["Ada Osei"]
    view = 'SELECT "Told by" FROM who_said_what WHERE "Speaker" = \'Mina Tarr\''
    assert store.as_sqlite_utils().conn.execute(view).fetchall() == [("Ada Osei",)]
    facts = store.period(PeriodQuery())
    assert [(one.speaker.name, one.claims) for one in facts.speakers.items] == [("Ada Osei", 2), ("Mina Tarr", 1)]
    assert facts.counts.speakers == 2


def test_of_one_speaker_a_contradiction_is_with_oneself(store: Store) -> None:
    store.add_article(said(OSEI, "the bridge is open", ref="a", date="2024-05-01"))
    store.add_article(said(BOLD, "the bridge is closed", ref="b", date="2024-05-02"))
    (pair,) = store.add_relations(2, JUDGE, [found(1, 2)])
    store.review(pair.id, "confirmed", reviewer="kim")
    assert not store.relation(pair.id).same_speaker
    decision = store.merge_speakers(id_of(store, "Ada Bold"), id_of(store, "Ada Osei"))
    assert store.relation(pair.id).same_speaker
    assert [one.head.id for one in store.disputes(RelationQuery(same_speaker=True))] == [pair.id]
    assert [one.head.id for one in store.disputes(RelationQuery(speaker="Ada Bold"))] == [pair.id]
    view = 'SELECT "Same speaker" FROM open_contradictions'
    assert store.as_sqlite_utils().conn.execute(view).fetchall() == [("yes",)]
    (again,) = store.add_relations(2, "nli-test@2.0.0", [found(1, 2)])
    assert (again.status, again.reviewer) == ("confirmed", "kim"), "what was decided on the pair holds"
    assert {claim.speaker for claim in store.claims_to_compare(1)} == {"Ada Osei"}
    store.undo_speaker_decision(decision.id)
    assert not store.relation(pair.id).same_speaker


@pytest.mark.parametrize("name", ["Ada Bold", "ADA BOLD", "Ada  Böld"])
def test_a_merge_teaches_what_the_name_means_from_then_on(store: Store, name: str) -> None:
    add(store, ("a", OSEI), ("b", BOLD))
    decision = store.merge_speakers(id_of(store, "Ada Bold"), id_of(store, "Ada Osei"))
    add(store, ("c", person(name)), ("d", OSEI))
    assert quoted(store) == {"Ada Osei": ["a", "b", "c", "d"]}
    store.undo_speaker_decision(decision.id)
    assert quoted(store) == {"Ada Osei": ["a", "d"], "Ada Bold": ["b", "c"]}


def test_a_speaker_merged_twice_over_is_the_last(store: Store) -> None:
    add(store, ("a", OSEI), ("b", BOLD), ("c", TARR))
    bold = id_of(store, "Ada Bold")
    first = store.merge_speakers(bold, id_of(store, "Ada Osei"))
    second = store.merge_speakers(bold, id_of(store, "Tarr"))  # which is to say: Ada Osei
    assert second.speaker == "Ada Osei"
    assert quoted(store) == {"Mina Tarr": ["a", "b", "c"]}
    store.undo_speaker_decision(first.id)
    assert quoted(store) == {"Mina Tarr": ["a", "c"], "Ada Bold": ["b"]}


def test_a_name_of_one_article_stays_merged_in_its_newer_text(store: Store) -> None:
    add(store, ("a", OSEI), ("b", ALI))
    store.merge_speakers(id_of(store, "Ali"), id_of(store, "Ada Osei"))
    store.add_article(told(ALI, ref="b", end="Corrected."))
    add(store, ("c", ALI))
    assert quoted(store) == {"Ada Osei": ["a", "b"], "Ali": ["c"]}


@pytest.mark.parametrize(
    ("one", "into", "told_so"),
    [
        (OSEI, OSEI, "cannot merge a speaker with itself: 'Ada Osei'"),
        (OSEI, CITY, "cannot merge 'Ada Osei', a person, with 'Harbour City Council', an organization"),
        (CITY, OSEI, "cannot merge 'Harbour City Council', an organization, with 'Ada Osei', a person"),
    ],
)
def test_what_cannot_be_one_is_not_merged(store: Store, one: Speaker, into: Speaker, told_so: str) -> None:
    add(store, ("a", OSEI), ("b", CITY))
    with pytest.raises(QueryError, match=told_so):
        store.merge_speakers(id_of(store, one.name), id_of(store, into.name))
    assert store.speaker_decisions() == []


@pytest.mark.parametrize("words", [CROWD, VOICE])
def test_words_for_somebody_may_mean_anybody(store: Store, words: Speaker) -> None:
    add(store, ("a", CITY), ("b", words))
    store.merge_speakers(id_of(store, words.name), id_of(store, CITY.name))
    assert quoted(store) == {CITY.name: ["a", "b"]}
    (attribution,) = store.article("b").attributions
    assert attribution.speaker is not None
    assert (attribution.speaker.name, attribution.speaker.kind) == (CITY.name, "organization")


def test_one_that_was_merged_is_not_merged_again_into_the_same(store: Store) -> None:
    add(store, ("a", OSEI), ("b", BOLD))
    one, into = id_of(store, "Ada Bold"), id_of(store, "Ada Osei")
    store.merge_speakers(one, into)
    with pytest.raises(QueryError, match="are one speaker already"):
        store.merge_speakers(one, into)


def test_unknown_ids_are_refused_in_one_line(store: Store) -> None:
    add(store, ("a", OSEI))
    with pytest.raises(QueryError, match="no speaker 99"):
        store.merge_speakers(99, 1)
    with pytest.raises(QueryError, match="no speaker 99"):
        store.alias_speaker(99, "Bold")
    with pytest.raises(QueryError, match="no speaker 99"):
        store.settle_source(1, 99)
    with pytest.raises(QueryError, match="no speaker 99"):
        store.speaker_decisions(99)
    with pytest.raises(QueryError, match="no attribution 99"):
        store.settle_source(99, 1)
    with pytest.raises(QueryError, match="no decision 99"):
        store.undo_speaker_decision(99)


# --- split


@pytest.fixture
def two_oseis(store: Store) -> Store:
    """A mayor (a, b) and a engineer (c, d) of one name."""
    for ref, role in zip("abcd", ("mayor", "mayor", "engineer", "engineer"), strict=True):
        store.add_article(told(person("Ada Osei", role=role), ref=ref))
    return store


def test_split_off_is_who_is_called_so_in_these_articles(two_oseis: Store) -> None:
    store = two_oseis
    decision = store.split_speaker(id_of(store, "Ada Osei"), [3, 4], by="kim")
    assert (decision.action, decision.speaker, decision.other) == ("split", "Ada Osei", "Ada Osei")
    assert decision.articles == ("c", "d")
    both = {speaker.role: speaker.id for speaker in store.find_speakers("Ada Osei")}
    assert set(both) == {"engineer", "mayor"}
    assert {claim.article.ref for claim in store.claims(ClaimQuery(speaker_ids=(both["engineer"],)))} == {"c", "d"}
    store.add_article(told(OSEI, ref="d", end="Corrected."))
    claims = store.claims(ClaimQuery(speaker_ids=(both["engineer"],)))
    assert {claim.article.ref for claim in claims} == {"c", "d"}, "the newer text is meant, too"
    store.undo_speaker_decision(decision.id)
    assert quoted(store) == {"Ada Osei": ["a", "b", "c", "d"]}
    assert len(store.find_speakers("Ada Osei")) == 1


@pytest.mark.parametrize(("role", "expected"), [("engineer", "engineer"), ("mayor", "mayor"), (None, "mayor")])
def test_articles_to_come_mean_the_one_they_tell_more_like(two_oseis: Store, role: str | None, expected: str) -> None:
    store = two_oseis
    decision = store.split_speaker(id_of(store, "Ada Osei"), [3, 4])
    both = {speaker.role: speaker.id for speaker in store.find_speakers("Ada Osei")}
    store.add_article(told(person("Ada Osei", role=role), ref="e"))
    (claim,) = store.claims(ClaimQuery(article="e"))
    assert claim.speaker is not None
    assert claim.speaker.id == both[expected]
    store.undo_speaker_decision(decision.id)
    assert quoted(store) == {"Ada Osei": ["a", "b", "c", "d", "e"]}


def test_split_off_under_a_name_of_its_own(two_oseis: Store) -> None:
    store = two_oseis
    decision = store.split_speaker(id_of(store, "Ada Osei"), [3, 4], name="Ada Osei Junior")
    add(store, ("e", person("Ada Osei Junior")), ("f", OSEI))
    assert quoted(store) == {"Ada Osei": ["a", "b", "f"], "Ada Osei Junior": ["c", "d", "e"]}
    store.undo_speaker_decision(decision.id)
    assert quoted(store) == {"Ada Osei": ["a", "b", "c", "d", "f"], "Ada Osei Junior": ["e"]}


def test_a_name_is_split_by_articles_that_quote_it_and_not_by_all(two_oseis: Store) -> None:
    store = two_oseis
    store.add_article(told(TARR, ref="e"))
    osei = id_of(store, "Ada Osei")
    for articles, told_so in (
        ([], "no articles to split 'Ada Osei' by"),
        ([9], "no article 9"),
        ([1, 5], r"article 5 \(e\) does not quote 'Ada Osei'"),
        ([1, 2, 3, 4], "no other article quotes 'Ada Osei'"),
    ):
        with pytest.raises(QueryError, match=told_so):
            store.split_speaker(osei, articles)
    with pytest.raises(QueryError, match="no name"):
        store.split_speaker(osei, [1], name=" - ")
    store.split_speaker(osei, [1])
    assert len(store.speaker_decisions()) == 1


def test_split_off_and_merged_into_another_one(two_oseis: Store) -> None:
    store = two_oseis
    store.add_article(told(TARR, ref="e"))
    split = store.split_speaker(id_of(store, "Ada Osei"), [3, 4])
    engineer = next(speaker.id for speaker in store.find_speakers("Ada Osei") if speaker.role == "engineer")
    store.merge_speakers(engineer, id_of(store, "Tarr"))
    assert quoted(store) == {"Ada Osei": ["a", "b"], "Mina Tarr": ["c", "d", "e"]}
    store.undo_speaker_decision(split.id)
    (osei,) = {claim.speaker.name for claim in store.claims() if claim.speaker and claim.article.ref in "abcd"}
    assert osei in ("Ada Osei", "Mina Tarr")


# --- alias


def test_an_alias_finds_the_speaker_and_is_meant_in_what_comes(store: Store) -> None:
    add(store, ("a", OSEI), ("b", ALI))
    osei = id_of(store, "Ada Osei")
    decision = store.alias_speaker(osei, "  Iron   Ada ", by="kim")
    assert (decision.action, decision.speaker, decision.other) == ("alias", "Ada Osei", "Iron Ada")
    assert id_of(store, "iron ada") == osei
    add(store, ("c", person("IRON ADA")), ("d", Speaker("iron Áda", "unnamed")), ("e", person("Ali")))
    assert quoted(store) == {"Ada Osei": ["a", "c", "d"], "Ali": ["b", "e"]}
    assert store.sources()[0].names == ("Ada Osei", "Osei", "Iron Ada", "IRON ADA", "iron Áda")
    store.undo_speaker_decision(decision.id)
    assert quoted(store) == {"Ada Osei": ["a"], "IRON ADA": ["c"], "iron Áda": ["d"], "Ali": ["b", "e"]}
    assert [source.names for source in store.sources() if source.speaker.id == osei] == [("Ada Osei", "Osei")]


def test_a_name_given_again_reaches_who_was_settled_meanwhile(store: Store) -> None:
    add(store, ("a", OSEI), ("b", TARR))
    alias = store.alias_speaker(id_of(store, "Ada Osei"), "Iron Ada")
    undoing = store.undo_speaker_decision(alias.id).undone
    assert undoing is not None
    add(store, ("c", person("Iron Ada")))
    settled = store.settle_source(3, id_of(store, "Tarr"))
    store.undo_speaker_decision(undoing)
    assert quoted(store) == {"Ada Osei": ["a"], "Mina Tarr": ["b", "c"]}
    store.undo_speaker_decision(settled.id)
    assert quoted(store) == {"Ada Osei": ["a", "c"], "Mina Tarr": ["b"]}


def test_a_single_name_given_is_meant_from_then_on_and_not_before(store: Store) -> None:
    add(store, ("a", OSEI), ("b", ALI))
    store.alias_speaker(id_of(store, "Ada Osei"), "Ali")
    add(store, ("c", ALI), ("d", Speaker("Ali", "organization")))
    assert quoted(store) == {"Ada Osei": ["a", "c"], "Ali": ["b", "d"]}


def test_of_two_who_were_given_one_name_the_later_is_meant(store: Store) -> None:
    add(store, ("a", OSEI), ("b", TARR))
    store.alias_speaker(id_of(store, "Ada Osei"), "Ali")
    later = store.alias_speaker(id_of(store, "Tarr"), "Ali")
    add(store, ("c", ALI))
    assert quoted(store)["Mina Tarr"] == ["b", "c"]
    store.undo_speaker_decision(later.id)
    assert quoted(store)["Ada Osei"] == ["a", "c"]


def test_the_name_of_another_one_is_not_given(store: Store) -> None:
    add(store, ("a", OSEI), ("b", TARR))
    osei = id_of(store, "Ada Osei")
    for name, told_so in (
        ("Mina Tarr", "'Mina Tarr' is the name of another speaker, 2"),
        ("ada osei", "is the name of that speaker already"),
        ("…", "no name"),
    ):
        with pytest.raises(QueryError, match=told_so):
            store.alias_speaker(osei, name)


# --- the log


def test_the_log_tells_what_was_decided_and_taken_back(store: Store) -> None:
    add(store, ("a", OSEI), ("b", BOLD), ("c", TARR))
    osei, bold = id_of(store, "Ada Osei"), id_of(store, "Ada Bold")
    merge = store.merge_speakers(bold, osei, by="kim")
    alias = store.alias_speaker(id_of(store, "Tarr"), "Mim")
    undone = store.undo_speaker_decision(merge.id, by="lee", note="two people")
    assert (undone.id, undone.undone, undone.by) == (merge.id, 3, "kim")
    log = store.speaker_decisions()
    assert [(one.id, one.action, one.undone, one.undoes) for one in log] == [
        (3, "merge", None, merge.id),
        (2, "alias", None, None),
        (1, "merge", 3, None),
    ]
    assert (log[0].by, log[0].note) == ("lee", "two people")
    assert [one.id for one in store.speaker_decisions(bold)] == [3, 1]
    assert [one.id for one in store.speaker_decisions(limit=2)] == [3, alias.id]
    with pytest.raises(QueryError, match="decision 1 was taken back already"):
        store.undo_speaker_decision(merge.id)
    again = store.undo_speaker_decision(3)
    assert again.undone == 4
    assert quoted(store)["Ada Osei"] == ["a", "b"]
    assert [one.undone for one in store.speaker_decisions(osei)] == [None, 4, None]
    store.undo_speaker_decision(merge.id)
    assert quoted(store)["Ada Osei"] == ["a"]


def test_what_was_decided_is_there_in_the_next_session(tmp_path: object) -> None:
    path = f"{tmp_path}/tracker.db"
    with Store.open(path) as store:
        add(store, ("a", OSEI), ("b", BOLD))
        store.merge_speakers(id_of(store, "Ada Bold"), id_of(store, "Ada Osei"))
    with Store.open(path, create=False) as store:
        add(store, ("c", BOLD))
        assert quoted(store) == {"Ada Osei": ["a", "b", "c"]}


# --- apart


def test_kept_apart_after_a_merge_two_are_two(store: Store) -> None:
    add(store, ("a", OSEI), ("b", BOLD), ("c", TARR))
    osei, bold, tarr = (id_of(store, name) for name in ("Ada Osei", "Ada Bold", "Tarr"))
    store.merge_speakers(tarr, bold)
    store.merge_speakers(bold, osei)
    apart = store.keep_apart(bold, osei)
    assert (apart.action, apart.speaker, apart.other) == ("apart", "Ada Bold", "Ada Osei")
    assert quoted(store) == {"Ada Osei": ["a"], "Ada Bold": ["b", "c"]}, "with who joined it first"
    store.merge_speakers(bold, osei)
    assert quoted(store) == {"Ada Osei": ["a", "b", "c"]}, "the later decision holds"
    with pytest.raises(QueryError, match="cannot be apart from itself"):
        store.keep_apart(osei, osei)
    store.keep_apart(osei, tarr)
    assert quoted(store) == {"Ada Osei": ["a", "b"], "Mina Tarr": ["c"]}


def test_orders_of_undoing(store: Store) -> None:
    """Whatever is taken back in whichever order: what stands in the end tells all."""
    kinds: tuple[SpeakerKind, ...] = ("person", "person", "person", "person")
    for ref, name, kind in zip("abcd", ("Ada Osei", "Ada Bold", "Mina Tarr", "Ola Reed"), kinds, strict=True):
        store.add_article(told(Speaker(name, kind), ref=ref))
    before = quoted(store)
    decisions = [store.merge_speakers(2, 1).id, store.merge_speakers(3, 2).id, store.merge_speakers(1, 4).id]
    for order in itertools.permutations(decisions):
        log = [store.undo_speaker_decision(number).undone for number in order]
        assert quoted(store) == before
        for number in log:
            assert number is not None
            store.undo_speaker_decision(number)
        assert quoted(store) == {"Ola Reed": ["a", "b", "c", "d"]}
