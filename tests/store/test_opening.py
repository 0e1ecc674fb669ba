"""Whose file it is, of which version, and what is said when the disk, the file or another program is in the way."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.store.sample import person, said
from tracker.errors import NewerDatabase, NotOurDatabase, StoreError
from tracker.store import Store, connection, schema

ADA = person("Ada Lovelace")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A database with one article."""
    path = tmp_path / "tracker.db"
    with Store.open(path) as store:
        store.add_article(said(ADA))
    return path


def one_line(error: pytest.ExceptionInfo[StoreError], path: Path) -> str:
    line = str(error.value)
    assert "\n" not in line
    assert str(path) in line
    return line


def test_the_file_is_as_it_should_be(path: Path) -> None:
    with Store.open(path, create=False) as store:
        conn = store.as_sqlite_utils().conn
        settings = {
            name: conn.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "foreign_keys", "busy_timeout", "application_id", "user_version")
        }
        assert settings == {
            "journal_mode": "wal",
            "foreign_keys": 1,
            "busy_timeout": 30_000,
            "application_id": connection.APPLICATION_ID,
            "user_version": connection.SCHEMA_VERSION,
        }
        loose = conn.execute(
            "SELECT name FROM pragma_table_list WHERE type = 'table' AND schema = 'main' AND NOT strict"
            " AND name NOT LIKE 'sqlite%' AND name <> '_sqlite_migrations'"
        )
        assert loose.fetchall() == []
    assert [file.name for file in path.parent.iterdir()] == ["tracker.db"]


@pytest.mark.parametrize("content", [None, b""])
def test_a_query_makes_no_file(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "none.db"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(StoreError, match="tracker add") as error:
        Store.open(path, create=False)
    one_line(error, path)
    assert path.exists() == (content is not None)


def test_an_empty_file_becomes_a_database(tmp_path: Path) -> None:
    (tmp_path / "empty.db").touch()
    with Store.open(tmp_path / "empty.db") as store:
        assert store.add_article(said(ADA)).added


@pytest.mark.parametrize("create", [True, False])
def test_what_is_no_database_is_refused_and_not_touched(tmp_path: Path, *, create: bool) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("Dear Ada, " * 200)
    with pytest.raises(NotOurDatabase, match="not an SQLite database") as error:
        Store.open(path, create=create)
    one_line(error, path)
    assert path.read_text() == "Dear Ada, " * 200
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize("sql", ["CREATE TABLE recipes (name)", "PRAGMA application_id = 1", "PRAGMA user_version = 1"])
def test_a_database_of_another_program_is_refused_and_not_touched(tmp_path: Path, sql: str) -> None:
    path = tmp_path / "recipes.db"
    with sqlite3.connect(path) as conn:
        conn.execute(sql)
    conn.close()
    before = path.read_bytes()
    with pytest.raises(NotOurDatabase, match="another program") as error:
        Store.open(path)
    one_line(error, path)
    assert path.read_bytes() == before


def test_a_newer_database_is_refused(path: Path) -> None:
    with sqlite3.connect(path) as conn:
        conn.execute(f"PRAGMA user_version = {connection.SCHEMA_VERSION + 1}")
    conn.close()
    with pytest.raises(NewerDatabase, match="upgrade tracker") as error:
        Store.open(path)
    one_line(error, path)


def test_a_folder_is_no_database(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be opened") as error:
        Store.open(tmp_path)
    one_line(error, tmp_path)


def test_the_folder_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"no folder .*nowhere; make it first") as error:
        Store.open(tmp_path / "nowhere" / "t.db")
    one_line(error, tmp_path)


def test_a_full_disk_keeps_what_was_there(path: Path) -> None:
    long = " ".join(f"word{number}" for number in range(40_000))
    with Store.open(path) as store:
        conn = store.as_sqlite_utils().conn
        pages = conn.execute("PRAGMA page_count").fetchone()[0]
        conn.execute(f"PRAGMA max_page_count = {pages + 5}")
        with pytest.raises(StoreError, match="disk is full") as error:
            store.add_article(said(ADA, long, ref="long.txt"))
        one_line(error, path)
        assert [head.ref for head in store.articles()] == ["bridge.txt"]
        conn.execute("PRAGMA max_page_count = 1000000")
        assert store.add_article(said(ADA, long, ref="long.txt")).added
    with Store.open(path) as store:
        assert store.as_sqlite_utils().conn.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_locked_database_says_so(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "BUSY_SECONDS", 0.05)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        with Store.open(path) as store:
            assert len(store.articles()) == 1, "a writer does not stop a reader"
            with pytest.raises(StoreError, match=r"locked: .*; try again") as error:
                store.add_article(said(ADA, ref="b.txt"))
            one_line(error, path)
    finally:
        other.close()


def test_a_damaged_file_says_so(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[4096:] = b"\x55" * (len(content) - 4096)
    path.write_bytes(content)
    with pytest.raises(StoreError, match="damaged") as error, Store.open(path) as store:
        store.claims()
    one_line(error, path)


def test_a_file_cut_short_says_so(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:5000])
    with pytest.raises(StoreError, match="damaged") as error, Store.open(path) as store:
        store.claims()
    one_line(error, path)


def test_tables_taken_away_say_so(path: Path) -> None:
    with sqlite3.connect(path) as conn:
        conn.execute("DROP TABLE scores")
    conn.close()
    with pytest.raises(StoreError, match="not the tables tracker made") as error, Store.open(path) as store:
        store.claims()
    one_line(error, path)


@pytest.fixture
def guarded(path: Path) -> Iterator[Path]:
    """A database in a folder where nothing may be written, and a process that is not root (who may do all)."""
    folder = Path(tempfile.mkdtemp())
    copy = folder / "tracker.db"
    shutil.copy(path, copy)
    copy.chmod(0o444)
    folder.chmod(0o555)
    root = os.geteuid() == 0
    if root:
        os.seteuid(65534)
    try:
        yield copy
    finally:
        if root:
            os.seteuid(0)
        folder.chmod(0o755)
        shutil.rmtree(folder)


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="POSIX permissions")
def test_a_read_only_disk_can_be_asked_but_not_added_to(guarded: Path) -> None:
    with Store.open(guarded, create=False) as store:
        assert [claim.quote for claim in store.claims()] == ["the bridge is safe"]
    with Store.open(guarded) as store:
        with pytest.raises(StoreError, match="read-only") as error:
            store.add_article(said(ADA, ref="b.txt"))
        one_line(error, guarded)
    with pytest.raises(StoreError) as error:
        Store.open(guarded.with_name("new.db"))
    one_line(error, guarded.with_name("new.db"))


def test_closing_twice_is_fine(path: Path) -> None:
    store = Store.open(path)
    store.close()
    store.close()


def test_strange_file_names(tmp_path: Path) -> None:
    path = tmp_path / "a b?mode=ro#100%.db"
    with Store.open(path) as store:
        store.add_article(said(ADA))
    assert [file.name for file in tmp_path.iterdir()] == [path.name]


# --- versions


def test_the_version_is_the_number_of_migrations() -> None:
    names = list(schema.migration_texts())
    assert [int(name[:4]) for name in names] == list(range(1, connection.SCHEMA_VERSION + 1))


def test_the_page_of_the_schema_is_up_to_date() -> None:
    page = Path(__file__).parents[2] / "schema.sql"
    assert page.read_text(encoding="utf-8") == schema.schema_text(), "run `python -m tracker.store.schema > schema.sql`"


def test_the_page_makes_the_same_database() -> None:
    conn = sqlite3.connect(":memory:")
    conn.executescript(schema.schema_text())
    sql = "SELECT type, name FROM sqlite_schema WHERE name NOT LIKE 'sqlite_autoindex%' ORDER BY 1, 2"
    with Store.open(":memory:") as store:
        ours = store.as_sqlite_utils().conn.execute(sql).fetchall()
        assert conn.execute(sql).fetchall() == [row for row in ours if "_sqlite_migrations" not in row[1]]
        for kind, name in ours:
            if kind == "table" and name != "_sqlite_migrations":
                columns = f"SELECT * FROM pragma_table_xinfo('{name}')"
                assert conn.execute(columns).fetchall() == store.as_sqlite_utils().conn.execute(columns).fetchall()
    conn.close()


def test_every_table_and_view_is_explained() -> None:
    text = (Path(__file__).parents[2] / "docs" / "schema.md").read_text(encoding="utf-8")
    with Store.open(":memory:") as store:
        db = store.as_sqlite_utils()
        names = [name for name in (*db.table_names(), *db.view_names()) if not name.startswith(("claims_fts_", "_"))]
    assert [name for name in names if f"`{name}`" not in text] == []


@pytest.fixture
def next_version(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """A tracker one version on, whose migration adds a column; gives its migrations."""
    number = connection.SCHEMA_VERSION + 1
    texts = {**schema.migration_texts(), f"{number:04}_next": "ALTER TABLE articles ADD COLUMN mood TEXT;"}
    monkeypatch.setattr(connection, "SCHEMA_VERSION", number)
    monkeypatch.setattr(schema, "migration_texts", lambda: texts)
    return texts


def test_an_upgrade_keeps_everything_and_leaves_a_backup(path: Path, next_version: dict[str, str]) -> None:
    version = len(next_version)
    with Store.open(path, create=False) as store:
        assert len(store.claims()) == 1
        conn = store.as_sqlite_utils().conn
        assert conn.execute("SELECT mood FROM articles").fetchall() == [(None,)]
        assert conn.execute("PRAGMA user_version").fetchone() == (version,)
    copy = path.with_name(f"tracker.db.v{version - 1}.bak")
    old = sqlite3.connect(copy)
    assert old.execute("PRAGMA user_version").fetchone() == (version - 1,)
    assert old.execute("SELECT count(*) FROM claims").fetchone() == (1,)
    old.close()


def test_a_backup_is_never_overwritten(path: Path, next_version: dict[str, str]) -> None:
    version = len(next_version) - 1
    earlier = path.with_name(f"tracker.db.v{version}.bak")
    earlier.write_text("precious")
    Store.open(path).close()
    assert earlier.read_text() == "precious"
    assert path.with_name(f"tracker.db.v{version}-2.bak").exists()


def test_an_upgrade_that_fails_changes_nothing(path: Path, next_version: dict[str, str]) -> None:
    next_version[list(next_version)[-1]] += "ALTER TABLE nothing_of_the_kind ADD COLUMN mood TEXT;"
    before = path.read_bytes()
    with pytest.raises(StoreError):
        Store.open(path)
    assert path.read_bytes() == before


def test_no_backup_no_upgrade(path: Path, next_version: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    assert next_version
    monkeypatch.setattr(schema, "_free_name", lambda path, _: path.parent / "nowhere" / "copy")
    before = path.read_bytes()
    with pytest.raises(StoreError, match="no backup could be written") as error:
        Store.open(path)
    one_line(error, path)
    assert path.read_bytes() == before
