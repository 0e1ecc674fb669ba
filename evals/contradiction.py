"""How right the judge of contradictions is: on pairs of claims, on cards of events, and on whole stories.

    python -m evals.contradiction [BUNDLE] [--errors] [--only stories] [--card]

What counts as found is in `evals.pairs` (pairs and cards) and `evals.disputes` (stories, from raw articles). Cards:
every fifth of each file, never trained on; all pairs of a card, and each claim beside the claims of other cards that
use the most of its words, which are different events. Scenes likewise, but one in thirty. Calibration error: the
expected one of the score over ten equal bins. *Settled without the model*: candidates that cheap evidence leaves aside.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from evals.certainty import write_card
from evals.disputes import Told, dispute_errors, dispute_figures, read_conflicts, tell, update_line
from evals.pairs import (
    Card,
    Judge,
    Judged,
    calibration_error,
    card_pairs,
    cross_pairs,
    errors,
    f1_by_type,
    found_figures,
    judge_pairs,
    left_alone,
    percent,
    read_cards,
    read_pairs,
    read_scene_cards,
    reasons_right,
    recall_by_type,
    supersedes_figures,
)
from tracker.contradiction import open_judge
from tracker.contradiction.finding import Screen
from tracker.errors import TrackerError
from tracker.models import find_bundle
from tracker.settings import Settings

HERE = Path(__file__).parent
SHARED = HERE.parents[1] / "shared" / "data" / "nli"
OWN_EVENTS = HERE.parent / "training" / "data" / "events"
OWN_SCENES = HERE.parent / "training" / "data" / "scenes"
BUNDLE = "nli-en"

OWN, NEWS, CARDS, OWN_CARDS, SCENES, CORPORA, STORIES, NEW_STORIES = (
    "contradiction pairs",
    "contradiction newsclaims dev",
    "contradiction event cards",
    "contradiction own event cards",
    "contradiction scenes",
    "contradiction corpora dev",
    "contradiction stories",
    "contradiction new stories",
)
FROM_SHARED = (NEWS, CARDS, CORPORA)
GROUPS = (OWN, OWN_CARDS, SCENES, NEWS, CARDS, CORPORA, STORIES, NEW_STORIES)
REPORTED = ("realcontra", "fever_symmetric", "anli")  # other people's corpora: told, not held to anything
# What may not be undercut whatever was measured before; the floors kept beside the gate stand above these.
LEAST = {
    f"{NEWS}: F1": 75.0,
    f"{NEWS}: precision": 80.0,
    f"{CARDS}: F1": 62.0,
    f"{STORIES}: recall": 50.0,
    f"{STORIES}: precision": 65.0,
    f"{STORIES}: traps avoided": 80.0,
    f"{STORIES}: settled without the model": 70.0,
}
# Percent points that two or so of a group's pairs are worth; see `evals.gate`.
WIDER = {OWN: 8.0, OWN_CARDS: 6.0, SCENES: 4.0, NEWS: 6.0, CARDS: 4.0, CORPORA: 3.0, STORIES: 8.0, NEW_STORIES: 5.0}

Note = Callable[[str], None]  # where errors and asides go


def nowhere(_: str) -> None:
    """The note that nobody reads."""


def pair_figures(judged: Sequence[Judged]) -> dict[str, float]:
    """Percentages over single pairs: newsclaims, and our own."""
    look_alike = [one for one in judged if one.pair.near_miss]
    return {
        **found_figures(judged),
        "reason right of found": reasons_right(judged),
        "not contradicting left alone": left_alone(one for one in judged if not one.true),
        "same event left alone": left_alone(look_alike),
        **recall_by_type(judged),
    }


def own_pair_figures(judged: Sequence[Judged]) -> dict[str, float]:
    """The same over pairs whose gold tells updates and types."""
    return pair_figures(judged) | f1_by_type(judged) | supersedes_figures(judged)


def card_figures(within: Sequence[Judged], across: Sequence[Judged]) -> dict[str, float]:
    """Percentages over all pairs of cards, and pairs across cards."""
    said = [one for one in within if one.found]
    sure = sum(one.score for one in said)
    return {
        **found_figures(within),
        **f1_by_type(within),
        "reason right of found": reasons_right(within),
        **supersedes_figures(within),
        "near misses left alone": left_alone(one for one in within if one.pair.near_miss),
        "other events left alone": left_alone(across),
        "calibrated (100 less error)": round(100 * (1 - calibration_error(within)), 1),
        "calibrated, those found": 100 - abs(percent(sure, len(said)) - percent(sum(o.true for o in said), len(said))),
    }


def measure_cards(cards: Sequence[Card], judge: Judge, note: Note = nowhere) -> dict[str, float]:
    """`card_figures` of some cards."""
    within, across = judge_pairs(card_pairs(cards), judge), judge_pairs(cross_pairs(cards), judge)
    tell_errors(errors([*within, *across]), note)
    return {name: round(value, 1) for name, value in card_figures(within, across).items()}


def measure_pairs(
    file: Path,
    judge: Judge,
    note: Note = nowhere,
    figures: Callable[[Sequence[Judged]], dict[str, float]] = pair_figures,
) -> dict[str, float]:
    """`pair_figures` of a file, or other figures."""
    judged = judge_pairs(read_pairs(file), judge)
    tell_errors(errors(judged), note)
    return figures(judged)


def measure_corpora(corpora: Path, judge: Judge) -> dict[str, float]:
    """Precision, recall and F1 on other people's corpora: contradiction against the rest."""
    out: dict[str, float] = {}
    for name in REPORTED:
        found = found_figures(judge_pairs(read_pairs(corpora / name / "dev.jsonl.gz"), judge))
        out |= {f"{name} {figure}": value for figure, value in found.items()}
    return out


class Whole(Judge, Screen, Protocol):
    """A judge that can also rank what is proposed."""


def measure_stories(folder: Path, judge: Screen, settings: Settings, note: Note = nowhere) -> dict[str, float]:
    """`dispute_figures` of the stories below a folder."""
    told: list[Told] = [tell(story, settings, judge) for story in read_conflicts(folder)]
    tell_errors(dispute_errors(told), note)
    note(f"updates: {update_line(told)}")
    return dispute_figures(told)


def tell_errors(lines: Iterable[str], note: Note) -> None:
    """Hand on what went wrong, line by line."""
    for line in lines:
        note(line)


def contradiction_figures(
    judge: Whole,
    *,
    gold: Path = HERE / "gold",
    corpora: Path | None,
    settings: Settings | None = None,
    only: Collection[str] = GROUPS,
    note: Note = nowhere,
) -> dict[str, float]:
    """All figures that can be had, by ``GROUP: FIGURE``; without the corpora those on our own gold. `settings` are
    those that the stories are added with, and name the judge that `judge` is."""
    settings = settings or Settings()
    ways: dict[str, Callable[[], dict[str, float]]] = {
        OWN: lambda: measure_pairs(gold / "pairs.jsonl", judge, note, own_pair_figures),
        OWN_CARDS: lambda: measure_cards(read_cards(sorted(OWN_EVENTS.glob("*.jsonl"))), judge, note),
        SCENES: lambda: measure_cards(read_scene_cards(sorted(OWN_SCENES.glob("*.txt"))), judge, note),
        STORIES: lambda: measure_stories(gold / "stories", judge, settings, note),
        NEW_STORIES: lambda: measure_stories(gold / "new_stories", judge, settings, note),
    }
    if corpora is not None:
        ways |= {
            NEWS: lambda: measure_pairs(corpora / "newsclaims" / "dev.jsonl", judge, note),
            CARDS: lambda: measure_cards(read_cards(sorted((corpora / "events").glob("*.jsonl"))), judge, note),
            CORPORA: lambda: measure_corpora(corpora, judge),
        }
    out: dict[str, float] = {}
    for group in GROUPS:
        if group in ways and group in only:
            note(f"\n## {group}")
            out |= {f"{group}: {name}": value for name, value in ways[group]().items()}
    return out


def steady(figures: Mapping[str, float]) -> dict[str, float]:
    """The figures that a gate can hold: recall by type rests on a few pairs each, so that one is worth many points.

    >>> steady({"a: recall": 80.0, "a: recall who": 33.3})
    {'a: recall': 80.0}
    """
    return {name: value for name, value in figures.items() if ": recall " not in name}


def is_there() -> bool:
    """Whether the package has the judge's bundle."""
    return (find_bundle(BUNDLE) / "manifest.json").exists()


def rows(figures: Mapping[str, float]) -> Iterator[str]:
    """A line for each figure; `least` is what may not be undercut."""
    for name, value in figures.items():
        least = LEAST.get(name)
        mark = "" if least is None else f"   at least {least:.0f}{'' if value >= least else '  MISSED'}"
        yield f"{name:62} {value:6.1f}{mark}"


def main() -> None:
    """Print the figures of the shipped judge, or of another bundle."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bundle", type=Path, nargs="?", help="default: the shipped one")
    parser.add_argument("--errors", action="store_true", help="every false and every missed one; for development")
    parser.add_argument("--card", action="store_true", help="write the figures into the bundle's manifest and card")
    parser.add_argument("--only", action="append", metavar="WORDS", help="groups whose name has these words")
    args = parser.parse_args()
    settings = Settings()
    if args.bundle:
        settings = replace(settings, nli_model=str(args.bundle))
    found = contradiction_figures(
        open_judge(args.bundle),
        corpora=SHARED if SHARED.is_dir() else None,
        settings=settings,
        only=[group for group in GROUPS if not args.only or any(words in group for words in args.only)],
        note=print if args.errors else nowhere,
    )
    if args.card:
        write_card(args.bundle or find_bundle(BUNDLE), steady(found))
    for line in rows(found):
        print(line)


if __name__ == "__main__":
    try:
        main()
    except TrackerError as error:
        sys.exit(f"contradiction: {error}")
