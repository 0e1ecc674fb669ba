from __future__ import annotations

from tests.report.terminal.test_speakers import DECISION, LINK, PROFILE, UNSURE
from tracker.report.exports.lines import csv_lines, json_line
from tracker.report.exports.speakers import (
    DECISION_COLUMNS,
    QUESTION_COLUMNS,
    decision_dict,
    profile_dict,
    question_dict,
)

SPEAKER = '"kind": "person", "role": "mayor", "affiliation": "Rivertown", "tenure": null, "count": null'


def test_the_contract_of_a_decision() -> None:
    assert json_line(decision_dict(DECISION)) == (
        '{"id": 7, "action": "merge", "speaker": "Osei", "other": "Ada Osei", "articles": [], "by": "kim", '
        '"note": "Asked her.", "at": "2024-03-05T10:00:00Z", "undone": null, "undoes": null}'
    )
    assert tuple(decision_dict(DECISION)) == DECISION_COLUMNS


def test_the_contract_of_a_question() -> None:
    told = question_dict(UNSURE)
    assert list(told) == [
        "question", "id", "source", "span", "passage", "offset", "article", "because", "confidence", "candidates",
        "candidate_ids",
    ]  # fmt: skip
    assert (told["question"], told["id"], told["source"], told["confidence"]) == ("who", 5, "She", 0.414)
    assert (told["candidates"], told["candidate_ids"]) == (["Ada Osei", "Lee Tan"], [1, 2])
    start, end = told["span"]
    assert told["passage"][start - told["offset"] : end - told["offset"]] == "She"
    same = question_dict(LINK)
    assert list(same) == list(told)
    assert {name for name, value in same.items() if value is None} == {
        "id", "source", "span", "passage", "offset", "article",
    }  # fmt: skip
    header, _, second = csv_lines([told, same], QUESTION_COLUMNS)
    assert header.split(",") == list(QUESTION_COLUMNS)
    assert second == "same" + "," * 13 + "both speak of the ferry,0.61,Lee Tan; Ada Osei,2; 1"


def test_the_contract_of_a_profile() -> None:
    told = profile_dict(PROFILE)
    assert list(told) == [
        "speaker", "names", "roles", "claims", "articles", "first_date", "last_date", "body", "spokespeople", "links",
        "decisions",
    ]  # fmt: skip
    assert SPEAKER in json_line(told)
    assert told["names"][0] == {"name": "Ada Osei", "articles": 3}
    assert told["roles"][2] == {
        "role": "mayor", "affiliation": "Rivertown", "tenure": "then", "articles": 1,
        "first_date": None, "last_date": None,
    }  # fmt: skip
    (link,) = told["links"]
    assert (link["speaker"]["id"], link["other"]["id"], link["because"], link["confidence"], link["suggested"]) == (
        2, 1, "both speak of the ferry", 0.61, False,
    )  # fmt: skip
    assert told["decisions"] == [decision_dict(DECISION)]
    assert told["body"]["name"] == "Harbour Trust"
