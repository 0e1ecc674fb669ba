"""Putting one article into the database, whole, in as few statements as it takes."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import replace

from tracker.records import UNSURE_BELOW, AddResult, Article, Attribution, Certainty, Extraction, Speaker
from tracker.store.applying import add_names, apply_to_article, is_decided_on
from tracker.store.keeping import Moved, Place, find_kept, keep_scores, move
from tracker.store.matching import Setting
from tracker.store.names import fold_body, fold_name
from tracker.store.recognizing import Meant, recognize, reconsider_links, think_of
from tracker.store.rows import Row, article_row, json_list, resolution_row, score_row, text_hash
from tracker.store.things import read_thing
from tracker.store.versions import (
    bring_back,
    current_text,
    first_ref,
    is_news,
    share_decisions,
    stored_text,
    succeed,
)

_LAST_IDS = "SELECT coalesce((SELECT max(id) FROM attributions), 0), coalesce((SELECT max(id) FROM claims), 0)"
_NEWEST_LINK = "SELECT coalesce(max(id), 0) FROM speaker_links"
_UNREAD = (
    "SELECT 1 FROM articles WHERE id = ? AND superseded_by IS NULL AND notes <> '[]'"
    " AND NOT EXISTS (SELECT 1 FROM attributions WHERE article_id = articles.id)"
)
_ATTRIBUTIONS = (
    "INSERT INTO attributions (id, article_id, position, mention_id, kind, confidence, model, distance, nested_in,"
    " because, speaker_confidence, speaker_candidates) VALUES"
)
_MENTION = (
    "INSERT INTO mentions (article_id, speaker_id, name, role, affiliation, names, tenure, how_many, anonymity,"
    " affiliation_key, found_speaker_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_SPANS = "INSERT INTO attribution_spans (attribution_id, role, position, start_char, end_char) VALUES"
_CLAIMS = "INSERT INTO claims (id, attribution_id, position, start_char, end_char, quote, text) VALUES"
_SCORES = (
    "INSERT INTO scores (claim_id, model, level, score, polarity, factuality, probabilities, evidence, passage_key,"
    " passage_start) VALUES"
)
_THINGS = "INSERT INTO things (claim_id, key, times) VALUES"
# Rows a statement. FTS5 writes out what it has gathered at the start of every statement that fires a trigger, so with
# one claim a statement an add takes half as long again; beyond 16 nothing is won.
_TOGETHER = 16


def has_text(conn: sqlite3.Connection, article: Article, *, any_language: bool = False) -> bool:
    """Whether this text is stored under its ref or URL, and giving it again is no news. With `any_language` one in
    which nothing was looked for, as it is not in English, is news."""
    known = stored_text(conn, article)
    if known is None or (any_language and _is_unread(conn, known)):
        return False
    return not is_news(conn, known, article.ref)


def find_known(conn: sqlite3.Connection, article: Article) -> AddResult | None:
    """What adding it again would come to, where this text is stored and giving it again is no news."""
    known = stored_text(conn, article)
    return None if known is None or is_news(conn, known, article.ref) else _known(conn, known, article)


def add(conn: sqlite3.Connection, extraction: Extraction, run_id: int | None) -> AddResult:
    """Insert the article and all that was found in it. The caller holds the write lock, so ids can be counted here."""
    article = extraction.article
    known = stored_text(conn, article)
    if known is not None and extraction.model and not extraction.notes and _is_unread(conn, known):
        return _read_now(conn, known, extraction)
    if known is not None:
        before = bring_back(conn, known) if is_news(conn, known, article.ref) else None
        return replace(_known(conn, known, article), replaces=before)
    before = current_text(conn, extraction)
    cursor = conn.execute(
        "INSERT INTO articles (ref, title, outlet, date, url, place, agency, text_hash, model, notes, run_id, text,"
        " author, language, mended) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        article_row(extraction, text_hash(article.text), run_id),
    )
    article_id = int(cursor.lastrowid or 0)
    (newest_link,) = conn.execute(_NEWEST_LINK).fetchone()
    known_as = article.ref if before is None else first_ref(conn, before)
    mentions, keys = _add_mentions(conn, article_id, extraction, known_as)
    if before is None:
        claims = _add_attributions(conn, article_id, extraction, mentions, {})
    else:
        kept = find_kept(conn, before, extraction)
        share_decisions(conn, before, article.ref)
        claims = _add_attributions(conn, article_id, extraction, mentions, kept)
        succeed(conn, article_id, before)
    _settle(conn, article_id, article.ref, keys, newest_link)
    return AddResult(article_id, True, claims, ref=article.ref, mended=article.mended, replaces=before)


def _settle(conn: sqlite3.Connection, article_id: int, ref: str, keys: set[str], newest_link: int) -> None:
    """What was decided of its speakers holds, and they are known by their names."""
    if is_decided_on(conn, ref, keys):
        apply_to_article(conn, article_id, ref)
    reconsider_links(conn, article_id, newest_link)
    add_names(conn, article_id)


def _is_unread(conn: sqlite3.Connection, article_id: int) -> bool:
    """Whether nothing was looked for in a current text, as its notes say."""
    return conn.execute(_UNREAD, (article_id,)).fetchone() is not None


def _read_now(conn: sqlite3.Connection, article_id: int, extraction: Extraction) -> AddResult:
    """Insert what was found in a text that is there and in which nothing was looked for before."""
    article = extraction.article
    (newest_link,) = conn.execute(_NEWEST_LINK).fetchone()
    mentions, keys = _add_mentions(conn, article_id, extraction, first_ref(conn, article_id))
    kept = find_kept(conn, article_id, extraction)
    claims = _add_attributions(conn, article_id, extraction, mentions, kept)
    conn.execute("UPDATE articles SET model = ?, notes = '[]' WHERE id = ?", (extraction.model, article_id))
    _settle(conn, article_id, article.ref, keys, newest_link)
    return AddResult(article_id, False, claims, ref=article.ref, read_now=True)


def _known(conn: sqlite3.Connection, known: int, article: Article) -> AddResult:
    return AddResult(known, False, _count_claims(conn, known), ref=article.ref, mended=article.mended)


def _count_claims(conn: sqlite3.Connection, article_id: int) -> int:
    sql = "SELECT count(*) FROM claims c JOIN attributions t ON t.id = c.attribution_id WHERE t.article_id = ?"
    return int(conn.execute(sql, (article_id,)).fetchone()[0])


def _add_mentions(
    conn: sqlite3.Connection, article_id: int, extraction: Extraction, known_as: str
) -> tuple[dict[Speaker, int], set[str]]:
    """One mention for each way the article presents a speaker; gives their ids, and the names folded. `known_as` is
    what the article was first given as."""
    article, attributions = replace(extraction.article, ref=known_as), extraction.attributions
    mentions: dict[Speaker, int] = {}
    speakers: dict[tuple[str, str], Meant] = {}
    keys: set[str] = set()
    setting = Setting(article, _speaker_names(attributions))
    for attribution in attributions:
        speaker = attribution.speaker
        if speaker is None or speaker in mentions:
            continue
        key = fold_name(speaker.name)
        same = (speaker.kind, key or speaker.name)
        if same not in speakers:
            speakers[same] = recognize(conn, speaker, key, setting)
        keys.add(key)
        found, speaker_id = speakers[same]
        body = None if speaker.affiliation is None else fold_body(speaker.affiliation)
        row = (
            article_id, speaker_id, speaker.name, speaker.role, speaker.affiliation, json_list(speaker.names),
            speaker.tenure, speaker.count, speaker.anonymity, body, None if found == speaker_id else found,
        )  # fmt: skip
        mentions[speaker] = int(conn.execute(_MENTION, row).lastrowid or 0)
    _add_candidates(conn, article.ref, attributions, mentions)
    return mentions, keys


def _add_candidates(
    conn: sqlite3.Connection, ref: str, attributions: tuple[Attribution, ...], speakers: Iterable[Speaker]
) -> None:
    """A row for each name that an unsure source may mean and that the article does not quote, so that a person can say
    it is meant."""
    names = {
        name
        for attribution in attributions
        if attribution.resolution is not None and attribution.resolution.confidence < UNSURE_BELOW
        for name in attribution.resolution.candidates
    }
    if not names:
        return
    quoted = {fold_name(form) for speaker in speakers for form in (speaker.name, *speaker.names)}
    for name in sorted(names):
        key = fold_name(name)
        if key and key not in quoted:
            think_of(conn, name, key, ref)


def _speaker_names(attributions: tuple[Attribution, ...]) -> tuple[str, ...]:
    """The names of all speakers who have one."""
    speakers = (one.speaker for one in attributions if one.speaker is not None)
    return tuple(dict.fromkeys(one.name for one in speakers if one.kind not in ("unnamed", "group")))


def _add_attributions(
    conn: sqlite3.Connection,
    article_id: int,
    extraction: Extraction,
    mentions: dict[Speaker, int],
    kept: dict[Place, int],
) -> int:
    """Attributions, their spans, claims, what these say and scores, a table at a time; gives the number of claims. The
    claims that are `kept` from an older text are moved."""
    text, model = extraction.article.text, extraction.model
    attribution_id, claim_id = conn.execute(_LAST_IDS).fetchone()
    first_id = attribution_id + 1
    attributions: list[Row] = []
    spans: list[Row] = []
    claims: list[Row] = []
    scores: list[Row] = []
    things: list[Row] = []
    moved: list[tuple[Moved, Certainty | None]] = []
    for position, attribution in enumerate(extraction.attributions):
        attribution_id += 1
        mention_id = None if attribution.speaker is None else mentions[attribution.speaker]
        nested_in = None if attribution.nested_in is None else first_id + attribution.nested_in
        attributions.append(
            (attribution_id, article_id, position, mention_id, attribution.kind, attribution.confidence, model,
             attribution.distance, nested_in, *resolution_row(attribution.resolution))
        )  # fmt: skip
        spans.extend(_span_rows(attribution_id, attribution))
        for place, claim in enumerate(attribution.claims):
            span = claim.span
            row = (attribution_id, place, span.start, span.end, span.of(text), claim.text)
            if (stayed := kept.get((position, place))) is not None:
                moved.append((Moved(stayed, *row), claim.certainty))
                continue
            claim_id += 1
            claims.append((claim_id, *row))
            things.append((claim_id, *read_thing(claim.text)))
            if claim.certainty is not None:
                scores.append(score_row(claim_id, claim.certainty))
    for sql, rows in (
        (_ATTRIBUTIONS, attributions),
        (_SPANS, spans),
        (_CLAIMS, claims),
        (_THINGS, things),
        (_SCORES, scores),
    ):
        _insert(conn, sql, rows)
    if moved:
        move(conn, [one for one, _ in moved])
        keep_scores(conn, moved, text)
    return len(claims) + len(moved)


def _span_rows(attribution_id: int, attribution: Attribution) -> Iterator[Row]:
    """attribution_id, role, position, start_char, end_char of each."""
    for role, found in (("content", attribution.content), ("cue", attribution.cue), ("source", attribution.source)):
        yield from ((attribution_id, role, place, span.start, span.end) for place, span in enumerate(found))


def insert_scores(conn: sqlite3.Connection, rows: list[Row]) -> None:
    """Add scores to claims that are there; rows of `score_row`."""
    _insert(conn, _SCORES, rows)


def _insert(conn: sqlite3.Connection, sql: str, rows: list[Row]) -> None:
    for first in range(0, len(rows), _TOGETHER):
        part = rows[first : first + _TOGETHER]
        one = f" ({', '.join('?' * len(part[0]))})"
        conn.execute(sql + ",".join([one] * len(part)), [value for row in part for value in row])
