"""What an evaluation came to, as JSON, and each mistake as a line to read."""

from __future__ import annotations

from typing import Any

from tracker.measures import ROLES, Evaluation, Mistake, Roles
from tracker.records import Attribution, Span
from tracker.report.exports.records import attribution_spans

_AROUND = 160  # characters of context on either side of what is told
_LONGEST = 1_500  # and of a context as a whole


def evaluation_dict(evaluation: Evaluation) -> dict[str, Any]:
    """``{"model", "articles", "gold", "predicted", "figures": [{"group", "measure", "precision", …}]}``."""
    return {
        "model": evaluation.model,
        "articles": evaluation.articles,
        "gold": evaluation.gold,
        "predicted": evaluation.predicted,
        "figures": [
            {
                "group": figure.group,
                "measure": figure.measure,
                "precision": figure.precision,
                "recall": figure.recall,
                "f1": figure.f1,
                "predicted": figure.predicted,
                "gold": figure.gold,
            }
            for figure in evaluation.figures
        ],
    }


def mistake_dict(mistake: Mistake) -> dict[str, Any]:
    """One line of ``--errors``: what was wrong, both sides in words and in spans, and the text around."""
    text = mistake.article.text
    predicted = None if mistake.predicted is None else _side(mistake.predicted, text)
    if predicted is not None and mistake.predicted is not None:
        predicted["confidence"] = round(mistake.predicted.confidence, 4)
    return {
        "id": mistake.article.ref,
        "error": mistake.kind,
        "roles": list(mistake.roles),
        "relaxed": mistake.relaxed,
        "gold": None if mistake.gold is None else _side(mistake.gold, text),
        "predicted": predicted,
        "context": _context(mistake, text),
    }


def _side(one: Roles | Attribution, text: str) -> dict[str, Any]:
    """The words of each role, its pieces parted by dots, and where they stand."""
    words: dict[str, Any] = {role: " … ".join(span.of(text) for span in getattr(one, role)) for role in ROLES}
    words["spans"] = attribution_spans(one.source, one.cue, one.content)
    return words


def _context(mistake: Mistake, text: str) -> str:
    spans = [span for one in (mistake.gold, mistake.predicted) if one for role in ROLES for span in getattr(one, role)]
    start = max(min(span.start for span in spans) - _AROUND, 0)
    end = min(max(span.end for span in spans) + _AROUND, len(text))
    return Span(start, min(end, start + _LONGEST)).of(text)
