from __future__ import annotations

import re
from dataclasses import replace

import pytest

from tests.report.samples import (
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
    ScoreChange,
    StoredArticle,
)
from tracker.report.terminal.article import article_view
from tracker.report.terminal.cells import cells
from tracker.report.terminal.tables import changes_table, claims_table, sources_table


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


def test_a_claim_says_who_tells_it() -> None:
    told = replace(claims()[0], told_by="Bo \x1b[31mTan", nested_in=7)
    page = " ".join(" ".join(claims_table([told], width=100)).split())
    assert re.search(r"“The bridge is safe” \(told by Bo \S*Tan\)", page)
    assert "\x1b" not in page
    assert "told by" not in " ".join(claims_table([replace(told, told_by="Ada Osei")], width=100))


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
