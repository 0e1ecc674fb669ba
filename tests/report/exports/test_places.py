from __future__ import annotations

import errno
import os
import stat
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tracker.errors import OutputError
from tracker.report.exports.places import new_file, new_folder

NAMES = ("a.csv", "b.csv")


def write(place: Path, text: str, *, force: bool = False) -> None:
    with new_file(place, force=force) as path:
        path.write_text(text, encoding="utf-8")


def write_both(place: Path, text: str, *, force: bool = False) -> None:
    with new_folder(place, NAMES, force=force) as folder:
        for name in NAMES:
            (folder / name).write_text(text, encoding="utf-8")


def found(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


def test_a_file_is_there_when_it_is_whole(tmp_path: Path) -> None:
    place = tmp_path / "a.csv"
    with new_file(place) as path:
        path.write_text("half", encoding="utf-8")
        assert not place.exists()
    assert place.read_text(encoding="utf-8") == "half"
    assert found(tmp_path) == ["a.csv"]


def test_a_file_is_overwritten_only_by_force(tmp_path: Path) -> None:
    place = tmp_path / "a.csv"
    write(place, "old")
    with pytest.raises(OutputError, match=r"a\.csv: there is a file already; .*--force"):
        write(place, "new")
    assert place.read_text(encoding="utf-8") == "old"
    write(place, "new", force=True)
    assert place.read_text(encoding="utf-8") == "new"
    assert found(tmp_path) == ["a.csv"]


@pytest.mark.parametrize("force", [False, True])
def test_a_file_that_came_meanwhile_stays(tmp_path: Path, force: bool) -> None:
    place = tmp_path / "a.csv"

    def race() -> None:
        with new_file(place, force=force) as path:
            path.write_text("mine", encoding="utf-8")
            place.write_text("theirs", encoding="utf-8")

    if force:
        race()
    else:
        with pytest.raises(OutputError):
            race()
    assert place.read_text(encoding="utf-8") == ("mine" if force else "theirs")
    assert found(tmp_path) == ["a.csv"]


@pytest.mark.parametrize("error", [KeyboardInterrupt, ZeroDivisionError, OutputError("no")])
@pytest.mark.parametrize("there", [False, True])
def test_what_fails_leaves_everything_as_it_was(
    tmp_path: Path, there: bool, error: type[BaseException] | BaseException
) -> None:
    if there:
        write(tmp_path / "a.csv", "old")
        write_both(tmp_path / "week", "old")
    before = found(tmp_path)
    kind = error if isinstance(error, type) else type(error)

    def fail_in_file() -> None:
        with new_file(tmp_path / "a.csv", force=True) as path:
            path.write_text("half", encoding="utf-8")
            raise error

    def fail_in_folder() -> None:
        with new_folder(tmp_path / "week", NAMES, force=True) as folder:
            (folder / "a.csv").write_text("half", encoding="utf-8")
            raise error

    for fail in (fail_in_file, fail_in_folder):
        with pytest.raises(kind):
            fail()
    assert found(tmp_path) == before
    assert {path.read_text(encoding="utf-8") for path in tmp_path.rglob("*.csv")} == ({"old"} if there else set())


def test_a_folder_is_there_when_it_is_whole(tmp_path: Path) -> None:
    place = tmp_path / "week"
    with new_folder(place, NAMES) as folder:
        for name in NAMES:
            (folder / name).write_text("x", encoding="utf-8")
            assert not place.exists()
    assert found(tmp_path) == ["week", "week/a.csv", "week/b.csv"]


def test_a_folder_keeps_what_else_is_in_it(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    write_both(tmp_path, "old")
    (tmp_path / "a.csv").unlink()
    with pytest.raises(OutputError, match=r"b\.csv: there is a file already"):
        write_both(tmp_path, "new")
    assert found(tmp_path) == ["b.csv", "notes.txt"]
    write_both(tmp_path, "new", force=True)
    assert found(tmp_path) == ["a.csv", "b.csv", "notes.txt"]
    assert (tmp_path / "notes.txt").read_text(encoding="utf-8") == "mine"


def test_a_link_is_followed_and_stays(tmp_path: Path) -> None:
    write(tmp_path / "a.csv", "old")
    link = tmp_path / "link.csv"
    link.symlink_to("a.csv")
    write(link, "new", force=True)
    assert link.is_symlink()
    assert (tmp_path / "a.csv").read_text(encoding="utf-8") == "new"


@pytest.mark.parametrize("place", ["none/a.csv", "folder", "a" * 300, "nul\0", "loop", "~nobody-of-this-name/a"])
def test_no_place_for_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder").mkdir()
    (tmp_path / "loop").symlink_to("loop")
    before = found(tmp_path)
    with pytest.raises(OutputError) as raised:
        write(Path(place), "x", force=True)
    assert str(raised.value).count("\n") == 0
    assert "; " in str(raised.value)
    assert found(tmp_path) == before


@pytest.mark.parametrize("place", ["none/week", "file", "taken"])
def test_no_place_for_a_folder(tmp_path: Path, place: str) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    (tmp_path / "taken" / "b.csv").mkdir(parents=True)
    before = found(tmp_path)
    with pytest.raises(OutputError):
        write_both(tmp_path / place, "x", force=True)
    assert found(tmp_path) == before


def test_the_files_have_the_rights_of_any_other(tmp_path: Path) -> None:
    (tmp_path / "plain").write_text("", encoding="utf-8")
    write(tmp_path / "a.csv", "")
    assert (tmp_path / "a.csv").stat().st_mode == (tmp_path / "plain").stat().st_mode


def test_a_full_disk_is_one_line(tmp_path: Path) -> None:
    def fail() -> None:
        with new_file(tmp_path / "a.csv") as path:
            path.write_text("half", encoding="utf-8")
            raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(OutputError, match=r"a\.csv: cannot be written: No space left on device; name another place"):
        fail()
    assert found(tmp_path) == []


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o666])
def test_a_file_that_is_replaced_leaves_its_rights(tmp_path: Path, mode: int) -> None:
    place = tmp_path / "a.csv"
    place.touch()
    place.chmod(mode)
    with new_file(place, force=True) as path:
        assert stat.S_IMODE(path.stat().st_mode) == mode  # from the beginning
        path.write_text("new", encoding="utf-8")
    assert stat.S_IMODE(place.stat().st_mode) == mode
    assert place.read_text(encoding="utf-8") == "new"


@contextmanager
def as_anybody(folder: Path) -> Iterator[None]:
    """Without the rights of root, who may write everything."""
    if os.geteuid() != 0:
        yield
        return
    os.chown(folder, 65534, -1)
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="rights are of another kind here")
def test_a_file_that_may_not_be_written_stays() -> None:
    with tempfile.TemporaryDirectory() as name:  # not `tmp_path`, which is nobody else's to look into
        folder = Path(name)
        place = folder / "a.csv"
        place.write_text("old", encoding="utf-8")
        place.chmod(0o444)
        with as_anybody(folder):
            with pytest.raises(OutputError, match=r"a\.csv: may not be written; name another place with --output"):
                write(place, "new", force=True)
            folder.chmod(0o555)
            with pytest.raises(OutputError, match=r"b\.csv: cannot be written: Permission denied"):
                write(folder / "b.csv", "new")
            folder.chmod(0o755)
        assert place.read_text(encoding="utf-8") == "old"
        assert found(folder) == ["a.csv"]


def test_a_pipe_or_a_device_is_written_to(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[str] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_text(encoding="utf-8")))
    reader.start()
    write(pipe, "x")
    reader.join()
    assert read == ["x"]
    write(Path("/dev/null"), "x")
    assert Path("/dev/null").is_char_device()
    assert found(tmp_path) == ["pipe"]
    with pytest.raises(OutputError, match="/dev/full: cannot be written: No space left on device"):
        write(Path("/dev/full"), "x")
