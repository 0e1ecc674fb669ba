"""The command line: `main` is the console script, `app` the typer application.

A command's module is imported when that command is called and not before, so that `tracker --help` costs nothing that
it does not print.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Annotated

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_group

from tracker.cli.options import examples
from tracker.cli.streams import error_boundary, prepare_streams

if TYPE_CHECKING:
    from typer._click import Command, Context

# The commands in the order of `--help`: the module that holds each, and the first line of its help (a test keeps the
# two the same).
COMMANDS = {
    "add": ("tracker.cli.inputs", "Read articles and store who said what in them."),
    "runs": ("tracker.cli.runs", "List what was added when, and how it ended."),
    "claims": ("tracker.cli.claims", "List claims: all, or those that hold the words of QUERY."),
    "who": ("tracker.cli.speakers", "Show everything one speaker said, across all articles."),
    "sources": ("tracker.cli.sources", "List who is quoted, and how often."),
    "show": ("tracker.cli.articles", "Show one article, who said what in it coloured by speaker."),
    "history": ("tracker.cli.history", "Show how an article changed, and what it no longer says."),
    "extract": ("tracker.cli.extraction", "Print who said what in articles as JSON; no database."),
    "contradictions": (
        "tracker.cli.contradictions",
        "List claims that cannot both be true, and who made them.",
    ),
    "review": ("tracker.cli.review", "Confirm or dismiss contradictions, one key each."),
    "report": ("tracker.cli.report", "Write a page on a period: who said what, and what cannot all be true."),
    "export": ("tracker.cli.export", "Write claims, speakers, contradictions and updates for other tools."),
    "certainty": ("tracker.cli.certainty", "Say how sure sentences are of their claims, as JSON lines."),
    "compare": ("tracker.cli.compare", "Say whether pairs of claims contradict, as JSON lines."),
    "evaluate": ("tracker.cli.evaluation", "Measure who said what on annotations of your own."),
    "train": ("tracker.cli.training", "Fit the model that finds who said what to annotations of your own."),
    "rescore": ("tracker.cli.certainty", "Score stored claims with another model, list what changed."),
}


class LazyGroup(TyperGroup):
    """A group that knows its commands by name and imports the one that is called."""

    def list_commands(self, ctx: Context) -> list[str]:  # noqa: ARG002 - the signature is typer's
        """The names in the order of `COMMANDS`."""
        return list(COMMANDS)

    def get_command(self, ctx: Context, cmd_name: str) -> Command | None:  # noqa: ARG002
        """A stand-in with name and help: enough for the help page and for completing the command's name."""
        return TyperCommand(cmd_name, help=COMMANDS[cmd_name][1]) if cmd_name in COMMANDS else None

    def resolve_command(self, ctx: Context, args: list[str]) -> tuple[str | None, Command | None, list[str]]:
        """The command itself, imported now."""
        self.commands = dict.fromkeys(COMMANDS, TyperCommand(None))  # what a typo is compared with
        name, _, rest = super().resolve_command(ctx, args)
        return name, load_command(name) if name else None, rest

    def invoke(self, ctx: Context) -> object:
        """Runs the command inside the error boundary."""
        prepare_streams()
        with error_boundary():
            return super().invoke(ctx)


def load_command(name: str) -> TyperCommand | TyperGroup:
    """The command of that name, its module imported."""
    command = get_group(import_module(COMMANDS[name][0]).app).commands[name]
    assert isinstance(command, TyperCommand | TyperGroup)
    return command


def command_names() -> Iterator[str]:
    """All commands as they are typed, those of a group behind it: ``sources``, ``sources merge``. Imports them all."""
    for name in COMMANDS:
        command = load_command(name)
        yield name
        if isinstance(command, TyperGroup):
            yield from (f"{name} {inner}" for inner in command.commands)


app = typer.Typer(
    cls=LazyGroup,
    name="tracker",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog=examples(
        "tracker add news/*.txt",
        "tracker claims flood --since 2024-03",
        "tracker who 'Ada Osei'",
        "tracker contradictions --same-speaker",
        "tracker COMMAND --help",
    ),
)


def _print_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        print(f"tracker {version('tracker')}")
        raise typer.Exit


@app.callback()
def tracker(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """Find in news articles who said what, keep it in an SQLite file, and ask it questions."""


def main(arguments: Sequence[str] | None = None) -> None:
    """The console script. Exit codes: 0 done, 1 failed, 2 usage, 3 partly done, 10 a gate tripped,
    130 interrupted."""
    try:
        app(arguments, prog_name="tracker")
    except KeyboardInterrupt:  # outside of the boundary: while a module was being imported
        print("tracker: interrupted", file=sys.stderr)
        sys.exit(130)
