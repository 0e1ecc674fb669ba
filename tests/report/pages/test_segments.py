from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.report.samples import SCORED_ARTICLE, span
from tests.store.sample import person, sure
from tracker.records import Article, ArticleHead, ArticlePage, Attribution, Claim, Span, StoredArticle
from tracker.report.pages.article import ArticleBody, article_body
from tracker.report.pages.segments import MOST_COVERING, Segment
from tracker.report.wording.harmless import aligned, harmless
from tracker.segment import find_paragraphs

_CHARACTERS = st.sampled_from([*'ab .,"<&\n', "\r\n", "\ufeff", "\u202e", "\x00", "\u2028", "é", "🙂", "\t", "\xa0"])


@st.composite
def pages(draw: st.DrawFn) -> ArticlePage:
    """Any text, and spans over it that nest, overlap and are empty."""
    text = "".join(draw(st.lists(_CHARACTERS, max_size=60)))
    edges = st.integers(0, len(text))
    spans = st.tuples(edges, edges).map(lambda pair: Span(*sorted(pair)))
    some = st.lists(spans, max_size=2).map(tuple)
    found = []
    for name in draw(st.lists(st.sampled_from(["Ada", "Ben", None]), max_size=5)):
        scored = draw(st.booleans())
        claims = tuple(
            Claim(where, "x", sure("possible", evidence=draw(some)) if scored else None)
            for where in draw(st.lists(spans, max_size=3))
        )
        roles = draw(some), draw(some), draw(some)
        speaker = person(name) if name else None
        found.append(Attribution(*roles, "direct", 0.9, speaker, claims))
    ids, at = [], 1
    for heard in found:
        ids.append(tuple(range(at, at + len(heard.claims))))
        at += len(heard.claims)
    head = ArticleHead(1, "a.txt", draw(st.sampled_from([None, "a", "ab"])), None, None, None)
    return ArticlePage(StoredArticle(head, Article("a.txt", text), tuple(found)), tuple(ids))


def pieces(body: ArticleBody) -> list[tuple[Segment, ...]]:
    return [part.segments for part in ([body.heading] if body.heading else []) + list(body.paragraphs)]


@given(pages())
def test_nothing_is_lost(page: ArticlePage) -> None:
    text = aligned(page.stored.article.text)
    expected = [harmless(part.of(text)).replace("\n", " ") for part in find_paragraphs(text.replace("\ufeff", " "))]
    body = article_body(page)
    shown = ["".join(piece.text for piece in part) for part in pieces(body)]
    assert shown == [part for part in expected if part.strip()]
    assert "".join("".join(shown).split()) == "".join(harmless(page.stored.article.text).split())


@given(pages())
def test_every_claim_begins_once_and_covers_its_words(page: ArticlePage) -> None:
    text = aligned(page.stored.article.text)
    body = article_body(page)
    begun = [claim for part in pieces(body) for piece in part for claim in piece.begins]
    assert sorted([*begun, *body.loose]) == sorted(body.claims)
    numbered = zip(page.claim_ids, page.stored.attributions, strict=True)
    for number, claim in (pair for ids, heard in numbered for pair in zip(ids, heard.claims, strict=True)):
        covered = "".join(piece.text for part in pieces(body) for piece in part if number in piece.claims)
        assert "".join(covered.split()) == "".join(harmless(claim.span.of(text)).split())


@given(pages(), st.integers(0, 80), st.sets(st.integers(1, 6)))
def test_every_claim_has_its_anchor_in_an_excerpt_too(page: ArticlePage, around: int, cited: set[int]) -> None:
    body = article_body(page, cited=cited, around=around)
    begun = [claim for part in pieces(body) for piece in part for claim in piece.begins]
    assert sorted([*begun, *body.loose]) == sorted(body.claims)


def said(words: str) -> list[Segment]:
    """The pieces that have a part of these words."""
    at = span(words)
    body = article_body(ArticlePage(SCORED_ARTICLE, ((1, 2), (3,), (4,), (5,), (6,))))
    found, start = [], 0
    assert body.heading
    text = SCORED_ARTICLE.article.text
    for part in pieces(body):
        start = text.index("".join(piece.text for piece in part), start)
        for piece in part:
            if Span(start, start + len(piece.text)).overlaps(at):
                found.append(piece)
            start += len(piece.text)
    return found


def test_a_passage_within_a_passage_is_its_own_speakers() -> None:
    inner = said("that the ferry was late")
    assert [(piece.text, piece.voice, piece.claims) for piece in inner] == [
        ("that ", 0, (5,)),
        ("the ferry was late", 0, (5, 6)),
    ]
    assert (inner[-1].chip and inner[-1].chip.label) == "?"
    outer = said("that somebody had told him ")
    assert [(piece.text, piece.voice, piece.role, piece.is_evidence) for piece in outer] == [
        ("that ", 3, None, False),
        ("somebody", 3, "source", True),
        (" had ", 3, None, False),
        ("told", 3, "cue", False),
        (" him", 3, None, False),
        (" ", 3, None, False),
    ]
    assert [piece.chip.label for piece in outer if piece.chip] == ["3"]
    assert [sure.words for piece in outer for sure in piece.sure] == ["probably not"]


def test_classes_say_all_that_covers_a_piece() -> None:
    piece = Segment("x", voice=3, role="cue", is_evidence=True, is_clash=True, is_cited=True, claims=(4, 12))
    assert (piece.tag, piece.classes) == ("i", "said v3 cue evidence clash cited c4 c12")
    assert (Segment("x").tag, Segment("x").classes) == ("span", "")
    assert (Segment("x", role="source").tag, Segment("x", role="source").classes) == ("b", "source")


def test_of_very_many_claims_on_one_word_the_shortest_are_named() -> None:
    text = "word " * 40
    claims = tuple(Claim(Span(0, 5 * number), "x") for number in range(40, 0, -1))
    heard = Attribution((), (), (Span(0, 200),), "direct", 0.9, None, claims)
    page = ArticlePage(StoredArticle(ArticleHead(1, "a", None, None, None, None), Article("a", text), (heard,)), ())
    (part,) = pieces(article_body(ArticlePage(page.stored, (tuple(range(40, 0, -1)),))))
    assert part[0].claims == tuple(range(1, MOST_COVERING + 1))
