from __future__ import annotations

import csv
import json
from dataclasses import replace
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.store.sample import Says, person, told
from tracker.store import Store

ADA = person("Ada Osei")


@pytest.fixture(autouse=True)
def changed(tmp_path: Path) -> None:
    """``tracker.db`` in the folder of `run`, with an article that changed and one that did not."""
    with Store.open(tmp_path / "tracker.db") as store:
        store.add_article(told(Says(ADA, "at least 12 people are missing"), ref="a.txt"))
        store.add_article(told(Says(ADA, "the bridge is safe"), ref="b.txt"))
        store.add_article(told(Says(ADA, "at least 14 people are missing"), ref="a.txt"))


def test_one_article(run: Run) -> None:
    result = run("history", "a.txt")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "- Ada Osei: At least [12] people are missing. #1\n+ Ada Osei: At least [14]" in result.stdout
    assert run("history", "1").stdout == result.stdout, "an older text tells of the same article"


def test_all_that_changed(run: Run) -> None:
    (one,) = json.loads(run("history", "--since", "2020", "--format", "json").stdout)
    assert one == json.loads(run("history", "a.txt", "-f", "json").stdout)
    assert json.loads(run("history", "a.txt", "-f", "jsonl").stdout) == one
    nothing = run("history", "--since", "2999-01-01")
    assert (nothing.exit_code, nothing.stdout, nothing.stderr) == (0, "", "tracker: no changed articles found\n")


def test_a_csv_has_a_line_for_each_version(run: Run) -> None:
    rows = list(csv.DictReader(run("history", "a.txt", "-f", "csv").stdout.splitlines()))
    assert [(row["number"], row["current"], row["changed"], row["article_ref"]) for row in rows] == [
        ("1", "false", "0", "a.txt"),
        ("2", "true", "1", "a.txt"),
    ]


@pytest.mark.parametrize("arguments", [(), ("a.txt", "--since", "2020")])
def test_one_article_or_all(run: Run, arguments: tuple[str, ...]) -> None:
    result = run("history", *arguments)
    assert result.exit_code == 2
    assert "Give an ARTICLE, or --since DATE" in " ".join(result.stderr.replace("│", " ").split())


def test_no_such_article(run: Run) -> None:
    result = run("history", "nothing.txt")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "no article 'nothing.txt'" in result.stderr


def test_claims_of_all_versions_say_which_and_whether_they_stand(run: Run) -> None:
    told = json.loads(run("claims", "--all-versions", "--article", "a.txt", "-f", "json").stdout)
    assert [(claim["text"], claim["version"], claim["stands"]) for claim in told] == [
        ("At least 12 people are missing.", 1, False),
        ("At least 14 people are missing.", 2, True),
    ]
    rows = list(csv.DictReader(run("claims", "missing", "--all-versions", "-f", "csv").stdout.splitlines()))
    assert {(row["id"], row["version"], row["stands"]) for row in rows} == {("1", "1", "false"), ("3", "2", "true")}
    assert "At least 12 people are missing. (no longer there)" in run("claims", "--all-versions").stdout
    plain = run("claims", "missing", "-f", "csv").stdout
    assert "stands" not in plain
    assert "12 people" not in plain


def test_a_text_that_came_back_is_a_version(run: Run, tmp_path: Path) -> None:
    with Store.open(tmp_path / "tracker.db") as store:
        store.add_article(told(Says(ADA, "at least 12 people are missing"), ref="a.txt"))
    shown = run("history", "a.txt").stdout
    assert "Version 3 (current) · " in shown
    assert " UTC · the text of version 1 again" in shown
    rows = list(csv.DictReader(run("history", "a.txt", "-f", "csv").stdout.splitlines()))
    assert [(row["number"], row["again"]) for row in rows] == [("1", ""), ("2", ""), ("3", "1")]


def test_a_text_shows_which_version_it_is(run: Run) -> None:
    assert "version 2 of 2\n" in run("show", "a.txt").stdout
    assert "version 1 of 2, an older text\n" in run("show", "1").stdout
    assert "version" not in run("show", "b.txt").stdout
    older = json.loads(run("show", "1", "-f", "json").stdout)
    assert (older["version"], older["versions"]) == (1, 2)


def test_who_wrote_it_and_which_agency_it_is_of(run: Run, tmp_path: Path) -> None:
    said = told(Says(ADA, "the weir is closed"), ref="weir.txt")
    article = replace(said.article, outlet="Coast Post", author="Mara Holt", agency="Coast Wire", language="fr")
    with Store.open(tmp_path / "tracker.db") as store:
        store.add_article(replace(said, article=article))
    facts = "Coast Post · by Mara Holt · via Coast Wire · "
    assert f"{facts}article 4 · language fr\n" in run("claims", "weir").stdout
    assert f"{facts}language fr\n" in run("show", "weir.txt").stdout
