"""Reads the corpora: rows, what is held back of them, and where the target of a row stands. No PyTorch here."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tracker.certainty.encoding import Passage, find_passage
from tracker.certainty.passages import ClaimPassage, claim_passages
from tracker.pipeline import Extractor
from tracker.records import Article, Span
from tracker.segment import segment

OWN = Path(__file__).parent / "data" / "certainty"
BLOCK = 20  # neighbours stay together when a part is held back: contrast sets are fours


def read_rows(path: Path) -> list[dict[str, Any]]:
    """The objects of a jsonl or jsonl.gz file, in the shape of the shared corpora."""
    opener: Any = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def held_back(rows: Sequence[dict[str, Any]], every: int) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """(train, dev): every `every`-th block of neighbours is dev."""
    parts: tuple[list[dict[str, Any]], list[dict[str, Any]]] = ([], [])
    for number, row in enumerate(rows):
        parts[(number // BLOCK) % every == every - 1].append(row)
    return parts


def written_rows(corpora: Path) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The sentences written for this project, (train, dev): a fifth of the shared ones held back, a tenth of ours."""
    train, dev = [], []
    for folder, every in ((corpora / "written", 5), (OWN, 10)):
        for path in sorted(folder.glob("*.jsonl")):
            a, b = held_back(read_rows(path), every)
            train += a
            dev += [{**row, "corpus": path.stem} for row in b]
    return train, dev


_PLAIN_CUE = re.compile(
    r"(?:has |have |had )?(?:said|says|say|told|tells|added|adds|noted|wrote|writes|announced|stated|explained|"
    r"recalled|testified|according to)",
    re.I,
)
_MAYBE_HEDGED = re.compile(
    r"\b(?:may|might|could|would|should|can|cannot|must|perhaps|maybe|possib\w+|probab\w+|likel\w+|unlikel\w+|seem\w*|"
    r"appear\w*|suggest\w*|indicat\w*|believ\w*|think\w*|thought|guess\w*|suppos\w*|assum\w*|expect\w*|hop[ei]\w*|"
    r"fear\w*|doubt\w*|suspect\w*|alleg\w*|report\w*|rumou?r\w*|claim\w*|estimat\w*|whether|if|unless|unclear|unknown|"
    r"know\w*|knew|sure|certain\w*|plan\w*|intend\w*|consider\w*|propos\w*|potential\w*|chance\w*|risk\w*|threat\w*|"
    r"hint\w*|apparent\w*|evident\w*|presum\w*|not|never|no|nobody|nothing|neither|nor|none|hardly|few|den[iy]\w*|"
    r"reject\w*|dismiss\w*|false\w*|untrue|question\w*|want\w*|wish\w*|try\w*|tried|seek\w*|sought|aim\w*|wonder\w*|"
    r"feel\w*|felt|look\w*|sound\w*|almost|nearly|virtually|"
    r"(?:is|are|was|were) (?:due|set|poised))\b|n[’']t\b|\?",
    re.I,
)


def news_passages(articles: Sequence[dict[str, Any]], extractor: Extractor) -> list[tuple[str, ClaimPassage]]:
    """Every claim of a news corpus as the extractor finds it: its cue, and the passage that the model reads."""
    out = []
    for extraction in extractor.extract_many([Article(row["id"], row["text"]) for row in articles]):
        text = extraction.article.text
        passages = claim_passages(extraction.attributions, text, segment(text).sentences)
        for attribution, found in zip(extraction.attributions, passages, strict=True):
            cue = " ".join(span.of(text) for span in attribution.cue)
            out += [(cue, one) for one in found]
    return out


def plain_claims(claims: Sequence[tuple[str, ClaimPassage]]) -> tuple[list[ClaimPassage], list[tuple[Passage, str]]]:
    """Of claims, those with a plain cue (*said*) and nothing in their passage that could be a hedge, a doubt or a
    denial: certain and positive, whatever else they say. And those that are so but for one negation in the claim,
    beside the claim turned round: certain and negative of that. Not labelled by anyone."""
    out = []
    denied = []
    for cue, one in claims:
        if not _PLAIN_CUE.fullmatch(cue):
            continue
        words = " ".join(span.of(one.passage.text) for span in one.passage.target)
        if not _MAYBE_HEDGED.search(one.passage.text):
            out.append(one)
        elif (turned := without_negation(words)) and not _MAYBE_HEDGED.search(one.passage.text.replace(words, turned)):
            denied.append((one.passage, turned))
    return out, denied


_NEGATION = re.compile(
    r"\b(is|are|was|were|has|have|had|will|would|could|did|does|do)(?: not|n[’']t) (?:yet )?|\bnever (?=\w+ed\b)|"
    r"\bno (?=\w+ (?:was|were|is|are|has|have|had|will)\b)",
    re.I,
)
_SOMEBODY = {"nobody": "somebody", "no one": "someone", "nothing": "something", "none of": "some of"}


def without_negation(words: str) -> str | None:
    """A claim turned round by leaving out its one plain negation; None where there is none, or more than one.

    >>> without_negation("the bridge was not closed"), without_negation("nobody had died there")
    ('the bridge was closed', 'somebody had died there')
    """
    low = words.lower()
    somebody = [no for no in _SOMEBODY if low.startswith(f"{no} ")]
    if len(list(_NEGATION.finditer(words))) + len(somebody) != 1:
        return None
    if somebody:
        return _SOMEBODY[somebody[0]] + words[len(somebody[0]) :]
    return _NEGATION.sub(lambda match: f"{match.group(1)} " if match.group(1) else "", words)


def as_claims(rows: Sequence[dict[str, Any]], extractor: Extractor) -> list[dict[str, Any]]:
    """Hand-labelled sentences once more, each with the claim that the extractor cuts out of it as its target.

    Writers mark the bare proposition (*the dam will hold*), the tool scores whole contents (*it is too soon to say
    whether the dam will hold*). Kept are the claims that hold the row's target or most of its words, and all of its
    hedges but the cue; not where a negation would come into the target and turn its polarity.
    """
    out = []
    found = extractor.extract_many([Article(str(number), row["text"]) for number, row in enumerate(rows)])
    for row, extraction in zip(rows, found, strict=True):
        text = row["text"]
        wanted = set(row["target"].lower().split())
        for attribution in extraction.attributions:
            cue = " ".join(span.of(text) for span in attribution.cue)
            for claim in attribution.claims:
                words = claim.span.of(text)
                same = words.strip(' .,“”"').lower() == row["target"].strip(' .,“”"').lower()
                hedges = [h for h in row["hedges"] if h not in cue and h != row["cue"]]
                inside = all(h in words for h in hedges)
                covered = len(wanted & set(words.lower().split())) >= 0.7 * len(wanted)
                turned = (row["level"], row["polarity"]) == ("certain", "negative") and hedges
                if covered and inside and not same and not turned and len(wanted) > 2:
                    out.append({**row, "target": words, "cue": cue or row["cue"]})
    return out


def shared_dev(corpora: Path) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The fifth of the shared written sentences that is held back, in two: (to measure on, to calibrate on), block by
    block in turn."""
    measured, calibrated = [], []
    for path in sorted((corpora / "written").glob("*.jsonl")):
        a, b = held_back(held_back(read_rows(path), 5)[1], 2)
        measured += a
        calibrated += b
    return measured, calibrated


def word_passage(row: dict[str, Any]) -> Passage:
    """A row whose target is a word of the sentence, found again by its token offsets; else by the words."""
    target, tokens, span = row["target"], row.get("tokens"), row.get("span")
    if target is None or not tokens or not span:
        return find_passage(row["text"], target)
    before = " ".join(tokens.split(" ")[: span[0]])
    nth = before.count(target)  # in the sentence as in its tokens, as long as de-tokenising only moved spaces
    at = -1
    for _ in range(nth + 1):
        at = row["text"].find(target, at + 1)
        if at < 0:
            return find_passage(row["text"], target)
    return Passage(row["text"], (Span(at, at + len(target)),))
