"""Whom pronouns mean: each case is marked text and the speakers of its attributions, in order."""

from __future__ import annotations

from collections.abc import Sequence

from tests.attribution.resolving import ANN, Cases, cases, names

PRONOUNS: Cases = {
    "she": (f"{ANN}. [S2 She] [C2 added] [K2 that it was open].", ["Ann Wexley"] * 2),
    "he, past a woman": (
        "[S1 David Orme] [C1 said] [K1 it shook]. Mrs Wexley left. [K2 It was late], [S2 he] [C2 said].",
        ["David Orme"] * 2,
    ),
    "she, past a man": (
        f"{ANN}. Mr Orme had told her nothing. [S2 She] [C2 said] [K2 it was late].",
        ["Ann Wexley"] * 2,
    ),
    "he, two paragraphs on": (
        "[S1 Mr Orme] [C1 said] [K1 it shook].\n\nIt rained all day.\n\n[S2 He] [C2 said] [K2 it was late].",
        ["Orme"] * 2,
    ),
    "he is the subject, not the one talked about": (
        "David Orme walked over the old bridge to meet Ian Pell. [S He] [C said] [K the bridge was safe].",
        ["David Orme"],
    ),
    "he is the speaker, not the hearer": (
        "[S1 David Orme] [C1 told] Ian Pell [K1 that it shook]. [S2 He] [C2 said] [K2 it was late].",
        ["David Orme"] * 2,
    ),
    "they, of a crowd": (
        "[S1 Residents] [C1 said] [K1 the bridge shook]. [S2 They] [C2 said] [K2 it was old].",
        ["Residents"] * 2,
    ),
    "it, of a body": (
        "[S1 The Harbour Board] [C1 said] [K1 the bridge was safe]. [S2 It] [C2 said] [K2 tests were made].",
        ["Harbour Board"] * 2,
    ),
    "it, of a text": (
        "[S1 The report] [C1 said] [K1 the bridge was safe]. [S2 It] [C2 said] [K2 tests were made].",
        ["report"] * 2,
    ),
    "who, behind a name": ("We met Ann Wexley, [S who] [C said] [K the bridge was safe].", ["Ann Wexley"]),
    "who, behind a description": ("We met an old ferryman [S who] [C said] [K it shook].", ["old ferryman"]),
    "I, in somebody's words": (
        '[S1 Ann Wexley] [C1 said], [K1 "[S2 I] [C2 think] [K2 it is safe]."]',
        ["Ann Wexley"] * 2,
    ),
    "a pronoun without anybody": ("[S He] [C said] [K it was late].", ["He"]),
    "they without anybody": ("[S They] [C said] [K it was late].", ["They"]),
    "they, of a crowd that is no source": (
        "Parents have had enough of the bridge. [S They] [C say] [K it shook].",
        ["Parents"],
    ),
    "it, of a text that is no source": (
        "The indictment runs to ninety pages. [S It] [C says] [K the bridge shook].",
        ["indictment"],
    ),
    "it, of what was published": (
        "The Harbour Board published its yearly report on Monday. [S It] [C found] [K cracks].",
        ["yearly report"],
    ),
    "it, of the publisher": (
        "The Harbour Board published its yearly report on Monday. [S It] [C said] [K so].",
        ["Harbour Board"],
    ),
    "it, of the name that the sentence is about": (
        "[K Clean Elmstead has ninety members], [S it] [C says].",
        ["Clean Elmstead"],
    ),
    "she, of another official than the last": (
        "[S1 An official of the port] [C1 said] [K1 it shook].\n\n"
        "An official of the mill was more hopeful. [K2 It would open soon], [S2 she] [C2 said].",
        ["official of the port", "official of the mill"],
    ),
    "he, of one called by his office": (
        "Mayor Ian Pell met Colonel Bo Tarrant. The colonel was late. [S He] [C said] [K so].",
        ["Bo Tarrant"],
    ),
    "she, behind an office and its name": (
        "The pilot, Captain David Orme, and the mate, Eve Pell, were heard. [S She] [C said] [K no].",
        ["Eve Pell"],
    ),
    "he, of the sentence before, not of the paragraph before": (
        "[S1 Mr Orme] [C1 said] [K1 it shook].\n\nMr Pell left early. [S2 He] [C2 said] [K2 so].",
        ["Orme", "Pell"],
    ),
    "she, ahead of her name": (
        "[S She] [C thought] [K it was a dog].\n\nAnn Wexley, 29, had been asleep.",
        ["Ann Wexley"],
    ),
    "he, who is not whoever is named next": (
        "[S He] [C thought] [K it was a dog].\n\nMrs Ann Wexley, 29, had been asleep.",
        ["He"],
    ),
    "she, whom a clause tells": (
        "Colonel James Wexley, who was named for her uncle, met Major Bo Tarrant. [S She] [C said] [K no].",
        ["James Wexley"],
    ),
    "he, a man called so": (
        "A man called Andrea Wexley met Major Eve Tarrant. [S He] [C said] [K no].",
        ["Andrea Wexley"],
    ),
    "she, and her sister": (
        "Sasha Pell and her sister met Jo Orme, with his dog. It rained. [S He] [C said] [K no].",
        ["Jo Orme"],
    ),
    "she, who said she was late": (
        "Jo Orme met Sasha Pell, who said she was late. It rained. [S She] [C said] [K no].",
        ["Sasha Pell"],
    ),
    "she, whom her tour tells": (
        "Zephra has cancelled her tour. Osmo Pell has sold his boat. It rained. [S She] [C said] [K no].",
        ["Zephra"],
    ),
    "never the opening word of a quotation": (
        "Mrs Ann Wexley left. “We’ve seen it,” cried a man. [S She] [C said] [K no].",
        ["Ann Wexley"],
    ),
    "himself": ("[S1 Mr Orme] [C1 said] [K1 it shook]. [S2 He himself] [C2 said] [K2 so].", ["Orme"] * 2),
}


@cases(PRONOUNS)
def test_names(marked: str, expected: Sequence[str | None]) -> None:
    assert names(marked) == expected
