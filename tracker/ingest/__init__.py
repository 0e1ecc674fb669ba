"""Reading what people have (text files, web pages, folders, JSON lines, standard input) as `Article` records.

`read_articles` is the only door. It streams, and hands back what it could not read as values, so that a batch goes on.
"""

from __future__ import annotations

from tracker.ingest.columns import Columns, parse_columns
from tracker.ingest.course import Course, size_of, told
from tracker.ingest.inputs import InputFormat, read_articles
from tracker.ingest.language import not_english
from tracker.ingest.page_quotes import Kept, is_loss
from tracker.ingest.reading import Network, Reading

__all__ = [
    "Columns",
    "Course",
    "InputFormat",
    "Kept",
    "Network",
    "Reading",
    "is_loss",
    "not_english",
    "parse_columns",
    "read_articles",
    "size_of",
    "told",
]
