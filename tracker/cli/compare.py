"""`tracker compare`: whether pairs of claims from outside contradict each other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import typer

from tracker.cli.options import NliModel, examples
from tracker.cli.sentences import answer_lines, read_pairs
from tracker.pipeline import compare_texts
from tracker.records import Comparison, PairToCompare
from tracker.report.exports.records import comparison_dict
from tracker.settings import Settings

app = typer.Typer(rich_markup_mode=None)


@app.command(
    epilog=examples(
        "tracker compare pairs.jsonl > relations.jsonl",
        """echo '{"a": "All four boats left.", "b": "No boat left."}' | tracker compare""",
        "tracker compare --nli-model models/mine pairs.jsonl",
    )
)
def compare(
    path: Annotated[
        str, typer.Argument(metavar="PATH|-", help="A file of JSON lines; - (the default) is stdin.")
    ] = "-",
    nli_model: NliModel = None,
) -> None:
    """Say whether pairs of claims contradict, as JSON lines.

    In: {"id"?, "a", "b", "a_source"?, "b_source"?, "a_date"?, "b_date"?}. The source is who makes the claim, the date
    (ISO 8601) that of the article it stands in. Out, in the same order: {"id", "relation", "reason", "score", "clash",
    "model"}. The relation is contradiction, supersedes, consistent or unrelated; the reason number, date, place, who,
    negation, antonym or degree; the score how probable it is that the two contradict (of supersedes: that one updates
    the other); the clash {"a": [[start, end]], "b": [...]} the words that cannot both be right, in characters of the
    claims. The id is the line's number where none is given. Exit code 3: some lines were skipped; 1: all were.
    """
    settings = Settings.load(nli_model=nli_model)

    def judge(pairs: Iterator[PairToCompare], together: int | None) -> Iterator[Comparison]:
        return compare_texts(pairs, settings=settings, **({"together": together} if together else {}))

    answer_lines(path, read_pairs, judge, comparison_dict, noun="pair")
