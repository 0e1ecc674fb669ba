"""Decisions and articles in any order: what is stored is always what the log and the machine's findings say."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.store.sample import Says, told
from tracker.errors import QueryError
from tracker.records import Extraction, Resolution, Speaker, SpeakerDecision
from tracker.store import Store
from tracker.store.names import fold_name
from tracker.store.rulings import Place, Rulings, may_be_one

NAMES = ("Ada Osei", "Ada Bold", "Mina Tarr", "Mina Tar", "Ola Reed", "Ali", "she")
ROLES = (None, "mayor", "goalkeeper")
REFS = ("a", "b", "c", "d")


def test_which_kinds_may_be_one() -> None:
    assert may_be_one("person", "person")
    assert may_be_one("unnamed", "document")
    assert may_be_one("organization", "group")
    assert not may_be_one("person", "organization")
    assert not may_be_one("document", "person")


@st.composite
def articles(draw: st.DrawFn, roles: tuple[str | None, ...] = ROLES) -> Extraction:
    """A text of one to four sentences under one of four refs."""
    says = []
    for _ in range(draw(st.integers(1, 4))):
        name = draw(st.sampled_from(NAMES))
        speaker = Speaker(name, "unnamed" if name == "she" else "person", draw(st.sampled_from(roles)), names=(name,))
        resolution = Resolution("pronoun, nearest that fits", draw(st.sampled_from((0.2, 0.9))), ("Ada Osei", "Ali"))
        says.append(Says(speaker, draw(st.sampled_from(("it is old", "it is safe"))), name, resolution))
    end = draw(st.sampled_from(("", "Corrected.", "Corrected twice.")))
    return told(*says, ref=draw(st.sampled_from(REFS)), end=end)


@dataclass(frozen=True)
class Step:
    """Something a person does, with numbers that are brought into the range of what there is."""

    name: str
    do: Callable[[Store], SpeakerDecision | None]


def _some(store: Store, table: str, number: int) -> int:
    ids = [row[0] for row in connection(store).execute(f"SELECT id FROM {table} ORDER BY id")]
    return ids[number % len(ids)] if ids else 1


def connection(store: Store) -> sqlite3.Connection:
    conn = store.as_sqlite_utils().conn
    assert conn is not None
    return conn


@st.composite
def decisions(draw: st.DrawFn) -> Step:
    one, other = draw(st.integers(0, 40)), draw(st.integers(0, 40))
    action = draw(st.sampled_from(("merge", "apart", "split", "alias", "settle", "nobody")))

    def do(store: Store) -> SpeakerDecision:
        speaker, second = _some(store, "speakers", one), _some(store, "speakers", other)
        if action == "merge":
            return store.merge_speakers(speaker, second)
        if action == "apart":
            return store.keep_apart(speaker, second)
        if action == "split":
            name = None if other % 2 else "Ola Reed"
            return store.split_speaker(speaker, [_some(store, "articles", other)], name=name)
        if action == "alias":
            return store.alias_speaker(speaker, NAMES[other % len(NAMES)])
        return store.settle_source(_some(store, "attributions", other), None if action == "nobody" else speaker)

    return Step(f"{action} {one} {other}", do)


@st.composite
def undoings(draw: st.DrawFn) -> Step:
    number = draw(st.integers(0, 40))
    return Step(f"undo {number}", lambda store: store.undo_speaker_decision(_some(store, "speaker_decisions", number)))


def added(extraction: Extraction) -> Step:
    def do(store: Store) -> None:
        store.add_article(extraction)

    return Step(f"add {extraction.article.ref}", do)


STEPS = st.lists(st.one_of(articles().map(added), decisions(), undoings()), max_size=14)


def play(store: Store, steps: list[Step]) -> None:
    for step in steps:
        with suppress(QueryError):
            step.do(store)


def effective(store: Store) -> dict[str, list[tuple[object, ...]]]:
    """All that decisions may change."""
    conn = connection(store)
    sql = {
        "mentions": "SELECT article_id, speaker_id, found_speaker_id, name, made_by FROM mentions ORDER BY 1, 2, 3, 4",
        "attributions": "SELECT t.id, m.speaker_id, m.name, t.settled_by, t.found_mention_id FROM attributions t"
        " LEFT JOIN mentions m ON m.id = t.mention_id ORDER BY t.id",
        "speakers": "SELECT id, same_as FROM speakers WHERE split_by IS NULL ORDER BY id",
        "names": "SELECT speaker_id, name, key FROM speaker_names ORDER BY 1, 2, 3",
    }
    return {table: conn.execute(query).fetchall() for table, query in sql.items()}


def check(store: Store) -> None:
    """What is stored is what all findings and all decisions, taken together, say."""
    conn = connection(store)
    rulings = Rulings(conn, [row[0] for row in conn.execute("SELECT id FROM speakers")])
    for number, same_as in conn.execute("SELECT id, same_as FROM speakers").fetchall():
        assert rulings.root(number) == (same_as or number)
    mentions = conn.execute(
        "SELECT m.speaker_id, coalesce(m.found_speaker_id, m.speaker_id), a.ref, m.article_id, m.name, m.made_by"
        " FROM mentions m JOIN articles a ON a.id = m.article_id"
    ).fetchall()
    for speaker, found, ref, article, name, made_by in mentions:
        key = "" if made_by else fold_name(name)
        assert rulings.means(Place(found, ref, article, key, made_by or 0)) == speaker
    names: dict[tuple[int, str], None] = {}
    quoted = (
        "SELECT speaker_id, value FROM mentions m, json_each(json_insert(m.names, '$[#]', m.name)) WHERE EXISTS"
        " (SELECT 1 FROM attributions WHERE mention_id = m.id)"
    )
    names.update(dict.fromkeys(conn.execute(quoted)))
    given = (
        "SELECT iif(action = 'split', other_id, speaker_id), other, id FROM speaker_decisions"
        " WHERE undoes IS NULL AND key NOTNULL"
    )
    standing = {one.id for one in store.speaker_decisions() if one.undone is None}
    names.update({(rulings.root(one), name): None for one, name, number in conn.execute(given) if number in standing})
    assert set(conn.execute("SELECT speaker_id, name FROM speaker_names")) == set(names)
    orphans = (
        "SELECT count(*) FROM mentions m WHERE made_by NOTNULL"
        " AND NOT EXISTS (SELECT 1 FROM attributions WHERE mention_id = m.id)"
    )
    assert conn.execute(orphans).fetchone() == (0,)
    assert conn.execute("PRAGMA foreign_key_check").fetchall() == []


@settings(max_examples=150, deadline=None)
@given(STEPS)
def test_what_is_stored_is_what_was_found_and_decided(steps: list[Step]) -> None:
    with Store.open(":memory:") as store:
        for step in steps:
            with suppress(QueryError):
                step.do(store)
            check(store)


@settings(max_examples=100, deadline=None)
@given(STEPS, decisions())
def test_a_decision_taken_back_at_once_leaves_no_trace(steps: list[Step], step: Step) -> None:
    with Store.open(":memory:") as store:
        play(store, steps)
        before = effective(store)
        try:
            decision = step.do(store)
        except QueryError:
            return
        assert decision is not None
        after = effective(store)
        store.undo_speaker_decision(decision.id)
        assert effective(store) == before
        undoing = store.speaker_decisions(limit=1)[0]
        store.undo_speaker_decision(undoing.id)
        assert effective(store) == after


@settings(max_examples=60, deadline=None)
@given(st.lists(articles((None,)), max_size=6), decisions(), st.lists(articles((None,)), max_size=4))
def test_a_decision_taken_back_is_as_if_it_had_never_been_made(
    first: list[Extraction], step: Step, later: list[Extraction]
) -> None:
    """Without roles: what a machine makes of a name by what it knows, it makes in the light of what people said."""
    with Store.open(":memory:") as store, Store.open(":memory:") as plain:
        for one in (store, plain):
            play(one, [added(extraction) for extraction in first])
        try:
            decision = step.do(store)
        except QueryError:
            return
        assert decision is not None
        for one in (store, plain):
            play(one, [added(extraction) for extraction in later])
        store.undo_speaker_decision(decision.id)
        told_apart = decision.action == "split"  # whoever was split off stays as a row that nothing means
        assert _who(store, told_apart=told_apart) == _who(plain, told_apart=told_apart)


def _who(store: Store, *, told_apart: bool) -> list[tuple[object, ...]]:
    """Who says what: by the ids of speakers, or by their names where there may be rows more."""
    column = "s.name" if told_apart else "s.id, s.name"
    sql = (
        f"SELECT a.ref, a.text, t.position, {column}, m.name FROM attributions t JOIN articles a ON a.id = t.article_id"
        " LEFT JOIN mentions m ON m.id = t.mention_id LEFT JOIN speakers s ON s.id = m.speaker_id ORDER BY 1, 2, 3"
    )
    return connection(store).execute(sql).fetchall()


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_decisions_hold_in_whichever_order_articles_are_added_again(data: st.DataObject) -> None:
    names = ("Ada Osei", "Ada Bold", "Mina Tarr", "Ola Reed")
    first = [told(Speaker(name, "person", names=(name,)), ref=ref) for ref in REFS for name in names]
    again = [told(*(Speaker(name, "person") for name in names), ref=ref, end="Again.") for ref in REFS]
    steps = data.draw(st.lists(decisions(), min_size=1, max_size=6))
    found = []
    for _ in range(2):
        with Store.open(":memory:") as store:
            play(store, [added(extraction) for extraction in first])
            play(store, steps)
            play(store, [added(extraction) for extraction in data.draw(st.permutations(again))])
            check(store)
            sql = (
                "SELECT a.ref, t.position, s.id FROM attributions t JOIN articles a ON a.id = t.article_id"
                " LEFT JOIN mentions m ON m.id = t.mention_id LEFT JOIN speakers s ON s.id = m.speaker_id"
                " WHERE a.superseded_by IS NULL ORDER BY 1, 2"
            )
            found.append(connection(store).execute(sql).fetchall())
    assert found[0] == found[1]


@pytest.mark.parametrize("size", [3, 40])
def test_a_long_chain_of_merges_ends_at_its_end(size: int) -> None:
    with Store.open(":memory:") as store:
        for number in range(size):
            store.add_article(told(Speaker(f"Ada Number{number}x", "person"), ref=str(number)))
        ids = [row[0] for row in connection(store).execute("SELECT id FROM speakers ORDER BY id")]
        for one, other in pairwise(ids):
            with suppress(QueryError):
                store.merge_speakers(one, other)
        assert {claim.speaker.id for claim in store.claims() if claim.speaker} == {ids[-1]}
        check(store)
