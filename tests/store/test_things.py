"""When two claims say the same thing, whatever their certainty. Precision first: every pair that is none is tried."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.store.sample import person, said, sure
from tracker.period import PeriodQuery
from tracker.records import Level
from tracker.store import Store
from tracker.store.things import read_thing, same_time


def same(one: str, other: str) -> bool:
    a, b = read_thing(one), read_thing(other)
    return a.key == b.key and same_time(a.times, b.times)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The kiln will crack.", "The kiln may crack."),
        ("It is likely that hearings resume in May.", "Hearings will resume in May."),
        ("In May the hearings will resume.", "The hearings could resume in May."),
        ("I think the kiln is cold.", "The kiln is probably cold."),
        ("It’s possible that the kiln’s door is open.", "The kiln's door is open."),
        ("The guard fell asleep.", "The guard may have fallen asleep."),
        ("The kiln was lit by the guard.", "The kiln is thought to have been lit by the guard."),
        ("The guild will hire 1,300 smiths.", "The guild might hire thirteen hundred smiths."),
        ("Rents will rise by 3%.", "Rents could rise by three per cent."),
        ("The guild will not pay.", "The guild won't pay, I believe."),
        ("After the flood, the mill will shut.", "The mill may shut after the flood."),
        ("Smiths at the forge will leave on Monday.", "On Monday smiths at the forge are likely to leave."),
        ("I will resign in May.", "I may resign in May."),
        ("THE KILN WILL CRACK!", "the kiln will crack"),
    ],
)
def test_the_same_thing_at_another_certainty(one: str, other: str) -> None:
    assert same(one, other)
    assert same(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The kiln will crack.", "The kiln cracked."),
        ("The kiln will crack.", "The kiln will not crack."),
        ("The kiln is shut.", "The kiln will be shut."),
        ("The kiln was lit.", "The kiln may light."),  # passive
        ("The guild will pay.", "The guild should pay."),
        ("The guild must pay.", "The guild will pay."),
        ("The guild can pay.", "The guild will pay."),
        ("The guild would have paid.", "The guild paid."),
        ("Ostria may sue Velland.", "Velland will sue Ostria."),
        ("The duke of Ostria will meet the earl.", "The earl of Ostria may meet the duke."),
        ("The letter from the bank to the mine is lost.", "The letter from the mine to the bank may be lost."),
        ("It is unlikely that the guild pays.", "The guild pays."),
        ("I don't think the guild will pay.", "The guild will pay."),
        ("Rents will rise by 3 percent.", "Rents may rise by 4 percent."),
        ("Rents will rise by 3 percent.", "Rents may rise to 3 percent."),
        ("Twenty-one smiths will go.", "Twenty-two smiths may go."),
        ("No one will pay.", "One may pay."),
        ("It will rain.", "It may snow."),
        ("He will win.", "He may win."),  # of whom is that?
        ("It is possible.", "It is likely."),
        ("Will Arden pays.", "Arden may pay."),
        ("Will the guild pay?", "The guild will pay."),
        ("It is possible to cross the ford.", "It is likely that they cross the ford."),
    ],
)
def test_what_is_not_the_same_thing(one: str, other: str) -> None:
    assert not same(one, other)
    assert not same(other, one)


@pytest.mark.parametrize("words", ["It may.", "He will win.", "Yes", "漢字。", "…", "", "w" * 5000, "a " * 3000])
def test_the_very_same_words_are_the_same_thing_however_little_they_say(words: str) -> None:
    assert same(words, words)
    assert same(words, words.upper().lower())


@given(st.text(max_size=80))
def test_any_text_has_a_key_that_sqlite_can_hold(text: str) -> None:
    thing = read_thing(text)
    assert -(2**63) <= thing.key < 2**63
    assert set(thing.times) <= set("pnfo")
    assert same_time(thing.times, thing.times)
    assert read_thing.__wrapped__(text) == thing


@pytest.mark.parametrize(("one", "other"), [("n", "f"), ("p", "o"), ("p", "f"), ("po", "o"), ("", "n")])
def test_times_that_cannot_be_the_same(one: str, other: str) -> None:
    assert not same_time(one, other)
    assert not same_time(other, one)


def test_the_last_telling_of_the_same_time_is_what_was_said_before() -> None:
    told: tuple[tuple[str, str, Level], ...] = (
        ("2014-06-01", "the kiln will crack", "certain"),
        ("2014-06-02", "the kiln cracks", "probable"),
        ("2014-06-03", "the kiln may crack", "possible"),  # of both: the later is 2
        ("2014-06-04", "the kiln cracked", "certain"),  # of none
        ("2014-06-05", "it is likely that the kiln will crack", "probable"),  # 3
    )
    with Store.open(":memory:") as store:
        for number, (date, words, level) in enumerate(told, start=1):
            store.add_article(said(person("Ada Lovelace"), words, ref=f"{number}", date=date, certainty=sure(level)))
        store.add_article(said(person("Ben Okri"), told[0][1], ref="b", date="2014-06-06", certainty=sure("doubtful")))
        found = store.period(PeriodQuery()).restated.items
        assert [(one.before.id, one.after.id) for one in found] == [(3, 5), (2, 3)]
        rows = store.as_sqlite_utils().execute("SELECT claim_id FROM things ORDER BY 1").fetchall()
        assert rows == [(number,) for number in range(1, 7)]
