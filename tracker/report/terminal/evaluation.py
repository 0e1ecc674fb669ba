"""What an evaluation came to, as tables."""

from __future__ import annotations

from collections.abc import Iterator

from tracker.measures import ALL, Evaluation, Figure, f1_of
from tracker.report.terminal.cells import BOLD, DIM, Paint

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
