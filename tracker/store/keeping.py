"""Which claims of an article stayed in another text of it, and moving their rows there.

A claim stayed when the same speaker says the same words: wherever they stand now, and whatever became of case,
diacritics and punctuation. Its row keeps its id, and with it reviews, relations, scores and all that points to it.
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from tracker.records import Certainty, Extraction
from tracker.store.names import fold_name
from tracker.store.rows import Row, score_row
from tracker.store.tellings import fold_text
from tracker.store.things import read_thing

Place = tuple[int, int]
"""Which attribution of an extraction, and which of its claims."""

# The current text's claims first; then those that a text before it was the last to have.
_OF_ARTICLE = (
    "SELECT c.id, c.text, m.name FROM articles a CROSS JOIN attributions t ON t.article_id = a.id"
    " CROSS JOIN claims c ON c.attribution_id = t.id"
    " LEFT JOIN mentions m ON m.id = iif(t.settled_by IS NULL, t.mention_id, t.found_mention_id)"
    " WHERE a.id = ?1 OR a.superseded_by = ?1 ORDER BY a.id = ?1 DESC, a.id DESC, t.position, c.position"
)
_NOTE = (
    "INSERT INTO claim_versions (claim_id, attribution_id, position, start_char, end_char, quote, text, score_id,"
    " passage_start) SELECT c.id, c.attribution_id, c.position, c.start_char, c.end_char, c.quote, c.text, sc.id,"
    " coalesce(sc.passage_start, 0) FROM json_each(?) k CROSS JOIN claims c ON c.id = k.value"
    " LEFT JOIN scores sc ON sc.id = (SELECT max(id) FROM scores WHERE claim_id = c.id)"
)
_WORDS = "SELECT id, quote, text FROM claims WHERE id IN (SELECT value FROM json_each(?))"
_MOVE = "UPDATE claims SET attribution_id = ?, position = ?, start_char = ?, end_char = ? WHERE id = ?"
_REWORD = "UPDATE claims SET quote = ?, text = ? WHERE id = ?"
_CLASHES = (
    "SELECT id, claim_a = ?1, clash FROM relations WHERE claim_a = ?1"
    " UNION ALL SELECT id, 0, clash FROM relations WHERE claim_b = ?1"
)
_NEWEST = (
    "SELECT sc.id, sc.model, sc.level, sc.score, sc.polarity, sc.factuality, sc.probabilities, sc.evidence,"
    " sc.passage_key, sc.passage_start FROM scores sc"
    " WHERE sc.id = (SELECT max(id) FROM scores WHERE claim_id = ?)"
)
_SCORE = "model, level, score, polarity, factuality, probabilities, evidence, passage_key, passage_start"
_ADD_SCORE = f"INSERT INTO scores (claim_id, {_SCORE}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_COPY_SCORE = f"INSERT INTO scores (claim_id, {_SCORE}) SELECT claim_id, {_SCORE} FROM scores WHERE id = ?"
_MOVE_SCORE = "UPDATE scores SET passage_start = ? WHERE id = ?"
_STOOD = (
    "SELECT v.claim_id, v.attribution_id, v.position, v.start_char, v.end_char, v.quote, v.text, v.score_id,"
    " v.passage_start FROM attributions t CROSS JOIN claim_versions v ON v.attribution_id = t.id"
    " WHERE t.article_id = ?"
)
_STOOD_BEFORE = (
    "SELECT a.text, v.start_char FROM claim_versions v JOIN attributions t ON t.id = v.attribution_id"
    " JOIN articles a ON a.id = t.article_id WHERE v.claim_id = ? AND v.score_id = ? ORDER BY v.attribution_id DESC"
)


class Moved(NamedTuple):
    """Where a claim that stayed stands in another text, and in which words."""

    id: int
    attribution_id: int
    position: int
    start: int
    end: int
    quote: str
    text: str


class _Known(NamedTuple):
    id: int
    text: str
    name: str


def words_of(text: str) -> str:
    """What is the same of two claims in the same words."""
    return fold_text(text) or text


def same_name(one: str, other: str) -> bool:
    """Whether two folded names may be of one speaker in two texts of one article: the same, or the one has all words
    of the other.

    >>> same_name("ada osei", "osei"), same_name("ada osei", "ada bold"), same_name("", "osei")
    (True, False, False)
    """
    some, others = set(one.split()), set(other.split())
    return one == other or (bool(some and others) and (some <= others or others <= some))


def find_kept(conn: sqlite3.Connection, current: int, extraction: Extraction) -> dict[Place, int]:
    """Which claims of another text are claims of the article whose current text is given: their ids."""
    known: defaultdict[str, list[_Known]] = defaultdict(list)
    for number, text, name in conn.execute(_OF_ARTICLE, (current,)):
        known[words_of(text)].append(_Known(number, text, fold_name(name or "")))
    open_ones = [one for one in _claims(extraction) if one[1] in known]
    kept: dict[Place, int] = {}
    for alike in (_is_same, same_name):  # the very same name goes first
        for place, words, name in open_ones:
            if place in kept:
                continue
            found = next((one for one in known[words] if alike(name, one.name)), None)
            if found is not None:
                kept[place] = found.id
                known[words].remove(found)
    return kept


def _is_same(one: str, other: str) -> bool:
    return one == other


def _claims(extraction: Extraction) -> Iterator[tuple[Place, str, str]]:
    """Each claim's place, words and speaker."""
    for number, attribution in enumerate(extraction.attributions):
        name = "" if attribution.speaker is None else fold_name(attribution.speaker.name)
        for place, claim in enumerate(attribution.claims):
            yield (number, place), words_of(claim.text), name


def move(conn: sqlite3.Connection, moves: Sequence[Moved]) -> None:
    """Move claims to where they stand in another text, and note where they stood. The caller holds the write lock."""
    if not moves:
        return
    ids = json.dumps([one.id for one in moves])
    conn.execute(_NOTE, (ids,))
    before = {row[0]: row[1:] for row in conn.execute(_WORDS, (ids,))}
    conn.executemany(_MOVE, [(one.attribution_id, one.position, one.start, one.end, one.id) for one in moves])
    for one in moves:
        if before[one.id] == (one.quote, one.text):
            continue
        conn.execute(_REWORD, (one.quote, one.text, one.id))
        if before[one.id][1] != one.text:
            conn.execute("UPDATE things SET key = ?, times = ? WHERE claim_id = ?", (*read_thing(one.text), one.id))
            _move_clashes(conn, one.id, before[one.id][1], one.text)


def _move_clashes(conn: sqlite3.Connection, claim: int, before: str, after: str) -> None:
    """The words of a claim that clash with another's, where its punctuation is another now."""
    from rapidfuzz.distance import Levenshtein

    steps = [(one.src_start, one.dest_start) for one in Levenshtein.opcodes(before, after)]

    def at(place: int) -> int:
        source, target = max(step for step in [(0, 0), *steps] if step[0] <= place)
        return min(target + place - source, len(after))

    for number, is_a, clash in conn.execute(_CLASHES, (claim,)).fetchall():
        spans = json.loads(clash)
        side = "a" if is_a else "b"
        spans[side] = [[at(start), at(end)] for start, end in spans[side]]
        conn.execute("UPDATE relations SET clash = ? WHERE id = ?", (json.dumps(spans), number))


def keep_scores(conn: sqlite3.Connection, moved: Iterable[tuple[Moved, Certainty | None]], text: str) -> None:
    """What scoring claims that were just moved to `text` came to: the same as before in another place of the text, or
    a row more. One that nobody scored anew keeps its score."""
    for claim, certainty in moved:
        old = conn.execute(_NEWEST, (claim.id,)).fetchone()
        if certainty is not None:
            new = score_row(claim.id, certainty)
            if old is not None and tuple(old[1:-1]) == new[1:-1]:
                conn.execute(_MOVE_SCORE, (new[-1], old[0]))
            else:
                conn.execute(_ADD_SCORE, new)
        elif old is not None:
            _move_score(conn, claim, old, text)


def _move_score(conn: sqlite3.Connection, claim: Moved, old: Row, text: str) -> None:
    """Move a score with its claim; its evidence only where the same words stand there."""
    before, stood = conn.execute(_STOOD_BEFORE, (claim.id, old[0])).fetchone()
    start = old[-1] + claim.start - stood
    same = start >= 0 and all(
        before[old[-1] + first : old[-1] + last] == text[start + first : start + last]
        for first, last in json.loads(old[7])
    )
    if same:
        conn.execute(_MOVE_SCORE, (start, old[0]))
    else:
        conn.execute(_ADD_SCORE, (claim.id, *old[1:7], "[]", None, 0))


def move_back(conn: sqlite3.Connection, article_id: int) -> None:
    """Move the claims that a text had back to it, as they stood in it, with the scores they had in it."""
    stood = conn.execute(_STOOD, (article_id,)).fetchall()
    conn.execute(
        "DELETE FROM claim_versions WHERE attribution_id IN (SELECT id FROM attributions WHERE article_id = ?)",
        (article_id,),
    )
    move(conn, [Moved(*row[:7]) for row in stood])
    for claim, *_, score, start in stood:
        if score is None:
            continue
        newest = conn.execute(_NEWEST, (claim,)).fetchone()[0]
        again = score if newest == score else conn.execute(_COPY_SCORE, (score,)).lastrowid
        conn.execute(_MOVE_SCORE, (start, again))
