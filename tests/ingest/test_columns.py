"""Which column is which: as told, else by the usual names; what is odd is said with a hint."""

from __future__ import annotations

import pytest

from tracker.errors import SettingsError
from tracker.ingest.columns import Columns, as_date, names_in, parse_columns, people, value_at


def test_the_map_of_the_command_line() -> None:
    columns = parse_columns(["text=body, date=published_at", "title=head line"])
    assert columns.chosen == {"text": "body", "date": "published_at", "title": "head line"}
    assert parse_columns(["text=a", "text=a"]).chosen == {"text": "a"}


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("body", "'body' is no pair of a part (id, text, title, outlet, date, url, author) and a column"),
        ("text=", "write text=COLUMN"),
        ("titel=head", "did you mean title=head?"),
        ("text=a,text=b", "two columns for text: 'a', 'b'; keep one"),
    ],
)
def test_a_map_that_will_not_do(given: str, said: str) -> None:
    with pytest.raises(SettingsError) as error:
        parse_columns([given])
    assert str(error.value).startswith("--map: ")
    assert said in str(error.value)


@pytest.mark.parametrize(
    ("names", "places"),
    [
        (("id", "text"), {"id": "id", "text": "text"}),
        (("guid", "Headline", "Body", "Link"), {"id": "guid", "text": "Body", "title": "Headline", "url": "Link"}),
        (("content", "Published At", "byline"), {"text": "content", "date": "Published At", "author": "byline"}),
        (("article", "article.body"), {"text": "article.body"}),
        (("body", "text"), {"text": "text"}),
        (("note",), {}),
    ],
)
def test_usual_names_are_found(names: tuple[str, ...], places: dict[str, str]) -> None:
    assert Columns().find(names).places == places


def test_what_was_chosen_goes_before_what_is_usual() -> None:
    found = parse_columns(["text=lead"]).find(("lead", "body", "date"))
    assert found.places == {"text": "lead", "date": "date"}
    assert found.guessed == {}


def test_what_is_said_of_a_guess() -> None:
    found = Columns().find(("headline", "body", "section", "words"))
    assert found.told() == (
        'read text from "body", title from "headline"; not read: section, words '
        "(--map text=COLUMN,title=COLUMN says it otherwise)"
    )
    assert Columns().find(("id", "text", "title")).told() is None


def test_hints() -> None:
    assert parse_columns(["text=bdy"]).find(("body", "x")).without_text().startswith("did you mean --map text=body?")
    assert Columns().find(("x", "y")).without_text() == "say which: --map text=COLUMN; there are x, y"
    hint = parse_columns(["date=pubished"]).find(("text", "published")).missing_hint()
    assert hint == 'no column "pubished" for date, did you mean "published"? (there are text, published)'
    many = Columns().find(tuple(f"column {number}" for number in range(500))).without_text()
    assert many.endswith("and 488 more")
    assert len(many) < 300


def test_paths() -> None:
    fields = {"a": {"b": {"c": "deep"}, "list": ["x", {"n": "y"}]}, "a.b": "plain"}
    assert [value_at(fields, place) for place in ("a.b", "a.b.c", "a.list.1.n", "a.list.2", "a.list.x", "q.r")] == [
        "plain", "deep", "y", None, None, None,
    ]  # fmt: skip
    assert names_in({"a": {"b": 1}, "c": []}) == ["a", "a.b", "c"]


@pytest.mark.parametrize(
    ("given", "date"),
    [
        ("2014-06-18", "2014-06-18"),
        ("2014-06-18 10:00:00", "2014-06-18T10:00:00"),
        ("2014-06-18 10:00:00 UTC", "2014-06-18T10:00:00"),
        ("2014/6/8", "2014-06-08"),
        ("18-Jun-2014", "2014-06-18"),
        ("June 18, 2014", "2014-06-18"),
        ("Wed, 18 Jun 2014 10:00:00 +0200", "2014-06-18"),
        ("1403085600", "2014-06-18T10:00:00+00:00"),
        ("1403085600000", "2014-06-18T10:00:00+00:00"),
        ("03/04/2023", None),
        ("9999999999", None),
        ("2014/13/45", None),
        ("soon", None),
    ],
)
def test_dates(given: str, date: str | None) -> None:
    assert as_date(given) == date


def test_people() -> None:
    assert people(["Ann Lee", {"name": "Bo Rask"}, 3, ["no"]]) == "Ann Lee, Bo Rask"
    assert people({"name": " "}) is people(7) is people([]) is None
