from __future__ import annotations

import dataclasses
import re

import pytest

from tests.report.samples import HEAD, HOSTILE, SOURCES, STORED_ARTICLE, claims
from tracker.records import Article, Kind, Span, StoredArticle, StoredSpeaker
from tracker.report.article import article_view
from tracker.report.cells import cells
from tracker.report.terminal import claim_words, claims_table, describe, sources_table, speaker_heading


def _page(text: str) -> list[str]:
    return text.strip("\n").split("\n")


def test_claims_at_60() -> None:
    assert list(claims_table(claims(), width=60)) == _page("""
Bridge stays open
River Post · 2024-03-02 · news/bridge.txt · article 1

Ada Osei               1  “The bridge is safe”
mayor, Rivertown       2  The bridge will stay open.
                       3  Nobody had asked for the bridge to
                          close.

Engineers              4  The deck needs work.

Lee Tan                5  Somebody had told Lee Tan a thing.
spokesman, Harbour
Trust

(no speaker found)     6  The ferry was late.
""")


def test_claims_at_120() -> None:
    assert list(claims_table(claims(), width=120)) == _page("""
Bridge stays open
River Post · 2024-03-02 · news/bridge.txt · article 1

Ada Osei                             1  “The bridge is safe”
mayor, Rivertown                     2  The bridge will stay open.
                                     3  Nobody had asked for the bridge to close.

Engineers                            4  The deck needs work.

Lee Tan                              5  Somebody had told Lee Tan a thing.
spokesman, Harbour Trust

(no speaker found)                   6  The ferry was late.
""")


def test_claims_of_one_speaker() -> None:
    bare = dataclasses.replace(HEAD, id=2, title=None, outlet=None, date=None)
    two = [claims()[0], dataclasses.replace(claims()[1], article=bare, certainty="possible", polarity="negative")]
    assert list(claims_table(two, width=60, speakers=False)) == _page("""
Bridge stays open
River Post · 2024-03-02 · news/bridge.txt · article 1

   1  “The bridge is safe”

news/bridge.txt
article 2

   2  The bridge will stay open. (possible, denied)
""")


def test_a_name_that_says_it_all_is_not_said_twice() -> None:
    resident = StoredSpeaker(9, "one Rivertown resident", "unnamed", "resident", "Rivertown")
    assert describe(resident) == "one Rivertown resident"
    assert describe(dataclasses.replace(resident, role="nurse")) == "one Rivertown resident — nurse"


@pytest.mark.parametrize(
    ("text", "quote", "kind", "shown"),
    [
        ("It is safe.", "it is safe,", "direct", "“It is safe.”"),
        ("The bridge is safe.", "it is safe", "direct", "The bridge is safe."),
        ("It is safe.", "it is safe", "indirect", "It is safe."),
        ("“Safe”, it is.", "“Safe”, it is.", "direct", "“Safe”, it is."),
        ("", "", "direct", ""),
    ],
)
def test_only_the_speakers_own_words_stand_in_marks(text: str, quote: str, kind: Kind, shown: str) -> None:
    assert claim_words(dataclasses.replace(claims()[0], text=text, quote=quote, kind=kind)) == shown


def test_sources_and_heading() -> None:
    assert list(sources_table(SOURCES, width=60)) == _page("""
claims  articles  source
 1,203        12  Ada Osei — mayor, Rivertown
                  person · 2024-01-03 – 2024-03-02 · also:
                  Osei, Mayor Osei
     1         1  Engineers
                  group
""")
    assert list(speaker_heading(SOURCES[0], width=100)) == _page("""
Ada Osei — mayor, Rivertown
person · 2024-01-03 – 2024-03-02 · also: Osei, Mayor Osei
1,203 claims in 12 articles
""")


def test_an_article_in_brackets() -> None:
    assert list(article_view(STORED_ARTICLE, width=72)) == _page("""
River Post · 2024-03-02 · news/bridge.txt · https://river.example/1

Bridge stays open

RIVERTOWN - [1 "The bridge is safe,"] said Ada Osei, the mayor, [1 "and
it will stay open."] She added [1 that nobody had asked for it to
close].

Engineers said [2 the deck needs work]. Lee Tan, a spokesman, said [3
that somebody had told him] [? that the ferry was late].

────────────────────────
[1]  Ada Osei — mayor, Rivertown · 3 claims
[2]  Engineers · group · 1 claim
[3]  Lee Tan — spokesman, Harbour Trust · 1 claim
[?]  no speaker found · 1 claim
""")


def test_an_article_in_colour_has_the_same_words() -> None:
    lines = list(article_view(STORED_ARTICLE, width=72, colour=True))
    assert "\x1b[36m" in lines[4]
    assert "\x1b[1;36mAda Osei\x1b[0m" in lines[4]
    assert "\x1b[3;36msaid\x1b[0m" in lines[4]
    bare = " ".join(re.sub(r"\x1b\[[0-9;]*m|[¹²³]", "", line) for line in lines[2:9])
    assert " ".join(bare.split()) == " ".join(STORED_ARTICLE.article.text.split())


@pytest.mark.parametrize("width", [40, 60, 80, 100, 133, 200])
def test_everything_fits_and_no_word_is_lost(width: int) -> None:
    long = "The ferry " + "was very " * 60 + "late: 橋は安全です " + "x" * 250
    lines = list(claims_table(claims(long), width=width))
    assert max(map(cells, lines)) <= width
    said = re.sub(r"\s", "", "".join(line[max(14, min(32, width * 3 // 10)) + 8 :] for line in lines[3:]))
    assert re.sub(r"\s", "", long) in said
    for page in (sources_table(SOURCES, width=width), article_view(STORED_ARTICLE, width=width)):
        assert max(map(cells, page)) <= width


@pytest.mark.parametrize("colour", [False, True])
def test_hostile_text_obeys_us(colour: bool) -> None:
    head = dataclasses.replace(HEAD, title=HOSTILE, ref=HOSTILE, outlet=HOSTILE, date=HOSTILE, url=HOSTILE)
    speaker = dataclasses.replace(SOURCES[0].speaker, name=HOSTILE, role=HOSTILE, affiliation=HOSTILE)
    claim = dataclasses.replace(claims(HOSTILE)[0], quote=HOSTILE, article=head, speaker=speaker)
    source = dataclasses.replace(SOURCES[0], speaker=speaker, names=(HOSTILE, "x" + HOSTILE), first_date=HOSTILE)
    article = StoredArticle(head, Article(HOSTILE, HOSTILE * 3, title=HOSTILE), STORED_ARTICLE.attributions[:1])
    lines = [
        *claims_table([claim], width=80, colour=colour),
        *sources_table([source], width=80, colour=colour),
        *speaker_heading(source, width=80, colour=colour),
        *article_view(article, width=80, colour=colour),
    ]
    for line in lines:
        bare = re.sub(r"\x1b\[[0-9;]*m", "", line) if colour else line
        assert not set(bare) & set("\n\r\x1b\x07\x9b\u202e\u2066\u2028\x00\ud800"), line


@pytest.mark.parametrize("text", ["", "\n\n", "\ufeff", "\r\n\r\n", "a", "\u202e\n\u202e"])
def test_odd_texts_are_set_too(text: str) -> None:
    article = StoredArticle(HEAD, Article("x", text), ())
    assert list(article_view(article, width=60))[-1] == "No attributions found."


def test_spans_hold_across_line_ends_and_dropped_characters() -> None:
    text = "\ufeffA\u202eda said:\r\nyes\u2066 it is\r\nso."
    words = "\u202eda said:\r\nyes"
    start = text.index(words)
    attribution = dataclasses.replace(
        STORED_ARTICLE.attributions[0],
        source=(),
        cue=(),
        content=(Span(start, start + len(words)),),
        claims=(),
    )
    lines = list(article_view(StoredArticle(HEAD, Article("x", text), (attribution,)), width=60))
    assert lines[4:7] == ["A[1 da said:]", "[1 yes] it is", "so."]
