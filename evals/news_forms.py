"""How much is right in news that is no running prose: headlines, captions, lists, interviews, press releases,
transcripts, posts.

    python -m evals.news_forms                        the figures, by form
    python -m evals.news_forms --tell tuning          what is wrong in the cases for tuning

An attribution is *right* when one that was found has half of its content (intersection over union of the words), shares
a character with its source and with its cue where it has them, and has the right speaker (as in `evals.speakers`). A
*case* is right when all its attributions are and nothing else was found: of whatever was, half of the words stand in a
content of the gold. The cases are described in `gold/news_forms/README.md`.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from evals.speakers import GoldSpeaker, covered, find_words, is_right
from tests.marked import MarkedAttribution, read_marked
from tracker.pipeline import Extractor
from tracker.records import Article, Attribution, Span

GOLD = Path(__file__).parent / "gold" / "news_forms"
GROUP = "news forms"
Part = Literal["tuning", "held back", "fresh"]
PARTS: tuple[Part, ...] = ("tuning", "held back", "fresh")

_SPEAKER = re.compile(r"(?P<number>\d+): (?P<told>.+)")
_KIND = re.compile(r"\s*\((person|group|organization|document|unnamed)\)$")


@dataclass(frozen=True, slots=True)
class Case:
    """One text with its attributions; `speakers` are all that are right of each, none where it may be found or not."""

    form: str
    title: str
    part: Part
    text: str
    attributions: tuple[MarkedAttribution, ...]
    speakers: tuple[tuple[GoldSpeaker, ...], ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a case: of each attribution that must be found whether it is right, and what was found besides."""

    case: Case
    right: tuple[bool, ...]
    spurious: tuple[Attribution, ...]

    @property
    def whole(self) -> bool:
        """Whether all is right and nothing else was found."""
        return all(self.right) and not self.spurious


def read_cases(folder: Path = GOLD) -> Iterator[Case]:
    """The cases of all forms, in the order of the files' names."""
    for file in (*sorted(folder.glob("*.txt")), *sorted(folder.glob("fresh/*.txt"))):
        fresh = file.parent != folder
        pieces = re.split(r"(?m)^== (.+)\n", file.read_text(encoding="utf-8"))[1:]
        for number, (title, body) in enumerate(zip(pieces[::2], pieces[1::2], strict=True)):
            yield _case(file.stem.replace("_", " "), title, "fresh" if fresh else PARTS[number % 2], body)


def _case(form: str, title: str, part: Part, body: str) -> Case:
    head, _, marked = body.partition("\n\n") if body[:1].isdigit() else ("", "", body)
    speakers = {int(m["number"]): _speakers(m["told"]) for m in map(_SPEAKER.match, head.split("\n")) if m}
    read = read_marked(marked.strip())
    if sorted(speakers) != list(range(1, len(read.attributions) + 1)):
        raise ValueError(f"{form}, {title}: speakers {sorted(speakers)} of {len(read.attributions)} attributions")
    return Case(form, title, part, read.text, read.attributions, tuple(speakers[n] for n in sorted(speakers)))


def _speakers(told: str) -> tuple[GoldSpeaker, ...]:
    if told.strip() == "?":
        return ()
    out = []
    for one in told.split(";"):
        kind = _KIND.search(one)
        out.append(GoldSpeaker(_KIND.sub("", one).strip(), kind[1] if kind else "person"))
    return tuple(out)


def judge_forms(cases: Sequence[Case], extractor: Extractor) -> list[Outcome]:
    """What came of each case."""
    found = extractor.extract_many(Article(f"{case.form}: {case.title}", case.text) for case in cases)
    return [outcome(case, one.attributions) for case, one in zip(cases, found, strict=True)]


def outcome(case: Case, found: Sequence[Attribution]) -> Outcome:
    """What came of a case, given all that was found in its text."""
    words = find_words(case.text)
    right = tuple(
        any(_is_found(case, words, gold, speakers, one) for one in found)
        for gold, speakers in zip(case.attributions, case.speakers, strict=True)
        if speakers
    )
    wanted = covered(words, [(s.start, s.end) for gold in case.attributions for s in gold.content])
    spurious = []
    for one in found:
        mine = covered(words, [(s.start, s.end) for s in one.content])
        if 2 * len(mine & wanted) < len(mine):
            spurious.append(one)
    return Outcome(case, right, tuple(spurious))


def _is_found(
    case: Case,
    words: list[tuple[int, int]],
    gold: MarkedAttribution,
    speakers: Sequence[GoldSpeaker],
    found: Attribution,
) -> bool:
    wanted, got = (covered(words, [(s.start, s.end) for s in spans]) for spans in (gold.content, found.content))
    return (
        2 * len(wanted & got) >= len(wanted | got)
        and _touch(gold.source, found.source)
        and _touch(gold.cue, found.cue)
        and any(is_right(found.speaker, speaker, case.text) for speaker in speakers)
    )


def _touch(gold: Sequence[Span], found: Sequence[Span]) -> bool:
    return not gold or any(a.overlaps(b) for a in gold for b in found)


def summary(outcomes: Sequence[Outcome]) -> dict[str, float]:
    """Percentages: attributions right, cases right."""
    right = [one for outcome in outcomes for one in outcome.right]
    return {
        "attributions right": round(100 * sum(right) / max(len(right), 1), 1),
        "cases right": round(100 * sum(outcome.whole for outcome in outcomes) / max(len(outcomes), 1), 1),
    }


def form_figures(extractor: Extractor, folder: Path = GOLD) -> dict[str, float]:
    """The gate's figures: of all cases, and of those held back."""
    outcomes = judge_forms(list(read_cases(folder)), extractor)
    held_back = [one for one in outcomes if one.case.part == "held back"]
    out = {f"{GROUP}: {name}": value for name, value in summary(outcomes).items()}
    return out | {f"{GROUP}: {name}, held back": value for name, value in summary(held_back).items()}


def _tell(outcome: Outcome, found: Sequence[Attribution]) -> None:
    text = outcome.case.text
    print(f"\n== {outcome.case.form}: {outcome.case.title}\n{text}\n-- right: {outcome.right}")
    for one in found:
        source, cue, content = (" … ".join(s.of(text) for s in spans) for spans in (one.source, one.cue, one.content))
        said = one.speaker and f"{one.speaker.name} ({one.speaker.kind})"
        print(f"   {'SPURIOUS ' if one in outcome.spurious else ''}[{source}] [{cue}] [{content}] {said}")


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tell", choices=[*PARTS, "all"], help="print the cases of this part that are not right")
    args = parser.parse_args()
    extractor = Extractor(score=False)
    outcomes = judge_forms(list(read_cases()), extractor)
    for one in outcomes:
        if not one.whole and args.tell in (one.case.part, "all"):
            _tell(one, extractor.extract(Article("case", one.case.text)).attributions)
    print("| form | cases | " + " | ".join(f"{part}: attributions right | cases" for part in PARTS) + " |")
    print("|---|--:|" + "--:|--:|" * len(PARTS))
    for form in [*dict.fromkeys(one.case.form for one in outcomes), "all"]:
        mine = [one for one in outcomes if form in (one.case.form, "all")]
        parts = [[one for one in mine if one.case.part == part] for part in PARTS]
        figures = " | ".join(f"{value:.1f}" for some in parts for value in summary(some).values())
        print(f"| {form} | {len(mine)} | {figures} |")


if __name__ == "__main__":
    main()
