"""Who "he" is, by phenomenon: the figures that one percentage over all passages hides.

    python -m evals.phenomena                         the figures by phenomenon
    python -m evals.phenomena --tell seen             what is wrong in the passages that anybody may look at

Our own passages (`gold/speakers/README.md`) are about what the stories and the shared passages leave out. Half of each
phenomenon is held back: nobody tunes on it. An attribution is found, and its speaker right, as in `evals.speakers`.

Two people are *merged* when two sources that name them got one speaker: a wrong *she* is a mistake, but a name given to
somebody else makes two people one for good. *Facts* are what gold says besides the name: role, body, whether the role
is held now, how many unnamed sources there are and why they are not named.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import Literal

from evals.speakers import GoldAttribution, GoldSpeaker, Verdict, judge, read_passages, read_stories, summary
from tests.marked import MarkedAttribution, read_marked
from tracker.attribution.names import fold
from tracker.pipeline import Extractor
from tracker.records import Article

HERE = Path(__file__).parent
GOLD = HERE / "gold" / "speakers"
SHARED = HERE.parents[1] / "shared" / "data" / "speakers" / "dev.jsonl"
Part = Literal["seen", "held back"]
PARTS: tuple[Part, ...] = ("seen", "held back")
GROUP = "own speakers"
MERGED = "100 less pairs merged"
ENOUGH = 70.0  # percent of its attributions that every phenomenon must have right

_LINE = re.compile(r"(?P<numbers>\d+(?:,\d+)*): (?P<told>.+)")
_KIND = re.compile(r"\s*\((person|group|organization|document|unnamed)\)$")
_FACT = re.compile(r"(role|of|tenure|count|why): (.+)")
_FACTS = {"role": "role", "of": "affiliation", "tenure": "tenure", "count": "count", "why": "anonymity"}
_PLAIN = frozenset(("a", "an", "the", "of", "to", "for", "in", "at", "by", "and", "its", "his", "her", "their"))


# ---------------------------------------------------------------- reading


def read_own(part: Part, folder: Path = GOLD) -> Iterator[tuple[Article, list[GoldAttribution]]]:
    """Our passages of one half, with their gold, in the order of the files' names; ``fresh`` has what is held back."""
    for file in sorted((folder / "fresh" if part == "held back" else folder).glob("*.txt")):
        for title, body in read_pieces(file):
            yield _passage(file.stem.replace("_", " "), title, body)


def read_pieces(file: Path) -> list[tuple[str, str]]:
    """The titles (``== TITLE``) of a file and what stands below each."""
    pieces = re.split(r"(?m)^== (.+)\n", file.read_text(encoding="utf-8"))[1:]
    return list(zip(pieces[::2], pieces[1::2], strict=True))


def read_body(ref: str, body: str) -> tuple[str, list[tuple[MarkedAttribution, str]]]:
    """The text below a head of ``1,3: WHOM`` lines, and its attributions with what is told of each."""
    head, _, marked = body.partition("\n\n")
    told: dict[int, str] = {}
    for line in head.split("\n"):
        match = _LINE.fullmatch(line)
        if match is None:
            raise ValueError(f"{ref}: not a line of a speaker: {line!r}")
        told |= {int(number): match["told"] for number in match["numbers"].split(",")}
    read = read_marked(marked.strip())
    if sorted(told) != list(range(1, len(read.attributions) + 1)):
        raise ValueError(f"{ref}: speakers of {sorted(told)}, and {len(read.attributions)} attributions are marked")
    return read.text, [(one, told[number]) for number, one in enumerate(read.attributions, 1)]


def _passage(phenomenon: str, title: str, body: str) -> tuple[Article, list[GoldAttribution]]:
    ref = f"{phenomenon}: {title}"
    text, marked = read_body(ref, body)
    return Article(ref, text), [_gold(phenomenon, ref, text, one, told) for one, told in marked]


def _gold(phenomenon: str, ref: str, text: str, marked: MarkedAttribution, told: str) -> GoldAttribution:
    """``NAME (KIND); OTHER NAME | role: … | of: …`` with the marks → an attribution."""
    names, *facts = told.split(" | ")
    speakers = []
    for one in names.split(";"):
        kind = _KIND.search(one)
        speakers.append(GoldSpeaker(_KIND.sub("", one).strip(), kind[1] if kind else "person"))
    found = []
    for fact in facts:
        match = _FACT.fullmatch(fact.strip())
        if match is None:
            raise ValueError(f"{ref}: not a fact: {fact!r}")
        found.append((_FACTS[match[1]], match[2]))
    content, cue = (tuple((span.start, span.end) for span in spans) for spans in (marked.content, marked.cue))
    source = " ".join(span.of(text) for span in marked.source)
    others = tuple(speakers[1:])
    return GoldAttribution(content, speakers[0], phenomenon, cue=cue, source=source, others=others, facts=tuple(found))


# ---------------------------------------------------------------- figures


def by_group(verdicts: Iterable[Verdict]) -> dict[str, list[Verdict]]:
    """The verdicts of each phenomenon or story, in the order they come in."""
    out: dict[str, list[Verdict]] = {}
    for one in verdicts:
        out.setdefault(one.gold.group, []).append(one)
    return out


def right_of_all(verdicts: Sequence[Verdict]) -> float:
    """In percent."""
    return summary(list(verdicts))["speaker right of all"]


def too_low(verdicts: Iterable[Verdict]) -> list[str]:
    """The phenomena that have less than `ENOUGH` right."""
    return [group for group, some in by_group(verdicts).items() if right_of_all(some) < ENOUGH]


def merged(verdicts: Iterable[Verdict]) -> list[tuple[Verdict, Verdict]]:
    """Two people, bodies or groups of one article who got one speaker, each by a source that names them: one pair of
    verdicts for any two of them."""
    named: dict[tuple[str, str, str], dict[str, Verdict]] = {}
    for one in verdicts:
        gold = one.gold.speaker
        if one.strictly and one.answer is not None and gold.name is not None and _is_named(one.gold):
            key = (one.article.ref, one.answer.kind, fold(one.answer.name))
            named.setdefault(key, {}).setdefault(gold.name, one)
    return [pair for people in named.values() for pair in combinations(people.values(), 2)]


def _is_named(gold: GoldAttribution) -> bool:
    """Whether the source has a word of the speaker's name or of an alias, with a capital: no description does."""
    if gold.speaker.kind not in ("person", "organization", "group"):
        return False
    words = {word for name in (gold.speaker.name or "", *gold.speaker.aliases) for word in fold(name).split()} - _PLAIN
    return any(not word.islower() and not words.isdisjoint(fold(word).split()) for word in gold.source.split())


def facts_right(verdicts: Iterable[Verdict]) -> dict[str, tuple[int, int]]:
    """Of each kind of fact how many are as gold has them, of how many; of speakers that are right."""
    out = dict.fromkeys(_FACTS.values(), (0, 0))
    for one in verdicts:
        for name, wanted in one.gold.facts if one.right else ():
            right, of = out[name]
            out[name] = (right + is_fact(wanted, getattr(one.answer, name)), of + 1)
    return out


def is_fact(wanted: str, got: str | None) -> bool:
    """Whether all telling words of one of those wanted (``;`` parts them) are there, or half of all words are shared.

    >>> is_fact("minister; finance minister", "deputy finance minister"), is_fact("two", None)
    (True, False)
    """
    theirs = _telling(got or "")
    some = [_telling(one) for one in wanted.split(";")]
    return any(one <= theirs or 2 * len(one & theirs) >= len(one | theirs) for one in some if theirs)


def _telling(words: str) -> frozenset[str]:
    return frozenset(re.sub(r"[\W_]+", " ", fold(words)).split()) - _PLAIN


def own_figures(extractor: Extractor, folder: Path = GOLD) -> dict[str, float]:
    """The gate's figures of our own passages. Counts of what must not be are taken from 100."""
    parts = {part: judge(read_own(part, folder), extractor) for part in PARTS}
    both = [one for some in parts.values() for one in some]
    facts = facts_right(both).values()
    out = {f"{GROUP}: right of all, {part}": right_of_all(some) for part, some in parts.items()}
    out[f"{GROUP}: facts right"] = round(100 * sum(a for a, _ in facts) / max(sum(b for _, b in facts), 1), 1)
    return out | phenomenon_figure(GROUP, both) | merged_figure(GROUP, both)


def phenomenon_figure(group: str, verdicts: Iterable[Verdict]) -> dict[str, float]:
    """100 less the phenomena that have too little right."""
    return {f"{group}: 100 less phenomena below {ENOUGH:.0f} %": 100.0 - len(too_low(verdicts))}


def merged_figure(group: str, verdicts: Iterable[Verdict]) -> dict[str, float]:
    """100 less the pairs of people made one."""
    return {f"{group}: {MERGED}": 100.0 - len(merged(verdicts))}


# ---------------------------------------------------------------- telling


def tell(one: Verdict) -> str:
    """One line: whose source, what was answered, what is right."""
    said = " … ".join(one.article.text[s:e] for s, e in one.gold.content)
    wanted = "; ".join(f"{speaker.name} ({speaker.kind})" for speaker in (one.gold.speaker, *one.gold.others))
    got = "nobody" if one.answer is None else f"{one.answer.name} ({one.answer.kind})"
    return (
        f"{one.article.ref} | [{one.gold.source}] {said[:50]!r} | "
        f"answered: {got if one.found else 'not found'} | right: {wanted}"
    )


def _table(parts: Mapping[Part, list[Verdict]]) -> Iterator[str]:
    yield "| phenomenon |" + "".join(f" {part}: n | found | right |" for part in parts)
    yield "|---|" + "--:|--:|--:|" * len(parts)
    grouped = {part: by_group(some) for part, some in parts.items()}
    for group in dict.fromkeys(group for some in grouped.values() for group in some):
        yield _row(group, [some.get(group, []) for some in grouped.values()])
    yield _row("all", list(parts.values()))


def _row(name: str, parts: Sequence[Sequence[Verdict]]) -> str:
    cells = ((len(some), sum(one.found for one in some), right_of_all(some)) for some in parts)
    return f"| {name} |" + "".join(f" {n} | {found} | {right:.1f} |" for n, found, right in cells)


def _print(title: str, parts: Mapping[Part, list[Verdict]]) -> None:
    both = [one for some in parts.values() for one in some]
    print(f"\n## {title}\n\n" + "\n".join(_table(parts)))
    print(f"\nbelow {ENOUGH:.0f} %: {', '.join(too_low(both)) or 'none'}; pairs merged: {len(merged(both))}")
    for name, (right, of) in facts_right(both).items():
        if of:
            print(f"{name} right: {right} of {of}")


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tell", choices=PARTS, help="print what is wrong in this half of our own passages")
    args = parser.parse_args()
    extractor = Extractor(score=False)
    own = {part: judge(read_own(part), extractor) for part in PARTS}
    for one in own[args.tell] if args.tell else ():
        if not one.right:
            print(f"- {tell(one)}")
        for name, wanted in one.gold.facts if one.right else ():
            if not is_fact(wanted, getattr(one.answer, name)):
                print(
                    f"- {one.article.ref} | [{one.gold.source}] {name}: {getattr(one.answer, name)} | right: {wanted}"
                )
    for a, b in merged(own[args.tell]) if args.tell else ():
        print(f"- merged: {tell(a)} <> {tell(b)}")
    _print("our own passages", own)
    _print("stories", {"seen": judge(_stories(), extractor)})
    if SHARED.is_file():
        _print("shared passages", {"seen": judge(read_passages(SHARED), extractor)})


def _stories() -> Iterator[tuple[Article, list[GoldAttribution]]]:
    for folder in ("stories", "new_stories"):
        yield from read_stories(HERE / "gold" / folder)


if __name__ == "__main__":
    main()
