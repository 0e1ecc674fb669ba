"""How sure the machine says it is: the signs, the weights, the manifest."""

from __future__ import annotations

import json
import math
import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.models.sample import TINY
from tracker.attribution.confidence import SIGNS, Calibration, Signs, as_manifest, find_signs, read_calibration
from tracker.attribution.encoding import INPUT_VERSION
from tracker.attribution.finder import find_signed, open_tagger
from tracker.attribution.linker import Link, TaggedSpan
from tracker.errors import ModelError
from tracker.models import find_bundle, read_bundle
from tracker.records import Span
from tracker.segment import segment

TEXT = '"It is quite safe," she said.'
CONTENT = (TaggedSpan("content", Span(0, 19), 0.8),)
LINK = Link((TaggedSpan("source", Span(20, 23), 0.5),), (TaggedSpan("cue", Span(24, 28), 0.2),), CONTENT)
WEIGHTS = dict.fromkeys(SIGNS, 0.0) | {"intercept": 0.0}


def signs(link: Link) -> dict[str, float]:
    found = find_signs(link, [part.span for part in link.content], "direct", TEXT)
    return dict(zip(SIGNS, found.values, strict=True))


def test_the_signs_of_an_attribution() -> None:
    assert signs(LINK) == pytest.approx(
        {
            "content": math.log(4),
            "cue": -math.log(4),
            "source": 0.0,
            "no_cue": 0.0,
            "no_source": 0.0,
            "length": math.log(4),
            "quoted": 1.0,
            "speech": 1.0,
        }
    )
    alone = signs(Link((), (), CONTENT))
    assert (alone["no_cue"], alone["no_source"], alone["cue"], alone["speech"]) == (1.0, 1.0, 0.0, 0.0)


def test_the_mean_is_of_cue_and_contents() -> None:
    found = find_signs(LINK, [Span(0, 19)], "direct", TEXT)
    assert found.mean == pytest.approx(math.sqrt(0.8 * 0.2))


@given(st.lists(st.floats(-50, 50), min_size=len(SIGNS), max_size=len(SIGNS)), st.floats(-1e6, 1e6))
def test_a_confidence_is_a_probability(values: list[float], intercept: float) -> None:
    weighed = Calibration((1e3,) * len(SIGNS), intercept).confidence(Signs(tuple(values), 0.5))
    assert 0 <= weighed <= 1


@given(st.floats(0, 1), st.floats(0, 1))
def test_a_surer_tagger_is_not_believed_less(a: float, b: float) -> None:
    bundle = read_bundle(find_bundle("attribution-en"), task="attribution", input_version=INPUT_VERSION)
    shipped = read_calibration(bundle)
    assert shipped is not None
    links = [Link((), (), (TaggedSpan("content", Span(0, 19), probability),)) for probability in sorted((a, b))]
    said = [shipped.confidence(find_signs(link, [Span(0, 19)], "direct", TEXT)) for link in links]
    assert said[0] <= said[1]


# ---------------------------------------------------------------- in the manifest


def bundle_with(tmp_path: Path, weights: Any) -> Path:  # noqa: ANN401 (JSON)
    folder = tmp_path / "bundle"
    shutil.copytree(TINY, folder)
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    manifest["decoder"]["confidence"] = weights
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    return folder


def test_without_weights_it_is_the_mean() -> None:
    assert read_calibration(read_bundle(TINY, task="attribution", input_version=INPUT_VERSION)) is None
    (found,) = find_signed([(TEXT * 20, segment(TEXT * 20))], open_tagger(TINY))
    assert found
    assert all(x.attribution.confidence == round(x.signs.mean, 4) for x in found)


def test_weights_are_read_and_used(tmp_path: Path) -> None:
    folder = bundle_with(tmp_path, WEIGHTS | {"intercept": math.log(3)})
    (found,) = find_signed([(TEXT * 20, segment(TEXT * 20))], open_tagger(folder))
    assert {x.attribution.confidence for x in found} == {0.75}


def test_what_is_written_is_read(tmp_path: Path) -> None:
    calibration = Calibration(tuple(number / 8 for number in range(len(SIGNS))), -1.5)
    folder = bundle_with(tmp_path, as_manifest(calibration))
    assert read_calibration(read_bundle(folder, task="attribution", input_version=INPUT_VERSION)) == calibration


@pytest.mark.parametrize(
    "weights",
    [
        5,
        [],
        {},
        {"intercept": 1.0},
        WEIGHTS | {"more": 1.0},
        WEIGHTS | {"cue": "1"},
        WEIGHTS | {"cue": True},
        WEIGHTS | {"cue": None},
        WEIGHTS | {"cue": float("nan")},
    ],
)
def test_weights_that_are_none(tmp_path: Path, weights: Any) -> None:  # noqa: ANN401 (JSON)
    with pytest.raises(ModelError, match=r"decoder\.confidence of its manifest is no number for each of content, cue"):
        open_tagger(bundle_with(tmp_path, weights))
