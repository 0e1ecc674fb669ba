"""End to end: what the claims of new articles contradict is found while they are added, and told once."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from tests.contradiction.made_up import Told, weights
from tests.models.sample import TINY, copy_tiny
from tracker import adding, pipeline
from tracker.adding import add_inputs
from tracker.contradiction import Judge
from tracker.errors import InputError, ModelError, QueryError
from tracker.pipeline import compare_texts
from tracker.records import AddResult, Comparison, PairToCompare, Statement
from tracker.settings import Settings
from tracker.store import RelationQuery, Store

MONDAY, TUESDAY, FRIDAY = "2023-11-06", "2023-11-07", "2023-11-10"
RUNS = (
    "The ferry to Marrow Island will stay in service all winter, the harbour master, Ada Osei, said on Monday.\n\n"
    '"The ferry carried 420 passengers last week," she said.\n\nThe quay was painted in spring. The season begins when '
    "the ice has gone, and it ends with the first storms of the year.\n"
)
STOPS = (
    "The ferry to Marrow Island has been taken out of service for the winter, said Bo Tan, a port spokesman.\n\n"
    "Tan said that the ferry to Marrow Island had lost its crew.\n"
)
ELSEWHERE = "A bakery opened in the old town, said its owner, Cy Marsh.\n"
PLAIN = replace(Settings(), threads=1)


def opinion(a: Statement, b: Statement) -> str:
    """Staying in service contradicts being taken out of it; nothing else contradicts anything."""
    words = {word for word in ("stay in service", "taken out of service") for side in (a, b) if word in side.text}
    return "contradiction" if len(words) == 2 else "neutral"


@pytest.fixture
def network(monkeypatch: pytest.MonkeyPatch) -> Told:
    """The network of the judge that the pipeline opens."""
    told = Told(opinion, "antonym", weights())
    monkeypatch.setattr(pipeline, "open_judge", lambda *_, **__: Judge(told))
    return told


@pytest.fixture
def store() -> Iterator[Store]:
    with Store.open(":memory:") as store:
        yield store


def add(store: Store, *articles: tuple[str, str, str], settings: Settings = PLAIN) -> list[AddResult]:
    """Add articles of (name, text, date)."""
    rows = [json.dumps({"id": name, "text": text, "date": date, "outlet": name}) for name, text, date in articles]
    stdin = io.BytesIO("\n".join(rows).encode())
    found = list(add_inputs(["-"], store, settings=settings, input_format="jsonl", stdin=stdin))
    assert not [item for item in found if isinstance(item, InputError)]
    return [item for item in found if isinstance(item, AddResult)]


def pairs(store: Store) -> list[tuple[str, str]]:
    """Every stored contradiction, as the articles that its two claims stand in."""
    query = RelationQuery(relation="contradiction")
    found = [one for dispute in store.disputes(query) for one in (dispute.head, *dispute.also)]
    return [(one.a.article.ref, one.b.article.ref) for one in found]


# --- adding


@pytest.mark.parametrize("at_once", [True, False])
def test_a_contradiction_is_told_with_the_article_that_makes_it(store: Store, network: Told, *, at_once: bool) -> None:
    articles = [("a", RUNS, MONDAY), ("b", ELSEWHERE, MONDAY), ("c", STOPS, TUESDAY)]
    results = add(store, *articles) if at_once else [result for one in articles for result in add(store, one)]
    assert [len(result.contradictions) for result in results] == [0, 0, 1]
    ((told,),) = (result.contradictions for result in results if result.contradictions)
    assert (told.relation, told.status, told.model) == ("contradiction", "suggested", "told@1")
    assert (told.a.article.ref, told.b.article.ref) == ("a", "c")
    assert "stay in service" in told.a.text
    assert "taken out of service" in told.b.text
    assert told.a.speaker is not None
    assert (told.a.speaker.name, told.same_speaker) == ("Ada Osei", False)
    assert store.relation(told.id) == told
    assert [dispute.head for dispute in store.disputes()] == [told]
    assert store.articles_to_compare() == []
    assert not any("bakery" in side.text for pair in network.read for side in pair)


@pytest.mark.usefixtures("network")
def test_the_earlier_claim_comes_first_whichever_was_added_first(store: Store) -> None:
    results = add(store, ("c", STOPS, TUESDAY), ("a", RUNS, MONDAY))
    (told,) = results[1].contradictions
    assert (told.a.article.ref, told.b.article.ref) == ("a", "c")


def test_adding_again_compares_nothing(store: Store, network: Told) -> None:
    articles = ("a", RUNS, MONDAY), ("c", STOPS, TUESDAY)
    add(store, *articles)
    read, before = len(network.read), store.disputes()
    again = add(store, *articles)
    assert [(result.added, result.contradictions) for result in again] == [(False, ()), (False, ())]
    assert (len(network.read), store.disputes()) == (read, before)


@pytest.mark.usefixtures("network")
def test_an_update_is_stored_and_is_no_contradiction(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    told = Told(lambda a, b: "supersedes" if opinion(a, b) == "contradiction" else "neutral")
    monkeypatch.setattr(pipeline, "open_judge", lambda *_, **__: Judge(told))
    results = add(store, ("a", RUNS, MONDAY), ("c", STOPS, TUESDAY))
    assert [result.contradictions for result in results] == [(), ()]
    assert [one.head.relation for one in store.disputes(RelationQuery(relation="supersedes"))] == ["supersedes"]


def test_a_reprint_is_tied_and_its_claims_are_not_contradicted_again(store: Store, network: Told) -> None:
    copy = f"Good news for the island\n\n{RUNS}"
    results = add(store, ("a", RUNS, MONDAY), ("copy", copy, TUESDAY))
    original, reprint = (store.claims_to_compare(result.article_id) for result in results)
    assert len(reprint) == len(original) >= 2
    assert [claim.origin for claim in reprint] == [claim.id for claim in original]
    assert {c.origin_article.ref for c in store.claims() if c.origin_article is not None} == {"a"}
    results = add(store, ("c", STOPS, FRIDAY), ("late copy", copy, FRIDAY))
    assert [len(result.contradictions) for result in results] == [1, 0]
    assert pairs(store) == [("a", "c")]
    assert sum(opinion(*pair) == "contradiction" for pair in network.read) == 1


@pytest.mark.usefixtures("network")
def test_a_corrected_article_is_not_beside_itself(store: Store) -> None:
    add(store, ("a", RUNS, MONDAY))
    (result,) = add(store, ("a", STOPS, MONDAY))
    assert result.added
    assert result.contradictions == ()
    (result,) = add(store, ("b", STOPS.replace("Tan", "Lowe"), MONDAY))
    assert result.contradictions == ()


def test_what_a_person_dismissed_is_not_told_again(store: Store, network: Told) -> None:
    add(store, ("a", RUNS, MONDAY))
    (result,) = add(store, ("c", STOPS, TUESDAY))
    store.review(result.contradictions[0].id, "dismissed")
    network.model_name = "told@2"
    (again,) = add(store, ("late", STOPS.replace("\n\n", "\n\nThe weather was fine.\n\n"), TUESDAY))
    assert again.added
    assert again.contradictions == ()


@pytest.mark.usefixtures("network")
def test_what_a_person_confirmed_is_told(store: Store) -> None:
    add(store, ("a", RUNS, MONDAY))
    (result,) = add(store, ("c", STOPS, TUESDAY))
    store.review(result.contradictions[0].id, "confirmed")
    assert [dispute.head.status for dispute in store.disputes()] == ["confirmed"]


def test_every_article_is_compared_within_the_hold(store: Store, network: Told) -> None:
    held: list[int] = []

    @contextmanager
    def hold() -> Iterator[None]:
        before = len(network.read)
        yield
        held.append(len(network.read) - before)

    rows = [json.dumps({"id": name, "text": text}) for name, text in (("a", RUNS), ("c", STOPS))]
    stdin = io.BytesIO("\n".join(rows).encode())
    list(add_inputs(["-"], store, settings=PLAIN, input_format="jsonl", stdin=stdin, hold=hold))
    assert sum(held) == len(network.read) > 0


# --- resuming


@pytest.mark.parametrize("more", [(), (("b", ELSEWHERE, MONDAY),)])
def test_articles_never_compared_are_compared_by_the_next_add(
    store: Store, network: Told, more: tuple[tuple[str, str, str], ...]
) -> None:
    articles = ("a", RUNS, MONDAY), ("c", STOPS, TUESDAY)
    add(store, *articles, settings=replace(PLAIN, contradictions=False))
    assert len(store.articles_to_compare()) == 2
    assert network.read == []
    add(store, *articles, *more)
    assert store.articles_to_compare() == []
    assert pairs(store) == [("a", "c")]
    read = len(network.read)
    add(store, *articles, *more)
    assert len(network.read) == read


def test_an_add_cut_short_is_finished_by_the_next(store: Store, network: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    add(store, ("a", RUNS, MONDAY))

    def cut(*_: object) -> list[object]:
        raise QueryError("cut short")

    with monkeypatch.context() as patch:
        patch.setattr(adding, "find_relations", cut)
        with pytest.raises(QueryError):
            add(store, ("c", STOPS, TUESDAY))
    assert len(store.articles()) == 2
    assert len(store.articles_to_compare()) == 1
    add(store, ("c", STOPS, TUESDAY))
    assert store.articles_to_compare() == []
    assert pairs(store) == [("a", "c")]
    assert network.read


# --- models


def test_without_contradictions_no_model_is_needed(store: Store, tmp_path: Path) -> None:
    settings = replace(PLAIN, contradictions=False, nli_model=str(tmp_path / "nowhere"))
    results = add(store, ("a", RUNS, MONDAY), ("c", STOPS, TUESDAY), settings=settings)
    assert [(result.added, result.contradictions) for result in results] == [(True, ()), (True, ())]
    assert store.disputes() == []


def other_task(folder: Path) -> Path:
    return copy_tiny(folder)


def damaged(folder: Path) -> Path:
    copy_tiny(folder, lambda _, manifest: manifest.update(task="contradiction"))
    (folder / "model.onnx").write_bytes(b"x")
    return folder


def empty(folder: Path) -> Path:
    folder.mkdir()
    (folder / "manifest.json").touch()
    return folder


@pytest.mark.parametrize("make", [other_task, damaged, empty])
def test_a_model_that_cannot_be_used_stops_before_anything_is_stored(
    store: Store, tmp_path: Path, make: Callable[[Path], Path]
) -> None:
    folder = make(tmp_path / "other")
    settings = replace(PLAIN, attribution_model=TINY, nli_model=str(folder))
    with pytest.raises(ModelError, match="other") as caught:
        add(store, ("a", RUNS, MONDAY), settings=settings)
    assert "\n" not in str(caught.value)
    assert store.articles() == []


def test_a_missing_shipped_bundle_stops_before_anything_is_stored(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tracker.contradiction import network

    monkeypatch.setattr(network, "find_bundle", lambda name: tmp_path / name)
    with pytest.raises(ModelError, match="nli-en: there is no such model directory"):
        add(store, ("a", RUNS, MONDAY))
    assert store.articles() == []
    with pytest.raises(ModelError, match="nli-en: there is no such model directory"):
        next(compare_texts(iter(()), settings=PLAIN))


def test_nothing_new_needs_no_model(store: Store, network: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    add(store, ("a", RUNS, MONDAY))
    monkeypatch.setattr(pipeline, "open_judge", None)
    (result,) = add(store, ("a", RUNS, MONDAY))
    assert not result.added
    assert network.model_name == "told@1"


def test_the_settings_name_the_model(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []

    def open_judge(model: str | None, **more: object) -> Judge:
        asked.extend((model, more))
        return Judge(Told(opinion))

    monkeypatch.setattr(pipeline, "open_judge", open_judge)
    settings = replace(PLAIN, nli_model="some/model", attribution_model=TINY)
    add(store, ("a", RUNS, MONDAY), settings=settings)
    assert asked == ["some/model", {"labels": None, "threads": 1}]


# --- pairs from outside


def questions(count: int, read: list[int]) -> Iterator[PairToCompare]:
    for number in range(count):
        read.append(number)
        words = "taken out of service" if number % 3 == 0 else "painted"
        yield PairToCompare(str(number), Statement("It will stay in service."), Statement(f"It was {words}."))


@pytest.mark.usefixtures("network")
@pytest.mark.parametrize("together", [1, 2, 7, 64])
def test_pairs_are_answered_in_order(together: int) -> None:
    found = list(compare_texts(questions(20, []), settings=PLAIN, together=together))
    assert all(isinstance(answer, Comparison) for answer in found)
    assert [answer.id for answer in found] == [str(number) for number in range(20)]
    told = [answer.id for answer in found if answer.verdict.relation == "contradiction"]
    assert told == [str(number) for number in range(0, 20, 3)]


@pytest.mark.usefixtures("network")
def test_pairs_are_answered_one_by_one_where_that_is_asked() -> None:
    read: list[int] = []
    answers = compare_texts(questions(5, read), settings=PLAIN, together=1)
    for number, answer in enumerate(answers):
        assert answer.id == str(number)
        assert read == list(range(number + 1))


@pytest.mark.usefixtures("network")
def test_few_pairs_are_read_ahead() -> None:
    read: list[int] = []
    next(compare_texts(questions(100, read), settings=PLAIN, together=4))
    assert len(read) == 8


@pytest.mark.usefixtures("network")
def test_no_pairs() -> None:
    assert list(compare_texts([], settings=PLAIN)) == []


# --- newer texts


@pytest.mark.usefixtures("network")
def test_only_what_a_newer_text_says_anew_is_compared(store: Store) -> None:
    add(store, ("a", RUNS, MONDAY), ("c", STOPS, TUESDAY))
    (pair,) = pairs(store)
    model = store.disputes()[0].head.model
    (newer,) = add(store, ("a", RUNS.replace("420", "470"), MONDAY))
    assert newer.replaces == 1
    assert [claim.text for claim in store.claims_to_compare(newer.article_id, model)] == [
        claim.text for claim in store.claims() if "470" in claim.text
    ]
    stayed = {claim.id for claim in store.claims_to_compare(newer.article_id) if "470" not in claim.text}
    assert stayed <= {claim.id for claim in store.pool_for(newer.article_id, model)}
    assert stayed
    assert pairs(store) == [pair]
    assert store.articles_to_compare() == []


@pytest.mark.usefixtures("network")
def test_what_is_said_again_meets_what_came_meanwhile(store: Store) -> None:
    add(store, ("a", RUNS, MONDAY))
    add(store, ("a", ELSEWHERE, MONDAY), ("c", STOPS, TUESDAY))
    assert pairs(store) == []
    add(store, ("a", RUNS, MONDAY))
    assert pairs(store) == [("a", "c")]
    add(store, ("a", ELSEWHERE, MONDAY))
    assert pairs(store) == []
    (gone,) = [one for one in store.history("a").gone if one.relations]
    assert gone.relations[0].other.article.ref == "c"
