"""What a text lets slip of somebody's gender: *Ann Lee, who lost her keys*; *Lee has sold her house*; *Lee said she was
late*.

The first tells it, whatever the given name; the others are hints, as *her* may be another's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from tracker.attribution.cast import Cast
from tracker.attribution.entities import Entity, gender_of
from tracker.attribution.names import Name
from tracker.records import Attribution

_REACH = 90  # characters behind a name
_CALL = 40  # characters before a name, or right behind it
_SUBJECT = 30  # characters of a sentence before its subject
_WHO = re.compile(
    r",?\s+(?:\d{1,3},\s+)?who\s(?:[^,.;:“”\"()]{0,50}?\b(his|her|himself|herself)\s+(?=[a-z])|"
    r"(?:said|says|thinks|thought|believes|believed|hopes|claims|claimed)\s+(?:that\s+)?(he|she)\b)"
)
_AND_OWN = re.compile(r"(?:,\s+(?:with|in|on|from|holding|carrying|wearing)|\s+and)\s+(his|her)\s+(?=[a-z])")
_CALLED = re.compile(r"\b(man|woman|boy|girl|father|mother|son|daughter)\s+(?:called|named|known\s+as)\s+$")
_OWN = re.compile(r"\s+(?!said|says|told)[a-z][^,.;:“”\"()A-Z]{0,60}?\b(his|her)\s+(?:own\s+)?(?=[a-z])")
_SELF = re.compile(r"(?:that\s+)?(he|she)\b", re.I)
_GENDERS = {"he": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "herself": "f"}


def learn_genders(cast: Cast, attributions: Sequence[Attribution]) -> None:
    """Give the people of a cast the gender that a clause about them tells, and note the hints for the others."""
    titled: set[Entity] = set()
    told: dict[Entity, set[str]] = {}
    for name in cast.names:
        entity = cast.entity_of(name)
        if entity.kind != "person":
            continue
        if gender_of(name.titles):
            titled.add(entity)
        clause = _WHO.match(cast.text, name.span.end, name.span.end + _REACH)
        called = _CALLED.search(cast.text, max(name.whole.start - _CALL, 0), name.whole.start)
        if called is not None:
            told.setdefault(entity, set()).update(filter(None, [gender_of([called.group(1)])]))
        elif clause is not None:
            told.setdefault(entity, set()).add(_GENDERS[clause.group(1) or clause.group(2)])
        elif (hint := _owned(cast, name)) is not None:
            cast.mentions.hint(entity, hint)
    for entity, genders in told.items():
        if len(genders) == 1 and entity not in titled:
            entity.gender = genders.pop()
    for attribution in attributions:
        if attribution.kind != "indirect" or not attribution.source:
            continue
        source, content = attribution.source[0], attribution.content[0]
        said = _SELF.match(cast.text, content.start, content.start + 12)
        named = cast.names_in(source.start, source.end)
        if said is not None and named and source.end <= content.start:
            cast.mentions.hint(cast.entity_of(named[0]), _GENDERS[said.group(1).lower()])


def _owned(cast: Cast, name: Name) -> str | None:
    """*Lee has sold her house*, of the subject of a sentence; *Lee and her sister*, anywhere."""
    beside = _AND_OWN.match(cast.text, name.span.end, name.span.end + _CALL)
    if beside is not None:
        return _GENDERS[beside.group(1)]
    start = cast.layout.sentence_start(name.span.start)
    if name.whole.start - start > _SUBJECT or cast.layout.quoted(name.span.start):
        return None
    own = _OWN.match(cast.text, name.span.end, name.span.end + _REACH)
    return _GENDERS[own.group(1)] if own is not None else None
