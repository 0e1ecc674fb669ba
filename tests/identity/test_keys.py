"""Names that may be one speaker's share a key, and strangers seldom do."""

from __future__ import annotations

import random
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.identity import block_keys, sought_keys
from tracker.identity.given import COMMON, GIVEN
from tracker.records import SPEAKER_KINDS, SpeakerKind


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Tareq al-Burnani", "Tarek Al Burneny"),
        ("Moammar Ghadban", "Muammar Qadhban"),
        ("Sergey Burnanov", "Sergei Burnanoff"),
        ("Zoran Burnjaković", "Zoran Burnjakovic"),
        ("Jürgen Mößler", "Juergen Moessler"),
        ("Bill Arwell", "William Arwell"),
        ("Al Arwell", "Albert Arwell"),
        ("Kate Arwell", "Katharine Arwell"),
        ("J. Arwell", "James Arwell"),
        ("J.R. Arwell", "James Robert Arwell"),
        ("Ann Ruth Arwell", "Ann Arwell"),
        ("Ann Ruth Arwell", "Ruth Arwell"),
        ("Rosa Arwella Benavil", "Rosa Arwella"),
        ("Ann Arwell-Nash", "Ann Arwell"),
        ("Tae-seok Hwang", "Hwang Taeseok"),
        ("Hwang Tae Seok", "Hwang Tae-seok"),
        ("Zhengming Ouyang", "Ouyang Zhengming"),
        ("Choe Sung-hwan", "Choi Sung-hwan"),
        ("Abdel-Rahman Burnani", "Abdul Rahman Burnani"),
        ("Abu Qutayba al-Burnani", "Abu Qutaiba"),
        ("Charles de Brissard", "Charles DeBrissard"),
        ("U Htay Lwin", "Htay Lwin"),
        ("James “Bud” Arwell", "Bud Arwell"),
        ("Tserenkhand", "Tserenkhand"),
    ],
)
def test_forms_of_one_person_meet(one: str, other: str) -> None:
    assert set(block_keys(one, "person")) & set(block_keys(other, "person"))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The Arwell Trust", "Arwell Trust"),
        ("Arwell Mining Inc", "Arwell Mining"),
        ("Ministry of Defence", "Defense Ministry"),
        ("Syrian Foreign Ministry", "Foreign Ministry"),
        ("Guild of Tin Workers", "GTW"),
        ("Hizbaran Movement", "Hezbaran Movement"),
        ("Arwell", "Arwell Group"),
    ],
)
def test_forms_of_one_body_meet(one: str, other: str) -> None:
    assert set(block_keys(one, "organization")) & set(block_keys(other, "organization"))


def test_what_tells_nobody_has_no_key() -> None:
    assert block_keys("residents", "group") == block_keys("an official", "unnamed") == ()
    assert block_keys("Smith", "person") == block_keys("Maria", "person") == ()
    assert block_keys("", "person") == block_keys(" - ", "organization") == ()


@settings(max_examples=200)
@given(st.text(max_size=60), st.sampled_from(SPEAKER_KINDS))
def test_any_text_has_few_keys_that_are_its_own(name: str, kind: SpeakerKind) -> None:
    keys = block_keys(name, kind)
    assert len(set(keys)) == len(keys) <= 12
    assert all(len(key) < 400 for key in keys)


def test_a_hostile_name_has_short_keys() -> None:
    for name in ("a" * 5_000_000, "Ab " * 500_000, "-" * 500_000):
        assert sum(map(len, block_keys(name, "person"))) < 4_000
        assert sum(map(len, block_keys(name, "organization"))) < 4_000


def test_a_key_is_selective() -> None:
    """Of 20,000 invented people with well-known given names and surnames of three syllables or among the commonest, a
    key brings a handful."""
    dice = random.Random(7)
    syllables = [
        c + v
        for c in ["b", "d", "f", "g", "k", "l", "m", "n", "p", "r", "s", "t", "v", "z", "br", "gr", "st", "kh", "sh"]
        for v in "aeiou"
    ]
    first, common = sorted(GIVEN), sorted(COMMON)
    surnames = [
        dice.choice(common) if dice.random() < 0.2 else "".join(dice.choices(syllables, k=3)) for _ in range(20_000)
    ]
    names = [f"{dice.choice(first)} {surname}" for surname in surnames]
    sizes = Counter(key for name in set(names) for key in block_keys(name, "person"))
    met = sorted(sum(sizes[key] for key in sought_keys(name, "person")) for name in names)
    assert met[len(met) // 2] <= 10
    assert met[int(0.99 * len(met))] <= 60
