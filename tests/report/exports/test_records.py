from __future__ import annotations

import csv
import dataclasses
import io
from typing import Any

import pytest

from tests.report.pair_samples import ALL_FOUR, BOATS, DISPUTES, HERSELF, NO_BOAT, REPRINT
from tests.report.samples import CERTAINTIES, EXTRACTION, HOSTILE, MODEL, SOURCES, STORED_ARTICLE, claims, scored_claims
from tracker.records import (
    Attribution,
    Certainty,
    Claim,
    Clash,
    Comparison,
    Dispute,
    Judgement,
    PairVerdict,
    Resolution,
    ScoreChange,
    Span,
    Speaker,
    StoredSpeaker,
    surely_found,
)
from tracker.report.exports.lines import csv_lines, flat, json_line
from tracker.report.exports.records import (
    CHANGE_COLUMNS,
    CLAIM_COLUMNS,
    DISPUTE_COLUMNS,
    SOURCE_COLUMNS,
    article_dict,
    change_dict,
    claim_dict,
    comparison_dict,
    dispute_dict,
    extraction_dict,
    judgement_dict,
    source_dict,
)


def test_the_contract_of_a_claim() -> None:
    assert json_line(claim_dict(claims()[0])) == (
        '{"id": 1, "text": "The bridge is safe", "quote": "The bridge is safe", "span": [32, 50], "kind": "direct", '
        '"speaker": {"id": 1, "name": "Ada Osei", "kind": "person", "role": "mayor", "affiliation": "Rivertown", '
        '"tenure": null, "count": null, "anonymity": null}, '
        '"article": {"id": 1, "ref": "news/bridge.txt", "title": "Bridge stays open", "outlet": "River Post", '
        '"date": "2024-03-02", "url": "https://river.example/1"}, '
        '"certainty": null, "score": null, "polarity": null, "confidence": 0.97, '
        '"factuality": null, "distance": null, "evidence": [], "certainty_model": null, "origin_article": null, '
        '"nested_in": null, "told_by": null, "because": null, "speaker_confidence": null, "candidates": []}'
    )


def test_a_claim_nobody_was_found_for_has_a_null_speaker() -> None:
    assert claim_dict(claims()[-1])["speaker"] is None


def test_the_contract_of_an_extraction() -> None:
    extraction = dataclasses.replace(EXTRACTION, attributions=EXTRACTION.attributions[1:2])
    assert json_line(extraction_dict(extraction)) == (
        '{"id": "news/bridge.txt", "attributions": [{"source": [[104, 107]], "cue": [[108, 113]], '
        '"content": [[114, 151]], "kind": "indirect", "confidence": 0.9, '
        '"speaker": {"name": "Ada Osei", "kind": "person", "role": "mayor", "affiliation": "Rivertown", '
        '"tenure": null, "count": null, "anonymity": null}, '
        '"claims": [{"span": [119, 151], "text": "Nobody had asked for the bridge to close.", '
        '"certainty": null, "score": null, "polarity": null, "factuality": null, "distance": null, "evidence": [], '
        '"certainty_model": null}], "nested_in": null, '
        '"because": null, "speaker_confidence": null, "candidates": []}]}'
    )


def test_an_extracted_claim_says_how_sure_its_source_is() -> None:
    sure = Certainty("possible", 0.30001, "negative", -1.00001, MODEL, (0.1, 0.2, 0.7, 0.0), (Span(3, 6), Span(8, 9)))
    claim = Claim(Span(0, 1), "A", sure)
    attribution = dataclasses.replace(EXTRACTION.attributions[0], claims=(claim,), speaker=None, distance="distancing")
    told = extraction_dict(dataclasses.replace(EXTRACTION, attributions=(attribution,)))["attributions"][0]
    assert told["speaker"] is None
    assert told["claims"] == [
        {
            "span": [0, 1],
            "text": "A",
            "certainty": "possible",
            "score": 0.3,
            "polarity": "negative",
            "factuality": -1.0,
            "distance": "distancing",
            "evidence": [[3, 6], [8, 9]],
            "certainty_model": MODEL,
        }
    ]


def test_a_scored_claim_says_how_sure_its_source_is() -> None:
    told = claim_dict(scored_claims()[2])
    assert list(told)[-14:-6] == [
        "certainty", "score", "polarity", "confidence", "factuality", "distance", "evidence", "certainty_model",
    ]  # fmt: skip
    assert list(told.values())[-14:-6] == [
        "certain", 0.96, "negative", 0.9, -2.9, "neutral", [[108, 113], [119, 125]], MODEL,
    ]  # fmt: skip
    row = _read([told], CLAIM_COLUMNS)[0]
    assert list(row.values())[-18:-14] == ["-2.9", "neutral", "108-113; 119-125", MODEL]


def test_why_a_speaker_is_the_one_and_who_else_it_may_be() -> None:
    unsure = Resolution("pronoun, nearest that fits", 0.41004, ("Ada Osei", "Lee Tan"))
    attribution = dataclasses.replace(EXTRACTION.attributions[1], resolution=unsure)
    officials = Speaker("two officials", "unnamed", count="two", anonymity="not authorised to speak")
    attribution = dataclasses.replace(attribution, speaker=dataclasses.replace(officials, tenure="then"))
    told = extraction_dict(dataclasses.replace(EXTRACTION, attributions=(attribution,)))["attributions"][0]
    expected = {
        "because": "pronoun, nearest that fits",
        "speaker_confidence": 0.41,
        "candidates": ["Ada Osei", "Lee Tan"],
    }
    assert {name: told[name] for name in expected} == expected
    standing = {"tenure": "then", "count": "two", "anonymity": "not authorised to speak"}
    assert {name: told["speaker"][name] for name in standing} == standing
    stored = StoredSpeaker(9, officials.name, officials.kind, None, None, "then", "two", "not authorised to speak")
    claim = claim_dict(dataclasses.replace(claims()[0], speaker=stored, resolution=unsure))
    assert {name: claim[name] for name in expected} == expected
    assert {name: claim["speaker"][name] for name in standing} == standing
    row = _read([claim], CLAIM_COLUMNS)[0]
    assert list(row.values())[-6:] == [
        "then", "two", "not authorised to speak", "pronoun, nearest that fits", "0.41", "Ada Osei; Lee Tan",
    ]  # fmt: skip


def test_the_contract_of_a_judgement() -> None:
    sure = Certainty("probable", 0.76543, "positive", 2.1, MODEL, (0.20004, 0.7, 0.1, 0.0), (Span(0, 8),))
    assert json_line(judgement_dict(Judgement("a1", sure, "endorsing"))) == (
        '{"id": "a1", "certainty": "probable", "score": 0.7654, "polarity": "positive", "factuality": 2.1, '
        '"distance": "endorsing", '
        '"probabilities": {"certain": 0.2, "probable": 0.7, "possible": 0.1, "doubtful": 0.0}, '
        '"evidence": [[0, 8]], "model": "certainty-en@1.0.0"}'
    )
    bare = judgement_dict(Judgement("a2", CERTAINTIES[0], None))
    assert (bare["distance"], bare["probabilities"], bare["evidence"]) == (None, {}, [])


def test_the_contract_of_a_change() -> None:
    change = ScoreChange(4, "The deck needs work.", "Engineers", CERTAINTIES[0], CERTAINTIES[3])
    told = change_dict(change)
    assert json_line(told) == (
        '{"id": 4, "text": "The deck needs work.", "speaker": "Engineers", '
        '"before": {"certainty": "certain", "score": 0.97, "polarity": "positive", "factuality": 2.9, '
        '"certainty_model": "certainty-en@1.0.0"}, '
        '"after": {"certainty": "possible", "score": 0.45, "polarity": "positive", "factuality": 1.2, '
        '"certainty_model": "certainty-en@1.0.0"}}'
    )
    rows = _read([told, change_dict(dataclasses.replace(change, before=None, speaker=None))], CHANGE_COLUMNS)
    assert list(rows[0].values()) == [
        "4", "The deck needs work.", "Engineers",
        "certain", "0.97", "positive", "2.9", MODEL, "possible", "0.45", "positive", "1.2", MODEL,
    ]  # fmt: skip
    assert (rows[1]["speaker"], rows[1]["before_certainty"], rows[1]["after_certainty"]) == ("", "", "possible")


PAIR = ["id", "relation", "reason", "score", "status", "same_speaker", "clash", "a", "b"]
DECIDED = ["model", "note", "reviewer", "reviewed_at"]


def test_the_contract_of_a_dispute() -> None:
    told = dispute_dict(DISPUTES[0])
    assert list(told) == [*PAIR, "also", "outlets", "origins", *DECIDED]
    assert [list(telling) for telling in told["also"]] == [[*PAIR, *DECIDED]] * 2
    assert (told["a"], told["b"]) == (claim_dict(ALL_FOUR), claim_dict(NO_BOAT))
    bare = {key: value for key, value in told.items() if key not in ("a", "b", "also")}
    assert json_line(bare) == (
        '{"id": 12, "relation": "contradiction", "reason": "number", "score": 0.97, "status": "suggested", '
        '"same_speaker": false, "clash": {"a": [[0, 8]], "b": [[0, 7]]}, "outlets": 3, "origins": 2, '
        '"model": "nli-en@1.0.0", "note": null, "reviewer": null, "reviewed_at": null}'
    )
    decided = dispute_dict(DISPUTES[1])
    assert [decided[key] for key in ("status", "same_speaker", *DECIDED)] == [
        "confirmed", True, "nli-en@1.0.0", HERSELF.note, "kim", "2024-03-05T10:00:00Z",
    ]  # fmt: skip


def test_the_contract_of_the_csv_of_disputes() -> None:
    rows = _read([dispute_dict(dispute) for dispute in DISPUTES], DISPUTE_COLUMNS)
    assert list(rows[0])[:8] == [*PAIR[:6], "clash_a", "clash_b"]
    first = {key: value for key, value in rows[0].items() if not key.startswith(("a_", "b_"))}
    assert list(first.values()) == [
        "12", "contradiction", "number", "0.97", "suggested", "false", "0-8", "0-7", "13; 15", "3", "2",
        "nli-en@1.0.0", "", "", "",
    ]  # fmt: skip
    assert (rows[0]["a_text"], rows[0]["a_span_start"], rows[0]["b_speaker_name"]) == (ALL_FOUR.text, "38", "Lee Tan")
    assert (rows[1]["same_speaker"], rows[1]["clash_b"], rows[1]["also"]) == ("true", "0-3; 10-13", "")


def test_the_contract_of_a_comparison() -> None:
    verdict = PairVerdict("contradiction", 0.91239, "number", Clash((Span(0, 3),)), "nli-en@1.0.0")
    assert json_line(comparison_dict(Comparison("p1", verdict))) == (
        '{"id": "p1", "relation": "contradiction", "reason": "number", "score": 0.9124, '
        '"clash": {"a": [[0, 3]], "b": []}, "model": "nli-en@1.0.0"}'
    )
    assert comparison_dict(Comparison("p2", PairVerdict("unrelated", 0.01)))["model"] is None


def test_the_contract_of_a_source() -> None:
    assert json_line(source_dict(SOURCES[0])) == (
        '{"speaker": {"id": 1, "name": "Ada Osei", "kind": "person", "role": "mayor", "affiliation": "Rivertown", '
        '"tenure": null, "count": null, "anonymity": null}, '
        '"names": ["Ada Osei", "Osei", "Mayor Osei"], "claims": 1203, "articles": 12, '
        '"first_date": "2024-01-03", "last_date": "2024-03-02"}'
    )


def test_the_contract_of_an_article() -> None:
    told = article_dict(STORED_ARTICLE)
    assert list(told) == [
        "article", "author", "place", "agency", "language", "mended", "version", "versions", "text", "attributions",
    ]  # fmt: skip
    assert list(told["article"]) == ["id", "ref", "title", "outlet", "date", "url"]
    assert told["attributions"] == extraction_dict(EXTRACTION)["attributions"]


def _read(items: list[dict[str, Any]], columns: tuple[str, ...]) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO("\n".join(csv_lines(items, columns)), newline="")))


def test_the_contract_of_the_csv_of_claims() -> None:
    rows = _read([claim_dict(claim) for claim in claims()], CLAIM_COLUMNS)
    assert ",".join(rows[0]) == (
        "id,text,quote,span_start,span_end,kind,"
        "speaker_id,speaker_name,speaker_kind,speaker_role,speaker_affiliation,"
        "article_id,article_ref,article_title,article_outlet,article_date,article_url,"
        "certainty,score,polarity,confidence,factuality,distance,evidence,certainty_model,"
        "origin_article_id,origin_article_ref,origin_article_title,origin_article_outlet,origin_article_date,"
        "origin_article_url,nested_in,told_by,"
        "speaker_tenure,speaker_count,speaker_anonymity,because,speaker_confidence,candidates"
    )
    first = "1|The bridge is safe|The bridge is safe|32|50|direct|1|Ada Osei|person|mayor|Rivertown|1|news/bridge.txt"
    assert "|".join(rows[0].values()).startswith(first)
    assert rows[-1]["speaker_name"] == ""


def test_the_contract_of_the_csv_of_sources() -> None:
    (row, _) = _read([source_dict(source) for source in SOURCES], SOURCE_COLUMNS)
    assert row == {
        "speaker_id": "1",
        "speaker_name": "Ada Osei",
        "speaker_kind": "person",
        "speaker_role": "mayor",
        "speaker_affiliation": "Rivertown",
        "names": "Ada Osei; Osei; Mayor Osei",
        "claims": "1203",
        "articles": "12",
        "first_date": "2024-01-03",
        "last_date": "2024-03-02",
        "speaker_tenure": "",
        "speaker_count": "",
        "speaker_anonymity": "",
    }


def test_every_field_has_a_column() -> None:
    for item, columns in (
        (claim_dict(REPRINT), CLAIM_COLUMNS),
        (source_dict(SOURCES[0]), SOURCE_COLUMNS),
        (dispute_dict(Dispute(dataclasses.replace(BOATS, a=REPRINT, b=REPRINT), (), 1, 1)), DISPUTE_COLUMNS),
    ):
        assert not {name for name in flat(item) if name not in columns}


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", " =1+1", "\t=1", "\r=1", "\uff1d1", HOSTILE])
def test_a_spreadsheet_runs_nothing(text: str) -> None:
    (row,) = _read([claim_dict(claims(text)[0])], CLAIM_COLUMNS)
    assert row["text"].startswith("'")


def test_what_is_told_within_something_unsure_is_left_out() -> None:
    def one(confidence: float, outer: int | None = None) -> Attribution:
        return Attribution((), (), (Span(0, 5),), "indirect", confidence, nested_in=outer)

    told = [one(0.5), one(0.9, 0), one(0.9), one(0.8, 2), one(0.95, 3)]
    assert [(a.confidence, a.nested_in) for a in surely_found(told, 0.6).values()] == [(0.9, None), (0.8, 0), (0.95, 1)]
    assert list(surely_found(told, 0).values()) == told
    assert list(surely_found(told, 0.6)) == [2, 3, 4]
    assert [(a.confidence, a.nested_in) for a in surely_found(told, 0.85).values()] == [(0.9, None)]
