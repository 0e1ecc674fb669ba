"""Attributions inside attributions: stored, read back, listed with who tells them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from tests.store.sample import MODEL, person, said, span, spans
from tracker.records import Article, Attribution, Claim, Extraction, Speaker
from tracker.store import ClaimQuery, Store

TEXT = "It rained. Lee said that Orme had denied that the dam leaked. Somebody said that Pell was told that it fell."


def attribution(
    speaker: Speaker | None, source: str, cue: str, content: str, claims: tuple[str, ...], within: int | None = None
) -> Attribution:
    return Attribution(
        source=spans(TEXT, source),
        cue=spans(TEXT, cue),
        content=spans(TEXT, content),
        kind="indirect",
        confidence=0.9,
        speaker=speaker,
        claims=tuple(Claim(span(TEXT, words), words) for words in claims),
        nested_in=within,
    )


DENIED = "Orme had denied that the dam leaked"
WHOLE = (
    attribution(person("Ann Lee"), "Lee", "said", DENIED, (DENIED,)),
    attribution(person("Bo Orme"), "Orme", "had denied", "the dam leaked", ("the dam leaked",), 0),
    attribution(None, "Somebody", "Somebody said", "Pell was told that it fell", ("Pell was",)),
    attribution(None, "Pell", "was told", "it fell", ("it fell",), 2),
)


@pytest.fixture
def store() -> Iterator[Store]:
    with Store.open(":memory:") as store:
        store.add_article(said(person("Ada Osei"), ref="first.txt"))  # so that ids are no positions
        store.add_article(Extraction(Article("dam.txt", TEXT), WHOLE, MODEL))
        yield store


def test_they_come_back_as_they_were_given(store: Store) -> None:
    assert store.article("dam.txt").attributions == WHOLE


def test_a_claim_knows_in_whose_words_it_stands(store: Store) -> None:
    told = {claim.text: (claim.id, claim.nested_in, claim.told_by) for claim in store.claims(ClaimQuery())}
    outer = told[DENIED][0]
    assert told[DENIED][1:] == (None, None)
    assert told["the dam leaked"][1:] == (outer, "Ann Lee")
    assert told["it fell"][1:] == (None, "?"), "nobody is named, and the claim of the outer one does not hold it"


def test_the_view_says_who_tells_it(store: Store) -> None:
    rows = store.as_sqlite_utils().query('SELECT "Claim", "Told by" FROM who_said_what')
    assert {row["Claim"]: row["Told by"] for row in rows if row["Told by"]} == {
        "the dam leaked": "Ann Lee",
        "it fell": "?",
    }


def test_the_same_text_with_other_attributions_keeps_its_own(store: Store) -> None:
    other = replace(WHOLE[1], nested_in=None)
    store.add_article(Extraction(Article("again.txt", TEXT), (other,), MODEL))
    assert store.article("again.txt").attributions == (other,)


def test_claims_to_compare_say_what_is_told(store: Store) -> None:
    found = {claim.text: (claim.nested, claim.span.of(TEXT)) for claim in store.claims_to_compare(2)}
    assert found[DENIED] == (False, DENIED)
    assert found["the dam leaked"] == (True, "the dam leaked")
