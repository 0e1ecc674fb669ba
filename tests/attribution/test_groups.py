from __future__ import annotations

import pytest

from tests.marked import read_marked
from tracker.attribution.groups import groups_in
from tracker.measures import Roles


@pytest.mark.parametrize(
    ("marked", "groups"),
    [
        ('[K "It is safe,"] [S she] [C said].', ("direct", "speech")),
        ("[S She] [C said] [K it was safe].", ("indirect", "speech")),
        ('[S She] [C called] [K the bridge "safe enough"].', ("mixed", "speech")),
        ("[S She] [C thinks] [K it is safe].", ("indirect", "other")),
        ('[K "It is safe."] She left.', ("direct", "speech")),
        ("[K The bridge is safe]. She left.", ("indirect", "other")),
        ("[S She] [C told\nthem] [K it was safe].", ("indirect", "speech")),
    ],
)
def test_the_groups_of_an_attribution(marked: str, groups: tuple[str, str]) -> None:
    read = read_marked(marked)
    (one,) = read.attributions
    assert groups_in(read.text)(Roles(one.source, one.cue, one.content)) == groups
