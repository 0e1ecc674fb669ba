"""The whole program as a user runs it, on all that can go wrong: one clear line, the right exit code, nothing lost."""

from __future__ import annotations

import ctypes
import gzip
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tracker.models import find_bundle

ROOT = Path(__file__).parents[2]
GOOD = '"The bridge is safe," said Ada Osei, the mayor.\n\nEngineers said the deck would be closed on Monday.\n'
posix = pytest.mark.skipif(os.name == "nt", reason="a matter of Unix")


TRACKER = [sys.executable, "-m", "tracker"]
program = list(TRACKER)


@pytest.fixture(autouse=True, scope="module")
def _quick_program(tracker_program: Path) -> None:
    program[:] = [str(tracker_program)]


def start(*arguments: str, cwd: Path, before: Callable[[], object] | None = None, **env: str) -> subprocess.Popen[str]:
    """`tracker ARGUMENTS` in `cwd`, not yet waited for; `before` runs in the new process."""
    return subprocess.Popen(
        [*(TRACKER if before else program), *arguments],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT), **env},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        preexec_fn=before,  # noqa: PLW1509 - no threads here
    )


def run(*arguments: str, cwd: Path, before: Callable[[], object] | None = None, **env: str) -> tuple[int, list[str]]:
    """The exit code and the lines on stderr; there is never a traceback among them."""
    with start(*arguments, cwd=cwd, before=before, **env) as process:
        _, said = process.communicate(timeout=120)
    assert "Traceback" not in said
    return process.returncode, said.splitlines()


def refs(folder: Path) -> list[str]:
    """The articles in tracker.db, which is sound; each has its claims."""
    conn = sqlite3.connect(folder / "tracker.db")
    try:
        assert conn.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert conn.execute("PRAGMA foreign_key_check").fetchall() == []
        empty = "SELECT ref FROM articles a WHERE NOT EXISTS (SELECT 1 FROM attributions WHERE article_id = a.id)"
        assert conn.execute(empty).fetchall() == []
        return [ref for (ref,) in conn.execute("SELECT ref FROM articles ORDER BY ref")]
    finally:
        conn.close()


def articles(count: int) -> str:
    """So many short articles as JSON lines."""
    return "".join(
        json.dumps({"id": f"a{number:03}", "text": f"{GOOD}\nEdition {number}."}) + "\n" for number in range(count)
    )


def test_every_input_that_cannot_be_read_is_one_line_and_the_others_are_added(tmp_path: Path) -> None:
    lines = articles(4).splitlines()
    bad: dict[str, tuple[bytes, str]] = {
        "garbled.txt": (b"abc\x81\x8d\x8f\x90\x81", "not UTF-8: 0x81 at byte 4, line 1"),
        "picture.txt": (b"\x89PNG\r\n\x1a\n\0\0", "this is a PNG picture, not text"),
        "binary.txt": (b"MZ\x90\0\xff\xfe\x01" * 50, "binary data, not text"),
        "empty.txt": (b"", "empty"),
        "blank.txt": (b" \n\t\n", "nothing but white space"),
        "large.txt": (b"The mayor said so.\n" * (50_000_000 // 19), "longer than 20 MB"),
        "newlines.txt": (b"\n" * 50_000_000, "longer than 20 MB"),
        "bomb.txt.gz": (gzip.compress(b"\n" * 50_000_000), "longer than 20 MB"),
    }
    for name, (data, _) in bad.items():
        (tmp_path / name).write_bytes(data)
    (tmp_path / "nothing").mkdir()
    (tmp_path / "nothing" / "photo.jpg").write_bytes(b"\xff\xd8\xff")
    (tmp_path / "good.txt").write_text(GOOD)
    (tmp_path / "many.jsonl").write_text("\n".join([*lines[:2], '{"id": "a9", "text": "It fe', *lines[2:]]))
    given = [*bad, "nothing", "missing.txt", "many.jsonl", "good.txt"]
    begun = time.monotonic()
    code, said = run("add", *given, cwd=tmp_path)
    assert time.monotonic() - begun < 60
    assert code == 3
    wanted = {name: part for name, (_, part) in bad.items()}
    wanted |= {"nothing": "no text in this folder", "missing.txt": "no such file", "many.jsonl:3": "broken JSON"}
    for line, (name, part) in zip(said, wanted.items(), strict=False):
        assert line.startswith(f"tracker: skipped {name}: {part}")
    assert said[len(wanted)].startswith("5 articles added")
    assert not any("skipped " in line for line in said[len(wanted) + 1 :])
    assert refs(tmp_path) == ["a000", "a001", "a002", "a003", "good.txt"]
    code, said = run("add", "empty.txt", "nothing", cwd=tmp_path)
    assert (code, len(said)) == (1, 3)


def test_odd_texts_never_fail(tmp_path: Path) -> None:
    odd = [
        "Fire!",
        "“Never closed, she said.\n\n'Nor this, ``nor that'', „und das“ «et ça» ‹oui› \"“‘all”'",
        "שלום, אמר ראש העיר. \u202e“It is safe,” said \u202cهو\u200f.",
        "“🚒 on its way 👩🏽‍🚒,” said 👩🏽‍🚒.\u0301",
        '" ' * 3000 + "' " * 3000,
        "A" * 70_000,
        "\ud7ff\ufffe\uffff\U0010ffff said \u2028\x0b\x0c\x85 it.",
        GOOD * 100,
    ]
    (tmp_path / "odd.jsonl").write_text(
        "".join(json.dumps({"id": str(n), "text": t}) + "\n" for n, t in enumerate(odd))
    )
    foreign = "1 article is not in English: no claims, for the models read English; --any-language tries"
    assert run("extract", "odd.jsonl", cwd=tmp_path) == (0, [foreign])


def other_program(path: Path) -> None:
    with sqlite3.connect(path) as conn:
        conn.execute("CREATE TABLE recipes (cake)")
    conn.close()


def later_version(path: Path) -> None:
    with sqlite3.connect(path) as conn:
        conn.execute("PRAGMA application_id = 0x74726B72")
        conn.execute("PRAGMA user_version = 99")
    conn.close()


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (other_program, "a database of another program; name another file with --db"),
        (later_version, "written by a later version of tracker (schema 99, this one knows"),
        (lambda path: path.write_text("Dear diary, " * 99), "not an SQLite database"),
        (lambda path: path.mkdir(), "cannot be opened; check that it is a file you may read and write"),
    ],
)
def test_a_database_that_is_not_ours_is_left_alone(tmp_path: Path, make: Callable[[Path], object], said: str) -> None:
    path = tmp_path / "tracker.db"
    make(path)
    before = path.read_bytes() if path.is_file() else b""
    (tmp_path / "good.txt").write_text(GOOD)
    for command in (["add", "good.txt"], ["claims"]):
        code, lines = run(*command, cwd=tmp_path)
        assert (code, len(lines)) == (1, 1)
        assert lines[0].startswith(f"tracker: tracker.db: {said}")
    assert (path.read_bytes() if path.is_file() else b"") == before


def test_a_database_in_no_folder(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(GOOD)
    code, lines = run("add", "good.txt", "--db", "no/such/tracker.db", cwd=tmp_path)
    assert (code, len(lines)) == (1, 1)
    assert "no folder" in lines[0]


def as_anybody() -> None:
    """Takes from root what lets it write everywhere (Linux: the capability DAC_OVERRIDE)."""
    if os.geteuid() == 0:
        drop, dac_override = 24, 1  # PR_CAPBSET_DROP
        if ctypes.CDLL(None).prctl(drop, dac_override, 0, 0, 0):
            raise PermissionError("root stays root here")


@posix
def test_a_read_only_folder(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(GOOD)
    folders = [tmp_path / "with", tmp_path / "without"]
    for folder in folders:
        folder.mkdir()
    assert run("add", "../good.txt", cwd=folders[0])[0] == 0
    (tmp_path / "more.txt").write_text("More.\n\n" + GOOD)
    for path in [folders[0] / "tracker.db", *folders]:
        path.chmod(0o555)
    try:
        said = [run("add", "../more.txt", cwd=folder, before=as_anybody) for folder in folders]
        read = run("claims", cwd=folders[0], before=as_anybody)
    except subprocess.SubprocessError:
        pytest.skip("root may write everywhere here")
    finally:
        for folder in folders:
            folder.chmod(0o755)
    (with_code, with_lines), (without_code, without_lines) = said
    assert (with_code, without_code) == (1, 1)
    assert with_lines[-1].startswith("tracker: tracker.db: cannot be written: the file or its folder is read-only")
    assert without_lines == [
        "tracker: tracker.db: cannot be made; check that you may write in its folder, or name another file with --db"
    ]
    assert read == (0, [])
    assert refs(folders[0]) == ["../good.txt"]


@posix
def test_a_disk_that_fills_up_keeps_what_was_added(tmp_path: Path) -> None:
    import resource

    room = 600_000  # bytes a file may have: a stand-in for the disk's

    (tmp_path / "many.jsonl").write_text(articles(80))
    code, lines = run(
        "add", "many.jsonl", cwd=tmp_path, before=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
    )
    assert code == 1
    assert [line for line in lines if line.startswith("tracker: ")] == lines[1:]
    assert len(lines) == 2
    assert "everything added before is kept" in lines[1]
    kept = refs(tmp_path)
    assert 0 < len(kept) < 80
    assert lines[0].startswith(f"{len(kept)} article{'s' * (len(kept) != 1)} added")
    assert run("add", "many.jsonl", cwd=tmp_path)[0] == 0
    assert len(refs(tmp_path)) == 80


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_full_disk_behind_the_output(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(GOOD)
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "tracker", "extract", "good.txt"],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 1
    assert done.stderr == "tracker: cannot write the output: No space left on device\n"


def no_manifest(bundle: Path) -> None:
    (bundle / "manifest.json").unlink()


def broken_manifest(bundle: Path) -> None:
    (bundle / "manifest.json").write_text('{"name": ')


def other_list(bundle: Path) -> None:
    (bundle / "manifest.json").write_text("[1, 2]")


def cut_weights(bundle: Path) -> None:
    (bundle / "model.onnx").write_bytes(b"half")


def no_tokenizer(bundle: Path) -> None:
    (bundle / "tokenizer.json").unlink()


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (shutil.rmtree, "there is no such model directory"),
        (no_manifest, "the model directory has no manifest"),
        (broken_manifest, "the manifest cannot be read"),
        (other_list, "the manifest cannot be read"),
        (cut_weights, "the file is damaged (its checksum is not the manifest's)"),
        (no_tokenizer, "a file of the model cannot be read (No such file or directory)"),
    ],
)
def test_a_model_that_is_missing_or_damaged(tmp_path: Path, damage: Callable[[Path], object], said: str) -> None:
    bundle = tmp_path / "bundle"
    bundle.mkdir()
    for file in find_bundle("attribution-en").iterdir():
        if file.name != "model.onnx":
            shutil.copyfile(file, bundle / file.name)
    (bundle / "model.onnx").symlink_to(find_bundle("attribution-en") / "model.onnx")
    if damage is cut_weights:
        (bundle / "model.onnx").unlink()
    damage(bundle)
    (tmp_path / "good.txt").write_text(GOOD)
    code, lines = run("extract", "good.txt", cwd=tmp_path, TRACKER_ATTRIBUTION_MODEL="bundle")
    assert (code, len(lines)) == (1, 1)
    assert lines[0].startswith("tracker: bundle")
    assert said in lines[0]


def test_a_missing_model_stops_an_add_and_nothing_is_lost(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(GOOD)
    assert run("add", "good.txt", cwd=tmp_path)[0] == 0
    (tmp_path / "more.txt").write_text(GOOD + "\nMore.")
    code, lines = run("add", "more.txt", cwd=tmp_path, TRACKER_ATTRIBUTION_MODEL="none")
    assert code == 1
    assert [line for line in lines if line.startswith("tracker: ")] == lines[1:]
    assert len(lines) == 2
    assert refs(tmp_path) == ["good.txt"]
    assert run("claims", cwd=tmp_path, TRACKER_ATTRIBUTION_MODEL="none")[0] == 0


@posix
def test_control_c_in_the_middle_keeps_whole_articles_and_the_same_command_goes_on(tmp_path: Path) -> None:
    (tmp_path / "many.jsonl").write_text(articles(120))
    # A shell that runs tests in the background has them ignore SIGINT, and so would the child.
    with start(
        "add", "many.jsonl", cwd=tmp_path, before=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL)
    ) as process:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and not stored(tmp_path):
            time.sleep(0.01)
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=60)
    assert process.returncode == 130
    kept = refs(tmp_path)
    assert 0 < len(kept) < 120
    summary, last = said.splitlines()
    assert summary.startswith(f"{len(kept)} article{'s' * (len(kept) != 1)} added")
    assert summary.endswith("the same command again goes on from here")
    assert last == "tracker: interrupted"
    code, lines = run("add", "many.jsonl", cwd=tmp_path)
    assert code == 0
    assert lines[-1].startswith(f"{120 - len(kept)} articles added")
    assert lines[0].endswith(f"going on at line {len(kept) + 1} of many.jsonl")
    assert len(refs(tmp_path)) == 120


def stored(folder: Path) -> int:
    """How many articles can be seen from outside."""
    if not (folder / "tracker.db").exists():
        return 0
    conn = sqlite3.connect(folder / "tracker.db")
    try:
        return int(conn.execute("SELECT count(*) FROM articles").fetchone()[0])
    except sqlite3.OperationalError:  # not made yet
        return 0
    finally:
        conn.close()
