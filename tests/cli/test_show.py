from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.report.article_samples import fill
from tests.report.parsed import check_links, read_page
from tracker.store import Store

pytestmark = pytest.mark.usefixtures("disputed")


@pytest.fixture
def disputed(tmp_path: Path) -> None:
    """``tracker.db`` in the folder of `run`."""
    with Store.open(tmp_path / "tracker.db") as store:
        fill(store)


def test_a_page_is_one_file_with_all_that_speaks_against_it(run: Run) -> None:
    result = run("show", "news/bridge.txt", "--format", "html")
    assert (result.exit_code, result.stderr) == (0, "")
    parsed = read_page(result.stdout)
    check_links(parsed, {"https://river.example/1"})
    assert "one says it is not so · suggested · score 0.91 · pair 1" in parsed.text
    assert run("show", "1", "--format", "html").stdout == result.stdout


@pytest.mark.parametrize(
    ("name", "start"),
    [("a.html", "<!DOCTYPE html>"), ("a.HTML", "<!DOCTYPE"), ("a.txt", "River Post"), ("a.json", "{")],
)
def test_the_ending_of_a_file_is_its_format(run: Run, tmp_path: Path, name: str, start: str) -> None:
    file = tmp_path / name
    file.write_text("what was there", encoding="utf-8")
    result = run("show", "1", "-o", name)
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")
    written = file.read_bytes()
    assert written.startswith(start.encode())
    assert written.endswith(b"\n")
    assert b"\x1b" not in written
    assert sorted(path.name for path in tmp_path.iterdir() if "tmp" in path.name) == []


def test_a_file_holds_what_is_printed(run: Run, tmp_path: Path) -> None:
    for wanted in ("text", "html", "json"):
        run("show", "1", "-f", wanted, "-o", "a.page")
        assert (tmp_path / "a.page").read_text(encoding="utf-8") == run("show", "1", "-f", wanted, "-o", "-").stdout
    run("show", "1", "-o", "bare")
    assert (tmp_path / "bare").read_text(encoding="utf-8").startswith("River Post")


def test_a_format_that_is_asked_for_goes_before_the_ending(run: Run, tmp_path: Path) -> None:
    run("show", "1", "-f", "json", "-o", "a.html")
    assert json.loads((tmp_path / "a.html").read_text(encoding="utf-8"))["article"]["id"] == 1


def test_an_ending_that_is_no_format(run: Run, tmp_path: Path) -> None:
    result = run("show", "1", "-o", "a.pdf")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == (
        "tracker: a.pdf: an article is not written as .pdf; end it .html, .txt or .json, or give --format\n"
    )
    assert not (tmp_path / "a.pdf").exists()


def test_what_fails_leaves_the_file_as_it_was(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("what was there", encoding="utf-8")
    assert run("show", "nothing.txt", "-o", "a.html").exit_code == 1
    assert (tmp_path / "a.html").read_text(encoding="utf-8") == "what was there"
    result = run("show", "1", "-o", "no/such/a.html")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "no folder" in result.stderr


def test_only_what_is_sure_is_shown(run: Run, tmp_path: Path) -> None:
    with Store.open(tmp_path / "tracker.db") as store:
        conn = store.as_sqlite_utils().conn
        conn.execute("UPDATE attributions SET confidence = 0.3 WHERE id = 1")
        conn.commit()
        all_of_it = store.article("1").attributions
    assert len(all_of_it) > 2
    sure = json.loads(run("show", "1", "--min-confidence", "0.31", "-f", "json").stdout)["attributions"]
    assert [one["confidence"] for one in sure] == [one.confidence for one in all_of_it[1:] if one.confidence >= 0.31]
    said = "1 attribution is left out: the machine is less sure of it than was asked for."
    for wanted in ("text", "html"):
        page = run("show", "1", "--min-confidence", "0.31", "-f", wanted).stdout
        assert said in page
        assert "left out" not in run("show", "1", "-f", wanted).stdout
        assert run("show", "1", "-f", wanted, "--min-confidence", "0.3").stdout == run("show", "1", "-f", wanted).stdout
    html = run("show", "1", "--min-confidence", "0.31", "-f", "html").stdout
    check_links(read_page(html), {"https://river.example/1"})
    assert "pair 1" not in read_page(html).text  # it is the first claim that is contradicted
    assert 'claim-1"' not in html
    nothing = run("show", "1", "--min-confidence", "1").stdout
    assert "No attributions found." in nothing
    assert "attributions are left out: the machine is less sure of them" in nothing
