"""What an evaluation came to: as a table, as JSON, and each mistake as a line to read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tracker.measures import ALL, ROLES, Evaluation, Figure, Mistake, Roles, f1_of
from tracker.records import Attribution, Span
from tracker.report.exports.records import attribution_spans
from tracker.report.terminal.cells import BOLD, DIM, Paint

_AROUND = 160  # characters of context on either side of what is told
_LONGEST = 1_500  # and of a context as a whole
_NAMES = {"all": "", "other": "not speech"}  # of groups, where they are not told by their own


def evaluation_table(evaluation: Evaluation, *, colour: bool = False) -> Iterator[str]:
    """Precision, recall and F1 of every measure, a block for each group."""
    paint = Paint(colour)
    heading = f"{'':22}{'P':>6}{'R':>7}{'F1':>7}{'predicted':>11}{'gold':>8}"
    group = None
    for figure in evaluation.figures:
        if figure.group != group:
            if group is not None:
                yield ""
            group = figure.group
            yield paint(f"{_NAMES.get(group, group):22}", BOLD) + paint(heading[22:], DIM)
        yield _figure_line(figure)


def _figure_line(figure: Figure) -> str:
    precision, recall = _share(figure.precision, figure.predicted), _share(figure.recall, figure.gold)
    f1 = _share(figure.f1, figure.predicted and figure.gold)
    return f"{figure.measure:22}{precision:>6}{recall:>7}{f1:>7}{figure.predicted:11,}{figure.gold:8,}"


def _share(percent: float, of: int) -> str:
    return f"{percent:.1f}" if of else "–"


def comparison_table(before: Evaluation, after: Evaluation, *, colour: bool = False) -> Iterator[str]:
    """F1 of every measure, of all attributions, of one model and of another on the same articles."""
    paint = Paint(colour)
    yield " " * 22 + paint(f"{'F1 before':>11}{'after':>8}{'change':>9}", DIM)
    for old in before.figures:
        if old.group != ALL:
            continue
        new = f1_of(after, old.measure)
        yield f"{old.measure:22}{old.f1:11.1f}{new:8.1f}{new - old.f1:+9.1f}"


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
