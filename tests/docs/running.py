"""Runs examples of the documentation as a reader would: pasted into a shell, in a folder of their own.

The shell is a real one, and what it calls as `tracker` is the program (`tests.forked`). `pip install` does nothing:
what it does is tested elsewhere.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from tests.docs.examples import ROOT, Command, Example, find_examples
from tests.forked import ForkedProgram
from tests.ingest.misbehaving import Server, answer, serving

SITE = Path(__file__).parent / "site"
KINDS = {".html": "text/html; charset=utf-8", ".xml": "application/xml", ".txt": "text/plain; charset=utf-8"}
REVIEWER = "kim"
_HOST = re.compile(r"https://([a-z]+)\.example\b")


@dataclass(frozen=True)
class Came:
    """What a command printed, on both streams, and its exit code."""

    output: str
    code: int


class Shop:
    """Runs the examples of pages while it is open; `place` is a folder for all of it."""

    def __init__(self, place: Path) -> None:
        self._place = place
        self._open = ExitStack()
        self._folders = 0

    def __enter__(self) -> Shop:
        programs = self._place / "bin"
        programs.mkdir()
        self._open.enter_context(ForkedProgram(programs))
        scripts = {
            "pip": "#!/bin/sh\nexit 0\n",
            "sqlite-utils": f'#!/bin/sh\nexec {sys.executable} -m sqlite_utils "$@"\n',
            "python": f'#!/bin/sh\nexec {sys.executable} "$@"\n',
            "python3": f'#!/bin/sh\nexec {sys.executable} "$@"\n',
        }
        for name, script in scripts.items():
            (programs / name).write_text(script, encoding="utf-8")
            (programs / name).chmod(0o755)
        self._site = self._open.enter_context(serving())
        _fill(self._site)
        kept = {name: value for name, value in os.environ.items() if not name.startswith("TRACKER_")}
        self._environment = kept | {
            "PATH": f"{programs}:{os.environ['PATH']}",
            "PYTHONPATH": str(ROOT),
            "PYTHONDONTWRITEBYTECODE": "1",
            "TRACKER_REVIEWER": REVIEWER,
            "LC_ALL": "C.UTF-8",
            "NO_COLOR": "1",
            "HF_HUB_OFFLINE": "1",
        }
        self._environment.pop("COLUMNS", None)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._open.close()

    def run_page(self, page: str) -> Iterator[tuple[Example, Command, Came]]:
        """Each command of a page that is run, and what came."""
        folder = self._new_folder()
        for example in find_examples(page):
            if (with_files := example.note("in a new folder")) is not None:
                folder = self._new_folder()
                _bring(with_files.removeprefix("with "), folder)
            for note in example.notes:
                if note.startswith("with ") and note != "with the site":
                    _bring(note.removeprefix("with "), folder)
                if note.startswith("after "):
                    came = self._shell(note.removeprefix("after "), folder, example)
                    assert came.code == 0, f"{page}:{example.line}: {note}: {came.output}"
            if (name := example.note("save as")) is not None:
                (folder / name).write_text(self._to_site(example.content, example), encoding="utf-8")
            elif example.not_run is None:
                for command in example.commands:
                    yield example, command, self._run(command.text, folder, example)

    def _new_folder(self) -> Path:
        self._folders += 1
        folder = self._place / f"folder{self._folders}"
        folder.mkdir()
        return folder

    def _run(self, text: str, folder: Path, example: Example) -> Came:
        if example.language in ("sh", "console"):
            return self._shell(text, folder, example)
        script = self._place / f"example.{example.language}"
        script.write_text(text, encoding="utf-8")
        if example.language == "sql":
            ask = "import sqlite3, sys; print(*sqlite3.connect('tracker.db').execute(sys.argv[1]), sep='\\n')"
            return self._process([sys.executable, "-c", ask, text], folder)
        return self._process([sys.executable, str(script)], folder)

    def _shell(self, text: str, folder: Path, example: Example) -> Came:
        came = self._process(["bash", "-euo", "pipefail", "-c", self._to_site(text, example)], folder)
        output = re.sub(rf"{re.escape(self._site.url('/'))}([a-z]+)\.example", r"https://\1.example", came.output)
        return Came(output.replace(f"{folder}/", ""), came.code)

    def _process(self, arguments: list[str], folder: Path) -> Came:
        done = subprocess.run(
            arguments,
            cwd=folder,
            env=self._environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=False,
            timeout=300,
        )
        return Came(done.stdout, done.returncode)

    def _to_site(self, text: str, example: Example) -> str:
        """The addresses as those of the server here, which one has to allow."""
        if "with the site" not in example.notes:
            return text
        text = _HOST.sub(lambda host: f"{self._site.url('/')}{host[1]}.example", text)
        return re.sub(r"\btracker (add|extract)\b", r"tracker \1 --allow-private", text)


def _fill(site: Server) -> None:
    for file in SITE.rglob("*"):
        if file.is_file():
            text = _HOST.sub(lambda host: f"{site.url('/')}{host[1]}.example", file.read_text("utf-8"))
            path = f"/{file.relative_to(SITE).as_posix()}"
            site.pages[path.removesuffix(".html")] = answer(text.encode(), kind=KINDS[file.suffix])


def _bring(files: str, folder: Path) -> None:
    """Copies what a comment names: ``seeds and docs/examples/port.jsonl as port.jsonl``."""
    for part in filter(None, files.split(" and ")):
        source, _, name = part.partition(" as ")
        target = folder / (name or source)
        target.parent.mkdir(parents=True, exist_ok=True)
        if (ROOT / source).is_dir():
            shutil.copytree(ROOT / source, target)
        else:
            shutil.copyfile(ROOT / source, target)
