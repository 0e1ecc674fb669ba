"""The settings of one run: flag, then environment (``TRACKER_*``), then ``tracker.toml``, then default.

# tracker.toml, in the folder where tracker is called
db = "news.db"
attribution_model = "models/attribution-en"
threads = 4
certainty_model = "ORG/NAME"  # or a folder
nli_model = "ORG/NAME"
contradictions = false  # leave out the search for them
feeds = ["https://news.example/feed.xml"]  # what `tracker add --feeds` looks at
offline = true  # fetch nothing
any_language = true  # look for claims in articles that are not in English, too

[certainty_labels]  # what the labels of that model mean, where their names do not tell
LABEL_0 = "certain"
LABEL_1 = "certain negative"

[nli_labels]  # the same of nli_model, which finds contradictions
LABEL_0 = "contradiction"
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from tracker.errors import SettingsError
from tracker.records import LEVELS, POLARITIES

FILE_NAME = "tracker.toml"
MAX_THREADS = 1024  # no machine this runs on has more; a larger number is a slip of the finger


class Labels(Mapping[str, str]):
    """A model's labels and what they mean: a mapping that does not change and can be hashed.

    >>> Labels({"LABEL_0": "certain"})["LABEL_0"]
    'certain'
    """

    __slots__ = ("_pairs",)

    def __init__(self, pairs: Mapping[str, str]) -> None:
        self._pairs = dict(pairs)

    def __getitem__(self, label: str) -> str:
        return self._pairs[label]

    def __iter__(self) -> Iterator[str]:
        return iter(self._pairs)

    def __len__(self) -> int:
        return len(self._pairs)

    def __hash__(self) -> int:
        return hash(frozenset(self._pairs.items()))

    def __repr__(self) -> str:
        return f"Labels({self._pairs!r})"


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run needs to know, read once at the door; the stages get plain values, never this.

    `db` is the database file, `attribution_model` a bundle's folder (None: the shipped one), `threads` how many the
    models may use (None: as many as the machine has). `certainty_model` is a folder or a hub name (None: the shipped
    bundle), `certainty_labels` a level for each of its labels, and a polarity after a blank where it has one;
    `nli_model` and `nli_labels` are the same of the model for contradictions. `contradictions`: whether adding looks
    for them. `feeds` are addresses and files, as written; `offline`: whether the network is off. `any_language`:
    whether claims are looked for in articles that are not in English.
    """

    db: Path = Path("tracker.db")
    attribution_model: Path | None = None
    threads: int | None = None
    certainty_model: str | None = None
    certainty_labels: Labels | None = None
    nli_model: str | None = None
    nli_labels: Labels | None = None
    contradictions: bool = True
    feeds: tuple[str, ...] = ()
    offline: bool = False
    any_language: bool = False

    @classmethod
    def load(
        cls,
        *,
        db: str | Path | None = None,
        attribution_model: str | Path | None = None,
        threads: int | None = None,
        certainty_model: str | Path | None = None,
        nli_model: str | Path | None = None,
        contradictions: bool | None = None,
        offline: bool | None = None,
        any_language: bool | None = None,
        cwd: Path | None = None,
        environ: Mapping[str, str] | None = None,
    ) -> Settings:
        """The settings in force; an argument that is not None is a flag and wins.

        Relative paths are relative to `cwd` (default: the current folder), where ``tracker.toml`` is looked for, too.
        An empty environment variable is an unset one. `SettingsError` names the flag, variable or file at fault.

        >>> Settings.load(environ={"TRACKER_THREADS": "2"}, cwd=Path("/nowhere")).threads
        2
        """
        values = _from_file(cwd)
        values |= _from_environment(os.environ if environ is None else environ)
        flags: dict[str, object] = {
            "db": db,
            "attribution_model": attribution_model,
            "threads": threads,
            "certainty_model": certainty_model,
            "nli_model": nli_model,
            "contradictions": contradictions,
            "offline": offline,
            "any_language": any_language,
        }
        values |= {key: (f"--{key.replace('_', '-')}", value) for key, value in flags.items() if value is not None}
        default = cls()
        return cls(
            db=_path("db", values, cwd) or (default.db if cwd is None else cwd / default.db),
            attribution_model=_path("attribution_model", values, cwd),
            threads=_threads(values),
            certainty_model=_model("certainty_model", values, cwd),
            certainty_labels=_labels("certainty_labels", values, _is_level, _LEVEL),
            nli_model=_model("nli_model", values, cwd),
            nli_labels=_labels("nli_labels", values, _is_relation, _RELATION),
            contradictions=_yes_or_no("contradictions", values, default=True),
            feeds=_feeds(values),
            offline=_yes_or_no("offline", values, default=False),
            any_language=_yes_or_no("any_language", values, default=False),
        )


# A value and where it came from, for the error message: {"threads": ("TRACKER_THREADS", "2")}.
_Values = dict[str, tuple[str, object]]
_KEYS = (
    "db",
    "attribution_model",
    "threads",
    "certainty_model",
    "nli_model",
    "contradictions",
    "offline",
    "any_language",
)
_TABLES = ("certainty_labels", "nli_labels", "feeds")  # in the file alone
_INFERENCES = ("entailment", "neutral", "contradiction")
# An example, what a value must be, what to do instead.
_LEVEL = (
    "certain",
    "a level",
    f'give {", ".join(LEVELS[:-1])} or {LEVELS[-1]}, with "negative" after a blank where it denies',
)
_RELATION = ("contradiction", "one of these", f"give {', '.join(_INFERENCES[:-1])} or {_INFERENCES[-1]}")


def _from_environment(environ: Mapping[str, str]) -> _Values:
    """The ``TRACKER_*`` variables that are set. Others of that prefix are left to those who know them."""
    names = {key: f"TRACKER_{key.upper()}" for key in _KEYS}
    return {key: (name, environ[name]) for key, name in names.items() if environ.get(name)}


def _from_file(cwd: Path | None) -> _Values:
    """The settings of ``tracker.toml``, where there is one."""
    file = Path(FILE_NAME) if cwd is None else cwd / FILE_NAME
    try:
        data = file.read_bytes()
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise SettingsError(f"cannot be read: {error.strerror}", where=str(file)) from error
    import tomllib  # only where there is a file: start-up time

    try:
        found = tomllib.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise SettingsError(f"not TOML: {error}", where=str(file), todo='write lines such as db = "news.db"') from error
    keys = (*_KEYS, *_TABLES)
    if unknown := [key for key in found if key not in keys]:
        raise SettingsError(f"no such setting: {unknown[0]}", where=str(file), todo=f"there are {', '.join(keys)}")
    return {key: (f"{file}: {key}", value) for key, value in found.items()}


def _path(key: str, values: _Values, cwd: Path | None) -> Path | None:
    """The path under `key`, ``~`` expanded and relative to `cwd`; None where it is not set."""
    if key not in values:
        return None
    where, value = values[key]
    if not isinstance(value, str | Path) or not str(value).strip() or "\0" in str(value):
        raise SettingsError(f"{value!r} is not a path", where=where, todo="give a file name in quotation marks")
    try:
        path = Path(value).expanduser()
    except RuntimeError as error:
        raise SettingsError(f"{value!r}: {error}", where=where, todo="write the path in full") from error
    return path if cwd is None else cwd / path


def _model(key: str, values: _Values, cwd: Path | None) -> str | None:
    """The folder under `key`, as `_path` gives it; a hub name stays as it is where there is no such folder."""
    path = _path(key, values, cwd)
    if path is None:
        return None
    given = str(values[key][1])
    plain = not Path(given).is_absolute() and given[0] not in ".~" and given.count("/") < 2 and "\\" not in given
    return given if plain and not path.is_dir() else str(path)


def _labels(key: str, values: _Values, fits: Callable[[str], bool], told: tuple[str, str, str]) -> Labels | None:
    """The table of labels under `key`, each with a meaning that `fits`; None where it is not there or empty."""
    if key not in values:
        return None
    where, table = values[key]
    example, wanted, todo = told
    if not isinstance(table, dict):
        raise SettingsError(f"{table!r} is not a table", where=where, todo=f'write LABEL = "{example}" below [{key}]')
    pairs = {}
    for label, value in table.items():
        if not isinstance(value, str) or not fits(value):
            raise SettingsError(f"{value!r} is not {wanted}", where=f"{where}.{label}", todo=todo)
        pairs[label] = " ".join(value.lower().split())
    return Labels(pairs) if pairs else None


def _is_level(value: str) -> bool:
    words = value.lower().split()
    return len(words) in (1, 2) and words[0] in LEVELS and set(words[1:]) <= set(POLARITIES)


def _is_relation(value: str) -> bool:
    return value.lower().strip() in _INFERENCES


def _feeds(values: _Values) -> tuple[str, ...]:
    """The list of feeds, each once; empty where it is not there."""
    if "feeds" not in values:
        return ()
    where, value = values["feeds"]
    if not isinstance(value, list) or not all(isinstance(one, str) and one.strip() for one in value):
        todo = 'write feeds = ["https://news.example/feed.xml", "saved.rss"]'
        raise SettingsError(f"{value!r} is no list of feeds", where=where, todo=todo)
    return tuple(dict.fromkeys(one.strip() for one in value))


def _yes_or_no(key: str, values: _Values, *, default: bool) -> bool:
    """The choice under `key`; `default` where it is not set."""
    if key not in values:
        return default
    where, value = values[key]
    words = {"1": True, "true": True, "yes": True, "on": True, "0": False, "false": False, "no": False, "off": False}
    if isinstance(value, str):
        value = words.get(value.strip().lower())
    if not isinstance(value, bool):
        raise SettingsError(f"{values[key][1]!r} is neither yes nor no", where=where, todo="give true or false")
    return value


def _threads(values: _Values) -> int | None:
    """The number of threads, 1 or more; None where it is not set."""
    if "threads" not in values:
        return None
    where, value = values["threads"]
    if isinstance(value, str) and value.strip().isascii() and value.strip().isdigit() and len(value) < 10:
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= MAX_THREADS:
        raise SettingsError(f"{value!r} is not a number of threads", where=where, todo="give a whole number from 1 up")
    return value
