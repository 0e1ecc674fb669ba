"""English or not, and which language it is: the texts of evals/gold, and what must not be taken for foreign."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.ingest import language as reader
from tracker.ingest.language import NAMES, find_language, not_english
from tracker.records import Article

GOLD = Path(__file__).parents[2] / "evals" / "gold"


@pytest.mark.parametrize(("name", "least"), [("languages", 1.0), ("languages_held", 0.96)])
def test_short_news_in_twelve_languages(name: str, least: float) -> None:
    rows = [json.loads(line) for line in (GOLD / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]
    right = sum(find_language(row["text"]) == row["language"] for row in rows)
    assert len({row["language"] for row in rows} - {None, "en"}) == 12
    assert right >= least * len(rows)


@pytest.mark.parametrize("text", ["", "PARIS", "Tan: no deal", "Minister quits over bridge", "1234567 " * 50, "Ω", "—"])
def test_what_is_too_short_is_not_clear(text: str) -> None:
    assert find_language(text) is None


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Міністр транспорту заявила, що міст буде закрито до кінця літа.", "uk"),
        ("وزیر گفت که پل تا پایان تابستان بسته خواهد ماند و گزارش چاپ می‌شود.", "fa"),
        ("運輸大臣は月曜日、橋は夏の終わりまで閉鎖されると述べた。", "ja"),
        ("交通部长星期一表示，大桥将关闭到夏天结束，维修工作将继续进行。", "zh"),
        ("교통부 장관은 월요일 다리가 여름이 끝날 때까지 폐쇄된다고 말했다.", "ko"),
        ("Η υπουργός είπε τη Δευτέρα ότι η γέφυρα θα μείνει κλειστή.", "el"),
        ("השרה אמרה ביום שני שהגשר יישאר סגור עד סוף הקיץ.", "he"),
    ],
)
def test_scripts(text: str, language: str) -> None:
    assert find_language(text) == language


def test_foreign_quotations_leave_an_article_english() -> None:
    quoted = (
        "„Wir werden alle Berichte veröffentlichen, die wir haben, und zwar noch in dieser Woche, und das ist alles.“"
    )
    article = f"{quoted} The minister said so on Monday, and her office had nothing to add to it. {quoted}"
    assert find_language(article) == "en"
    assert find_language(quoted) == "de"


@given(st.text())
def test_any_text_has_a_language_with_a_name_or_none(text: str) -> None:
    found = find_language(text)
    assert found is None or found in NAMES


def test_why_nothing_is_looked_for() -> None:
    said = ("written in French: the models read English, so nothing was looked for in it",)
    assert not_english(Article("a", "x", language="fr")) == not_english(Article("a", "x", language="fr-CA")) == said
    for language in (None, "en", "en-GB", "EN_us", "und"):
        assert not_english(Article("a", "x", language=language)) == ()
    assert not_english(Article("a", "x", language="xx"))[0].startswith("written in xx:")


def test_every_language_has_a_name() -> None:
    assert all(code in NAMES for code in ("en", "mk", "ur", "fa", "bg", "sr", "uk"))


@given(st.text(st.sampled_from("abI ÉßçñїД’'s_1·—“.\n\u0130\u0307\xaa²")) | st.text())
def test_words_are_the_letters_between_what_is_none(text: str) -> None:
    assert reader._words(text) == reader._WORD.findall(text.lower().replace("’s", "").replace("'s", ""))


WORDS = [
    "bridge",
    "Tan",
    "été",
    "größe",
    "değil",
    *(word for words in reader._COMMON.values() for word in words.split()),
]


@given(
    st.lists(st.sampled_from([*reader._COMMON["en"].split(), "bridge"]), max_size=40), st.lists(st.sampled_from(WORDS))
)
def test_what_is_english_at_once_is_so_by_all_words(english: list[str], others: list[str]) -> None:
    words = [*english, *others]
    if reader._is_plainly_english(words):
        assert reader._by_words(words) == "en"


def test_plain_english_is_seen_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "_by_words", lambda _: pytest.fail("one sum tells"))
    said = "The minister said on Monday that the bridge would be closed until the end of the summer."
    assert find_language(said) == "en"
    assert find_language(f"“{said}” – the café’s owner was not there, and they had nothing to add to it.") == "en"
