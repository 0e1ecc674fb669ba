"""Making what is stored agree with what people decided: who each mention is, and whom each settled source means.

Everything here can be worked out anew from the machine's own findings and the log (see `tracker.store.rulings`), and
is: only of what a decision concerns, and of an article that is added under a ref or with a name that decisions are
about.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable

from tracker.store.decisions import Decision, of_ref
from tracker.store.names import fold_name
from tracker.store.rows import Row
from tracker.store.rulings import Place, Rulings
from tracker.store.tellings import fold_text

_MENTION = (
    "SELECT m.id, m.speaker_id, coalesce(m.found_speaker_id, m.speaker_id), a.ref, m.article_id, m.name, m.made_by"
    " FROM {} JOIN articles a ON a.id = m.article_id"
)
_OF_SPEAKERS = " UNION ".join(
    f"{_MENTION.format(f'json_each(:ids) k CROSS JOIN mentions m ON m.{column} = k.value')} WHERE m.made_by IS NULL"
    for column in ("speaker_id", "found_speaker_id")
)
_OF_ARTICLE = f"{_MENTION.format('mentions m')} WHERE m.article_id = ? AND m.made_by IS NULL"
_CALLED = (
    "SELECT id FROM speakers WHERE kind IN ('person', 'group', 'organization', 'document', 'unnamed') AND key = ?1"
    " AND is_shared = 1 AND split_by IS NULL UNION ALL"
    " SELECT id FROM speakers WHERE key = ?1 AND article_ref IS NOT NULL"
)
_SET_MENTION = "UPDATE mentions SET speaker_id = ?1, found_speaker_id = nullif(?2, ?1) WHERE id = ?3"
# Only names by which something is attributed: what was settled otherwise is nobody's name.
_NAMES = (
    "SELECT m.speaker_id, m.name, m.names FROM json_each(?) k CROSS JOIN mentions m ON m.speaker_id = k.value"
    " WHERE EXISTS (SELECT 1 FROM attributions WHERE mention_id = m.id) ORDER BY m.id"
)
_ADD_NAME = (
    "INSERT INTO speaker_names (speaker_id, name, key) VALUES (?, ?, ?) ON CONFLICT (speaker_id, name) DO NOTHING"
)
_WORDS = (
    "SELECT p.attribution_id, p.role, substr(a.text, p.start_char + 1, p.end_char - p.start_char)"
    " FROM articles a CROSS JOIN attributions t ON t.article_id = a.id CROSS JOIN attribution_spans p"
    " ON p.attribution_id = t.id WHERE a.id = ? AND p.role <> 'cue' ORDER BY t.position, p.role, p.position"
)
_SETTLED_REFS = (
    "SELECT DISTINCT a.id, a.ref FROM json_each(?) k CROSS JOIN speaker_decisions d ON d.speaker_id = k.value"
    " JOIN speaker_decision_articles n ON n.decision_id = d.id JOIN articles a ON a.ref = n.ref"
    " WHERE d.action = 'settle' AND d.undoes IS NULL"
)
_SPEAKERS = (
    "SELECT t.id, m.speaker_id, t.settled_by FROM attributions t LEFT JOIN mentions m ON m.id = t.mention_id"
    " WHERE t.article_id = ? ORDER BY t.position"
)
_SETTLE = (
    "UPDATE attributions SET found_mention_id = CASE WHEN settled_by IS NULL THEN mention_id ELSE found_mention_id END,"
    " mention_id = ?, settled_by = ? WHERE id = ?"
)
_UNSETTLE = (
    "UPDATE attributions SET mention_id = found_mention_id, found_mention_id = NULL, settled_by = NULL"
    " WHERE id = ? AND settled_by NOTNULL"
)


def apply_decision(conn: sqlite3.Connection, decision: Decision) -> None:
    """Work out anew what a decision concerns that was just made or taken back. The caller holds the write lock."""
    named = {one for one in (decision.speaker_id, decision.other_id) if one is not None}
    (newest,) = conn.execute("SELECT max(id) FROM articles").fetchone()
    if decision.key is not None and newest > decision.last_article:
        # taken back, or made again: it is about those who came meanwhile
        named |= {row[0] for row in conn.execute(_CALLED, (decision.key,)).fetchall()}
    renamed: set[int] = set(named)
    if decision.action != "settle":
        rulings = Rulings(conn, named)
        renamed |= _apply_to_speakers(conn, rulings)
    if decision.action == "settle":
        for article_id, ref in _articles_of(conn, decision.refs):
            renamed |= settle_article(conn, article_id, ref)
    write_names(conn, renamed)


def apply_link(conn: sqlite3.Connection, rulings: Rulings) -> None:
    """Work out anew all that is in reach of two rows that a new link makes one. The caller holds the write lock."""
    write_names(conn, _apply_to_speakers(conn, rulings))


def _articles_of(conn: sqlite3.Connection, refs: Iterable[str]) -> list[Row]:
    sql = "SELECT a.id, a.ref FROM json_each(?) k CROSS JOIN articles a ON a.ref = k.value ORDER BY a.id"
    return conn.execute(sql, (json.dumps(sorted(refs)),)).fetchall()


def _apply_to_speakers(conn: sqlite3.Connection, rulings: Rulings) -> set[int]:
    """Set anew who the rows in reach are, and all mentions of them; gives the speakers whose names may have changed."""
    concerned = rulings.speakers
    ids = json.dumps(sorted(concerned))
    renamed = {rulings.root(number) for number in concerned}
    conn.executemany(
        "UPDATE speakers SET same_as = nullif(?1, id) WHERE id = ?2 AND same_as IS NOT nullif(?1, id)",
        [(rulings.root(number), number) for number in concerned],
    )
    changed, articles = _rule(conn, rulings, conn.execute(_OF_SPEAKERS, {"ids": ids}).fetchall())
    touched = {row[0]: row[1] for row in conn.execute(_SETTLED_REFS, (ids,))}
    settled = "SELECT 1 FROM attributions WHERE article_id = ? AND settled_by NOTNULL LIMIT 1"
    touched |= {
        number: ref for number, ref in articles.items() if conn.execute(settled, (number,)).fetchone() is not None
    }
    for article_id, ref in sorted(touched.items()):
        changed |= settle_article(conn, article_id, ref)
    return changed | renamed | concerned


def _rule(conn: sqlite3.Connection, rulings: Rulings, mentions: list[Row]) -> tuple[set[int], dict[int, str]]:
    """Set who these mentions are; gives the speakers of those that changed, before and after, and their articles."""
    keys = {row[0]: fold_name(row[5]) for row in mentions}
    rulings.reach((row[2] for row in mentions), keys.values())
    changed: set[int] = set()
    articles: dict[int, str] = {}
    updates = []
    for number, before, found, ref, article_id, _, _ in mentions:
        now = rulings.means(Place(found, ref, article_id, keys[number]))
        if now != before:
            updates.append((now, found, number))
            changed |= {before, now}
            articles[article_id] = ref
    conn.executemany(_SET_MENTION, updates)
    return changed, articles


def apply_to_article(conn: sqlite3.Connection, article_id: int, ref: str) -> None:
    """Apply all decisions to an article that was just added. The caller holds the write lock, and writes the names."""
    mentions = conn.execute(_OF_ARTICLE, (article_id,)).fetchall()
    rulings = Rulings(conn, [row[2] for row in mentions])
    _rule(conn, rulings, mentions)
    settle_article(conn, article_id, ref)


def is_decided_on(conn: sqlite3.Connection, ref: str, keys: Collection[str]) -> bool:
    """Whether any decision is about the article given as `ref`, or gives a speaker one of these names (folded)."""
    sql = (
        "SELECT EXISTS (SELECT 1 FROM speaker_decision_articles WHERE ref = ?)"
        " OR EXISTS (SELECT 1 FROM json_each(?) k CROSS JOIN speaker_decisions d ON d.key = k.value)"
    )
    return bool(conn.execute(sql, (ref, json.dumps(list(keys)))).fetchone()[0])


def settle_article(conn: sqlite3.Connection, article_id: int, ref: str) -> set[int]:
    """Set whom the sources of an article mean that people settled; gives the speakers who gained or lost one."""
    before = conn.execute(_SPEAKERS, (article_id,)).fetchall()
    standing = [one for one in of_ref(conn, ref) if one.action == "settle" and one.stands]
    wanted: dict[int, Decision] = {}
    if standing:
        places = places_of(conn, article_id)
        at = {place: number for number, place in places.items()}
        for decision in standing:  # the later decision on one place holds
            number = decision.attribution_id
            found = number if number in places else at.get(decision.place or "")
            if found is not None:
                wanted[found] = decision
    for number, _, settled_by in before:
        if settled_by is not None and number not in wanted:
            conn.execute(_UNSETTLE, (number,))
    for number, decision in sorted(wanted.items()):
        conn.execute(_SETTLE, (_mention_for(conn, decision, article_id, ref), decision.id, number))
    conn.execute(
        "DELETE FROM mentions WHERE article_id = ? AND made_by NOTNULL"
        " AND NOT EXISTS (SELECT 1 FROM attributions WHERE mention_id = mentions.id)",
        (article_id,),
    )
    after = conn.execute(_SPEAKERS, (article_id,)).fetchall()
    changed = {speaker for old, new in zip(before, after, strict=True) if old != new for speaker in (old[1], new[1])}
    return changed - {None}


def _mention_for(conn: sqlite3.Connection, decision: Decision, article_id: int, ref: str) -> int | None:
    """The mention of the speaker that a settled source means: the article's own, or else one made for the decision."""
    if decision.speaker_id is None:
        return None
    rulings = Rulings(conn, [decision.speaker_id])
    speaker = rulings.means(Place(decision.speaker_id, ref, article_id, after=decision.id))
    sql = "SELECT min(id) FROM mentions WHERE article_id = ? AND speaker_id = ? AND made_by IS NULL"
    own = conn.execute(sql, (article_id, speaker)).fetchone()[0]
    if own is not None:
        return int(own)
    found = decision.speaker_id
    sql = "SELECT id, speaker_id FROM mentions WHERE article_id = ? AND made_by = ?"
    made = conn.execute(sql, (article_id, decision.id)).fetchone()
    if made is None:
        insert = (
            "INSERT INTO mentions (article_id, speaker_id, name, names, found_speaker_id, made_by)"
            " SELECT ?1, ?2, s.name, json_array(s.name), nullif(?3, ?2), ?4 FROM speakers s WHERE s.id = ?3"
        )
        return int(conn.execute(insert, (article_id, speaker, found, decision.id)).lastrowid or 0)
    if made[1] != speaker:
        conn.execute(_SET_MENTION, (speaker, found, made[0]))
    return int(made[0])


def places_of(conn: sqlite3.Connection, article_id: int) -> dict[int, str]:
    """What tells each source of an article from the others by words alone, so that another text of it has it again: a
    JSON list of the source's words, those of the content, and which of those that are alike it is."""
    words: defaultdict[int, dict[str, list[str]]] = defaultdict(lambda: {"source": [], "content": []})
    for number, role, text in conn.execute(_WORDS, (article_id,)):
        words[number][role].append(text)
    places: dict[int, str] = {}
    alike: Counter[tuple[str, str]] = Counter()
    for number, of in words.items():
        both = fold_name(" ".join(of["source"])), fold_text(" ".join(of["content"]))
        places[number] = json.dumps([*both, alike[both]], ensure_ascii=False)
        alike[both] += 1
    return places


def write_names(conn: sqlite3.Connection, speakers: Collection[int]) -> None:
    """Set the names by which these speakers are found anew: those of their mentions, as they were first seen, and those
    that people gave."""
    ids = json.dumps(sorted(speakers))
    names: list[Row] = []
    given = _given_names(conn, speakers)
    for speaker, name, forms in conn.execute(_NAMES, (ids,)):
        names.extend((speaker, form, fold_name(form)) for form in (name, *json.loads(forms)))
    conn.execute("DELETE FROM speaker_names WHERE speaker_id IN (SELECT value FROM json_each(?))", (ids,))
    conn.executemany(_ADD_NAME, dict.fromkeys(names + given))


def _given_names(conn: sqlite3.Connection, speakers: Collection[int]) -> list[Row]:
    """What people call them: one more name, or that of one who was split off."""
    rulings = Rulings(conn, speakers)
    given: list[Row] = []
    for decision in rulings.decisions:
        if decision.key is None or not decision.stands:
            continue
        owner = decision.other_id if decision.action == "split" else decision.speaker_id
        if owner is not None and rulings.root(owner) in speakers:
            sql = "SELECT other FROM speaker_decisions WHERE id = ?"
            given.append((rulings.root(owner), conn.execute(sql, (decision.id,)).fetchone()[0], decision.key))
    return given


def add_names_of(conn: sqlite3.Connection, article_id: int) -> None:
    """Add the names that an article uses to those of its speakers."""
    sql = (
        "SELECT m.speaker_id, m.name, m.names FROM mentions m WHERE m.article_id = ?"
        " AND EXISTS (SELECT 1 FROM attributions WHERE mention_id = m.id) ORDER BY m.id"
    )
    rows = conn.execute(sql, (article_id,)).fetchall()
    add_names(conn, dict.fromkeys((row[0], form) for row in rows for form in (row[1], *json.loads(row[2]))))


def add_names(conn: sqlite3.Connection, names: Iterable[tuple[int, str]]) -> None:
    """Add names to those of speakers, given by their rows; what they have stays."""
    conn.executemany(_ADD_NAME, [(speaker, name, fold_name(name)) for speaker, name in names])
