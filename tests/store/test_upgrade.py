"""Databases that an earlier version wrote: opened, upgraded, nothing lost."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import cast

import pytest

from tests.store.sample import JUDGE, found, person, said, span, spans, sure
from tracker.identity import ALONE, BEARER
from tracker.period import Period, PeriodQuery, SkippedInput
from tracker.records import Article, Attribution, Certainty, Claim, Speaker, SpeakerKind
from tracker.store import ClaimQuery, Store, connection, schema
from tracker.store.things import read_thing

TEXT = "Ada Lovelace said that the bridge is safe."
# As version 1 wrote it: an article that was replaced, the one that replaced it, and a claim scored twice.
ROWS = f"""
INSERT INTO runs (id, command, model, added, status) VALUES (1, 'tracker add', 'm@1', 2, 'done');
INSERT INTO articles (id, ref, title, outlet, date, text_hash, model, notes, run_id, text)
    VALUES (1, 'a.txt', 'Old', 'Post', '2014-06-18', 'x', 'm@1', '[]', 1, '{TEXT} And more.');
INSERT INTO articles (id, ref, title, outlet, date, text_hash, model, notes, run_id, text)
    VALUES (2, 'a.txt', 'New', 'Post', '2014-06-18', 'y', 'm@1', '["odd"]', 1, '{TEXT}');
UPDATE articles SET superseded_by = 2 WHERE id = 1;
INSERT INTO speakers (id, kind, name, key, is_shared) VALUES (1, 'person', 'Ada Lovelace', 'ada lovelace', 1);
INSERT INTO speaker_names (speaker_id, name, key) VALUES (1, 'Ada Lovelace', 'ada lovelace');
INSERT INTO mentions (id, article_id, speaker_id, name, role, names)
    VALUES (1, 2, 1, 'Ada Lovelace', 'analyst', '["Ada Lovelace"]');
INSERT INTO attributions (id, article_id, position, mention_id, kind, confidence, model)
    VALUES (1, 2, 0, 1, 'indirect', 0.9, 'm@1');
INSERT INTO attribution_spans VALUES (1, 'source', 0, 0, 12), (1, 'cue', 0, 13, 17), (1, 'content', 0, 18, 41);
INSERT INTO claims (id, attribution_id, position, start_char, end_char, quote, text)
    VALUES (1, 1, 0, 23, 41, 'the bridge is safe', 'The bridge is safe.');
INSERT INTO scores (claim_id, model, level, score, polarity, factuality, created_at)
    VALUES (1, 'c@1', 'certain', 0.9, 'positive', 3.0, '2024-01-01T00:00:00Z'),
           (1, 'c@2', 'possible', 0.4, 'positive', 1.0, '2024-02-01T00:00:00Z');
"""
OLD = Certainty("possible", 0.4, "positive", 1.0, "c@2")


# As version 2 wrote it: the same, and a second article that says the opposite, with all that version 2 came to know.
MORE = """
UPDATE attributions SET distance = 'distancing';
INSERT INTO articles (id, ref, outlet, date, text_hash, model, notes, run_id, text)
    VALUES (3, 'b.txt', 'Echo', '2014-06-17', 'z', 'm@2', '[]', 1, 'Ada Lovelace denied that the bridge is safe.');
INSERT INTO mentions (id, article_id, speaker_id, name, names) VALUES (2, 3, 1, 'Ada Lovelace', '["Ada Lovelace"]');
INSERT INTO attributions (id, article_id, position, mention_id, kind, confidence, model, distance)
    VALUES (2, 3, 0, 2, 'indirect', 0.8, 'm@2', 'neutral');
INSERT INTO claims (id, attribution_id, position, start_char, end_char, quote, text)
    VALUES (2, 2, 0, 25, 43, 'the bridge is safe', 'The bridge is safe.');
INSERT INTO scores (claim_id, model, level, score, polarity, factuality, probabilities, evidence, passage_key)
    VALUES (2, 'c@3', 'certain', 0.9, 'negative', -3.0, '[0.9, 0.1, 0.0, 0.0]', '[[13, 19]]', 'k');
"""


# As version 3 wrote it: the same, and what comparing and reviewing left.
PAIRS = """
INSERT INTO comparisons (article_id, model) VALUES (3, 'n@1');
INSERT INTO relations (id, claim_a, claim_b, relation, reason, score, clash, model, content_key)
    VALUES (1, 2, 1, 'contradiction', 'negation', 0.9, '{"a": [], "b": [[0, 3]]}', 'n@1', 'k');
INSERT INTO reviews (content_key, relation, status, relation_id, whole)
    VALUES ('k', 'contradiction', 'confirmed', 1, 0);
INSERT INTO reprints (article_id, original_id, share) VALUES (3, 2, 0.9);
INSERT INTO reprinted_claims (claim_id, original_id) VALUES (2, 1);
INSERT INTO signatures (key, article_id) VALUES (7, 2);
"""


# As version 4 wrote it: the same, a run that skipped two inputs, and a report that was noted.
REPORTS = """
INSERT INTO runs (id, command, added, skipped, status, finished_at)
    VALUES (2, 'tracker add', 1, 2, 'done', '2014-06-18T10:00:00Z');
INSERT INTO reports (scope, last_article, last_run) VALUES ('{"speaker": null, "topic": null, "outlet": null}', 1, 1);
"""


# As version 7 wrote it: the same, and people of one article, of whom one speaks for a body.
PEOPLE = """
INSERT INTO skipped_inputs VALUES (2, 0, 'x.txt', 'gone');
INSERT INTO things (claim_id, key, times) VALUES (1, 5, 'n'), (2, 5, 'n');
INSERT INTO speakers (id, kind, name, key, is_shared)
    VALUES (2, 'person', 'Ali', 'ali', 0), (3, 'organization', 'Harbour Board', 'harbour board', 1);
INSERT INTO speaker_names (speaker_id, name, key) VALUES (2, 'Ali', 'ali'), (3, 'Harbour Board', 'harbour board');
INSERT INTO mentions (id, article_id, speaker_id, name, role, affiliation, names)
    VALUES (3, 3, 2, 'Ali', 'spokesman', 'the Harbour Board', '["Ali"]'),
           (4, 3, 3, 'Harbour Board', NULL, NULL, '["Harbour Board"]');
INSERT INTO attributions (id, article_id, position, mention_id, kind, confidence, model, nested_in)
    VALUES (3, 3, 1, 3, 'indirect', 0.8, 'm@2', 2), (4, 3, 2, 4, 'indirect', 0.8, 'm@2', NULL);
"""


# As version 12 could have it: names without the keys by which a surname alone meets them.
NAMES = """
INSERT INTO articles (id, ref, text_hash, model, notes, text, date)
    VALUES (1, 'a.txt', 'h', 'm@1', '[]', 'x', '2014-06-18');
INSERT INTO speakers (id, kind, name, key, is_shared, article_ref)
    VALUES (1, 'person', 'Orla Quennell', 'orla quennell', 1, NULL), (2, 'person', 'Vasterby', 'vasterby', 0, 'a.txt'),
           (3, 'organization', 'Tarn Board', 'tarn board', 1, NULL),
           (4, 'person', 'van Ostrel', 'van ostrel', 0, 'a.txt');
INSERT INTO mentions (article_id, speaker_id, name, names)
    VALUES (1, 1, 'Orla Quennell', '["Orla Quennell", "Orla Quennell Marsk"]'), (1, 2, 'Vasterby', '["Vasterby"]'),
           (1, 4, 'van Ostrel', '["van Ostrel"]');
INSERT INTO speaker_blocks (key, speaker_id) VALUES ('old', 1);
"""


def made_by(version: int, path: Path, rows: str) -> Path:
    """A database at `path` as an earlier version made it, with these rows."""
    texts = {name: text for name, text in schema.migration_texts().items() if int(name[:4]) <= version}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(connection, "SCHEMA_VERSION", version)
        patch.setattr(schema, "migration_texts", lambda: texts)
        Store.open(path).close()
    with sqlite3.connect(path) as conn:
        for statement in schema.statements(rows):
            conn.execute(statement)
    conn.close()
    return path


@pytest.fixture
def version_1(tmp_path: Path) -> Path:
    """A database that version 1 made, with all its tables filled."""
    path = made_by(1, tmp_path / "tracker.db", ROWS)
    with sqlite3.connect(path) as conn:
        assert "distance" not in [row[1] for row in conn.execute("PRAGMA table_info(attributions)")]
    conn.close()
    return path


@pytest.fixture
def version_2(tmp_path: Path) -> Path:
    """A database that version 2 made, with all its tables filled."""
    return made_by(2, tmp_path / "tracker.db", ROWS + MORE)


@pytest.fixture
def version_3(tmp_path: Path) -> Path:
    """A database that version 3 made, with all its tables filled."""
    return made_by(3, tmp_path / "tracker.db", ROWS + MORE + PAIRS)


@pytest.fixture
def version_4(tmp_path: Path) -> Path:
    """A database that version 4 made, with all its tables filled."""
    return made_by(4, tmp_path / "tracker.db", ROWS + MORE + PAIRS + REPORTS)


@pytest.fixture
def version_7(tmp_path: Path) -> Path:
    """A database that version 7 made, with all its tables filled."""
    return made_by(7, tmp_path / "tracker.db", ROWS + MORE + PAIRS + REPORTS + PEOPLE)


def rows(conn: sqlite3.Connection, tables: dict[str, str]) -> dict[str, list[tuple[object, ...]]]:
    """What stands in these columns of each table."""
    return {
        table: conn.execute(f"SELECT {columns} FROM {table} ORDER BY 1").fetchall() for table, columns in tables.items()
    }


@pytest.mark.parametrize("version", [1, 2, 3, 4, 7])
def test_nothing_that_was_stored_is_lost(version: int, request: pytest.FixtureRequest) -> None:
    path: Path = request.getfixturevalue(f"version_{version}")
    conn = sqlite3.connect(path)
    names = [
        row[0]
        for row in conn.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT GLOB 'claims_fts*'"
            " AND name <> '_sqlite_migrations'"
        )
    ]
    tables = {name: ", ".join(row[1] for row in conn.execute(f"PRAGMA table_info({name})")) for name in names}
    before = rows(conn, tables)
    conn.close()
    assert all(before.values()), "every table of that version is tried"
    with Store.open(path, create=False) as store:
        conn = store.as_sqlite_utils().conn
        assert rows(conn, tables) == before
        assert conn.execute("PRAGMA user_version").fetchone() == (connection.SCHEMA_VERSION,)
        assert conn.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert conn.execute("PRAGMA foreign_key_check").fetchall() == []
        conn.execute("INSERT INTO claims_fts (claims_fts, rank) VALUES ('integrity-check', 1)")


def test_the_backup_is_version_1(version_1: Path) -> None:
    before = version_1.read_bytes()
    Store.open(version_1).close()
    copy = version_1.with_name("tracker.db.v1.bak")
    assert len(copy.read_bytes()) == len(before)
    conn = sqlite3.connect(copy)
    assert conn.execute("PRAGMA user_version").fetchone() == (1,)
    assert conn.execute("SELECT level FROM scores ORDER BY id").fetchall() == [("certain",), ("possible",)]
    conn.close()
    Store.open(version_1).close()
    assert sorted(file.name for file in version_1.parent.iterdir()) == ["tracker.db", "tracker.db.v1.bak"]


def test_old_scores_are_shown_without_what_they_never_had(version_1: Path) -> None:
    with Store.open(version_1) as store:
        (claim,) = store.claims(ClaimQuery(text="bridge", speaker="Ada Lovelace", certainty="possible"))
        assert (claim.score, claim.factuality, claim.certainty_model) == (0.4, 1.0, "c@2")
        assert (claim.distance, claim.evidence) == (None, ())
        stored = store.article("a.txt")
        ada = Speaker("Ada Lovelace", "person", "analyst", None, ("Ada Lovelace",))
        source, cue, content = spans(TEXT, "Ada Lovelace", "said", "that the bridge is safe")
        said_so = Claim(span(TEXT, "the bridge is safe"), "The bridge is safe.", OLD)
        assert stored.article == Article("a.txt", TEXT, "New", "Post", "2014-06-18")
        assert stored.attributions == (Attribution((source,), (cue,), (content,), "indirect", 0.9, ada, (said_so,)),)
        row = next(store.as_sqlite_utils().query("SELECT * FROM who_said_what"))
        assert (row["Certainty"], row["Score"], row["Certainty judged by"]) == ("possible", 0.4, "c@2")
        assert row["Article's distance"] is None


def test_old_scores_are_scored_again_and_stay(version_1: Path) -> None:
    new = sure("probable", 0.8, model="c@3", evidence=spans(TEXT, "bridge"), key="k")
    with Store.open(version_1) as store:
        assert store.known_scores("c@2", ["", "k"]) == {}
        assert list(store.articles_to_score("c@2")) == []
        (item,) = store.articles_to_score("c@3")
        assert (item.article_id, item.claim_ids) == (2, ((1,),))
        (change,) = store.add_scores({1: new})
        assert (change.before, change.after, change.speaker) == (OLD, new, "Ada Lovelace")
        models = store.as_sqlite_utils().conn.execute("SELECT model FROM scores ORDER BY id").fetchall()
        assert models == [("c@1",), ("c@2",), ("c@3",)]


@pytest.mark.parametrize("version", [1, 2, 3, 4, 7])
def test_an_upgraded_database_is_as_good_as_new(version: int, request: pytest.FixtureRequest) -> None:
    described = "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY 1, 2"
    with Store.open(request.getfixturevalue(f"version_{version}")) as store, Store.open(":memory:") as new:
        ours = store.as_sqlite_utils().conn.execute(described).fetchall()
        assert ours == new.as_sqlite_utils().conn.execute(described).fetchall()
        assert store.add_article(said(person("Ben Okri"), ref="b.txt", certainty=sure(), distance="endorsing")).added
        assert [claim.article.ref for claim in store.claims(ClaimQuery(distance="endorsing"))] == ["b.txt"]


def test_what_version_2_stored_is_compared_and_reviewed(version_2: Path) -> None:
    with Store.open(version_2, create=False) as store:
        assert version_2.with_name("tracker.db.v2.bak").exists()
        assert store.articles_to_compare(JUDGE) == [2, 3]
        (pair,) = store.add_relations(3, JUDGE, [found(1, 2, reason="negation")])
        assert (pair.a.id, pair.b.id, pair.same_speaker, pair.status) == (2, 1, True, "suggested")
        assert store.review(pair.id, "confirmed").status == "confirmed"
        store.add_signature(2, [1])
        assert store.possible_originals(3, [1]) == [(2, TEXT)]
        assert store.articles_to_compare(JUDGE) == [2]
    with Store.open(version_2, create=False) as store:
        assert [(dispute.head.id, dispute.head.status) for dispute in store.disputes()] == [(pair.id, "confirmed")]
        assert store.claims(ClaimQuery(polarity="negative"))[0].origin_article is None


def test_what_version_3_stored_is_reported(version_3: Path) -> None:
    with Store.open(version_3, create=False) as store:
        facts = store.period(PeriodQuery(Period("2014-06-18", "2014-06-18"), since_last=True))
        assert (facts.counts.articles, facts.self_contradictions.confirmed, facts.last) == (1, 1, None)


def test_what_version_4_skipped_is_told_without_names(version_4: Path) -> None:
    with Store.open(version_4, create=False) as store:
        (old,) = (run for run in store.period(PeriodQuery()).troubled.items if run.finished)
        assert (old.skipped, old.inputs) == (2, ())
        store.note_skipped(store.begin_run("tracker add", None), SkippedInput("a.txt", "gone"))
        assert store.period(PeriodQuery()).troubled.items[0].inputs == (SkippedInput("a.txt", "gone"),)


@pytest.mark.parametrize("version", [1, 2, 3, 4])
def test_what_stored_claims_say_is_known_after_an_upgrade(version: int, request: pytest.FixtureRequest) -> None:
    with Store.open(request.getfixturevalue(f"version_{version}")) as store:
        conn = store.as_sqlite_utils().conn
        claims = conn.execute("SELECT id, text FROM claims").fetchall()
        assert conn.execute("SELECT claim_id, key, times FROM things ORDER BY 1").fetchall() == [
            (number, *read_thing(text)) for number, text in claims
        ]
        may = said(
            person("Ada Lovelace"), "the bridge may be safe", ref="n", date="2014-06-20",
            certainty=sure("probable", model="c@2"),
        )  # fmt: skip
        store.add_article(may)
        restated = store.period(PeriodQuery()).restated.items
        assert [(one.before.id, one.after.text) for one in restated] == ([(1, "The bridge may be safe.")])


def test_whom_version_7_stored_can_be_decided_on(version_7: Path) -> None:
    with Store.open(version_7, create=False) as store:
        before = store.article("b.txt")
        assert [one.resolution for one in before.attributions] == [None] * 3
        assert store.unsure_sources() == []
        profile = store.speaker_profile(2)
        assert profile.body is not None
        assert profile.body.name == "Harbour Board"
        merge = store.merge_speakers(2, 1)
        assert store.claims(ClaimQuery(speaker="Ali")) == store.claims(ClaimQuery(speaker="Ada Lovelace"))
        changed = Article("b.txt", "Ali said that it is old.")
        store.add_article(said(Speaker("Ali", "person"), "it is old", ref="b.txt", text=changed.text))
        (claim,) = store.claims(ClaimQuery(article="b.txt"))
        assert claim.speaker is not None
        assert claim.speaker.id == 1, "the row of the article's newer text is the old one's"
        store.undo_speaker_decision(merge.id)
        assert store.claims(ClaimQuery(speaker="Ali")) != store.claims(ClaimQuery(speaker="Ada Lovelace"))
        store.add_article(said(person("Ada  Lovelace", role="analyst"), ref="c.txt"))
        assert store.speaker_profile(1).articles == 2


def test_the_names_that_version_7_stored_are_compared(version_7: Path) -> None:
    with Store.open(version_7, create=False) as store:
        store.add_article(said(person("Ada Lovelaze", role="analyst"), ref="c.txt", date="2014-06-19"))
        conn = store.as_sqlite_utils().conn
        assert conn.execute("SELECT DISTINCT speaker_id FROM speaker_blocks ORDER BY 1").fetchall() == [
            (1,),
            (3,),
            (4,),
        ]


def test_two_that_open_at_once_upgrade_once(version_1: Path) -> None:
    """The one that comes second finds it done, though it saw the old version before it could write."""
    conn = sqlite3.connect(version_1, isolation_level=None)
    Store.open(version_1).close()
    connection.prepare(conn, str(version_1))
    assert len(list(version_1.parent.glob("*.bak"))) == 1
    conn.close()


def test_a_surname_alone_meets_the_names_of_older_versions(tmp_path: Path) -> None:
    path = made_by(12, tmp_path / "tracker.db", NAMES)
    names = {1: "Orla Quennell", 2: "Vasterby", 3: "Tarn Board", 4: "van Ostrel"}
    with Store.open(path, create=False) as old, Store.open(":memory:") as new:
        new.add_article(said(Speaker(names[1], "person", names=(names[1], "Orla Quennell Marsk")), ref="a.txt"))
        for number, kind in ((2, "person"), (3, "organization"), (4, "person")):
            new.add_article(
                said(Speaker(names[number], cast(SpeakerKind, kind), names=(names[number],)), ref=f"{number}")
            )
        keys = "SELECT speaker_id, key FROM speaker_blocks WHERE key <> 'old' ORDER BY 1, 2"
        found = old.as_sqlite_utils().conn.execute(keys).fetchall()
        assert found == new.as_sqlite_utils().conn.execute(keys).fetchall()
        assert {number for number, key in found if key.startswith((ALONE, BEARER))} == {1, 2, 4}
