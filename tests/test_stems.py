"""Forms of one word have one stem."""

from __future__ import annotations

import pytest

from tracker.stems import stem


@pytest.mark.parametrize(
    "forms",
    [
        "close closes closed closing", "stop stopped stopping", "die died dying", "steal stole stolen", "city cities",
        "child children", "carry carried carries", "wolf wolves", "refuse refused refusing",
    ],
)  # fmt: skip
def test_forms_of_one_word_have_one_stem(forms: str) -> None:
    assert len({stem(form) for form in forms.split()}) == 1
