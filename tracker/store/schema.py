"""The tables, from migrations/*.sql; `python -m tracker.store.schema > schema.sql` writes them on one page.

A migration is a file `NNNN_name.sql`. It is never changed once released; the next change is the next file, and
`SCHEMA_VERSION` in connection.py goes up by one.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterator
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from tracker.errors import StoreError
from tracker.records import Speaker, SpeakerKind
from tracker.store.rows import json_list

if TYPE_CHECKING:
    from sqlite_utils import Database

_HEADER = """\
-- The tables of a tracker database. Written by `python -m tracker.store.schema` from tracker/store/migrations;
-- docs/schema.md says how to read them.
"""
_ADD_COLUMN = re.compile(r"ALTER TABLE (?P<table>\w+) ADD COLUMN\s+(?P<column>.*);", re.DOTALL)
_LAST_COMMENT = re.compile(r" *--[^\n]*\Z")


def migration_texts() -> dict[str, str]:
    """The SQL of every migration by its name, in order."""
    folder = files("tracker.store") / "migrations"
    found = {file.name.removesuffix(".sql"): file for file in folder.iterdir() if file.name.endswith(".sql")}
    return {name: found[name].read_text(encoding="utf-8") for name in sorted(found)}


def migrate(conn: sqlite3.Connection) -> None:
    """Apply what is missing, through sqlite-utils' `Migrations`, inside the transaction of the caller."""
    from sqlite_utils import Database, Migrations

    from tracker.store.matching import blocks_of
    from tracker.store.names import fold_body
    from tracker.store.things import read_thing

    conn.create_function("thing_key", 1, lambda text: read_thing(text).key, deterministic=True)
    conn.create_function("thing_times", 1, lambda text: read_thing(text).times, deterministic=True)
    conn.create_function("block_keys", 2, lambda name, kind: json_list(blocks_of([name], kind)), deterministic=True)
    conn.create_function("kept_keys", 4, _kept_keys, deterministic=True)
    conn.create_function("affiliation_key", 1, fold_body, deterministic=True)
    migrations = Migrations("tracker")
    for name, text in migration_texts().items():
        migrations(name=name)(_runner(text))
    migrations.apply(Database(conn, recursive_triggers=False, execute_plugins=False))


def _kept_keys(name: str, kind: SpeakerKind, names: str, is_shared: int) -> str:
    """The keys of a stored speaker as a JSON list; `names` are the forms of its name, as JSON."""
    from tracker.store.matching import kept_keys

    speaker = Speaker(name, kind, names=tuple(json.loads(names)))
    return json_list(kept_keys(speaker, is_shared=bool(is_shared)))


def _runner(text: str) -> Callable[[Database], None]:
    def run(db: Database) -> None:
        for statement in statements(text):  # executescript() would end the transaction
            db.conn.execute(statement)

    return run


def statements(text: str) -> Iterator[str]:
    """The single statements of an SQL text; a trigger is one.

    >>> list(statements("SELECT 1; SELECT ';';"))
    ['SELECT 1;', "SELECT ';';"]
    """
    statement = ""
    for piece in text.split(";")[:-1]:
        statement += piece + ";"
        if sqlite3.complete_statement(statement):
            yield statement.strip()
            statement = ""


def backup(name: str, version: int) -> Path:
    """Copy the database as it is now to a file beside it, before an upgrade from `version` changes it."""
    target = _free_name(Path(name), version)
    try:
        source, copy = sqlite3.connect(name), sqlite3.connect(target)
        try:
            source.backup(copy)
        finally:
            source.close()
            copy.close()
    except (sqlite3.Error, OSError) as error:
        target.unlink(missing_ok=True)
        what = f"cannot be upgraded, because no backup could be written to {target} ({error})"
        raise StoreError(what, where=name, todo="make room there, or copy the file to where there is") from error
    return target


def _free_name(path: Path, version: int) -> Path:
    """`tracker.db.v1.bak`; when an earlier upgrade left that, `tracker.db.v1-2.bak`: no backup is overwritten."""
    target, number = path.with_name(f"{path.name}.v{version}.bak"), 1
    while target.exists():
        number += 1
        target = path.with_name(f"{path.name}.v{version}-{number}.bak")
    return target


def schema_text() -> str:
    """The whole schema as one readable page, as SQLite itself holds it after all migrations."""
    conn = sqlite3.connect(":memory:", isolation_level=None)
    try:
        migrate(conn)
        # FTS5's own tables and the list of applied migrations are not ours to explain.
        made = conn.execute(
            "SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND tbl_name <> '_sqlite_migrations'"
            " AND name NOT GLOB 'claims_fts_[cdi]*' OR type = 'trigger' ORDER BY type = 'view', rowid"
        )
        added = _added_columns()
        texts = [f"{_laid_out(sql, added.get(name, []))};" for name, sql in made]
        return "\n\n".join([_HEADER.rstrip(), *texts]) + "\n"
    finally:
        conn.close()


def _added_columns() -> dict[str, list[str]]:
    """The columns that later migrations gave each table, as they are written there."""
    added = defaultdict(list)
    for text in migration_texts().values():
        for statement in statements(text):
            if match := _ADD_COLUMN.search(statement):
                added[match["table"]].append(match["column"])
    return added


def _laid_out(sql: str, columns: list[str]) -> str:
    """The text of a table with a line for each added column: SQLite runs them on after the last one it had."""
    if not columns:
        return sql
    before, _, after = sql.partition("".join(f", {column}" for column in columns))
    lines = ",\n    ".join(columns)
    if after.startswith(","):  # a constraint of the table follows
        last, _, after = after.partition("\n")
        return f"{before}{last}\n    {lines},\n{after}"
    before = before.rstrip()
    code = _LAST_COMMENT.sub("", before)  # the comma goes before a comment
    return f"{code},{before[len(code) :]}\n    {lines}\n{after}"


if __name__ == "__main__":
    import sys

    sys.stdout.write(schema_text())
