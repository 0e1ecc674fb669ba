from __future__ import annotations

import pytest

from tests.marked import read_marked
from tracker.attribution.headings import with_heading_source
from tracker.attribution.linker import Link, TaggedSpan

BODY = "\n\nThe bridge over the river was shut on Monday after a crack was found in one of its piers."


def source_of(title: str) -> str | None:
    read = read_marked(title + BODY)
    (one,) = with_heading_source(
        [Link((), (), tuple(TaggedSpan("content", s, 1.0) for s in read.attributions[0].content))], read.text
    )
    assert [part.span.of(read.text) for part in one.cue] == ([":"] if one.source else [])
    return one.source[0].span.of(read.text) if one.source else None


@pytest.mark.parametrize(
    ("title", "source"),
    [
        ("[K ‘Nobody told us’]: Farmer recalls the night of the flood", "Farmer"),
        ("[K “Nobody told us”]: Ann Lee on the bridge", "Ann Lee"),
        ("[K “Nobody told us”]: mayor", "mayor"),
        ("[K “Nobody told us”]: the residents of Orle speak", "the residents"),
        ("[K “Nobody told us”]: Harbour commissioner recalls night", "Harbour commissioner"),
        ("[K “Nobody told us”]: how the bridge fell", None),
        ("[K “Nobody told us”] - farmer", None),
        ("[K “Nobody told us”]: A Night That Nobody In The Valley Will Forget", None),
    ],
)
def test_who_speaks_in_a_headline(title: str, source: str | None) -> None:
    assert source_of(title) == source


def test_only_the_headline_and_only_without_a_cue() -> None:
    read = read_marked("Bridge shut\n\n[K “Nobody told us”]: Ann Lee on the bridge." + BODY)
    content = tuple(TaggedSpan("content", s, 1.0) for s in read.attributions[0].content)
    assert with_heading_source([Link((), (), content)], read.text) == [Link((), (), content)]
