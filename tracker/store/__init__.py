"""The database: `Store` opens it, `ClaimQuery` asks it. The only place with SQL."""

from tracker.store.database import Store
from tracker.store.queries import ClaimQuery

__all__ = ["ClaimQuery", "Store"]
