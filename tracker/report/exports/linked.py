"""Names for things on the web that stay the same: from what a thing is, not from its number in a database.

The same claim in the same article has the same name in every database, today and after adding it anew.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from uuid import UUID, uuid5

from tracker.records import ArticleHead, Level, Polarity, Span
from tracker.report.exports.lines import json_line
from tracker.report.wording.gauge import level_word

# The name space of all of them (RFC 9562, version 5): drawn once, never to change.
_SPACE = UUID("12e5dd77-40b3-49fe-8dfd-de8ffe4c4197")
# An address that may stand in an IRI as it is: no blank, quotation mark, bracket, control or bidi character.
_ADDRESS = re.compile(
    'https?://[^\\s"<>\\\\^`{|}\x00-\x20\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff]+'
)


def name_of(kind: str, *parts: object) -> str:
    """``urn:uuid:…``, the same for the same kind and parts."""
    return uuid5(_SPACE, json.dumps([kind, *parts])).urn


def address(url: str | None) -> str | None:
    """The URL, where it is one of the web and can be written as it is."""
    return url if url and _ADDRESS.fullmatch(url) else None


def article_name(head: ArticleHead) -> str:
    """The article's address; where it has none that can be used, a name made from its ref."""
    return address(head.url) or name_of("article", head.ref)


def claim_name(head: ArticleHead, span: Span, text: str) -> str:
    """The name of a claim: the same words at the same place of the same article."""
    return name_of("claim", head.ref, span.start, span.end, text)


def claim_words(text: str, level: Level | None, polarity: Polarity | None) -> str:
    """The claim as its speaker holds it: ``The email was sent. (denied)``, or just the text where it is held so."""
    return f"{text} ({level_word(level, polarity)})" if level and polarity == "negative" else text


def without_nulls(**fields: Any) -> dict[str, Any]:  # noqa: ANN401 - whatever JSON holds
    """The fields that are not None."""
    return {name: value for name, value in fields.items() if value is not None}


def document_lines(head: Mapping[str, Any], under: str, items: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    r"""The lines of one JSON object: what `head` has, and `under` a list, one item a line, never all of them held.

    A ``<`` is written ``\u003c``, so that no text can end the ``<script>`` of a page that the object is put into.
    """
    line = json_line(head)[:-1] + f", {json.dumps(under)}: ["
    first = True
    for item in items:
        yield line if first else line + ","
        line, first = json_line(item).replace("<", "\\u003c"), False
    if not first:
        yield line
        line = ""
    yield line + "]}"
