"""Everything that can go wrong on purpose, sorted by who has to do something about it.

    TrackerError                 one line for the person at the terminal: what, where, what to do
    ├── InputError               an article, file or line that cannot be read; a batch goes on past it
    │   └── NotNow               what could be read another time: the network is off, a site asks to wait
    ├── QueryError               a question the store cannot be asked (bad full-text query, unknown article)
    ├── SettingsError            an option, an environment variable or tracker.toml
    ├── TemplateError            a layout of the user's own that cannot be read, or goes wrong while it is filled in
    ├── OutputError              a file or folder that cannot be written, or an extra that writing it needs
    ├── ModelError               a bundle that is missing, damaged or of another version: stops the run
    └── StoreError               the database file
        ├── NotOurDatabase       an SQLite file of another program, or no SQLite file at all
        └── NewerDatabase        written by a later version of tracker

Anything else that escapes is a bug of ours and keeps its traceback.
"""

from __future__ import annotations

from tracker.secrets import without_secrets


class TrackerError(Exception):
    """What happened, where it happened, and what the reader can do about it.

    `str(error)` is always one line: ``WHERE: WHAT; WHAT TO DO``, each part only where known. None of them has the
    logins and keys of an address (`tracker.secrets`).
    """

    def __init__(self, what: str, *, where: str | None = None, todo: str | None = None) -> None:
        self.what = without_secrets(what)
        self.where = None if where is None else without_secrets(where)
        self.todo = None if todo is None else without_secrets(todo)
        line = self.what if self.where is None else f"{self.where}: {self.what}"
        super().__init__(" ".join((line if self.todo is None else f"{line}; {self.todo}").split()))


class InputError(TrackerError):
    """An input that cannot be read as an article. Never stops a batch."""


class NotNow(InputError):
    """An input that is not read now and may be read another time: nothing was wrong with it."""


class QueryError(TrackerError):
    """A question that cannot be asked of the store."""


class SettingsError(TrackerError):
    """A setting whose value makes no sense."""


class TemplateError(TrackerError):
    """A template of the user's that cannot be read, or that goes wrong while it is filled in."""


class OutputError(TrackerError):
    """A file or folder that cannot be written, or would be overwritten; or a library that writing it needs."""


class ModelError(TrackerError):
    """A model bundle that cannot be used. Stops the run: it is the user's set-up."""


class StoreError(TrackerError):
    """The database file cannot be opened, read or written."""


class NotOurDatabase(StoreError):
    """A file that is no SQLite database, or one that another program made."""


class NewerDatabase(StoreError):
    """A database written by a later version of tracker."""
