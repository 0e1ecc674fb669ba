"""A store in which it is not clear who is who: one person of two careers, sources nobody can tell, two maybe one."""

from __future__ import annotations

from dataclasses import replace

from tests.store.sample import person, said, spans
from tracker.records import Article, Attribution, Claim, Extraction, Resolution, Speaker
from tracker.store import Store

ADA, LEE, KOFI, BOATENG, TRUST = 1, 2, 5, 6, 7
"""The ids of speakers; 3 and 4 are those who are unsure."""
SHE, OFFICIAL = 5, 6
"""The ids of the attributions whose sources are unsure."""

_NEARER = Resolution("pronoun, nearest that fits", 0.41, ("Lee Tan", "Ada Osei"))
_NOBODY = Resolution("nobody named", 0.1)
FERRY = """Ferry stays in port

Ada Osei and Lee Tan met the crew on Monday. The talks took all day.

She said that the ferry would stay in port. "The hull is cracked," a harbour official said.
"""


def _attribution(text: str, source: str, cue: str, content: str, speaker: Speaker, why: Resolution) -> Attribution:
    (where,) = spans(text, content)
    return Attribution(
        spans(text, source), spans(text, cue), (where,), "indirect", 0.9, speaker, (Claim(where, content),),
        resolution=why,
    )  # fmt: skip


def fill(store: Store) -> None:
    """Speakers 1 to 5 and a few for one article each; in article 4 two sources are unsure."""
    ada = person("Ada Osei", "Osei", role="spokeswoman", affiliation="Harbour Trust")
    adviser = replace(ada, role="adviser", affiliation="Ministry of Works")
    store.add_article(said(ada, ref="one.txt", date="2014-03-01", outlet="River Post"))
    store.add_article(said(adviser, "the tunnel is dry", ref="two.txt", date="2016-05-02", outlet="Echo"))
    former = replace(ada, tenure="former")
    store.add_article(said(former, "the Trust was warned", ref="three.txt", date="2017-01-09", outlet="Echo"))
    lee = person("Lee Tan", role="engineer")
    tan = said(lee, "the crew is tired", ref="tan.txt", date="2017-01-10")
    she = _attribution(FERRY, "She", "said", "the ferry would stay in port", Speaker("she", "unnamed"), _NEARER)
    words = "a harbour official"
    official = _attribution(FERRY, words, "said.", "The hull is cracked", Speaker(words, "unnamed"), _NOBODY)
    ferry = Article("ferry.txt", FERRY, "Ferry stays in port", "River Post", "2017-01-11")
    store.add_article(tan)
    store.add_article(Extraction(ferry, (she, official), "sample@1"))
    for number, one in enumerate((person("Kofi Mensah"), person("Yaa Boateng"))):
        store.add_article(said(one, f"pier {number} holds", ref=f"pier{number}.txt", date="2018"))
    trust = Speaker("Harbour Trust", "organization", names=("Harbour Trust",))
    store.add_article(said(trust, "the harbour is open", ref="trust.txt", date="2018-02-02"))
    store.add_article(said(lee, "the ferry sails again", ref="sails.txt", date="2018-03-03"))


def suggest(store: Store, one: int = KOFI, other: int = BOATENG) -> None:
    """Somebody thinks that two may be one."""
    conn = store.as_sqlite_utils().conn
    conn.execute(
        "INSERT INTO speaker_links (speaker_id, other_id, because, confidence, suggested)"
        " VALUES (?, ?, 'both speak of piers', 0.6, 1)",
        (other, one),
    )
    conn.commit()
