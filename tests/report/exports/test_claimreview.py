from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.report.pair_samples import ALL_FOUR, BOATS, HERSELF, NO_BOAT, OSEI, REPRINT
from tests.report.samples import HOSTILE
from tracker.records import Dispute, SpeakerKind, StoredClaim, StoredRelation
from tracker.report.exports.claimreview import claimreview_lines

# The types of the vocabulary with those above them, and their properties with what has them and what they may hold.
VOCABULARY = json.loads((Path(__file__).parent / "schemaorg.json").read_text(encoding="utf-8"))
# What schema.org calls data types: what a string may stand for.
WRITTEN = {"Text", "URL", "Date", "DateTime"}
CONFIRMED = replace(BOATS, status="confirmed", note="Checked.", reviewer="kim", reviewed_at="2024-03-05T10:00:00Z")
DISMISSED = replace(HERSELF, status="dismissed", note=None, reviewer=None)


def graph(*pairs: StoredRelation) -> list[dict[str, Any]]:
    """The nodes made of disputes with these heads."""
    return graph_of(*(Dispute(pair, (), 1, 1) for pair in pairs))


def graph_of(*disputes: Dispute) -> list[dict[str, Any]]:
    """The nodes made of disputes."""
    document = json.loads("\n".join(claimreview_lines(disputes)))
    assert list(document) == ["@context", "@graph"]
    assert document["@context"] == "https://schema.org"
    nodes = document["@graph"]
    assert isinstance(nodes, list)
    return nodes


def of_type(nodes: list[dict[str, Any]], kind: str) -> list[dict[str, Any]]:
    """The nodes of a type."""
    return [node for node in nodes if node["@type"] == kind]


def ancestors(kind: str) -> set[str]:
    """A type and all above it."""
    return {kind}.union(*(ancestors(above) for above in VOCABULARY["types"][kind]))


def check(node: dict[str, Any], types: dict[str, str]) -> None:
    """Every property is one that the node's type has, and holds what it may hold."""
    for name, value in node.items():
        if name in ("@type", "@id"):
            continue
        term = VOCABULARY["properties"][name]
        assert set(term["domain"]) & ancestors(node["@type"]), f"{node['@type']} has no {name}"
        if isinstance(value, list):
            assert len(value) > 1
            for one in value:
                check({"@type": node["@type"], name: one}, types)
        elif isinstance(value, dict):
            kind = value.get("@type") or types[value["@id"]]
            assert set(term["range"]) & ancestors(kind), f"{name} is no {kind}"
            check(value, types)
        else:
            assert isinstance(value, str)
            assert set(term["range"]) & WRITTEN, f"{name} is no text"


def told_again() -> tuple[StoredRelation, ...]:
    """What else tells the dispute of `CONFIRMED`: a later article the other way round, an earlier one, one decided on
    otherwise."""

    def at(claim: StoredClaim, ref: str, date: str | None, text: str) -> StoredClaim:
        head = replace(claim.article, id=len(ref) + 50, ref=ref, date=date, outlet=ref, url=None)
        return replace(claim, id=len(ref) + 50, text=text, article=head)

    left = at(ALL_FOUR, "late", "2024-03-09", "At dawn all four boats left")
    none = at(NO_BOAT, "early", "2024-01-01", "No boat has left the harbour since last Friday.")
    other = at(NO_BOAT, "dismissed", "2023-01-01", "No boat has left the harbour since Friday.")
    return (
        replace(CONFIRMED, id=51, a=NO_BOAT, b=left),
        replace(CONFIRMED, id=52, b=none),
        replace(CONFIRMED, id=53, b=other, status="dismissed"),
    )


def everything() -> list[dict[str, Any]]:
    """Decided pairs with every kind of speaker, a reprint, an address and hostile words."""
    kinds: tuple[SpeakerKind, ...] = ("person", "group", "organization", "document", "unnamed")
    pairs = [
        replace(CONFIRMED, a=replace(ALL_FOUR, id=20 + n, text=f"Boat {n} left.", speaker=replace(OSEI, kind=kind)))
        for n, kind in enumerate(kinds)
    ]
    article = replace(ALL_FOUR.article, ref="h", url="https://x.example/a?b=1", title=HOSTILE, outlet=HOSTILE)
    hostile = replace(ALL_FOUR, text=HOSTILE, article=article, speaker=replace(OSEI, name=HOSTILE))
    return graph(*pairs, DISMISSED, replace(CONFIRMED, a=REPRINT), replace(CONFIRMED, a=hostile, note=HOSTILE))


def test_only_terms_of_the_vocabulary_and_where_they_belong() -> None:
    nodes = everything()
    types = {node["@id"]: node["@type"] for node in nodes}
    assert len(types) == len(nodes), "an @id is told twice"
    for node in nodes:
        check(node, types)
    assert set(types.values()) == {"NewsArticle", "Claim", "ClaimReview"}


def test_the_other_tellings_of_a_claim_are_its_appearances() -> None:
    nodes = graph_of(Dispute(CONFIRMED, told_again(), 4, 4))
    types = {node["@id"]: node["@type"] for node in nodes}
    for node in nodes:
        check(node, types)
    refs = {node["@id"]: node["identifier"] for node in of_type(nodes, "NewsArticle")}
    boats, none = of_type(nodes, "Claim")
    own = [claim.article.ref for claim in (ALL_FOUR, NO_BOAT)]
    assert [refs[one["@id"]] for one in boats["appearance"]] == [own[0], "late"]
    assert [refs[one["@id"]] for one in none["appearance"]] == [own[1], "early"]
    assert refs[boats["firstAppearance"]["@id"]] == own[0]
    assert refs[none["firstAppearance"]["@id"]] == "early"
    assert sorted(refs.values()) == sorted([*own, "late", "early"])
    # Names of what was there before hang on nothing of it.
    assert {node["@id"] for node in graph(CONFIRMED)} <= set(types)


def test_where_it_was_told_first_is_not_guessed() -> None:
    early = replace(NO_BOAT.article, id=70, ref="e", date=None, url=None)
    again = replace(CONFIRMED, id=52, b=replace(NO_BOAT, id=71, article=early))
    for date in (None, NO_BOAT.article.date):  # without a date; of the same day
        again = replace(again, b=replace(again.b, article=replace(early, date=date)))
        none = of_type(graph_of(Dispute(CONFIRMED, (again,), 2, 2)), "Claim")[1]
        assert len(none["appearance"]) == 2
        assert "firstAppearance" not in none


def test_a_claim_of_two_disputes_has_the_appearances_of_both() -> None:
    stayed = replace(NO_BOAT, id=80, text="The boats stayed.", article=replace(NO_BOAT.article, ref="s"))
    other = replace(CONFIRMED, id=9, b=stayed)
    late, early, _ = told_again()
    nodes = graph_of(Dispute(CONFIRMED, (early,), 1, 1), Dispute(other, (replace(late, a=other.b),), 1, 1))
    assert len({node["@id"] for node in nodes}) == len(nodes)
    refs = {node["@id"]: node["identifier"] for node in of_type(nodes, "NewsArticle")}
    boats = of_type(nodes, "Claim")[0]
    assert [refs[one["@id"]] for one in boats["appearance"]] == [ALL_FOUR.article.ref, "late"]


def test_the_check_finds_what_does_not_belong() -> None:
    for wrong in ({"claimReviewed": "x"}, {"appearance": "x"}, {"author": {"@type": "Claim"}}):
        with pytest.raises(AssertionError):
            check({"@type": "Claim", "@id": "x", **wrong}, {})
    with pytest.raises(KeyError):
        check({"@type": "Claim", "@id": "x", "truth": "x"}, {})


def test_each_claim_of_a_contradiction_has_a_review_based_on_the_other() -> None:
    nodes = graph(CONFIRMED)
    assert [node["@type"] for node in nodes] == ["NewsArticle"] * 2 + ["Claim"] * 2 + ["ClaimReview"] * 2
    boats, none = of_type(nodes, "Claim")
    first, second = of_type(nodes, "ClaimReview")
    assert first == {
        "@type": "ClaimReview",
        "@id": first["@id"],
        "itemReviewed": {"@id": boats["@id"]},
        "claimReviewed": "All four boats left at dawn",
        "reviewAspect": "contradiction",
        "reviewRating": {
            "@type": "Rating",
            "alternateName": "Contradicted",
            "ratingExplanation": "Cannot be true together with: “No boat has left the harbour since Friday.” "
            "(Lee Tan, Harbour News, 2024-03-03)",
        },
        "isBasedOn": {"@id": none["@id"]},
        "reviewBody": "Checked.",
        "author": {"@type": "Person", "name": "kim"},
        "datePublished": "2024-03-05T10:00:00Z",
    }
    assert (second["itemReviewed"], second["isBasedOn"]) == (first["isBasedOn"], first["itemReviewed"])
    assert boats["author"] == {
        "@type": "Person",
        "name": "Ada Osei",
        "jobTitle": "harbour master",
        "affiliation": {"@type": "Organization", "name": "Rivertown"},
    }


def test_nobody_is_said_to_be_right() -> None:
    assert not {"ratingValue", "bestRating", "worstRating"} & set(
        json.dumps(everything()).replace('"', " ").replace(":", " ").split()
    )


def test_what_was_dismissed_says_so_and_what_was_not_decided_is_left_out() -> None:
    reviews = of_type(graph(DISMISSED, BOATS), "ClaimReview")
    assert len(reviews) == 2
    assert {review["reviewRating"]["alternateName"] for review in reviews} == {"Not contradicted"}
    assert not [review for review in reviews if "author" in review or "reviewBody" in review]
    assert graph(BOATS) == graph() == []


def test_what_a_speaker_denies_is_not_put_in_their_mouth() -> None:
    denied = replace(NO_BOAT, text="A boat had left.", certainty="certain", polarity="negative")
    nodes = graph(replace(CONFIRMED, b=denied))
    assert of_type(nodes, "Claim")[1]["text"] == "A boat had left. (denied)"
    first, second = of_type(nodes, "ClaimReview")
    assert "“A boat had left. (denied)”" in first["reviewRating"]["ratingExplanation"]
    assert second["claimReviewed"] == "A boat had left. (denied)"


def test_names_do_not_hang_on_numbers_models_or_who_decided() -> None:
    other = replace(
        CONFIRMED,
        id=99,
        score=0.1,
        model="other@2",
        status="dismissed",
        reviewer="lou",
        a=replace(ALL_FOUR, id=98, certainty="doubtful", article=replace(ALL_FOUR.article, id=97)),
    )
    assert [node["@id"] for node in graph(CONFIRMED)] == [node["@id"] for node in graph(other)]
    assert not {node["@id"] for node in graph(CONFIRMED)} & {
        node["@id"]
        for node in graph(
            replace(
                CONFIRMED,
                a=replace(ALL_FOUR, article=replace(ALL_FOUR.article, ref="x")),
                b=replace(NO_BOAT, article=replace(NO_BOAT.article, ref="y")),
            )
        )
    }


def test_the_names_of_today_are_those_of_tomorrow() -> None:
    """Whoever has linked to them must find them again: these never change."""
    assert [node["@id"] for node in graph(CONFIRMED)] == [
        "urn:uuid:62af4394-09d8-5c8c-86c3-8536adb03b57",
        "urn:uuid:a30e3a73-c162-59cb-bc72-ed55b46a6d2a",
        "urn:uuid:66889a8f-b20f-57fa-92ed-69eb531d84b0",
        "urn:uuid:67f809d0-b386-5afa-aaca-160d56bc8e2e",
        "urn:uuid:b0bf35ee-aa57-5e48-892f-5d8933d063c4",
        "urn:uuid:a96e8b82-5209-5a42-a998-113e58fb26a7",
    ]


@pytest.mark.parametrize(
    ("url", "is_name"),
    [
        ("https://river.example/1?a=b#c", True),
        ("http://river.example/1", True),
        ("javascript:alert(1)", False),
        ("https://river.example/a b", False),
        ("https://river.example/\u202ea", False),
        ('https://river.example/"><script>', False),
        ("", False),
        (None, False),
    ],
)
def test_an_article_is_named_by_its_address_where_that_is_one(url: str | None, is_name: bool) -> None:
    (article, *_) = graph(replace(CONFIRMED, a=replace(ALL_FOUR, article=replace(ALL_FOUR.article, url=url))))
    assert (article["@id"] == url) is is_name
    assert ("url" in article) is is_name
    assert is_name or article["@id"].startswith("urn:uuid:")


def test_a_reprint_names_where_it_was_first() -> None:
    nodes = graph(replace(CONFIRMED, a=REPRINT))
    post, echo, _ = of_type(nodes, "NewsArticle")
    claim = of_type(nodes, "Claim")[0]
    assert (claim["appearance"], claim["firstAppearance"]) == ({"@id": echo["@id"]}, {"@id": post["@id"]})
    assert (post["publisher"]["name"], echo["publisher"]["name"]) == ("River Post", "Evening Echo")


@pytest.mark.parametrize(
    ("kind", "author"),
    [
        ("unnamed", {"@type": "Person", "description": "Ada Osei"}),
        ("group", {"@type": "Organization", "name": "Ada Osei"}),
        ("organization", {"@type": "Organization", "name": "Ada Osei"}),
        ("document", None),
        (None, None),
    ],
)
def test_who_is_no_person_is_none(kind: SpeakerKind | None, author: dict[str, Any] | None) -> None:
    speaker = None if kind is None else replace(OSEI, kind=kind)
    claim = of_type(graph(replace(CONFIRMED, a=replace(ALL_FOUR, speaker=speaker))), "Claim")[0]
    assert claim.get("author") == author
    assert claim.get("isBasedOn") == ({"@type": "CreativeWork", "name": "Ada Osei"} if kind == "document" else None)


def test_hostile_words_stay_data() -> None:
    lines = list(claimreview_lines([Dispute(replace(CONFIRMED, note=HOSTILE), (), 1, 1)]))
    assert not set("".join(lines)) & set("\x1b\x07\x9b\u202e\u2066\u2028\x00\ud800<")  # < would end a <script>
    assert json.loads("\n".join(lines))["@graph"][-1]["reviewBody"] == HOSTILE
