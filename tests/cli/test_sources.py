"""Who is who, as people decide it by commands; a real database."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any, get_args

import pytest
from typer.testing import CliRunner

from tests.cli.conftest import Run
from tests.cli.speaker_samples import ADA, BOATENG, KOFI, LEE, OFFICIAL, SHE, TRUST, fill, suggest
from tests.store.sample import person, said
from tracker.cli import app, command_names
from tracker.records import UNSURE_BELOW, Because
from tracker.report.exports.speakers import DECISION_COLUMNS, QUESTION_COLUMNS
from tracker.store import Store

PROFILE = [
    "speaker", "names", "roles", "claims", "articles", "first_date", "last_date",
    "body", "spokespeople", "links", "decisions",
]  # fmt: skip
SPEAKER = ["id", "name", "kind", "role", "affiliation", "tenure", "count", "anonymity"]


@pytest.fixture(autouse=True)
def people(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """``tracker.db`` in the folder of `run`."""
    monkeypatch.setenv("TRACKER_REVIEWER", "kim")
    path = tmp_path / "tracker.db"
    with Store.open(path) as store:
        fill(store)
        suggest(store)
    return path


def decided(run: Run, *arguments: str) -> str:
    """What a command decided, as it says it."""
    result = run("sources", *arguments)
    assert (result.exit_code, result.stdout) == (0, ""), result.stderr
    assert result.stderr.count("\n") == 1
    return result.stderr


def names(run: Run, *arguments: str) -> list[str]:
    items = json.loads(run("sources", *arguments, "-f", "json").stdout)
    return [item["speaker"]["name"] for item in items]


def log(run: Run, *arguments: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(run("sources", "log", *arguments, "-f", "json").stdout)
    return found


# --- a listing and its commands


def test_the_listing_stays_what_it_is(run: Run) -> None:
    page = run("sources").stdout
    assert page.startswith("    id  claims  articles  source\n     1       3         3  Ada Osei — former spokeswoman")
    assert names(run, "osei") == ["Ada Osei"]
    assert names(run, "--limit", "1", "osei") == names(run, "osei", "--limit", "1") == ["Ada Osei"]
    assert names(run, "--kind", "organization") == ["Harbour Trust"]


def test_a_name_that_is_a_command_is_listed_all_the_same(run: Run, people: Path) -> None:
    with Store.open(people) as store:
        store.add_article(said(person("Boz Show"), ref="show.txt"))
    for arguments in (("--", "show"), ("--limit", "9", "show"), ("-f", "table", "--", "show")):
        assert "Boz Show" in run("sources", *arguments).stdout
    assert run("sources", "show").exit_code == 2  # the command, which wants a source


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("osei", "lee"), "Got unexpected extra argument (lee)\n"),
        (("mrge", "a", "b"), "(a b); did you mean 'merge'?\n"),
        (("--limit", "3", "merge", "a", "b"), "(a b); 'merge' comes first\n"),
        (("--colour", "red"), "No such option: --colour"),
        (("merge", "a"), "Missing argument 'INTO'"),
        (("split", "osei"), "in which articles?"),
        (("settle", "5"), "who is it?"),
        (("settle", "5", "osei", "--nobody"), "who is it?"),
        (("settle", "five", "osei"), "valid integer"),
        (("--unsure", "--kind", "person"), "neither --kind nor --min-confidence"),
        (("--unsure", "--min-confidence", "0.5"), "neither --kind nor --min-confidence"),
    ],
)
def test_what_cannot_be_meant(run: Run, arguments: tuple[str, ...], said: str) -> None:
    result = run("sources", *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr


@pytest.mark.parametrize(
    ("words", "there", "not_there"),
    [
        ("tracker sources ", {"merge", "split", "undo"}, {"--kind"}),
        ("tracker sources m", {"merge"}, {"show"}),
        ("tracker sources --u", {"--unsure"}, {"undo"}),
        ("tracker sources merge --n", {"--note"}, {"--unsure"}),
        ("tracker sources --kind per", {"person"}, {"merge"}),
        ("tracker sources osei --un", {"--unsure"}, {"merge"}),
    ],
)
def test_completion(words: str, there: set[str], not_there: set[str]) -> None:
    completion = {
        "_TRACKER_COMPLETE": "complete_bash",
        "COMP_WORDS": words,
        "COMP_CWORD": str(len(words.split(" ")) - 1),
    }
    found = set(CliRunner().invoke(app, [], env=completion, prog_name="tracker").stdout.split())
    assert there <= found
    assert not not_there & found


# --- one source


def test_a_page_of_a_source(run: Run) -> None:
    page = run("sources", "show", "osei").stdout
    assert page.startswith(
        "Ada Osei\n"
        "spokeswoman, Harbour Trust (2014), adviser, Ministry of Works (2016), former spokeswoman, Harbour\n"
        "Trust (2017)\n"
        "id 1 · person · 2014-03-01 – 2017-01-09\n"
        "also: Osei\n"
        "3 claims in 3 articles\n"
    )
    assert "  adviser, Ministry of Works (2016): 1 article\n" in page
    item = json.loads(run("sources", "show", str(ADA), "-f", "json").stdout)
    assert list(item) == PROFILE
    assert list(item["speaker"]) == SPEAKER
    assert [(role["role"], role["tenure"], role["first_date"]) for role in item["roles"]] == [
        ("spokeswoman", None, "2014-03-01"), ("adviser", None, "2016-05-02"), ("spokeswoman", "former", "2017-01-09"),
    ]  # fmt: skip
    assert item["names"] == [{"name": "Ada Osei", "articles": 3}, {"name": "Osei", "articles": 3}]


def test_who_a_body_is_spoken_for_by(run: Run, people: Path) -> None:
    with Store.open(people) as store:
        speaks = person("Zoe Blick", role="spokeswoman", affiliation="Harbour Trust")
        store.add_article(said(speaks, ref="zoe.txt", date="2018-04-01"))
    assert "spoken for by: Ada Osei; Zoe Blick\n" in run("sources", "show", "Harbour Trust").stdout
    assert "speaks for: Harbour Trust" in run("who", "Zoe Blick").stdout
    item = json.loads(run("sources", "show", "Zoe Blick", "-f", "json").stdout)
    assert item["body"]["id"] == TRUST


def test_who_tells_roles_over_time(run: Run) -> None:
    page = run("who", "osei").stdout
    head, _, claims = page.partition("\n\n")
    assert "spokeswoman, Harbour Trust (2014), adviser, Ministry of Works (2016), former spokeswoman" in head
    assert "id 1 · person" in head
    assert "The tunnel is dry." in claims
    assert run("who", str(ADA)).stdout == run("who", f"#{ADA}").stdout == page


@pytest.mark.parametrize("handle", [str(LEE), f"#{LEE}", "Lee Tan", "tan", "TÁN lee"])
def test_what_means_a_source(run: Run, handle: str) -> None:
    assert json.loads(run("sources", "show", handle, "-f", "json").stdout)["speaker"]["id"] == LEE


def test_a_name_of_several_is_picked_by_id(run: Run, people: Path) -> None:
    with Store.open(people) as store:
        store.add_article(said(person("Bo Osei", "Osei"), ref="bo.txt", date="2015-01-01"))
        bo = next(one.speaker.id for one in store.sources(text="bo osei"))
    for command in (("show", "osei"), ("merge", "osei", "Lee Tan"), ("alias", "osei", "x"), ("log", "osei")):
        result = run("sources", *command)
        assert (result.exit_code, result.stdout) == (1, "")
        assert result.stderr == (
            "tracker: 'osei' may be any of 2 sources; give the id of the one you mean:\n"
            "     1  Ada Osei — former spokeswoman, Harbour Trust · 3 claims in 3 articles · 2014-03-01 – 2017-01-09\n"
            f"{bo:>6}  Bo Osei · 1 claim in 1 article · 2015-01-01\n"
        )
    assert log(run) == []
    assert f"{bo:>6}  Bo Osei" in run("who", "osei").stderr


def test_a_typo_decides_nothing(run: Run) -> None:
    result = run("sources", "merge", "Lee Tann", "Ada Osei")
    assert result.exit_code == 1
    assert result.stderr.startswith(
        "tracker: 'Lee Tann' is nobody's name; give the id of the one you mean:\n     2  Lee"
    )
    result = run("sources", "merge", "Zebulon Quux", "Ada Osei")
    assert result.exit_code == 1
    assert result.stderr == "tracker: nobody called 'Zebulon Quux' is quoted; `tracker sources` lists who is\n"
    assert log(run) == []


# --- decisions


def test_merge_and_undo(run: Run) -> None:
    said = decided(run, "merge", "Yaa Boateng", str(KOFI), "--note", " Married name. ")
    assert said == "1 Yaa Boateng is Kofi Mensah · to undo: tracker sources undo 1 · tracker.db\n"
    assert "Yaa Boateng" not in names(run)
    assert json.loads(run("sources", "kofi", "-f", "json").stdout)[0]["claims"] == 2
    assert "Pier 1 holds." in run("who", "Yaa Boateng").stdout
    (decision,) = log(run)
    assert list(decision) == list(DECISION_COLUMNS)
    assert (decision["action"], decision["by"], decision["note"]) == ("merge", "kim", "Married name.")
    assert decided(run, "undo", "--by", "lee") == "1 taken back: Yaa Boateng is Kofi Mensah · tracker.db\n"
    assert {"Yaa Boateng", "Kofi Mensah"} <= set(names(run))
    newest, first = log(run)
    assert (newest["undoes"], newest["by"], first["undone"]) == (1, "lee", newest["id"])
    result = run("sources", "undo")
    assert (result.exit_code, result.stderr) == (
        1, "tracker: there is no decision to take back; `tracker sources log` lists them\n",
    )  # fmt: skip


def test_a_merge_outlives_adding_anew(run: Run, people: Path) -> None:
    decided(run, "merge", str(BOATENG), str(KOFI))
    with Store.open(people) as store:
        store.add_article(said(person("Yaa Boateng"), "pier 9 holds", ref="pier1.txt", date="2018"))
        store.add_article(said(person("Yaa Boateng"), "pier 8 holds", ref="new.txt", date="2019"))
    assert "Yaa Boateng" not in names(run)
    assert "Pier 8 holds." in run("who", "Kofi Mensah").stdout


def test_apart_settles_what_was_suggested(run: Run) -> None:
    def suggested() -> int:
        return run("sources", "--unsure", "-f", "jsonl").stdout.count('"question": "same"')

    assert suggested() == 1
    assert decided(run, "apart", str(BOATENG), str(KOFI)).startswith("1 Yaa Boateng is not Kofi Mensah · to undo")
    assert suggested() == 0


@pytest.mark.parametrize("handles", [("Yaa Boateng", "Kofi Mensah"), (f"#{BOATENG}", str(KOFI))])
def test_apart_of_two_names_that_are_one_now(run: Run, handles: tuple[str, str]) -> None:
    decided(run, "merge", str(BOATENG), str(KOFI))
    assert "Yaa Boateng" not in names(run)
    assert decided(run, "apart", *handles).startswith("2 Yaa Boateng is not Kofi Mensah · ")
    assert {"Yaa Boateng", "Kofi Mensah"} <= set(names(run))
    assert "Pier 1 holds." in run("who", "Yaa Boateng").stdout


@pytest.mark.parametrize(
    "arguments", [("--articles", "tan.txt"), ("tan.txt",), ("--articles", "4", "--name", "Lee Tan (the elder)")]
)
def test_split(run: Run, arguments: tuple[str, ...]) -> None:
    name = "Lee Tan (the elder)" if "--name" in arguments else "Lee Tan"
    assert decided(run, "split", str(LEE), *arguments).startswith(
        f"1 Lee Tan in tan.txt is {'another one' if name == 'Lee Tan' else name} · "
    )
    items = json.loads(run("sources", "lee tan", "-f", "json").stdout)
    assert [(item["speaker"]["name"], item["articles"]) for item in items] == [("Lee Tan", 1), (name, 1)]
    decided(run, "undo", "1")
    assert json.loads(run("sources", "lee tan", "-f", "json").stdout)[0]["articles"] == 2


def test_split_of_several_articles(run: Run) -> None:
    assert decided(run, "split", "osei", "--articles", "one.txt", "3", "--note", "Her aunt.").startswith(
        "1 Ada Osei in one.txt, three.txt is another one · "
    )
    items = json.loads(run("sources", "osei", "-f", "json").stdout)
    assert sorted(item["articles"] for item in items) == [1, 2]
    result = run("sources", "split", "Lee Tan", "one.txt")
    assert (result.exit_code, result.stderr.count("\n")) == (1, 1)
    assert "does not quote" in result.stderr


def test_alias(run: Run) -> None:
    assert decided(run, "alias", "Lee Tan", "the ferryman").startswith("1 Lee Tan is also called the ferryman · ")
    assert json.loads(run("sources", "show", "the ferryman", "-f", "json").stdout)["speaker"]["id"] == LEE
    assert "  the ferryman (given by a person)\n" in run("sources", "show", "Lee Tan").stdout
    result = run("sources", "alias", "Lee Tan", "Ada Osei")
    assert (result.exit_code, result.stderr.count("\n")) == (1, 1)


def test_settle(run: Run) -> None:
    assert decided(run, "settle", str(SHE), "Lee Tan") == (
        "1 “She” in ferry.txt is Lee Tan · to undo: tracker sources undo 1 · tracker.db\n"
    )
    assert "The ferry would stay in port" in run("who", "Lee Tan").stdout.replace("the ferry", "The ferry")
    claim = next(c for c in json.loads(run("claims", "-f", "json").stdout) if c["article"]["ref"] == "ferry.txt")
    assert (claim["speaker"]["id"], claim["because"], claim["speaker_confidence"]) == (LEE, "decided by a person", 1.0)
    assert decided(run, "settle", str(OFFICIAL), "--nobody").startswith(
        "2 nobody can tell who “a harbour official” in ferry.txt is · "
    )
    assert '"who"' not in run("sources", "--unsure", "-f", "json").stdout
    shown = json.loads(run("show", "ferry.txt", "-f", "json").stdout)["attributions"]
    assert shown[0]["because"] == "decided by a person"


def test_the_log(run: Run) -> None:
    assert run("sources", "log").stderr == "tracker: no decisions found\n"
    decided(run, "merge", str(BOATENG), str(KOFI), "--note", "Married\x1b[31m name.")
    decided(run, "alias", "Lee Tan", "the ferryman")
    decided(run, "undo", "1")
    page = run("sources", "log").stdout
    assert page.index("taken back: Yaa Boateng is Kofi Mensah") < page.index("Lee Tan is also called the ferryman")
    assert "takes back 1" in page
    assert "taken back by 3" in page
    assert "note: Married�[31m name." in page
    assert [one["id"] for one in log(run, "Lee Tan")] == [2]
    assert [one["id"] for one in log(run, "--limit", "2")] == [3, 2]
    rows = list(csv.DictReader(io.StringIO(run("sources", "log", "-f", "csv").stdout)))
    assert tuple(rows[0]) == DECISION_COLUMNS
    assert [row["action"] for row in rows] == ["merge", "alias", "merge"]


# --- what is unsure, listed


def test_unsure_is_listed_where_nobody_can_be_asked(run: Run) -> None:
    page = run("sources", "--unsure").stdout
    assert page.startswith(
        f"{SHE:>6}  “She”\n        may be: 2 Lee Tan — engineer; 1 Ada Osei — former spokeswoman, Harbour Trust\n"
    )
    assert "nobody in the article fits" in page
    assert f"{BOATENG} Yaa Boateng and {KOFI} Kofi Mensah may be one\n        both speak of piers, 0.60\n" in page
    items = json.loads(run("sources", "--unsure", "-f", "json").stdout)
    assert [(item["question"], item["id"], item["candidate_ids"]) for item in items] == [
        ("who", SHE, [LEE, ADA]), ("who", OFFICIAL, []), ("same", None, [BOATENG, KOFI]),
    ]  # fmt: skip
    first = items[0]
    text = json.loads(run("show", "ferry.txt", "-f", "json").stdout)["text"]
    start, end = first["span"]
    assert text[start:end] == first["source"] == "She"
    assert text[first["offset"] :].startswith(first["passage"])
    rows = list(csv.DictReader(io.StringIO(run("sources", "--unsure", "-f", "csv").stdout)))
    assert tuple(rows[0]) == QUESTION_COLUMNS
    assert [row["candidates"] for row in rows] == ["Lee Tan; Ada Osei", "", "Yaa Boateng; Kofi Mensah"]


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("--limit", "1"), [SHE]),
        (("osei",), [SHE]),
        (("official",), [OFFICIAL]),
        (("--", "Boateng"), [None]),
        (("quux",), []),
    ],
)
def test_unsure_ones_that_are_asked_for(run: Run, arguments: tuple[str, ...], expected: list[int | None]) -> None:
    result = run("sources", "--unsure", "-f", "jsonl", *arguments)
    assert [json.loads(line)["id"] for line in result.stdout.splitlines()] == expected
    assert result.stderr == ("" if expected else "tracker: no unsure sources found\n")


def test_a_question_mark_stands_behind_who_is_unsure(run: Run) -> None:
    page = run("claims").stdout
    assert "she ?  " in page
    assert page.endswith("\n\n? who it is cannot be told; `tracker sources --unsure` asks you\n")
    decided(run, "settle", str(SHE), "Lee Tan")
    decided(run, "settle", str(OFFICIAL), "--nobody")
    assert "?" not in run("claims").stdout


def test_the_docs_tell_every_reason() -> None:
    page = (Path(__file__).parents[2] / "docs" / "speakers.md").read_text(encoding="utf-8")
    for because in get_args(Because):
        assert f"| `{because}` | " in page
    assert f"Below a confidence of {UNSURE_BELOW:g} the speaker" in page
    for name in command_names():
        if name.startswith("sources "):
            assert f"tracker {name}" in page
