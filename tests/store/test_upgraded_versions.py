"""What version 10 took for newer texts of an article, as versions after the upgrade."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.store.test_upgrade import made_by
from tracker.records import Article, Extraction
from tracker.store import ClaimQuery, Store
from tracker.store.rows import text_hash


def texts_of_version_10() -> str:
    """As version 10 wrote it: a.txt changed once, b.txt twice and has its first text again, c.txt never changed. What
    stayed is a claim of each text."""
    statements = [
        "INSERT INTO speakers (id, kind, name, key, is_shared) VALUES (1, 'person', 'Ada Osei', 'ada osei', 1)",
        "INSERT INTO speaker_names (speaker_id, name, key) VALUES (1, 'Ada Osei', 'ada osei')",
    ]
    said = (
        ("a.txt", "The weir holds.", 2),
        ("a.txt", "The weir leaks.", None),
        ("b.txt", "The ferry is late.", None),
        ("c.txt", "The mill is shut.", None),
        ("b.txt", "The ferry is lost.", 3),
        ("b.txt", "The ferry is found.", 3),
    )
    for number, (ref, words, current) in enumerate(said, start=1):
        quotes = [words] if ref == "c.txt" else [words, "The gate is open."]
        text = " ".join(f"Ada Osei said: {quote}" for quote in quotes)
        at = f"2025-01-0{number}T00:00:00Z"
        statements += [
            "INSERT INTO articles (id, ref, text_hash, model, notes, text, added_at)"
            f" VALUES ({number}, '{ref}', '{text_hash(text)}', 'm@1', '[]', '{text}', '{at}')",
            "INSERT INTO mentions (id, article_id, speaker_id, name, names)"
            f" VALUES ({number}, {number}, 1, 'Ada Osei', '[\"Ada Osei\"]')",
        ]
        for nth, quote in enumerate(quotes):
            claim, start = 2 * number + nth, text.index(quote)
            statements += [
                "INSERT INTO attributions (id, article_id, position, mention_id, kind, confidence, model)"
                f" VALUES ({claim}, {number}, {nth}, {number}, 'direct', 0.9, 'm@1')",
                "INSERT INTO claims (id, attribution_id, position, start_char, end_char, quote, text)"
                f" VALUES ({claim}, {claim}, 0, {start}, {start + len(quote)}, '{quote}', '{quote}')",
                f"INSERT INTO things (claim_id, key, times) VALUES ({claim}, {claim}, '')",
            ]
        if current is not None:
            statements.append(f"UPDATE articles SET superseded_by = {current} WHERE id = {number}")
    # In the order in which that version came to know it: a row points to one that is there.
    statements.sort(key=lambda statement: statement.startswith("UPDATE"))
    return ";\n".join(statements) + ";"


@pytest.fixture
def version_10(tmp_path: Path) -> Iterator[Store]:
    """A database that version 10 made, as it is after the upgrade."""
    with Store.open(made_by(10, tmp_path / "tracker.db", texts_of_version_10()), create=False) as store:
        yield store


def test_what_version_10_took_for_newer_texts_are_versions(version_10: Store) -> None:
    conn = version_10.as_sqlite_utils().conn
    assert conn.execute("SELECT article_id, before_id, at FROM versions ORDER BY id").fetchall() == [
        (2, 1, "2025-01-02T00:00:00Z"),
        (5, 3, "2025-01-05T00:00:00Z"),
        (6, 5, "2025-01-06T00:00:00Z"),
        (3, 6, "2025-01-06T00:00:00Z"),
    ]
    assert conn.execute("SELECT count(*) FROM claim_versions").fetchone() == (0,)
    assert version_10.histories("2025-01-03", limit=1)[0].article.ref == "b.txt"


def test_the_history_of_what_version_10_stored(version_10: Store) -> None:
    first, second = version_10.history("a.txt").versions
    assert (first.is_current, second.is_current, second.stayed) == (False, True, 1)
    (changed,) = second.changed
    assert (changed.before.text, changed.after.text) == ("The weir holds.", "The weir leaks.")
    ferry = version_10.history("b.txt")
    assert [(one.number, one.again, one.claims) for one in ferry.versions] == [
        (1, None, 2),
        (2, None, 2),
        (3, None, 2),
        (4, 1, 2),
    ]
    assert [(gone.claim.text, gone.last_in) for gone in ferry.gone] == [
        ("The ferry is found.", 3),
        ("The ferry is lost.", 2),
    ]
    assert len(version_10.history("c.txt").versions) == 1


def test_the_claims_that_version_10_stored(version_10: Store) -> None:
    assert [one.text for one in version_10.claims(ClaimQuery(article="a.txt"))] == [
        "The weir leaks.",
        "The gate is open.",
    ]
    everything = version_10.claims(ClaimQuery(article="b.txt", all_versions=True))
    assert [(one.text, one.version, one.stands) for one in everything] == [
        ("The ferry is late.", 4, True),
        ("The gate is open.", 4, True),
        ("The ferry is lost.", 2, False),
        ("The gate is open.", 2, True),  # the same words, though in a row of their own
        ("The ferry is found.", 3, False),
        ("The gate is open.", 3, True),
    ]


def test_what_version_10_stored_gets_newer_versions(version_10: Store) -> None:
    again = Article("b.txt", version_10.text(5))
    assert not version_10.has_article(again)
    result = version_10.add_article(Extraction(again, (), "m@2"))
    assert (result.article_id, result.added, result.replaces) == (5, False, 3)
    assert [one.number for one in version_10.history("b.txt").versions if one.again] == [4, 5]
    assert {one.text for one in version_10.claims(ClaimQuery(article="b.txt"))} == {
        "The ferry is lost.",
        "The gate is open.",
    }
