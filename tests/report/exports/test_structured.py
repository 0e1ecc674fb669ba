"""The JSON form against its schema, docs/report.schema.json, which is an API as the fields themselves are."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.report.test_report_pages import report
from tests.report.week import fill
from tracker.period import PeriodQuery
from tracker.report.contents.build import Report, build_report
from tracker.report.exports.structured import VERSION, json_report
from tracker.store import Store

SCHEMA: dict[str, Any] = json.loads(
    (Path(__file__).parents[3] / "docs" / "report.schema.json").read_text(encoding="utf-8")
)
TYPES: dict[str, tuple[type, ...]] = {
    "object": (dict,), "array": (list,), "string": (str,), "boolean": (bool,), "integer": (int,),
    "number": (int, float), "null": (type(None),),
}  # fmt: skip
KNOWN = {
    "$schema", "$defs", "$ref", "title", "description", "type", "required", "properties", "items", "anyOf", "const",
    "enum", "minimum", "maximum", "minItems", "maxItems",
}  # fmt: skip


def is_of(value: object, names: str | list[str]) -> bool:
    kinds = [kind for name in ([names] if isinstance(names, str) else names) for kind in TYPES[name]]
    return type(value) in kinds  # exactly: in JSON, true is no number


def wrong(value: Any, schema: dict[str, Any], at: str = "$") -> Iterator[str]:  # noqa: ANN401 - whatever JSON holds
    """Where a value is not as the schema has it; a field that the schema does not know is wrong as well."""
    assert set(schema) <= KNOWN, f"this checker is too small for {schema}"
    if "$ref" in schema:
        yield from wrong(value, SCHEMA["$defs"][schema["$ref"].removeprefix("#/$defs/")], at)
    if "anyOf" in schema and all(list(wrong(value, one, at)) for one in schema["anyOf"]):
        yield f"{at}: as none of anyOf: {[list(wrong(value, one, at)) for one in schema['anyOf']]}"
    if "const" in schema and value != schema["const"]:
        yield f"{at}: {value!r} is not {schema['const']!r}"
    if "enum" in schema and value not in schema["enum"]:
        yield f"{at}: {value!r} is none of {schema['enum']}"
    if "type" in schema and not is_of(value, schema["type"]):
        yield f"{at}: {value!r} is no {schema['type']}"
        return
    if isinstance(value, int | float) and not schema.get("minimum", value) <= value <= schema.get("maximum", value):
        yield f"{at}: {value} is out of range"
    if isinstance(value, list):
        if not schema.get("minItems", 0) <= len(value) <= schema.get("maxItems", len(value)):
            yield f"{at}: {len(value)} items"
        for place, item in enumerate(value):
            yield from wrong(item, schema.get("items", {}), f"{at}[{place}]")
    if isinstance(value, dict) and "properties" in schema:
        yield from (f"{at}: no {name}" for name in schema["required"] if name not in value)
        for name, held in value.items():
            if name in schema["properties"]:
                yield from wrong(held, schema["properties"][name], f"{at}.{name}")
            else:
                yield f"{at}: {name} is not in the schema"


def page_of(one: Report) -> dict[str, Any]:
    page: dict[str, Any] = json.loads("\n".join(json_report(one)))
    return page


@pytest.fixture
def week() -> Iterator[Store]:
    with Store.open(":memory:") as store:
        fill(store)
        yield store


def test_every_report_is_as_the_schema_has_it(week: Store, hostile: Store) -> None:
    with Store.open(":memory:") as empty:
        for one in (
            report(week),
            report(hostile),
            report(empty),
            report(week, 1, speaker="Ada Lovelace", topic="bridge", outlet="Echo"),
            build_report(week.period(PeriodQuery())),
            build_report(week.period(PeriodQuery(since_last=True))),
            build_report(week.period(PeriodQuery(min_confidence=0.5))),
        ):
            assert list(wrong(page_of(one), SCHEMA)) == []


def test_the_week_has_something_for_every_list(week: Store) -> None:
    page = page_of(report(week))
    lists = {name: value["items"] for name, value in page.items() if isinstance(value, dict) and "items" in value}
    assert len(lists) == 11
    assert [name for name, items in lists.items() if not items] == []


def test_the_schema_is_of_this_version() -> None:
    assert SCHEMA["properties"]["version"] == {"const": VERSION}
    assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def _lose(page: dict[str, Any]) -> None:
    del page["counts"]["claims"]


def _add(page: dict[str, Any]) -> None:
    page["contradictions"]["items"][0]["a"]["colour"] = "red"


def _spoil(page: dict[str, Any]) -> None:
    page["contradictions"]["items"][0]["a"]["span"] = [1]


def _misname(page: dict[str, Any]) -> None:
    page["contradictions"]["items"][0]["status"] = "open"


def _exceed(page: dict[str, Any]) -> None:
    page["speakers"]["items"][0]["claims"] = -1


def _confuse(page: dict[str, Any]) -> None:
    page["new_speakers"] = {"total": True, "more": 0, "items": []}


@pytest.mark.parametrize("spoil", [_lose, _add, _spoil, _misname, _exceed, _confuse])
def test_the_checker_can_say_no(week: Store, spoil: Callable[[dict[str, Any]], None]) -> None:
    page = page_of(report(week))
    spoil(page)
    assert len(list(wrong(page, SCHEMA))) == 1
