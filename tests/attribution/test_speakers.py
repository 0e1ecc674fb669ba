"""Who a source is, in plain sentences: each case is marked text and the speakers of its attributions, in order."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.attribution.resolving import ANN, BO, Cases, cases, names, resolve
from tracker.attribution.speakers import resolve_speakers
from tracker.records import Attribution, Span, SpeakerKind
from tracker.segment import segment

NAMES: Cases = {
    "surname": (f"{ANN}. [S2 Wexley] [C2 said] [K2 it was open].", ["Ann Wexley"] * 2),
    "surname with a title": (f"{ANN}. [S2 Ms Wexley] [C2 said] [K2 it was open].", ["Ann Wexley"] * 2),
    "surname before the full name": (
        "[K1 It is safe], [C1 said] [S1 Wexley].\n\nAnn Wexley is the mayor.",
        ["Ann Wexley"],
    ),
    "a possessive is no part": ("[S Ann Wexley's] [C claim] [K that it was safe] was heard.", ["Ann Wexley"]),
    "shared surname, by gender": (
        f"{ANN}. [S2 Carl Wexley] [C2 said] [K2 it shook]. [S3 Mrs Wexley] [C3 said] [K3 no].",
        ["Ann Wexley", "Carl Wexley", "Ann Wexley"],
    ),
    "shared surname, by role": (
        "[S1 Mayor Ann Wexley] [C1 said] [K1 no]. [S2 Sheriff Lou Wexley] [C2 said] [K2 yes]. "
        "[S3 Sheriff Wexley] [C3 said] [K3 it shook].",
        ["Ann Wexley", "Lou Wexley", "Lou Wexley"],
    ),
    "shared surname, two offices alone": (
        "[S1 Mayor Wexley] [C1 said] [K1 no]. [S2 Sheriff Wexley] [C2 said] [K2 yes].",
        ["Wexley", "Wexley"],
    ),
    "spelt otherwise": (
        "[S1 Abdul-Basit al-Terrin] [C1 said] [K1 no]. [S2 Abdulbasit Terrin] [C2 said] [K2 yes].",
        ["Abdul-Basit al-Terrin"] * 2,
    ),
    "a name before the surname's particle": (
        "[S1 Joris van der Brook] [C1 said] [K1 no]. [S2 Van der Brook] [C2 said] [K2 yes].",
        ["Joris van der Brook"] * 2,
    ),
    "acronym in brackets": (
        "[S1 The Union of Tinsmiths (UOT)] [C1 said] [K1 no]. [S2 UOT] [C2 said] [K2 yes].",
        ["Union of Tinsmiths"] * 2,
    ),
    "acronym by initials": (
        "[S1 The Harbour Tinsmiths Guild] [C1 said] [K1 no]. [S2 The HTG] [C2 said] [K2 yes].",
        ["Harbour Tinsmiths Guild"] * 2,
    ),
    "acronym of nothing": ("[S HTG] [C said] [K yes].", ["HTG"]),
    "a dateline is no body": (
        "ELMSTEAD (Herald Wire) — [S1 The Harbour Board] [C1 said] [K1 no].\n\n[S2 The board] [C2 said] [K2 yes].",
        ["Harbour Board"] * 2,
    ),
    "a preposition inside the name": (
        "[S The Ministry of Inland Waters] [C said] [K no].",
        ["Ministry of Inland Waters"],
    ),
    "the other of two, by a demonym": (
        f"{ANN}. [S2 Bo Tarrant] [C2 denied] [K2 it]. [S3 The Elmian] [C3 said] [K3 no].",
        ["Ann Wexley", "Bo Tarrant", "Ann Wexley"],
    ),
}

ROLES = {
    "before": ("[S Mayor Ann Wexley] [C said] [K no].", ("Ann Wexley", "mayor", None)),
    "before, with a body": (
        "[S Acme chief executive Ann Wexley] [C said] [K no].",
        ("Ann Wexley", "chief executive", "Acme"),
    ),
    "before, with an owner": (
        "[S the Harbour Board's spokeswoman Ann Wexley] [C said] [K no].",
        ("Ann Wexley", "spokeswoman", "Harbour Board"),
    ),
    "before, former": ("[S Former mayor Ann Wexley] [C said] [K no].", ("Ann Wexley", "mayor", None)),
    "behind": (
        "[S Ann Wexley, a surveyor at Acme Bridges,] [C said] [K no].",
        ("Ann Wexley", "surveyor", "Acme Bridges"),
    ),
    "behind an age": ("[S Ann Wexley, 52, a farmer,] [C said] [K no].", ("Ann Wexley", "farmer", None)),
    "ahead of a comma": (
        "[S The director of the Tinsmiths Guild, Ann Wexley,] [C said] [K no].",
        ("Ann Wexley", "director", "Tinsmiths Guild"),
    ),
    "inverted": ("[K It is safe], [C said] [S Ann Wexley, the mayor].", ("Ann Wexley", "mayor", None)),
    "a place is no affiliation": (
        "[S Ann Wexley, a farmer in Elmstead,] [C said] [K no].",
        ("Ann Wexley", "farmer", None),
    ),
    "its": (
        "The Tinsmiths Guild is old. [S Its director, Ann Wexley,] [C said] [K no].",
        ("Ann Wexley", "director", "Tinsmiths Guild"),
    ),
    "a clause is no apposition": (
        "According to Ann Wexley, a farmer said so. [S Wexley] [C said] [K no].",
        ("Ann Wexley", None, None),
    ),
    "a list is no role": ("[S Ann Wexley] [C said], as did Bo Tarrant, [K no].", ("Ann Wexley", None, None)),
    "unnamed": (
        "[S A surveyor at Acme Bridges] [C said] [K no].",
        ("surveyor at Acme Bridges", "surveyor", "Acme Bridges"),
    ),
}

KINDS: dict[str, tuple[str, str, SpeakerKind]] = {
    "crowd": ("[S Three villagers from Elmstead] [C said] [K no].", "Three villagers from Elmstead", "group"),
    "crowd behind a dateline": (
        "ELMSTEAD - [S Passengers] [C said] [K the old bridge shook when the ferry came in on Monday].",
        "Passengers",
        "group",
    ),
    "two names": ("[S Ann Wexley and Bo Tarrant] [C said] [K no].", "Ann Wexley and Bo Tarrant", "group"),
    "unnamed": ("[S A senior official] [C said] [K no].", "senior official", "unnamed"),
    "one of several": ("[S One resident] [C said] [K no].", "One resident", "unnamed"),
    "text": ("[S The indictment] [C said] [K no].", "indictment", "document"),
    "nameless body": ("[S The ministry] [C said] [K no].", "ministry", "organization"),
    "named body": ("[S The Harbour Board] [C said] [K no].", "Harbour Board", "organization"),
    "body by what follows": (
        "[S Zentrella] [C said] [K its bridge was safe]. Zentrella managers left.",
        "Zentrella",
        "organization",
    ),
    "country": ("[S France] [C said] [K no].", "France", "organization"),
    "person": ("[S Ann Wexley] [C said] [K no].", "Ann Wexley", "person"),
}

TURNS: Cases = {
    "follow-on in the paragraph": (
        '[K1 "It is safe,"] [C1 said] [S1 Ann Wexley]. It was noon. [K2 "All may cross it now."]',
        ["Ann Wexley"] * 2,
    ),
    "follow-on in the next paragraph": (
        '[K1 "It is safe,"] [C1 said] [S1 Ann Wexley] on the bridge, where she stood all day.\n\n'
        '[K2 "All may cross it now."]',
        ["Ann Wexley"] * 2,
    ),
    "follow-on of the last of two": (
        f'{ANN}. {BO}. [K3 "All may cross it now."]',
        ["Ann Wexley", "Bo Tarrant", "Bo Tarrant"],
    ),
    "an open quotation goes on": (
        "[S1 Ann Wexley] [C1 said]: [K1 “It is safe.]\n\n[K2 “It was looked at.”]",
        ["Ann Wexley"] * 2,
    ),
    "two taking turns": (
        '[K1 "Is it safe?"] [C1 asked] [S1 Ann Wexley].\n\n[K2 "It is,"] [C2 said] [S2 Bo Tarrant].\n\n'
        '[K3 "And open?"]',
        ["Ann Wexley", "Bo Tarrant", "Ann Wexley"],
    ),
    "not one who is spoken to": (
        'Mayor Ann Wexley met the press. [K1 "In May,"] [C1 said] [S1 Bo Tarrant], who wrote it.\n\n'
        '[K2 "Which May, Mr Tarrant?"]',
        ["Bo Tarrant", "Ann Wexley"],
    ),
    "the other, where one answers in the next paragraph": (
        f'{ANN}. {BO}.\n\n[K3 "You will have to let me in, my dear."]\n\n'
        '[K4 "I will have to see it first,"] [S4 Tarrant] [C4 told] her.',
        ["Ann Wexley", "Bo Tarrant", "Ann Wexley", "Bo Tarrant"],
    ),
    "a headline quotes what is said below": (
        "[K1 'We ate grass all winter']: survivor tells all\n\nEve Pell lives in Elmstead, by the sea.\n\n"
        '[K2 "We ate grass all winter long,"] [C2 said] [S2 Ann Wexley].',
        ["Ann Wexley"] * 2,
    ),
    "the name comes late": (
        '[K1 "It is safe. All may cross it."]\n\nSo says Ann Wexley, the mayor.',
        ["Ann Wexley"],
    ),
    "adding that": (
        f"{ANN}, [C2 adding] [K2 that it was open].",
        ["Ann Wexley"] * 2,
    ),
    "shared subject": (
        "[S1 Ann Wexley] [C1 said] [K1 it was safe] but [C2 denied] [K2 that it was open].",
        ["Ann Wexley"] * 2,
    ),
    "a source behind the cue that the tagger missed": (
        "[K It will be safe], [C promised] Ann Wexley.",
        ["Ann Wexley"],
    ),
    "shared subject without a name": (
        "The study took a year and [C concluded] [K that it was safe].",
        ["study"],
    ),
    "a source before the cue that the tagger missed": (
        "On Monday, Ann Wexley [C promised] [K to leave].",
        ["Ann Wexley"],
    ),
    "a name before the cue within a longer subject": (
        "The road to Elmstead [C promises] [K to be long].",
        [None],
    ),
    "shared subject of another verb": ("Ann Wexley came and [C said] [K it was safe].", ["Ann Wexley"]),
}

PASSIVES: Cases = {
    "told by": (
        "[S Ann Wexley] [C was told] by Bo Tarrant [K that it shook].",
        ["Bo Tarrant"],
    ),
    "told by nobody": ("[S Ann Wexley] [C was told] [K that it shook].", [None]),
    "quoted by": (
        'Ann Wexley [C was quoted by] [S the Elm Herald] [C as saying] [K "It is safe"].',
        ["Ann Wexley"],
    ),
    "quoted by, of a description": (
        "The ministry was quoted by [S the Elm Herald] [C as saying] [K it was safe].",
        ["ministry"],
    ),
    "reported to have said": (
        "Ann Wexley [C was reported to have denied] [K it].",
        ["Ann Wexley"],
    ),
    "reported to have done": ("Ann Wexley [C was reported to have left] [K early].", [None]),
    "agentless": ("Ann Wexley left. [C It was reported] [K that the bridge shook].", [None]),
    "agentless, behind a speaker": (f"{ANN}. [C2 It was said] [K2 that it shook].", ["Ann Wexley", None]),
    "an indirect content alone": ("Ann Wexley left. [K The bridge was safe].", [None]),
}


@cases(NAMES, TURNS, PASSIVES)
def test_names(marked: str, expected: Sequence[str | None]) -> None:
    assert names(marked) == expected


@pytest.mark.parametrize(("marked", "expected"), ROLES.values(), ids=ROLES)
def test_roles(marked: str, expected: tuple[str, str | None, str | None]) -> None:
    (speaker,) = resolve(marked)
    assert speaker is not None
    assert (speaker.name, speaker.role, speaker.affiliation) == expected


@pytest.mark.parametrize(("marked", "name", "kind"), KINDS.values(), ids=KINDS)
def test_kinds(marked: str, name: str, kind: SpeakerKind) -> None:
    (speaker,) = resolve(marked)
    assert speaker is not None
    assert (speaker.name, speaker.kind) == (name, kind)


def test_a_speaker_has_all_the_forms_of_the_article() -> None:
    speaker = resolve(f"{ANN}. [S2 Ms Wexley] [C2 added] [K2 so]. [S3 She] [C3 left] [K3 it].")[0]
    assert speaker is not None
    assert speaker.names == ("Ann Wexley", "Wexley")


# ---------------------------------------------------------------- whatever the text

PIECES = st.sampled_from(
    ["Ann", "Lee", "the", "mayor", "of", "Acme", "Board", "he", "who", "said", "and", "told", "by", "was", "al-Lee",
     "a", "report", "Mr", "residents", ",", ".", "\n\n", "“", "”", '"', "'s", "(", ")", "—", "ACB", "52", "é", "\ud800"]
)  # fmt: skip


@st.composite
def laid_out(draw: st.DrawFn) -> tuple[str, list[Attribution]]:
    """Any text with any attributions laid on it."""
    words = st.lists(PIECES, max_size=40).map(" ".join)
    text = draw(st.one_of(words, st.text(max_size=60)))
    place = st.integers(0, len(text))
    span = st.tuples(place, place).map(lambda pair: Span(min(pair), max(pair)))
    few = st.lists(span, max_size=2).map(lambda spans: tuple(sorted(spans)))
    some = st.lists(span, min_size=1, max_size=2).map(lambda spans: tuple(sorted(spans)))
    kinds = st.sampled_from(["direct", "indirect", "mixed"])
    return text, draw(st.lists(st.builds(Attribution, few, few, some, kinds, st.just(1.0)), max_size=6))


@given(laid_out())
def test_never_raises(case: tuple[str, list[Attribution]]) -> None:
    text, attributions = case
    resolved = resolve_speakers(attributions, text, segment(text))
    assert [(a.source, a.cue, a.content, a.kind) for a in resolved] == [
        (a.source, a.cue, a.content, a.kind) for a in attributions
    ]
    assert resolved == resolve_speakers(attributions, text, segment(text))
    for attribution in resolved:
        speaker = attribution.speaker
        assert speaker is None or speaker.names[0] == speaker.name
