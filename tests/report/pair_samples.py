"""Disputes as the store gives them: about a number, one speaker against herself, one told by reprints; hostile ones."""

from __future__ import annotations

from dataclasses import replace

from tracker.records import ArticleHead, Clash, Dispute, Kind, Span, StoredClaim, StoredRelation, StoredSpeaker

MODEL = "nli-en@1.0.0"
POST = ArticleHead(1, "post/1.txt", "Boats leave the harbour", "River Post", "2024-03-02", None)
NEWS = ArticleHead(2, "news/1.txt", "Harbour stays closed", "Harbour News", "2024-03-03T08:00:00Z", None)
ECHO = ArticleHead(3, "echo/1.txt", "Boats have left", "Evening Echo", "2024-03-02", None)
BARE = ArticleHead(4, "notes.txt", None, None, None, None)

TEXTS = {
    1: (
        "Boats leave the harbour\n\n"
        'RIVERTOWN - "All four boats left at dawn," said Ada Osei, the harbour master, on Saturday. The quay was empty.'
        "\n\nNobody was hurt."
    ),
    2: (
        "Harbour stays closed\n\n"
        "No boat has left the harbour since Friday, a spokesman, Lee Tan, told Harbour News. "
        + "The wind had been strong. "
        * 30
    ),
    3: "Boats have left\n\nAll four boats left at dawn, the harbour master, Ada Osei, told River Post.",
    4: "Two boats may, Ada Osei claimed, have left, and the ferry with them. A boat was seen, somebody said.",
}

OSEI = StoredSpeaker(1, "Ada Osei", "person", "harbour master", "Rivertown")
TAN = StoredSpeaker(2, "Lee Tan", "person", "spokesman", "Harbour Trust")


def claim(number: int, text: str, quote: str, speaker: StoredSpeaker | None, article: ArticleHead) -> StoredClaim:
    """A claim; where its quote stands in `TEXTS`, there."""
    start = max(TEXTS.get(article.id, "").find(quote), 0)
    span = Span(start, start + len(quote))
    kind: Kind = "direct" if text == quote else "indirect"
    return StoredClaim(number, text, quote, span, kind, speaker, article, "certain", 0.97, "positive", 0.9)


def spans(text: str, *words: str) -> tuple[Span, ...]:
    """Where these words stand."""
    return tuple(Span(text.index(word), text.index(word) + len(word)) for word in words)


ALL_FOUR = claim(1, "All four boats left at dawn", "All four boats left at dawn", OSEI, POST)
NO_BOAT = claim(2, "No boat has left the harbour since Friday.", "No boat has left the harbour since Friday", TAN, NEWS)
REPRINT = replace(ALL_FOUR, id=3, article=ECHO, origin_article=POST)
MAY = replace(
    claim(4, "Two boats may have left at dawn, and the ferry with them.", "Two boats may", OSEI, BARE),
    certainty="possible",
    score=0.5,
    distance="distancing",
)
UNNAMED = replace(claim(5, "A boat was seen off the point.", "A boat was seen", None, BARE))

BOATS = StoredRelation(
    12,
    "contradiction",
    "number",
    0.97001,
    "suggested",
    False,
    Clash(spans(ALL_FOUR.text, "All four"), spans(NO_BOAT.text, "No boat")),
    MODEL,
    ALL_FOUR,
    NO_BOAT,
)
TOLD_AGAIN = replace(BOATS, id=13, a=REPRINT)
ANOTHER = replace(BOATS, id=15, a=UNNAMED, score=0.71, status="confirmed", reviewer="kim")
HERSELF = replace(
    BOATS,
    id=14,
    score=0.66,
    status="confirmed",
    same_speaker=True,
    clash=Clash(spans(ALL_FOUR.text, "All four"), spans(MAY.text, "Two", "may")),
    b=MAY,
    note="She was asked again on Monday.",
    reviewer="kim",
    reviewed_at="2024-03-05T10:00:00Z",
)
UPDATE = replace(HERSELF, id=16, relation="supersedes", status="suggested", note=None, reviewer=None, reviewed_at=None)

DISPUTES = [Dispute(BOATS, (TOLD_AGAIN, ANOTHER), 3, 2), Dispute(HERSELF, (), 1, 1)]
