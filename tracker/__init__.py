"""Who said what, how sure were they, and who says otherwise.

>>> from tracker import extract
>>> found = extract('"It is safe," said the mayor, Ann Lee.')
>>> [(a.speaker.name, a.claims[0].text) for a in found.attributions]
[('Ann Lee', 'It is safe.')]

Names are imported when first used, so that `import tracker` costs nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tracker.errors import InputError, ModelError, StoreError, TrackerError
    from tracker.ingest import read_articles
    from tracker.pipeline import Extractor, extract
    from tracker.records import Article, Attribution, Claim, Extraction, Span, Speaker
    from tracker.store import Store

__version__ = "0.1.0"

_HOME = {
    "Article": "tracker.records",
    "Attribution": "tracker.records",
    "Claim": "tracker.records",
    "Extraction": "tracker.records",
    "Extractor": "tracker.pipeline",
    "InputError": "tracker.errors",
    "ModelError": "tracker.errors",
    "Span": "tracker.records",
    "Speaker": "tracker.records",
    "Store": "tracker.store",
    "StoreError": "tracker.errors",
    "TrackerError": "tracker.errors",
    "extract": "tracker.pipeline",
    "read_articles": "tracker.ingest",
}

__all__ = [
    "Article",
    "Attribution",
    "Claim",
    "Extraction",
    "Extractor",
    "InputError",
    "ModelError",
    "Span",
    "Speaker",
    "Store",
    "StoreError",
    "TrackerError",
    "extract",
    "read_articles",
]


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module 'tracker' has no attribute {name!r}")
    from importlib import import_module

    value: object = getattr(import_module(_HOME[name]), name)
    return value


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
