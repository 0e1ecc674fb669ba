"""A week of articles that try everything on those who set a report: markup, links, escape sequences, enormous words."""

from __future__ import annotations

from tests.store.sample import JUDGE, found, person, said, sure
from tracker.period import SkippedInput
from tracker.store import Store

HOSTILE = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[click](javascript:alert(1))",
    "![pixel](https://spy.example/p.png)",
    "https://spy.example/?q=1 and www.spy.example",
    "a | b | c",
    "**bold** _it_ ~~gone~~ `code`",
    "&lt;b&gt; &amp; &#60;",
    "1. one",
    "2014) two",
    "- item",
    "+ item",
    "# head",
    "> quoted",
    "=====",
    "--- ---",
    "back\\slash\\",
    "$x^2$ and <!-- hidden -->",
    "tab\tand\nline\r\nends\u2028here",
    "\x1b[31mred\x07 \x9b5n",
    "\u202egnitrever\u202c \u2066isolated\u2069",
    "zero\u200bwidth\ufeff\u2060",
    "Ω≈ç√ 漢字 🙂",
    '"><script>alert(1)</script>',
    "</style></svg><b>",
    "{{ 7*7 }}",
    "w" * 5000,
)
"""The last one is enormous."""


def fill_hostile(store: Store) -> None:
    """Each hostile text as the words, name, role, outlet, ref and topic of a claim, which contradicts the next one; as
    the note of a person and their name; as an input that was skipped."""
    for number, words in enumerate(HOSTILE, start=1):
        name = f"{words} {number}"
        store.add_article(
            said(
                person(name, role=words, affiliation=words),
                f"{words} was it",
                ref=f"{words} {number}",
                outlet=words,
                date="2014-06-18",
                text=f"{name} said that {words} was it.",
                certainty=sure(),
            )
        )
    pairs = [found(number, number + 1) for number in range(1, len(HOSTILE))]
    for stored in store.add_relations(1, JUDGE, pairs):
        store.review(stored.id, "confirmed", note=HOSTILE[stored.id % len(HOSTILE)], reviewer=HOSTILE[0])
    run = store.begin_run("tracker add", None)
    for words in (*HOSTILE, ""):
        store.note_skipped(run, SkippedInput(words, words))
    store.as_sqlite_utils().conn.execute("UPDATE runs SET started_at = '2014-06-18T10:00:00Z'")
