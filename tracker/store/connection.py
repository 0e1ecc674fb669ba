"""Opening the database file, and saying in one line what is wrong with it.

The settings of every connection: foreign keys on; a writer waits `BUSY_SECONDS` for another one; a commit survives
the end of the program, and the file stays whole when the power fails (then the last few articles may have to be
added again: WAL with `synchronous = NORMAL`, which is what makes thousands of commits a second possible).
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tracker.errors import InputError, NewerDatabase, NotOurDatabase, StoreError

# In the header of the file, so that `file tracker.db` and we can tell whose it is: the letters "trkr".
APPLICATION_ID = 0x74726B72
# The number of the last file in migrations/; a test keeps it true.
SCHEMA_VERSION = 13
BUSY_SECONDS = 30.0
MEMORY = ":memory:"
_OLDEST_SQLITE = (3, 37, 0)  # STRICT tables
_WHOLE = ("BEGIN IMMEDIATE", "COMMIT", "ROLLBACK")


def connect(path: str | Path, *, create: bool) -> sqlite3.Connection:
    """Open the database at `path` with an up-to-date schema; with `create`, make it when it is not there."""
    name = str(path)
    if sqlite3.sqlite_version_info < _OLDEST_SQLITE:
        raise StoreError(f"SQLite {sqlite3.sqlite_version} is too old", todo="use a Python with SQLite 3.37 or later")
    if not create and (name == MEMORY or not Path(name).exists()):
        raise StoreError(f"no database at {name}", todo="run `tracker add` first")
    with readable_errors(name):
        conn = _connect(name)
        try:
            prepare(conn, name, create=create)
        except BaseException:
            conn.close()
            raise
    return conn


def _connect(name: str) -> sqlite3.Connection:
    """A connection that can at least read: on a read-only disk SQLite cannot make the WAL's side files."""
    conn = sqlite3.connect(name, timeout=BUSY_SECONDS, isolation_level=None, cached_statements=256)
    try:
        conn.execute("PRAGMA schema_version").fetchone()
    except sqlite3.OperationalError as error:
        conn.close()
        wal = Path(f"{name}-wal")
        unreadable = _code(error) in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY)
        if not unreadable or not Path(name).is_file() or (wal.exists() and wal.stat().st_size):
            raise
        uri = f"{Path(name).absolute().as_uri()}?mode=ro&immutable=1"
        conn = sqlite3.connect(uri, uri=True, timeout=BUSY_SECONDS, isolation_level=None, cached_statements=256)
    conn.execute("PRAGMA foreign_keys = ON")
    conn.execute("PRAGMA synchronous = NORMAL")
    # An article changes some 25 pages, mostly the same as the one before: copying them back every 16 MB instead of
    # every 4 MB takes a third off the time of an add.
    conn.execute("PRAGMA wal_autocheckpoint = 4000")
    # An article's rows go to the ends of tables and to everywhere in their indices: with SQLite's own 2 MB of pages in
    # memory these are read again and again.
    conn.execute("PRAGMA cache_size = -65536")
    return conn


def prepare(conn: sqlite3.Connection, name: str, *, create: bool = True) -> None:
    """Check whose database it is and of which version; make or upgrade the tables where that is due."""
    version = check(conn, name)
    if version == SCHEMA_VERSION:
        return
    if version == 0 and not create:
        raise StoreError(f"no articles in {name}", todo="run `tracker add` first")
    from tracker.store.schema import backup, migrate

    if version == 0 and name != MEMORY:
        _set_wal(conn)
    with writing(conn):  # another process may be doing the same: the second to come finds it done
        version = check(conn, name)
        if version == SCHEMA_VERSION:
            return
        if version and name != MEMORY:
            backup(name, version)
        migrate(conn)
        conn.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        conn.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")


def check(conn: sqlite3.Connection, name: str) -> int:
    """The version of our schema in the file, 0 for an empty one; anything else is refused."""
    (owner,) = conn.execute("PRAGMA application_id").fetchone()
    (version,) = conn.execute("PRAGMA user_version").fetchone()
    empty = owner == 0 and version == 0 and not conn.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
    if empty:
        return 0
    if owner != APPLICATION_ID:
        raise NotOurDatabase("a database of another program", where=name, todo="name another file with --db")
    if version > SCHEMA_VERSION:
        what = f"written by a later version of tracker (schema {version}, this one knows {SCHEMA_VERSION})"
        raise NewerDatabase(what, where=name, todo="upgrade tracker")
    return int(version)


def _set_wal(conn: sqlite3.Connection) -> None:
    """Turn the write-ahead log on. SQLite does not wait for other connections here, so we do."""
    deadline = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            conn.execute("PRAGMA journal_mode = WAL").fetchone()
            return
        except sqlite3.OperationalError as error:
            if _code(error) != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(0.01)


@contextmanager
def writing(conn: sqlite3.Connection) -> Iterator[None]:
    """One transaction, all or nothing. IMMEDIATE: two that write wait for each other instead of failing halfway.

    Inside another one it is a part that can fail alone; what it wrote lasts when the other one ends.
    """
    begin, end, undo = ("SAVEPOINT part", "RELEASE part", "ROLLBACK TO part") if conn.in_transaction else _WHOLE
    conn.execute(begin)
    try:
        yield
        conn.execute(end)
    except BaseException:
        if conn.in_transaction:  # a full disk has already rolled back
            conn.execute(undo)
            if undo is not _WHOLE[2]:
                conn.execute(end)
        raise


@contextmanager
def readable_errors(name: str) -> Iterator[None]:
    """Turn what SQLite says into a `StoreError` of one line; what would be a bug of ours passes as it is."""
    try:
        yield
    except sqlite3.ProgrammingError:
        raise
    except sqlite3.DatabaseError as error:
        told = _told(error, name)
        if told is None:
            raise
        raise told from error
    except UnicodeEncodeError as error:
        raise InputError("half of a surrogate pair, which is no character", todo="repair the text") from error


def _code(error: sqlite3.Error) -> int:
    """SQLite's primary result code, 0 when the error does not come from SQLite itself."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF


def _told(error: sqlite3.DatabaseError, name: str) -> StoreError | None:
    code = _code(error)
    if code == sqlite3.SQLITE_NOTADB:
        return NotOurDatabase("not an SQLite database", where=name, todo="name another file with --db")
    if code == sqlite3.SQLITE_CANTOPEN:
        folder = Path(name).absolute().parent
        if not folder.is_dir():
            return StoreError(f"no folder {folder}", where=name, todo="make it first, or name another file with --db")
        if not Path(name).exists():
            todo = "check that you may write in its folder, or name another file with --db"
            return StoreError("cannot be made", where=name, todo=todo)
        return StoreError("cannot be opened", where=name, todo="check that it is a file you may read and write")
    known = {
        sqlite3.SQLITE_BUSY: (
            f"locked: another program has been writing for {BUSY_SECONDS:.0f} seconds",
            "try again when it is done",
        ),
        sqlite3.SQLITE_LOCKED: ("locked by another connection", "try again when it is done"),
        sqlite3.SQLITE_READONLY: (
            "cannot be written: the file or its folder is read-only",
            "allow writing, or name another file with --db",
        ),
        sqlite3.SQLITE_PERM: ("no permission to use it", "allow reading and writing, or name another file with --db"),
        sqlite3.SQLITE_FULL: (
            "the disk is full; everything added before is kept",
            "free some space and run the same command again",
        ),
        sqlite3.SQLITE_IOERR: (
            "the disk failed to read or write; everything added before is kept",
            "check the disk and run the same command again",
        ),
        sqlite3.SQLITE_TOOBIG: ("a text is too big for SQLite", "split the article"),
        sqlite3.SQLITE_CORRUPT: (
            "the file is damaged",
            f"restore a copy, or save what can be read with `sqlite3 {name} .recover`",
        ),
    }
    # A query of ours that SQLite cannot make sense of (code ERROR): the tables are not those we made.
    known[sqlite3.SQLITE_ERROR] = (f"not the tables tracker made ({error})", "restore a copy")
    if isinstance(error, sqlite3.OperationalError) and not code:  # text that is not UTF-8 any more
        code = sqlite3.SQLITE_CORRUPT
    return StoreError(known[code][0], where=name, todo=known[code][1]) if code in known else None
