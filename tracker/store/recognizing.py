"""Which row of speakers a name in a new article means: the name's own, and who that is.

A full name is one speaker's in every article, as long as nothing that articles tell speaks against it; who is then told
apart gets a further row of the same name. A single name is one speaker's in one article, under whatever text of it.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Sequence
from typing import NamedTuple

from tracker.records import Speaker
from tracker.store.applying import apply_link
from tracker.store.known import Known
from tracker.store.matching import (
    Option,
    Setting,
    link_likely,
    may_be_met_again,
    note_blocks,
    weigh_options,
    withdraw_link,
)
from tracker.store.names import tells_who
from tracker.store.rulings import Rulings
from tracker.store.surnames import confirm_link, link_surname

_LOOKED_AT = 8  # suggestions that an article may bear out

_SPLIT_OFF = (
    "SELECT d.other_id, coalesce(s.same_as, s.id) FROM speaker_decisions d JOIN speakers s ON s.id = d.other_id"
    " WHERE d.speaker_id IN (SELECT ?1 UNION ALL SELECT id FROM speakers WHERE same_as = ?1) AND d.action = 'split'"
    " AND d.key IS NULL AND d.undoes IS NULL AND coalesce(s.same_as, s.id) <> ?1 ORDER BY d.id"
)
_SAID_SO = "SELECT 1 FROM speaker_decisions WHERE speaker_id = ? AND action = 'merge' AND undoes IS NULL LIMIT 1"
_PRESENTED = "SELECT DISTINCT speaker_id FROM mentions WHERE article_id = ?"
_SUGGESTED = (
    "SELECT l.id, l.speaker_id, l.other_id FROM json_each(:speakers) k CROSS JOIN speaker_links l"
    " ON l.speaker_id = k.value WHERE l.suggested = 1 AND l.id <= :newest UNION"
    " SELECT l.id, l.speaker_id, l.other_id FROM json_each(:speakers) k CROSS JOIN speaker_links l"
    f" ON l.other_id = k.value WHERE l.suggested = 1 AND l.id <= :newest ORDER BY 1 LIMIT {_LOOKED_AT}"
)
_INSERT = (
    "INSERT INTO speakers (kind, name, key, is_shared, article_ref, nth) VALUES (?1, ?2, ?3, ?4, ?5,"
    " iif(?4, (SELECT coalesce(max(nth), 0) + 1 FROM speakers"
    " WHERE kind = ?1 AND key = ?3 AND is_shared = 1 AND split_by IS NULL), 1))"
)


class Meant(NamedTuple):
    """The row of the name alone, and the row of who that is in the light of links and of decisions on whole names."""

    found: int
    speaker: int


def recognize(conn: sqlite3.Connection, speaker: Speaker, key: str, setting: Setting) -> Meant:
    """Whom the article means by a name (`key` is it folded); a row is added where that is somebody new."""
    if not key or not tells_who(speaker.name, speaker.kind):
        return _of_article(conn, speaker, key, setting)
    rows = setting.known.called(speaker.kind, key)
    if not rows:
        return _someone_new(conn, speaker, key, setting, ())
    if (
        len(rows) == 1 and not rows[0][2] and not setting.known.is_met(rows[0][0])
    ):  # a name that was only ever thought of
        return Meant(rows[0][0], _linked(conn, rows[0][0], speaker, setting))
    options = [Option(row[0], row[1]) for row in rows]
    for root in dict.fromkeys(option.speaker for option in options) if setting.known.has_decisions else ():
        options += [Option(*row) for row in conn.execute(_SPLIT_OFF, (root,)).fetchall()]
    return _one_of(conn, speaker, key, setting, options)


def _one_of(conn: sqlite3.Connection, speaker: Speaker, key: str, setting: Setting, options: Sequence[Option]) -> Meant:
    """Of all with this name the one the article tells most like; without a sign the first. A person whom it tells
    unlike all of them is another one, unless a person said whom the name means."""
    alone = len({option.speaker for option in options}) == 1
    if alone and speaker.kind != "person":
        return Meant(options[0].row, options[0].speaker)
    best = weigh_options(speaker, setting, options)
    if best.is_same or speaker.kind != "person":
        return Meant(best.option.row, best.option.speaker)
    for option in options:
        if option.row != option.speaker and conn.execute(_SAID_SO, (option.row,)).fetchone() is not None:
            return Meant(option.row, option.speaker)
    return _someone_new(conn, speaker, key, setting, [option.speaker for option in options])


def _someone_new(
    conn: sqlite3.Connection, speaker: Speaker, key: str, setting: Setting, namesakes: Sequence[int]
) -> Meant:
    """A further row, joined to whom another spelling already names."""
    number = add_row(conn, setting.known, speaker, key, None)
    return Meant(number, _linked(conn, number, speaker, setting, namesakes))


def _of_article(conn: sqlite3.Connection, speaker: Speaker, key: str, setting: Setting) -> Meant:
    """A name that tells who it is in this article alone; the same in any text under this ref."""
    ref = setting.article.ref
    sql = (
        "SELECT s.id, coalesce(s.same_as, s.id) FROM speakers s WHERE s.article_ref = ? AND s.key = ? AND s.kind = ?"
        " AND (s.key <> '' OR s.name = ?) ORDER BY s.id DESC LIMIT 1"
    )
    known = conn.execute(sql, (ref, key, speaker.kind, speaker.name)).fetchone()
    if known is not None:
        return Meant(*known)
    number = add_row(conn, setting.known, speaker, key, ref)
    if may_be_met_again(speaker):
        return Meant(number, _linked(conn, number, speaker, setting))
    return Meant(number, link_surname(conn, number, speaker, setting) if speaker.kind == "person" else number)


def _linked(
    conn: sqlite3.Connection, number: int, speaker: Speaker, setting: Setting, namesakes: Sequence[int] = ()
) -> int:
    """Who of the store a new row is: of those with a name like it, or whose surname it is."""
    found = link_likely(conn, number, speaker, setting, namesakes)
    if found != number or speaker.kind != "person":
        return found
    return link_surname(conn, number, speaker, setting)


def add_row(conn: sqlite3.Connection, known: Known, speaker: Speaker, key: str, ref: str | None) -> int:
    """A new row for a name; with `ref` it is of one article."""
    row = (speaker.kind, speaker.name, key, ref is None, ref)
    number = int(conn.execute(_INSERT, row).lastrowid or 0)
    known.note_row(number, speaker, key)
    if ref is None or speaker.kind == "person":
        note_blocks(conn, number, speaker, is_shared=ref is None)
    return number


def reconsider_links(
    conn: sqlite3.Connection, article_id: int, speakers: Collection[int], newest: int, setting: Setting
) -> bool:
    """Look again at what was only suggested, up to the link `newest`, of the speakers whom an article presents: it may
    tell enough for two names to be one. What a person said of the two holds. Gives whether that changed anything."""
    if not newest:
        return False
    if setting.known.is_asked_anew:  # who they are may be another since they were recognized
        setting.known.write()
        speakers = [row[0] for row in conn.execute(_PRESENTED, (article_id,))]
    changed = False
    suggested = conn.execute(_SUGGESTED, {"speakers": json.dumps(list(speakers)), "newest": newest}).fetchall()
    for link, one, other in suggested:
        sql = "SELECT count(*) FROM speakers WHERE id IN (?, ?) AND same_as IS NULL"
        if conn.execute(sql, (one, other)).fetchone()[0] < 2 or not confirm_link(conn, setting.known, link, one, other):
            continue
        setting.write()
        changed = True
        rulings = Rulings(conn, [one, other])
        if rulings.root(one) == rulings.root(other):
            apply_link(conn, rulings)
        else:
            withdraw_link(conn, link)
    return changed


def think_of(conn: sqlite3.Connection, known: Known, name: str, key: str, ref: str) -> None:
    """See that there is a row for a name that an article does not quote, but that one of its sources may mean."""
    sql = (
        "SELECT 1 FROM speakers WHERE is_shared = 1 AND split_by IS NULL AND key = ?1 AND kind IN ('person',"
        " 'organization') UNION ALL SELECT 1 FROM speakers WHERE article_ref = ?2 AND key = ?1"
    )
    if conn.execute(sql, (key, ref)).fetchone() is None:
        person = Speaker(name, "person")
        add_row(conn, known, person, key, None if tells_who(name, person.kind) else ref)
