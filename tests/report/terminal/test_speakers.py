from __future__ import annotations

import re
from dataclasses import replace

import pytest

from tests.report.samples import HEAD, HOSTILE, TEXT, claims, span
from tracker.records import (
    Role,
    Span,
    SpeakerDecision,
    SpeakerLink,
    SpeakerProfile,
    StoredSpeaker,
    UnsureSource,
)
from tracker.report.terminal.cells import cells
from tracker.report.terminal.speakers import (
    career,
    decision_words,
    decisions_table,
    link_page,
    profile_heading,
    profile_page,
    questions_table,
    role_words,
    unsure_page,
)

ADA = StoredSpeaker(1, "Ada Osei", "person", "mayor", "Rivertown")
LEE = StoredSpeaker(2, "Lee Tan", "person", "spokesman", "Harbour Trust", "former")
ROLES = (
    Role("spokeswoman", "Harbour Trust", None, 2, "2014-03-01", "2015-01-01"),
    Role("adviser", None, None, 1, "2016-05-02", "2016-05-02"),
    Role("mayor", "Rivertown", "then", 1, None, None),
)
DECISION = SpeakerDecision(7, "merge", "Osei", "Ada Osei", (), "kim", "Asked her.", "2024-03-05T10:00:00Z")
LINK = SpeakerLink(LEE, ADA, "both speak of the ferry", 0.61, suggested=True)
PROFILE = SpeakerProfile(
    ADA,
    (("Ada Osei", 3), ("Osei", 2), ("the iron mayor", 0)),
    ROLES,
    1203,
    3,
    "2014-03-01",
    "2016-05-02",
    body=StoredSpeaker(9, "Harbour Trust", "organization", None, None),
    links=(replace(LINK, suggested=False),),
    decisions=(DECISION,),
)
UNSURE = UnsureSource(5, HEAD, "She", TEXT, 0, span("She"), "pronoun, nearest that fits", 0.414, (ADA, LEE))


@pytest.mark.parametrize(
    ("role", "words"),
    [
        (ROLES[0], "spokeswoman, Harbour Trust (2014 – 2015)"),
        (ROLES[1], "adviser (2016)"),
        (ROLES[2], "then mayor, Rivertown"),
        (replace(ROLES[2], role="Then mayor"), "Then mayor, Rivertown"),
        (Role(None, "Rivertown", None, 1, "2016", None), "Rivertown (2016)"),
    ],
)
def test_a_role_and_its_years(role: Role, words: str) -> None:
    assert role_words(role) == words


def test_roles_over_time() -> None:
    assert career(PROFILE) == "spokeswoman, Harbour Trust (2014 – 2015), adviser (2016), then mayor, Rivertown"
    assert career(replace(PROFILE, roles=())) == ""


def test_a_page_of_a_speaker() -> None:
    assert (
        "\n".join(profile_page(PROFILE, width=100))
        == """\
Ada Osei
spokeswoman, Harbour Trust (2014 – 2015), adviser (2016), then mayor, Rivertown
id 1 · person · 2014-03-01 – 2016-05-02
also: Osei; the iron mayor
speaks for: Harbour Trust
1,203 claims in 3 articles

names
  Ada Osei (3 articles)
  Osei (2 articles)
  the iron mayor (given by a person)

roles
  spokeswoman, Harbour Trust (2014 – 2015): 2 articles
  adviser (2016): 1 article
  then mayor, Rivertown: 1 article

taken for one
  Lee Tan (2) is Ada Osei (1): both speak of the ferry, 0.61

decided
   7  Osei is Ada Osei
      merge · by kim · 2024-03-05
      note: Asked her."""
    )


def test_few_of_many_names() -> None:
    many = replace(PROFILE, names=tuple((f"Name {number}", 1) for number in range(500)))
    heading = list(profile_heading(many, width=100))
    assert "… and 488 more" in " ".join(heading)
    assert len(heading) < 12


@pytest.mark.parametrize(
    ("decision", "words"),
    [
        (DECISION, "Osei is Ada Osei"),
        (replace(DECISION, action="apart"), "Osei is not Ada Osei"),
        (replace(DECISION, action="alias", other="the mayor"), "Osei is also called the mayor"),
        (replace(DECISION, action="split", articles=("a.txt", "b.txt")), "Osei in a.txt, b.txt is Ada Osei"),
        (replace(DECISION, action="split", other="Osei", articles=("a.txt",)), "Osei in a.txt is another one"),
        (replace(DECISION, action="settle", other="She", articles=("a.txt",)), "“She” in a.txt is Osei"),
        (replace(DECISION, action="settle", other=None, articles=("a.txt",)), "a quotation in a.txt is Osei"),
        (
            replace(DECISION, action="settle", speaker=None, other="She", articles=("a.txt",)),
            "nobody can tell who “She” in a.txt is",
        ),
        (replace(DECISION, undoes=3), "taken back: Osei is Ada Osei"),
        (replace(DECISION, speaker="{other}"), "{other} is Ada Osei"),
    ],
)
def test_a_decision_in_words(decision: SpeakerDecision, words: str) -> None:
    assert decision_words(decision) == words


def test_a_source_to_settle() -> None:
    assert (
        "\n".join(unsure_page(UNSURE, width=60))
        == """\
Bridge stays open
River Post · 2024-03-02 · news/bridge.txt · article 1

RIVERTOWN - "The bridge is safe," said Ada Osei, the mayor,
"and it will stay open." ‹She› added that nobody had asked
for it to close.

Engineers said the deck needs work. Lee Tan, a spokesman,
said that somebody had told him that the ferry was late.

Who is “She”?
pronoun, nearest that fits · confidence 0.41
  1  Ada Osei — mayor, Rivertown
  2  Lee Tan — former spokesman, Harbour Trust"""
    )
    assert "[She] added" in "\n".join(unsure_page(UNSURE, width=60, blocks=False))
    painted = "\n".join(unsure_page(UNSURE, width=60, colour=True))
    assert "\x1b[1;4mShe\x1b[0m added" in painted
    assert "Who is “She”?" in list(unsure_page(replace(UNSURE, source="She,"), width=60))
    nobody = replace(UNSURE, source="", at=span('"and it will stay open."'), because="nobody named", candidates=())
    page = list(unsure_page(nobody, width=60))
    assert page[-2:] == ["Who says so?", "nobody named · confidence 0.41"]
    assert '‹"and it will stay open."›' in " ".join(page)


def test_of_an_enormous_passage_what_is_near_is_shown() -> None:
    text = "word " * 10_000 + "she" + " more" * 10_000
    page = list(unsure_page(replace(UNSURE, passage=text, at=Span(50_000, 50_003)), width=80))
    assert len(page) < 40
    assert any("‹she›" in line for line in page)
    shown = " ".join(page)
    assert shown.count("…") == 2
    assert len(list(unsure_page(replace(UNSURE, candidates=(ADA,) * 30), width=80))) < 30


def test_two_who_may_be_one() -> None:
    page = "\n".join(link_page(LINK, (replace(PROFILE, speaker=LEE), PROFILE), (claims()[:2], ()), width=100))
    assert page.startswith(
        "May be one: Lee Tan (former spokesman, Harbour Trust), Ada Osei (mayor, Rivertown). Because: both\n"
        "speak of the ferry, 0.61.\n\nLee Tan\n"
    )
    assert "\n  “The bridge is safe” (River Post, 2024-03-02)\n" in page
    assert "(River Post, 2024-03-02)\n\nAda Osei\n" in page


def test_questions_in_a_list() -> None:
    assert (
        "\n".join(questions_table((UNSURE, LINK), width=80))
        == """\
     5  “She”
        may be: 1 Ada Osei — mayor, Rivertown; 2 Lee Tan — former spokesman,
        Harbour Trust
        River Post, 2024-03-02 (article 1) · pronoun, nearest that fits, 0.41
        2 Lee Tan — former spokesman, Harbour Trust and 1 Ada Osei — mayor,
        Rivertown may be one
        both speak of the ferry, 0.61"""
    )


@pytest.mark.parametrize("width", [40, 60, 80, 120])
@pytest.mark.parametrize("colour", [False, True])
@pytest.mark.parametrize("words", [HOSTILE, "x" * 5_000, "橋" * 300, "", " "])
def test_hostile_words_obey_us_and_everything_fits(words: str, width: int, colour: bool) -> None:
    odd = StoredSpeaker(1, words, "person", words, words, "then", words, words)
    role = Role(words, words, "then", 1, words, words)
    decision = SpeakerDecision(7, "split", words, words, (words,), words, words, words, 3, 4)
    link = SpeakerLink(odd, LEE, words, 0.5, suggested=False)
    profile = SpeakerProfile(
        odd, ((words, 1), (words + "x", 2)), (role,), 1, 1, words, words, odd, (odd,), (link,), (decision,)
    )
    head = replace(HEAD, title=words, ref=words, outlet=words, date=words)
    text = f"{words} she said {words}"
    at = Span(len(words) + 1, len(words) + 4)
    question = UnsureSource(5, head, words, text, 0, at, "own words", 0.1, (odd, LEE))
    lines = [
        *profile_page(profile, width=width, colour=colour),
        *decisions_table([decision, replace(decision, action="settle")], width=width, colour=colour),
        *unsure_page(question, width=width, colour=colour),
        *link_page(link, (profile, profile), (claims(words), ()), width=width, colour=colour),
        *questions_table((question, link), width=width, colour=colour),
    ]
    for line in lines:
        bare = re.sub(r"\x1b\[[0-9;]*m", "", line) if colour else line
        assert not set(bare) & set("\n\r\x1b\x07\x9b\u202e\u2066\u2028\x00\ud800"), line
        assert cells(bare) <= width, bare
