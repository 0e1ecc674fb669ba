from __future__ import annotations

import os
import re
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests.cli.conftest import Run
from tracker.cli import COMMANDS, app, command_names, load_command

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.usefixtures("plain_pipeline")
ALL = tuple(command_names())


def test_a_group_has_its_commands() -> None:
    assert set(COMMANDS) < set(ALL)
    assert "sources merge" in ALL


@pytest.mark.parametrize("command", ["", *ALL])
def test_help_has_an_example_and_explains_every_option(run: Run, command: str) -> None:
    result = run(*command.split(), "--help")
    assert result.exit_code == 0
    assert f"\n    tracker {command}" in result.stdout
    assert run(*command.split(), "-h").stdout == result.stdout
    options = re.search(r"\nOptions:\n(.*?)\n\n", result.stdout, re.DOTALL)
    assert options
    for option in re.split(r"\n  (?=-)", options.group(1)):
        assert re.search(r"(  |\n +)[A-Z]", option), f"{option!r} has no explanation"


@pytest.mark.parametrize("command", COMMANDS)
def test_the_list_of_commands_says_what_the_commands_say(command: str) -> None:
    assert (load_command(command).help or "").splitlines()[0] == COMMANDS[command][1]


@pytest.mark.parametrize("command", ALL)
def test_examples_name_options_that_exist(run: Run, command: str) -> None:
    text = run(*command.split(), "--help").stdout
    usage, _, examples = text.partition("Examples:")
    for option in re.findall(r"(?<= )--[a-z]+", examples):
        assert option in usage


@pytest.mark.parametrize("command", ["", *ALL])
def test_docs_show_the_help_of_today(run: Run, command: str) -> None:
    page = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    assert run(*command.split(), "--help").stdout.strip() in page, "run `cog -r docs/cli.md`"


def test_docs_are_what_cog_writes() -> None:
    cogapp = pytest.importorskip("cogapp")
    assert cogapp.Cog().main(["cog", "--check", str(ROOT / "docs" / "cli.md")]) == 0, "run `cog -r docs/cli.md`"


def test_version(run: Run) -> None:
    try:
        expected = f"tracker {version('tracker')}\n"
    except PackageNotFoundError:
        pytest.skip("tracker is not installed")
    assert run("--version").stdout == expected


def test_no_command_is_usage(run: Run) -> None:
    result = run()
    assert result.exit_code == 2
    assert "Usage: tracker" in result.output


def test_a_typo_is_answered_with_the_command_meant(run: Run) -> None:
    result = run("clams")
    assert result.exit_code == 2
    assert "Did you mean 'claims'?" in result.stderr


@pytest.mark.parametrize(
    ("words", "expected"), [("tracker s", ["sources", "show"]), ("tracker claims -f js", ["json"])]
)
def test_completion(words: str, expected: list[str]) -> None:
    completion = {
        "_TRACKER_COMPLETE": "complete_bash",
        "COMP_WORDS": words,
        "COMP_CWORD": str(len(words.split()) - 1),
    }
    result = CliRunner().invoke(app, [], env=completion, prog_name="tracker")
    assert set(expected) <= set(result.stdout.split())


def test_help_imports_nothing_heavy() -> None:
    script = "import sys; sys.argv[1:] = ['--help']\ntry:\n from tracker.cli import main; main()\nfinally:\n"
    script += " print(sorted({name.split('.')[0] for name in sys.modules}), file=sys.stderr)"
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    heavy = {
        "rich",
        "pydantic",
        "sqlite3",
        "sqlite_utils",
        "numpy",
        "onnxruntime",
        "tokenizers",
        "transformers",
        "rapidfuzz",
    }
    assert not heavy & set(re.findall(r"'(\w+)'", done.stderr))
