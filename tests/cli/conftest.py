"""A command line over real parts: a real SQLite file, real reading; only the finder of attributions is a plain one."""

from __future__ import annotations

import importlib
import signal
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import BinaryIO

import pytest
from typer.testing import CliRunner, Result

from tests.cli.keyboard import Keyboard
from tests.report import pair_samples
from tests.report.samples import ATTRIBUTIONS, CERTAINTIES, EXTRACTION, SCORED_ATTRIBUTIONS, TEXT
from tracker.cli import app
from tracker.errors import InputError
from tracker.ingest import Course, InputFormat, Reading, read_articles
from tracker.period import SkippedInput
from tracker.pipeline import evaluate
from tracker.records import (
    AddResult,
    Article,
    Attribution,
    Certainty,
    Claim,
    Clash,
    Comparison,
    Extraction,
    FoundRelation,
    Judgement,
    PairToCompare,
    PairVerdict,
    ScoreChange,
    Span,
    Speaker,
    StoredClaim,
    StoredRelation,
    TextToJudge,
)
from tracker.settings import Settings
from tracker.store import Store

Run = Callable[..., Result]
Hold = Callable[[], AbstractContextManager[None]]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Runs `tracker` in an empty folder: ``run("claims", "--limit", "1")``."""
    monkeypatch.chdir(tmp_path)

    def invoke(*arguments: str, stdin: bytes | None = None) -> Result:
        return CliRunner().invoke(app, list(arguments), input=stdin, prog_name="tracker", catch_exceptions=False)

    return invoke


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """``tracker.db`` in the folder of `run`, with the sample article and a short one."""
    path = tmp_path / "tracker.db"
    with Store.open(path, create=True) as store:
        store.add_article(EXTRACTION)
        store.add_article(Extraction(Article("b2", TEXT, date="2023-01-01"), ATTRIBUTIONS[:1], "sample@1"))
    return path


@pytest.fixture
def scored_database(tmp_path: Path) -> Path:
    """``tracker.db`` in the folder of `run`, with the sample article scored."""
    path = tmp_path / "tracker.db"
    with Store.open(path, create=True) as store:
        store.add_article(replace(EXTRACTION, attributions=SCORED_ATTRIBUTIONS))
    return path


def _told(claim: StoredClaim, number: int) -> Extraction:
    """The article of a claim of `pair_samples`, with that claim."""
    head = claim.article
    article = Article(head.ref, pair_samples.TEXTS[number], head.title, head.outlet, head.date)
    told = claim.speaker
    who = None if told is None else Speaker(told.name, told.kind, told.role, told.affiliation, (told.name,))
    heard = Attribution((), (), (claim.span,), claim.kind, 0.9, who, (Claim(claim.span, claim.text),), claim.distance)
    return Extraction(article, (heard,), "sample@1")


@pytest.fixture
def disputes(tmp_path: Path) -> Path:
    """``tracker.db`` in the folder of `run`, with four articles: a dispute about boats, told again by a reprint; and
    what a speaker says against herself. None is decided on."""
    path = tmp_path / "tracker.db"
    with Store.open(path, create=True) as store:
        told = (pair_samples.ALL_FOUR, pair_samples.NO_BOAT, pair_samples.REPRINT, pair_samples.MAY)
        for number, claim in enumerate(told, start=1):
            store.add_article(_told(claim, number))
        store.tie_reprint(3, 1, 0.8, {3: 1})
        store.add_relations(3, pair_samples.MODEL, [_found(1, 2, pair_samples.BOATS), _found(3, 2, pair_samples.BOATS)])
        store.add_relations(4, pair_samples.MODEL, [_found(1, 4, pair_samples.HERSELF)])
        store.add_relations(2, pair_samples.MODEL, [_found(3, 4, replace(pair_samples.UPDATE, score=0.4))])
    return path


def _found(a: int, b: int, sample: StoredRelation) -> FoundRelation:
    verdict = PairVerdict(sample.relation, sample.score, sample.reason, sample.clash, sample.model)
    return FoundRelation(a, b, verdict)


def _find(article: Article) -> Extraction:
    found: tuple[Attribution, ...] = ATTRIBUTIONS if article.text == TEXT else (_first_word(article.text),)
    if article.text.startswith("Not safe"):
        found = tuple(replace(heard, claims=_denials(heard)) for heard in ATTRIBUTIONS)
    return Extraction(article, found, "sample@1")


def _denials(heard: Attribution) -> tuple[Claim, ...]:
    return tuple(replace(claim, span=Span(0, 8), text=f"Not so: {claim.text}") for claim in heard.claims)


def _first_word(text: str) -> Attribution:
    end = len(text.split()[0])
    return Attribution((), (), (Span(0, end),), "indirect", 0.5)


def extract_inputs(
    inputs: Sequence[str],
    *,
    settings: Settings,
    input_format: InputFormat = "auto",
    reading: Reading | None = None,
    stdin: BinaryIO | None = None,
    course: Course | None = None,
) -> Iterator[Extraction | InputError]:
    """As `tracker.pipeline.extract_inputs`; an article ``Ctrl-C`` interrupts, ``bug`` is one."""
    assert settings == Settings.load(
        db=settings.db,
        certainty_model=settings.certainty_model,
        nli_model=settings.nli_model,
        contradictions=settings.contradictions,
        offline=settings.offline,
    )
    for item in read_articles(inputs, input_format=input_format, reading=reading, stdin=stdin, course=course):
        if isinstance(item, Article) and item.text.startswith("Ctrl-C"):
            raise KeyboardInterrupt
        if isinstance(item, Article) and item.text.startswith("bug"):
            raise ZeroDivisionError
        yield item if isinstance(item, InputError) else _find(item)


def add_inputs(
    inputs: Sequence[str],
    store: Store,
    *,
    settings: Settings,
    input_format: InputFormat = "auto",
    reading: Reading | None = None,
    stdin: BinaryIO | None = None,
    hold: Hold = nullcontext,
    course: Course | None = None,
    run: int | None = None,
    fail_fast: bool = False,  # noqa: ARG001
) -> Iterator[AddResult | InputError]:
    """As `tracker.adding.add_inputs`; ``Not so: X`` contradicts X."""
    reading = replace(reading or Reading(), feeds=store)
    for item in extract_inputs(
        inputs, settings=settings, input_format=input_format, reading=reading, stdin=stdin, course=course
    ):
        with hold():
            if isinstance(item, InputError):
                if run is not None:
                    store.note_skipped(run, SkippedInput(item.where or "", f"{item.what}; {item.todo}"))
                yield item
                continue
            result = store.add_article(item)
            found = _contradictions(store, result.article_id) if settings.contradictions and result.added else []
            model = settings.nli_model or "sample"
            stored = store.add_relations(result.article_id, f"{model}@1", found)
            yield replace(result, contradictions=tuple(stored))


def _contradictions(store: Store, article: int) -> list[FoundRelation]:
    """The sixth is none but an update."""
    claims = store.claims()
    pairs = [(a, b) for a in claims for b in claims if b.article.id == article and b.text == f"Not so: {a.text}"]
    clash = Clash((), (Span(0, 6),))
    return [
        FoundRelation(a.id, b.id, PairVerdict("supersedes" if nth == 5 else "contradiction", 0.9, "negation", clash))
        for nth, (a, b) in enumerate(pairs)
    ]


def compare_texts(
    pairs: Iterable[PairToCompare],
    *,
    settings: Settings,
    together: int = 64,  # noqa: ARG001
) -> Iterator[Comparison]:
    """As `tracker.pipeline.compare_texts`; a claim with *no* contradicts one without. ``Ctrl-C`` interrupts."""
    model = f"{settings.nli_model or 'sample'}@1"
    for item in pairs:
        if item.a.text == "Ctrl-C":
            raise KeyboardInterrupt
        at = item.b.text.find("No")
        verdict = PairVerdict("unrelated", 0.01234567, model=model)
        if at >= 0:
            clash = Clash((), (Span(at, at + 2),))
            verdict = PairVerdict("contradiction", 0.9, "negation", clash, model)
            if item.a.speaker and item.a.speaker == item.b.speaker and item.a.date != item.b.date:
                verdict = replace(verdict, relation="supersedes")
        yield Comparison(item.id, verdict)


def judge_texts(
    texts: Iterable[TextToJudge],
    *,
    settings: Settings,
    together: int = 64,  # noqa: ARG001
) -> Iterator[Judgement]:
    """As `tracker.pipeline.judge_texts`; every sentence is certain, but for what may be. ``Ctrl-C`` interrupts."""
    model = f"{settings.certainty_model or 'sample'}@1"
    for item in texts:
        if item.text == "Ctrl-C":
            raise KeyboardInterrupt
        at = item.text.find("may")
        probabilities, evidence = (0.9, 0.1, 0.0, 0.0), ()
        certainty = Certainty("certain", 0.97, "positive", 3.0, model, probabilities, evidence)
        if at >= 0:
            probabilities = (0.0, 0.12345, 0.87655, 0.0)
            certainty = Certainty("possible", 0.5, "positive", 1.2, model, probabilities, (Span(at, at + 3),))
        yield Judgement(item.id, certainty, "distancing" if item.cue == "claimed" else None)


def changes() -> list[ScoreChange]:
    """A change of level, the same again, a change of polarity alone, a first score."""
    may, same, denied, new = CERTAINTIES[1], CERTAINTIES[2], CERTAINTIES[5], CERTAINTIES[0]
    later = "sample@2"
    return [
        ScoreChange(2, "The bridge will stay open.", "Ada Osei", may, replace(CERTAINTIES[3], model=later)),
        ScoreChange(3, "Nobody had asked for it.", "Ada Osei", same, replace(same, score=0.9, model=later)),
        ScoreChange(6, "The ferry was late.", None, denied, replace(denied, polarity="negative", model=later)),
        ScoreChange(7, "The deck needs work.", "Engineers", None, replace(new, model=later)),
    ]


def rescore(
    store: Store,
    *,
    settings: Settings,
    hold: Hold = nullcontext,  # noqa: ARG001
) -> Iterator[ScoreChange]:
    """As `tracker.pipeline.rescore`; the model ``same`` has scored everything, ``stop`` is interrupted."""
    assert store.article("1").head.id == 1
    for nth, change in enumerate(changes() if settings.certainty_model != "same" else []):
        if nth == 2 and settings.certainty_model == "stop":
            raise KeyboardInterrupt
        yield change


@pytest.fixture
def plain_pipeline(monkeypatch: pytest.MonkeyPatch) -> None:
    """Puts the functions above in the place of `tracker.pipeline` for the commands that use it."""
    stand_in = ModuleType("tracker.pipeline")
    vars(stand_in).update(
        extract_inputs=extract_inputs,
        add_inputs=add_inputs,
        judge_texts=judge_texts,
        compare_texts=compare_texts,
        rescore=rescore,
        evaluate=evaluate,
    )
    monkeypatch.setitem(sys.modules, "tracker.pipeline", stand_in)
    monkeypatch.setitem(sys.modules, "tracker.adding", stand_in)
    for name in ("tracker.cli.certainty", "tracker.cli.compare", "tracker.cli.extraction", "tracker.cli.inputs"):
        monkeypatch.setitem(sys.modules, name, stand_in)  # notes what was there, to be put back
        del sys.modules[name]
        importlib.import_module(name)


@pytest.fixture
def bridge(tmp_path: Path) -> str:
    """An article in a file, as the current folder has it."""
    (tmp_path / "bridge.txt").write_text(TEXT, encoding="utf-8")
    return "bridge.txt"


@pytest.fixture
def keyboards() -> Iterator[list[Keyboard]]:
    """Those of the test; none stays behind."""
    opened: list[Keyboard] = []
    yield opened
    for keyboard in opened:
        if keyboard.process.poll() is None:
            keyboard.process.send_signal(signal.SIGKILL)
            keyboard.process.wait()
