from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer

from tracker.certainty import find_passage, open_scorer
from tracker.certainty.encoding import INPUT_VERSION, Passage, encode
from tracker.certainty.levels import CENTRES, LABELS, LEVELS
from tracker.certainty.scorer import Calibration, Verdict, read_verdict
from tracker.errors import ModelError
from tracker.models import find_bundle, read_bundle
from tracker.models.bundle import write_bundle
from tracker.records import POLARITIES, Span

SHIPPED = open_scorer(threads=2)


def judge(text: str, target: str | None = None, cue: str | None = None) -> Verdict:
    (verdict,) = SHIPPED.begin([find_passage(text, target, cue)]).result()
    return verdict


@pytest.mark.parametrize(
    ("text", "target", "cue", "level", "polarity"),
    [
        ("The brigade has left, he said.", "The brigade has left", "said", "certain", "positive"),
        ("He denied that the brigade had left.", "the brigade had left", "denied", "certain", "negative"),
        ("The deal would probably be approved, she said.", "The deal would probably be approved", "said",
         "probable", "positive"),
        ("The ministry expects prices to fall.", "prices to fall", "expects", "probable", "positive"),
        ("The talks may resume next week.", None, None, "possible", "positive"),
        ("The minister may have known, it said.", "The minister may have known", "said", "possible", "positive"),
        ("It is too soon to say whether the dam will hold.", "the dam will hold", None, "doubtful", "unknown"),
        ("Analysts doubt that the talks will resume.", "the talks will resume", "doubt", "doubtful", "negative"),
        ("The vote was held on 3 May, she said.", "The vote was held on 3 May", "said", "certain", "positive"),
    ],
)  # fmt: skip
def test_what_anyone_would_say(text: str, target: str | None, cue: str | None, level: str, polarity: str) -> None:
    verdict = judge(text, target, cue)
    assert (verdict.level, verdict.polarity) == (level, polarity)


def test_the_cue_counts_where_it_stands_elsewhere() -> None:
    said = judge("“The brigade has left the town.”", "The brigade has left the town", "said")
    doubted = judge("“The brigade has left the town.”", "The brigade has left the town", "doubted")
    assert said.score > doubted.score + 0.3


def test_the_target_counts() -> None:
    text = "The road is closed, and the bridge may collapse, the mayor said."
    assert judge(text, "The road is closed", "said").score > judge(text, "the bridge may collapse", "said").score + 0.2


def test_evidence_is_the_words_that_made_it_so() -> None:
    text = "The talks may resume next week, the envoy said."
    assert [span.of(text) for span in judge(text, "The talks may resume next week", "said").evidence] == ["may"]
    assert judge("The talks resumed, the envoy said.", "The talks resumed", "said").evidence == ()


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.text(max_size=200), st.none() | st.text(max_size=40)), max_size=4))
def test_any_text_gets_a_verdict_on_the_scale(items: list[tuple[str, str | None]]) -> None:
    passages = [find_passage(*item) for item in items]
    for verdict, passage in zip(SHIPPED.begin(passages).result(), passages, strict=True):
        assert verdict.level in LEVELS
        assert verdict.polarity in POLARITIES
        assert min(CENTRES) - 1e-6 <= verdict.score <= max(CENTRES) + 1e-6
        assert -3 <= verdict.factuality <= 3
        assert sum(verdict.probabilities) == pytest.approx(1)
        assert all(span.of(passage.text).strip() for span in verdict.evidence)


def test_a_verdict_does_not_depend_on_what_is_judged_beside_it() -> None:
    passages = [find_passage(f"The talks {word} resume, the envoy said.") for word in ("may", "will", "might", "did")]
    together = SHIPPED.begin(passages).result()
    assert together == [SHIPPED.begin([passage]).result()[0] for passage in passages]
    assert together == SHIPPED.begin(passages[::-1]).result()[::-1]


def test_nothing_to_judge() -> None:
    assert SHIPPED.begin([]).result() == []


def test_scores_become_a_verdict() -> None:
    text = "It can't fall."
    (row,) = encode([Passage(text, (Span(0, 14),))], _tokenizer())
    logits = np.zeros((len(row.ids), len(LABELS)), dtype=np.float32)
    logits[0, LABELS.index("possible")] = 9
    logits[1:, LABELS.index("negative")] = 9
    logits[0, LABELS.index("factuality")] = -9
    inside = [i for i, (a, b) in enumerate(zip(row.starts, row.ends, strict=True)) if text[a:b].startswith("c")]
    logits[inside[0], LABELS.index("evidence")] = 1
    verdict = read_verdict(logits, row, text, Calibration(1.0, 1.0, 0.5))
    assert (verdict.level, verdict.polarity, verdict.factuality) == ("possible", "negative", -3)
    assert [span.of(text) for span in verdict.evidence] == ["can't"]  # the whole word of the token
    cooler = read_verdict(logits, row, text, Calibration(9.0, 1.0, 2.0))
    assert max(cooler.probabilities) < max(verdict.probabilities)
    assert cooler.evidence == ()


def _tokenizer() -> Tokenizer:
    return read_bundle(find_bundle("certainty-en"), task="certainty", input_version=INPUT_VERSION).tokenizer()


def changed(folder: Path, **change: object) -> Path:
    """A copy of the shipped bundle, its manifest changed."""
    shutil.copytree(find_bundle("certainty-en"), folder)
    manifest = json.loads((folder / "manifest.json").read_text())
    for key in ("format", "files"):
        del manifest[key]
    write_bundle(folder, {**manifest, **change}, "")
    return folder


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"labels": ["certain"]}, "labels"),
        ({"decoder": {}}, "no calibration"),
        ({"decoder": {"level_temperature": 0, "polarity_temperature": 1, "evidence_threshold": 0}}, "temperatures"),
        ({"decoder": {"level_temperature": "x", "polarity_temperature": 1, "evidence_threshold": 0}}, "no calibration"),
        ({"task": "attribution"}, "a model for attribution"),
        ({"input_version": "certainty-input-0"}, "certainty-input-0"),
    ],
)
def test_a_bundle_that_will_not_do_is_named(tmp_path: Path, change: dict[str, Any], words: str) -> None:
    folder = changed(tmp_path / "other", **change)
    with pytest.raises(ModelError, match=words) as caught:
        open_scorer(folder)
    assert str(folder) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_another_bundle_names_itself(tmp_path: Path) -> None:
    assert open_scorer(changed(tmp_path / "other", version="9.9.9")).model_name == "certainty-en@9.9.9"
