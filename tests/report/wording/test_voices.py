"""How it is shown that who speaks is unsure: in tables of claims, and in the legend of an article."""

from __future__ import annotations

from dataclasses import replace

from tests.report.samples import STORED_ARTICLE, claims
from tracker.records import UNSURE_BELOW, ArticlePage, Attribution, Resolution, SourceSummary, Speaker, StoredSpeaker
from tracker.report.pages.article import html_article
from tracker.report.terminal.article import article_view
from tracker.report.terminal.tables import claims_table, sources_table


def test_who_is_unsure_has_a_mark_that_is_told_at_the_end() -> None:
    told = claims()
    unsure = Resolution("pronoun, nearest that fits", UNSURE_BELOW - 0.01, ("Lee Tan",))
    told[2] = replace(told[2], resolution=unsure)
    told[3] = replace(told[3], resolution=replace(unsure, confidence=UNSURE_BELOW))
    told[5] = replace(told[5], resolution=unsure)
    lines = list(claims_table(told, width=80))
    assert [line[:24].rstrip() for line in lines if " ?" in line] == ["Ada Osei ?", "(no speaker found) ?"]
    assert lines[-2:] == ["", "? who it is cannot be told; `tracker sources --unsure` asks you"]
    assert not any("?" in line for line in claims_table(claims(), width=80))
    assert not any("?" in line for line in claims_table(told[:3], width=80, speakers=False))
    former = replace(told[0], speaker=replace(told[0].speaker, tenure="former")) if told[0].speaker else told[0]
    assert "former mayor," in "\n".join(claims_table([former], width=80))


def test_the_legend_says_who_else_a_speaker_may_be() -> None:
    first, second, *others = STORED_ARTICLE.attributions
    she = Speaker("She", "unnamed", names=("She",))
    unsure = Resolution("pronoun, nearest that fits", 0.41, ("Lee Tan", "Ada Osei"))
    sure = replace(second, speaker=she, resolution=replace(unsure, confidence=0.9))

    def legend(*attributions: Attribution) -> str:
        stored = replace(STORED_ARTICLE, attributions=(first, *attributions, *others))
        page = "\n".join(article_view(stored, width=72))
        heard = enumerate(stored.attributions)
        ids = tuple(tuple(10 * nth + at for at, _ in enumerate(one.claims)) for nth, one in heard)
        assert page.count("· may be") == "\n".join(html_article(ArticlePage(stored, ids))).count("· may be")
        return page

    assert "[2]  She · unnamed · 1 claim · may be Lee Tan or Ada Osei" in legend(replace(sure, resolution=unsure))
    assert "may be" not in legend(sure)
    nobody = replace(unsure, candidates=())
    assert "1 claim · who that is cannot be told" in legend(replace(sure, resolution=nobody))


def test_why_somebody_is_not_named_is_told() -> None:
    officials = Speaker("two officials", "unnamed", count="two", anonymity="not authorised to speak")
    first, *others = STORED_ARTICLE.attributions
    stored = replace(STORED_ARTICLE, attributions=(replace(first, speaker=officials), *others))
    words = "not named: not authorised to speak"
    assert f"[1]  two officials · unnamed · {words} · 2 claims" in "\n".join(article_view(stored, width=100))
    ids = ((0, 1), (2,), (3,), (4,), (5,))
    assert f"2 claims · {words}" in "\n".join(html_article(ArticlePage(stored, ids)))
    source = SourceSummary(
        StoredSpeaker(3, "two officials", "unnamed", None, None, None, "two", "\x1bhe asked"), (), 1, 1, None, None
    )
    assert list(sources_table([source], width=80))[-1].strip() == "unnamed · not named: �he asked"
