"""A made-up week, 2014-W25 (16 to 22 June), with everything that a report tells, and what lies around it."""

from __future__ import annotations

from tests.store.sample import JUDGE, found, person, said, sure
from tracker.records import Level, Polarity, Relation, Speaker
from tracker.store import Store

WEEK = "2014-W25"
ADA, BEN, CYD, DAN, EVA, FAY = (
    person(f"{name}", role=role)
    for name, role in (
        ("Ada Lovelace", "analyst"),
        ("Ben Okri", None),
        ("Cyd Vance", "fire chief"),
        ("Dan Holm", None),
        ("Eva Lindt", None),
        ("Fay Moro", None),
    )
)
OFFICIALS = Speaker("officials", "unnamed", None, None, ("officials",))

# Speaker, words, outlet, date, level, polarity. The place in this list is the id of the article and of its claim.
_TOLD: tuple[tuple[Speaker | None, str, str | None, str | None, Level | None, Polarity], ...] = (
    (ADA, "the bridge is safe", "Post", "2014-06-10", "certain", "positive"),
    (ADA, "the bridge is safe", "Echo", "2014-06-17", "possible", "positive"),
    (BEN, "every car has to keep off the old crossing", "Post", "2014-06-18T08:00:00Z", "certain", "positive"),
    (CYD, "nobody was hurt in the fire", "Echo", "2014-06-18", "certain", "positive"),
    (CYD, "three workers went to hospital with burns", "Wire", "2014-06-19", "probable", "positive"),
    (BEN, "the ferry sails on Mondays", "Post", "2014-06-09", "certain", "positive"),
    (DAN, "no boat has ever left the island", "Echo", "2014-06-11", "certain", "positive"),
    (DAN, "no boat has ever left the island", "Wire", "2014-06-20", "certain", "positive"),
    (EVA, "the tunnel is full of water", "Post", "2014-06-16", "doubtful", "negative"),
    (BEN, "dust lies deep under the mountain", "Echo", "2014-06-17", "certain", "negative"),
    (None, "the mayor will resign", None, "2014-06-21", None, "positive"),
    (OFFICIALS, "the mayor will stay on", "Post", "2014-06-22T23:30:00Z", "possible", "unknown"),
    (OFFICIALS, "the bridge is safe", "Wire", "2014-06-22", "certain", "positive"),
    (CYD, "nobody was hurt in the fire", "Copy Times", "2014-06-20", "certain", "positive"),
    (BEN, "five trawlers sank off the coast", "Post", "2014-06-17", "certain", "positive"),
    (BEN, "nine trawlers sank off the coast", "Post", "2014-06-19", "certain", "positive"),
    (FAY, "the dam will hold", "Post", None, "probable", "positive"),
    (FAY, "the harbour is open", "Post", "2014-06", "certain", "positive"),
    (EVA, "the airport shut its doors", "Echo", "2014-06-24", "certain", "positive"),
    (FAY, "the first edition had this", "Echo", "2014-06-18", "certain", "positive"),
    (FAY, "the second edition had that", "Echo", "2014-06-18", "certain", "positive"),
)
_FIRST_EDITION, _SECOND_EDITION = 20, 21

# The two claims, what they are, how sure the machine is, what a person decided.
_PAIRS: tuple[tuple[int, int, Relation, float, str | None], ...] = (
    (2, 3, "contradiction", 0.9, None),
    (4, 5, "contradiction", 0.8, "confirmed"),
    (6, 7, "contradiction", 0.7, None),
    (6, 8, "contradiction", 0.95, None),
    (9, 10, "contradiction", 0.99, "dismissed"),
    (10, 19, "contradiction", 0.6, None),
    (15, 16, "supersedes", 0.85, None),
)
_RUNS = (
    "(1, 'tracker add', '2014-06-20T10:00:00Z', '2014-06-20T10:01:00Z', 3, 0, 2, 'done')",
    "(2, 'tracker add', '2014-06-21T10:00:00Z', NULL, NULL, NULL, 1, 'running')",
    "(3, 'tracker add', '2014-06-22T10:00:00Z', '2014-06-22T10:01:00Z', 3, 0, 0, 'done')",
    "(4, 'tracker add', '2014-06-25T10:00:00Z', '2014-06-25T10:01:00Z', 3, 0, 1, 'done')",
)
# Of the first two runs: of what the first skipped, of what the second skipped before it was cut short.
_SKIPPED = (
    "(1, 0, 'lost.txt', 'no such file or folder; check the name')",
    "(1, 1, 'feed.jsonl:7', 'not JSON')",
    "(2, 0, 'page.html', 'a .html file')",
)


def fill(store: Store) -> None:
    """Store the week and what lies around it."""
    for number, (speaker, words, outlet, date, level, polarity) in enumerate(_TOLD, start=1):
        ref = f"{_FIRST_EDITION if number == _SECOND_EDITION else number}.txt"
        certainty = None if level is None else sure(level, polarity=polarity)
        added = store.add_article(said(speaker, words, ref=ref, outlet=outlet, date=date, certainty=certainty))
        assert added.article_id == number
    store.tie_reprint(14, 4, 0.9, {14: 4})
    for a, b, relation, score, status in _PAIRS:
        (stored,) = store.add_relations(b, JUDGE, [found(a, b, score, relation=relation, reason="number")])
        if status == "confirmed":
            store.review(stored.id, "confirmed", reviewer="kim", note="Asked again on Friday.")
        elif status == "dismissed":
            store.review(stored.id, "dismissed")
    conn = store.as_sqlite_utils().conn
    for run in _RUNS:
        conn.execute(
            f"INSERT INTO runs (id, command, started_at, finished_at, added, unchanged, skipped, status) VALUES {run}"
        )
    for one in _SKIPPED:
        conn.execute(f"INSERT INTO skipped_inputs (run_id, position, name, why) VALUES {one}")
