"""What is mended in a text, that it is said, and that what is right is left alone."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.ingest import mending
from tracker.ingest.mending import mend_text, mend_words, storable

GOLD = Path(__file__).parents[2] / "evals" / "gold"


@pytest.mark.parametrize(
    ("given", "mended", "said"),
    [
        (
            "Tom &amp; Ann&#8217;s &quot;caf&eacute;&quot; &#x2014; &nbsp;",
            'Tom & Ann’s "café" — \xa0',
            "7 HTML entities",
        ),
        ("&amp;amp;quot;Yes&amp;amp;quot;", '"Yes"', "2 HTML entities"),
        ("donâ€™t say â€œnoâ€\x9d, SeÃ±or", "don’t say “no”, Señor", "1 garbled passage"),
        ("“Yes,” said RenÃ©.\nNo.\n“No,” said ZoÃ«.", "“Yes,” said René.\nNo.\n“No,” said Zoë.", "2 garbled passages"),
        ("\x93Yes,\x94 he said \x96 \x91once\x92.", "“Yes,” he said – ‘once’.", "5 control characters of windows-1252"),
        ("the oﬃce ﬁnds ﬂoods", "the office finds floods", "3 ligatures"),
        ("the min\xadis\xadter", "the minister", "2 soft hyphens"),
        ("the min\xad\nister", "the minister", "1 soft hyphen"),
        ("\ufeffthe\u200b minis\u200dter\u2060", "the minister", "4 zero-width characters"),
        ("\u202athe minister\u202c", "the minister", "2 zero-width characters"),
        ("One.\r\nTwo.\rThree.", "One.\nTwo.\nThree.", "2 foreign line ends"),
        ("One.\n\fTwo.\fThree.", "One.\n\nTwo.\n\nThree.", "2 page breaks"),
        ("the bridge that\n\fwas closed", "the bridge that\nwas closed", "1 page break"),
        ("&shy;&#8203;a", "a", "2 HTML entities"),
        ("&Acirc;&pound;40", "£40", "2 HTML entities"),
    ],
)
def test_what_is_mended(given: str, mended: str, said: str) -> None:
    found = mend_text(given)
    assert found.text == mended
    assert found.changes[0] == said
    assert mend_text(mended) == mend_text(found.text)
    assert mend_text(mended).changes == ()


@pytest.mark.parametrize(
    "right",
    [
        "''Yes,'' he said, ``and no'' — “yes”, „ja“, «oui», ‘no’, 'maybe', `x`.",
        "10\xa0000 people, 3\u202f% of them, said so.",  # seen by every reader of text as blanks
        "Zoe\u0308 and Rene\u0301",  # accents of their own
        "AT&T; Marks&Spencer; R&D, a&b; &c.; &nosuchthing; &#0; &#xD800; &num; &#97;",
        "É – “À la «Été»” Ångström … naïve Ãmile ÉCOLE’",
        "می‌خواهم",  # a joiner that Persian needs
        "👩‍🚀 said so",  # and one that makes an emoji
        "שלום \u200fworld",
        "Порт закрыт, сказал мэр. Он «не знает», когда его откроют.",
        "港は閉鎖された、と市長は述べた。",
        "One line\n\nand another\n\ttabbed",
        "",
    ],
)
def test_what_is_right_stays(right: str) -> None:
    found = mend_text(right)
    assert found.text == right
    assert found.changes == ()


def test_the_gold_comes_through_unchanged() -> None:
    texts = [
        json.loads(line)["text"]
        for file in sorted(GOLD.glob("**/articles.jsonl"))
        for line in file.read_text(encoding="utf-8").splitlines()
    ]
    assert sum(text.count("\n\n") for text in texts) > 200
    for text in texts:
        assert mend_text(text).changes == (), text[:60]


@given(st.text(st.characters()) | st.text("aé“â€™Ã©&amp;#8217xX;\xad\u200b\u200d\ufeff\r\n\f ﬁ\x93-AZ.1 ", max_size=60))
def test_mending_twice_is_mending_once(text: str) -> None:
    once = mend_text(text)
    again = mend_text(once.text)
    assert again.text == once.text
    assert again.changes == ()
    assert once.changes or once.text == storable(text)
    once.text.encode()
    assert mend_words(mend_words(text)) == mend_words(text)


@given(st.text(st.characters()))
def test_what_cannot_be_stored_is_replaced_in_its_place(text: str) -> None:
    found = storable(text)
    assert len(found) == len(text)
    assert storable(found) == found
    found.encode()
    assert all(new == old or new == "\ufffd" for new, old in zip(found, text, strict=True))


def test_ampersands_without_end_take_no_time() -> None:
    for text in ("&amp;" * 200_000, "&" + "amp;" * 200_000, "&" * 500_000 + ";", "Ã" * 100_000, "a \xad\n" * 50_000):
        once = mend_text(text).text
        assert mend_text(once).text == once


def test_fields() -> None:
    assert mend_words("Ann O&rsquo;Neil\u200b &amp; Bo") == "Ann O’Neil & Bo"
    assert mend_words("a\0b") == "a\ufffdb"


@given(st.text(st.sampled_from("aA “”’…\xa0éêÃâ€™Â√ВР‚\u0302\u0303\x80\xad\u200bﬁ\ufeff")) | st.text())
def test_what_is_seen_at_once_to_be_right_needs_no_mending(text: str) -> None:
    careful = re.compile(f"{mending._ODD.pattern}|{mending._BAD.pattern}")
    if not mending._is_odd(text):
        assert careful.search(text) is None
