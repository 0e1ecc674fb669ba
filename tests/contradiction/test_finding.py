from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from tests.contradiction.made_up import Told, weights
from tracker.contradiction import finding
from tracker.contradiction.candidates import find_candidates
from tracker.contradiction.finding import PRIOR, find_relations, worth_judging
from tracker.contradiction.judge import Judge
from tracker.contradiction.network import Pair
from tracker.records import ClaimToCompare, FoundRelation, Span, Statement

RESCUED = ("The coast guard rescued nine divers from the wreck.", "The coast guard rescued fourteen divers.")


def claim(
    number: int,
    text: str,
    *,
    article: int | None = None,
    speaker: str = "Ada Osei",
    date: str | None = "2022-04-01",
    cue: str = "said",
    origin: int | None = None,
) -> ClaimToCompare:
    """A claim of an article of its own."""
    return ClaimToCompare(
        id=number,
        article_id=number if article is None else article,
        text=text,
        cue=cue,
        speaker_id=sum(map(ord, speaker)),
        speaker=speaker,
        title="Divers rescued from the wreck off the cape",
        outlet=None,
        date=date,
        level="certain",
        polarity=None,
        origin=number if origin is None else origin,
    )


def told(opinion: str = "contradiction") -> tuple[Told, Judge]:
    network = Told(lambda *_: opinion, decoder=weights())
    return network, Judge(network)


def pairs(found: list[FoundRelation]) -> list[tuple[int, int]]:
    return [(one.a, one.b) for one in found]


OLD = claim(1, RESCUED[0])
NEW = claim(2, RESCUED[1], speaker="Bo Tan", date="2022-04-02")


@pytest.mark.parametrize("opinion", ["contradiction", "supersedes"])
def test_a_pair_is_found_with_its_words(opinion: str) -> None:
    (found,) = find_relations([NEW], [OLD], told(opinion)[1])
    assert (found.a, found.b, found.verdict.relation) == (1, 2, opinion)
    assert [span.of(OLD.text) for span in found.verdict.clash.a] == ["nine"]
    assert [span.of(NEW.text) for span in found.verdict.clash.b] == ["fourteen"]


@pytest.mark.parametrize("opinion", ["neutral", "entailment", "unrelated"])
def test_what_agrees_is_not_told(opinion: str) -> None:
    network, judge = told(opinion)
    assert find_relations([NEW], [OLD], judge) == []
    assert network.read


@pytest.mark.parametrize(
    ("new", "old", "expected"),
    [
        ("2022-04-02", "2022-04-01", (1, 2)),
        ("2022-04-01", "2022-04-02", (2, 1)),
        ("2022-04-01", "2022-04-01", (1, 2)),
        (None, None, (1, 2)),
    ],
)
def test_the_earlier_claim_comes_first(new: str | None, old: str | None, expected: tuple[int, int]) -> None:
    texts, words = {1: OLD.text, 2: NEW.text}, {1: ["nine"], 2: ["fourteen"]}
    (found,) = find_relations([replace(NEW, date=new)], [replace(OLD, date=old)], told()[1])
    assert (found.a, found.b) == expected
    assert [span.of(texts[found.a]) for span in found.verdict.clash.a] == words[found.a]
    assert [span.of(texts[found.b]) for span in found.verdict.clash.b] == words[found.b]


def test_claims_of_one_article_meet_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finding, "SHARE", 1.0)
    network, judge = told()
    new = [claim(n, text, article=7, speaker=f"Speaker {n}") for n, text in enumerate([*RESCUED, RESCUED[0][:-1]], 1)]
    found = find_relations(new, new, judge)
    assert len({frozenset(pair) for pair in pairs(found)}) == len(found) == len(network.read) > 0
    assert all(a < b for a, b in pairs(found))
    assert (1, 2) in pairs(found)


def test_a_denying_cue_is_read_as_a_denial() -> None:
    network, judge = told()
    find_relations([claim(2, RESCUED[0], speaker="Bo Tan", cue="flatly denied")], [OLD], judge)
    ((first, second),) = network.read
    assert sorted((first.denied, second.denied)) == [False, True]
    assert Statement(OLD.text, OLD.speaker, OLD.date, level="certain") in (first, second)


def test_a_copy_is_compared_with_nothing() -> None:
    network, judge = told()
    assert find_relations([claim(3, RESCUED[1], origin=2)], [OLD, NEW], judge) == []
    assert network.read == []
    copy = claim(3, RESCUED[0], origin=1)
    assert pairs(find_relations([NEW], [OLD, copy], judge)) == [(1, 2)]


def test_what_is_improbable_is_not_judged(monkeypatch: pytest.MonkeyPatch) -> None:
    network, judge = told()
    (candidate,) = find_candidates([NEW], [OLD])
    assert candidate.prior > PRIOR
    monkeypatch.setattr(finding, "PRIOR", candidate.prior + 1e-9)
    assert find_relations([NEW], [OLD], judge) == []
    assert network.read == []
    monkeypatch.setattr(finding, "PRIOR", candidate.prior)
    assert pairs(find_relations([NEW], [OLD], judge)) == [(1, 2)]


class Backwards:
    """Ranks the least probable first."""

    def screen(self, pairs: Sequence[Pair], priors: Sequence[float]) -> list[float]:
        assert len(pairs) == len(priors)
        return [-prior for prior in priors]


def test_a_share_of_the_candidates_is_judged_as_they_are_ranked(monkeypatch: pytest.MonkeyPatch) -> None:
    pool = [OLD, *(claim(n, f"The {n} divers were found by boat {n}.", speaker=f"Speaker {n}") for n in range(3, 13))]
    candidates = find_candidates([NEW], pool)
    for share, most in ((0.3, 4), (0.1, 2), (0.01, 1), (1.0, 11)):
        monkeypatch.setattr(finding, "SHARE", share)
        found = worth_judging(candidates, Backwards())
        assert 1 <= len(found) <= most
        assert [one.prior for one in found] == sorted(one.prior for one in candidates)[: len(found)]
    assert worth_judging([], Backwards()) == []


def test_a_few_for_each_claim_are_judged(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finding, "SHARE", 1.0)
    pool = [claim(n, f"The {n} divers were found by boat {n}.", speaker=f"Speaker {n}") for n in range(3, 13)]
    candidates = find_candidates([NEW], pool)
    monkeypatch.setattr(finding, "A_CLAIM", 2.0)
    assert len(worth_judging(candidates, Backwards())) == 2


def test_nothing_to_compare() -> None:
    network, judge = told()
    assert find_relations([], [OLD], judge) == find_relations([NEW], [], judge) == find_relations([], [], judge) == []
    assert network.read == []


TELLING = "The harbour said that nine people were rescued from the wreck"


def test_what_is_told_never_meets_who_tells_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finding, "SHARE", 1.0)
    monkeypatch.setattr(finding, "PRIOR", 0.0)
    outer = replace(claim(1, TELLING, article=7, speaker="Bo Tan"), span=Span(10, 80))
    inner = replace(claim(2, "Nine people were rescued from the wreck", article=7), span=Span(30, 80), nested=True)
    network, judge = told()
    assert find_relations([outer, inner], [], judge) == []
    assert network.read == []
    apart = replace(inner, span=Span(90, 140))  # elsewhere in the article, in somebody else's words, but the same ones
    assert find_relations([outer, apart], [], judge) == []
    other = replace(inner, text="Fourteen people were rescued from the wreck", span=Span(90, 140))
    assert pairs(find_relations([outer, other], [], judge)) == [(1, 2)]


def test_one_disagreement_is_told_with_the_one_who_said_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finding, "SHARE", 1.0)
    monkeypatch.setattr(finding, "PRIOR", 0.0)
    outer = replace(claim(1, TELLING, article=7, speaker="Bo Tan"), span=Span(10, 80))
    inner = replace(claim(2, "Nine people were rescued from the wreck", article=7), span=Span(30, 80), nested=True)
    _, judge = told()
    new = claim(3, RESCUED[1], speaker="Cy Dale", date="2022-04-02")
    assert pairs(find_relations([new], [outer, inner], judge)) == [(2, 3)]
    assert pairs(find_relations([new], [outer, replace(inner, span=Span(90, 140))], judge)) == [(1, 3), (2, 3)]
