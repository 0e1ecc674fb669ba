"""The seed article's four claims on the withdrawal, beside each other: what is a contradiction by our definitions.

Two claims contradict when they are about the same event and cannot both be true as of the time each speaks of. A hedged
claim leaves a firm one open, and a part says nothing against a whole.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tracker.contradiction import open_judge
from tracker.records import Reason, Relation, Statement

SEED = Path(__file__).parents[2] / "seeds" / "iraqi-fighters-head-home.txt"
DAY = "2014-06-18"  # the article's Wednesday

KINANI = Statement(
    "Asaib Ahl al-Haq has withdrawn from Syria and returned to Iraq as both are religious duties to defend our sacred "
    "sites.",
    "Ahmed al-Kinani",
    DAY,
    level="certain",
    polarity="positive",
)
MILITIA = Statement(
    "It was pulling some of its fighters out of Syria.",
    "Asaib Ahl al-Haq",
    DAY,
    level="certain",
    polarity="positive",
)
ABI_ALI = Statement(
    "There was no evidence yet Iraqi fighters were withdrawing from Syria en masse.",
    "Firas Abi Ali",
    DAY,
    level="doubtful",
    polarity="unknown",
)
AHMAD = Statement(
    "I don't think that will happen massively.",
    "Susan Ahmad",
    DAY,
    level="doubtful",
    polarity="negative",
)

# (a, b, relation, reason)
BESIDE_THE_DOUBTERS = [
    # One militia is a part of *Iraqi fighters*, so that its leaving is not yet a leaving *en masse*; and *no evidence
    # yet* is about what is known: it leaves the event open. Firm beside hedged, part beside whole: both can be true.
    pytest.param(KINANI, ABI_ALI, "consistent", None, id="has withdrawn / no evidence of a mass withdrawal"),
    # *I don't think* negates an opinion about what is still to come (*we expect the Iraqis to leave*), and what it
    # doubts is *massively*: that one group has gone already is neither denied nor excluded.
    pytest.param(KINANI, AHMAD, "consistent", None, id="has withdrawn / will not happen massively"),
    # *Some of its fighters* is the opposite of *en masse*: the doubt is of more than the militia says.
    pytest.param(MILITIA, ABI_ALI, "consistent", None, id="pulling some out / no evidence of a mass withdrawal"),
    # The same: *some* leaving is what *not massively* expects.
    pytest.param(MILITIA, AHMAD, "consistent", None, id="pulling some out / will not happen massively"),
]
AMONG_THEMSELVES = [
    # The best of them: a spokesman against his own group, on one day. The perfect *has withdrawn and returned* has the
    # group as a whole out, and the event over; the progressive *was pulling* has it under way, and the partitive *some
    # of its fighters* leaves the others in Syria. Both are firm, of the same group, event and day.
    pytest.param(
        KINANI,
        MILITIA,
        "contradiction",
        "degree",
        id="has withdrawn / pulling some out",
        marks=pytest.mark.xfail(strict=True, reason="nli-en@2.0.0 abstains: the group out beside some of it leaving"),
    ),
    # Two doubts of the same thing.
    pytest.param(ABI_ALI, AHMAD, "consistent", None, id="no evidence of a mass withdrawal / not massively"),
]


@pytest.mark.parametrize(("a", "b", "relation", "reason"), [*BESIDE_THE_DOUBTERS, *AMONG_THEMSELVES])
def test_what_the_pairs_of_the_seed_are(a: Statement, b: Statement, relation: Relation, reason: Reason | None) -> None:
    judge = open_judge()
    there, back = judge.compare([(a, b), (b, a)])
    assert (there.relation, there.reason) == (back.relation, back.reason) == (relation, reason)


def test_the_pairs_are_the_article_s() -> None:
    text = SEED.read_text(encoding="utf-8").lower()
    for statement in (KINANI, MILITIA, ABI_ALI, AHMAD):
        assert statement.text.lower().rstrip(".") in text
        assert str(statement.speaker).lower() in text
