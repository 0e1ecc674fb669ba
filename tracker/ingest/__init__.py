"""Reading what people have (text files, folders, JSON lines, standard input) as `Article` records.

`read_articles` is the only door. It streams, and hands back what it could not read as values, so that a batch goes on.
"""

from __future__ import annotations

from tracker.ingest.inputs import InputFormat, read_articles

__all__ = ["InputFormat", "read_articles"]
