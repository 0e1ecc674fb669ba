"""What the newest articles tell of the speakers of the store, kept in memory while articles are added.

A speaker is asked for with every article that quotes one of that name, and mostly again soon. What is kept is what the
store says, and what the article at hand adds to it; `forget` is called when anything else changes the store.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from tracker.records import Article, Speaker, SpeakerKind
from tracker.store.applying import add_names
from tracker.store.names import fold_body
from tracker.store.roles import Told, merged, roles_of
from tracker.store.rows import Row, json_list
from tracker.store.waiting import Waiting

if TYPE_CHECKING:
    from tracker.identity import Profile

Said = tuple[tuple[str | None, str | None], ...]
"""What is said of somebody: roles, each with the body that it is in."""

_MENTIONS = 8  # the newest of a speaker, which tell what is known of them
_BESIDE = 16  # names of others in these articles
# Of several speakers with one name so many are looked at: the first and the newest.
_NAMESAKES = 12
_MOST = 4_096  # speakers, and as many articles, of which it is kept

_OF_NAME = (
    "SELECT s.id, coalesce(s.same_as, s.id),"
    " s.same_as NOTNULL OR EXISTS (SELECT 1 FROM mentions WHERE speaker_id = s.id)"
    " FROM speakers s WHERE s.kind = ?1 AND s.key = ?2 AND s.is_shared = 1 AND s.split_by IS NULL"
    f" AND (s.nth = 1 OR s.nth > (SELECT max(nth) - {_NAMESAKES} FROM speakers"
    " WHERE kind = ?1 AND key = ?2 AND is_shared = 1 AND split_by IS NULL)) ORDER BY s.nth"
)
_NEWEST_LINK = "SELECT coalesce(max(id), 0) FROM speaker_links"
_KNOWN = (
    "SELECT m.article_id, substr(a.date, 1, 10), m.role, m.affiliation, m.tenure, m.name, m.names, a.outlet"
    " FROM mentions m JOIN articles a ON a.id = m.article_id"
    f" WHERE m.speaker_id = ? ORDER BY m.id DESC LIMIT {_MENTIONS}"
)
_CAST = (
    "SELECT m.name, m.speaker_id, s.kind FROM mentions m CROSS JOIN speakers s ON s.id = m.speaker_id"
    " WHERE m.article_id = ? ORDER BY m.id"
)


class _Mention(NamedTuple):
    """A speaker as one article presents them."""

    told: Told
    forms: tuple[str, ...]
    outlet: str | None


class _Person(NamedTuple):
    """A name in an article, and whose it is."""

    name: str
    speaker: int
    kind: SpeakerKind


class Known:
    """The speakers of the store. Whom an article presents is noted by `meet`, waits from `hand_over` on, and is written
    with the rest or as soon as the store itself has to be asked."""

    def __init__(self, conn: sqlite3.Connection, waiting: Waiting) -> None:
        self._conn, self._waiting = conn, waiting
        self._article_id = 0
        self._article = Article("", "")
        self._rows: list[Row] = []
        self.is_asked_anew = False
        self.forget()

    def forget(self) -> None:
        """Ask the store anew from now on."""
        self._speakers: dict[int, tuple[str, SpeakerKind]] = {}
        self._called: dict[tuple[SpeakerKind, str], list[Row]] = {}
        self._mentions: dict[int, list[_Mention]] = {}
        self._said: dict[int, Said] = {}
        self._casts: dict[int, list[_Person]] = {}
        self._last_id: int | None = None
        self._newest_link: int | None = None
        self._decisions: bool | None = None
        self._named: set[tuple[int, str]] = set()
        unwritten = [*self._waiting.mentions, *self._rows]
        self._unwritten = {row[2] for row in unwritten}, {row[1] for row in unwritten}
        self.is_asked_anew = True

    def begin(self, article_id: int, article: Article) -> None:
        """An article that was just added is the one at hand."""
        self._article_id, self._article = article_id, article
        self._rows = []
        if max(len(self._mentions), len(self._casts), len(self._called)) > _MOST or len(self._named) > 4 * _MOST:
            self.forget()
        self._casts[article_id] = []
        self.is_asked_anew = False

    def back(self) -> None:
        """What came last is undone."""
        self._rows = []
        self.forget()

    def called(self, kind: SpeakerKind, key: str) -> list[Row]:
        """The rows of a name, as long as people did not part them: id, who that is, and whether any article presents
        it, or a link makes it somebody."""
        found = self._called.get((kind, key))
        if found is None:
            found = self._conn.execute(_OF_NAME, (kind, key)).fetchall()
            if len(found) > 1 or (found and found[0][2]):
                self._called[kind, key] = found
        return found

    def note_row(self, number: int, speaker: Speaker, key: str) -> None:
        """A row was added for a speaker, whom no article presents yet."""
        self._called.pop((speaker.kind, key), None)
        self._speakers[number] = (speaker.name, speaker.kind)
        self._mentions[number] = []

    def note_link(self, *, joins: bool) -> None:
        """A link was added; with `joins` it makes two rows one."""
        self._newest_link = None
        if joins:
            self._called.clear()

    @property
    def newest_link(self) -> int:
        """The highest id of a link between two speakers."""
        if self._newest_link is None:
            (self._newest_link,) = self._conn.execute(_NEWEST_LINK).fetchone()
        assert self._newest_link is not None
        return self._newest_link

    @property
    def has_decisions(self) -> bool:
        """Whether people decided anything about speakers."""
        if self._decisions is None:
            self._decisions = self._conn.execute("SELECT 1 FROM speaker_decisions LIMIT 1").fetchone() is not None
        return self._decisions

    def meet(self, speaker: Speaker, row: int, found: int | None) -> int:
        """The article at hand presents a speaker, who is the one of a row (`found` by the name alone, where that is
        another). Gives the id of the mention."""
        if self._last_id is None:
            (stored,) = self._conn.execute("SELECT coalesce(max(id), 0) FROM mentions").fetchone()
            self._last_id = max([stored, *(row[0] for row in self._rows), *(row[0] for row in self._waiting.mentions)])
        self._last_id += 1
        body = None if speaker.affiliation is None else fold_body(speaker.affiliation)
        self._rows.append(
            (self._last_id, self._article_id, row, speaker.name, speaker.role, speaker.affiliation,
             json_list(speaker.names), speaker.tenure, speaker.count, speaker.anonymity, body, found)
        )  # fmt: skip
        self._unwritten[0].add(row)
        self._unwritten[1].add(self._article_id)
        date = self._article.date
        told = Told(
            self._article_id, None if date is None else date[:10], speaker.role, speaker.affiliation, speaker.tenure
        )
        mentions = self._mentions.get(row)
        if mentions is not None:
            mentions.insert(0, _Mention(told, (speaker.name, *speaker.names), self._article.outlet))
            del mentions[_MENTIONS:]
            self._said.pop(row, None)
        cast = self._casts.get(self._article_id)
        if cast is not None:
            cast.append(_Person(speaker.name, row, self._speaker(row)[1]))
        return self._last_id

    def is_met(self, row: int) -> bool:
        """Whether an article presents the speaker of a row, and that is not written yet."""
        return row in self._unwritten[0]

    def hand_over(self) -> None:
        """Let wait what the article at hand tells of its speakers. `UnicodeEncodeError` as in `Waiting.add`."""
        rows, self._rows = self._rows, []
        if rows:
            self._waiting.add({"mentions": rows})

    def write(self) -> None:
        """Write whom articles present, for those who ask the store itself."""
        self.hand_over()
        self._waiting.write_mentions()
        self.note_written()

    def note_written(self) -> None:
        """All that waited is written."""
        self._unwritten = set(), set()

    def note_names(self, speakers: Iterable[tuple[int, Speaker]]) -> None:
        """Add the names that an article uses to those of its speakers, given by their rows."""
        names = dict.fromkeys((row, form) for row, speaker in speakers for form in (speaker.name, *speaker.names))
        new = [one for one in names if one not in self._named]
        add_names(self._conn, new)
        self._named.update(new)

    def sketch(self, number: int, called: str | None = None) -> Profile:
        """The names and dates of a speaker's `profile` alone: no other article's speakers have to be asked for."""
        from tracker.identity import Profile

        name, kind = self._speaker(number)
        name = called or name
        mentions = self._mentions_of(number)
        dates = [one.told.date for one in mentions if one.told.date is not None]
        forms = dict.fromkeys([name, *(form for one in mentions for form in one.forms)])
        first, last = (min(dates), max(dates)) if dates else (None, None)
        return Profile(name, kind, tuple(forms), first_date=first, last_date=last)

    def profile(self, number: int, called: str | None = None) -> Profile:
        """What the newest articles tell of a speaker, by the name at hand if it is one of theirs."""
        sketch, mentions = self.sketch(number, called), self._mentions_of(number)
        told = sorted(
            (one.told for one in mentions), key=lambda one: (one.date is None, one.date or "", one.article_id)
        )
        return replace(
            sketch,
            roles=roles_of(told),
            outlets=tuple(dict.fromkeys(one.outlet for one in mentions if one.outlet)),
            beside=tuple(other for other in self._others(number, sketch.kind, told) if other not in sketch.names),
        )

    def said(self, number: int) -> Said:
        """Role and body of what the newest articles tell of a speaker, as in `profile`."""
        found = self._said.get(number)
        if found is None:
            told = [one.told for one in self._mentions_of(number)]
            if len({one[2:] for one in told}) > 1:
                told.sort(key=lambda one: (one.date is None, one.date or "", one.article_id))
            said = (one[2:] for one in told)
            found = self._said[number] = merged(tuple(one for one, _ in groupby(said)))
        return found

    def forms(self, number: int) -> Iterator[str]:
        """What the newest articles call a speaker, as in `profile`."""
        return (form for one in self._mentions_of(number) for form in one.forms)

    def _speaker(self, number: int) -> tuple[str, SpeakerKind]:
        found = self._speakers.get(number)
        if found is None:
            row = self._conn.execute("SELECT name, kind FROM speakers WHERE id = ?", (number,)).fetchone()
            found = self._speakers[number] = (row[0], row[1])
        return found

    def _mentions_of(self, number: int) -> list[_Mention]:
        """The newest first."""
        mentions = self._mentions.get(number)
        if mentions is None:
            if number in self._unwritten[0]:
                self.write()
            mentions = self._mentions[number] = [
                _Mention(Told(*row[:5]), (row[5], *json.loads(row[6])), row[7])
                for row in self._conn.execute(_KNOWN, (number,))
            ]
        return mentions

    def _others(self, number: int, kind: SpeakerKind, told: list[Told]) -> list[str]:
        """The names of others of this kind in the articles, the first of each article first."""
        names: dict[str, None] = {}
        for article_id in sorted({one.article_id for one in told}):
            for one in self._cast_of(article_id):
                if one.speaker != number and one.kind == kind:
                    names[one.name] = None
                    if len(names) == _BESIDE:
                        return list(names)
        return list(names)

    def _cast_of(self, article_id: int) -> list[_Person]:
        """All whom an article presents, in its order."""
        cast = self._casts.get(article_id)
        if cast is None:
            if article_id in self._unwritten[1]:
                self.write()
            cast = self._casts[article_id] = [_Person(*row) for row in self._conn.execute(_CAST, (article_id,))]
        return cast
