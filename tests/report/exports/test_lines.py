"""Lines of JSON and CSV: what they hold comes back, and nothing in them does harm."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.report.samples import HOSTILE, claims
from tracker.report.exports.lines import csv_lines, json_array, json_line, json_lines
from tracker.report.exports.records import (
    claim_dict,
)


@pytest.mark.parametrize("number", [0, 1, 3])
def test_json_is_one_array_and_jsonl_one_object_a_line(number: int) -> None:
    items = [claim_dict(claim) for claim in claims()[:number]]
    assert json.loads("\n".join(json_array(items))) == items
    assert [json.loads(line) for line in json_lines(items)] == items


@given(st.text(st.characters(codec=None, categories=None)))
def test_json_holds_any_text_and_is_safe_to_print(text: str) -> None:
    line = json_line({"text": text})
    assert json.loads(line) == {"text": text}
    assert line.isprintable() or all(character.isprintable() or ord(character) > 0x9F for character in line)
    assert len(line.splitlines()) == 1
    line.encode("utf-8")


def test_hostile_text_is_escaped_in_json() -> None:
    line = json_line({"text": HOSTILE})
    assert json.loads(line)["text"] == HOSTILE
    assert not set(line) & set("\x1b\x07\x9b\u202e\u2066\u2028\x00\ud800")


def test_a_number_and_plain_text_keep_their_form_in_csv() -> None:
    assert list(csv_lines([{"a": -1, "b": 'say "no"'}, {"a": 0.5, "b": "she\nsaid"}], ("a", "b"))) == [
        "a,b",
        '-1,"say ""no"""',
        '0.5,"she\nsaid"',
    ]
