"""What people marked, as a label for each token: what the tagger learns from."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from tracker.attribution.encoding import ROLES, Ints, Stream
from tracker.measures import Roles
from tracker.records import Span


def gold_labels(stream: Stream, attributions: Iterable[Roles], unknown: Iterable[Span], *, ignored: int) -> Ints:
    """The number (in `LABELS`) of each token's label; `ignored` within `unknown` spans and of paragraph separators.

    Where attributions overlap, the later one wins.
    """
    labels = np.zeros(len(stream.ids), dtype=np.int64)
    for span in unknown:
        labels[(stream.starts < span.end) & (stream.ends > span.start)] = ignored
    for attribution in attributions:
        for number, role in enumerate(ROLES):
            for span in getattr(attribution, role):
                inside = np.flatnonzero((stream.starts < span.end) & (stream.ends > span.start))
                if len(inside):
                    labels[inside] = 2 + 2 * number
                    labels[inside[0]] = 1 + 2 * number
    labels[stream.starts == stream.ends] = ignored
    return labels


def legal(labels: Ints) -> Ints:
    """The labels, an I that stands behind neither its B nor itself turned into its B.

    So it is where an attribution lies within another's content: what goes on behind it begins anew, as no path of the
    decoder can do otherwise. Unknown labels (below 0) may have been anything.

    >>> legal(np.array([5, 6, 1, 6, 6, -100, 6])).tolist()
    [5, 6, 1, 5, 6, -100, 6]
    """
    inside = (labels > 0) & (labels % 2 == 0)
    before = np.append(0, labels[:-1])
    broken = inside & (before >= 0) & (before != labels) & (before != labels - 1)
    return np.where(broken, labels - 1, labels)
