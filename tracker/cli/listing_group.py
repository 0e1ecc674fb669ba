"""A group of commands that is itself a listing: `tracker sources osei` lists, `tracker sources merge A B` merges."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from typer.core import TyperGroup

if TYPE_CHECKING:
    from typer._click import Context
    from typer._click.core import Parameter


class ListingGroup(TyperGroup):
    """Where the first word names one of its commands, that is run; else the words and options are those of the listing,
    which is the group's callback. ``--`` before a word makes it one of the listing."""

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        """Sets aside the words of a command, or reads all as options and arguments of the listing."""
        if args and args[0] in self.commands:
            super().parse_args(ctx, [])
            ctx._protected_args, ctx.args = args[:1], args[1:]  # noqa: SLF001 - typer leaves no other way
            return ctx.args
        ctx.allow_interspersed_args = True  # *osei --limit 3*: of a group, click would stop at the word
        super().parse_args(ctx, [*args])
        extra = [*ctx._protected_args, *ctx.args]  # noqa: SLF001
        if extra and not ctx.resilient_parsing:
            ctx.fail(f"Got unexpected extra argument ({' '.join(extra)}){self._hint(args)}")
        ctx._protected_args, ctx.args = [], []  # noqa: SLF001
        return []

    def get_params(self, ctx: Context) -> list[Parameter]:
        """The listing's; of them a command has no argument: it would stand in the command's usage."""
        params = super().get_params(ctx)
        return params if ctx.command is self else [one for one in params if one.param_type_name != "argument"]

    def _hint(self, args: list[str]) -> str:
        """What may have been meant: a command that is misspelt, or one behind its options."""
        for word in args:
            if near := get_close_matches(word, self.commands, n=1):
                again = f"{near[0]!r} comes first" if word == near[0] else f"did you mean {near[0]!r}?"
                return f"; {again}"
        return ""

    def complete(self, incomplete: str) -> list[tuple[str, str]]:
        """The commands that begin so, with the first line of their help."""
        return [
            (name, command.get_short_help_str())
            for name, command in self.commands.items()
            if name.startswith(incomplete)
        ]
