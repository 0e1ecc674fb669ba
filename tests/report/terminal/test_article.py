"""An article whole in a terminal: each passage with its speaker, in brackets or in colour."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from tests.report.samples import (
    ATTRIBUTIONS,
    CERTAINTIES,
    HEAD,
    SCORED_ARTICLE,
    STORED_ARTICLE,
)
from tracker.records import (
    Article,
    Attribution,
    Claim,
    Span,
    StoredArticle,
)
from tracker.report.terminal.article import article_view


def _page(text: str) -> list[str]:
    return text.strip("\n").split("\n")


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


def test_an_article_says_who_wrote_it_and_what_was_mended() -> None:
    article = replace(
        STORED_ARTICLE.article, author="Bo Tan", language="fr", mended=("read as windows-1252", "1 soft hyphen")
    )
    lines = list(article_view(replace(STORED_ARTICLE, article=article), width=120))
    assert lines[:2] == [
        "River Post · by Bo Tan · 2024-03-02 · news/bridge.txt · https://river.example/1 · language fr",
        "Mended: read as windows-1252, 1 soft hyphen",
    ]


def test_an_article_says_who_tells_what_somebody_said() -> None:
    told = (*ATTRIBUTIONS[:-1], replace(ATTRIBUTIONS[-1], nested_in=3))
    page = "\n".join(article_view(replace(STORED_ARTICLE, attributions=told), width=72))
    assert "[?]  no speaker found · 1 claim · told by [3]" in page
    own = (*ATTRIBUTIONS[:-1], replace(ATTRIBUTIONS[1], nested_in=0))
    assert "told by" not in "\n".join(article_view(replace(STORED_ARTICLE, attributions=own), width=72))


def test_an_article_says_how_sure_its_speakers_are() -> None:
    assert list(article_view(SCORED_ARTICLE, width=72)) == _page("""
River Post · 2024-03-02 · news/bridge.txt · https://river.example/1

Bridge stays open

RIVERTOWN - [1 "The bridge is safe,"] said Ada Osei, the mayor, [1 "and
it _will_ stay open (■■■■· probable)."] She _added_ [1 that _nobody_ had
asked for it to close (■■■■■ denied)].

Engineers said [2 the deck _needs work_ (■■··· possible, distancing)].
Lee Tan, a spokesman, said [3 that _somebody_ had told him
(■■■■· probably not)] [? that the ferry was late (■···· doubtful)].

────────────────────────
[1]  Ada Osei — mayor, Rivertown · 3 claims: 1 certain, 1 probable, 1
     denied
[2]  Engineers · group · 1 claim, possible
[3]  Lee Tan — spokesman, Harbour Trust · 1 claim, probably not
[?]  no speaker found · 1 claim, doubtful

(■■■■· probable): how sure the speaker is, as certainty-en@1.0.0 reads
it; certain where no such mark is. _Underscored_: the words that made it
so.
""")


def test_an_article_without_blocks() -> None:
    page = "\n".join(article_view(SCORED_ARTICLE, width=200, blocks=False))
    assert "[2 the deck _needs work_ (##... possible, distancing)]" in page
    assert "■" not in page


def test_evidence_is_underlined_where_there_is_colour() -> None:
    page = "\n".join(article_view(SCORED_ARTICLE, width=72, colour=True))
    assert "\x1b[4;36mnobody\x1b[0m" in page
    assert "\x1b[4;3;36madded\x1b[0m" in page
    assert "\x1b[0;2m (■■··· possible, distancing)\x1b[0m\x1b[33m²" in page
    assert "Underlined: the words that made it" in page
    assert "_" not in page


def test_only_what_is_not_simply_asserted_is_marked() -> None:
    certain = replace(CERTAINTIES[0], evidence=(Span(0, 0), Span(10, 12)))
    (first, *rest) = ATTRIBUTIONS
    told = tuple(replace(claim, certainty=certain) for claim in first.claims)
    article = StoredArticle(HEAD, STORED_ARTICLE.article, (replace(first, claims=told), *rest))
    lines = list(article_view(article, width=99))
    assert '[1 "and it will stay open."] She\nadded [1 that nobody had asked for it to close (not' in "\n".join(lines)
    assert "[1]  Ada Osei — mayor, Rivertown · 3 claims: 2 certain, 1 not scored" in lines
    assert "[2]  Engineers · group · 1 claim" in lines


@pytest.mark.parametrize(
    ("content", "claim", "shown"),
    [
        ("“prices may rise 5%.”", "prices may rise 5%.", "[? “prices may rise 5% (■■··· possible).”]"),
        ("prices may rise, or not", "prices may rise", "[? prices may rise (■■··· possible), or not]"),
        ("... (no words)", "...", "[? ... (■■··· possible) (no words)]"),
        ("a (possible) B", "a", "[? a (■■··· possible) (possible) B]"),
    ],
)
def test_a_mark_stands_at_the_end_of_the_last_word(content: str, claim: str, shown: str) -> None:
    start = content.index(claim)
    said = Claim(Span(start, start + len(claim)), claim, replace(CERTAINTIES[3], evidence=()))
    heard = Attribution((), (), (Span(0, len(content)),), "indirect", 0.9, None, (said,))
    assert shown in article_view(StoredArticle(HEAD, Article("x", content), (heard,)), width=100)


def test_an_article_in_colour_has_the_same_words() -> None:
    lines = list(article_view(STORED_ARTICLE, width=72, colour=True))
    assert "\x1b[36m" in lines[4]
    assert "\x1b[1;36mAda Osei\x1b[0m" in lines[4]
    assert "\x1b[3;36msaid\x1b[0m" in lines[4]
    bare = " ".join(re.sub(r"\x1b\[[0-9;]*m|[¹²³]", "", line) for line in lines[2:9])
    assert " ".join(bare.split()) == " ".join(STORED_ARTICLE.article.text.split())


@pytest.mark.parametrize("text", ["", "\n\n", "\ufeff", "\r\n\r\n", "a", "\u202e\n\u202e"])
def test_odd_texts_are_set_too(text: str) -> None:
    article = StoredArticle(HEAD, Article("x", text), ())
    assert list(article_view(article, width=60))[-1] == "No attributions found."


def test_spans_hold_across_line_ends_and_dropped_characters() -> None:
    text = "\ufeffA\u202eda said:\r\nyes\u2066 it is\r\nso."
    words = "\u202eda said:\r\nyes"
    start = text.index(words)
    attribution = replace(
        STORED_ARTICLE.attributions[0], source=(), cue=(), content=(Span(start, start + len(words)),), claims=()
    )
    lines = list(article_view(StoredArticle(HEAD, Article("x", text), (attribution,)), width=60))
    assert lines[4:7] == ["A[1 da said:]", "[1 yes] it is", "so."]
