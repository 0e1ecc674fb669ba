"""The database: `Store` opens it, `ClaimQuery` and `RelationQuery` ask it. The only place with SQL."""

from tracker.store.database import Store
from tracker.store.queries import ClaimQuery, RelationQuery

__all__ = ["ClaimQuery", "RelationQuery", "Store"]
