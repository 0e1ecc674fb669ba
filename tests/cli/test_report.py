"""`tracker report` as a script runs it: formats, files, bytes, gates, what came since the last."""

from __future__ import annotations

import json
import resource
import sqlite3
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.report.week import ADA, BEN, WEEK, fill
from tests.store.sample import JUDGE, found, said, sure
from tracker.store import Store

PATH = "tracker.db"


@pytest.fixture
def week(tmp_path: Path) -> Path:
    """The made-up week in ``tracker.db`` of the folder of `run`."""
    with Store.open(tmp_path / PATH) as store:
        fill(store)
    return tmp_path / PATH


def add(path: Path, words: str, ref: str) -> int:
    """One more article, of a date long past."""
    with Store.open(path) as store:
        return store.add_article(said(ADA, words, ref=ref, date="2001-01-01", certainty=sure())).article_id


@pytest.mark.parametrize("name", ["md", "html", "txt", "json"])
def test_the_same_database_gives_the_same_bytes(run: Run, week: Path, name: str) -> None:
    first = run("report", "--week", WEEK, "--format", name)
    assert first.exit_code == 0
    assert run("report", "--week", WEEK, "--format", name).stdout_bytes == first.stdout_bytes
    assert run("report", "--week", WEEK, "-o", f"page.{name}").stdout == ""
    assert (week.parent / f"page.{name}").read_bytes() == first.stdout_bytes
    assert first.stdout.endswith("\n")
    assert not first.stdout.endswith("\n\n")


def test_the_ending_of_the_file_is_the_format_unless_one_is_given(run: Run, week: Path) -> None:
    for name, arguments, start in (
        ("a.json", (), "{"),
        ("a.TXT", (), "Report on 2014-W25"),
        ("a", (), "# Report"),
        ("a.page", ("--format", "md"), "# Report"),
        ("b.json", ("--format", "md"), "# Report"),
    ):
        assert run("report", "--week", WEEK, "-o", name, *arguments).exit_code == 0
        assert (week.parent / name).read_text(encoding="utf-8").startswith(start)
    assert run("report", "-o", "-").stdout.startswith("# Report on all articles\n")


@pytest.mark.parametrize("name", ["md", "txt"])
def test_an_empty_period_is_a_short_honest_page(run: Run, week: Path, name: str) -> None:
    page = run("report", "--week", "1999-W01", "--format", name, "--fail-on", "contradictions")
    assert page.exit_code == 0
    assert week.exists()
    lines = [line for line in page.stdout.replace("\\", "").splitlines() if line.strip("=")]
    assert lines[0].removeprefix("# ") == "Report on 1999-W01, 1999-01-04 to 1999-01-10"
    assert lines[1:] == ["1 article has no date and is in no period.", "No articles."]


def test_a_page_tells_suggested_and_confirmed_apart(run: Run, week: Path) -> None:
    page = run("report", "--week", WEEK).stdout
    assert week.exists()
    assert "2 suggested by the machine; none is confirmed by a person. 1 new; 1 told before, and again." in page
    assert "1 confirmed by a person. None was told before." in page
    assert "**differ on the number** · confirmed by kim, " in page
    assert "   - Note: Asked again on Friday." in page
    assert "dust lies deep" not in page.partition("## Most quoted")[0]  # dismissed
    assert "score 0.95 · 3 outlets · told before · pair 3" not in page  # the head is a pair of no reprint, the surest
    assert "· told before · pair 4" in page
    side = "   - **Cyd Vance**, fire chief · probable: “three workers went to hospital with burns” — Wire, 2014-06-19,"
    assert f"{side} article 5 (5.txt), characters 20–61\n" in page


def test_the_words_stand_where_the_page_says(run: Run, week: Path) -> None:
    page = json.loads(run("report", "--format", "json").stdout)
    with Store.open(week) as store:
        for item in page["contradictions"]["items"]:
            for side in (item["a"], item["b"]):
                start, end = side["span"]
                assert store.text(side["article"]["id"])[start:end] == side["quote"]


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ((), 10),
        (("--week", WEEK), 10),
        (("--week", WEEK, "--speaker", "Cyd Vance"), 10),  # against herself alone
        (("--week", WEEK, "--speaker", "Eva Lindt"), 0),  # dismissed
        (("--week", "2014-W27"), 0),
    ],
)
def test_the_gate(run: Run, week: Path, asked: tuple[str, ...], code: int) -> None:
    assert week.exists()
    assert run("report", *asked, "--fail-on", "contradictions", "-o", "page.md").exit_code == code
    assert (
        (week.parent / "page.md").read_text(encoding="utf-8").startswith("# Report")
    )  # the page is there all the same
    assert run("report", *asked).exit_code == 0


@pytest.mark.parametrize(
    "asked",
    [
        ("--week", "2014-W54"),
        ("--week", "week 25"),
        ("--since", "2014-13"),
        ("--until", "soon"),
        ("--since", "2014-07", "--until", "2014-06"),
        ("--last", "7"),
        ("--last", "7d", "--week", WEEK),
        ("--since-last", "--since", "2014"),
    ],
)
def test_bad_dates_are_one_line_and_exit_code_2(run: Run, week: Path, asked: tuple[str, ...]) -> None:
    result = run("report", *asked, "-o", "page.md")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("tracker: ")
    assert result.stderr.count("\n") == 1
    assert not (week.parent / "page.md").exists()


@pytest.mark.parametrize("name", ["page.pdf", "page.docx", "page.2024"])
def test_an_ending_that_is_no_format_is_refused(run: Run, week: Path, name: str) -> None:
    result = run("report", "-o", name)
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (2, "", 1)
    ending = Path(name).suffix
    assert result.stderr == (
        f"tracker: {name}: a report is not written as {ending}; end it .md, .html, .json or .txt, or give --format\n"
    )
    assert not (week.parent / name).exists()


def test_a_topic_without_words_is_one_line(run: Run, week: Path) -> None:
    result = run("report", "--topic", "-bridge")
    assert week.exists()
    assert (result.exit_code, result.stderr.count("\n")) == (1, 1)


@pytest.fixture
def refused(run: Run, week: Path) -> Callable[..., str]:
    """Runs a report that goes wrong; gives its one line. Nothing is noted, nothing is left over."""

    def refuse(*arguments: str, code: int = 1) -> str:
        before = {path: path.read_bytes() for path in week.parent.iterdir() if path.is_file() and path != week}
        result = run("report", *arguments)
        assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (code, "", 1)
        after = {path: path.read_bytes() for path in week.parent.iterdir() if path.is_file() and path != week}
        assert {path.name for path in after} == {path.name for path in before}
        assert {path: data for path, data in after.items() if "tracker.db" not in path.name} == {
            path: data for path, data in before.items() if "tracker.db" not in path.name
        }
        assert sqlite3.connect(week).execute("SELECT count(*) FROM reports").fetchone() == (0,)
        return result.stderr.removeprefix("tracker: ").rstrip("\n")

    return refuse


@pytest.mark.parametrize(
    ("place", "line"),
    [
        ("nowhere/page.md", "page.md: no folder nowhere; make it first, or name another place"),
        ("folder.md", "folder.md: not a file; name a file with --output"),
        ("/dev/full", "/dev/full: cannot be written: No space left on device; name another place with --output"),
        (f"{'a' * 300}.md", f"{'a' * 300}.md: cannot be written: File name too long; name another place with --output"),
    ],
)
def test_a_file_that_cannot_be_written_is_one_line(
    refused: Callable[..., str], week: Path, place: str, line: str
) -> None:
    (week.parent / "folder.md").mkdir()
    assert refused("-o", place) == line


def test_a_disk_that_is_full_leaves_the_old_page(refused: Callable[..., str], week: Path) -> None:
    (week.parent / "page.md").write_text("old", encoding="utf-8")
    (week.parent / "big.md").write_text("{% for n in range(90000) %}{{ '%0100d' % n }}{% endfor %}", encoding="utf-8")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4_000_000, hard))  # no file may be longer, as on a full disk
    try:
        line = refused("-o", "page.md", "--template", "big.md")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert line == "page.md: cannot be written: File too large; name another place with --output"
    assert (week.parent / "page.md").read_text(encoding="utf-8") == "old"


def test_a_page_is_replaced_and_keeps_its_rights(run: Run, week: Path) -> None:
    page = week.parent / "page.md"
    page.write_text("old", encoding="utf-8")
    page.chmod(0o600)
    assert run("report", "-o", "page.md").exit_code == 0
    assert page.read_text(encoding="utf-8").startswith("# Report")
    assert stat.S_IMODE(page.stat().st_mode) == 0o600


def test_the_report_is_noted_only_when_the_file_is_there(run: Run, week: Path) -> None:
    assert run("report", "-o", "nowhere/page.md").exit_code == 1
    assert run("report", "-o", "-").exit_code == 0
    assert "There was no report before this one" in run("report", "--since-last").stdout
    assert run("report", "-o", "/dev/null").exit_code == 0
    assert "There was no report before this one" not in run("report", "--since-last").stdout
    assert week.exists()


TEMPLATE = "# {{ title }}\n{{ counts.claims }} claims\n"


def test_a_template_of_ones_own(run: Run, week: Path) -> None:
    (week.parent / "mine.md.j2").write_text(TEMPLATE, encoding="utf-8")
    page = run("report", "--week", WEEK, "--template", "mine.md.j2")
    assert page.stdout == "# Report on 2014-W25, 2014-06-16 to 2014-06-22\n14 claims\n"
    for name, arguments in (("page", ()), ("page.of-mine", ()), ("page.md", ("--format", "md")), ("page.json", ())):
        assert run("report", "--week", WEEK, "--template", "mine.md.j2", "-o", name, *arguments).stdout == ""
        assert (week.parent / name).read_bytes() == page.stdout_bytes
    gate = run("report", "--week", WEEK, "--template", "mine.md.j2", "--fail-on", "contradictions")
    assert (gate.exit_code, gate.stdout) == (10, page.stdout)


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (("--format", "json"), "mine.md: --format json with a template of another kind; leave --format out"),
        (("-o", "page.html"), "mine.md: page.html is to be HTML or XML, and the template's name does not say so; "
         "end it .html"),
        (("-o", "mine.md"), "mine.md: the page would overwrite its template; name another file with --output"),
        (("-o", "link.md"), "mine.md: the page would overwrite its template; name another file with --output"),
    ],
)  # fmt: skip
def test_what_does_not_go_with_a_template(
    refused: Callable[..., str], week: Path, arguments: tuple[str, ...], line: str
) -> None:
    (week.parent / "mine.md").write_text(TEMPLATE, encoding="utf-8")
    (week.parent / "link.md").symlink_to("mine.md")
    assert refused("--template", "mine.md", *arguments, code=2) == line


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (None, "mine.md: cannot be read: No such file or directory; name another file with --template"),
        (b"\n\xff", "mine.md, line 2: not UTF-8; save the file as UTF-8"),
        (b"{% if %}", "mine.md, line 1: Expected an expression, got 'end of statement block'"),
        (b"\n\n{{ claims }}", "mine.md, line 3: the name 'claims' is unknown; docs/report.md lists what there is"),
        (b"# {{ title }}\n{{ 1 // 0 }}", "mine.md, line 2: integer division or modulo by zero"),
        (b"{% include 'mine.md' %}", "mine.md, line 1: goes round in circles, or nests too deeply; see what includes, "
         "extends or calls itself"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("output", [(), ("-o", "page.md")])
def test_a_template_that_goes_wrong_writes_nothing(
    refused: Callable[..., str], week: Path, text: bytes | None, line: str, output: tuple[str, ...]
) -> None:
    (week.parent / "page.md").write_text("old", encoding="utf-8")
    if text is not None:
        (week.parent / "mine.md").write_bytes(text)
    assert refused("--template", "mine.md", *output) == line


def test_since_last_tells_what_was_added_since(run: Run, week: Path) -> None:
    first = run("report", "--since-last")
    assert "There was no report before this one: all articles." in first.stdout
    assert run("report", "--since-last").stdout == first.stdout  # without -o nothing is noted
    assert run("report", "--week", WEEK, "-o", "page.md").exit_code == 0
    nothing = run("report", "--since-last", "--fail-on", "contradictions")
    assert nothing.exit_code == 0
    assert "No articles." in nothing.stdout

    new = add(week, "every ferry sails on Sundays", "new.txt")
    with Store.open(week) as store:
        store.add_relations(new, JUDGE, [found(6, new, 0.9), found(3, 16, 0.9)])
    page = json.loads(run("report", "--since-last", "--format", "json").stdout)
    assert page["last_report"] is not None
    assert page["counts"]["articles"] == 1
    (dispute,) = page["contradictions"]["items"]  # of two old articles is none, though it was found later
    assert {dispute["a"]["id"], dispute["b"]["id"]} == {6, new}
    assert dispute["is_new"] is True
    assert page["new_speakers"]["total"] == 0
    assert page["not_read"]["total"] == 0


def test_since_last_is_of_reports_narrowed_alike(run: Run, week: Path) -> None:
    assert run("report", "--speaker", "Ada Lovelace", "-o", "ada.md").exit_code == 0
    assert "There was no report before" in run("report", "--since-last").stdout
    assert "There was no report before" in run("report", "--since-last", "--speaker", "Ben Okri").stdout
    add(week, "the gate is shut", "new.txt")
    assert run("report", "--since-last", "--speaker", "Ada Lovelace", "-o", "ada.json").exit_code == 0
    page = json.loads((week.parent / "ada.json").read_text(encoding="utf-8"))
    assert (page["counts"]["articles"], page["counts"]["claims"]) == (1, 1)
    assert page["speakers"]["items"][0]["speaker"]["name"] == ADA.name
    with Store.open(week) as store:
        store.add_article(said(BEN, "the gate is open", ref="b.txt"))
    assert "No articles." in run("report", "--since-last", "--speaker", "Ada Lovelace").stdout


def test_source_date_epoch_stands_in_for_now(run: Run, week: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1403481600")  # 2014-06-23T00:00:00Z
    page = run("report", "--last", "8d", "-o", "page.md")
    assert page.exit_code == 0
    assert (week.parent / "page.md").read_text(encoding="utf-8").startswith("# Report on 2014-06-16 to 2014-06-23\n")
    assert sqlite3.connect(week).execute("SELECT at FROM reports").fetchall() == [("2014-06-23T00:00:00Z",)]
    assert "Articles added or changed after the report of 2014-06-23T00:00:00Z" in run("report", "--since-last").stdout
    for wrong in ("soon", "-1", "9" * 30, "9" * 5000, "\u0663", "1 2", "\x1b[31m"):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", wrong)
        result = run("report")
        assert result.exit_code == 1
        assert result.stderr.startswith("tracker: SOURCE_DATE_EPOCH: not a number of seconds: '")
        assert result.stderr.endswith("'; give one, or unset it\n")
        assert (result.stdout, result.stderr.count("\n"), len(result.stderr) < 150) == ("", 1, True)


def test_a_database_that_nobody_may_write_is_reported_on(run: Run, week: Path) -> None:
    conn = sqlite3.connect(week)
    conn.execute("BEGIN IMMEDIATE")  # as good as read-only: somebody else writes
    conn.execute("CREATE TABLE theirs (x)")
    page = run("report", "--week", WEEK)
    assert page.exit_code == 0
    assert "theirs" not in page.stdout
    conn.rollback()
    conn.close()


def test_no_database_is_one_line(run: Run) -> None:
    result = run("report")
    assert (result.exit_code, result.stderr.count("\n")) == (1, 1)


@pytest.mark.usefixtures("plain_pipeline")
def test_an_add_that_skips_something_is_told(run: Run, bridge: str) -> None:
    assert run("add", bridge).exit_code == 0
    assert "What could not be read" not in run("report").stdout
    assert run("add", bridge, "none.txt", "neither.txt").exit_code == 3
    page = run("report").stdout
    assert "## What could not be read" in page
    assert "1. **tracker add**: 2 inputs skipped — " in page
    assert "   - **none.txt**: no such file or folder; check the name\n" in page
    assert "… and 1 more" not in page
    page = run("report", "--limit", "1").stdout
    assert "   - **none.txt**: no such file or folder; check the name\n   - … and 1 more\n" in page
    (item,) = json.loads(run("report", "--format", "json").stdout)["not_read"]["items"]
    assert [one["name"] for one in item["inputs"]] == ["none.txt", "neither.txt"]


@pytest.mark.usefixtures("plain_pipeline")
def test_an_add_that_is_cut_short_tells_what_it_skipped_till_then(run: Run, tmp_path: Path) -> None:
    (tmp_path / "stop.txt").write_text("Ctrl-C", encoding="utf-8")
    assert run("add", "none.txt", "stop.txt", "neither.txt").exit_code == 130
    with Store.open(tmp_path / "tracker.db") as store:
        store.as_sqlite_utils().execute("UPDATE runs SET finished_at = NULL").fetchall()  # as a kill leaves it
    page = run("report").stdout
    assert "1. **tracker add**: not finished, 1 input skipped so far — " in page
    assert "   - **none.txt**: no such file or folder; check the name\n" in page
