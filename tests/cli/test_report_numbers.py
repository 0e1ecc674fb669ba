"""Every number of a report, counted again by SQL that knows nothing of how the report counts."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run
from tests.report.week import WEEK, fill
from tracker.store import Store

IN_WEEK = (
    "a.superseded_by IS NULL AND length(a.date) >= 10 AND substr(a.date, 1, 10) BETWEEN '2014-06-16' AND '2014-06-22'"
)
ALL = "a.superseded_by IS NULL"
CLAIMS = (
    "claims c JOIN attributions t ON t.id = c.attribution_id JOIN articles a ON a.id = t.article_id"
    " LEFT JOIN mentions m ON m.id = t.mention_id LEFT JOIN speakers s ON s.id = m.speaker_id"
    " LEFT JOIN scores sc ON sc.id = (SELECT max(id) FROM scores WHERE claim_id = c.id)"
)
NAMED = "s.id IS NOT NULL AND s.kind <> 'unnamed'"
NO_COPY = "c.id NOT IN (SELECT claim_id FROM reprinted_claims)"

# What is asked, and the same as a condition on articles (a), claims (c) and speakers (s).
ASKED: tuple[tuple[tuple[str, ...], str], ...] = (
    ((), ALL),
    (("--week", WEEK), IN_WEEK),
    (("--since", "2014-06-16", "--until", "2014-06-22", "--outlet", "post"), f"{IN_WEEK} AND a.outlet = 'Post'"),
    (("--week", WEEK, "--speaker", "Ben Okri"), f"{IN_WEEK} AND s.name = 'Ben Okri'"),
    (
        ("--week", WEEK, "--topic", "bridge OR mayor"),
        f"{IN_WEEK} AND (c.text LIKE '%bridge%' OR c.text LIKE '%mayor%')",
    ),
    (("--week", WEEK, "--speaker", "Nobody Known"), f"{IN_WEEK} AND 0"),
)


@pytest.fixture
def week(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """The week in ``tracker.db`` of the folder of `run`, open for questions."""
    path = tmp_path / "tracker.db"
    with Store.open(path) as store:
        fill(store)
    conn = sqlite3.connect(path)
    yield conn
    conn.close()


def report(run: Run, *arguments: str) -> dict[str, Any]:
    result = run("report", "--format", "json", *arguments)
    assert result.exit_code == 0
    assert result.stderr == ""
    page: dict[str, Any] = json.loads(result.stdout)
    return page


def one(conn: sqlite3.Connection, sql: str) -> int:
    number: int = conn.execute(sql).fetchone()[0]
    return number


@pytest.mark.parametrize(("asked", "where"), ASKED)
def test_the_counts(run: Run, week: sqlite3.Connection, asked: tuple[str, ...], where: str) -> None:
    counts = report(run, *asked)["counts"]

    def claims(what: str, also: str = "1") -> int:
        return one(week, f"SELECT {what} FROM {CLAIMS} WHERE {where} AND {also}")

    assert counts["articles"] == claims("count(DISTINCT a.id)")  # every article of the week has a claim
    assert counts["outlets"] == claims("count(DISTINCT a.outlet)")
    assert counts["claims"] == claims("count(*)")
    assert counts["copies"] == claims("count(*)", f"NOT ({NO_COPY})")
    assert counts["named_speakers"] == claims("count(DISTINCT s.id)", NAMED)
    assert counts["not_scored"] == claims("count(*)", "sc.id IS NULL")
    assert counts["undated"] == claims("count(DISTINCT a.id)", "a.date IS NULL")
    assert counts["undated_left_out"] == (one(week, "SELECT count(*) FROM articles WHERE date IS NULL") if asked else 0)
    for level, told in counts["certainty"].items():
        assert told["claims"] == claims("count(*)", f"sc.level = '{level}'")
        assert told["negative"] == claims("count(*)", f"sc.level = '{level}' AND sc.polarity = 'negative'")


@pytest.mark.parametrize(("asked", "where"), ASKED)
def test_the_speakers(run: Run, week: sqlite3.Connection, asked: tuple[str, ...], where: str) -> None:
    page = report(run, *asked)
    sql = (
        "SELECT s.id, count(*), count(DISTINCT a.id), sum(sc.level IS 'certain'), sum(sc.level IS 'probable'),"
        f" sum(sc.level IS 'possible'), sum(sc.level IS 'doubtful') FROM {CLAIMS}"
        f" WHERE {where} AND {NAMED} AND {NO_COPY} GROUP BY s.id ORDER BY 2 DESC, s.name"
    )
    expected = week.execute(sql).fetchall()
    told = page["speakers"]
    assert told["total"] == len(expected)
    assert [
        (item["speaker"]["id"], item["claims"], item["articles"], *item["certainty"].values()) for item in told["items"]
    ] == expected
    if not asked:
        assert page["new_speakers"] is None
        return
    old = f"SELECT s.id FROM {CLAIMS} WHERE {ALL} AND (a.date < '2014-06-16')"  # '2014-06' among them
    new = [row[0] for row in expected if row[0] not in {found for (found,) in week.execute(old)}]
    assert [item["speaker"]["id"] for item in page["new_speakers"]["items"]] == new


@pytest.mark.parametrize(("asked", "where"), ASKED)
def test_what_rests_on_unnamed_sources(run: Run, week: sqlite3.Connection, asked: tuple[str, ...], where: str) -> None:
    told = report(run, *asked)["unnamed_only"]
    named = f"SELECT c.text FROM {CLAIMS} WHERE {where} AND {NAMED}"
    sql = (
        f"SELECT c.id FROM {CLAIMS} WHERE {where} AND NOT ({NAMED}) AND {NO_COPY} AND c.text NOT IN ({named})"
        " ORDER BY a.date DESC, c.id DESC"
    )
    expected = [row[0] for row in week.execute(sql)]
    assert (told["total"], [claim["id"] for claim in told["items"]]) == (len(expected), expected)


OPEN = (
    "SELECT \"Relation id\" FROM open_contradictions WHERE \"Other date\" BETWEEN '2014-06-16' AND '2014-06-22'"
    " AND \"Same speaker\" = '{}'"
)


@pytest.mark.parametrize(("part", "same"), [("contradictions", "no"), ("self_contradictions", "yes")])
def test_the_contradictions(run: Run, week: sqlite3.Connection, part: str, same: str) -> None:
    told = report(run, "--week", WEEK)[part]
    sql = OPEN.format(same)
    in_week = {row[0] for row in week.execute(sql)}
    listed = {pair["id"] for item in told["items"] for pair in (item, *item["also"])}
    assert in_week <= listed
    assert told["total"] == len(in_week) == len(told["items"])  # no two pairs of this week are one dispute
    for status in ("suggested", "confirmed"):
        assert told[status] == one(week, f"SELECT count(*) FROM ({sql} AND \"Status\" = '{status}')")
    # A dispute goes on when one of its claims was contradicted before.
    goes_on = (
        f'{sql} AND "Claim id" IN (SELECT "Claim id" FROM open_contradictions WHERE "Other date" < \'2014-06-16\')'
    )
    assert told["total"] - told["new"] == len(week.execute(goes_on).fetchall())
    dismissed = {row[0] for row in week.execute("SELECT id FROM current_relations WHERE status = 'dismissed'")}
    assert dismissed
    assert not listed & dismissed


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ((), {2, 4, 6, 10}),
        (("--week", WEEK), {2, 4, 6}),
        (("--week", WEEK, "--speaker", "Ada Lovelace"), {2}),
        (("--week", WEEK, "--topic", "ferry"), {6}),
        (("--week", WEEK, "--outlet", "Wire"), {4, 6}),
        (("--week", "2014-W24"), {6}),
        (("--week", "2014-W26"), {10}),
    ],
)
def test_which_contradictions_a_question_leaves(
    run: Run, week: sqlite3.Connection, asked: tuple[str, ...], expected: set[int]
) -> None:
    page = report(run, *asked)
    items = page["contradictions"]["items"] + page["self_contradictions"]["items"]
    assert {item["a"]["id"] for item in items} == expected
    assert page["counts"]["contradictions"] == len(items)
    assert one(week, "SELECT count(*) FROM reports") == 0  # nothing is noted without a file


@pytest.mark.parametrize(("asked", "until"), [((), "2014-06-30"), (("--week", WEEK), "2014-06-22")])
def test_all_that_both_sides_said(run: Run, week: sqlite3.Connection, asked: tuple[str, ...], until: str) -> None:
    page = report(run, *asked)
    tied = "SELECT claim_a, claim_b FROM current_relations WHERE relation = '{}' AND status <> 'dismissed'"
    for part, relation in (
        ("contradictions", "contradiction"),
        ("self_contradictions", "contradiction"),
        ("updates", "supersedes"),
    ):
        assert page[part]["items"]
        for item in page[part]["items"]:
            # In this week what is one dispute has a claim in common.
            head, pairs = {item["a"]["id"], item["b"]["id"]}, week.execute(tied.format(relation)).fetchall()
            expected = {number for both in pairs if head & set(both) for number in both}
            told = item["claims"]
            assert {one["id"] for one in told["items"]} == expected
            assert (told["total"], told["more"]) == (len(expected), 0)
            sides = {one["id"]: one["side"] for one in told["items"]}
            assert sides[item["a"]["id"]] == "a"
            assert all(sides[one] != sides[other] for one, other in pairs if one in sides)
            for one in told["items"]:
                sql = (
                    "SELECT a.id, substr(a.date, 1, 10), coalesce(a.outlet, a.ref), s.name, sc.level, sc.polarity,"
                    f" NOT ({NO_COPY}) FROM {CLAIMS} WHERE c.id = {one['id']}"
                )
                assert [*one.values()][1:2] + [*one.values()][3:] == [*week.execute(sql).fetchone()]
    assert max(one["day"] for part in ("contradictions", "updates") for item in page[part]["items"]
               for one in item["claims"]["items"]) <= until  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "days"),
    [((), ("2014-01-01", "2014-12-31")), (("--week", WEEK), ("2014-06-16", "2014-06-22")),
     (("--week", "2014-W24"), ("2014-06-09", "2014-06-15"))],
)  # fmt: skip
def test_who_contradicts_whom(
    run: Run, week: sqlite3.Connection, asked: tuple[str, ...], days: tuple[str, str]
) -> None:
    told = report(run, *asked)["oppositions"]
    # One claim of Ben's is contradicted twice by one speaker, which is one dispute.
    sql = (
        "SELECT min(sa.id, sb.id), max(sa.id, sb.id), count(DISTINCT p.\"Claim id\"), sum(p.Status = 'confirmed')"
        " FROM open_contradictions p JOIN speakers sa ON sa.name = p.Speaker"
        ' JOIN speakers sb ON sb.name = p."Other speaker"'
        " WHERE sa.kind <> 'unnamed' AND sb.kind <> 'unnamed' AND sa.id <> sb.id"
        ' AND p."Other date" BETWEEN ? AND ? GROUP BY 1, 2 ORDER BY 3 DESC, min(sa.name, sb.name)'
    )
    expected = week.execute(sql, days).fetchall()
    assert [(one["a"]["id"], one["b"]["id"], one["disputes"], one["confirmed"]) for one in told["items"]] == expected
    assert told["total"] == len(expected) > 0


def test_the_figures_of_a_pair_stand_in_its_claims(run: Run, week: sqlite3.Connection) -> None:
    page = report(run, "--week", WEEK)
    texts = dict(week.execute("SELECT id, text FROM claims"))
    (update,) = page["updates"]["items"]
    assert update["figures"] == {
        "a": {"value": 5.0, "words": "Five trawlers"},
        "b": {"value": 9.0, "words": "Nine trawlers"},
        "about": "trawlers",
    }
    figures = {}
    for part in ("contradictions", "self_contradictions"):
        for item in page[part]["items"]:
            figures[item["a"]["id"]] = item["figures"]
            for side in ("a", "b") if item["figures"] else ():
                assert item["figures"][side]["words"] in texts[item[side]["id"]]
    assert figures == {
        2: None,
        4: {
            "a": {"value": 0.0, "words": "Nobody"},
            "b": {"value": 3.0, "words": "Three workers"},
            "about": "workers",
        },
        6: None,
    }


def test_the_updates(run: Run, week: sqlite3.Connection) -> None:
    page = report(run, "--week", WEEK)
    expected = week.execute("SELECT claim_a, claim_b FROM current_relations WHERE relation = 'supersedes'").fetchall()
    assert [(item["a"]["id"], item["b"]["id"]) for item in page["updates"]["items"]] == expected
    assert page["updates"]["total"] == page["counts"]["updates"] == len(expected)


def test_what_changed_certainty(run: Run, week: sqlite3.Connection) -> None:
    sql = (
        f"WITH told AS (SELECT c.id, s.id AS who, c.text, a.date, sc.level FROM {CLAIMS} WHERE {ALL} AND {NAMED})"
        " SELECT x.id, y.id FROM told x JOIN told y ON x.who = y.who AND x.text = y.text AND x.date < y.date"
        " AND x.level <> y.level WHERE y.date BETWEEN '2014-06-16' AND '2014-06-23'"
    )
    told = report(run, "--week", WEEK)["certainty_changes"]
    assert [(item["before"]["id"], item["after"]["id"]) for item in told["items"]] == week.execute(sql).fetchall()
    assert [item["change"] for item in told["items"]] == ["softer"]
    assert report(run, "--week", "2014-W24")["certainty_changes"]["total"] == 0


def test_what_is_one_story(run: Run, week: sqlite3.Connection) -> None:
    sql = (
        "SELECT r.original_id, count(*), count(DISTINCT a.outlet) FROM reprints r"
        f" JOIN articles a ON a.id = r.article_id WHERE {IN_WEEK} GROUP BY 1"
    )
    told = report(run, "--week", WEEK)["one_origin"]
    expected = week.execute(sql).fetchall()
    assert [(item["original"]["id"], item["copies"], item["outlets"]) for item in told["items"]] == expected
    assert told["total"] == len(expected) == 1


def test_what_could_not_be_read(run: Run, week: sqlite3.Connection) -> None:
    sql = (
        "SELECT id, skipped FROM runs WHERE (skipped > 0 OR finished_at IS NULL)"
        " AND started_at BETWEEN '2014-06-16' AND '2014-06-23' ORDER BY id DESC"
    )
    told = report(run, "--week", WEEK)["not_read"]
    assert [(item["id"], item["skipped"]) for item in told["items"]] == week.execute(sql).fetchall()
    for item in told["items"]:
        inputs = "SELECT name, why FROM skipped_inputs WHERE run_id = ? ORDER BY position"
        expected = week.execute(inputs, (item["id"],)).fetchall()
        assert [(one["name"], one["why"]) for one in item["inputs"]] == expected
    assert [len(item["inputs"]) for item in told["items"]] == [1, 2]
    cut = report(run, "--week", WEEK, "--limit", "1")["not_read"]["items"]
    assert [len(item["inputs"]) for item in cut] == [1]
    assert report(run)["not_read"]["total"] == 3


@pytest.mark.parametrize("limit", [1, 2])
def test_lists_are_bounded_and_say_how_many_more(run: Run, week: sqlite3.Connection, limit: int) -> None:
    whole, cut = report(run, "--week", WEEK), report(run, "--week", WEEK, "--limit", str(limit))
    lists = [name for name, value in whole.items() if isinstance(value, dict) and "items" in value]
    assert len(lists) == 11
    assert cut["oppositions"] == whole["oppositions"]  # it has a limit of its own
    for run_whole in whole["not_read"]["items"]:
        del run_whole["inputs"][limit:]  # bounded alike
    for name in set(lists) - {"oppositions"}:
        assert cut[name]["items"] == whole[name]["items"][:limit]
        assert cut[name]["total"] == whole[name]["total"] == len(whole[name]["items"])
        assert cut[name]["more"] == max(whole[name]["total"] - limit, 0)
    assert cut["counts"] == whole["counts"]
    assert one(week, "SELECT count(*) FROM articles") == 21


# --- what is sure

UNSURE = (2, 4, 9, 13, 18)  # claims of the week; 4 is the head of a dispute with 5, 2 of one with 3


@pytest.fixture
def doubted(week: sqlite3.Connection) -> sqlite3.Connection:
    """The week, of some of whose claims the machine is less sure."""
    week.execute(f"UPDATE attributions SET confidence = 0.6 WHERE id IN {UNSURE}")
    week.commit()
    return week


@pytest.mark.parametrize(("least", "kept"), [("0", "1"), ("0.6", "1"), ("0.61", f"t.id NOT IN {UNSURE}"), ("1", "0")])
def test_only_what_is_sure_counts(run: Run, doubted: sqlite3.Connection, least: str, kept: str) -> None:
    asked = ("--week", WEEK, "--min-confidence", least)
    page, everything = report(run, *asked), report(run, "--week", WEEK)

    def claims(what: str, also: str = "1") -> int:
        return one(doubted, f"SELECT {what} FROM {CLAIMS} WHERE {IN_WEEK} AND {kept} AND {also}")

    counts = page["counts"]
    assert counts["articles"] == everything["counts"]["articles"]  # they were read, whatever was found in them
    assert counts["claims"] == claims("count(*)")
    assert counts["copies"] == claims("count(*)", f"NOT ({NO_COPY})")
    assert counts["named_speakers"] == claims("count(DISTINCT s.id)", NAMED)
    assert sum(level["claims"] for level in counts["certainty"].values()) == claims("count(*)", "sc.id IS NOT NULL")
    assert page["speakers"]["total"] == claims("count(DISTINCT s.id)", f"{NAMED} AND {NO_COPY}")
    assert sum(speaker["claims"] for speaker in page["speakers"]["items"]) == claims(
        "count(*)", f"{NAMED} AND {NO_COPY}"
    )
    old = f"SELECT s.id FROM {CLAIMS} WHERE {ALL} AND a.date < '2014-06-16' AND {kept}"
    assert page["new_speakers"]["total"] == claims(
        "count(DISTINCT s.id)", f"{NAMED} AND {NO_COPY} AND s.id NOT IN ({old})"
    )
    assert page["min_confidence"] == float(least)
    assert page["notes"][0] == (
        f"Only claims of which the machine is sure that they were made: confidence {float(least):g} or more."
    )
    if least in ("0", "0.6"):
        assert {name: page[name] for name in page if name not in ("notes", "min_confidence")} == {
            name: everything[name] for name in everything if name not in ("notes", "min_confidence")
        }


def test_a_pair_is_sure_when_both_its_claims_are(run: Run, doubted: sqlite3.Connection) -> None:
    assert doubted.execute("SELECT count(*) FROM attributions WHERE confidence = 0.6").fetchone() == (5,)
    for least in ("0.6", "0.9"):
        page = report(run, "--min-confidence", least)
        parts = page["contradictions"]["items"] + page["self_contradictions"]["items"] + page["updates"]["items"]
        told = {(item["a"]["id"], item["b"]["id"]) for item in parts}
        listed = set()
        for relation in ("contradiction", "supersedes"):
            asked = ("--relation", relation, "--min-confidence", least, "-f", "jsonl")
            lines = run("contradictions", *asked).stdout.splitlines()
            items = [json.loads(line) for line in lines]
            listed |= {(item["a"]["id"], item["b"]["id"]) for item in items if item["status"] != "dismissed"}
        assert told == listed
        assert ((2, 3) in told, (4, 5) in told) == (least == "0.6", least == "0.6")
    assert (2, 1) not in {(shift["before"]["id"], shift["after"]["id"]) for shift in page["certainty_changes"]["items"]}


def test_firmer_and_softer_looks_at_what_is_sure(run: Run, doubted: sqlite3.Connection) -> None:
    assert doubted is not None
    shifts = [report(run, "--min-confidence", least)["certainty_changes"]["total"] for least in ("0.6", "0.9")]
    assert shifts == [1, 0]


def test_the_last_report_of_what_is_sure_is_its_own(run: Run, doubted: sqlite3.Connection) -> None:
    assert doubted is not None
    for asked in ((), ("--min-confidence", "0.9")):
        first, again = (report_on_the_new(run, asked) for _ in range(2))
        assert (first["last_report"], first["counts"]["articles"]) == (None, 20)
        assert (again["last_report"] is None, again["counts"]["articles"]) == (False, 0)


def report_on_the_new(run: Run, asked: tuple[str, ...]) -> dict[str, Any]:
    assert run("report", "--since-last", "-o", "new.json", *asked).exit_code == 0
    page: dict[str, Any] = json.loads(Path("new.json").read_text(encoding="utf-8"))
    return page
