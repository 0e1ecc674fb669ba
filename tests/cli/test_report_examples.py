"""The scripts of docs/report.md, run as they stand there: a real shell, the real program, a real database."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any, get_args

import pytest

from tests.report.week import fill
from tracker.cli.report import Format
from tracker.store import Store

PAGE = (Path(__file__).parents[2] / "docs" / "report.md").read_text(encoding="utf-8")
IN_THE_WEEK, LONG_AFTER = "1403481600", "1900000000"  # 23 June 2014, and 2030
KNOWS_HTML = "html" in get_args(Format)  # the examples write a page that this program may not know yet
ARTICLE = {"id": "new", "date": "2014-06-20", "text": "The lamps are lit, Gil Tarn said on Friday."}

pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform == "win32", reason="a shell")]


def fenced(language: str) -> str:
    """The one block of this language that is a script (the first line says so)."""
    (block,) = [
        block
        for block in re.findall(rf"^```{language}\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)
        if block.startswith(("#!/bin/sh", "on:"))
    ]
    return str(block)


@pytest.fixture
def folder(tmp_path: Path, tracker_program: Path) -> Path:
    """A newsroom: ``tracker.db`` with the made-up week, an article in ``inbox`` and ``articles``, a `mail`."""
    with Store.open(tmp_path / "tracker.db") as store:
        fill(store)
    for name in ("inbox", "articles"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "new.jsonl").write_text(json.dumps(ARTICLE) + "\n", encoding="utf-8")
    programs = tmp_path / "bin"
    programs.mkdir()
    for name, script in (
        ("mail", f'#!/bin/sh\nprintf "%s\\n" "$*" > {tmp_path}/mailed\ncat >> {tmp_path}/mailed\n'),
        ("tracker", f'#!/bin/sh\nexec {tracker_program} "$@"\n'),
    ):
        (programs / name).write_text(script, encoding="utf-8")
        (programs / name).chmod(0o755)
    return tmp_path


def run(shell: list[str], script: str, folder: Path, now: str) -> subprocess.CompletedProcess[str]:
    """The script by this shell in the newsroom, at that time."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("TRACKER_")}
    ours = {
        "PATH": f"{folder / 'bin'}:{os.environ['PATH']}",
        "PYTHONPATH": str(Path(__file__).parents[2]),
        "SOURCE_DATE_EPOCH": now,
        "GITHUB_STEP_SUMMARY": str(folder / "summary.md"),
    }
    place = folder / "script"
    place.write_text(script, encoding="utf-8")
    return subprocess.run(
        [*shell, str(place)],
        cwd=folder,
        env=inherited | ours,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=300,
    )


def friday(folder: Path, now: str) -> subprocess.CompletedProcess[str]:
    script = fenced("sh")
    assert "cd /srv/news || exit 1\n" in script
    return run(["/bin/sh"], script.replace("cd /srv/news ", f"cd {folder} "), folder, now)


def test_friday_mails_when_there_is_something(folder: Path) -> None:
    done = friday(folder, IN_THE_WEEK)
    assert done.returncode == 0
    assert "Report on 2014-06-17 to 2014-06-23" in (folder / "week.txt").read_text(encoding="utf-8")
    mailed = (folder / "mailed").read_text(encoding="utf-8")
    assert mailed == "-s This week's contradictions desk@example.org\n" + (folder / "week.txt").read_text("utf-8")
    assert "Gil Tarn" in mailed  # what was in the inbox is in the report
    assert (folder / "week.html").exists() == KNOWS_HTML
    assert "1 article" in done.stderr + done.stdout


def test_friday_mails_nothing_when_there_is_nothing(folder: Path) -> None:
    assert friday(folder, LONG_AFTER).returncode == 0
    assert "No articles." in (folder / "week.txt").read_text(encoding="utf-8")
    assert not (folder / "mailed").exists()


def test_friday_goes_on_past_an_input_that_cannot_be_read(folder: Path) -> None:
    (folder / "inbox" / "bad.jsonl").write_text("{\n", encoding="utf-8")
    assert friday(folder, IN_THE_WEEK).returncode == 0
    assert (folder / "mailed").exists()


def test_friday_stops_when_adding_failed(folder: Path) -> None:
    (folder / "tracker.db").write_text("no database", encoding="utf-8")
    assert friday(folder, IN_THE_WEEK).returncode == 1
    assert not (folder / "mailed").exists()
    assert not (folder / "week.txt").exists()


def steps(block: str) -> list[str]:
    """What the steps of the workflow run."""
    found = re.findall(r"^ +- run: (?:\|\n((?: {10}.*\n)+)|(.+)\n)", block, re.MULTILINE)
    return [re.sub(r"^ {10}", "", many, flags=re.MULTILINE) or one for many, one in found]


def test_the_workflow_is_yaml() -> None:
    yaml = pytest.importorskip("yaml")
    workflow: dict[Any, Any] = yaml.safe_load(fenced("yaml"))
    assert workflow[True] == {"schedule": [{"cron": "0 16 * * 5"}]}  # `on`, in YAML 1.1
    told = workflow["jobs"]["report"]["steps"]
    assert [step["run"] for step in told if "run" in step] == steps(fenced("yaml"))
    assert told[-1]["with"] == {"name": "week", "path": "week.html"}


def test_the_steps_of_the_workflow_do_what_they_say(folder: Path) -> None:
    installed, added, reported = steps(fenced("yaml"))
    assert installed == "pip install ."
    if not KNOWS_HTML:
        reported = reported.replace("tracker report --last 7d -o week.html\n", "")
    for step in (added, reported):
        done = run(["bash", "-e"], step, folder, IN_THE_WEEK)
        assert done.returncode == 0, done.stderr
    page = (folder / "week.md").read_text(encoding="utf-8")
    assert page.startswith("# Report on 2014-06-17 to 2014-06-23\n")
    assert (folder / "summary.md").read_text(encoding="utf-8") == page
    assert "Gil Tarn" in page
    assert (folder / "week.html").exists() == KNOWS_HTML
