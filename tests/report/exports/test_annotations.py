from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.report.samples import ATTRIBUTIONS, HEAD, SCORED_ARTICLE, STORED_ARTICLE, TEXT
from tracker.records import Attribution, Claim, Span, StoredArticle
from tracker.report.exports.annotations import annotation_lines

PREFIX, SUFFIX = 32, 32


def items_of(stored: StoredArticle) -> list[dict[str, Any]]:
    """The annotations of an article."""
    page = json.loads("\n".join(annotation_lines(stored)))
    assert list(page) == ["@context", "id", "type", "items"]
    assert (page["@context"], page["type"]) == ("http://www.w3.org/ns/anno.jsonld", "AnnotationPage")
    items = page["items"]
    assert isinstance(items, list)
    return items


def test_each_claim_is_an_annotation_in_reading_order() -> None:
    items = items_of(STORED_ARTICLE)
    claims = [claim for attribution in ATTRIBUTIONS for claim in attribution.claims]
    assert len(items) == len(claims) == len({item["id"] for item in items})
    for item, claim in zip(items, claims, strict=True):
        assert list(item) == ["id", "type", "motivation", "body", "target"]
        assert (item["type"], item["target"]["source"]) == ("Annotation", "https://river.example/1")
        words, place = item["target"]["selector"]
        assert words["exact"] == claim.span.of(TEXT)
        assert (place["start"], place["end"]) == (claim.span.start, claim.span.end)


def test_the_contract_of_an_annotation() -> None:
    item = items_of(SCORED_ARTICLE)[2]
    tags = ["Ada Osei", "indirect", "certain", "negative", "neutral"]
    assert item["motivation"] == "describing"
    assert item["body"] == [
        {
            "type": "TextualBody",
            "purpose": "describing",
            "format": "text/plain",
            "value": "Ada Osei: Nobody had asked for the bridge to close. (denied)",
        },
        *({"type": "TextualBody", "purpose": "tagging", "format": "text/plain", "value": tag} for tag in tags),
    ]
    assert item["target"]["selector"] == [
        {
            "type": "TextQuoteSelector",
            "exact": "nobody had asked for it to close",
            "prefix": TEXT[119 - PREFIX : 119],
            "suffix": TEXT[151 : 151 + SUFFIX],
        },
        {"type": "TextPositionSelector", "start": 119, "end": 151},
    ]


def test_what_is_not_known_is_left_out() -> None:
    item = items_of(STORED_ARTICLE)[-1]
    assert [body["value"] for body in item["body"]] == ["The ferry was late.", "indirect"]
    bare = replace(STORED_ARTICLE, head=replace(HEAD, url=None))
    assert items_of(bare)[0]["target"]["source"].startswith("urn:uuid:")
    assert items_of(replace(STORED_ARTICLE, attributions=())) == []


def test_the_same_words_at_one_place_said_by_two_are_two() -> None:
    items = items_of(replace(STORED_ARTICLE, attributions=(ATTRIBUTIONS[1], ATTRIBUTIONS[1])))
    assert len({item["id"] for item in items}) == 2


def test_names_do_not_hang_on_numbers_or_scores() -> None:
    other = replace(SCORED_ARTICLE, head=replace(HEAD, id=99))
    assert [item["id"] for item in items_of(other)] == [item["id"] for item in items_of(STORED_ARTICLE)]


@given(st.text(st.characters(codec=None, categories=None), min_size=1), st.data())
def test_both_selectors_count_characters_of_any_text(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    span = Span(start, data.draw(st.integers(start, len(text))))
    heard = Attribution((), (), (span,), "direct", 0.9, None, (Claim(span, text),))
    stored = replace(STORED_ARTICLE, article=replace(STORED_ARTICLE.article, text=text), attributions=(heard,))
    words, place = items_of(stored)[0]["target"]["selector"]
    assert text[place["start"] : place["end"]] == words["exact"]
    around = words["prefix"] + words["exact"] + words["suffix"]
    assert text[place["start"] - len(words["prefix"]) :].startswith(around)
    assert len(words["prefix"]) == min(PREFIX, span.start)
    assert len(words["suffix"]) == min(SUFFIX, len(text) - span.end)
