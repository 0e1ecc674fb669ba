"""Text out of fragments of HTML."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.ingest.fragments import looks_like_html, text_of_fragment


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>It <b>fell</b>.</p>\n<p>Twice.</p>", "It fell.\n\nTwice."),
        ("It fell.<br>Twice.<br/><br/>Now.", "It fell.\nTwice.\n\nNow."),
        ("<blockquote>&ldquo;No&rdquo;</blockquote>she said", "“No”\n\nshe said"),
        ("<ul><li>a<li>b</ul>c", "a\n\nb\n\nc"),
        ("<style>p {}</style>a<script>if (a<b) x()</script>b<!-- c -->d", "abd"),
        ("a <unknown>b</unknown> &amp; c", "a b & c"),
        ("", ""),
    ],
)
def test_fragments(html: str, text: str) -> None:
    assert text_of_fragment(html) == text


def test_what_looks_like_html() -> None:
    assert looks_like_html("It <em>fell</em>.")
    assert not looks_like_html("if a < b and b > c, <Ann Lee> said")


@given(st.text() | st.text(alphabet="<>/pbr&;! a-"))
def test_never_raises(html: str) -> None:
    text_of_fragment(html)
