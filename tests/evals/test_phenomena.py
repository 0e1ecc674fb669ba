"""The passages by phenomenon: that they are read as they are meant, and what counts as merged."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from evals.phenomena import (
    PARTS,
    by_group,
    facts_right,
    is_fact,
    merged,
    merged_figure,
    phenomenon_figure,
    read_own,
    tell,
    too_low,
)
from evals.speakers import GoldAttribution, Verdict, verdict
from tracker.records import Article, Attribution, Span, Speaker

BODY = """== two of one surname
1,3: Ann Lee | role: mayor; lady mayor | tenure: former
2: Bo Lee; Robert Lee
4: officials (group) | count: two

[S1 Ann Lee] [C1 said] [K1 the bridge was safe]. [S2 Bo Lee] [C2 said] [K2 it shook]. [S3 She] [C3 said] [K3 it was
late]. [S4 Two officials] [C4 said] [K4 nothing was known].
"""


def test_our_own_passages_are_whole() -> None:
    halves = {part: list(read_own(part)) for part in PARTS}
    for passages in halves.values():
        refs = [article.ref for article, _ in passages]
        assert len(set(refs)) == len(refs)
        assert all(count >= 3 for count in Counter(golds[0].group for _, golds in passages).values())
    kinds = [{golds[0].group for _, golds in passages} for passages in halves.values()]
    assert kinds[0] == kinds[1], "every phenomenon has both halves"
    assert len(kinds[0]) == 28
    texts = [article.text for passages in halves.values() for article, _ in passages]
    assert len(set(texts)) == len(texts)


@pytest.mark.parametrize("part", PARTS)
def test_our_own_spans_and_names(part: str) -> None:
    for article, golds in read_own("seen" if part == "seen" else "held back"):
        words = len(article.text.split())
        assert words >= 600 if golds[0].group == "long articles" else 45 <= words <= 185, article.ref
        for gold in golds:
            assert gold.content, article.ref
            for start, end in (*gold.content, *gold.cue):
                said = article.text[start:end]
                assert said == said.strip(), (article.ref, said)
                assert said[-1] not in ".,", (article.ref, said)
            if gold.speaker.kind == "person":
                right = [one.name for one in (gold.speaker, *gold.others)]
                assert any(name is not None and name in article.text for name in right), (article.ref, right)


def read(tmp_path: Path, body: str = BODY) -> tuple[Article, list[GoldAttribution]]:
    (tmp_path / "shared_surname.txt").write_text(body, encoding="utf-8")
    (passage,) = read_own("seen", tmp_path)
    return passage


def answered(tmp_path: Path, *speakers: Speaker | None) -> list[Verdict]:
    """The verdicts where everything was found, and these are the speakers."""
    article, golds = read(tmp_path)
    found = tuple(
        Attribution((), (), tuple(Span(*span) for span in gold.content), "indirect", 0.9, speaker)
        for gold, speaker in zip(golds, speakers, strict=True)
    )
    return [verdict(article, gold, found) for gold in golds]


def person(name: str, **told: str) -> Speaker:
    return Speaker(name, "person", role=told.get("role"))


def test_a_passage(tmp_path: Path) -> None:
    article, golds = read(tmp_path)
    assert article.ref == "shared surname: two of one surname"
    assert article.text.startswith("Ann Lee said the bridge was safe. Bo Lee said")
    assert [gold.source for gold in golds] == ["Ann Lee", "Bo Lee", "She", "Two officials"]
    assert [gold.speaker.name for gold in golds] == ["Ann Lee", "Bo Lee", "Ann Lee", "officials"]
    assert [one.name for one in golds[1].others] == ["Robert Lee"]
    assert golds[0].facts == (("role", "mayor; lady mayor"), ("tenure", "former"))
    assert (golds[3].speaker.kind, golds[3].facts) == ("group", (("count", "two"),))
    assert {gold.group for gold in golds} == {"shared surname"}


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("== one\n1: Ann Lee | job: mayor\n\n[S Ann Lee] [C said] [K so].", "not a fact: 'job: mayor'"),
        ("== one\nAnn Lee\n\n[S Ann Lee] [C said] [K so].", "not a line of a speaker: 'Ann Lee'"),
        ("== one\n1,2: Ann Lee\n\n[S Ann Lee] [C said] [K so].", r"speakers of \[1, 2\], and 1 attributions"),
    ],
)
def test_a_passage_that_is_none(tmp_path: Path, body: str, told: str) -> None:
    with pytest.raises(ValueError, match=f"shared surname: one: {told}"):
        read(tmp_path, body)


def test_any_of_the_speakers_is_right(tmp_path: Path) -> None:
    ann, two = person("Ann Lee"), Speaker("two officials", "group")
    for name, right in (("Bo Lee", True), ("Robert Lee", True), ("Ann Lee", False)):
        assert [one.right for one in answered(tmp_path, ann, person(name), ann, two)] == [True, right, True, True]


def test_two_named_people_with_one_speaker_are_merged(tmp_path: Path) -> None:
    ann, two = person("Ann Lee"), Speaker("officials", "group")
    (pair,) = merged(answered(tmp_path, ann, ann, ann, two))
    assert {one.gold.source for one in pair} == {"Ann Lee", "Bo Lee"}
    assert merged_figure("own", answered(tmp_path, ann, ann, ann, two)) == {"own: 100 less pairs merged": 99.0}


def test_a_wrong_pronoun_or_description_merges_nobody(tmp_path: Path) -> None:
    ann, bo = person("Ann Lee"), person("Bo Lee")
    verdicts = answered(tmp_path, ann, bo, bo, None)
    assert [one.right for one in verdicts] == [True, True, False, False]
    assert merged(verdicts) == []


def test_one_name_of_two_kinds_is_not_merged(tmp_path: Path) -> None:
    verdicts = answered(tmp_path, person("Lee"), Speaker("Lee", "organization"), None, None)
    assert merged(verdicts) == []


def test_facts_count_where_the_speaker_is_right(tmp_path: Path) -> None:
    mayor, bo = person("Ann Lee", role="Lady Mayor"), person("Bo Lee")
    facts = facts_right(answered(tmp_path, mayor, bo, mayor, Speaker("officials", "group", count="two")))
    assert {name: told for name, told in facts.items() if told[1]} == {
        "role": (2, 2),
        "tenure": (0, 2),
        "count": (1, 1),
    }
    wrong = facts_right(answered(tmp_path, bo, bo, bo, None))
    assert set(wrong.values()) == {(0, 0)}


@pytest.mark.parametrize(
    ("wanted", "got", "right"),
    [
        ("minister", "deputy finance minister", True),
        ("finance minister", "minister", True),
        ("head of the river police", "head", False),
        ("mayor; chairman", "chairman", True),
        ("not authorised to speak to the press", "they were not authorised to speak", True),
        ("former", None, False),
        ("of the", "at", False),
    ],
)
def test_a_fact(wanted: str, got: str | None, right: bool) -> None:
    assert is_fact(wanted, got) is right


def test_phenomena_that_are_too_low(tmp_path: Path) -> None:
    ann, bo, two = person("Ann Lee"), person("Bo Lee"), Speaker("officials", "group")
    good, bad = answered(tmp_path, ann, bo, ann, two), answered(tmp_path, ann, bo, None, None)
    assert list(by_group(good)) == ["shared surname"]
    assert (too_low(good), too_low(bad)) == ([], ["shared surname"])
    assert phenomenon_figure("own", bad) == {"own: 100 less phenomena below 70 %": 99.0}


def test_telling(tmp_path: Path) -> None:
    verdicts = answered(tmp_path, person("Ann Lee"), None, None, None)
    assert tell(verdicts[1]) == (
        "shared surname: two of one surname | [Bo Lee] 'it shook' | answered: nobody | "
        "right: Bo Lee (person); Robert Lee (person)"
    )
