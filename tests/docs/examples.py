"""The examples of the documentation, read out of the pages' Markdown, run, and written anew.

What counts as an example:

- a fence ``sh``: lines to paste, none of which may fail. A fence ``text``, ``markdown`` or ``json`` right behind it is
  all that they print, errors included;
- a fence ``console``: each line that begins with ``$ `` is a command, what stands below it its output. It
  may fail where that says ``tracker: ``;
- a fence ``python``, which may have its output behind it, too, and ``sql``, asked of ``tracker.db``.

A line ``…`` in an output stands for any number of lines. A comment in the page before an example says how it is run:

- ``<!-- example: in a new folder -->``, else an example runs in that of the one before it;
- ``<!-- example: with seeds and docs/examples/port.jsonl as port.jsonl -->``: what it finds there; ``in a new folder
  with`` does both;
- ``<!-- example: after tracker sources settle 11 'Petra Sand' -->``: a command that the reader does not see;
- ``<!-- example: save as tracker.toml -->``: this fence is no example but the content of a file;
- ``<!-- example: with the site -->``: ``https://*.example`` is a server on loopback that has ``tests/docs/site``;
- ``<!-- example: not run: needs a keyboard -->``: only its commands' options are looked at.

`python -m tests.docs.examples` writes the outputs anew that are not true any more, but for those with a ``…`` before
their end.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGES = ("README.md", *sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "docs").glob("*.md")))
LANGUAGES = ("sh", "console", "python", "sql")
ANYTHING = "…"

_NOTE = re.compile(r"<!-- example: (.*?) -->", re.DOTALL)
_DAY = re.compile(
    r"\b20(?:2[6-9]|[3-9]\d)-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?(?:Z| UTC)?)?"
)  # examples are of older days
_SCORE = re.compile(r"(\b0\.\d\d\b|■{1,5}·{0,4})")
_OFF = 3  # hundredths
_SECONDS = re.compile(r"\b\d+(?:\.\d+)? s\b")


@dataclass(frozen=True)
class Command:
    """`text` is what is given to the shell; `output` what should come, None where the page does not say; `lines` are
    those of the page that hold the output, from 0, the end exclusive."""

    text: str
    output: str | None
    lines: tuple[int, int] | None = None


@dataclass(frozen=True)
class Example:
    """One fence of a page. `line` is that of its first line, from 1; `notes` are what its comments say."""

    page: str
    line: int
    language: str
    content: str
    commands: tuple[Command, ...]
    notes: tuple[str, ...]

    @property
    def not_run(self) -> str | None:
        """Why it is not run; None where it is."""
        return next((note.removeprefix("not run: ") for note in self.notes if note.startswith("not run: ")), None)

    def note(self, beginning: str) -> str | None:
        """What stands behind these words in a comment."""
        return next((note.removeprefix(beginning).strip() for note in self.notes if note.startswith(beginning)), None)


def find_examples(page: str) -> list[Example]:
    """Those of a page, in its order."""
    from markdown_it import MarkdownIt

    blocks = [token for token in MarkdownIt().parse((ROOT / page).read_text("utf-8")) if token.map and token.level == 0]
    found: list[Example] = []
    notes: list[str] = []
    for nth, block in enumerate(blocks):
        assert block.map is not None
        if block.type == "html_block":
            notes += [" ".join(note.split()) for note in _NOTE.findall(block.content)]
            continue
        saved = any(note.startswith("save as ") for note in notes)
        if block.type == "fence" and (block.info in LANGUAGES or saved):
            first = block.map[0] + 1
            if block.info == "console":
                commands = tuple(_session(block.content, first))
            else:
                behind = blocks[nth + 1] if nth + 1 < len(blocks) else None
                output = lines = None
                if (
                    behind is not None
                    and behind.type == "fence"
                    and behind.info in ("text", "markdown", "json")
                    and behind.map
                    and not saved
                ):
                    output, lines = behind.content, (behind.map[0] + 1, behind.map[1] - 1)
                commands = (Command(block.content, output, lines),)
            found.append(Example(page, first + 1, block.info, block.content, commands, tuple(notes)))
        notes = []
    return found


def _session(content: str, first: int) -> list[Command]:
    lines = content.splitlines(keepends=True)
    starts = [number for number, line in enumerate(lines) if line.startswith("$ ")]
    assert starts[:1] == [0], f"a console begins with a command: {content!r}"
    return [
        Command(lines[start][2:], "".join(lines[start + 1 : end]), (first + start + 1, first + end))
        for start, end in zip(starts, [*starts[1:], len(lines)], strict=True)
    ]


def find_unmarked(page: str) -> list[str]:
    """Blocks that look like something to paste and are no examples: in no fence, or in one of another language."""
    from markdown_it import MarkdownIt

    looks = re.compile(r"(?:\$ |tracker |pip |cat > |printf |python3? |make |\./|bash )")
    return [
        block.content
        for block in MarkdownIt().parse((ROOT / page).read_text("utf-8"))
        if (block.type == "code_block" and any(looks.match(line) for line in block.content.splitlines()))
        or (block.type == "fence" and block.info in ("", "text", "bash", "shell") and block.content.startswith("$ "))
    ]


def as_read(output: str) -> list[str]:
    """The lines of an output without what differs from day to day: today, and how long something took."""
    return [_SECONDS.sub("SECONDS", _DAY.sub("TODAY", line)).rstrip() for line in output.splitlines()]


def agrees(written: str, came: str) -> bool:
    """Whether an output is what the page says, where a line ``…`` stands for any number of lines. Scores of models may
    be some hundredths off, and bars a cell: int8 is not computed alike by all processors."""
    parts = "\n".join(as_read(written)).strip("\n").split("\n")
    pattern = "".join("(?:.*\n)*?" if part == ANYTHING else _pattern(part) + "\n" for part in parts)
    return re.fullmatch(pattern, "\n".join(as_read(came)).strip("\n") + "\n") is not None


def _pattern(line: str) -> str:
    return "".join(_near(part) if nth % 2 else re.escape(part) for nth, part in enumerate(_SCORE.split(line)))


def _near(score: str) -> str:
    if score.startswith("0."):
        middle = round(100 * float(score))
        return f"(?:{'|'.join(rf'{value / 100:.2f}' for value in range(middle - _OFF, middle + _OFF + 1))})"
    cells = score.count("■")
    return f"(?:{'|'.join('■' * some + '·' * (5 - some) for some in (cells - 1, cells, cells + 1) if 0 <= some <= 5)})"


def write_anew(page: str, outputs: dict[tuple[int, int], str]) -> None:
    """Puts these outputs in the place of those lines."""
    lines = (ROOT / page).read_text("utf-8").splitlines(keepends=True)
    for (start, end), output in sorted(outputs.items(), reverse=True):
        lines[start:end] = [f"{line.rstrip()}\n" for line in output.strip("\n").splitlines()]
    (ROOT / page).write_text("".join(lines), encoding="utf-8")


def main(pages: list[str]) -> None:
    """Runs the pages, writes anew what is not true any more, and names it."""
    import tempfile

    from tests.docs.running import Shop

    with tempfile.TemporaryDirectory() as place, Shop(Path(place)) as shop:
        for page in pages or PAGES:
            outputs = {}
            for example, command, came in shop.run_page(page):
                if came.code and command.output is None:
                    print(f"{page}:{example.line}: exit code {came.code}\n{came.output}")  # noqa: T201
                if command.output is None or agrees(command.output, came.output):
                    continue
                print(f"{page}:{example.line}: {command.text.splitlines()[0]}")  # noqa: T201
                written = command.output.splitlines()
                if command.lines and ANYTHING not in written[:-1]:
                    cut = written[-1:] == [ANYTHING]
                    kept = came.output.splitlines()[: len(written) - 1] if cut else came.output.splitlines()
                    outputs[command.lines] = "\n".join([*kept, *([ANYTHING] if cut else [])])
                else:
                    print(f"  by hand, for it leaves something out:\n{came.output}")  # noqa: T201
            write_anew(page, outputs)


if __name__ == "__main__":
    main(sys.argv[1:])
