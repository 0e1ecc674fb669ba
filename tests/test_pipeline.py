"""End to end with the shipped model: only what must hold of any decent one is asked of its answers."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.models.sample import TINY
from tracker.adding import add_inputs
from tracker.errors import InputError, ModelError
from tracker.pipeline import GROUP, Extractor, extract, extract_inputs
from tracker.records import KINDS, SPEAKER_KINDS, AddResult, Article, Extraction
from tracker.settings import Settings
from tracker.store import Store

SEED = Path(__file__).parents[1] / "seeds" / "iraqi-fighters-head-home.txt"
SHIPPED = Extractor()
RANDOM = Extractor(model=TINY)  # its answers are noise: far odder spans than a trained model's
STORY = 'The bridge is safe, the mayor, Ann Lee, said on Monday. "It will stay open," she added.'


def check(found: Extraction) -> None:
    """The promise about offsets: every span lies in the text, every role is in order, every claim is worded."""
    text = found.article.text
    assert [a.content[0].start for a in found.attributions] == sorted(a.content[0].start for a in found.attributions)
    for attribution in found.attributions:
        assert attribution.content
        assert attribution.kind in KINDS
        assert 0 <= attribution.confidence <= 1
        for role in (attribution.source, attribution.cue, attribution.content):
            assert all(0 <= span.start < span.end <= len(text) for span in role)
            assert all(a.end <= b.start for a, b in pairwise(role))
        for claim in attribution.claims:
            assert attribution.content[0].start <= claim.span.start < claim.span.end <= len(text)
            assert claim.span.of(text).strip()
            assert claim.text.strip()
            assert claim.certainty is not None
            assert 0 < claim.certainty.score < 1
            assert -3 <= claim.certainty.factuality <= 3
            assert all(span.of(text).strip() for span in claim.certainty.evidence)
        if attribution.speaker is not None:
            assert attribution.speaker.name.strip()
            assert attribution.speaker.kind in SPEAKER_KINDS


# ---------------------------------------------------------------- the seed


@pytest.fixture(scope="module")
def seed() -> Extraction:
    return SHIPPED.extract(Article("seed", SEED.read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    ("words", "level", "polarity"),
    [
        ("has withdrawn from Syria", "certain", "positive"),
        ("Any redeployment would probably be orderly", "probable", "positive"),
        ("too soon to know for sure", "doubtful", "unknown"),
        ("their numbers have dropped", "probable", "positive"),
        ("don't think that will happen massively", "doubtful", "negative"),
        ("no evidence yet Iraqi fighters were withdrawing", "doubtful", "unknown"),
        ("departure of Iraqi fighters will have much impact", "doubtful", "negative"),  # some activists *doubt* it
    ],
)
def test_how_sure_the_speakers_of_the_seed_are(seed: Extraction, words: str, level: str, polarity: str) -> None:
    claims = [claim for a in seed.attributions for claim in a.claims if words in claim.span.of(seed.article.text)]
    assert [(c.certainty.level, c.certainty.polarity) for c in claims if c.certainty] == [(level, polarity)]


def test_the_offsets_of_the_seed(seed: Extraction) -> None:
    check(seed)
    assert seed.model == SHIPPED.model_name


@pytest.mark.parametrize(
    ("name", "role", "words"),
    [
        ("Ahmed al-Kinani", "spokesman", "responding to a call"),
        ("Abu Yazan al-Shami", "activist", "the rebels are surprised"),
        ("Firas Abi Ali", "analyst", "no evidence yet"),
        ("Firas Abi Ali", "analyst", "would probably be orderly"),
        ("Firas Abi Ali", "analyst", "will compensate for any redeployment"),
        ("Abu Hamza al Deiri", "activist", "five or six commercial airliners"),
        ("Susan Ahmad", "activist", "We expect the Iraqis to leave"),
    ],
)
def test_the_people_of_the_seed(seed: Extraction, name: str, role: str, words: str) -> None:
    speakers = {
        a.speaker.name: a.speaker
        for a in seed.attributions
        if a.speaker is not None and any(words in span.of(seed.article.text) for span in a.content)
    }
    assert name in speakers
    assert speakers[name].kind == "person"
    assert role in (speakers[name].role or "")


def test_the_bodies_and_crowds_of_the_seed(seed: Extraction) -> None:
    kinds = {a.speaker.name.lower(): a.speaker.kind for a in seed.attributions if a.speaker is not None}
    assert kinds["asaib ahl al-haq"] == "organization"
    assert kinds["some activists"] == "group"
    assert not {"he", "she", "they", "abi ali", "spokesman"} & set(kinds)


def test_a_sentence_of_two_claims(seed: Extraction) -> None:
    texts = [claim.text for a in seed.attributions for claim in a.claims]
    assert "We expect the Iraqis to leave." in texts
    assert "I don't think that will happen massively." in texts
    assert not [text for text in texts if text.startswith(("Which ", "That "))]


def test_furniture_gives_no_claims(seed: Extraction) -> None:
    text = seed.article.text
    for attribution in seed.attributions:
        assert "Telegram" not in "".join(span.of(text) for span in attribution.content)
        assert attribution.content[0].start > text.index("REUTERS")


# ---------------------------------------------------------------- extract


def test_extract_in_three_lines() -> None:
    from tracker import extract

    found = extract(STORY)
    assert {a.speaker.name for a in found.attributions if a.speaker} == {"Ann Lee"}


def test_extract_takes_an_article_and_gives_it_back() -> None:
    article = Article("one", STORY, title="Bridge", date="2024-03-02")
    assert extract(article).article is article
    assert extract(article).model == SHIPPED.model_name


def test_extract_with_another_model() -> None:
    assert extract(STORY, model=TINY).model == "tiny@0.0.0"
    assert extract(STORY).model == SHIPPED.model_name


def test_a_missing_model_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="nowhere"):
        extract(STORY, model=tmp_path / "nowhere")


@pytest.mark.parametrize("extractor", [SHIPPED, RANDOM], ids=["shipped", "random"])
def test_many_articles_come_back_in_order_whatever_the_group(extractor: Extractor) -> None:
    articles = [
        Article(str(n), f"{STORY} " * (n % 3) + f"Bo Tan said it cost {n} dollars.") for n in range(2 * GROUP + 3)
    ]
    found = list(extractor.extract_many(articles))
    assert [x.article for x in found] == articles
    for article, together in zip(articles, found, strict=True):
        check(together)
        assert extractor.extract(article).attributions == together.attributions


def test_no_articles() -> None:
    assert list(SHIPPED.extract_many([])) == []


LONG = " ".join([STORY] * 40)
ODD = {
    "empty": "",
    "space": " \n\t\r\n ",
    "one letter": "a",
    "one word": "Yes",
    "one mark": '"',
    "emoji": '🙂👨‍👩‍👧 "🙂🙂," said 🙂. 🇫🇷',
    "right to left": "אמר ראש העיר: «הגשר בטוח». \u202eabc\u202c قال العمدة: ”الجسر آمن“.",
    "unbalanced": 'He said "it is late. “And ‘so on, she said. «Non, dit-il.',
    "many marks": "\"'“‘«„``''" * 50,
    "no space": "a" * 20_000,
    "nothing but marks": "," * 5_000,
    "surrogates": 'He \ud83d said "it \udc00 is late".',
    "controls": 'He\0 said\x07 "it\x1b[0m is\u2028late".\x85',
    "one paragraph": LONG,
    "many lines": LONG.replace(". ", ".\r\n"),
    "combining": "e\u0301" * 200 + ' said "it is late".',
    "grows when lower-cased": "İ" * 50 + " said “İ is late”. ß ﬁ Ǆ",
}


@pytest.mark.parametrize("text", ODD.values(), ids=ODD)
@pytest.mark.parametrize("extractor", [SHIPPED, RANDOM], ids=["shipped", "random"])
def test_odd_texts_keep_the_promise(extractor: Extractor, text: str) -> None:
    check(extractor.extract(Article("odd", text)))


def test_an_article_of_40_000_words() -> None:
    text = "\n\n".join([STORY] * (40_000 // len(STORY.split()) + 1))
    assert len(text.split()) >= 40_000
    check(RANDOM.extract(Article("long", text)))


PIECES = [
    *("said", "the mayor", "Ann Lee", "according to", "it was safe", "he", "which", "Mr.", "שלום", "🙂"),
    *('"', "“", "”", "'", ".", ",", "\n\n", "(", "- "),
]
TEXTS = st.text(st.characters(), max_size=60) | st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join)


@given(TEXTS)
@settings(max_examples=40)
@example("0\ud800")
def test_no_text_makes_extract_raise(text: str) -> None:
    check(SHIPPED.extract(Article("any", text)))
    check(RANDOM.extract(Article("any", text)))


# ---------------------------------------------------------------- inputs and the store


@pytest.fixture
def store() -> Iterator[Store]:
    with Store.open(":memory:") as store:
        yield store


def lines(*texts: str) -> io.BytesIO:
    """Texts as JSON lines; one without letters is a broken line."""
    rows = [json.dumps({"id": str(n), "text": text}) if text else "{broken" for n, text in enumerate(texts)]
    return io.BytesIO("\n".join(rows).encode())


def test_what_cannot_be_read_stands_in_its_place() -> None:
    texts = [STORY, "", STORY, *[f"Bo Tan said it cost {n} dollars." for n in range(GROUP)], ""]
    found = list(extract_inputs(["-"], settings=Settings(), input_format="jsonl", stdin=lines(*texts)))
    assert [isinstance(x, InputError) for x in found] == [not text for text in texts]
    assert [x.article.text for x in found if isinstance(x, Extraction)] == [text for text in texts if text]


def test_adding_stores_what_extract_finds(store: Store) -> None:
    (result,) = add_inputs([str(SEED)], store, settings=Settings())
    assert isinstance(result, AddResult)
    assert result.added
    (found,) = extract_inputs([str(SEED)], settings=Settings())
    assert isinstance(found, Extraction)
    assert result.claims == sum(len(a.claims) for a in found.attributions) > 10
    stored = store.article(str(SEED))
    assert stored.article.text == found.article.text
    assert [a.content for a in stored.attributions] == [a.content for a in found.attributions]
    assert sorted(claim.text for claim in store.claims()) == sorted(
        c.text for a in found.attributions for c in a.claims
    )


def test_adding_again_changes_nothing_and_loads_no_model(store: Store, tmp_path: Path) -> None:
    first = list(add_inputs([str(SEED)], store, settings=Settings()))
    before = store.claims()
    no_model = replace(Settings(), attribution_model=tmp_path / "nowhere")
    again = list(add_inputs([str(SEED)], store, settings=no_model))
    assert [x.added for x in first + again if isinstance(x, AddResult)] == [True, False]
    assert store.claims() == before
    assert len(store.articles()) == 1


def test_a_new_article_needs_the_model(store: Store, tmp_path: Path) -> None:
    no_model = replace(Settings(), attribution_model=tmp_path / "nowhere")
    with pytest.raises(ModelError, match="nowhere"):
        list(add_inputs([str(SEED)], store, settings=no_model))
    assert store.articles() == []


def test_nothing_readable_needs_no_model(store: Store, tmp_path: Path) -> None:
    no_model = replace(Settings(), attribution_model=tmp_path / "nowhere")
    (found,) = add_inputs([str(tmp_path / "missing.txt")], store, settings=no_model)
    assert isinstance(found, InputError)


def test_the_same_article_twice_in_one_call_is_stored_once(store: Store) -> None:
    line = json.dumps({"id": "a", "text": STORY}) + "\n"
    found = list(
        add_inputs(["-"], store, settings=Settings(), input_format="jsonl", stdin=io.BytesIO((line * 3).encode()))
    )
    assert [x.added for x in found if isinstance(x, AddResult)] == [True, False, False]
    assert len(store.articles()) == 1


def test_old_and_new_and_broken_in_one_call(store: Store) -> None:
    model = replace(Settings(), attribution_model=TINY)
    list(add_inputs(["-"], store, settings=model, input_format="jsonl", stdin=lines(STORY)))
    texts = [STORY, "", *[f"Bo Tan said it cost {n} dollars." for n in range(GROUP + 2)]]
    found = list(add_inputs(["-"], store, settings=model, input_format="jsonl", stdin=lines(*texts)))
    assert [x.added if isinstance(x, AddResult) else None for x in found] == [False, None, *[True] * (GROUP + 2)]
    assert len(store.articles()) == GROUP + 3


# ---------------------------------------------------------------- what is not in English

FRENCH = '"Le pont est sûr", a dit la maire, Ann Lee, lundi dans un entretien avec le journal de la ville.'
NOTE = "written in French: the models read English, so nothing was looked for in it"


def test_nothing_is_looked_for_in_what_is_not_english() -> None:
    given = [Article("a", FRENCH, language="fr"), Article("b", STORY, language="en"), Article("c", STORY)]
    found = list(SHIPPED.extract_many(given))
    assert [extraction.article for extraction in found] == given
    assert [bool(extraction.attributions) for extraction in found] == [False, True, True]
    assert [extraction.notes for extraction in found] == [(NOTE,), (), ()]


def test_any_language_is_tried_where_that_is_asked_for() -> None:
    found = Extractor(any_language=True).extract(Article("a", STORY, language="fr"))
    assert found.attributions
    assert found.notes == ()


def test_a_french_article_is_stored_and_marked(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(FRENCH, encoding="utf-8")
    with Store.open(":memory:") as store:
        for _ in range(2):
            (added,) = add_inputs([str(tmp_path / "a.txt")], store, settings=Settings(contradictions=False))
            assert isinstance(added, AddResult)
        stored = store.article("1").article
        assert (stored.text, stored.language) == (FRENCH, "fr")
        assert store.claims() == []
        assert json.loads(next(store.as_sqlite_utils().query("SELECT notes FROM articles"))["notes"]) == [NOTE]


def test_what_was_mended_is_stored_and_given_again_is_the_same(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(STORY.replace('"', "&quot;").encode() + b"\r\n")
    settings = Settings(contradictions=False)
    with Store.open(":memory:") as store:
        first, again = (next(add_inputs([str(tmp_path / "a.txt")], store, settings=settings)) for _ in range(2))
        assert isinstance(first, AddResult)
        assert isinstance(again, AddResult)
        assert (first.added, again.added) == (True, False)
        stored = store.article("1").article
        assert (stored.text, stored.mended) == (STORY + "\n", ("2 HTML entities", "1 foreign line end"))
