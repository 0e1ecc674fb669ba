"""What the articles of a period said in an older text and no longer say."""

from __future__ import annotations

import json

from tracker.period import Bounded, Withdrawn
from tracker.store.history import read_history
from tracker.store.scope import Scope

_GONE = (
    "SELECT p.value, c.id FROM json_each(?) p CROSS JOIN articles o ON o.superseded_by = p.value"
    " CROSS JOIN attributions t ON t.article_id = o.id CROSS JOIN claims c ON c.attribution_id = t.id"
    " ORDER BY (SELECT max(id) FROM versions WHERE article_id = p.value) DESC, p.value DESC"
)


def select_withdrawn(scope: Scope) -> Bounded[Withdrawn]:
    """The articles that no longer say something that is asked for, what changed last first."""
    rows = scope.conn.execute(_GONE, (json.dumps(scope.changed),)).fetchall()
    wanted = scope.of_these({claim for _, claim in rows}) if rows else set()
    articles = list(dict.fromkeys(article for article, claim in rows if claim in wanted))
    first = articles[: scope.query.limit]
    found = []
    for number in first:
        history = read_history(scope.conn, number)
        claims = tuple(gone for gone in history.gone if gone.claim.id in wanted)
        if claims:  # in what an early version of tracker stored, the same words are a claim of each text
            found.append(Withdrawn(history.article, claims))
    return Bounded(tuple(found), len(articles) - len(first) + len(found))
