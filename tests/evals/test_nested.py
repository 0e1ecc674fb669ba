"""What counts as nested in the gold, and as found."""

from __future__ import annotations

from evals.nested import Nested, around, count
from evals.speakers import GoldAttribution, GoldSpeaker
from tracker.records import Article, Attribution, Span, Speaker

TEXT = "The agency said the mayor had denied that the dam leaked. Lee said it rained all day."


def at(*pieces: str) -> tuple[tuple[int, int], ...]:
    return tuple((TEXT.index(piece), TEXT.index(piece) + len(piece)) for piece in pieces)


def gold(name: str, cue: str, content: str) -> GoldAttribution:
    return GoldAttribution(at(content), GoldSpeaker(name, "organization"), "test", cue=at(cue))


def given(name: str, cue: str, content: str, within: int | None = None) -> Attribution:
    def spans(words: str) -> tuple[Span, ...]:
        return tuple(Span(*pair) for pair in at(words))

    return Attribution((), spans(cue), spans(content), "indirect", 0.9, Speaker(name, "organization"), nested_in=within)


OUTER = gold("agency", "said", "the mayor had denied that the dam leaked")
INNER = gold("mayor", "had denied", "the dam leaked")
OTHER = gold("Lee", "Lee said", "it rained all day")
ALL = [OUTER, INNER, OTHER]
FOUND = [
    given("agency", "said", "the mayor had denied that the dam leaked"),
    given("mayor", "had denied", "that the dam leaked", 0),
    given("Lee", "Lee said", "it rained all day"),
]
ARTICLE = Article("t", TEXT)


def test_an_attribution_is_nested_with_its_cue_and_content_inside_another() -> None:
    assert [around(one, ALL) for one in ALL] == [None, OUTER, None]
    assert around(gold("mayor", "Lee said", "the dam leaked"), ALL) is None, "its cue stands outside"


def test_what_is_found_and_where() -> None:
    assert count(ARTICLE, ALL, FOUND) == Nested(gold=1, found=1, placed=1, right=1, given=1, marked=1)
    assert count(ARTICLE, ALL, FOUND[::2]) == Nested(gold=1)
    astray = [FOUND[2], given("agency", "had denied", "the dam leaked", 0)]
    assert count(ARTICLE, ALL, astray) == Nested(gold=1, found=1, given=1, marked=1)
    none = [FOUND[0], given("Lee", "said", "the mayor", 0)]
    assert count(ARTICLE, ALL, none) == Nested(gold=1, given=1)


def test_the_figures_are_shares() -> None:
    figures = (Nested(gold=4, found=2, placed=1, right=2, given=3, marked=1) + Nested()).figures()
    assert list(figures.values()) == [50.0, 50.0, 100.0, 33.3]
    assert Nested().figures()["found"] == 0.0
