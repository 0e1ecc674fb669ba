"""The quality gate: measures the shipped bundle and holds every figure to its floor.

    python -m evals.gate                            measure, print the table, exit 1 where a floor is broken
    python -m evals.gate --repin --write            after a better model: raise the floors, write figures.json
    python -m evals.gate --repin --allow-lower      the only way to lower a floor, so that the diff shows it

`floors.json` holds the floors, `figures.json` what the committed weights measure: the README quotes it, and the gate
fails when it is no longer true. PolNeAR is not ours to ship: what needs ``../shared`` is measured where it is there.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from evals import (
    across,
    candidates,
    certainty,
    confidence,
    contradiction,
    furniture,
    identity,
    news_forms,
    pages,
    phenomena,
    reprints,
    resolutions,
)
from evals.distance import measure_distance
from evals.nested import nested_figures
from evals.restated import measure_restated
from evals.speakers import GoldAttribution, judge, read_passages, read_stories, summary
from tracker.certainty import open_scorer
from tracker.contradiction import open_judge
from tracker.errors import TrackerError
from tracker.ingest.gold import read_gold
from tracker.ingest.lines import open_lines
from tracker.measures import ROLES, GoldArticle, f1_of
from tracker.measures import measure as measure_all
from tracker.pipeline import Extractor
from tracker.records import Article

HERE = Path(__file__).parent
SHARED = HERE.parents[1] / "shared"
FLOORS = HERE / "floors.json"
FIGURES = HERE / "figures.json"

POLNEAR, PASSAGES, STORIES, OWN = "PolNeAR dev", "speaker passages", "stories", "own articles"
NEW_STORIES = "new stories"
NESTED = "nested in stories"
DISTANCE = "reporter's distance"
RESTATED = "the same thing again"
FROM_SHARED = (
    POLNEAR,
    PASSAGES,
    confidence.GROUP,
    *certainty.FROM_SHARED,
    *contradiction.FROM_SHARED,
    reprints.POLNEAR,
    *candidates.GROUPS,
)
# In percent points. A new floor stands this far below what was measured: less than two of the stories' 180
# attributions, and more than int8 arithmetic differs from one processor to the next on PolNeAR's.
SLACK = 1.0
TOLERANCE = 0.5  # how far figures.json may be from what is measured: int8 sums differ between kinds of processor
# Where one sentence is worth more than a point, both are wider: about two of them.
WIDER = {
    certainty.SENTENCES: 4.0,
    certainty.WRITTEN: 4.0,
    certainty.NEWS: 6.0,
    certainty.STORIES: 6.0,
    certainty.NEW_STORIES: 6.0,
    news_forms.GROUP: 3.0,  # 100 cases
    **contradiction.WIDER,
    NESTED: 6.0,  # 19 attributions
    across.GROUP: 12.0,  # 18 pairs a half
    reprints.POLNEAR: 2.5,
    candidates.GROUPS[0]: 5.0,  # 20 pairs
    candidates.GROUPS[1]: 4.0,  # 50
}


@dataclass(frozen=True)
class Line:
    """One line of the table. `value` is None where a floor's figure was not measured; `ok` where there is no floor."""

    figure: str
    value: float | None
    floor: float | None
    ok: bool | None


@dataclass
class Measured:
    """Figures in percent by name (``GROUP: FIGURE``), of which model, the groups that could not be measured, and what
    is to be said beside them."""

    model: str
    figures: dict[str, float] = field(default_factory=dict)
    skipped: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


# ---------------------------------------------------------------- measuring


def measure(*, gold: Path = HERE / "gold", shared: Path = SHARED) -> Measured:
    """All figures of the shipped models that can be had here."""
    extractor, scorer = Extractor(score=False), open_scorer()
    measured = Measured(f"{extractor.model_name} {scorer.model_name}")
    there = (shared / "data").is_dir()
    if there:
        measured.figures |= polnear_figures(extractor, shared)
        measured.figures |= confidence.confidence_figures(shared / "data/attribution/polnear/dev.jsonl.gz")
        passages = read_passages(shared / "data/speakers/dev.jsonl")
        measured.figures |= speaker_figures(PASSAGES, passages, extractor, phenomena_too=True)
    else:
        measured.skipped = FROM_SHARED
    measured.figures |= speaker_figures(STORIES, read_stories(gold / "stories"), extractor)
    measured.figures |= speaker_figures(NEW_STORIES, read_stories(gold / "new_stories"), extractor)
    stories = [gold / "stories", gold / "new_stories"]
    measured.figures |= nested_figures(NESTED, stories, extractor)
    if own := sorted((gold / "own").glob("*.jsonl")):
        articles = (pair for file in own for pair in read_passages(file))
        measured.figures |= speaker_figures(OWN, articles, extractor)
    measured.figures |= phenomena.own_figures(extractor, gold / "speakers")
    measured.figures |= resolutions.resolution_figures()
    measured.figures |= across.across_figures(extractor, gold / "speakers" / "across")
    measured.figures |= news_forms.form_figures(extractor)
    measured.figures |= pages.figures(pages.read_gold_pages(gold / "pages"))
    measured.figures |= furniture.furniture_figures()
    corpora = shared / "data/certainty" if there else None
    measured.figures |= certainty.certainty_figures(Extractor(), scorer, gold=gold, corpora=corpora)
    distance = measure_distance(gold / "certainty" / "distance.jsonl")
    measured.figures |= {f"{DISTANCE}: {name}": value for name, value in distance.items()}
    restated = measure_restated(gold / "restated" / "pairs.jsonl")
    measured.figures |= {f"{RESTATED}: {name}": value for name, value in restated.items()}
    measured.figures |= identity.identity_figures()
    corpus = shared / "data/attribution/polnear"
    measured.figures |= reprints.reprint_figures(gold=gold, corpus=corpus if there else None)
    if there:
        measured.figures |= candidates.candidate_figures(
            extractor, polnear=shared / "data/attribution/polnear/dev.jsonl.gz"
        )
    if contradiction.is_there():
        judge = open_judge()
        measured.model += f" {judge.model_name}"
        pairs = shared / "data/nli" if there else None
        measured.figures |= contradiction.steady(contradiction.contradiction_figures(judge, gold=gold, corpora=pairs))
    else:
        measured.notes = (f"the package has no bundle {contradiction.BUNDLE}: contradictions are not measured",)
    return measured


def polnear_figures(extractor: Extractor, shared: Path) -> dict[str, float]:
    """F1 on PolNeAR's development articles, whole articles through the pipeline; outermost ones, as PolNeAR marks."""
    corpus = shared / "data/attribution/polnear/dev.jsonl.gz"
    with open_lines(str(corpus)) as stream:
        gold = [row for row in read_gold(stream, corpus.name) if isinstance(row, GoldArticle)]
    found = extractor.extract_many(row.article for row in gold)
    evaluation = measure_all(
        gold, {one.article.ref: [a for a in one.attributions if a.nested_in is None] for one in found}
    )
    wanted = {f"{role} exact F1": f"{role} exact" for role in ROLES}
    wanted |= {"strict F1": "attribution strict", "relaxed F1": "attribution relaxed"}
    return {f"{POLNEAR}: {name}": f1_of(evaluation, measure) for name, measure in wanted.items()}


def speaker_figures(
    group: str,
    gold: Iterable[tuple[Article, list[GoldAttribution]]],
    extractor: Extractor,
    *,
    phenomena_too: bool = False,
) -> dict[str, float]:
    """How many gold attributions are found, how many have the right speaker, and how many people were made one."""
    verdicts = judge(gold, extractor)
    figures = {f"{group}: {name}": value for name, value in summary(verdicts).items() if name != "attributions"}
    if phenomena_too:
        figures |= phenomena.phenomenon_figure(group, verdicts)
    return figures | phenomena.merged_figure(group, verdicts)


# ---------------------------------------------------------------- judging


def hold(figures: Mapping[str, float], floors: Mapping[str, float], skipped: Collection[str] = ()) -> list[Line]:
    """Every figure beside its floor; a floor whose figure is gone is broken, unless its group could not be measured.

    >>> [line.ok for line in hold({"a: x": 80.0}, {"a: x": 90.0, "b: y": 5.0}, skipped=["b"])]
    [False]
    """
    names = [*figures, *(name for name in floors if name not in figures and _group(name) not in skipped)]
    return [_line(name, figures.get(name), floors.get(name)) for name in names]


def _line(name: str, value: float | None, floor: float | None) -> Line:
    ok = None if floor is None else value is not None and value >= floor
    return Line(name, value, floor, ok)


def _group(name: str) -> str:
    return name.partition(":")[0]


def new_floors(
    figures: Mapping[str, float], floors: Mapping[str, float], *, allow_lower: bool = False, slack: float = SLACK
) -> dict[str, float]:
    """Floors at `slack` below what was measured. One that would fall stays, unless lowering is allowed. Of people made
    one not a single pair more is let through, and of web pages, in which no model has a part, not a line more is lost.

    >>> new_floors({"a: x": 91.0, "a: y": 50.0}, {"a: x": 80.0, "a: y": 60.0})
    {'a: x': 90.0, 'a: y': 60.0}
    """
    out = dict(floors)
    for name, value in figures.items():
        exact = name.endswith(phenomena.MERGED) or _group(name) == pages.GROUP
        floor = value if exact else round(value - max(slack, WIDER.get(_group(name), 0.0)), 1)
        out[name] = floor if allow_lower else max(floor, floors.get(name, floor))
    return out


def untrue(written: Mapping[str, Any], measured: Measured) -> list[str]:
    """What figures.json says that is not so: of another model, or off by more than `TOLERANCE`."""
    if written.get("model") != measured.model:
        return [f"it is about {written.get('model')}, and the shipped model is {measured.model}"]
    told: dict[str, float] = written.get("figures", {})
    wrong = [
        f"{name} is {value}, and it says {told.get(name, 'nothing')}"
        for name, value in measured.figures.items()
        if name not in told or abs(told[name] - value) > max(TOLERANCE, WIDER.get(_group(name), 0.0)) + 1e-9
    ]
    gone = [name for name in told if name not in measured.figures and _group(name) not in measured.skipped]
    return wrong + [f"{name} is not measured any more" for name in gone]


def table(lines: Sequence[Line]) -> str:
    """The lines as a table in Markdown."""
    verdict = {None: "", True: "yes", False: "**no**"}
    rows = [("figure", "value", "floor", "ok"), ("---", "--:", "--:", "---")]
    rows += [(line.figure, _percent(line.value), _percent(line.floor), verdict[line.ok]) for line in lines]
    wide = [max(len(row[column]) for row in rows) for column in range(4)]
    return "\n".join(
        f"| {row[0]:{wide[0]}} | {row[1]:>{wide[1]}} | {row[2]:>{wide[2]}} | {row[3]:{wide[3]}} |" for row in rows
    )


def _percent(value: float | None) -> str:
    return "" if value is None else f"{value:.1f}"


# ---------------------------------------------------------------- files and the command


def read_json(path: Path) -> dict[str, Any]:
    """A JSON object, empty where the file is not there."""
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    return found


def write_json(path: Path, data: Mapping[str, Any]) -> None:
    """One key a line, so that a diff shows what changed."""
    path.write_text(json.dumps(data, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def run(
    measured: Measured,
    *,
    repin: bool = False,
    write: bool = False,
    allow_lower: bool = False,
    floors_file: Path = FLOORS,
    figures_file: Path = FIGURES,
) -> int:
    """Print the table, write what is to be written; 0 when all is well, 1 when not."""
    if measured.skipped:
        print(f"note: ../shared is not beside the project; not measured here: {', '.join(measured.skipped)}")
    for note in measured.notes:
        print(f"note: {note}")
    floors = read_json(floors_file)
    if repin:
        floors = new_floors(measured.figures, floors, allow_lower=allow_lower)
        write_json(floors_file, floors)
        print(f"wrote {floors_file.name}: {SLACK} below what was measured")
    lines = hold(measured.figures, floors, measured.skipped)
    print(f"\n## {measured.model}\n\n{table(lines)}\n")
    problems = [f"{line.figure}: {_percent(line.value) or 'not measured'}, floor {line.floor}" for line in lines
                if line.ok is False]  # fmt: skip
    if write and measured.skipped:
        problems.append(f"{figures_file.name} is written only where ../shared is beside the project")
    elif write:
        write_json(figures_file, {"model": measured.model, "figures": measured.figures})
        print(f"wrote {figures_file.name}")
    else:
        again = "`python -m evals.gate --write` writes it anew"
        problems += [f"{figures_file.name}: {what}; {again}" for what in untrue(read_json(figures_file), measured)]
    for problem in problems:
        print(f"gate: {problem}", file=sys.stderr)
    return 1 if problems else 0


def main(arguments: Sequence[str] | None = None) -> int:
    """The command; its exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--repin", action="store_true", help="floors: to what is measured, less the slack, never lower")
    parser.add_argument("--allow-lower", action="store_true", help="with --repin: lower, too")
    parser.add_argument("--write", action="store_true", help="write figures.json")
    options = parser.parse_args(arguments)
    if options.allow_lower and not options.repin:
        parser.error("--allow-lower is for --repin")
    try:
        measured = measure()
    except TrackerError as error:
        print(f"gate: {error}", file=sys.stderr)
        return 1
    return run(measured, repin=options.repin, write=options.write, allow_lower=options.allow_lower)


if __name__ == "__main__":
    sys.exit(main())
