from __future__ import annotations

import re
from dataclasses import replace

import pytest

from tests.report.samples import (
    ATTRIBUTIONS,
    CERTAINTIES,
    HEAD,
    HOSTILE,
    SCORED_ARTICLE,
    SOURCES,
    STORED_ARTICLE,
    claims,
    scored_claims,
)
from tracker.records import (
    Article,
    Attribution,
    Claim,
    Kind,
    ScoreChange,
    Span,
    StoredArticle,
    StoredSpeaker,
)
from tracker.report.terminal.article import article_view
from tracker.report.terminal.cells import cells
from tracker.report.terminal.tables import changes_table, claim_words, claims_table, describe, sources_table


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
    bare = replace(HEAD, id=2, title=None, outlet=None, date=None)
    two = [claims()[0], replace(claims()[1], article=bare, certainty="possible", polarity="negative")]
    assert list(claims_table(two, width=60, speakers=False)) == _page("""
Bridge stays open
River Post · 2024-03-02 · news/bridge.txt · article 1

   1  “The bridge is safe”

news/bridge.txt
article 2

   2  The bridge will stay open.
""")


def test_how_sure_at_60() -> None:
    assert list(claims_table(scored_claims(), width=60)) == _page("""
Bridge stays open
River Post · 2024-03-02 · news/bridge.txt · article 1

Ada Osei               1  ■■■■■  “The bridge is safe”
mayor, Rivertown        certain
                       2  ■■■■·  The bridge will stay open.
                       probable
                       3  ■■■■■  Nobody had asked for the
                         denied  bridge to close.

Engineers              4  ■■···  The deck needs work.
                       possible  (distancing)

Lee Tan                5  ■■■■·  Somebody had told Lee Tan a
spokesman, Harbour     probably  thing.
Trust                       not

(no speaker found)     6  ■····  The ferry was late.
                       doubtful
""")


def test_how_sure_at_100() -> None:
    assert list(claims_table(scored_claims(), width=100)) == _page("""
Bridge stays open
River Post · 2024-03-02 · news/bridge.txt · article 1

Ada Osei                           1  ■■■■■ certain   “The bridge is safe”
mayor, Rivertown                   2  ■■■■· probable  The bridge will stay open.
                                   3  ■■■■■ denied    Nobody had asked for the bridge to close.

Engineers                          4  ■■··· possible  The deck needs work. (distancing)

Lee Tan                            5  ■■■■· probably  Somebody had told Lee Tan a thing.
spokesman, Harbour Trust                    not

(no speaker found)                 6  ■···· doubtful  The ferry was late.
""")


def test_how_sure_one_speaker_is_without_blocks_and_where_one_claim_is_not_scored() -> None:
    two = [scored_claims()[0], claims()[1], scored_claims()[2]]
    assert list(claims_table(two, width=60, speakers=False, blocks=False))[3:] == _page("""
   1  ##### certain   “The bridge is safe”
   2                  The bridge will stay open.
   3  ##### denied    Nobody had asked for the bridge to
                      close.
""")


def test_how_sure_stands_after_the_words_where_no_column_has_room() -> None:
    lines = list(claims_table(scored_claims()[3:4], width=40))
    assert lines[4:] == _page("""
Engineers          4  The deck needs
                      work. (■■···
                      possible,
                      distancing)
""")


def test_what_is_not_simply_asserted_stands_out() -> None:
    lines = "\n".join(claims_table(scored_claims(), width=100, colour=True))
    assert "\x1b[2m■■■■■\x1b[0m \x1b[2mcertain " in lines
    assert "  ■■■■■ denied " in lines


def test_what_another_model_reads_otherwise() -> None:
    probable, denied, possible = CERTAINTIES[1], CERTAINTIES[2], CERTAINTIES[3]
    open_, said_no = CERTAINTIES[5], replace(CERTAINTIES[5], polarity="negative")
    changes = [
        ScoreChange(7, "The bridge may close.", "Ada Osei", probable, denied),
        ScoreChange(8, "Nobody listed this.", None, None, denied),
        ScoreChange(123456, "The deck needs so much work that nobody can say when.", None, possible, probable),
        ScoreChange(9, "It was late.", None, open_, said_no),
        ScoreChange(9, "It was late.", None, open_, replace(open_, polarity="positive")),
    ]
    assert list(changes_table(changes, width=84)) == _page("""
   7  probable → denied    0.78 → 0.96  Ada Osei: The bridge may close.
123456  possible → probable  0.45 → 0.78  The deck needs so much work that nobody
                                          can say when.
   9  doubtful → unlikely  0.12 → 0.12  It was late.
   9  doubtful, unknown → doubtful, positive  0.12 → 0.12
      It was late.
""")
    assert list(changes_table(changes[:1], width=60)) == _page("""
   7  probable → denied    0.78 → 0.96
      Ada Osei: The bridge may close.
""")
    assert "\x1b[2m   7  \x1b[0mprobable" in next(iter(changes_table(changes, width=60, colour=True)))


def test_a_name_that_says_it_all_is_not_said_twice() -> None:
    resident = StoredSpeaker(9, "one Rivertown resident", "unnamed", "resident", "Rivertown")
    assert describe(resident) == "one Rivertown resident"
    assert describe(replace(resident, role="nurse")) == "one Rivertown resident — nurse"


def test_a_body_that_the_role_names_is_not_said_twice() -> None:
    speaker = StoredSpeaker(9, "Ada Osei", "person", "army spokesman", "army")
    assert describe(speaker) == "Ada Osei — army spokesman"
    assert describe(replace(speaker, affiliation="Harbour army")).endswith(", Harbour army")


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
    assert claim_words(replace(claims()[0], text=text, quote=quote, kind=kind)) == shown


def test_sources() -> None:
    assert (
        "\n".join(sources_table(SOURCES, width=60))
        == """\
    id  claims  articles  source
     1   1,203        12  Ada Osei — mayor, Rivertown
                          person · 2024-01-03 – 2024-03-02 ·
                          also: Osei, Mayor Osei
     2       1         1  Engineers
                          group"""
    )


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


def test_a_claim_says_who_tells_it() -> None:
    told = replace(claims()[0], told_by="Bo \x1b[31mTan", nested_in=7)
    page = " ".join(" ".join(claims_table([told], width=100)).split())
    assert re.search(r"“The bridge is safe” \(told by Bo \S*Tan\)", page)
    assert "\x1b" not in page
    assert "told by" not in " ".join(claims_table([replace(told, told_by="Ada Osei")], width=100))


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


@pytest.mark.parametrize("width", [40, 60, 80, 100, 133, 200])
def test_everything_fits_and_no_word_is_lost(width: int) -> None:
    long = "The ferry " + "was very " * 60 + "late: 橋は安全です " + "x" * 250
    lines = list(claims_table(claims(long), width=width))
    assert max(map(cells, lines)) <= width
    said = re.sub(r"\s", "", "".join(line[max(14, min(32, width * 3 // 10)) + 8 :] for line in lines[3:]))
    assert re.sub(r"\s", "", long) in said
    changes = [ScoreChange(10**9, long, None, sure, CERTAINTIES[0]) for sure in CERTAINTIES]
    for page in (
        sources_table(SOURCES, width=width),
        article_view(STORED_ARTICLE, width=width),
        article_view(SCORED_ARTICLE, width=width),
        claims_table(scored_claims(long), width=width),
        claims_table(scored_claims(long), width=width, speakers=False),
        changes_table(changes, width=width),
    ):
        assert max(map(cells, page)) <= width


@pytest.mark.parametrize("colour", [False, True])
def test_hostile_text_obeys_us(colour: bool) -> None:
    head = replace(HEAD, title=HOSTILE, ref=HOSTILE, outlet=HOSTILE, date=HOSTILE, url=HOSTILE)
    speaker = replace(SOURCES[0].speaker, name=HOSTILE, role=HOSTILE, affiliation=HOSTILE)
    claim = replace(claims(HOSTILE)[0], quote=HOSTILE, article=head, speaker=speaker)
    source = replace(SOURCES[0], speaker=speaker, names=(HOSTILE, "x" + HOSTILE), first_date=HOSTILE)
    article = StoredArticle(head, Article(HOSTILE, HOSTILE * 3, title=HOSTILE), STORED_ARTICLE.attributions[:1])
    lines = [
        *claims_table([claim], width=80, colour=colour),
        *sources_table([source], width=80, colour=colour),
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
    attribution = replace(
        STORED_ARTICLE.attributions[0], source=(), cue=(), content=(Span(start, start + len(words)),), claims=()
    )
    lines = list(article_view(StoredArticle(HEAD, Article("x", text), (attribution,)), width=60))
    assert lines[4:7] == ["A[1 da said:]", "[1 yes] it is", "so."]
