"""What the manifest of each shipped bundle says, but for its figures and checksums. The card made from it is
`tracker.models.card`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tracker.attribution import encoding as attribution
from tracker.certainty import encoding as certainty
from tracker.certainty.levels import LABELS
from tracker.contradiction import encoding as contradiction
from tracker.contradiction import labels as contradiction_labels

_BASE = {
    "base_model": "all-MiniLM-L6-v2 (6 layers, 384 wide, 22 million parameters)",
    "base_licence": "Apache-2.0",
    "licence": "Apache-2.0 (weights); the training corpora are not part of them",
}


def attribution_manifest(trained: Path) -> dict[str, Any]:
    """Of the attribution model; the decoder's numbers are those that training left in `crf.json`."""
    crf = json.loads((trained / "crf.json").read_text())
    return {
        "task": "attribution",
        "summary": "Marks sources, cues and contents in English news text: who said what, and by which words.",
        "labels": crf["labels"],
        "input_version": attribution.INPUT_VERSION,
        "max_length": 384,
        "decoder": {"transitions": [[round(x, 4) for x in row] for row in crf["transitions"]]},
        **_BASE,
        "training_data": "PolNeAR v1.0.0, train split (Newell, Margolin, Ruths, LREC 2018): 840 articles of seven US "
        "publishers on the 2016 campaign; and 154 articles of many kinds written for this project by a language model, "
        "every attribution marked (`training/data/articles`)",
        "metrics": {},
        "limits": "Mostly US political news of 2015-16; it marks outermost attributions only; English.",
    }


def certainty_manifest(_: Path) -> dict[str, Any]:
    """Of the certainty model; its calibration is fitted afterwards, by `training.calibrate`."""
    return {
        "task": "certainty",
        "summary": "Says how sure a speaker presents a claim: level, polarity, factuality, and the words behind it.",
        "labels": list(LABELS),
        "input_version": certainty.INPUT_VERSION,
        "max_length": certainty.MAX_TOKENS,
        "decoder": {"level_temperature": 1.0, "polarity_temperature": 1.0, "evidence_threshold": 0.0},
        **_BASE,
        "base_model": "all-MiniLM-L6-v2, its lowest 4 of 6 layers (384 wide, 19 million parameters)",
        "training_data": "sentences written for this project (1,168 by two writers; 2,840 by a language model, "
        "checked by rule: `training/data/certainty`), and factuality corpora: UW (Lee et al. 2015), UDS-IH2 (Rudinger "
        "et al. 2018), MEANTIME (Minard et al. 2016), MegaVeridicality 2, Ross & Pavlick 2019, CommitmentBank, and "
        "the science certainty ratings of Pei & Jurgens 2021; claims of PolNeAR train, unlabelled; taught by two "
        "larger models trained on the same (Hinton et al. 2015)",
        "metrics": {},
        "limits": "English; one sentence and its cue are read, not the article; irony is mostly missed; labels are "
        "those of single writers; factuality is fitted to newswire events (UW) first.",
    }


def contradiction_manifest(_: Path) -> dict[str, Any]:
    """Of the contradiction model; the judge's weights are fitted afterwards, by `training.weigh`."""
    return {
        "task": "contradiction",
        "summary": "Says what two claims are to each other, and what it is that clashes.",
        "labels": list(contradiction_labels.LABELS),
        "input_version": contradiction.INPUT_VERSION,
        "max_length": contradiction.MAX_TOKENS,
        "decoder": {},
        **_BASE,
        "training_data": CONTRADICTION_DATA,
        "metrics": {},
        "limits": "English; two claims, their speakers and dates are read, not the articles; labels of the event cards "
        "are those of single writers; what a sentence implies is found less often than what it says.",
    }


CONTRADICTION_DATA = (
    "scenes, event cards and stories written for this project (some cards by hand, the rest by a language model: "
    "`training/data`); pairs that the tool proposes of PolNeAR train, taken as compatible; and public corpora of "
    "inference: parts of MultiNLI and SNLI, counterfactual SNLI (Kaushik et al. 2020), negated NLI (Hossain et al. "
    "2020), Breaking NLI (Glockner et al. 2018), FEVER (Thorne et al. 2018), HealthVer, COVID-Fact, SICK, "
    "Climate-FEVER, ConjNLI; taught by three models of its size trained on the same (Hinton et al. 2015)"
)
MANIFESTS = {
    "attribution": attribution_manifest,
    "certainty": certainty_manifest,
    "contradiction": contradiction_manifest,
}
