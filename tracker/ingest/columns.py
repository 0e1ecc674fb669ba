"""Which column of a table holds which part of an article: as `--map` says, else by the names that everybody uses."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Literal, get_args

from tracker.errors import SettingsError
from tracker.furniture import parse_date

Part = Literal["id", "text", "title", "outlet", "date", "url", "author"]

PARTS: tuple[Part, ...] = get_args(Part)

# The first that is there wins: names of our own, of feeds and schema.org, of press databases and scrapers' exports.
_KNOWN: dict[Part, tuple[str, ...]] = {
    "id": ("id", "guid", "article_id", "_id", "uuid", "doc_id"),
    "text": (
        "text", "body", "content", "full_text", "article_text", "articlebody", "body_text", "article_body",
        "content_text", "main_text", "maintext", "fulltext", "article.text", "article.body", "article.content",
        "content_html", "body_html",
    ),
    "title": ("title", "headline", "article_title", "article.title", "article.headline"),
    "outlet": (
        "outlet", "source", "publication", "publisher", "newspaper", "site_name", "sitename", "source_name",
        "source.name", "publisher.name", "domain", "source_domain",
    ),
    "date": (
        "date", "published_at", "published", "publication_date", "date_published", "datepublished", "pub_date",
        "pubdate", "publish_date", "publishedat", "published_date", "date_publish", "created_at", "timestamp",
        "article.date", "article.published_at",
    ),
    "url": ("url", "link", "canonical_url", "article_url", "uri", "web_url", "permalink"),
    "author": ("author", "byline", "authors", "creator", "by", "author.name"),
}  # fmt: skip
_YEAR_FIRST = re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})(?=\D|$)", re.A)
_DAY_NAMED = re.compile(r"(\d{1,2})-([A-Za-z]{3,9})-(\d{4})", re.A)
_ZONE = re.compile(r"\s*\b(?:UTC|GMT|Z)$")
_SECONDS = range(946_684_800, 4_102_444_800)  # 2000 to 2100: what else is a whole number is no moment
_NAMED = 12  # so many columns are named in one line
_NAME_MAX = 40


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the parts of an article stand: `chosen` says it for some, the usual names for the others."""

    chosen: Mapping[Part, str] = field(default_factory=dict)

    def find(self, names: Collection[str]) -> Found:
        """Where each part stands among these columns (dotted where one holds others)."""
        plain = {name.strip().casefold().replace(" ", "_").replace("-", "_"): name for name in reversed(list(names))}
        places: dict[Part, str] = {}
        for part in PARTS:
            if (given := self.chosen.get(part)) is not None:
                places[part] = given
            elif (known := next((plain[name] for name in _KNOWN[part] if name in plain), None)) is not None:
                places[part] = known
        guessed = {part: place for part, place in places.items() if part not in self.chosen and place != part}
        missing = {part: place for part, place in self.chosen.items() if place not in names}
        unused = [name for name in names if not any(place == name or place.startswith(f"{name}.") for place in
                                                    places.values())]  # fmt: skip
        return Found(places, guessed, missing, tuple(unused), tuple(names))


@dataclass(frozen=True, slots=True)
class Found:
    """What `Columns.find` found. `guessed` are those whose name is not the part's own, `missing` the chosen ones that
    are not there."""

    places: Mapping[Part, str]
    guessed: Mapping[Part, str]
    missing: Mapping[Part, str]
    unused: tuple[str, ...]
    names: tuple[str, ...]

    def told(self) -> str | None:
        """One line that says what was guessed and which columns are not read; None where there is nothing to say."""
        parts = []
        if self.guessed:
            read = ", ".join(f"{part} from {_quoted(place)}" for part, place in self.guessed.items())
            parts.append(f"read {read}")
        told_where = "text" not in self.guessed and self.places.get("text") != "text"  # who maps knows the columns
        if self.unused and (self.guessed or not told_where):
            parts.append(f"not read: {_listed(self.unused)}")
        if not parts:
            return None
        return f"{'; '.join(parts)} (--map text=COLUMN,title=COLUMN says it otherwise)"

    def without_text(self) -> str:
        """What to do where the text's column is not there."""
        if not self.names:
            return "name the text's column: --map text=COLUMN"
        wanted = self.missing.get("text")
        close = difflib.get_close_matches(wanted or "text", self.names, n=1, cutoff=0.6)
        hint = f"did you mean --map text={_short(close[0])}? " if close else "say which: --map text=COLUMN; "
        return f"{hint}there are {_listed(self.names)}"

    def missing_hint(self) -> str | None:
        """One line for chosen columns (the text's apart) that are not there."""
        said = []
        for part, place in self.missing.items():
            if part == "text":
                continue
            close = difflib.get_close_matches(place, self.names, n=1, cutoff=0.6)
            said.append(
                f"no column {_quoted(place)} for {part}" + (f", did you mean {_quoted(close[0])}?" if close else "")
            )
        return f"{'; '.join(said)} (there are {_listed(self.names)})" if said else None


def parse_columns(given: Iterable[str]) -> Columns:
    """The columns of ``--map text=body,date=published_at``, which may be given more than once.

    >>> dict(parse_columns(["text=body,date=published_at", "title=head.line"]).chosen)
    {'text': 'body', 'date': 'published_at', 'title': 'head.line'}
    """
    chosen: dict[Part, str] = {}
    for pair in (pair for one in given for pair in one.split(",")):
        name, equals, place = (side.strip() for side in pair.partition("="))
        part = next((part for part in PARTS if part == name.casefold()), None)
        if part is None or not equals or not place:
            close = difflib.get_close_matches(name, PARTS, n=1)
            todo = f"did you mean {close[0]}={place or 'COLUMN'}?" if close and part is None else "write text=COLUMN"
            said = f"{pair.strip()[:60]!r} is no pair of a part ({', '.join(PARTS)}) and a column"
            raise SettingsError(said, where="--map", todo=todo)
        if chosen.get(part, place) != place:
            raise SettingsError(f"two columns for {part}: {chosen[part]!r}, {place!r}", where="--map", todo="keep one")
        chosen[part] = place
    return Columns(chosen)


def names_in(fields: Mapping[str, object]) -> list[str]:
    """The names of an object's fields, and of those one object deeper, dotted."""
    names = []
    for name, value in fields.items():
        names.append(name)
        if isinstance(value, dict):
            names += [f"{name}.{inner}" for inner in value]
    return names


def value_at(fields: Mapping[str, object], place: str) -> object:
    """The value at a name or a dotted path (``article.body``, ``authors.0``); None where there is none.

    A name that has a dot itself goes before a path."""
    if place in fields:
        return fields[place]
    value: object = fields
    for step in place.split("."):
        if isinstance(value, dict):
            value = value.get(step)
        elif isinstance(value, list) and step.isdecimal() and int(step) < len(value):
            value = value[int(step)]
        else:
            return None
    return value


def as_date(given: str) -> str | None:
    """A date of a table as ISO 8601: what `parse_date` reads, and what databases and spreadsheets write beside it.

    >>> as_date("2023/03/06 10:00:00 UTC"), as_date("06-Mar-2023"), as_date("1678096800"), as_date("03/04/2023")
    ('2023-03-06T10:00:00', '2023-03-06', '2023-03-06T10:00:00+00:00', None)
    """
    given = given.strip()
    if given.isdecimal() and given.isascii() and len(given) in (10, 13):
        seconds = int(given[:10])
        return datetime.fromtimestamp(seconds, UTC).isoformat() if seconds in _SECONDS else None
    if (year_first := _YEAR_FIRST.match(given)) is not None:
        year, month, day = year_first.groups()
        given = f"{year}-{month:0>2}-{day:0>2}{given[year_first.end() :]}"
    elif (named := _DAY_NAMED.match(given)) is not None:
        given = " ".join(named.groups())
    found = parse_date(given)
    if found is None and (zone := _ZONE.search(given)) is not None:
        found = parse_date(given[: zone.start()])
    if found is None or " " not in found:
        return found
    return found.replace(" ", "T", 1)


def people(value: object) -> str | None:
    """Names out of what JSON has for authors: a string, an object with a name, or a list of either."""
    if isinstance(value, str):
        return value.strip() or None
    if isinstance(value, dict):
        return people(value.get("name"))
    if isinstance(value, list):
        return ", ".join(filter(None, (people(one) for one in value[:20] if not isinstance(one, list)))) or None
    return None


def _listed(names: Sequence[str]) -> str:
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return ", ".join(_short(name) for name in names[:_NAMED]) + more


def _quoted(name: str) -> str:
    return f'"{_short(name)}"'


def _short(name: str) -> str:
    return name if len(name) <= _NAME_MAX else f"{name[: _NAME_MAX - 1]}…"
