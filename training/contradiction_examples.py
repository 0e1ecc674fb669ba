"""What a contradiction run reads: pairs of claims of event cards, scenes, public corpora and the news."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from tracker.contradiction.encoding import order
from tracker.records import Statement
from training.corpora import read_rows, without_negation
from training.scenes import read_scenes

OWN = Path(__file__).parent / "data" / "events"
SCENES = Path(__file__).parent / "data" / "scenes"
PUBLIC = {  # rows read each epoch, others each time
    "mnli_part": 2500, "snli_part": 1000, "cad_snli": 1000, "negation_nli": 1500, "breaking_nli": 800,
    "fever_nli": 2000, "healthver": 700, "covidfact": 800, "sick": 600, "climate_fever": 400, "conjnli": 700,
}  # fmt: skip


@dataclass(frozen=True)
class Menu:
    """What an epoch is made of. Chosen on the development cards."""

    others: int = 20  # unlabelled pairs of a card read each epoch
    near: int = 24  # of its near misses
    across: int = 8  # pairs with claims of other cards
    public: float = 1.0
    told: float = 0.3  # share of the pairs of stories that do not contradict
    reported: int = 6000  # pairs that are proposed of real articles, of which next to none contradict
    rename: float = 0.5  # how often the names in a pair of a card are others, the same on both sides
    elsewhere: float = 0.15  # how often a contradiction is read again as about another place or person


@dataclass(frozen=True)
class Example:
    """A pair in the order it is read; `gold` are the relations it may have."""

    a: Statement
    b: Statement
    gold: tuple[str, ...]
    reason: str | None = None
    weight: float = 1.0


@dataclass(frozen=True)
class Cards:
    """Event cards by what they are for; split card by card, never by pair."""

    train: list[dict[str, Any]]
    weigh: list[dict[str, Any]]
    dev: list[dict[str, Any]]


def read_cards(corpora: Path, scenes: Sequence[str] = ("*.txt",)) -> Cards:
    """Of each file every fifth card is dev, and every tenth is for fitting the judge's weights; of scenes, in the files
    that are named, every tenth for the one and every tenth for the other."""
    cards = Cards([], [], [])
    for folder in (corpora / "events", OWN):
        for path in sorted(folder.glob("*.jsonl")):
            for number, card in enumerate(read_rows(path)):
                part = cards.dev if number % 5 == 4 else cards.weigh if number % 10 == 2 else cards.train
                part.append(card)
    for path in sorted({path for pattern in scenes for path in SCENES.glob(pattern)}):
        for number, card in enumerate(read_scenes(path)):
            part = cards.dev if number % 10 == 4 else cards.weigh if number % 10 == 2 else cards.train
            part.append(card)
    return cards


def sides_of(card: dict[str, Any]) -> list[Statement]:
    """The claims of a card."""
    return [Statement(c["text"], c["speaker"], c["date"], c.get("denied", False)) for c in card["claims"]]


def card_examples(
    card: dict[str, Any],
    menu: Menu,
    rng: random.Random,
    strangers: list[list[Statement]],
    names: Sequence[str] = (),
) -> list[Example]:
    """What one epoch reads of a card."""
    sides = sides_of(card)
    out: list[Example] = []
    known: set[frozenset[int]] = set()

    def add(i: int, j: int, gold: tuple[str, ...], reason: str | None = None, weight: float = 1.0) -> None:
        known.add(frozenset((i, j)))
        a, b = order(sides[i], sides[j])
        if (sides[i].date or "") == (sides[j].date or "") and rng.random() < 0.5:
            a, b = b, a
        if rng.random() < 0.15:
            a, b = replace(a, speaker=None), replace(b, speaker=None)
        if rng.random() < 0.5:  # claims are sentences where the tool cuts them out of an article
            a, b = replace(a, text=as_sentence(a.text)), replace(b, text=as_sentence(b.text))
        out.append(Example(deny(a, rng), deny(b, rng), gold, reason, weight))

    for i, j, reason, _ in card["contradictions"]:
        for _ in range(2):
            add(i, j, ("contradiction",), reason)
        if rng.random() < menu.elsewhere and (moved := elsewhere(out[-1], names, rng)):
            out.append(moved)
    for i, j, _ in card["supersedes"]:
        for _ in range(3):
            add(i, j, ("supersedes",))
    for i, j in card["entails"]:
        add(i, j, ("entailment",) if order(sides[i], sides[j])[0] is sides[i] else ("entailment", "neutral"))
    for i, j in card.get("same_side", ()):
        add(i, j, ("entailment", "neutral"))
    near = [(i, j) for i, j, _ in card["near_misses"] if frozenset((i, j)) not in known]
    for i, j in rng.sample(near, min(menu.near, len(near))):
        add(i, j, ("neutral", "entailment"), weight=1.5)
    rest = [(i, j) for i in range(len(sides)) for j in range(i) if frozenset((i, j)) not in known]
    for i, j in rng.sample(rest, min(menu.others, len(rest))):
        add(i, j, ("neutral", "entailment"))
    for _ in range(menu.across):
        i = rng.randrange(len(sides))
        a, b = order(sides[i], rng.choice(strangers[i]))
        out.append(Example(a, b, ("unrelated",), weight=0.7))
    return out


def as_sentence(text: str) -> str:
    """A claim as the tool words it: a capital first, a stop last."""
    stop = "" if text[-1:] in ".?!" else "."
    return text[:1].upper() + text[1:] + stop


def deny(side: Statement, rng: random.Random) -> Statement:
    """Half of the claims with one plain negation, as a denial of the claim without it."""
    turned = without_negation(side.text) if not side.denied and rng.random() < 0.5 else None
    return replace(side, text=turned, denied=True) if turned else side


_ALIKE, _ANY = 5, 4  # strangers of a claim: such that share rare words with it, and any
_WORD = re.compile(r"[a-zà-ÿ]{4,}")
_NAME = re.compile(r"(?<![.!?]\s)(?<!^)\b[A-Z][a-zà-ÿ]{2,}\b")
_CAPITALS = """
    Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August September
    October November December Christmas Easter The This That There They Its Our Her His Not None Nobody Every All Both
    North South East West Northern Southern Eastern Western New Upper Lower Old Saint University Hospital Ministry Mrs
"""
_NO_NAMES = frozenset(_CAPITALS.split())


def read_names(cards: Sequence[dict[str, Any]]) -> list[str]:
    """Words of cards that are names, as far as their capitals tell."""
    texts = [side.text for card in cards for side in sides_of(card)]
    return sorted({name for text in texts for name in _NAME.findall(text)} - _NO_NAMES)


def rename(example: Example, names: Sequence[str], rng: random.Random) -> Example:
    """The same pair about other people and places, so that a card is not known by its names."""
    sides = (example.a, example.b)
    words = {name for side in sides for name in _NAME.findall(f", {side.speaker or ''}, {side.text}")} - _NO_NAMES
    mapping = {name: rng.choice(names) for name in sorted(words)}
    if not mapping:
        return example
    known = re.compile(r"\b(?:" + "|".join(mapping) + r")\b")

    def changed(text: str) -> str:
        return known.sub(lambda match: mapping[match[0]], text)

    a, b = (replace(side, text=changed(side.text), speaker=side.speaker and changed(side.speaker)) for side in sides)
    return replace(example, a=a, b=b)


def elsewhere(example: Example, names: Sequence[str], rng: random.Random) -> Example | None:
    """A contradiction with the names that both claims share exchanged in one of them: the same words about another
    place or person, which do not contradict. None where they share none."""
    shared = {name for side in (example.a, example.b) for name in _NAME.findall(f", {side.text}")} - _NO_NAMES
    shared = {name for name in shared if name in example.a.text and name in example.b.text}
    if not shared or not names:
        return None
    known = re.compile(r"\b(?:" + "|".join(map(re.escape, sorted(shared))) + r")\b")
    mapping = {name: rng.choice(names) for name in sorted(shared)}
    text = known.sub(lambda match: mapping[match[0]], example.b.text)
    return Example(example.a, replace(example.b, text=text), ("neutral", "unrelated"))


def find_strangers(cards: Sequence[dict[str, Any]]) -> list[list[list[Statement]]]:
    """For every claim of every card some claims of other cards that share its rarest words, and some at random."""
    everything = [(n, side) for n, card in enumerate(cards) for side in sides_of(card)]
    having: dict[str, list[int]] = {}
    for k, (_, side) in enumerate(everything):
        for word in set(_WORD.findall(side.text.casefold())):
            having.setdefault(word, []).append(k)
    rng = random.Random(5)
    out: list[list[list[Statement]]] = [[] for _ in cards]
    for n, side in everything:
        words = set(_WORD.findall(side.text.casefold()))
        found: list[int] = []
        for word in sorted(words, key=lambda word: (len(having[word]), word)):
            others = [k for k in having[word] if everything[k][0] != n and k not in found]
            found += rng.sample(others, min(2, len(others)))
            if len(found) >= _ALIKE:
                break
        any_ones = [k for k in rng.sample(range(len(everything)), min(_ANY, len(everything))) if everything[k][0] != n]
        out[n].append([everything[k][1] for k in (*found[:_ALIKE], *any_ones)])
    return out


def public_examples(rows: dict[str, list[dict[str, Any]]], menu: Menu, rng: random.Random) -> list[Example]:
    """What one epoch reads of the public corpora."""
    golds = {"contradiction": ("contradiction",), "entailment": ("entailment",), "neutral": ("neutral", "unrelated")}
    out = []
    for name, most in PUBLIC.items():
        for row in rng.sample(rows[name], min(int(most * menu.public), len(rows[name]))):
            a, b = Statement(row["a"]), Statement(row["b"])
            gold = golds[row["label"]]
            if gold != ("entailment",) and rng.random() < 0.5:
                a, b = b, a
            out.append(Example(a, b, gold, weight=0.6))
    return out


def proposed_examples(rows: Sequence[dict[str, Any]], menu: Menu, rng: random.Random) -> list[Example]:
    """What one epoch reads of pairs that the tool proposes (`training.proposed`): of stories all contradictions and
    traps, and a share of the rest; of real articles some, taken as compatible, as nearly all of them are."""
    gold = ("neutral", "entailment", "unrelated")
    stories = [row for row in rows if row["from"] == "story"]
    told = [row for row in stories if row["reason"]]
    traps = [row for row in stories if row["trap"] and not row["reason"]]
    others = [row for row in stories if not row["trap"] and not row["reason"]]
    news = [row for row in rows if row["from"] == "news"]
    return (
        [_proposed(row, ("contradiction",), 1.0, rng) for row in told for _ in range(2)]
        + [_proposed(row, (*gold, "supersedes"), 1.0, rng) for row in traps]
        + [_proposed(row, gold, 0.8, rng) for row in rng.sample(others, int(len(others) * menu.told))]
        + [_proposed(row, gold, 0.5, rng) for row in rng.sample(news, min(menu.reported, len(news)))]
    )


def _proposed(row: dict[str, Any], gold: tuple[str, ...], weight: float, rng: random.Random) -> Example:
    a, b = Statement(**row["a"]), Statement(**row["b"])
    a, b = order(a, b)
    if a.date == b.date and rng.random() < 0.5:
        a, b = b, a
    return Example(deny(a, rng), deny(b, rng), gold, row.get("reason"), weight)
