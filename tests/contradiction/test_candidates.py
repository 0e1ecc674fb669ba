"""The finding of candidates, beside a plain reading of the same likenesses pair by pair."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.contradiction.candidates import CONSTANT, WEIGHTS, find_candidates, likenesses
from tracker.contradiction.wording import read_wording, stem, word_vectors
from tracker.records import ClaimToCompare

FERRY = "Ferry capsizes off Ostrand with forty aboard"
BAKERY = "Bakers of Lemmick win the bread prize"


def claim(
    number: int, text: str, *, article: int = 1, speaker: str | None = "Ada Brun", title: str = FERRY, origin: int = 0
) -> ClaimToCompare:
    """A claim to compare."""
    return ClaimToCompare(
        number, article, text, "said", None, speaker, title, "Gazette", "2024-05-01", None, None, origin or number
    )


FIRST = [
    claim(1, "the ferry Halvard left Ostrand with forty people aboard"),
    claim(2, "every passenger had been given a life jacket before the ferry left", speaker="the Halvard line"),
    claim(3, "the captain raised the alarm at ten"),
]
OTHER = [
    claim(20, "the oven had been cold since Easter", article=3, title=BAKERY, speaker="a baker"),
    claim(21, "the loaves of Lemmick are the best in the land", article=3, title=BAKERY, speaker="a judge"),
    claim(22, "nobody in the bakery had been given an apron", article=3, title=BAKERY, speaker="a baker"),
]
SECOND = [
    claim(10, "no life jacket was handed out on the ferry Halvard", article=2, speaker="a survivor"),
    claim(11, "sixty people boarded the Halvard at Ostrand", article=2, speaker="the port"),
    claim(12, "no warning of any kind was given by the captain", article=2, speaker="a survivor"),
]


def test_the_partner_of_the_same_event_comes_first() -> None:
    found = find_candidates(SECOND, [*FIRST, *OTHER])
    best = {c.a.id: c.b.id for c in reversed(found)}
    assert best[10] == 2
    assert best[11] == 1
    assert best[12] == 3  # a warning and an alarm share no word but a meaning


def test_another_event_is_improbable_whatever_its_words() -> None:
    priors = {(c.a.id, c.b.id): c.prior for c in find_candidates(SECOND, [*FIRST, *OTHER])}
    assert priors[10, 2] > 0.1
    assert max(priors[10, number] for number in (20, 21, 22)) < 0.05


def test_two_articles_of_one_claim_each() -> None:
    (found,) = find_candidates(
        [claim(2, "forty-one people died in Ostrand", article=2)], [claim(1, "ten people died in Ostrand")]
    )
    assert (found.a.id, found.b.id) == (2, 1)
    assert found.prior > 0.1


def test_an_article_is_compared_with_itself_once() -> None:
    assert {(c.a.id, c.b.id) for c in find_candidates(FIRST, [])} == {(2, 1), (3, 1), (3, 2)}
    assert {(c.a.id, c.b.id) for c in find_candidates(FIRST, FIRST)} == {(2, 1), (3, 1), (3, 2)}


def test_a_reprint_is_no_candidate_and_has_none() -> None:
    copy = replace(FIRST[1], id=30, article_id=4, origin=2)
    assert find_candidates([copy], [*FIRST, *OTHER]) == []
    assert [c.b.id for c in find_candidates(SECOND[:1], [copy, *FIRST])].count(30) == 0


def test_the_same_words_of_the_same_speaker_are_no_pair() -> None:
    again = replace(FIRST[1], id=30, article_id=4, origin=30)
    assert [c.b.id for c in find_candidates([again], FIRST[1:2])] == []
    denied = replace(again, speaker="the coast guard")
    assert [c.b.id for c in find_candidates([denied], FIRST[1:2])] == [2]


def test_the_same_said_twice_is_one_candidate() -> None:
    twice = [FIRST[1], replace(FIRST[1], id=30, article_id=4, origin=30)]
    assert [c.b.id for c in find_candidates(SECOND[:1], twice)] == [2]


def test_at_most_so_many_a_claim() -> None:
    found = find_candidates(SECOND, [*FIRST, *OTHER], most=2)
    assert [c.a.id for c in found] == [10, 10, 11, 11, 12, 12]
    assert all(x.score >= y.score for x, y in zip(found[::2], found[1::2], strict=True))


def test_nothing_comes_of_nothing() -> None:
    assert find_candidates([], FIRST) == []
    assert find_candidates(FIRST[:1], []) == []


def test_the_speaker_of_the_other_side_is_noticed() -> None:
    a = [claim(1, "the order was signed by Brun alone", speaker="Otto Falk")]
    b = [claim(2, "I signed nothing", speaker="Ada Brun"), claim(3, "I signed nothing", speaker="Mia Lund")]
    assert likenesses(a, b)["speaker named"].tolist() == [[1, 0]]


@pytest.mark.parametrize(
    ("one", "other"), [("closing", "closed"), ("ferries", "ferry"), ("withdrawal", "withdraw"), ("sirens", "siren")]
)
def test_forms_of_a_word_meet(one: str, other: str) -> None:
    assert stem(one) == stem(other)


def test_words_of_like_meaning_are_near() -> None:
    siren, alarm, bread, unknown = word_vectors(["siren", "alarm", "bread", "qzxv"])
    assert siren @ alarm > 0.4 > siren @ bread
    assert not unknown.any()


def test_what_a_wording_tells() -> None:
    wording = read_wording("On Monday Brun's men didn't find eleven tanks, and I was not there")
    assert "tank" in wording.counted
    assert stem("brun") in wording.names
    assert wording.negated
    assert wording.timed
    assert wording.first_person


_TEXTS = st.lists(
    st.one_of(st.text(max_size=40), st.sampled_from([c.text for c in (*FIRST, *SECOND, *OTHER)])), max_size=6
)


@given(_TEXTS, _TEXTS)
@settings(deadline=None, max_examples=60)
def test_all_at_once_is_each_pair_alone(new: list[str], old: list[str]) -> None:
    """The oracle: every pair of the two lists, weighed one by one from the same likenesses, and sorted plainly."""
    claims = [claim(100 + i, text, article=2, speaker=f"new {i}") for i, text in enumerate(new)]
    pool = [claim(1 + i, text, article=1, speaker=f"old {i}") for i, text in enumerate(old)]
    found = find_candidates(claims, pool, most=4)
    if not claims:
        assert found == []
        return
    measured = likenesses(claims, [*pool, *claims])
    wanted = []
    for i, a in enumerate(claims):
        scored = []
        for j, b in enumerate((*pool, *claims[:i])):
            logit = CONSTANT - 6 * (1 - float(measured["event"][i, j]))
            logit += sum(weight * float(measured[name][i, j]) for name, weight in WEIGHTS.items())
            scored.append((logit, b.id))
        wanted.append((a.id, sorted(scored, reverse=True)[:4]))
    for number, pairs in wanted:
        got = [candidate.score for candidate in found if candidate.a.id == number]
        assert got == pytest.approx([score for score, _ in pairs], abs=1e-3)
    assert all(0 <= c.prior <= 1 and math.isfinite(c.score) for c in found)
    assert len({frozenset((c.a.id, c.b.id)) for c in found}) == len(found)


def test_what_is_told_by_somebody_else_takes_no_place() -> None:
    told = [replace(claim(30 + n, FIRST[n].text, speaker="the harbour"), nested=True) for n in range(3)]
    before = [(c.a.id, c.b.id) for c in find_candidates(SECOND, FIRST, 2)]
    found = [(c.a.id, c.b.id) for c in find_candidates(SECOND, [*told, *FIRST], 2)]
    assert set(before) <= set(found)
    assert any(b >= 30 for _, b in found)
    assert len(found) <= 2 * 2 * len(SECOND)
