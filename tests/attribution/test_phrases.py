"""Whom descriptions mean (*the mayor*, *both men*): marked text and the speakers of its attributions, in order."""

from __future__ import annotations

from collections.abc import Sequence

from tests.attribution.resolving import ANN, BO, Cases, cases, names

DESCRIPTIONS: Cases = {
    "the mayor": (
        "Ann Wexley, the mayor, was there. [S The mayor] [C said] [K no].",
        ["Ann Wexley"],
    ),
    "the mayor, of two people": (
        "Mayor Ann Wexley met Sheriff Bo Tarrant. [S The mayor] [C said] [K no].",
        ["Ann Wexley"],
    ),
    "the colonel, who is commander too": (
        "Interior Minister Ann Wexley met the harbour commander, Colonel Bo Tarrant. [S The colonel] [C said] [K no].",
        ["Bo Tarrant"],
    ),
    "the spokesman of another": (
        "Acme spokesman Bo Tarrant left. [S The army spokesman] [C said] [K no].",
        ["army spokesman"],
    ),
    "a description first, the name late": (
        "[S1 A fisherman] [C1 said] [K1 the bridge shook].\n\n[S2 Bo Tarrant] [C2 said] [K2 it was late].",
        ["Bo Tarrant"] * 2,
    ),
    "the ministry": (
        "[S1 The Ministry of Inland Waters] [C1 said] [K1 no]. [S2 The ministry] [C2 said] [K2 yes].",
        ["Ministry of Inland Waters"] * 2,
    ),
    "the company": (
        "[S1 Acme Holdings] [C1 said] [K1 no]. [S2 The company] [C2 said] [K2 yes].",
        ["Acme Holdings"] * 2,
    ),
    "the company, of a name that does not tell": (
        "[S1 Zentrella] [C1 said] [K1 no]. [S2 The company] [C2 said] [K2 yes].",
        ["Zentrella"] * 2,
    ),
    "a body ahead, its name behind": (
        "Zentrella, a bridge maker, was late. [S Zentrella's director] [C said] [K no].",
        ["Zentrella's director"],
    ),
    "the latter and the former": (
        "Ann Wexley met Bo Tarrant. It rained. [S1 The latter] [C1 said] [K1 no]. [S2 The former] [C2 said] [K2 yes].",
        ["Bo Tarrant", "Ann Wexley"],
    ),
    "the former of two who spoke": (
        f"{ANN}. {BO}. [S3 The former] [C3 said] [K3 no].",
        ["Ann Wexley", "Bo Tarrant", "Ann Wexley"],
    ),
    "the former, then the latter": (
        f"{ANN}. {BO}. [S3 The former] [C3 said] [K3 no]. [S4 The latter], who had come late, [C4 said] [K4 yes].",
        ["Ann Wexley", "Bo Tarrant", "Ann Wexley", "Bo Tarrant"],
    ),
    "the latter, twice": (
        f"{ANN}. {BO}. [S3 The latter] [C3 said] [K3 no]. [S4 The latter] [C4 said] [K4 yes].",
        ["Ann Wexley", "Bo Tarrant", "Bo Tarrant", "Bo Tarrant"],
    ),
    "both, of two people": (
        f"{ANN}. {BO}. [S3 Both] [C3 said] [K3 they would appeal].",
        ["Ann Wexley", "Bo Tarrant", "Ann Wexley and Bo Tarrant"],
    ),
    "a headline's label": (
        "[S Tycoon]: [K I never read it]\n\nBo Tarrant, the owner of Acme, was heard on Monday.",
        ["Bo Tarrant"],
    ),
    "a bare label below": (
        "It rained.\n\n[S Tycoon]: [K I never read it]\n\nBo Tarrant, the owner of Acme, was heard on Monday.",
        ["Tycoon"],
    ),
    "the latter of nobody": ("[S The latter] [C said] [K no].", ["latter"]),
    "an epithet of whoever was just named": (
        "Ann Wexley fell from the stage. [S The singer] [C said] [K no].",
        ["Ann Wexley"],
    ),
    "no epithet of one with another role": (
        "Judge Ann Wexley fell from the stage. [S The singer] [C said] [K no].",
        ["singer"],
    ),
    "no epithet of one who was named long before": (
        "Ann Wexley fell from the stage.\n\nIt rained.\n\nIt rained again.\n\n[S The singer] [C said] [K no].",
        ["singer"],
    ),
    "an epithet of a mononym": (
        "Zephra has left. [S1 The singer] [C1 said] [K1 no].\n\n[S2 Bo Tarrant] [C2 said] [K2 yes].",
        ["Zephra", "Bo Tarrant"],
    ),
    "an epithet with a name that was just named": (
        "Ann Wexley called it shameful after Rovers lost. [S The Rovers manager] [C said] [K no].",
        ["Ann Wexley"],
    ),
    "nobody is her own chairwoman": (
        "Chairwoman Ann Wexley left. [S1 Wexley] [C1 said] [K1 no]. [S2 Her chairwoman] [C2 said] [K2 yes].",
        ["Ann Wexley", "Her chairwoman"],
    ),
    "a spokesman of the lead, named below by his office": (
        "[S1 A spokesman] [C1 said] [K1 no].\n\nIt rained. [S2 Spokesman Bo Tarrant] [C2 said] [K2 yes].",
        ["Bo Tarrant"] * 2,
    ),
    "no epithet with a name of its own": (
        "Ann Wexley fell from the stage. [S The Elmian singer] [C said] [K no].",
        ["Elmian singer"],
    ),
    "who chairs is the chairwoman": (
        "Ann Wexley, who chairs the board, left. Mr Tarrant came. [S The chairwoman] [C said] [K no].",
        ["Ann Wexley"],
    ),
    "a name behind an office behind a comma": (
        "[S Her owner, the lawyer Ann Wexley,] [C said] [K no].",
        ["Ann Wexley"],
    ),
    "a name that somebody gave": (
        "[S A father of two who gave his name only as Bo] [C said] [K no].",
        ["Bo"],
    ),
    "a spokesman whom nobody names": (
        "[S1 A spokesman] [C1 said] [K1 no].\n\n[S2 Bo Tarrant], who sells cloth, [C2 said] [K2 yes].",
        ["spokesman", "Bo Tarrant"],
    ),
    "the senior of two officials": (
        "[S1 A senior official] [C1 said] [K1 no]. [S2 Another official] [C2 said] [K2 yes]. "
        "[S3 The senior official] [C3 left] [K3 it].",
        ["senior official", "Another official", "senior official"],
    ),
    "a body of another owner": (
        "[S1 Wexley’s campaign] [C1 said] [K1 no]. [S2 Tarrant’s campaign] [C2 said] [K2 yes].",
        ["Wexley’s campaign", "Tarrant’s campaign"],
    ),
    "a body called by all its words, then by one": (
        "[S1 The Elmian foreign ministry] [C1 said] [K1 no]. [S2 The ministry] [C2 said] [K2 yes].",
        ["Elmian foreign ministry"] * 2,
    ),
    "the document, of any text": (
        "[S1 A survey] [C1 found] [K1 cracks]. [S2 The document] [C2 says] [K2 it was old].",
        ["survey"] * 2,
    ),
    "the same unnamed official": (
        "[S1 An official] [C1 said] [K1 no]. [S2 The official] [C2 said] [K2 yes].",
        ["official"] * 2,
    ),
    "the same report": (
        "[S1 A survey] [C1 found] [K1 cracks]. [S2 The survey] [C2 said] [K2 it was old].",
        ["survey"] * 2,
    ),
}


@cases(DESCRIPTIONS)
def test_names(marked: str, expected: Sequence[str | None]) -> None:
    assert names(marked) == expected
