"""Names across articles: which speakers of the store a new one may be, and what the machine makes of that.

What two names have to do with each other is judged by `tracker.identity`; here only those are fetched that share a
key with the new name, and what came of it is kept as a link with its reason. A name is compared when the
first article quotes it. A decision that two are two, or one, is never touched.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from tracker.records import Article, Speaker, SpeakerKind
from tracker.store.known import Known
from tracker.store.names import tells_who
from tracker.store.waiting import Waiting

if TYPE_CHECKING:
    from tracker.identity import Match, Profile

LIKELY = 0.25
"""How probable (0..1) it must be that two are one for a person to be asked."""
# So that a key that everybody shares costs no more than one that few do: the newest names of a key, and so many in all.
_OF_KEY = 12
_COMPARED = 6  # of those that are alike by name, so many are looked at whole
SUGGESTED = 3
"""Of those that may be the same, so many are suggested."""
_SAME = 2

_NEAR = (
    "SELECT DISTINCT s.id, s.name, coalesce(s.same_as, s.id) FROM json_each(:keys) k CROSS JOIN speakers s ON s.id IN ("
    "SELECT speaker_id FROM speaker_blocks WHERE key = k.value AND speaker_id <> :own ORDER BY speaker_id DESC"
    f" LIMIT {_OF_KEY}) WHERE s.kind = :kind ORDER BY s.id"
)
_LINK = (
    "INSERT INTO speaker_links (speaker_id, other_id, because, confidence, suggested) VALUES (?, ?, ?, ?, ?)"
    " ON CONFLICT (speaker_id, other_id) DO NOTHING"
)


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a speaker is met: the article, and the names of all its speakers; what is known of all; what of other
    articles is not written yet."""

    article: Article
    names: tuple[str, ...]
    known: Known
    waiting: Waiting

    def write(self) -> None:
        """Write all that was found so far, for what asks the store itself and may change it."""
        self.known.hand_over()
        self.waiting.write()
        self.known.forget()


class Option(NamedTuple):
    """A speaker whom a name may mean: the row of the name, and the row of who that is."""

    row: int
    speaker: int


class Weighed(NamedTuple):
    """The best option, and whether it is taken to be the same."""

    option: Option
    is_same: bool


def blocks_of(names: Iterable[str], kind: SpeakerKind) -> list[str]:
    """The keys under which a speaker with these names is kept."""
    from tracker.identity import block_keys

    return list(dict.fromkeys(key for name in names for key in block_keys(name, kind)))


def _sought(names: Iterable[str], kind: SpeakerKind) -> list[str]:
    """The keys by which speakers with names like these are found."""
    from tracker.identity import name_keys

    return list(dict.fromkeys(key for name in names for key in name_keys(name, kind)))


def note_blocks(conn: sqlite3.Connection, number: int, speaker: Speaker, *, is_shared: bool) -> None:
    """Keep the keys of a new speaker's names."""
    sql = "INSERT INTO speaker_blocks (key, speaker_id) VALUES (?, ?) ON CONFLICT (key, speaker_id) DO NOTHING"
    conn.executemany(sql, [(key, number) for key in kept_keys(speaker, is_shared=is_shared)])


def kept_keys(speaker: Speaker, *, is_shared: bool) -> list[str]:
    """The keys of a speaker of the whole file or of one article; there of a mere surname (*van Dyk*) only as such."""
    from tracker.identity import ALONE

    keys = blocks_of(_full_names(speaker), speaker.kind)
    return keys if is_shared or may_be_met_again(speaker) else [key for key in keys if key.startswith(ALONE)]


def may_be_met_again(speaker: Speaker) -> bool:
    """Whether a name of one article may be somebody's whole name, as *Sukarno* is and *van Dyk* is not."""
    return speaker.kind == "person" and len(speaker.name.split()) == 1


def _full_names(speaker: Speaker) -> list[str]:
    return [speaker.name, *(name for name in speaker.names if name != speaker.name and tells_who(name, speaker.kind))]


def link_likely(
    conn: sqlite3.Connection, number: int, speaker: Speaker, setting: Setting, namesakes: Sequence[int] = ()
) -> int:
    """Compare a new name with those near to it, and keep what came of it: the one that is the same is joined; where
    several seem so, a person must tell. `namesakes` are of the same name, and were found not to be the same. Gives who
    it is."""
    keys = json.dumps(_sought(_full_names(speaker), speaker.kind))
    near = conn.execute(_NEAR, {"keys": keys, "own": number, "kind": speaker.kind}).fetchall()
    if not near and not namesakes:
        return number
    from tracker.identity import Profile, compare

    profile = profile_in(speaker, setting)
    likely = dict.fromkeys(namesakes, 1.0)
    for _, name, root in near:  # by the names alone, before all that is known of them is read
        match = compare(profile, Profile(name, speaker.kind, (name,)))
        if root != number and match.verdict != "different":
            likely[root] = max(match.confidence, likely.get(root, 0.0))
    first = sorted(likely, key=lambda root: (-likely[root], root))[:_COMPARED]
    matches = [(root, compare(profile, setting.known.profile(root))) for root in first]
    same = [root for root, match in matches if match.verdict == "same" and root not in namesakes]
    maybe = [(root, match) for root, match in matches if same != [root] and match.confidence >= LIKELY]
    if len(same) == 1:
        (match,) = (match for root, match in matches if root == same[0])
        join(conn, setting.known, number, same[0], match)
        return same[0]
    for root, match in sorted(maybe, key=lambda one: -one[1].confidence)[:SUGGESTED]:
        keep_link(conn, setting.known, number, root, match, suggested=True)
    return number


def keep_link(
    conn: sqlite3.Connection, known: Known, number: int, other: int, match: Match, *, suggested: bool
) -> None:
    """Keep what came of comparing two rows."""
    conn.execute(_LINK, (number, other, match.because, match.confidence, suggested))
    known.note_link(joins=not suggested)


def join(conn: sqlite3.Connection, known: Known, number: int, other: int, match: Match) -> None:
    """Make a row that no article presents yet one with another, and keep why."""
    keep_link(conn, known, number, other, match, suggested=False)
    conn.execute("UPDATE speakers SET same_as = ? WHERE id = ?", (other, number))


def withdraw_link(conn: sqlite3.Connection, link: int) -> None:
    """Only suggest again what a decision keeps from holding."""
    conn.execute("UPDATE speaker_links SET suggested = 1 WHERE id = ?", (link,))


def weigh_options(speaker: Speaker, setting: Setting, options: Sequence[Option]) -> Weighed:
    """The one of several speakers of one name whom an article tells most like, the first of those alike."""
    from tracker.identity import compare, is_plainly_one

    first, known = options[0], setting.known
    if speaker.kind == "person" and all(option.speaker == first.speaker for option in options):
        said = () if speaker.role is None and speaker.affiliation is None else ((speaker.role, speaker.affiliation),)
        their_forms = known.forms(first.speaker)
        if is_plainly_one(speaker.name, speaker.names, said, their_forms, known.said(first.speaker)):
            return Weighed(first, is_same=True)
    profile = profile_in(speaker, setting)
    ranks: dict[int, tuple[int, float]] = {}
    for option in options:
        if option.speaker not in ranks:
            ranks[option.speaker] = _rank(compare(profile, known.profile(option.speaker, speaker.name)))
    best = max(options, key=lambda option: ranks[option.speaker])
    return Weighed(best, ranks[best.speaker][0] == _SAME)


def _rank(match: Match) -> tuple[int, float]:
    """How much a match speaks for two being one."""
    return ({"different": 0, "maybe": 1, "same": _SAME}[match.verdict], match.confidence)


def profile_in(speaker: Speaker, setting: Setting) -> Profile:
    """What one article tells of a speaker."""
    from tracker.identity import profile_of

    return profile_of(speaker, date=setting.article.date, outlet=setting.article.outlet, beside=setting.names)
