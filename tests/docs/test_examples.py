"""Every example of the documentation does what its page says when it is pasted."""

from __future__ import annotations

import re
import shlex
import sys
from collections.abc import Iterator

import pytest

from tests.docs.examples import PAGES, Command, Example, agrees, as_read, find_examples, find_unmarked
from tests.docs.running import Came, Shop
from tracker.cli import load_command

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a shell")

# What is not run, and why. The list is here so that it cannot grow unseen.
NOT_RUN = [
    ("README.md", "asks on a terminal"),
    ("README.md", "a list of what there is"),
    ("README.md", "CI does"),
    ("docs/export.md", "broken into lines by hand"),
    ("docs/models.md", "trains"),
    ("docs/models.md", "trains"),
    ("docs/models.md", "trains"),
    ("docs/models.md", "trains"),
    ("docs/report.md", "tests/cli/test_report_examples.py does"),
]
# Every kind of input, and how its example begins: each is added in docs/reading.md.
KINDS = {
    "page": "tracker add weir.html",
    "address": "tracker add https://news.example/bridge-closed",
    "RSS and Atom by address": "tracker add https://news.example/feed.xml https://coast.example/atom.xml",
    "RSS file": "tracker add saved.rss",
    "feeds of tracker.toml": "tracker add --feeds",
    "CSV": "tracker add export.csv",
    "JSON lines, with --map": "tracker add dump.jsonl --map ",
    "zip": "tracker add statements.zip",
    "folder": "tracker add statements/",
    "gzip": "tracker add export.csv.gz",
    "WARC": "tracker add crawl.warc.gz",
    "PDF, DOCX": "tracker add report.pdf statement.docx",
    "e-mail": "tracker add release.eml",
    "stdin": "tracker extract -",
}


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    with Shop(tmp_path_factory.mktemp("shop")) as running:
        yield running


@pytest.mark.slow
@pytest.mark.parametrize("page", [page for page in PAGES if find_examples(page)])
def test_examples_do_what_they_say(page: str, shop: Shop) -> None:
    told = [what for example, command, came in shop.run_page(page) for what in wrong(example, command, came)]
    assert not told, "\n".join([*told, f"`python -m tests.docs.examples {page}` writes outputs anew"])


def wrong(example: Example, command: Command, came: Came) -> Iterator[str]:
    """What is not as the page says."""
    where = f"{example.page}:{example.line}: {command.text}"
    tells = example.language == "console" and "tracker: " in (command.output or "")
    if came.code and not tells:
        yield f"{where}exit code {came.code}\n{came.output}"
    if command.output is not None and not agrees(command.output, came.output):
        written, printed = "\n".join(as_read(command.output)), "\n".join(as_read(came.output))
        yield f"{where}--- written\n{written}\n--- printed\n{printed}\n"


def test_what_is_not_run_is_known() -> None:
    found = [(page, example.not_run) for page in PAGES for example in find_examples(page) if example.not_run]
    assert sorted(found) == sorted(NOT_RUN)


@pytest.mark.parametrize("page", PAGES)
def test_nothing_to_paste_is_in_another_form(page: str) -> None:
    assert find_unmarked(page) == []


def test_every_kind_of_input_has_an_example() -> None:
    run = [
        command.text
        for example in find_examples("docs/reading.md")
        if not example.not_run
        for command in example.commands
    ]
    assert [kind for kind, begins in KINDS.items() if not any(begins in text for text in run)] == []


@pytest.mark.parametrize("page", sorted({page for page, _ in NOT_RUN}))
def test_commands_that_are_not_run_are_understood(page: str) -> None:
    lines = [line for example in find_examples(page) if example.not_run for line in example.content.splitlines()]
    commands = [found[1] for line in lines if (found := re.match(r"(?:\$ )?(?:[A-Z_]+=\S+ )?tracker (.*)", line))]
    assert commands or page == "docs/models.md"
    for line in commands:
        words = shlex.split(re.sub(r" (?:\||\|\||&&|>|<) .*", "", line), comments=True)
        command = load_command(words[0])
        command.make_context(words[0], words[1:])


def test_an_output_may_be_cut_and_days_do_not_count() -> None:
    assert agrees("a\n…\nd\n", "a\nb\nc\nd\n")
    assert agrees("a\n…\n", "a\n")
    assert not agrees("a\n…\nd\n", "a\nb\n")
    assert not agrees("a\n", "a\nb\n")
    assert agrees("run 1 · 2026-11-26 20:31 UTC · 2 s\n", "run 1 · 2031-01-02 03:04 UTC · 0.4 s\n")
    assert agrees("1 ■■■■· 0.78 differ\n", "1 ■■■■■ 0.81 differ\n")
    assert not agrees("1 ■■■■· 0.78 differ\n", "1 ■■■■· 0.82 differ\n")
    assert not agrees("1 ■■■■· 0.78 differ\n", "1 ■■··· 0.78 differ\n")
    assert not agrees("2014-03-03\n", "2014-03-04\n")


def test_a_wrong_example_is_found() -> None:
    example = Example("page.md", 3, "console", "$ tracker claims\n", (), ())
    assert len(list(wrong(example, Command("tracker claims\n", "1\n"), Came("2\n", 0)))) == 1
    assert len(list(wrong(example, Command("tracker claims\n", "tracker: no\n"), Came("tracker: no\n", 1)))) == 0
    assert len(list(wrong(example, Command("tracker claims\n", "tracker\n"), Came("tracker\n", 1)))) == 1
