"""Putting one article into the database, whole, in as few statements as it takes."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

from tracker.records import UNSURE_BELOW, AddResult, Article, Attribution, Certainty, Extraction, Speaker
from tracker.store.applying import add_names_of, apply_to_article, is_decided_on
from tracker.store.connection import readable_errors, writing
from tracker.store.keeping import Moved, Place, find_kept, keep_scores, move
from tracker.store.known import Known
from tracker.store.matching import Setting
from tracker.store.names import fold_name
from tracker.store.recognizing import Meant, recognize, reconsider_links, think_of
from tracker.store.rows import Row, article_row, resolution_row, score_row, text_hash
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
from tracker.store.waiting import Mark, Waiting

_UNREAD = (
    "SELECT 1 FROM articles WHERE id = ? AND superseded_by IS NULL AND notes <> '[]'"
    " AND NOT EXISTS (SELECT 1 FROM attributions WHERE article_id = articles.id)"
)
_ARTICLE = (
    "INSERT INTO articles (ref, title, outlet, date, url, place, agency, text_hash, model, notes, run_id, text,"
    " author, language, mended) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)


def has_text(conn: sqlite3.Connection, article: Article, *, any_language: bool = False) -> bool:
    """Whether this text is stored under its ref or URL, and giving it again is no news. With `any_language` one in
    which nothing was looked for, as it is not in English, is news."""
    known = stored_text(conn, article, text_hash(article.text))
    if known is None or (any_language and _is_unread(conn, known)):
        return False
    return not is_news(conn, known, article.ref)


def find_known(conn: sqlite3.Connection, article: Article) -> AddResult | None:
    """What adding it again would come to, where this text is stored and giving it again is no news."""
    known = stored_text(conn, article, text_hash(article.text))
    return None if known is None or is_news(conn, known, article.ref) else _known(conn, known, article)


class Adder:
    """Adds articles one after the other within transactions that `Store.together` begins and ends.

    What is known of speakers is kept from one to the next as long as nobody else writes.
    """

    def __init__(self, conn: sqlite3.Connection, name: str) -> None:
        self._conn, self._name = conn, name
        self._waiting = Waiting(conn)
        self._known = Known(conn, self._waiting)
        self._seen = -1
        self._others = -1

    def mark(self) -> Mark:
        """What waits now, for `undo`."""
        return self._waiting.mark()

    def begin(self) -> None:
        """A transaction has begun: from now on nobody else writes."""
        (others,) = self._conn.execute("PRAGMA data_version").fetchone()
        if others != self._others:
            self._others = others
            self._known.forget()

    def add(self, extraction: Extraction, *, run_id: int | None = None) -> AddResult:
        """Store the article and all that was found in it, as `Store.add_article` does: whole, or not at all. Its claims
        and what belongs to them are to be seen after `write`."""
        if not self.is_fresh():
            self._known.forget()
        mark = self.mark()
        try:
            with readable_errors(self._name), writing(self._conn):
                result = _add(self._conn, extraction.shown(), run_id, self._waiting, self._known)
        except BaseException:
            self.undo(mark)
            raise
        self.stay_fresh()
        return result

    def write(self) -> None:
        """Write all that waits."""
        if not self.is_fresh():
            self._known.forget()
        self._waiting.write()
        self._known.note_written()
        self.stay_fresh()

    def undo(self, mark: Mark) -> None:
        """What came since a mark failed, and the database has undone it."""
        self._waiting.back_to(mark)
        self._known.back()

    def is_fresh(self) -> bool:
        """Whether this connection wrote nothing beside what this one did."""
        return self._seen == self._conn.total_changes

    def stay_fresh(self) -> None:
        """What was written up to now changed nothing of what is known of speakers."""
        self._seen = self._conn.total_changes


def _add(
    conn: sqlite3.Connection, extraction: Extraction, run_id: int | None, waiting: Waiting, known: Known
) -> AddResult:
    article = extraction.article
    hashed = text_hash(article.text)
    stored = stored_text(conn, article, hashed)
    if stored is not None:
        waiting.write()
        known.forget()
        if extraction.model and not extraction.notes and _is_unread(conn, stored):
            return _read_now(conn, stored, extraction, waiting, known)
        before = bring_back(conn, stored) if is_news(conn, stored, article.ref) else None
        return replace(_known(conn, stored, article), replaces=before)
    before = current_text(conn, extraction, waiting)
    cursor = conn.execute(_ARTICLE, article_row(extraction, hashed, run_id))
    article_id = int(cursor.lastrowid or 0)
    known.begin(article_id, article)
    newest_link = known.newest_link
    known_as = article.ref if before is None else first_ref(conn, before)
    setting = Setting(replace(article, ref=known_as), _speaker_names(extraction.attributions), known, waiting)
    presented = _add_mentions(conn, extraction, setting)
    kept: dict[Place, int] = {}
    if before is not None:
        setting.write()
        kept = find_kept(conn, before, extraction)
        share_decisions(conn, before, article.ref)
    claims = _add_attributions(conn, article_id, extraction, presented, waiting, kept)
    if before is not None:
        succeed(conn, article_id, before)
    _settle(conn, article_id, article.ref, presented, newest_link, setting)
    return AddResult(article_id, True, claims, ref=article.ref, mended=article.mended, replaces=before)


def _settle(
    conn: sqlite3.Connection,
    article_id: int,
    ref: str,
    presented: dict[Speaker, _Presented],
    newest_link: int,
    setting: Setting,
) -> None:
    """What was decided of its speakers holds, and they are known by their names."""
    setting.known.hand_over()
    changed = False
    if setting.known.has_decisions and is_decided_on(conn, ref, {fold_name(speaker.name) for speaker in presented}):
        setting.write()
        apply_to_article(conn, article_id, ref)
        changed = True
    speakers = {one.speaker for one in presented.values()}
    if reconsider_links(conn, article_id, speakers, newest_link, setting) or changed:
        add_names_of(conn, article_id)
    else:
        setting.known.note_names((one.speaker, speaker) for speaker, one in presented.items())


def _is_unread(conn: sqlite3.Connection, article_id: int) -> bool:
    """Whether nothing was looked for in a current text, as its notes say."""
    return conn.execute(_UNREAD, (article_id,)).fetchone() is not None


def _read_now(
    conn: sqlite3.Connection, article_id: int, extraction: Extraction, waiting: Waiting, known: Known
) -> AddResult:
    """Insert what was found in a text that is there and in which nothing was looked for before."""
    article = extraction.article
    known.begin(article_id, article)
    newest_link = known.newest_link
    known_as = first_ref(conn, article_id)
    setting = Setting(replace(article, ref=known_as), _speaker_names(extraction.attributions), known, waiting)
    presented = _add_mentions(conn, extraction, setting)
    setting.write()
    kept = find_kept(conn, article_id, extraction)
    claims = _add_attributions(conn, article_id, extraction, presented, waiting, kept)
    conn.execute("UPDATE articles SET model = ?, notes = '[]' WHERE id = ?", (extraction.model, article_id))
    _settle(conn, article_id, article.ref, presented, newest_link, setting)
    return AddResult(article_id, False, claims, ref=article.ref, read_now=True)


def _known(conn: sqlite3.Connection, known: int, article: Article) -> AddResult:
    return AddResult(known, False, _count_claims(conn, known), ref=article.ref, mended=article.mended)


def _count_claims(conn: sqlite3.Connection, article_id: int) -> int:
    sql = "SELECT count(*) FROM claims c JOIN attributions t ON t.id = c.attribution_id WHERE t.article_id = ?"
    return int(conn.execute(sql, (article_id,)).fetchone()[0])


class _Presented(NamedTuple):
    """The row of a mention, and of whom it is."""

    mention: int
    speaker: int


def _add_mentions(conn: sqlite3.Connection, extraction: Extraction, setting: Setting) -> dict[Speaker, _Presented]:
    """One mention for each way the article presents a speaker. The article of the setting has as its ref what it was
    first given as."""
    presented: dict[Speaker, _Presented] = {}
    speakers: dict[tuple[str, str], Meant] = {}
    for attribution in extraction.attributions:
        speaker = attribution.speaker
        if speaker is None or speaker in presented:
            continue
        key = fold_name(speaker.name)
        same = (speaker.kind, key or speaker.name)
        if same not in speakers:
            speakers[same] = recognize(conn, speaker, key, setting)
        found, speaker_id = speakers[same]
        mention = setting.known.meet(speaker, speaker_id, None if found == speaker_id else found)
        presented[speaker] = _Presented(mention, speaker_id)
    _add_candidates(conn, setting, extraction.attributions, presented)
    return presented


def _add_candidates(
    conn: sqlite3.Connection, setting: Setting, attributions: tuple[Attribution, ...], speakers: Iterable[Speaker]
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
            think_of(conn, setting.known, name, key, setting.article.ref)


def _speaker_names(attributions: tuple[Attribution, ...]) -> tuple[str, ...]:
    """The names of all speakers who have one."""
    speakers = (one.speaker for one in attributions if one.speaker is not None)
    return tuple(dict.fromkeys(one.name for one in speakers if one.kind not in ("unnamed", "group")))


def _add_attributions(
    conn: sqlite3.Connection,
    article_id: int,
    extraction: Extraction,
    presented: dict[Speaker, _Presented],
    waiting: Waiting,
    kept: dict[Place, int],
) -> int:
    """Attributions, their spans, claims, what these say and scores, to be written; gives the number of claims. The
    claims that are `kept` from an older text are moved at once."""
    text, model = extraction.article.text, extraction.model
    attribution_id, claim_id = waiting.last_ids
    first_id = attribution_id + 1
    attributions: list[Row] = []
    spans: list[Row] = []
    claims: list[Row] = []
    scores: list[Row] = []
    things: list[Row] = []
    moved: list[tuple[Moved, Certainty | None]] = []
    for position, attribution in enumerate(extraction.attributions):
        attribution_id += 1
        mention_id = None if attribution.speaker is None else presented[attribution.speaker].mention
        nested_in = None if attribution.nested_in is None else first_id + attribution.nested_in
        attributions.append(
            (attribution_id, article_id, position, mention_id, attribution.kind, attribution.confidence, model,
             attribution.distance, nested_in, *resolution_row(attribution.resolution))
        )  # fmt: skip
        for role, found in (("content", attribution.content), ("cue", attribution.cue), ("source", attribution.source)):
            spans += [(attribution_id, role, place, span.start, span.end) for place, span in enumerate(found)]
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
    rows = {
        "attributions": attributions, "attribution_spans": spans, "claims": claims, "things": things, "scores": scores
    }  # fmt: skip
    waiting.add(rows, (attribution_id, claim_id))
    if moved:
        waiting.write()
        move(conn, [one for one, _ in moved])
        keep_scores(conn, moved, text)
    return len(claims) + len(moved)
