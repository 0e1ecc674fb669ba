"""What every column of a table holds, said once: the exports, the sheet that explains them and docs/export.md tell it.

Names and order are an API: scripts depend on them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

Holds = Literal["text", "integer", "number", "yes or no", "texts", "integers", "spans"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, what kind of value it holds, and what the value means. Any cell may be empty that says so.

    `spans` are pairs of start and end in characters, the end exclusive.
    """

    name: str
    holds: Holds
    meaning: str


@dataclass(frozen=True, slots=True)
class Table:
    """What one sheet or file holds; one row is `row`."""

    name: str
    row: str
    columns: tuple[Column, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns, in order."""
        return tuple(column.name for column in self.columns)


def _named(under: str, whose: str, columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """The columns of something that is part of a row: ``speaker_name``, ``Of the speaker: …``."""
    return tuple(
        replace(column, name=f"{under}_{column.name}", meaning=f"{whose}{column.meaning}") for column in columns
    )


_SPEAKER = (
    Column("speaker_id", "integer", "The speaker's number in this database; empty where nobody could be named."),
    Column("speaker_name", "text", "The fullest form of the name; of a group or an unnamed source its words."),
    Column("speaker_kind", "text", "One of person, group, organization, document, unnamed."),
    Column("speaker_role", "text", "What the speaker is (mayor), as the article says, the newest if several do."),
    Column("speaker_affiliation", "text", "For whom or what the speaker stands, as the article says; likewise."),
)
_STANDING = (
    Column("speaker_tenure", "text", "former, then or future, where the role is not held now; else empty."),
    Column("speaker_count", "text", "Of a group or an unnamed source how many they are, in the article's words (two)."),
    Column("speaker_anonymity", "text", "Why they are not named, in the article's words, where it says so."),
)
_ARTICLE = (
    Column("id", "integer", "the article's number in this database."),
    Column("ref", "text", "the id, URL or file name that the article was added by."),
    Column("title", "text", "its title, if known."),
    Column("outlet", "text", "who published it, if known."),
    Column("date", "text", "its date in ISO 8601, a day or a day and a time; empty if not known."),
    Column("url", "text", "its address, if known."),
)

CLAIMS = Table(
    "claims",
    "one claim of one article",
    (
        Column("id", "integer", "The claim's number in this database."),
        Column("text", "text", "The claim, made readable alone; polarity says whether the speaker holds it to be so."),
        Column("quote", "text", "The article's own words for it: the article's text from span_start to span_end."),
        Column("span_start", "integer", "Where the words begin, in characters of the article's text, from 0."),
        Column("span_end", "integer", "Where they end; the character at this place is no longer part of them."),
        Column("kind", "text", "direct (quoted), indirect (reported) or mixed."),
        *_SPEAKER,
        *_named("article", "Of the article: ", _ARTICLE),
        Column(
            "certainty",
            "text",
            "How sure the speaker is: certain, probable, possible or doubtful; empty until a model has scored it.",
        ),
        Column("score", "number", "The same as a number from 0 (doubtful) to 1 (certain)."),
        Column("polarity", "text", "Whether the speaker holds it to be so: positive, negative (denied) or unknown."),
        Column("confidence", "number", "How probable it is that the machine is right that this was said, from 0 to 1."),
        Column(
            "factuality",
            "number",
            "FactBank's scale: 3 the speaker holds it certainly so, 0 leaves it open, -3 certainly not.",
        ),
        Column(
            "distance",
            "text",
            "How far the article stands behind it: neutral (said), endorsing (confirmed) or distancing (claimed); "
            "empty where no word tells.",
        ),
        Column("evidence", "spans", "The words that tell how sure the speaker is, in characters of the article."),
        Column("certainty_model", "text", "The model that scored it, as name@version."),
        *_named("origin_article", "Of the article that this one copied the claim from, if it is a copy: ", _ARTICLE),
        Column("nested_in", "integer", "The claim in whose words this one is told; empty where the article tells it."),
        Column("told_by", "text", "Whose words these are; ? where nobody is named, empty where the article's."),
        *_STANDING,
        Column("because", "text", "Why the source was taken to mean this speaker (full name; pronoun, only one fits)."),
        Column("speaker_confidence", "number", "How sure the machine is that it is this speaker, from 0 to 1."),
        Column("candidates", "texts", "The names of whom else it may be, the likeliest first."),
    ),
)
SPEAKERS = Table(
    "speakers",
    "one speaker of these claims",
    (
        *_SPEAKER,
        Column("names", "texts", "Every form of the name that the articles use."),
        Column("claims", "integer", "How many of the exported claims are the speaker's."),
        Column("articles", "integer", "In how many articles these claims stand."),
        Column("first_date", "text", "The day of the earliest of these articles; empty if none has a date."),
        Column("last_date", "text", "The day of the latest of them."),
        *_STANDING,
    ),
)


def _pair_columns(relation: str, what: str, a: str, b: str) -> tuple[Column, ...]:
    """The columns of a pair of claims: its `relation`, of which `score` says how probable `what` is."""
    return (
        Column("id", "integer", "The number of the pair, as in `tracker review`."),
        Column("relation", "text", f"Always {relation}."),
        Column(
            "reason",
            "text",
            "In what the two differ: number, date, place, who, negation, antonym or degree; empty if not told.",
        ),
        Column("score", "number", f"How probable it is that {what}, from 0 to 1."),
        Column(
            "status",
            "text",
            "suggested: only a machine says so; confirmed or dismissed: a person decided, and that counts.",
        ),
        Column("same_speaker", "yes or no", "Whether both claims are one speaker's."),
        Column("clash_a", "spans", "The words that clash, in characters of a_text."),
        Column("clash_b", "spans", "The words they clash with, in characters of b_text."),
        *_named("a", a, CLAIMS.columns),
        *_named("b", b, CLAIMS.columns),
        Column("also", "integers", "The numbers of the pairs that tell the same again (restatements, reprints)."),
        Column("outlets", "integer", "How many outlets print either side."),
        Column("origins", "integer", "How many of them did not copy it from another."),
        Column("model", "text", "The model whose verdict it is, as name@version."),
        Column("note", "text", "What the person noted who decided."),
        Column("reviewer", "text", "Who decided."),
        Column("reviewed_at", "text", "When, in ISO 8601, UTC."),
    )


CONTRADICTIONS = Table(
    "contradictions",
    "two claims that cannot both be true, and everywhere the two are told",
    _pair_columns("contradiction", "the two contradict", "The earlier claim. ", "The later claim. "),
)
UPDATES = Table(
    "updates",
    "a claim and the later one of the same authority that supersedes it, and everywhere the two are told",
    _pair_columns(
        "supersedes",
        "the later updates the earlier",
        "The claim that is superseded. ",
        "The claim that supersedes it. ",
    ),
)
COLUMNS = Table(
    "columns",
    "one column of one table",
    (
        Column("table", "text", "The sheet or file."),
        Column("column", "text", "The column's name."),
        Column("holds", "text", "What kind of value: text, integer, number, yes or no, or several of a kind."),
        Column("meaning", "text", "What the value says."),
    ),
)
TABLES = (CLAIMS, SPEAKERS, CONTRADICTIONS, UPDATES, COLUMNS)


def explanations() -> Iterator[Mapping[str, Any]]:
    """The rows of `COLUMNS`: every column of every table."""
    for table in TABLES:
        for column in table.columns:
            yield {"table": table.name, "column": column.name, "holds": column.holds, "meaning": column.meaning}
