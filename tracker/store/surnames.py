"""A surname alone in one article, a full name in another: who of the store bears it, and what is made of that.

Two are joined where `tracker.identity` says so and nobody else of that surname comes in question, the surname beneath
the full name, whichever came first; else a person is asked.
"""

from __future__ import annotations

import json
import sqlite3
from typing import TYPE_CHECKING

from tracker.store.applying import apply_link
from tracker.store.known import Known
from tracker.store.matching import LIKELY, SUGGESTED, Setting, join, keep_link, profile_in, withdraw_link
from tracker.store.rulings import Rulings

if TYPE_CHECKING:
    from tracker.identity import Match, Profile
    from tracker.records import Speaker

_BEARERS = 12  # of a surname that are looked at; where more bear it, it tells nobody
_OF_KEYS = (
    "SELECT DISTINCT s.id, s.name, coalesce(s.same_as, s.id) FROM json_each(:keys) k CROSS JOIN speakers s ON s.id IN ("
    "SELECT speaker_id FROM speaker_blocks WHERE key = k.value AND speaker_id <> :own ORDER BY speaker_id DESC"
    f" LIMIT {_BEARERS + 1}) WHERE s.kind = 'person' ORDER BY s.id"
)


def link_surname(conn: sqlite3.Connection, number: int, speaker: Speaker, setting: Setting) -> int:
    """Compare a new person's surname alone with the full names of the store, or a full name with the surnames alone;
    `number` is the new row, which nobody was found to be so far. Gives who it is."""
    from tracker.identity import alone_keys, bearer_keys

    keys = bearer_keys(speaker.name, "person")
    if keys:
        return _surname(conn, number, speaker, setting, keys)
    keys = alone_keys(speaker.name, "person")
    if keys:
        _full_name(conn, number, speaker, setting, keys)
    return number


def _surname(conn: sqlite3.Connection, number: int, speaker: Speaker, setting: Setting, keys: tuple[str, ...]) -> int:
    from tracker.identity import compare, is_ruled_out, is_years_off

    near = _of_keys(conn, keys, number)
    if not near:
        return number
    profile = profile_in(speaker, setting)
    bearers = dict.fromkeys(root for _, _, root in near)
    roots = [root for root in bearers if not is_years_off(profile, setting.known.sketch(root))]
    known = [(root, setting.known.profile(root)) for root in roots]
    matches = [(root, compare(profile, other)) for root, other in known]
    same = [(root, match) for root, match in matches if match.verdict == "same"]
    open_ones = [root for root, other in known if not is_ruled_out(profile, other)]
    if len(same) == 1 and open_ones == [same[0][0]] and len(near) <= _BEARERS:
        join(conn, setting.known, number, *same[0])
        return same[0][0]
    likely = [(root, match) for root, match in matches if _is_question(match)]
    for root, match in sorted(likely, key=lambda one: -one[1].confidence)[:SUGGESTED]:
        keep_link(conn, setting.known, number, root, match, suggested=True)
    return number


def _full_name(
    conn: sqlite3.Connection, number: int, speaker: Speaker, setting: Setting, keys: tuple[str, ...]
) -> None:
    from tracker.identity import compare

    near = [row for row in _of_keys(conn, keys, number) if row[0] == row[2]]  # who is nobody's yet
    if not near:
        return
    profile = profile_in(speaker, setting)
    asked = 0
    for short, _, _ in near:
        other = setting.known.profile(short)
        match = compare(other, profile)
        if match.verdict == "same" and is_alone(conn, setting.known, other, short, number):
            keep_link(conn, setting.known, short, number, match, suggested=False)
            setting.write()
            _join(conn, short, number)
        elif _is_question(match) and asked < SUGGESTED:
            keep_link(conn, setting.known, short, number, match, suggested=True)
            asked += 1


def _join(conn: sqlite3.Connection, short: int, number: int) -> None:
    """Make a surname's row one with a full name's, unless a decision keeps them apart."""
    rulings = Rulings(conn, [short, number])
    if rulings.root(short) == rulings.root(number):
        apply_link(conn, rulings)
        return
    sql = "SELECT id FROM speaker_links WHERE speaker_id = ? AND other_id = ?"
    withdraw_link(conn, conn.execute(sql, (short, number)).fetchone()[0])


def is_alone(conn: sqlite3.Connection, known: Known, short: Profile, number: int, full: int) -> bool:
    """Whether of all with the surname `short` (the row `number`) only the speaker `full` may be meant."""
    from tracker.identity import bearer_keys, is_ruled_out, is_years_off

    near = _of_keys(conn, bearer_keys(short.name, "person"), number)
    if len(near) > _BEARERS:
        return False
    others = dict.fromkeys(root for row, _, root in near if full not in (row, root))
    return all(is_years_off(short, known.sketch(root)) or is_ruled_out(short, known.profile(root)) for root in others)


def confirm_link(conn: sqlite3.Connection, known: Known, link: int, one: int, other: int) -> bool:
    """Take two for one that were only suggested, where all that is known of them by now says so."""
    from tracker.identity import compare, surname_alone

    profiles = known.profile(one), known.profile(other)
    match = compare(*profiles)
    if match.verdict != "same":
        return False
    if match.if_alone:
        first = surname_alone(profiles[0].name) is not None
        short, row, full = (profiles[0], one, other) if first else (profiles[1], other, one)
        if not is_alone(conn, known, short, row, full):
            return False
    sql = "UPDATE speaker_links SET suggested = 0, because = ?, confidence = ? WHERE id = ?"
    conn.execute(sql, (match.because, match.confidence, link))
    return True


def _is_question(match: Match) -> bool:
    return match.verdict != "different" and match.confidence >= LIKELY


def _of_keys(conn: sqlite3.Connection, keys: tuple[str, ...], own: int) -> list[tuple[int, str, int]]:
    """Rows of persons with one of these keys: id, name, and who that is."""
    return conn.execute(_OF_KEYS, {"keys": json.dumps(keys), "own": own}).fetchall()
