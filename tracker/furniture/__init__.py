"""What stands around a story and is none of it: headline, dateline, credits, invitations, links, notices.

Pure functions on text, by patterns of the genre. Precision comes first, for a line called furniture is never a claim:
of PolNeAR's gold attributions (train and dev, 22,056) 11 have content in such a line, all in editor's notes and
clarifications, which speak of the article; of GUM's 367, two, in captions of pictures.
"""

from __future__ import annotations

from tracker.furniture.boilerplate import caption_labels, furniture_spans, is_furniture
from tracker.furniture.bylines import Byline, find_byline
from tracker.furniture.datelines import Dateline, dateline_at, find_dateline
from tracker.furniture.dates import parse_date
from tracker.furniture.headlines import find_title

__all__ = [
    "Byline",
    "Dateline",
    "caption_labels",
    "dateline_at",
    "find_byline",
    "find_dateline",
    "find_title",
    "furniture_spans",
    "is_furniture",
    "parse_date",
]
