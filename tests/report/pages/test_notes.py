from __future__ import annotations

from dataclasses import replace

from tests.report.pair_samples import ALL_FOUR, BOATS, ECHO, HERSELF, NO_BOAT, POST, REPRINT, UPDATE
from tracker.records import Article, ArticleHead, ArticlePage, Span, StoredArticle, StoredRelation
from tracker.report.pages.notes import (
    LEAST,
    MOST_OPEN,
    MOST_TELLINGS,
    Against,
    Note,
    Run,
    clashing_runs,
    find_against,
    in_file,
    make_notes,
)
from tracker.report.wording.harmless import LONGEST


def notes(*relations: StoredRelation, article: ArticleHead = POST, here: tuple[int, ...] = ()) -> list[Note]:
    stored = StoredArticle(article, Article(article.ref, ""), ())
    return make_notes(find_against(ArticlePage(stored, (), relations)), in_file(here))


def test_a_note_tells_the_other_claim() -> None:
    (note,) = notes(BOATS)
    assert (note.id, note.number, note.claim, note.sign, note.title) == ("note-1-12", 1, 1, "≠", "contradicted")
    assert (note.reason, note.status, note.facts) == ("differ on the number", "suggested", ("score 0.97", "pair 12"))
    assert (note.speaker, note.standing) == ("Lee Tan", "spokesman, Harbour Trust")
    assert note.words == (Run("No boat", True), Run(" has left the harbour since Friday.", False))
    assert (note.where, note.place.words) == (
        "Harbour News, 2024-03-03",
        "article 2 (news/1.txt), characters 22–63",
    )
    assert notes(BOATS, here=(2,))[0].place.claim == NO_BOAT.id
    assert notes(BOATS, here=(1,))[0].place.claim is None


def test_the_other_side_has_the_other_note() -> None:
    (note,) = notes(BOATS, article=NO_BOAT.article)
    assert (note.claim, note.speaker, note.is_quoted) == (2, "Ada Osei", True)
    assert notes(BOATS, article=ECHO) == []


def test_who_decided_and_why_is_said() -> None:
    (note,) = notes(HERSELF)
    assert note.is_confirmed
    assert note.status == "confirmed by kim, 2024-03-05"
    assert note.facts == ("same speaker", "score 0.66", "pair 14")
    assert note.sure == "possible, distancing"
    assert note.comment == "She was asked again on Monday."


def test_an_update_says_which_way() -> None:
    assert [(note.sign, note.title) for note in notes(UPDATE)] == [("→", "updated later")]
    later = replace(UPDATE, a=UPDATE.b, b=UPDATE.a)
    assert [(note.sign, note.title) for note in notes(later)] == [("←", "updates an earlier claim")]


def test_both_sides_in_one_article_are_two_notes() -> None:
    within = replace(HERSELF, b=replace(HERSELF.b, article=POST))
    assert [(note.number, note.claim) for note in notes(within)] == [(1, ALL_FOUR.id), (2, 4)]


def test_the_same_told_elsewhere_is_one_note() -> None:
    again = [
        replace(BOATS, id=20 + number, a=replace(REPRINT, id=30 + number, article=replace(ECHO, id=10 + number)))
        for number in range(MOST_TELLINGS + 3)
    ]
    (note,) = notes(BOATS, *again, article=NO_BOAT.article, here=(11,))
    assert note.place.words == "article 1 (post/1.txt), characters 38–65"
    assert len(note.also) == MOST_TELLINGS
    assert note.also[0].words.startswith("Evening Echo, 2024-03-02, article 10 (echo/1.txt), characters ")
    assert note.also[0].words.endswith(", reprint of River Post")
    assert [place.claim for place in note.also] == [None, 31, None, None]
    assert note.more == 3


def test_enormous_words_are_cut_and_said() -> None:
    runs = clashing_runs("w" * (LONGEST + 1_000), [Span(LONGEST - 5, LONGEST + 50)])
    assert runs == (Run("w" * (LONGEST - 5), False), Run("w" * 5, True), Run(" … (1,000 more characters)", False))
    assert clashing_runs("", []) == ()


def test_what_is_dropped_of_a_text_does_not_move_the_clash() -> None:
    runs = clashing_runs("a\u200bb four\u202e boats", [Span(4, 8)])
    assert runs == (Run("ab ", False), Run("four", True), Run(" boats", False))


def test_against_is_in_the_order_of_the_relations() -> None:
    page = ArticlePage(StoredArticle(POST, Article("x", ""), ()), (), (HERSELF, BOATS))
    found: list[Against] = find_against(page)
    assert [(one.relation.id, one.own.id, one.other.id) for one in found] == [(14, 1, 4), (12, 1, 2)]


def scored(*scores: float) -> list[StoredRelation]:
    """As many others who contradict the same claim."""
    return [
        replace(BOATS, id=number, score=score, b=replace(NO_BOAT, id=100 + number, text=f"Boat {number} has left."))
        for number, score in enumerate(scores, start=1)
    ]


def test_a_suggestion_that_is_likelier_wrong_is_weak() -> None:
    assert [note.is_weak for note in notes(*scored(0.9, LEAST, LEAST - 0.01))] == [False, False, True]


def test_of_a_claim_the_surest_suggestions_stand_open_in_whichever_order_they_come() -> None:
    found = notes(*scored(0.6, 0.9, 0.7, 0.8))
    assert [note.is_weak for note in found] == [True, False, False, False]
    assert [note.number for note in found] == [1, 2, 3, 4]
    assert MOST_OPEN == 3


def test_what_a_person_confirmed_is_never_weak_and_takes_no_place_of_others() -> None:
    confirmed, *others = scored(0.1, 0.9, 0.8, 0.7)
    found = notes(replace(confirmed, status="confirmed"), *others)
    assert [note.is_weak for note in found] == [False, False, False, False]
